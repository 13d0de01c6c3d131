"""Who is told of what, in the house and by mail."""

import time
from datetime import date

import pytest

from directives.models import Absence
from reports import inbox, lifecycle, notices, obstacles, reminders
from reports.models import Notice, Obstacle, OutgoingMail, Supervision
from tests.builders import (
    Role,
    accept,
    at,
    make_assignment,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_leader,
    make_member,
    make_report,
    return_report,
    submit,
)
from tests.reports.reminding import work

pytestmark = pytest.mark.django_db

DAY = date(2026, 12, 11)


def told() -> list[tuple[str, str]]:
    return sorted(Notice.objects.values_list("person__username", "kind"))


def mailed() -> list[tuple[str, str]]:
    return sorted(OutgoingMail.objects.values_list("person__username", "kind"))


@pytest.fixture
def report():
    """Owed by a unit with a head and a focal officer; staff are not told of anything."""
    report = make_report()
    make_member(report.department, username="khoa", full_name="Trần Thị Khoa")
    make_member(report.department, Role.FOCAL_OFFICER, username="focal")
    make_member(report.department, Role.STAFF, username="staff")
    return report


def test_a_return_is_told_to_the_head_and_the_focal_officer_by_mail_and_in_the_house(report):
    submit(report)
    return_report(report)
    assert told() == [("focal", "returned"), ("khoa", "returned")]
    assert mailed() == [("focal", "returned"), ("khoa", "returned")]
    notice = Notice.objects.get(person__username="khoa")
    assert inbox.row(notice).sentence == (
        "Phòng Quản lý Khoa học: báo cáo năm 2026 được đề nghị bổ sung, hoàn thiện; "
        "hạn gửi lại: hết ngày 20/12/2026"
    )
    assert (notice.words, notice.mail.key) == ("Bổ sung số liệu.", notice.key)


def test_a_return_that_is_refused_tells_nobody(report):
    submit(report)
    accept(report)
    with pytest.raises(lifecycle.WrongState):
        return_report(report)
    assert told() == []


def test_nobody_is_told_of_what_he_did_himself(report):
    head = report.department.appointments.get(user__username="khoa").user
    submit(report)
    return_report(report, by=head)
    assert told() == [("focal", "returned")]


def test_a_second_return_has_a_mail_of_its_own(report):
    for day in ["2026-12-11", "2026-12-14"]:
        submit(report, when=f"{day} 08:00")
        return_report(report, when=f"{day} 09:00")
    assert mailed() == [("focal", "returned")] * 2 + [("khoa", "returned")] * 2


def test_an_opinion_is_mailed_to_the_units_and_told_to_hcth_in_the_house(report):
    hcth = make_member(role=Role.STAFF, username="hcth")
    make_member(role=Role.CLERK, username="clerk")
    other = make_department("Chi cục mẫu")
    make_member(other, username="chicuc")
    submit(report, obstacle="Thiếu kinh phí.")
    obstacles.give_opinion(
        Obstacle.objects.get(),
        text="Đồng ý bổ sung.",
        responsible=other,
        action_due_on=date(2026, 12, 31),
        by=make_leader(username="director"),
        at=at("2026-12-11 09:00"),
    )
    everyone = ["chicuc", "focal", "hcth", "khoa"]
    assert told() == [(name, "opinion") for name in everyone]
    assert mailed() == [(name, "opinion") for name in ["chicuc", "focal", "khoa"]]
    notice = Notice.objects.for_listing().get(person=hcth)
    assert inbox.row(notice).sentence == (
        "Có ý kiến chỉ đạo về khó khăn, vướng mắc của Phòng Quản lý Khoa học; "
        "hạn thực hiện: 31/12/2026"
    )


def urging(report, by):
    entry = Supervision.objects.create(
        directive=report.period.directive,
        department=report.department,
        kind="urging",
        means="email",
        on=DAY,
        findings="Đề nghị gửi ngay.",
        by=by,
        recorded_at=at("2026-12-11 09:00"),
    )
    entry.reports.add(report)
    return entry


def test_an_urging_of_two_units_is_one_mail_to_a_person_who_answers_for_both(report):
    hcth = make_member(username="hcth")
    second = make_report("Chi cục mẫu")
    head = make_member(second.department, username="chicuc")
    make_member(
        second.department, Role.FOCAL_OFFICER, user=report.department.appointments.first().user
    )
    entries = [urging(report, hcth), urging(second, hcth)]
    mails = notices.urged(entries, text="Gửi ngay.", by=hcth, at=at("2026-12-11 09:00"))
    assert {mail.person.username for mail in mails} == {"khoa", "focal", "chicuc"}
    assert told() == [
        ("chicuc", "urged"),
        ("focal", "urged"),
        ("khoa", "urged"),
        ("khoa", "urged"),
    ]
    assert OutgoingMail.objects.get(person=head).notices.count() == 1


def test_who_is_away_or_has_no_address_finds_it_in_the_house_and_another_gets_the_mail(report):
    head, focal = (
        report.department.appointments.get(user__username=name).user for name in ["khoa", "focal"]
    )
    deputy = make_member(report.department, Role.DEPUTY_HEAD, username="deputy")
    Absence.objects.create(user=head, starts_on=DAY, ends_on=DAY, stand_in=deputy)
    focal.email = ""
    focal.save()
    submit(report, by=deputy)
    return_report(report)
    assert told() == [(name, "returned") for name in ["deputy", "focal", "khoa"]]
    assert mailed() == [("deputy", "returned")]


def test_who_left_the_unit_while_the_mail_waited_gets_none(report, smtp_server):
    submit(report)
    return_report(report, when="2026-12-11 19:00")
    report.department.appointments.filter(user__username="khoa").update(ends_on=DAY)
    for mail in OutgoingMail.objects.filter(kind="returned"):
        reminders.deliver(mail.pk, on=date(2026, 12, 14), at=at("2026-12-14 07:00"))
    assert smtp_server.recipients() == ["focal@example.vn"]


def test_a_recommendation_waits_in_the_house(report):
    hcth = make_member(username="hcth")
    entry = urging(report, hcth)
    entry.recommendation, entry.recommendation_due_on = "Lập hồ sơ.", date(2026, 12, 31)
    notices.recommended(entry, by=hcth, at=at("2026-12-11 09:00"))
    assert told() == [("focal", "recommended"), ("khoa", "recommended")]
    assert mailed() == []


def test_new_duties_are_announced_once_in_one_mail_for_a_directive():
    unit, directive = make_department(), make_directive()
    make_member(unit, username="khoa")
    for _ in range(3):
        make_assignment(make_duty(directive), unit)
    assert notices.assigned(on=DAY, at=at("2026-12-11 08:00")) == 1
    assert notices.assigned(on=DAY, at=at("2026-12-11 08:01")) == 0
    assert mailed() == [("khoa", "assigned")]
    notice = Notice.objects.for_listing().get()
    assert inbox.row(notice).sentence == ("3 nhiệm vụ mới được giao theo Công văn số …/SKHCN-HCTH")
    make_assignment(make_duty(directive), unit)
    assert notices.assigned(on=DAY, at=at("2026-12-11 08:02")) == 1
    assert Notice.objects.first().count == 1


def test_duties_of_a_unit_without_anybody_are_announced_to_the_first_who_comes():
    unit = make_department()
    make_assignment(make_duty(), unit)
    assert notices.assigned(on=DAY, at=at("2026-12-11 08:00")) == 0
    make_member(unit, username="khoa", starts_on=date(2026, 12, 14))
    assert notices.assigned(on=date(2026, 12, 14), at=at("2026-12-14 08:00")) == 1


def test_an_acknowledged_duty_is_not_announced():
    unit = make_department()
    head = make_member(unit)
    make_assignment(make_duty(), unit, acknowledged_at=at("2024-06-10 08:00"), acknowledged_by=head)
    assert notices.assigned(on=DAY, at=at("2026-12-11 08:00")) == 0


def test_what_was_mailed_as_a_digest_stands_in_the_house_as_well(report, smtp_server):
    work(date(2026, 12, 16))
    assert told() == [("focal", "reminder"), ("khoa", "reminder")]
    notice = Notice.objects.for_listing().get(person__username="khoa")
    assert inbox.row(notice).sentence == (
        "Phòng Quản lý Khoa học: báo cáo năm 2026 chưa gửi, hạn hết ngày 16/12/2026"
    )
    assert notice.mail.key == notice.key
    assert inbox.target(notice) == f"/reports/{report.public_id}/"


def test_a_reminder_that_no_mail_server_takes_stands_in_the_house_all_the_same(report, smtp_server):
    smtp_server.refused.add("khoa@example.vn")
    work(date(2026, 12, 16))
    assert told() == [("focal", "reminder"), ("khoa", "reminder")]


def test_a_notice_is_read_once_and_keeps_when():
    unit = make_department()
    head = make_member(unit)
    make_assignment(make_duty(), unit)
    notices.assigned(on=DAY, at=at("2026-12-11 08:00"))
    mine = Notice.objects.filter(person=head)
    assert inbox.read(mine, at=at("2026-12-11 09:00")) == 1
    assert inbox.read(mine, at=at("2026-12-11 10:00")) == 0
    assert mine.get().read_at == at("2026-12-11 09:00")


@pytest.mark.parametrize("unread", [0, 2])
def test_whoever_signs_in_comes_with_his_unread_notices(unread, django_assert_num_queries):
    unit = make_department()
    head = make_member(unit)
    for _ in range(unread):
        make_assignment(make_duty(make_directive()), unit)
        notices.assigned(on=DAY, at=at("2026-12-11 08:00"))
    with django_assert_num_queries(1):
        assert inbox.SignedIn().get_user(head.pk).unread_notices == unread


def test_a_disabled_account_is_nobody():
    assert inbox.SignedIn().get_user(make_member(is_active=False).pk) is None


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Ho_Chi_Minh"])
def _clock_of_the_server(request, monkeypatch):
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("_clock_of_the_server")
def test_express_mails_know_no_hours_and_the_others_wait_for_the_next_working_morning(
    report, smtp_server
):
    """Whatever the clock of the server says."""
    submit(report, when="2026-12-11 17:00")
    return_report(report, when="2026-12-11 18:00")
    friday, saturday, monday = date(2026, 12, 11), date(2026, 12, 12), date(2026, 12, 14)

    def waiting(on, when):
        return reminders.deliverable(on=on, at=at(when)).count()

    assert waiting(friday, "2026-12-11 17:59") == 2
    assert waiting(friday, "2026-12-11 18:00") == 0
    assert waiting(saturday, "2026-12-12 09:00") == 0
    assert waiting(monday, "2026-12-14 06:59") == 0
    assert waiting(monday, "2026-12-14 07:00") == 2
    directive = report.period.directive
    directive.urgency = "express"
    directive.save()
    assert waiting(saturday, "2026-12-12 23:00") == 2
    work(saturday, "23:00")
    assert smtp_server.recipients() == ["focal@example.vn", "khoa@example.vn"]


def test_an_extension_is_asked_of_hcth_and_answered_to_the_unit_in_the_house(report):
    make_member(make_coordinator(), Role.STAFF, username="hcth")
    head = report.department.appointments.get(user__username="khoa").user
    request = lifecycle.ask_extension(
        report,
        to_due_on=date(2026, 12, 31),
        reason="Chờ số liệu.",
        by=head,
        at=at("2026-12-11 09:00"),
    )
    assert told() == [("hcth", "extension_asked")]
    hcth = make_coordinator().appointments.get().user
    lifecycle.decide_extension(request, granted=True, note="", by=hcth, at=at("2026-12-11 10:00"))
    assert told() == [
        ("focal", "extension_granted"),
        ("hcth", "extension_asked"),
        ("khoa", "extension_granted"),
    ]
    assert mailed() == []
