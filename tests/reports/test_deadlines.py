"""Moving a deadline: extensions, reopening, and what stays as it was."""

from datetime import date

import pytest

from directives import lifecycle as lifecycle_of_duties
from directives.models import Duty
from reports import consolidated, lifecycle
from reports.consolidated.sources import Changed
from reports.errors import ImpossibleDate, WrongState
from reports.lifecycle import NoExtension
from reports.models import DeadlineChange, ExtensionRequest, ProgressReport, Reminder
from tests import builders
from tests.builders import (
    Role,
    ask_extension,
    at,
    make_coordinator,
    make_member,
    make_report,
    make_user,
)
from tests.reports.approving import make_version

pytestmark = pytest.mark.django_db

TWENTIETH = date(2026, 12, 20)


def decide(request, *, granted=True, note="", when="2026-12-15 09:00", by=None):
    lifecycle.decide_extension(
        request, granted=granted, note=note, by=by or make_user(), at=at(when)
    )


def reopen(report, *, due_on=date(2026, 12, 24), when="2026-12-18 09:00", by=None):
    lifecycle.reopen(
        report,
        reason="Số liệu Nhiệm vụ 2 chưa khớp.",
        due_on=due_on,
        by=by or make_member(make_coordinator(), Role.STAFF),
        at=at(when),
    )


def promised(report):
    rows = report.reminders.filter(state=Reminder.State.PROMISED)
    return set(rows.values_list("due_on", flat=True))


# Asking


def test_a_request_moves_nothing_until_somebody_agrees():
    report = make_report()
    asked = ask_extension(report)
    report.refresh_from_db()
    assert (asked.from_due_on, asked.to_due_on) == (date(2026, 12, 16), TWENTIETH)
    assert asked.is_open
    assert report.due_on == date(2026, 12, 16)
    assert promised(report) == {date(2026, 12, 16)}


@pytest.mark.parametrize(
    ("when", "why"),
    [("2026-12-16 23:59", None), ("2026-12-17 00:00", NoExtension.Why.PASSED)],
)
def test_a_request_comes_before_the_deadline_has_passed(when, why):
    report = make_report()
    if why is None:
        assert ask_extension(report, when=when).is_open
        return
    with pytest.raises(NoExtension) as refused:
        ask_extension(report, when=when)
    assert refused.value.why == why


def test_one_request_at_a_time():
    report = make_report()
    ask_extension(report)
    with pytest.raises(NoExtension) as refused:
        ask_extension(report, to_due_on=date(2026, 12, 25))
    assert refused.value.why == NoExtension.Why.PENDING


def test_a_report_is_extended_once_and_a_refusal_does_not_count():
    report = make_report()
    decide(ask_extension(report), granted=False, note="Chưa có lý do chính đáng.")
    decide(ask_extension(report, when="2026-12-15 10:00"))
    with pytest.raises(NoExtension) as refused:
        ask_extension(report, when="2026-12-16 09:00", to_due_on=date(2026, 12, 30))
    assert refused.value.why == NoExtension.Why.EXTENDED


@pytest.mark.parametrize("to_due_on", [date(2026, 12, 15), date(2026, 12, 16)])
def test_the_day_asked_for_lies_after_the_deadline_in_force(to_due_on):
    with pytest.raises(ImpossibleDate):
        ask_extension(make_report(), to_due_on=to_due_on)


def test_nothing_is_asked_for_a_report_that_was_sent():
    report = make_report()
    builders.submit(report)
    with pytest.raises(WrongState):
        ask_extension(report)


# Deciding


def test_agreeing_brings_a_new_deadline_with_its_row_and_a_new_ladder():
    report, decider = make_report(), make_user()
    asked = ask_extension(report)
    decide(asked, by=decider, note="Đồng ý.")
    report.refresh_from_db()
    assert (report.original_due_on, report.due_on) == (date(2026, 12, 16), TWENTIETH)
    change = report.deadline_changes.get()
    assert (change.from_due_on, change.to_due_on) == (date(2026, 12, 16), TWENTIETH)
    assert (change.reason, change.by) == (DeadlineChange.Reason.EXTENSION, decider)
    assert promised(report) == {TWENTIETH}
    assert (asked.outcome, asked.decided_by, asked.note) == ("granted", decider, "Đồng ý.")


def test_refusing_leaves_the_deadline_and_its_ladder():
    report = make_report()
    asked = ask_extension(report)
    decide(asked, granted=False, note="Không có lý do.")
    report.refresh_from_db()
    assert report.due_on == date(2026, 12, 16)
    assert promised(report) == {date(2026, 12, 16)}
    assert not report.deadline_changes.exists()
    assert asked.outcome == "refused"


def test_of_two_answers_the_second_is_refused():
    report = make_report()
    asked = ask_extension(report)
    stale = ExtensionRequest.objects.get()
    decide(asked, granted=False, note="Không có lý do.")
    with pytest.raises(WrongState):
        decide(stale)
    report.refresh_from_db()
    assert report.due_on == date(2026, 12, 16)


def test_a_report_sent_meanwhile_needs_no_extension_any_more():
    report = make_report()
    asked = ask_extension(report)
    head = make_member(report.department)
    builders.submit(report, when="2026-12-15 08:00", by=head)
    asked.refresh_from_db()
    assert (asked.outcome, asked.decided_by) == ("lapsed", head)
    with pytest.raises(WrongState):
        decide(asked)


def test_a_report_that_is_owed_no_more_is_not_extended():
    report = make_report()
    asked = ask_extension(report)
    ProgressReport.objects.filter(pk=report.pk).update(state="released")
    with pytest.raises(WrongState):
        decide(asked)
    report.refresh_from_db()
    assert (report.state, report.due_on) == ("released", date(2026, 12, 16))


def test_on_time_is_judged_by_the_extended_deadline_and_beside_it_by_the_first():
    report = make_report()
    decide(ask_extension(report))
    report.refresh_from_db()
    submission = builders.submit(report, when="2026-12-18 09:00")
    assert submission.due_on == TWENTIETH
    shown = ProgressReport.objects.for_listing().get()
    assert not shown.was_late
    assert shown.original_due_on == date(2026, 12, 16)


def test_each_change_starts_from_the_deadline_then_in_force():
    report = make_report()
    decide(ask_extension(report, to_due_on=date(2026, 12, 20)))
    report.refresh_from_db()
    builders.submit(report, when="2026-12-16 09:00")
    builders.return_report(report, when="2026-12-17 09:00", due_on=date(2026, 12, 24))
    changes = report.deadline_changes.order_by("at").values_list("from_due_on", "to_due_on")
    assert list(changes) == [
        (date(2026, 12, 16), date(2026, 12, 20)),
        (date(2026, 12, 20), date(2026, 12, 24)),
    ]


# Reopening


def accepted_report(**fields):
    report = make_report(**fields)
    builders.submit(report)
    builders.accept(report)
    return report


def test_reopening_leaves_what_was_accepted_and_asks_for_a_new_submission():
    report = accepted_report()
    first = report.submissions.get()
    reopen(report)
    report.refresh_from_db()
    assert (report.state, report.due_on) == ("returned", date(2026, 12, 24))
    change = report.changes.last()
    assert (change.from_state, change.to_state, change.submission) == (
        "accepted",
        "returned",
        first,
    )
    assert change.note == "Số liệu Nhiệm vụ 2 chưa khớp."
    assert report.deadline_changes.get().reason == DeadlineChange.Reason.REOPENING
    assert promised(report) == {date(2026, 12, 24)}
    assert builders.submit(report, when="2026-12-22 09:00").number == 2


@pytest.mark.parametrize("state", ["expected", "submitted", "returned"])
def test_only_an_accepted_report_is_reopened(state):
    report = make_report()
    if state != "expected":
        builders.submit(report)
    if state == "returned":
        builders.return_report(report)
    with pytest.raises(WrongState):
        reopen(report)
    report.refresh_from_db()
    assert report.state == state


def test_an_accepted_report_is_not_returned_without_being_reopened():
    report = accepted_report()
    with pytest.raises(WrongState):
        builders.return_report(report, when="2026-12-12 09:00")


def test_a_sub_deadline_does_not_lie_behind_us():
    report = accepted_report()
    with pytest.raises(ImpossibleDate):
        reopen(report, due_on=date(2026, 12, 17))
    report.refresh_from_db()
    assert (report.state, report.due_on) == ("accepted", date(2026, 12, 16))


def test_what_acceptance_made_done_is_open_again_with_the_report():
    report = make_report(kind=Duty.Kind.DISSEMINATION)
    assignment = report.department.assignments.get()
    Duty.objects.update(nature=Duty.Nature.ONE_OFF, deadline="none")
    builders.submit(report, done_on=date(2026, 11, 1))
    builders.accept(report)
    assignment.refresh_from_db()
    assert assignment.completed_on == date(2026, 11, 1)
    reopen(report)
    assignment.refresh_from_db()
    assert assignment.completed_on is None


def test_what_was_done_on_another_day_than_the_report_said_stays_done():
    report = make_report(kind=Duty.Kind.DISSEMINATION)
    assignment = report.department.assignments.get()
    Duty.objects.update(nature=Duty.Nature.ONE_OFF, deadline="none")
    builders.submit(report, done_on=date(2026, 11, 1))
    lifecycle_of_duties.complete(
        assignment, on=date(2026, 10, 1), by=make_user(), at=at("2026-12-10 10:00")
    )
    builders.accept(report)
    reopen(report)
    assignment.refresh_from_db()
    assert assignment.completed_on == date(2026, 10, 1)


def test_a_ladder_stands_for_the_deadline_in_force_only():
    report = accepted_report()
    reopen(report)
    builders.submit(report, when="2026-12-20 09:00")
    assert promised(report) == set()
    assert Reminder.objects.filter(due_on=date(2026, 12, 24)).exists()


def test_a_consolidated_version_says_how_many_reports_changed_after_it():
    report = accepted_report()
    version = make_version(report.period, by=make_user(), at=at("2026-12-18 08:00"))
    content = version.content
    assert consolidated.changed_since(version) == Changed()
    reopen(report)
    assert consolidated.changed_since(version) == Changed(reports=1)
    builders.submit(report, when="2026-12-22 09:00")
    builders.accept(report, when="2026-12-23 09:00")
    version.refresh_from_db()
    assert consolidated.changed_since(version) == Changed(reports=1)
    assert version.content == content
