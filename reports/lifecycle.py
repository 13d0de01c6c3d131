"""The life of a report: one table of moves, one private mover, one public verb each.

Every verb takes who (`by`) and when (`at`), runs in one transaction and leaves a row.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from directives.models import Assignment, Department, Duty, Headcount, User
from directives.posts import posts
from reports import obligations, permissions, reminders, submissions
from reports.content import ReportContent
from reports.errors import ImpossibleDate, WrongState
from reports.models import (
    DeadlineChange,
    Draft,
    ProgressReport,
    StateChange,
    Submission,
)
from reports.models.progress import State

MOVES = {  # to <- from
    State.SUBMITTED: {State.EXPECTED, State.RETURNED},
    State.RETURNED: {State.SUBMITTED},
    State.ACCEPTED: {State.SUBMITTED},
}


class StaleDraft(Exception):
    """Somebody saved the draft in the meantime; `draft` is what stands now."""

    def __init__(self, draft: Draft):
        super().__init__(f"the draft is at version {draft.version}")
        self.draft = draft


class Incomplete(Exception):
    """The content does not answer for every open assignment."""


# Drafts


@transaction.atomic
def save_draft(
    report: ProgressReport, *, data: dict, version: int, by: User, at: datetime
) -> Draft:
    """Keep what was typed, as it was typed; `version` is the one the typing started from.

    Raises StaleDraft when another save came first, WrongState when nothing may be typed now.
    """
    locked = ProgressReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if not locked.is_open:
        raise WrongState(locked.state)
    draft, made = Draft.objects.get_or_create(
        report=locked, defaults={"data": data, "version": 1, "saved_at": at, "saved_by": by}
    )
    if made and version == 0:
        return draft
    if draft.version != version:
        raise StaleDraft(draft)
    if draft.data == data:
        return draft
    draft.data, draft.version = data, version + 1
    draft.saved_at, draft.saved_by = at, by
    draft.save()
    return draft


@transaction.atomic
def send_to_head(report: ProgressReport, *, by: User, at: datetime) -> Draft:
    """Trình lãnh đạo đơn vị: the head finds the draft first in his list. Raises WrongState."""
    locked = ProgressReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    draft = Draft.objects.filter(report=locked).first()
    if not locked.is_open or draft is None:
        raise WrongState(locked.state)
    draft.sent_to_head_at, draft.sent_to_head_by = at, by
    draft.save(update_fields=["sent_to_head_at", "sent_to_head_by"])
    return draft


# Sending and review


def _move(
    report: ProgressReport,
    to_state: State,
    *,
    by: User,
    at: datetime,
    submission: Submission | None = None,
    note: str = "",
    is_self_acceptance: bool = False,
    **fields,
) -> None:
    from_state = report.state
    moved = ProgressReport.objects.filter(
        Q(pk=report.pk), Q(state=from_state), Q(state__in=MOVES[to_state])
    ).update(state=to_state, **fields)
    if not moved:
        report.refresh_from_db()
        raise WrongState(report.state)
    StateChange.objects.create(
        report=report,
        from_state=from_state,
        to_state=to_state,
        submission=submission,
        by=by,
        at=at,
        note=note,
        is_self_acceptance=is_self_acceptance,
    )
    report.refresh_from_db()


def headcount_on(department: Department, on: date) -> Headcount:
    """The count in force on the day; all zeros where nobody has counted yet."""
    counted = department.headcounts.filter(counted_on__lte=on).order_by("counted_on").last()
    return counted or Headcount(department=department, counted_on=on)


@transaction.atomic
def submit(report: ProgressReport, *, content: ReportContent, by: User, at: datetime) -> Submission:
    """Send the unit's report under the name, headcount and deadline of this day.

    Raises WrongState when it was sent already, Incomplete when an open assignment is not
    answered or an entry says nothing.
    """
    on = timezone.localdate(at)
    assignments = obligations.assignments_of(report)
    answered = [entry.assignment_id for entry in content.entries]
    if sorted(answered) != sorted(assignment.pk for assignment in assignments):
        raise Incomplete(answered)
    silent = [entry.assignment_id for entry in content.entries if not entry.says_something]
    if silent:
        raise Incomplete(silent)
    due_on = report.due_on
    department = report.department
    held = posts(by, on=on)
    headcount = headcount_on(department, on)
    _move(report, State.SUBMITTED, by=by, at=at)
    submission = Submission.objects.create(
        report=report,
        number=report.submissions.count() + 1,
        submitted_at=at,
        submitted_by=by,
        submitter_title=held.title,
        delegation_paper=held.delegation_paper(department.pk),
        due_on=due_on,
        department_name=department.name,
        officials=headcount.officials,
        employees=headcount.employees,
        workers=headcount.workers,
    )
    report.changes.filter(at=at, to_state=State.SUBMITTED).update(submission=submission)
    submissions.write(submission, content, assignments, at=at)
    Draft.objects.filter(report=report).update(sent_to_head_at=None, sent_to_head_by=None)
    reminders.call_off(report, at=at)
    return submission


def _current(report: ProgressReport, submission: Submission) -> None:
    """What the reviewer read is what stands: a newer submission refuses the verdict.

    The lock keeps another reviewer's return, and what the unit sends after it, from coming
    between this look and the verdict.
    """
    ProgressReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if submission.report_id != report.pk or report.submissions.latest().pk != submission.pk:
        raise WrongState(report.state)


@transaction.atomic
def accept(
    report: ProgressReport, *, submission: Submission, by: User, at: datetime, note: str = ""
) -> None:
    """Take the submission in. A one-off duty stated as done becomes done on the stated day.

    Raises WrongState when the report is not waiting, or a newer submission came in.
    """
    _current(report, submission)
    held = posts(by, on=timezone.localdate(at))
    own = permissions.accepts_own(held, report, timezone.localdate(at))
    _move(
        report,
        State.ACCEPTED,
        by=by,
        at=at,
        submission=submission,
        note=note,
        is_self_acceptance=own,
    )
    stated = submission.entries.filter(
        done_on__isnull=False,
        assignment__completed_on=None,
        assignment__duty__nature=Duty.Nature.ONE_OFF,
    ).order_by("pk")
    for entry in stated:
        Assignment.objects.filter(pk=entry.assignment_id).update(completed_on=entry.done_on)


@transaction.atomic
def return_(
    report: ProgressReport,
    *,
    submission: Submission,
    reason: str,
    due_on: date,
    by: User,
    at: datetime,
) -> None:
    """Ask for completion, with what is missing and until when; the unit owes again.

    Raises ImpossibleDate for a day gone by, WrongState as `accept`.
    """
    if due_on < timezone.localdate(at):
        raise ImpossibleDate(due_on)
    _current(report, submission)
    DeadlineChange.objects.create(
        report=report,
        from_due_on=report.due_on,
        to_due_on=due_on,
        reason=DeadlineChange.Reason.RETURN,
        note=reason,
        by=by,
        at=at,
    )
    _move(report, State.RETURNED, by=by, at=at, submission=submission, note=reason, due_on=due_on)
    reminders.promise([report], at=at)


def explain(report: ProgressReport, *, text: str, by: User, at: datetime) -> None:
    """Giải trình: the unit's words beside a late mark."""
    ProgressReport.objects.filter(pk=report.pk).update(
        late_explanation=text, explained_at=at, explained_by=by
    )
    report.refresh_from_db()
