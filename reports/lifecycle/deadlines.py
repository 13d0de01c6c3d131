"""The deadline in force: moved by an extension, a return or a reopening, never without a row."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directives.models import Assignment, Duty, User
from directives.vietnamese import short_date
from reports import notices, obligations, reminders
from reports.errors import ImpossibleDate, NobodyAnswers, WrongState
from reports.lifecycle.moves import move
from reports.models import (
    DeadlineChange,
    ExtensionRequest,
    ProgressReport,
    ReportingPeriod,
    Submission,
)
from reports.models.progress import State

#: Extensions of one report. Source: QĐ 790/QĐ-UBND-HC (Đồng Tháp), "gia hạn tối đa một lần".
MOST_EXTENSIONS = 1


class NoExtension(Exception):
    """The unit cannot ask now, and `why`."""

    class Why(models.TextChoices):
        PASSED = "passed"
        EXTENDED = "extended"
        PENDING = "pending"

    def __init__(self, why: Why):
        super().__init__(why)
        self.why = why


def why_not_extend(
    report: ProgressReport, requests: Collection[ExtensionRequest], *, on: date
) -> NoExtension.Why | None:
    """What keeps an open report from an extension on the day; the due day is not too late.

    `requests` are all that the report has.
    """
    if any(request.is_open for request in requests):
        return NoExtension.Why.PENDING
    if sum(request.is_granted for request in requests) >= MOST_EXTENSIONS:
        return NoExtension.Why.EXTENDED
    if report.due_on < on:
        return NoExtension.Why.PASSED
    return None


@transaction.atomic
def ask_extension(
    report: ProgressReport, *, to_due_on: date, reason: str, by: User, at: datetime
) -> ExtensionRequest:
    """Đề nghị gia hạn: nothing moves until somebody agrees.

    Raises WrongState for a report that is not owed, NoExtension, and ImpossibleDate for a day
    not after the deadline in force.
    """
    locked = _lock(report)
    if not locked.is_open:
        raise WrongState(locked.state)
    if why := why_not_extend(locked, locked.extension_requests.all(), on=timezone.localdate(at)):
        raise NoExtension(why)
    if to_due_on <= locked.due_on:
        raise ImpossibleDate(to_due_on)
    request = ExtensionRequest.objects.create(
        report=report,
        from_due_on=locked.due_on,
        to_due_on=to_due_on,
        reason=reason,
        asked_by=by,
        asked_at=at,
    )
    notices.extension_asked(request, by=by, at=at)
    return request


@transaction.atomic
def decide_extension(
    request: ExtensionRequest, *, granted: bool, note: str, by: User, at: datetime
) -> None:
    """Đồng ý: the day asked for is the deadline now. Không đồng ý: all stays, and `note` says why.

    Raises WrongState when it was decided before, or the report is not owed any more.
    """
    report = _lock(request.report)
    outcome = ExtensionRequest.Outcome
    decided = ExtensionRequest.objects.filter(pk=request.pk, outcome="").update(
        outcome=outcome.GRANTED if granted else outcome.REFUSED,
        note=note,
        decided_by=by,
        decided_at=at,
    )
    if not decided or not report.is_open:
        raise WrongState(report.state)
    request.refresh_from_db()
    if granted:
        why = DeadlineChange.Reason.EXTENSION
        move_deadline(request.report, request.to_due_on, why=why, note=request.reason, by=by, at=at)
    notices.extension_decided(request, by=by, at=at)


def lapse_request(report: ProgressReport, *, note: str, by: User, at: datetime) -> None:
    """There is nothing left to extend, and `note` says why, before anybody has decided."""
    _lapse(report.extension_requests.open(), note=note, by=by, at=at)


def move_deadline(
    report: ProgressReport,
    due_on: date,
    *,
    why: DeadlineChange.Reason,
    note: str,
    by: User,
    at: datetime,
) -> None:
    """A report that is owed has more time; a request for no more than that lapses."""
    _note_change(report, due_on=due_on, why=why, note=note, by=by, at=at)
    ProgressReport.objects.filter(pk=report.pk).update(due_on=due_on)
    report.refresh_from_db()
    overtaken = report.extension_requests.open().filter(to_due_on__lte=due_on)
    told = _("Hạn gửi đã được dời đến hết ngày %(day)s.") % {"day": short_date(due_on)}
    _lapse(overtaken, note=told, by=by, at=at)
    reminders.promise_moved(report, at=at)


def ask_again(
    report: ProgressReport,
    *,
    submission: Submission,
    why: DeadlineChange.Reason,
    reason: str,
    due_on: date,
    by: User,
    at: datetime,
) -> None:
    """The unit owes again, until `due_on`.

    Raises ImpossibleDate for a day gone by, NobodyAnswers, WrongState.
    """
    on = timezone.localdate(at)
    if due_on < on:
        raise ImpossibleDate(due_on)
    if not obligations.is_answerable(report, on=on):
        raise NobodyAnswers(report.department)
    _note_change(report, due_on=due_on, why=why, note=reason, by=by, at=at)
    move(report, State.RETURNED, by=by, at=at, submission=submission, note=reason, due_on=due_on)
    reminders.promise_moved(report, at=at)


@transaction.atomic
def reopen(report: ProgressReport, *, reason: str, due_on: date, by: User, at: datetime) -> None:
    """Open an accepted report again; what was accepted stays as it was sent.

    Raises WrongState for a report that is not accepted, NobodyAnswers where its unit is gone,
    ImpossibleDate for a day gone by.
    """
    _reopen(report, why=DeadlineChange.Reason.REOPENING, reason=reason, due_on=due_on, by=by, at=at)
    notices.reopened(report, reason=reason, by=by, at=at)


@transaction.atomic
def ask_final(
    period: ReportingPeriod, *, reason: str, due_on: date, by: User, at: datetime
) -> list[ProgressReport]:
    """Chốt số liệu: whoever reported before the cut-off owes the figures of the whole period.

    What units sent that nobody answers for any more stands as it is. Raises WrongState before the
    cut-off has passed, ImpossibleDate for a day gone by.
    """
    on = timezone.localdate(at)
    if on <= period.ends_on:
        raise WrongState(period.ends_on)
    interim = (
        ProgressReport.objects.interim()
        .filter(period=period)
        .select_related("period__directive", "department")
        .locked()
    )
    reports = [report for report in interim if obligations.is_answerable(report, on=on)]
    for report in reports:
        _reopen(report, why=DeadlineChange.Reason.FINAL, reason=reason, due_on=due_on, by=by, at=at)
        notices.returned(report, reason=reason, by=by, at=at)
    return reports


def _reopen(report: ProgressReport, *, why, reason, due_on, by, at) -> None:
    accepted = report.state == State.ACCEPTED
    if not accepted and why == DeadlineChange.Reason.REOPENING:
        raise WrongState(report.state)
    submission = report.submissions.latest()
    if accepted:
        _take_back_completion(submission)
    ask_again(report, submission=submission, why=why, reason=reason, due_on=due_on, by=by, at=at)


def _take_back_completion(submission: Submission) -> None:
    """What acceptance made done is open again, or the form would ask about newcomers only."""
    stated = submission.entries.filter(
        done_on__isnull=False, assignment__duty__nature=Duty.Nature.ONE_OFF
    ).select_related("assignment")
    for entry in stated.order_by("pk"):
        # The unit that carries the duty on became done with it.
        both = models.Q(pk=entry.assignment_id) | models.Q(pk=entry.assignment.continued_by_id)
        Assignment.objects.filter(both, completed_on=entry.done_on).update(completed_on=None)


def _lapse(
    requests: models.QuerySet[ExtensionRequest], *, note: str, by: User, at: datetime
) -> None:
    requests.update(
        outcome=ExtensionRequest.Outcome.LAPSED, note=note, decided_by=by, decided_at=at
    )


def _note_change(report: ProgressReport, *, due_on, why, note, by, at) -> None:
    DeadlineChange.objects.create(
        report=report,
        from_due_on=_lock(report).due_on,
        to_due_on=due_on,
        reason=why,
        note=note,
        by=by,
        at=at,
    )


def _lock(report: ProgressReport) -> ProgressReport:
    """The report as it stands, until the transaction ends."""
    return ProgressReport.objects.locked().get(pk=report.pk)
