"""A unit that leaves, or ends, owes what was its own; what nobody can complete is left alone."""

from datetime import date

import pytest

from directives import organisation
from reports import figures, lifecycle, obligations
from reports.models import ProgressReport, Reminder
from tests.builders import (
    accept,
    ask_extension,
    at,
    make_assignment,
    make_department,
    make_duty,
    return_report,
    submit,
)
from tests.reports.succession.steps import (
    JULY_1,
    leave,
    merge,
    quarter,
    report_of,
    send,
    standing,
    sweep,
)

pytestmark = pytest.mark.django_db


# A unit leaves, or ends


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
