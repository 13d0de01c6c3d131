"""What becomes of a submission: taken in or sent back."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from directives import lifecycle as directives
from directives.models import Duty, User
from directives.posts import posts
from reports import notices, permissions
from reports.errors import WrongState
from reports.lifecycle.deadlines import ask_again
from reports.lifecycle.moves import move
from reports.models import DeadlineChange, ProgressReport, Submission
from reports.models.progress import State


def _current(report: ProgressReport, submission: Submission) -> None:
    """What the reviewer read is what stands: a newer submission refuses the verdict.

    The lock keeps another reviewer's return, and what the unit sends after it, from coming
    between this look and the verdict.
    """
    standing = ProgressReport.objects.locked().get(pk=report.pk)
    is_latest = standing.submissions.latest().pk == submission.pk
    if standing.state != State.SUBMITTED or not is_latest:
        raise WrongState(standing.state)


@transaction.atomic
def accept(
    report: ProgressReport, *, submission: Submission, by: User, at: datetime, note: str = ""
) -> None:
    """Take the submission in. A one-off duty stated as done becomes done on the stated day.

    Raises WrongState when the report is not waiting, or a newer submission came in.
    """
    held = posts(by, on=timezone.localdate(at))
    own = permissions.accepts_own(held, report, timezone.localdate(at))
    _accept(report, submission, by=by, at=at, note=note, is_self_acceptance=own)


@transaction.atomic
def record_acceptance(
    report: ProgressReport, *, submission: Submission, source: str, by: User, at: datetime
) -> None:
    """Ghi thay: a leader took in HCTH's own report elsewhere; `source` says who, how and when.

    Raises WrongState as `accept`.
    """
    _accept(report, submission, by=by, at=at, source=source)


def _accept(
    report: ProgressReport, submission: Submission, *, by: User, at: datetime, note="", **how
) -> None:
    _current(report, submission)
    move(report, State.ACCEPTED, by=by, at=at, submission=submission, note=note, **how)
    stated = submission.entries.filter(
        assignment__completed_on=None,
        assignment__duty__nature=Duty.Nature.ONE_OFF,
    ).select_related("assignment__continued_by")
    for entry in stated.order_by("pk"):
        if entry.done_on is not None:
            directives.complete(entry.assignment, on=entry.done_on, by=by, at=at)
    notices.accepted(report, note=note, by=by, at=at)


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
    _current(report, submission)
    ask_again(
        report,
        submission=submission,
        why=DeadlineChange.Reason.RETURN,
        reason=reason,
        due_on=due_on,
        by=by,
        at=at,
    )
    notices.returned(report, reason=reason, by=by, at=at)
