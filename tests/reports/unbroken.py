"""What always holds of one report, as it stands in the tables."""

import hashlib
from itertools import chain

from django.core import serializers
from django.utils import timezone

from reports.models import (
    DisseminationSession,
    IndicatorValue,
    ObstacleStatement,
    ProgressEntry,
    Reminder,
    StaffingLine,
    Submission,
)
from reports.models.progress import OPEN_STATES, State

#: Moves of a deadline that may also lie before the one in force: a day for what is missing.
ASKED_TO_COMPLETE = ("return", "reopening", "final", "takeover")


def fingerprint(submission: Submission) -> str:
    """All that was sent, as it stands in the tables."""
    entries = ProgressEntry.objects.filter(submission=submission).order_by("pk")
    below = [
        model.objects.filter(entry__in=entries).order_by("pk")
        for model in (DisseminationSession, IndicatorValue, StaffingLine)
    ]
    statements = ObstacleStatement.objects.filter(submission=submission).order_by("pk")
    rows = serializers.serialize("json", [submission, *entries, *chain(*below), *statements])
    return hashlib.sha256(rows.encode()).hexdigest()


def every_change_of_state_has_an_author_and_a_row(report):
    state = State.EXPECTED
    for change in report.changes.all():
        assert change.from_state == state
        assert change.by_id
        state = change.to_state
    assert report.state == state
    sent = [c.submission_id for c in report.changes.all() if c.to_state == State.SUBMITTED]
    assert sent == [submission.pk for submission in report.submissions.all()]


def a_deadline_moves_only_by_a_row(report):
    due_on = report.original_due_on
    for change in report.deadline_changes.all():
        assert change.from_due_on == due_on
        assert change.by_id
        if change.reason not in ASKED_TO_COMPLETE:
            assert change.to_due_on > due_on
        due_on = change.to_due_on
    assert report.due_on == due_on


def a_submission_keeps_the_deadline_of_its_moment(report):
    for submission in report.submissions.all():
        moved = [
            change.to_due_on
            for change in report.deadline_changes.all()
            if change.at < submission.submitted_at
        ]
        assert submission.due_on == [report.original_due_on, *moved][-1]


def a_report_is_extended_once_and_asked_for_once_at_a_time(report):
    outcomes = [asked.outcome for asked in report.extension_requests.all()]
    assert outcomes.count("granted") <= 1
    assert outcomes.count("") <= (1 if report.state in OPEN_STATES else 0)
    for asked in report.extension_requests.all():
        assert timezone.localdate(asked.asked_at) <= asked.from_due_on < asked.to_due_on


def reminders_are_promised_for_what_is_owed_and_the_deadline_in_force(report):
    promised = {
        reminder.due_on
        for reminder in report.reminders.all()
        if reminder.state == Reminder.State.PROMISED
    }
    assert promised == ({report.due_on} if report.state in OPEN_STATES else set())


def interim_figures_end_before_the_cut_off(report):
    for submission in report.submissions.all():
        on, period = timezone.localdate(submission.submitted_at), report.period
        interim = period.unit_due_on < period.ends_on and on < period.ends_on
        assert submission.figures_until == (on if interim else None)
