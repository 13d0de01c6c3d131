"""Who is told of what, in the house and by mail."""

import time
from datetime import date

import pytest

from directives.models import Absence, User
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
from tests.reports.reminding import deliver, work

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


def test_an_accepted_report_is_told_to_its_unit_in_the_house(report):
    submit(report)
    accept(report)
    assert told() == [("focal", "accepted"), ("khoa", "accepted")]
    assert mailed() == []
    notice = Notice.objects.for_listing().first()
    assert inbox.row(notice).sentence == (
        "Phòng Quản lý Khoa học: báo cáo năm 2026 đã được tiếp nhận"
    )


def present(report, *, when="2026-12-10 09:00"):
    focal = report.department.appointments.get(user__username="focal").user
    lifecycle.send_to_head(report, by=focal, at=at(when))


def type_in(report, text, *, version):
    focal = report.department.appointments.get(user__username="focal").user
    when = at(f"2026-12-10 1{version}:00")
    lifecycle.save_draft(report, data={"a": text}, version=version, by=focal, at=when)


def test_a_draft_handed_to_the_head_is_told_to_him_alone_and_leads_to_the_form(report):
    type_in(report, "một", version=0)
    present(report, when="2026-12-10 10:30")
    assert told() == [("khoa", "presented")]
    assert mailed() == []
    row = inbox.row(Notice.objects.for_listing().get())
    assert row.sentence == (
        "Phòng Quản lý Khoa học: báo cáo năm 2026 được trình lãnh đạo đơn vị; "
        "hạn gửi: hết ngày 16/12/2026"
    )
    assert row.url == f"/reports/{report.public_id}/draft/"


def test_who_stands_in_for_the_head_hears_of_the_draft(report):
    deputy = make_member(report.department, Role.DEPUTY_HEAD, username="deputy")
    Absence.objects.create(user=head_of(report), starts_on=DAY, ends_on=DAY, stand_in=deputy)
    type_in(report, "một", version=0)
    present(report, when=f"{DAY} 09:00")
    assert told() == [("deputy", "presented"), ("khoa", "presented")]


def test_handed_over_twice_the_head_hears_it_once_until_the_text_has_changed(report):
    type_in(report, "một", version=0)
    present(report, when="2026-12-10 10:30")
    present(report, when="2026-12-10 10:31")
    assert told() == [("khoa", "presented")]
    type_in(report, "hai", version=1)
    present(report, when="2026-12-10 11:30")
    assert told() == [("khoa", "presented")] * 2


def test_a_return_that_is_refused_tells_nobody(report):
    submit(report)
    accept(report)
    Notice.objects.all().delete()
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


def head_of(report):
    return report.department.appointments.get(user__username="khoa").user


def without_address(report, *names):
    User.objects.filter(appointments__department=report.department, username__in=names).update(
        email=""
    )


def return_it(report, smtp_server):
    """Returned on Friday morning by a member of HCTH, and delivered; who got the mail."""
    submit(report, by=head_of(report))
    return_report(report, by=make_member(role=Role.STAFF, username="hcth.staff"))
    deliver_all("2026-12-11 09:01")
    return smtp_server.recipients()


def deliver_all(when):
    waiting = reminders.deliverable(on=at(when).date(), at=at(when))
    deliver(*waiting, now=at(when))


def capacity_in(message) -> str:
    text = message.get_body(("plain",)).get_content()
    [line] = [line for line in text.splitlines() if "với tư cách" in line]
    return line.partition(": ")[2]


@pytest.mark.parametrize(
    ("unreachable", "told_instead"),
    [
        (["focal"], "deputy@example.vn"),
        (["focal", "deputy"], "khoa@example.vn"),
        (["focal", "deputy", "khoa"], "hcth.head@example.vn"),
    ],
)
def test_a_return_goes_along_the_chain_of_the_reminders_and_says_so(
    report, smtp_server, unreachable, told_instead
):
    make_member(report.department, Role.DEPUTY_HEAD, username="deputy", full_name="Phó")
    make_member(username="hcth.head")
    without_address(report, *unreachable)
    User.objects.filter(username="focal").update(full_name="Lê Đầu Mối")
    return_it(report, smtp_server)
    [message] = [m for m in smtp_server.messages if m["To"] == told_instead]
    said = capacity_in(message)
    assert "Người đầu mối, thay đồng chí Lê Đầu Mối (chưa có địa chỉ thư điện tử)" in said
    assert ("focal", "returned") in told()


def test_an_address_that_bounces_passes_the_mail_on_at_once(report, smtp_server):
    User.objects.filter(username="focal").update(full_name="Lê Đầu Mối")
    make_member(report.department, Role.DEPUTY_HEAD, username="deputy")
    smtp_server.refused.add("focal@example.vn")
    assert return_it(report, smtp_server) == ["khoa@example.vn"]
    deliver_all("2026-12-11 09:02")
    assert smtp_server.recipients() == ["deputy@example.vn", "khoa@example.vn"]
    assert capacity_in(smtp_server.messages[-1]) == (
        "Người đầu mối, thay đồng chí Lê Đầu Mối (thư điện tử bị trả lại)"
    )
    assert told() == [(name, "returned") for name in ["deputy", "focal", "khoa"]]
    passed = Notice.objects.get(person__username="deputy")
    first = Notice.objects.get(person__username="focal")
    assert (passed.words, passed.made_at) == (first.words, first.made_at)
    deliver_all("2026-12-11 09:03")
    assert len(smtp_server.messages) == 2


def test_bounces_pass_the_mail_on_link_by_link_to_hcth(report, smtp_server):
    make_member(report.department, Role.DEPUTY_HEAD, username="deputy")
    make_member(username="hcth.head")
    smtp_server.refused |= {f"{name}@example.vn" for name in ["focal", "khoa", "deputy"]}
    return_it(report, smtp_server)
    for minute in range(2, 6):
        deliver_all(f"2026-12-11 09:0{minute}")
    assert smtp_server.recipients() == ["hcth.head@example.vn"]


def test_a_mail_given_up_because_the_server_is_down_is_passed_on_to_nobody(report, smtp_server):
    make_member(report.department, Role.DEPUTY_HEAD, username="deputy")
    smtp_server.down()
    submit(report)
    return_report(report)
    OutgoingMail.objects.filter(kind="returned").update(attempts=4)
    for minute in range(1, 4):
        deliver_all(f"2026-12-11 09:0{minute}")
    assert {mail.state for mail in OutgoingMail.objects.all()} == {"failed"}
    assert mailed() == [("focal", "returned"), ("khoa", "returned")]


def test_who_returned_a_report_hears_it_in_the_place_of_a_unit_that_nobody_reaches(
    report, smtp_server
):
    hcth = make_member(username="hcth.head")
    without_address(report, "focal", "khoa")
    submit(report, by=head_of(report))
    return_report(report, by=hcth)
    assert mailed() == [("hcth.head", "returned")]


def test_an_urging_an_opinion_and_a_duty_reach_hcth_where_nobody_else_is_in_reach(report):
    hcth = make_member(username="hcth.head")
    make_member(role=Role.STAFF, username="hcth.staff")
    submit(report, by=head_of(report), obstacle="Thiếu kinh phí.")
    without_address(report, "focal", "khoa")
    by = make_leader(username="director")
    notices.urged([urging(report, by)], text="Gửi ngay.", by=by, at=at("2026-12-11 09:00"))
    obstacles.give_opinion(
        Obstacle.objects.get(),
        text="Đồng ý.",
        responsible=report.department,
        action_due_on=date(2026, 12, 31),
        by=by,
        at=at("2026-12-11 09:00"),
    )
    make_assignment(make_duty(make_directive()), report.department)
    notices.assigned(on=DAY, at=at("2026-12-11 09:00"))
    mails = OutgoingMail.objects.order_by("kind").values_list("person", "kind")
    assert list(dict.fromkeys(mails)) == [
        (hcth.pk, kind) for kind in ["assigned", "opinion", "urged"]
    ]


def test_who_left_the_unit_while_the_mail_waited_gets_none(report, smtp_server):
    submit(report)
    return_report(report, when="2026-12-11 19:00")
    report.department.appointments.filter(user__username="khoa").update(ends_on=DAY)
    deliver(*OutgoingMail.objects.filter(kind="returned"), now=at("2026-12-14 07:00"))
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


def test_a_duty_that_waits_for_a_reader_keeps_no_later_duty_from_being_announced():
    """A unit with staff only; the other unit's head had a mail about the same duty."""
    directive = make_directive()
    duty, later = make_duty(directive), make_duty(directive)
    silent, unit = make_department("Phòng A"), make_department("Phòng B")
    make_member(silent, Role.STAFF)
    make_member(unit, username="khoa")
    make_assignment(duty, silent)
    make_assignment(duty, unit)
    assert notices.assigned(on=DAY, at=at("2026-12-11 08:00")) == 1
    make_assignment(later, unit)
    assert notices.assigned(on=DAY, at=at("2026-12-11 08:01")) == 1
    assert mailed() == [("khoa", "assigned"), ("khoa", "assigned")]


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
