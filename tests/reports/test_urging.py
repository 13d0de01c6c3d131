"""Urging by hand: one entry per unit, a letter only by mail, and figures of its own."""

from datetime import date

import pytest

from directives.posts import Role
from reports import figures, matrix, planning, status, supervision, urging
from reports.errors import ImpossibleDate
from reports.models import Notice, OutgoingMail, ProgressReport, Reminder, Supervision
from tests.builders import (
    accept,
    at,
    confirm,
    make_assignment,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_member,
    make_period,
    make_report,
    make_reports,
    posts_of,
    return_report,
    submit,
)

pytestmark = pytest.mark.django_db

NOW = at("2026-12-20 09:00")
TODAY = date(2026, 12, 20)


@pytest.fixture
def hcth():
    return make_member(None, Role.STAFF, full_name="Lê Thị Văn Phòng")


def urge(reports, by, *, means="phone", text="Đề nghị gửi ngay.", when=NOW, **more):
    return urging.urge(reports, means=means, text=text, by=by, at=when, **more)


def counted(report):
    row = ProgressReport.objects.with_reminder_count().with_urging_count().get(pk=report.pk)
    return row.sent_reminder_count, row.urging_count


def test_each_unit_gets_an_entry_about_what_it_owes(hcth):
    first, second = make_reports("Phòng A", "Phòng B")
    urge([first, second], hcth)
    kept = Supervision.objects.order_by("department__name")
    assert [
        (act.department.name, act.kind, act.means, act.on, act.findings, act.by, act.recorded_at)
        for act in kept
    ] == [
        ("Phòng A", "urging", "phone", TODAY, "Đề nghị gửi ngay.", hcth, NOW),
        ("Phòng B", "urging", "phone", TODAY, "Đề nghị gửi ngay.", hcth, NOW),
    ]
    assert [list(act.reports.all()) for act in kept] == [[first], [second]]


def test_a_call_sends_no_mail_and_a_letter_sends_one_to_each_person(hcth):
    (report,) = make_reports("Phòng A")
    head = make_member(report.department, Role.HEAD)
    focal = make_member(report.department, Role.FOCAL_OFFICER)
    for means in ["phone", "meeting", "zalo"]:
        urge([report], hcth, means=means)
    assert not OutgoingMail.objects.exists()
    urge([report], hcth, means="email")
    mails = OutgoingMail.objects.filter(kind="urged")
    assert {mail.person for mail in mails} == {head, focal}
    assert mails.count() == 2


def test_sent_twice_it_is_one_entry_and_one_letter(hcth):
    (report,) = make_reports("Phòng A")
    make_member(report.department, Role.HEAD)
    entries = [urge([report], hcth, means="email") for _ in range(2)]
    assert entries[0] == entries[1]
    assert Supervision.objects.count() == 1
    assert OutgoingMail.objects.filter(kind="urged").count() == 1
    assert Notice.objects.filter(kind="urged").count() == 1


def test_the_same_words_about_another_report_are_another_urging(hcth):
    (first,) = make_reports("Phòng A")
    period = make_period(first.period.directive, due_on=date(2025, 12, 16))
    confirm(period)
    second = make_report("Phòng A", period=period)
    urge([first], hcth)
    urge([second], hcth)
    assert Supervision.objects.count() == 2
    assert [counted(report) for report in (first, second)] == [(0, 1), (0, 1)]


def test_a_unit_that_has_reported_meanwhile_is_left_alone(hcth):
    first, second = make_reports("Phòng A", "Phòng B")
    submit(first, when="2026-12-20 08:59")
    assert [entry.department.name for entry in urge([first, second], hcth)] == ["Phòng B"]


def test_a_call_of_yesterday_can_be_written_down_and_one_of_tomorrow_cannot(hcth):
    (report,) = make_reports("Phòng A")
    (entry,) = urge([report], hcth, on=date(2026, 12, 19))
    assert entry.on == date(2026, 12, 19)
    with pytest.raises(ImpossibleDate):
        urge([report], hcth, on=date(2026, 12, 21))


@pytest.mark.parametrize("count", [1, 3])
def test_urging_takes_the_same_queries_however_many_units(count, hcth, django_assert_num_queries):
    reports = make_reports(*(f"Phòng {number}" for number in range(count)))
    for report in reports:
        make_member(report.department, Role.HEAD)
    with django_assert_num_queries(18):
        urge(reports, hcth, means="email")


# Whom it may concern


def test_only_what_is_owed_in_directives_that_he_coordinates_can_be_urged(hcth):
    first, second = make_reports("Phòng A", "Phòng B")
    submit(first)
    elsewhere = make_directive(number="9", coordinator=make_department("Văn phòng khác"))
    make_assignment(make_duty(elsewhere), make_department("Phòng A"))
    confirm(make_period(elsewhere))
    assert list(urging.open_to(posts_of(hcth), on=TODAY)) == [second]
    assert (
        list(urging.open_to(posts_of(make_member(make_coordinator(), Role.CLERK)), on=TODAY)) == []
    )
    assert list(urging.open_to(posts_of(make_member(second.department)), on=TODAY)) == []


def test_the_letter_is_for_the_same_people_as_the_preview_says(hcth):
    (report,) = make_reports("Phòng A")
    make_member(report.department, Role.HEAD, full_name="Trần Văn Trưởng", email="truong@x.vn")
    make_member(report.department, Role.FOCAL_OFFICER, full_name="Bùi Thị Mối", email="moi@x.vn")
    (unit,) = urging.units(list(urging.open_to(posts_of(hcth), on=TODAY)), on=TODAY)
    assert [(who.name, who.capacities, who.address) for who in unit.recipients] == [
        ("Trần Văn Trưởng", "Lãnh đạo đơn vị", "truong@x.vn"),
        ("Bùi Thị Mối", "Người đầu mối", "moi@x.vn"),
    ]
    assert unit.is_reachable
    urge([report], hcth, means="email")
    assert set(OutgoingMail.objects.values_list("person__full_name", flat=True)) == {
        "Trần Văn Trưởng",
        "Bùi Thị Mối",
    }


def test_a_unit_that_no_letter_reaches_is_named_and_not_urged_by_letter(hcth):
    (report,) = make_reports("Phòng A")
    make_member(report.department, Role.HEAD, full_name="Trần Văn Trưởng", email="")
    assert urge([report], hcth, means="email") == []
    assert [entry.means for entry in urge([report], hcth, means="phone")] == ["phone"]
    (unit,) = urging.units(list(urging.open_to(posts_of(hcth), on=TODAY)), on=TODAY)
    assert [(who.name, who.cause) for who in unit.recipients] == [
        ("Trần Văn Trưởng", "chưa có địa chỉ thư điện tử")
    ]
    assert not unit.is_reachable


# The message


def test_the_message_says_who_until_when_and_where_and_nothing_else(hcth):
    make_reports("Phòng B", "Phòng A")
    make_report("Phòng C", due_on=date(2026, 12, 25))
    reports = list(urging.open_to(posts_of(hcth), on=TODAY))
    assert urging.message(reports, on=TODAY) == (
        "Kính gửi các đồng chí lãnh đạo đơn vị và người đầu mối,\n"
        "\n"
        "Báo cáo năm 2026 theo Công văn số …/SKHCN-HCTH, hạn 16/12/2026 (đã quá 4 ngày):\n"
        "1. Phòng A\n"
        "2. Phòng B\n"
        "\n"
        "Báo cáo năm 2026 theo Công văn số …/SKHCN-HCTH, hạn 25/12/2026 (còn 5 ngày):\n"
        "- Phòng C\n"
        "\n"
        "Gửi báo cáo tại: http://127.0.0.1:8000/todo/\n"
        "\n"
        "Đơn vị nào đã gửi, xin bỏ qua tin nhắn này. Trân trọng cảm ơn."
    )
    assert urging.message([], on=TODAY) == ""


def test_obstacles_and_what_was_returned_never_enter_the_message(hcth):
    (report,) = make_reports("Phòng A")
    submit(report, obstacle="Thiếu kinh phí.", results="Kết quả mật.")
    return_report(report, due_on=date(2026, 12, 20))
    text = urging.message(list(urging.open_to(posts_of(hcth), on=TODAY)), on=TODAY)
    assert "hạn 20/12/2026 (hôm nay)" in text
    for word in ["Thiếu kinh phí", "Kết quả mật", "Bổ sung số liệu"]:
        assert word not in text


# Reminders and urgings are two figures


def sentence(report, on=TODAY):
    row = ProgressReport.objects.for_listing().get(pk=report.pk)
    return status.of_report(row, on=on, calendar=planning.office_calendar()).sentence


def remind(report):
    """One of its promises was kept."""
    reminder = report.reminders.order_by("send_on").first()
    reminder.state, reminder.settled_at = Reminder.State.SENT, NOW
    reminder.save()


def test_a_reminder_changes_no_urging_and_an_urging_no_reminder(hcth):
    (report,) = make_reports("Phòng A")
    assert counted(report) == (0, 0)
    remind(report)
    assert counted(report) == (1, 0)
    assert "đã nhắc 1 lần" in sentence(report)
    assert "đôn đốc" not in sentence(report)
    urge([report], hcth)
    assert counted(report) == (1, 1)
    assert "đã nhắc 1 lần, đã đôn đốc 1 lần" in sentence(report)


def test_an_urging_written_in_the_log_is_about_what_the_unit_owed_on_that_day(hcth):
    (report,) = make_reports("Phòng A")

    def log(on, kind="urging"):
        entry = Supervision(
            directive=report.period.directive,
            department=report.department,
            kind=kind,
            means="phone",
            on=on,
            findings=f"Đã gọi ngày {on}.",
        )
        return supervision.record(entry, by=hcth, at=at("2026-12-31 09:00"))

    submit(report, when="2026-12-20 10:00")
    accept(report, when="2026-12-21 10:00")
    assert list(log(date(2026, 12, 20)).reports.all()) == [report]
    assert list(log(date(2026, 12, 21)).reports.all()) == []
    assert list(log(date(2026, 12, 19), kind="inspection").reports.all()) == []
    assert counted(report) == (0, 1)


def test_an_urging_before_anything_was_owed_counts_in_the_period_of_its_day(hcth):
    (report,) = make_reports("Phòng A")
    entry = Supervision(
        directive=report.period.directive,
        department=report.department,
        kind="urging",
        means="phone",
        on=date(2026, 6, 1),
        findings="Nhắc tiến độ sáu tháng.",
    )
    kept = supervision.record(entry, by=hcth, at=NOW)
    assert list(kept.reports.all()) == []
    assert counted(report) == (0, 1)
    assert list(Supervision.objects.urging(report)) == [kept]


def test_only_cells_that_still_owe_can_be_ticked(hcth):
    first, second = make_reports("Phòng A", "Phòng B")
    submit(first)
    departments = [first.department, second.department]

    def owing(may_urge):
        rows = matrix.rows(departments, [first.period], on=TODAY, may_urge=may_urge)
        return [row.cells[0].owes for row in rows]

    assert owing(True) == [False, True]
    assert owing(False) == [False, False]
    assert list(figures.owed(on=TODAY)) == [second]
