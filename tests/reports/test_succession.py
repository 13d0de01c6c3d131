"""A unit that joins, leaves, merges or is renamed has exactly the obligations of its time."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives import organisation
from directives.models import Assignment
from reports import desk, figures, inbox, lifecycle, obligations, permissions, succession, todo
from reports.consolidated import gather
from reports.models import DeadlineChange, Notice, Obstacle, ProgressReport, Reminder, Supervision
from tests.builders import (
    accept,
    ask_extension,
    at,
    confirm,
    content_of,
    make_assignment,
    make_department,
    make_directive,
    make_duty,
    make_member,
    make_period,
    make_user,
    posts_of,
    return_report,
    submit,
)

pytestmark = pytest.mark.django_db

JULY_1 = date(2026, 7, 1)


@pytest.fixture
def by():
    return make_user("Quản trị")


@pytest.fixture
def directive():
    return make_directive()


def quarter(directive, number, *, confirmed=None):
    """15th to 14th; units report by the 16th. Confirmed on the first of its last month."""
    starts = [date(2025, 12, 15), date(2026, 3, 15), date(2026, 6, 15), date(2026, 9, 15)]
    month = number * 3
    period = make_period(
        directive,
        label=f"Quý {number}",
        starts_on=starts[number - 1],
        ends_on=date(2026, month, 14),
        due_on=date(2026, month, 16),
    )
    confirm(period, when=confirmed or f"2026-{month:02d}-01 08:00")
    return period


def merge(*departments, into, by, on=JULY_1):
    organisation.merge(departments, into=into, on=on, by=by, at=at(f"{on} 08:00"))


def sweep(on):
    """As the sweep does it, in its order."""
    when = at(f"{on} 09:00")
    succession.follow_units(on=on, at=when)
    obligations.expect_latecomers(on=on, at=when)


def standing(period):
    """Short name of each unit with a report of the period, and its state."""
    reports = period.reports.select_related("department").order_by("department__name")
    return {report.department.name: report.state for report in reports}


def report_of(department, period):
    return ProgressReport.objects.for_listing().get(department=department, period=period)


def send(report, *, when):
    submit(report, when=when, by=make_user())


# A year


def test_over_a_year_each_unit_owes_what_was_its_own_at_each_cut_off(directive, by):
    """A and B become C on 01/7, D is renamed on 15/8, E joins on 10/10, F leaves on 31/5."""
    duty = make_duty(directive)
    a, b, d, f = (make_department(name) for name in ["A", "B", "D", "F"])
    for unit in [a, b, d, f]:
        make_assignment(duty, unit)
    timetable = {}

    def answer(period, when):
        for report in ProgressReport.objects.open().filter(period=period):
            send(report, when=when)
        timetable[period.label] = standing(period)

    first = quarter(directive, 1)
    answer(first, "2026-03-15 09:00")
    organisation.end_assignment(
        Assignment.objects.get(department=f),
        on=date(2026, 5, 31),
        reason="Hết nhiệm vụ",
        by=by,
        at=at("2026-05-28 08:00"),
    )
    answer(quarter(directive, 2), "2026-06-15 09:00")
    c = make_department("C", founded_on=JULY_1)
    merge(a, b, into=c, by=by)
    organisation.rename(
        d, name="D mới", short_name="D mới", on=date(2026, 8, 15), by=by, at=at("2026-08-15 09:00")
    )
    third = quarter(directive, 3)
    sweep(date(2026, 9, 1))
    answer(third, "2026-09-15 09:00")
    make_assignment(duty, make_department("E"), starts_on=date(2026, 10, 10))
    fourth = quarter(directive, 4)
    sweep(date(2026, 12, 1))
    answer(fourth, "2026-12-15 09:00")

    sent = "submitted"
    assert timetable == {
        "Quý 1": {"A": sent, "B": sent, "D": sent, "F": sent},
        "Quý 2": {"A": sent, "B": sent, "D": sent},
        "Quý 3": {"C": sent, "D mới": sent},
        "Quý 4": {"C": sent, "D mới": sent, "E": sent},
    }
    names = {
        period.label: sorted(period.reports.values_list("submissions__department_name", flat=True))
        for period in directive.periods.all()
    }
    assert names == {
        "Quý 1": ["A", "B", "D", "F"],
        "Quý 2": ["A", "B", "D"],
        "Quý 3": ["C", "D mới"],
        "Quý 4": ["C", "D mới", "E"],
    }
    counted = {
        period.label: figures.report_counters(period, on=date(2026, 12, 31))["owed"]
        for period in directive.periods.all()
    }
    assert counted == {"Quý 1": 4, "Quý 2": 3, "Quý 3": 2, "Quý 4": 3}
    for period in directive.periods.all():
        assert succession.follow_units(on=date(2026, 12, 31), at=at("2026-12-31 08:00")) == []
        assert (
            gather.consolidate(period, on=date(2026, 12, 31)).figures.owed == counted[period.label]
        )


def test_a_consolidated_report_of_an_old_period_names_the_units_as_they_were_called(directive, by):
    unit = make_department("Phòng cũ")
    make_assignment(make_duty(directive), unit)
    period = quarter(directive, 2)
    organisation.rename(
        unit, name="Phòng mới", short_name="PM", on=JULY_1, by=by, at=at("2026-07-01 08:00")
    )
    made = gather.consolidate(period, on=date(2026, 7, 2))
    assert [row.unit for row in made.standings] == ["Phòng cũ"]


# A merger meets open reports


def test_open_reports_of_merged_units_become_one_report_of_the_successor(directive, by):
    duty = make_duty(directive)
    a, b, c = (make_department(name) for name in ["A", "B", "C"])
    make_assignment(duty, a)
    make_assignment(duty, b)
    period = quarter(directive, 3, confirmed="2026-06-20 08:00")
    merge(a, b, into=c, by=by)
    sweep(JULY_1)
    assert standing(period) == {"A": "replaced", "B": "replaced", "C": "expected"}
    taken = report_of(c, period)
    assert {report.replaced_by for report in period.reports.filter(state="replaced")} == {taken}
    assert (taken.original_due_on, taken.due_on) == (date(2026, 9, 16), date(2026, 9, 16))
    assert [one.department for one in obligations.assignments_of(taken)] == [c]
    change = report_of(a, period).changes.get()
    assert (change.by, change.note) == (by, "A sáp nhập vào C từ ngày 01/7/2026.")
    promised = Reminder.objects.filter(state="promised").values_list("report", flat=True)
    assert set(promised) == {taken.pk}
    assert figures.report_counters(period, on=JULY_1)["owed"] == 1


def test_sweeping_again_changes_nothing(directive, by):
    a, c = make_department("A"), make_department("C")
    make_assignment(make_duty(directive), a)
    period = quarter(directive, 3, confirmed="2026-06-20 08:00")
    merge(a, into=c, by=by)
    sweep(JULY_1)
    sweep(JULY_1)
    sweep(date(2026, 7, 2))
    assert standing(period) == {"A": "replaced", "C": "expected"}
    assert report_of(a, period).changes.count() == 1


def test_what_was_owed_at_a_cut_off_before_the_merger_is_answered_by_the_successor(directive, by):
    """The second quarter was overdue when A ceased: C has five working days from the day."""
    a, c = make_department("A"), make_department("C", founded_on=JULY_1)
    make_assignment(make_duty(directive), a)
    period = quarter(directive, 2)
    merge(a, into=c, by=by)
    sweep(JULY_1)
    taken = report_of(c, period)
    assert taken.due_on == date(2026, 7, 8)
    assert [(one.department, one.starts_on) for one in obligations.assignments_of(taken)] == [
        (c, JULY_1)
    ]
    send(taken, when="2026-07-08 23:59")
    assert not report_of(c, period).was_late
    accept(taken, when="2026-07-09 09:00")
    entry = taken.submissions.get().entries.get()
    assert entry.submission.department_name == "C"


def test_a_successor_in_time_gets_the_later_deadline_and_an_overdue_one_does_not(directive, by):
    duty = make_duty(directive)
    a, c = make_department("A"), make_department("C")
    make_assignment(duty, a)
    make_assignment(duty, c)
    overdue, running = quarter(directive, 2), quarter(directive, 3, confirmed="2026-06-20 08:00")
    ProgressReport.objects.filter(period=running).update(due_on=date(2026, 7, 3))
    merge(a, into=c, by=by)
    sweep(JULY_1)
    assert report_of(c, overdue).due_on == date(2026, 6, 16)
    moved = report_of(c, running)
    assert (moved.original_due_on, moved.due_on) == (date(2026, 9, 16), date(2026, 7, 8))
    change = DeadlineChange.objects.get()
    assert (change.report, change.reason, change.note, change.by) == (moved, "takeover", "A", by)


def test_a_successor_that_had_reported_before_is_asked_to_complete(directive, by):
    duty = make_duty(directive)
    a, c = make_department("A"), make_department("C")
    make_assignment(duty, a)
    make_assignment(duty, c)
    period = quarter(directive, 2)
    send(report_of(c, period), when="2026-06-15 09:00")
    accept(report_of(c, period), when="2026-06-16 09:00")
    merge(a, into=c, by=by)
    sweep(JULY_1)
    again = report_of(c, period)
    assert (again.state, again.due_on) == ("returned", date(2026, 7, 8))
    assert again.changes.last().note == "Bổ sung phần việc tiếp nhận từ A."
    assert again.submissions.count() == 1


def test_sent_reports_stay_under_the_old_name_and_are_not_asked_again(directive, by):
    """A had sent its third quarter before the cut-off; new C has nothing to add to it."""
    duty = make_duty(directive)
    a, c = make_department("A"), make_department("C", founded_on=JULY_1)
    make_assignment(duty, a)
    period = quarter(directive, 3, confirmed="2026-06-20 08:00")
    send(report_of(a, period), when="2026-06-25 09:00")
    merge(a, into=c, by=by)
    sweep(JULY_1)
    assert standing(period) == {"A": "submitted"}
    return_report(report_of(a, period), when="2026-07-02 09:00", due_on=date(2026, 7, 20))
    sweep(date(2026, 7, 2))
    assert standing(period) == {"A": "replaced", "C": "expected"}
    assert report_of(c, period).due_on == date(2026, 7, 20)


def test_over_two_mergers_in_a_row_the_last_unit_answers(directive, by):
    a, c, d = (make_department(name) for name in ["A", "C", "D"])
    make_assignment(make_duty(directive), a)
    period = quarter(directive, 2)
    merge(a, into=c, by=by)
    merge(c, into=d, by=by, on=date(2026, 7, 15))
    sweep(date(2026, 7, 15))
    assert standing(period) == {"A": "replaced", "D": "expected"}
    taken = report_of(d, period)
    assert [one.department for one in obligations.assignments_of(taken)] == [d]


def test_over_two_mergers_with_a_sweep_between_the_last_unit_answers(directive, by):
    a, c, d = (make_department(name) for name in ["A", "C", "D"])
    make_assignment(make_duty(directive), a)
    period = quarter(directive, 2)
    merge(a, into=c, by=by)
    sweep(JULY_1)
    merge(c, into=d, by=by, on=date(2026, 7, 15))
    sweep(date(2026, 7, 15))
    assert standing(period) == {"A": "replaced", "C": "replaced", "D": "expected"}
    taken = report_of(d, period)
    assert [one.department for one in obligations.assignments_of(taken)] == [d]
    lifecycle.submit(taken, content=content_of(taken), by=by, at=at("2026-07-16 09:00"))


def test_over_three_mergers_the_last_unit_answers_whenever_the_sweep_came(directive, by):
    """All before one sweep, and with a sweep after each; in the second there are two directives."""
    days = [JULY_1, date(2026, 7, 5), date(2026, 7, 9)]
    for swept in [days[2:], days]:
        paper = make_directive(f"{len(swept)}")
        units = [make_department(f"{name}{len(swept)}") for name in "ABCD"]
        make_assignment(make_duty(paper), units[0])
        period = quarter(paper, 2)
        for unit, into, day in zip(units, units[1:], days, strict=False):
            merge(unit, into=into, by=by, on=day)
            if day in swept:
                sweep(day)
        last = units[3]
        reports = ProgressReport.objects.filter(period=period)
        assert [report.department for report in reports.open()] == [last]
        replaced = reports.filter(state="replaced")
        assert {report.replaced_by.department for report in replaced} == {last}
        taken = report_of(last, period)
        assert [one.department for one in obligations.assignments_of(taken)] == [last]
        assert succession.follow_units(on=date(2026, 7, 9), at=at("2026-07-09 10:00")) == []
        lifecycle.submit(taken, content=content_of(taken), by=by, at=at("2026-07-10 09:00"))


def test_the_history_tells_each_merger_on_the_way(directive, by):
    a, b, c = (make_department(name) for name in ["A", "B", "C"])
    make_assignment(make_duty(directive), a)
    period = quarter(directive, 2)
    merge(a, into=b, by=by)
    merge(b, into=c, by=by, on=date(2026, 7, 5))
    sweep(date(2026, 7, 6))
    assert report_of(a, period).changes.get().note == (
        "A sáp nhập vào B từ ngày 01/7/2026; B sáp nhập vào C từ ngày 05/7/2026."
    )


def test_what_was_merged_into_a_unit_that_was_dissolved_is_owed_by_nobody(directive, by):
    a, b = make_department("A"), make_department("B")
    make_assignment(make_duty(directive), a)
    period = quarter(directive, 2)
    merge(a, into=b, by=by)
    organisation.dissolve(b, on=date(2026, 7, 5), by=by, at=at("2026-07-05 08:00"))
    sweep(date(2026, 7, 6))
    assert standing(period) == {"A": "released"}
    assert report_of(a, period).changes.get().note == (
        "A sáp nhập vào B từ ngày 01/7/2026; B giải thể từ ngày 05/7/2026."
    )
    assert figures.report_counters(period, on=date(2026, 7, 6))["owed"] == 0


def test_a_successor_dissolved_after_it_took_over_leaves_the_report_to_nobody(directive, by):
    a, b = make_department("A"), make_department("B")
    make_assignment(make_duty(directive), a)
    period = quarter(directive, 2)
    merge(a, into=b, by=by)
    sweep(JULY_1)
    organisation.dissolve(b, on=date(2026, 7, 5), by=by, at=at("2026-07-05 08:00"))
    sweep(date(2026, 7, 6))
    assert standing(period) == {"A": "replaced", "B": "released"}


def test_a_duty_given_after_the_cut_off_is_not_answered_for_it_by_the_last_unit(directive, by):
    a, b, c = (make_department(name) for name in ["A", "B", "C"])
    make_assignment(make_duty(directive), a)
    make_assignment(make_duty(directive), a, starts_on=date(2026, 6, 20))
    period = quarter(directive, 2)
    merge(a, into=b, by=by)
    merge(b, into=c, by=by, on=date(2026, 7, 5))
    sweep(date(2026, 7, 6))
    asked = obligations.assignments_of(report_of(c, period))
    assert [one.duty.ordinal for one in asked] == [1]


def test_an_open_request_for_an_extension_lapses_with_the_report(directive, by):
    """The successor has a deadline of its own, and asks for itself."""
    a, c = make_department("A"), make_department("C")
    make_assignment(make_duty(directive), a)
    period = quarter(directive, 3, confirmed="2026-06-20 08:00")
    report = report_of(a, period)
    asking = {"to_due_on": date(2026, 9, 30), "by": make_user(), "at": at("2026-06-25 08:00")}
    request = lifecycle.ask_extension(report, reason="Thiếu người", **asking)
    merge(a, into=c, by=by)
    sweep(JULY_1)
    request.refresh_from_db()
    assert (request.outcome, request.note) == ("lapsed", "A sáp nhập vào C từ ngày 01/7/2026.")
    taken = report_of(c, period)
    assert lifecycle.why_not_extend(taken, taken.extension_requests.all(), on=JULY_1) is None


def test_a_merger_recorded_late_asks_the_successor_to_complete_what_it_sent_since(directive, by):
    """C sent on 10/7; only on 20/7 HCTH records that A became part of it on 01/7."""
    duty = make_duty(directive)
    a, c = make_department("A"), make_department("C")
    make_assignment(duty, a)
    make_assignment(duty, c)
    period = quarter(directive, 2)
    send(report_of(c, period), when="2026-07-10 09:00")
    organisation.merge([a], into=c, on=JULY_1, by=by, at=at("2026-07-20 08:00"))
    sweep(date(2026, 7, 20))
    assert standing(period) == {"A": "replaced", "C": "returned"}
    assert report_of(c, period).due_on == date(2026, 7, 27)


def test_open_obstacles_go_along_and_keep_who_raised_them(directive, by):
    duty = make_duty(directive)
    a, c = make_department("A"), make_department("C")
    make_assignment(duty, a)
    period = quarter(directive, 2)
    submit(report_of(a, period), when="2026-06-15 09:00", by=by, obstacle="Thiếu kinh phí.")
    Obstacle.objects.update(responsible=a)
    merge(a, into=c, by=by)
    sweep(JULY_1)
    obstacle = Obstacle.objects.get()
    assert (obstacle.assignment.department, obstacle.responsible) == (c, c)
    made = gather.consolidate(period, on=date(2026, 7, 2))
    assert [row.unit for row in made.obstacles] == ["A"]


# A unit leaves, or ends


def leave(assignment, on, *, by, when="2026-07-01 08:00"):
    organisation.end_assignment(assignment, on=on, reason="Chuyển", by=by, at=at(when))


def test_a_unit_that_left_all_duties_before_the_cut_off_owes_nothing(directive, by):
    a = make_department("A")
    assignment = make_assignment(make_duty(directive), a)
    period = quarter(directive, 3, confirmed="2026-06-20 08:00")
    leave(assignment, date(2026, 9, 13), by=by)
    sweep(JULY_1)
    assert standing(period) == {"A": "released"}
    change = report_of(a, period).changes.get()
    assert change.note == "Đơn vị thực hiện nhiệm vụ đến hết ngày 13/9/2026: Chuyển"
    assert change.by == by
    assert not Reminder.objects.filter(state="promised").exists()
    assert figures.report_counters(period, on=JULY_1)["owed"] == 0


def test_a_unit_that_leaves_after_the_cut_off_still_answers_for_it(directive, by):
    a = make_department("A")
    assignment = make_assignment(make_duty(directive), a)
    period = quarter(directive, 3, confirmed="2026-06-20 08:00")
    leave(assignment, date(2026, 9, 14), by=by)
    sweep(date(2026, 9, 15))
    assert standing(period) == {"A": "expected"}


def test_a_unit_that_leaves_one_of_two_duties_answers_for_the_other(directive, by):
    a, duty = make_department("A"), make_duty(directive)
    assignment = make_assignment(duty, a)
    make_assignment(make_duty(directive), a)
    period = quarter(directive, 3, confirmed="2026-06-20 08:00")
    leave(assignment, date(2026, 8, 31), by=by)
    sweep(date(2026, 9, 15))
    asked = obligations.assignments_of(report_of(a, period))
    assert [one.duty.ordinal for one in asked] == [2]


def test_the_open_report_of_a_dissolved_unit_is_owed_by_nobody(directive, by):
    a = make_department("A")
    make_assignment(make_duty(directive), a)
    period = quarter(directive, 2)
    organisation.dissolve(a, on=JULY_1, by=by, at=at("2026-07-01 08:00"))
    sweep(JULY_1)
    assert standing(period) == {"A": "released"}
    assert report_of(a, period).changes.get().note == (
        "Đơn vị thực hiện nhiệm vụ đến hết ngày 30/6/2026: Giải thể đơn vị"
    )


def test_a_returned_report_of_a_dissolved_unit_is_owed_by_nobody_either(directive, by):
    a = make_department("A")
    make_assignment(make_duty(directive), a)
    period = quarter(directive, 2)
    report = report_of(a, period)
    send(report, when="2026-06-10 09:00")
    return_report(report, when="2026-06-20 09:00", due_on=date(2026, 7, 10))
    organisation.dissolve(a, on=JULY_1, by=by, at=at("2026-07-01 08:00"))
    sweep(JULY_1)
    assert standing(period) == {"A": "released"}
    assert not Reminder.objects.filter(state="promised").exists()


def test_a_unit_that_is_given_a_duty_again_owes_the_report_that_was_released(directive, by):
    a, duty = make_department("A"), make_duty(directive)
    assignment = make_assignment(duty, a)
    period = quarter(directive, 3, confirmed="2026-06-20 08:00")
    leave(assignment, date(2026, 6, 30), by=by)
    sweep(JULY_1)
    make_assignment(duty, a, starts_on=date(2026, 7, 2))
    sweep(date(2026, 7, 3))
    sweep(date(2026, 7, 3))
    assert standing(period) == {"A": "expected"}
    notes = [change.note for change in report_of(a, period).changes.order_by("pk")]
    assert notes[1:] == ["Đơn vị lại được giao nhiệm vụ của kỳ này."]
    assert Reminder.objects.filter(state="promised").exists()


def test_a_unit_that_is_given_a_duty_again_at_the_last_moment_has_five_working_days(directive, by):
    a, duty = make_department("A"), make_duty(directive)
    assignment = make_assignment(duty, a)
    period = quarter(directive, 3, confirmed="2026-06-20 08:00")
    leave(assignment, date(2026, 9, 1), by=by)
    sweep(date(2026, 9, 2))
    make_assignment(duty, a, starts_on=date(2026, 9, 14), assigned_by=by)
    sweep(date(2026, 9, 16))
    report = report_of(a, period)
    assert (report.state, report.due_on) == ("expected", date(2026, 9, 23))
    change = report.deadline_changes.get()
    assert (change.reason, change.by) == ("resumed", by)
    assert set(report.reminders.filter(state="promised").values_list("due_on", flat=True)) == {
        date(2026, 9, 23)
    }


def test_a_request_for_no_more_than_the_takeover_gives_has_lapsed(directive, by):
    a, b, duty = make_department("A"), make_department("B"), make_duty(directive)
    make_assignment(duty, a)
    make_assignment(duty, b)
    period = quarter(directive, 3, confirmed="2026-06-20 08:00")
    report = report_of(b, period)
    asked = ask_extension(report, when="2026-09-15 09:00", to_due_on=date(2026, 9, 17))
    merge(a, into=b, on=date(2026, 9, 16), by=by)
    sweep(date(2026, 9, 16))
    asked.refresh_from_db()
    assert (asked.outcome, asked.note) == (
        "lapsed",
        "Hạn gửi đã được dời đến hết ngày 23/9/2026.",
    )
    with pytest.raises(lifecycle.WrongState):
        lifecycle.decide_extension(asked, granted=True, note="", by=by, at=at("2026-09-16 10:00"))
    assert report_of(b, period).due_on == date(2026, 9, 23)


def test_a_request_for_more_than_the_takeover_gives_waits(directive, by):
    a, b, duty = make_department("A"), make_department("B"), make_duty(directive)
    make_assignment(duty, a)
    make_assignment(duty, b)
    period = quarter(directive, 3, confirmed="2026-06-20 08:00")
    asked = ask_extension(
        report_of(b, period), when="2026-09-15 09:00", to_due_on=date(2026, 9, 24)
    )
    merge(a, into=b, on=date(2026, 9, 16), by=by)
    sweep(date(2026, 9, 16))
    lifecycle.decide_extension(asked, granted=True, note="", by=by, at=at("2026-09-16 10:00"))
    assert report_of(b, period).due_on == date(2026, 9, 24)


# What nobody can complete any more


@pytest.fixture
def accepted(directive):
    """A, of two units, and its accepted report of the second quarter."""
    a, duty = make_department("A"), make_duty(directive)
    make_assignment(duty, a)
    make_assignment(duty, make_department("B"))
    report = report_of(a, quarter(directive, 2))
    submit(report, when="2026-06-10 09:00")
    accept(report, when="2026-06-10 10:00")
    return report


def test_what_a_dissolved_unit_had_reported_is_not_opened_again(accepted, by):
    organisation.dissolve(accepted.department, on=JULY_1, by=by, at=at("2026-07-01 08:00"))
    with pytest.raises(lifecycle.NobodyAnswers):
        lifecycle.reopen(
            accepted, reason="x", due_on=date(2026, 7, 9), by=by, at=at("2026-07-02 08:00")
        )
    sweep(date(2026, 7, 2))
    assert standing(accepted.period) == {"A": "accepted", "B": "expected"}


def test_the_interim_figures_of_a_dissolved_unit_stand_when_the_others_are_asked_for_final_ones(
    accepted, by
):
    period = accepted.period
    accepted.submissions.update(figures_until=date(2026, 6, 10))
    b = ProgressReport.objects.for_listing().get(period=period, department__name="B")
    submit(b, when="2026-06-11 09:00")
    b.submissions.update(figures_until=date(2026, 6, 11))
    organisation.dissolve(accepted.department, on=JULY_1, by=by, at=at("2026-07-01 08:00"))
    asked = lifecycle.ask_final(
        period, reason="Chốt", due_on=date(2026, 7, 9), by=by, at=at("2026-07-02 08:00")
    )
    assert [report.department.name for report in asked] == ["B"]
    sweep(date(2026, 7, 2))
    assert standing(period) == {"A": "accepted", "B": "returned"}


def test_what_a_unit_had_sent_before_it_left_its_duty_is_not_returned_to_it(directive, by):
    a, duty = make_department("A"), make_duty(directive)
    assignment = make_assignment(duty, a)
    period = quarter(directive, 3, confirmed="2026-06-20 08:00")
    report = report_of(a, period)
    submit(report, when="2026-07-01 09:00")
    leave(assignment, date(2026, 7, 2), by=by, when="2026-07-02 08:00")
    with pytest.raises(lifecycle.NobodyAnswers):
        return_report(report, when="2026-07-03 09:00")
    accept(report, when="2026-07-03 09:00")


def test_a_unit_that_has_left_all_its_duties_sends_nothing_before_the_sweep_comes(directive, by):
    a = make_department("A")
    assignment = make_assignment(make_duty(directive), a)
    period = quarter(directive, 3, confirmed="2026-06-20 08:00")
    leave(assignment, date(2026, 7, 2), by=by, when="2026-07-02 08:00")
    with pytest.raises(lifecycle.Incomplete):
        send(report_of(a, period), when="2026-07-03 09:00")


def test_a_report_of_a_merged_unit_is_returned_and_the_successor_answers(accepted, by):
    merge(accepted.department, into=make_department("B"), by=by)
    lifecycle.reopen(
        accepted, reason="x", due_on=date(2026, 7, 9), by=by, at=at("2026-07-02 08:00")
    )
    sweep(date(2026, 7, 2))
    assert standing(accepted.period) == {"A": "replaced", "B": "expected"}


def test_a_unit_that_had_left_answers_for_a_unit_that_is_merged_into_it(directive, by):
    a, c, duty = make_department("A"), make_department("C"), make_duty(directive)
    make_assignment(duty, a)
    left = make_assignment(duty, c)
    period = quarter(directive, 2)
    leave(left, date(2026, 6, 10), by=by, when="2026-06-10 08:00")
    sweep(date(2026, 6, 11))
    assert standing(period) == {"A": "expected", "C": "released"}
    merge(a, into=c, by=by)
    sweep(JULY_1)
    assert standing(period) == {"A": "replaced", "C": "expected"}
    assert report_of(c, period).due_on == date(2026, 7, 8)


def test_a_report_that_comes_to_the_successor_is_told_to_it_with_its_deadline(directive, by):
    """Phòng A owes until 16/6 and is merged on 15/6: its successor has five working days."""
    merged, into = make_department("Phòng A"), make_department("Phòng B")
    make_assignment(make_duty(directive), merged)
    make_member(into, username="head.b")
    quarter(directive, 2)
    merge(merged, into=into, by=by, on=date(2026, 6, 15))
    sweep(date(2026, 6, 15))
    sweep(date(2026, 6, 15))
    notice = Notice.objects.for_listing().get()
    assert (notice.person.username, notice.kind, notice.mail) == ("head.b", "taken_over", None)
    assert inbox.row(notice).sentence == (
        "Phòng B: báo cáo quý 2 gồm cả phần việc của Phòng A; hạn gửi: hết ngày 22/6/2026"
    )


@pytest.mark.parametrize("has_sent", [False, True])
def test_what_a_merged_unit_was_asked_to_complete_is_told_to_the_successor_once(
    directive, by, has_sent
):
    a, b, duty = make_department("A"), make_department("B"), make_duty(directive)
    make_assignment(duty, a)
    make_assignment(duty, b)
    head = make_member(b)
    period = quarter(directive, 3, confirmed="2026-06-20 08:00")
    report = report_of(a, period)
    send(report, when="2026-07-01 09:00")
    if has_sent:
        send(report_of(b, period), when="2026-07-01 09:00")
    return_report(report, when="2026-07-02 09:00", due_on=date(2026, 7, 6))
    merge(a, into=b, by=by, on=date(2026, 7, 3))
    sweep(date(2026, 7, 3))
    taken = report_of(b, period)
    told = taken.notices.get(person=head)
    assert told.words.endswith("A đã được đề nghị bổ sung: Bổ sung số liệu.")
    assert (told.kind, told.day) == ("returned", taken.due_on)
    assert told.mail.kind == "returned"


# A unit joins


def test_a_unit_that_joins_owes_the_running_period_and_no_earlier_one(directive, by):
    duty = make_duty(directive)
    make_assignment(duty, make_department("A"))
    past, running = quarter(directive, 2), quarter(directive, 3, confirmed="2026-06-20 08:00")
    make_assignment(duty, make_department("E"), starts_on=date(2026, 7, 10))
    sweep(date(2026, 7, 10))
    assert standing(past) == {"A": "expected"}
    assert standing(running) == {"A": "expected", "E": "expected"}


def test_a_unit_that_joins_after_the_cut_off_owes_the_next_period_only(directive):
    duty = make_duty(directive)
    make_assignment(duty, make_department("A"))
    period = quarter(directive, 3)
    make_assignment(duty, make_department("E"), starts_on=date(2026, 9, 15))
    sweep(date(2026, 9, 15))
    assert standing(period) == {"A": "expected"}


def test_a_recommendation_to_a_merged_unit_waits_for_its_successor(client, directive, by):
    a, c, d = (make_department(name) for name in ["A", "C", "D"])
    entry = Supervision.objects.create(
        directive=directive,
        department=a,
        kind="inspection",
        means="visit",
        on=date(2026, 5, 5),
        findings="Chưa lập hồ sơ.",
        recommendation="Lập hồ sơ.",
        recommendation_due_on=date(2026, 8, 30),
        by=by,
        recorded_at=at("2026-05-05 09:00"),
    )
    merge(a, into=c, by=by)
    merge(c, into=d, by=by, on=date(2026, 7, 15))
    member = make_member(d)
    held = posts_of(member)
    assert [row.subject for row in todo.of(held, on=date(2026, 8, 1)).rows] == [entry]
    client.force_login(member)
    done = reverse("reports:finish-recommendation", args=[entry.public_id])
    stranger = posts_of(make_member(make_department()))
    entry = Supervision.objects.for_listing().get()
    assert permissions.concerns_recommendation(held, entry)
    assert not permissions.concerns_recommendation(stranger, entry)
    client.post(done, {"note": "Đã lập."})
    entry.refresh_from_db()
    assert (entry.recommendation_done_by, entry.department) == (member, a)


def test_what_a_merged_unit_had_done_once_is_done_for_the_successor(directive, by):
    """It was stated before the merger, and taken in after it."""
    duty = make_duty(directive, nature="one_off", deadline="none")
    a, c = make_department("A"), make_department("C", founded_on=JULY_1)
    make_assignment(duty, a)
    period = quarter(directive, 2)
    report = report_of(a, period)
    submit(report, when="2026-06-15 09:00", by=by, done_on=date(2026, 6, 10))
    merge(a, into=c, by=by)
    accept(report, when="2026-07-02 09:00")
    done = Assignment.objects.values_list("department__name", "completed_on")
    assert sorted(done) == [("A", date(2026, 6, 10)), ("C", date(2026, 6, 10))]
    third = quarter(directive, 3)
    assert standing(third) == {}


# What the successor finds on its form


def form_of(report, *, on):
    found = desk.for_draft(ProgressReport.objects.all(), on=on).get(pk=report.pk)
    return desk.Desk(found, on=on).board({}).sections


def typed(report, text, *, by, when):
    [assignment] = obligations.assignments_of(report)
    data = {f"a{assignment.pk}-results": [text]}
    lifecycle.save_draft(report, data=data, version=0, by=by, at=at(when))


def test_the_successor_reads_what_each_unit_on_the_way_had_typed(directive, by):
    """A typed before it became part of B, and B before it became part of C."""
    a, b, c = (make_department(name) for name in ["A", "B", "C"])
    make_assignment(make_duty(directive), a)
    period = quarter(directive, 2)
    typed(report_of(a, period), "A đã họp.", by=make_user("Lê An"), when="2026-06-30 10:20")
    merge(a, into=b, by=by)
    sweep(JULY_1)
    typed(report_of(b, period), "B đã họp.", by=make_user("Lê Bình"), when="2026-07-02 08:00")
    merge(b, into=c, by=by, on=date(2026, 7, 5))
    sweep(date(2026, 7, 6))
    taken = report_of(c, period)
    [section] = form_of(taken, on=date(2026, 7, 6))
    read = [
        (draft.unit, draft.saved_by, draft.saved_at, [(line.label, line.text) for line in lines])
        for draft, lines in section.inherited
    ]
    label = "Kết quả thực hiện"
    assert read == [
        ("A", "Lê An", at("2026-06-30 10:20"), [(label, "A đã họp.")]),
        ("B", "Lê Bình", at("2026-07-02 08:00"), [(label, "B đã họp.")]),
    ]
    assert section.entry["results"].value() is None  # to read, never carried over
    again = form_of(report_of(a, period), on=date(2026, 7, 6))
    assert [list(section.inherited) for section in again] == [[]]


def test_the_successor_reads_the_period_before_of_each_unit_until_it_has_one_of_its_own(
    directive, by
):
    duty = make_duty(directive)
    a, c = make_department("A"), make_department("C")
    make_assignment(duty, a)
    make_assignment(duty, c)
    first = quarter(directive, 1)
    for unit in [a, c]:
        send(report_of(unit, first), when="2026-03-15 09:00")
        accept(report_of(unit, first), when="2026-03-16 09:00")
    second = quarter(directive, 2)
    merge(a, into=c, by=by)
    sweep(JULY_1)

    def before(period, on):
        [section] = form_of(report_of(c, period), on=on)
        return [
            (entry.submission.department_name, entry.submission.report.period.label)
            for entry in section.asked.previous
        ]

    assert before(second, JULY_1) == [("A", "Quý 1"), ("C", "Quý 1")]
    send(report_of(c, second), when="2026-07-02 09:00")
    accept(report_of(c, second), when="2026-07-03 09:00")
    third = quarter(directive, 3)
    assert before(third, date(2026, 9, 1)) == [("C", "Quý 2")]


def test_the_page_names_the_old_unit_at_what_it_had_said(client, directive, by):
    a, c = make_department("A"), make_department("C", founded_on=JULY_1)
    make_assignment(make_duty(directive), a)
    first = quarter(directive, 1)
    send(report_of(a, first), when="2026-03-15 09:00")
    accept(report_of(a, first), when="2026-03-16 09:00")
    second = quarter(directive, 2)
    typed(report_of(a, second), "A đã họp.", by=make_user("Lê An"), when="2026-06-30 10:20")
    merge(a, into=c, by=by)
    sweep(JULY_1)
    client.force_login(make_member(c))
    with time_machine.travel(at("2026-07-02 09:00"), tick=False):
        address = reverse("reports:draft", args=[report_of(c, second).public_id])
        page = " ".join(client.get(address).content.decode().split())
    for words in [
        "Kỳ trước: quý 1, A</summary>",
        "Bản nháp của A</summary>",
        "Chưa gửi; Lê An lưu lần cuối lúc 10:20, 30/06/2026.",
        "A đã họp.",
    ]:
        assert page.count(words) == 1, words


def test_the_successor_tells_what_was_done_before_it_had_the_duty(directive, by):
    a, b, c = (make_department(name) for name in ["A", "B", "C"])
    make_assignment(make_duty(directive), a, starts_on=date(2026, 5, 1))
    period = quarter(directive, 2)
    merge(a, into=b, by=by)
    merge(b, into=c, by=by, on=date(2026, 7, 5))
    sweep(date(2026, 7, 6))
    [section] = form_of(report_of(c, period), on=date(2026, 7, 6))
    assert section.asked.since == date(2026, 5, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_a_sweep_asks_no_more_however_many_units_were_merged(
    directive, by, count, django_assert_num_queries
):
    into = make_department("Z")
    for number in range(count):
        merge(make_department(f"A{number}"), into=into, by=by)
    with django_assert_num_queries(8):
        succession.follow_units(on=date(2026, 7, 2), at=at("2026-07-02 09:00"))
