"""A merger meets open reports: they become those of the successor."""

from datetime import date

import pytest

from directives import organisation
from reports import figures, lifecycle, obligations, succession
from reports.consolidated import gather
from reports.models import DeadlineChange, Obstacle, ProgressReport, Reminder
from tests.builders import (
    accept,
    at,
    content_of,
    make_assignment,
    make_department,
    make_directive,
    make_duty,
    make_user,
    return_report,
    submit,
)
from tests.reports.succession.steps import (
    JULY_1,
    merge,
    quarter,
    report_of,
    send,
    standing,
    sweep,
)

pytestmark = pytest.mark.django_db


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
