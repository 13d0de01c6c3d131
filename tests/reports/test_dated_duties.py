"""One duty, one unit, one date: a directive without periods, from assigning to acceptance."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from directives import lifecycle as directives
from directives.models import Assignment, Duty
from reports import (
    briefing,
    dashboard,
    dated_duties,
    figures,
    matrix,
    obligations,
    rounds,
    succession,
    todo,
    withdrawal,
)
from reports.consolidated import outline
from reports.consolidated.gather import consolidate
from reports.consolidated.text import generated
from reports.consolidated.upward import for_upward
from reports.documents import plain
from reports.models import (
    DeadlineChange,
    Notice,
    ProgressReport,
    Reminder,
    ReportingPeriod,
    Supervision,
)
from reports.models.progress import State
from tests.builders import (
    accept,
    at,
    confirm,
    make_assignment,
    make_department,
    make_directive,
    make_duty,
    make_leader,
    make_member,
    make_period,
    make_user,
    posts_of,
    submit,
)

pytestmark = pytest.mark.django_db

GIVEN_ON = date(2026, 9, 1)
DUE_ON = date(2026, 10, 15)


def make_dated(directive=None, *, due_on=DUE_ON, unit="Phòng Quản lý Khoa học", by=None, **fields):
    """A one-off duty of a numbered directive, given to one unit on 01/9/2026."""
    directive = directive or make_directive(number="45", issued_on=GIVEN_ON)
    duty = make_duty(
        directive,
        title="Xây dựng kế hoạch",
        nature=Duty.Nature.ONE_OFF,
        deadline=Duty.Deadline.DATE,
        due_on=due_on,
        **fields,
    )
    give(duty, unit, by=by or make_user("Người giao"))
    return duty


def give(duty, unit, *, starts_on=GIVEN_ON, by=None, **fields):
    return make_assignment(
        duty, make_department(unit), starts_on=starts_on, assigned_by=by, **fields
    )


def ask(when="2026-09-02 08:00"):
    return dated_duties.ask(on=at(when).date(), at=at(when))


def test_a_duty_with_a_date_is_asked_about_by_its_directive():
    duty = make_dated()
    (report,) = ask()
    period = report.period
    assert (period.label, period.duty, period.is_on_demand) == ("Nhiệm vụ 1", duty, True)
    assert (period.starts_on, period.ends_on, period.dues) == (GIVEN_ON, DUE_ON, (DUE_ON,) * 3)
    assert period.confirming_paper == "Công văn số 45/SKHCN-HCTH ngày 01/9/2026"
    assert (period.confirmed_by.full_name, period.decided_by) == (
        "Người giao",
        "Giám đốc Nguyễn Văn Thành",
    )
    assert (report.department.name, report.original_due_on) == ("Phòng Quản lý Khoa học", DUE_ON)
    assert Reminder.objects.filter(report=report).exists()
    assert not period.is_interim


def test_the_unit_hears_of_it_in_the_house():
    make_member(make_department())
    make_dated()
    ask()
    assert [notice.words for notice in Notice.objects.filter(kind=Notice.Kind.OPENED)] == [
        "Theo Công văn số 45/SKHCN-HCTH ngày 01/9/2026."
    ]


def test_the_round_of_the_clock_asks_once():
    make_dated()
    for _ in range(2):
        rounds.go(on=date(2026, 9, 2), at=at("2026-09-02 08:00"))
    assert ReportingPeriod.objects.count() == 1
    assert ProgressReport.objects.count() == 1


def test_each_duty_is_asked_of_its_own_units_alone():
    first = make_dated()
    second = make_dated(first.directive, due_on=date(2026, 11, 30), unit="Chi cục mẫu")
    give(second, "Phòng Quản lý Khoa học", role=Assignment.Role.COORDINATING)
    ask()
    assert sorted(
        (report.period.label, report.department.name, report.due_on)
        for report in ProgressReport.objects.select_related("period", "department")
    ) == [
        ("Nhiệm vụ 1", "Phòng Quản lý Khoa học", date(2026, 10, 15)),
        ("Nhiệm vụ 2", "Chi cục mẫu", date(2026, 11, 30)),
        ("Nhiệm vụ 2", "Phòng Quản lý Khoa học", date(2026, 11, 30)),
    ]
    report = ProgressReport.objects.get(period__duty=first)
    assert [a.duty for a in obligations.assignments_of(report)] == [first]


def test_the_duty_is_done_when_its_report_is_taken_in():
    duty = make_dated()
    (report,) = ask()
    submit(report, when="2026-10-14 09:00", done_on=date(2026, 10, 13))
    accept(report, when="2026-10-14 10:00")
    assert duty.assignments.get().completed_on == date(2026, 10, 13)
    counted = figures.duty_counters(duty.directive, on=date(2026, 10, 20))
    assert (counted["done_on_time"], counted["overdue"]) == (1, 0)
    assert ask("2026-10-20 08:00") == []


def test_an_open_duty_is_overdue_after_its_date():
    duty = make_dated()
    (report,) = ask()
    assert not report.is_overdue(on=DUE_ON)
    assert report.is_overdue(on=date(2026, 10, 16))
    assert figures.duty_counters(duty.directive, on=date(2026, 10, 16))["overdue"] == 1


def test_a_directive_that_is_asked_about_in_periods_asks_in_them():
    duty = make_dated()
    make_period(duty.directive)
    assert ask() == []
    assert ReportingPeriod.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"deadline": "recurring", "due_on": None},
        {"deadline": "none", "due_on": None},
        {"deadline": "unset", "due_on": None},
    ],
)
def test_a_duty_without_a_date_waits_for_periods(fields):
    duty = make_dated()
    Duty.objects.filter(pk=duty.pk).update(**fields)
    assert ask() == []
    assert not ReportingPeriod.objects.exists()


def test_a_duty_that_is_done_is_not_asked_about():
    duty = make_dated()
    duty.assignments.update(completed_on=date(2026, 9, 1))
    assert ask() == []
    give(duty, "Chi cục mẫu", by=make_user())
    assert [report.department.name for report in ask()] == ["Chi cục mẫu"]


def test_a_closed_directive_asks_nothing():
    duty = make_dated()
    directive = duty.directive
    directive.closed_on, directive.closed_by = date(2026, 9, 1), make_user()
    directive.closed_at = at("2026-09-01 08:00")
    directive.closing_note = "Đã có văn bản thay thế."
    directive.save()
    assert ask() == []


def test_a_directive_without_a_number_asks_once_it_has_one():
    duty = make_dated(make_directive(issued_on=GIVEN_ON))
    assert ask() == []
    assert not ReportingPeriod.objects.get().is_confirmed
    directives.set_number(duty.directive, number="46", by=make_user(), at=at("2026-09-03 08:00"))
    (report,) = ask("2026-09-03 09:00")
    assert report.period.paper_number == "46/SKHCN-HCTH"


def test_nobody_asks_where_nobody_is_known_to_have_given_it():
    duty = make_dated()
    duty.assignments.update(assigned_by=None)
    assert ask() == []
    registered_by = make_user("Người nhập")
    type(duty.directive).objects.update(registered_by=registered_by)
    (report,) = ask()
    assert report.period.confirmed_by == registered_by


def test_a_date_gone_by_leaves_a_fair_time():
    make_dated()
    (report,) = ask("2026-10-19 08:00")
    assert (report.period.unit_due_on, report.due_on) == (DUE_ON, date(2026, 10, 26))


def test_a_date_before_the_paper_itself_still_makes_a_period():
    make_dated(due_on=date(2026, 8, 20))
    (report,) = ask()
    assert (report.period.starts_on, report.period.ends_on) == (date(2026, 8, 20), GIVEN_ON)


def test_a_unit_that_gets_it_later_owes_it_too_even_after_the_date():
    duty = make_dated()
    ask()
    give(duty, "Chi cục mẫu", starts_on=date(2026, 11, 2), by=make_user())
    rounds.go(on=date(2026, 11, 2), at=at("2026-11-02 08:00"))
    late = ProgressReport.objects.select_related("period").get(department__name="Chi cục mẫu")
    assert (late.due_on, late.period.ends_on) == (date(2026, 11, 9), date(2026, 11, 2))
    assert not late.period.is_interim
    rounds.go(on=date(2026, 11, 3), at=at("2026-11-03 08:00"))
    assert ProgressReport.objects.count() == 2


def test_another_date_moves_the_deadline_and_says_why():
    duty = make_dated()
    (report,) = ask()
    duty.due_on = date(2026, 10, 30)
    duty.save()
    assert ask("2026-09-10 08:00") == []
    report.refresh_from_db()
    assert report.period.dues == (date(2026, 10, 30),) * 3
    assert (report.original_due_on, report.due_on) == (DUE_ON, date(2026, 10, 30))
    change = report.deadline_changes.get()
    assert (change.reason, change.note) == (
        DeadlineChange.Reason.DUTY,
        "Hết ngày 30/10/2026 theo thời hạn mới của nhiệm vụ.",
    )


def test_a_deadline_by_an_extension_stays_when_the_date_moves():
    duty = make_dated()
    (report,) = ask()
    ProgressReport.objects.filter(pk=report.pk).update(due_on=date(2026, 12, 1))
    duty.due_on = date(2026, 10, 30)
    duty.save()
    ask("2026-09-10 08:00")
    report.refresh_from_db()
    assert report.due_on == date(2026, 12, 1)


def test_a_confirmation_that_was_withdrawn_is_not_repeated():
    make_dated()
    (report,) = ask()
    withdrawal.withdraw(
        report.period, reason="Giao nhầm.", by=make_user(), at=at("2026-09-03 08:00")
    )
    assert ask("2026-09-04 08:00") == []
    report.refresh_from_db()
    assert report.state == State.RELEASED


def test_a_unit_that_leaves_the_duty_owes_nothing_though_it_has_another():
    duty = make_dated()
    make_dated(duty.directive, due_on=date(2026, 11, 30))
    ask()
    duty.assignments.update(ends_on=date(2026, 9, 30), end_reason="Chuyển đơn vị khác.")
    on = date(2026, 10, 1)
    (closed,) = succession.follow_units(on=on, at=at("2026-10-01 08:00"))
    assert (closed.period.duty, closed.state) == (duty, State.RELEASED)
    duty.assignments.update(ends_on=None, end_reason="")
    succession.follow_units(on=on, at=at("2026-10-01 09:00"))
    closed.refresh_from_db()
    assert closed.state == State.EXPECTED


def test_a_name_that_is_taken_gets_the_date():
    directive = make_directive(number="45", issued_on=GIVEN_ON)
    other = make_dated(directive)
    make_period(directive, duty=other, label="nhiệm vụ 2", is_on_demand=True)
    make_dated(directive)
    ask()
    assert set(ReportingPeriod.objects.values_list("label", flat=True)) == {
        "nhiệm vụ 2",
        "Nhiệm vụ 2 (15/10/2026)",
    }


def test_the_matrix_says_nothing_of_a_duty_that_a_unit_does_not_have():
    first = make_dated(make_directive(issued_on=GIVEN_ON))
    make_dated(first.directive, unit="Chi cục mẫu")
    ask()
    on = date(2026, 9, 3)
    rows = matrix.rows(
        dashboard.units(first.directive, on=on), dashboard.periods_of(first.directive), on=on
    )
    assert {
        row.department.name: [str(cell.status.label) for cell in row.cells] for row in rows
    } == {
        "Chi cục mẫu": ["-", "Dự kiến"],
        "Phòng Quản lý Khoa học": ["Dự kiến", "-"],
    }


def test_a_period_of_every_duty_beside_it_asks_about_every_duty():
    duty = make_dated()
    ask()
    year = make_period(duty.directive)
    confirm(year)
    report = ProgressReport.objects.get(period=year)
    assert [a.duty for a in obligations.assignments_of(report)] == [duty]


def test_a_member_of_the_unit_sees_it_among_what_he_owes():
    head = make_member(make_department())
    make_dated()
    (report,) = ask()
    (row,) = todo.of(posts_of(head, on=date(2026, 10, 14)), on=date(2026, 10, 14)).rows
    assert (row.subject, row.due_on) == (report, DUE_ON)


# What is made of it


def answered(**fields):
    """A directive of one dated duty alone, reported on and taken in."""
    duty = make_dated(**fields)
    (report,) = ask()
    submit(report, when="2026-10-14 09:00", results="Đã ban hành kế hoạch.")
    accept(report, when="2026-10-14 10:00")
    return duty, report.period


def test_the_consolidated_report_tells_of_the_one_duty():
    duty, period = answered()
    make_dated(duty.directive, due_on=date(2026, 11, 30))
    whole = consolidate(period, on=date(2026, 10, 20))
    assert [(told.ordinal, told.assigned, len(told.entries)) for told in whole.duties] == [
        (1, 1, 1)
    ]
    upward = for_upward(whole)
    sections = generated(upward, outline.default(duty.directive))
    text = "\n".join(plain(section.blocks) for section in sections)
    assert "Đã ban hành kế hoạch." in text
    assert "báo cáo kết quả thực hiện nhiệm vụ 1 về triển khai công tác thông tin đối ngoại" in text


def test_urgings_are_told_where_following_up_is_no_duty_of_the_directive():
    _, period = answered()
    Supervision.objects.create(
        directive=period.directive,
        department=make_department(),
        kind="urging",
        means="phone",
        on=date(2026, 10, 12),
        by=make_user(),
        recorded_at=at("2026-10-12 08:00"),
    )
    section = outline.OutlineSection("supervision", 1, "Đôn đốc", "supervision")
    laid_out = replace(outline.default(period.directive), sections=(section,))
    upward = for_upward(consolidate(period, on=date(2026, 10, 20)))
    (told,) = [s for s in generated(upward, laid_out) if s.key == "supervision"]
    assert "Trong kỳ đã đôn đốc 01 lần" in plain(told.blocks)


def test_the_table_for_giao_ban_tells_of_each_duty_by_its_own_date():
    first = make_dated()
    make_dated(first.directive, due_on=date(2026, 11, 30), unit="Chi cục mẫu")
    make_member(role="staff")
    ask()
    scope = briefing.scope_of(posts_of(make_leader(), on=date(2026, 10, 19)))
    table = briefing.briefing(scope, on=date(2026, 10, 19))
    assert [
        (line.ordinal, line.due_on, line.period, [late.unit for late in line.late_reports])
        for line in table.lines
    ] == [
        (1, DUE_ON, "nhiệm vụ 1", ["Phòng Quản lý Khoa học"]),
        (2, date(2026, 11, 30), "nhiệm vụ 2", []),
    ]


@pytest.mark.parametrize("page", ["reports:directive-dashboard", "reports:periods"])
def test_the_pages_of_a_directive_of_one_duty(page, client):
    duty = make_dated()
    ask()
    client.force_login(make_member(role="staff"))
    response = client.get(reverse(page, args=[duty.directive.public_id]))
    assert response.status_code == 200
    assert "Nhiệm vụ 1" in response.text


def test_a_directive_whose_duty_waits_for_its_number_has_its_pages(client):
    duty = make_dated(make_directive(issued_on=GIVEN_ON))
    client.force_login(make_member(role="staff"))
    for name in ["reports:directive-dashboard", "reports:periods", "directives:detail"]:
        assert client.get(reverse(name, args=[duty.directive.public_id])).status_code == 200
    assert client.get(reverse("reports:briefing")).status_code == 200
