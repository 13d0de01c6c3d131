"""A result is written down on the day it happens, and waits for the next report of its unit."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from directives import work
from directives.models import Assignment, User, WorkItem
from directives.vietnamese import short_date
from reports.errors import ImpossibleDate, WrongState
from reports.models import Evidence, LoggedResult, ReportingPeriod, Submission


@transaction.atomic
def log(
    assignment: Assignment,
    *,
    on: date,
    text: str,
    work_item: WorkItem | None = None,
    is_item_done: bool = False,
    by: User,
    at: datetime,
) -> LoggedResult:
    """What the unit did on the day, for the duty or for one piece of its work, which may be done
    with it.

    Raises WrongState once the unit has left the duty, ImpossibleDate for a day to come and for one
    before the duty was given, AlreadyDone where the piece of work is not open any more.
    """
    held = _held(assignment)
    today = timezone.localdate(at)
    if held.ends_on is not None and held.ends_on < today:
        raise WrongState("ended")
    _check_day(on, held, today=today)
    if work_item is not None and is_item_done:
        work.finish(work_item, on=on, by=by, at=at)
    return LoggedResult.objects.create(
        assignment=assignment, work_item=work_item, on=on, text=text, by=by, at=at
    )


@transaction.atomic
def amend(
    result: LoggedResult,
    *,
    on: date,
    text: str,
    work_item: WorkItem | None,
    by: User,
    at: datetime,
) -> None:
    """Put right what was written. Raises as `log`, and WrongState once a report has taken it in."""
    _check_day(on, _held(result.assignment), today=timezone.localdate(at))
    _change(result, on=on, text=text, work_item=work_item, by=by, at=at)


def remove(result: LoggedResult, *, by: User, at: datetime) -> None:
    """It was written by mistake. Raises WrongState once a report has taken it in."""
    _change(result, removed_by=by, removed_at=at)


def waiting_for(period: ReportingPeriod, assignments: Iterable[int]) -> QuerySet[LoggedResult]:
    """What a report of the period may take in; what happened after its cut-off is the next one's.

    What an earlier report has left out is among them, from before the period.
    """
    return (
        LoggedResult.objects.waiting()
        .filter(assignment__in=assignments, on__lte=period.ends_on)
        .select_related("work_item")
        .order_by("on", "pk")
    )


def is_of_the_period(result: LoggedResult, period: ReportingPeriod) -> bool:
    """It goes into an untouched draft by itself; older ones wait for a word of the unit."""
    return result.on >= period.starts_on


def in_words(results: Iterable[LoggedResult]) -> str:
    """The dated lines that stand in a report: Ngày 12/10/2026: Đăng 03 tin."""
    return "\n".join(
        _("Ngày %(day)s: %(text)s") % {"day": short_date(result.on), "text": result.text}
        for result in results
    )


def take_in(submission: Submission, assignment: Assignment, keys: Collection[int]) -> list[int]:
    """The submission reports these: they are not changed any more, and their files are its own.

    Within the transaction of `lifecycle.submit`. What was removed meanwhile is left out.
    """
    if not keys:
        return []
    taken = list(
        LoggedResult.objects.waiting()
        .filter(pk__in=keys)
        .order_by("pk")
        .select_for_update(no_key=True, of=("self",))
        .values_list("pk", flat=True)
    )
    LoggedResult.objects.filter(pk__in=taken).update(submission=submission)
    files = Evidence.objects.filter(result__in=taken, removed_at=None)
    files.update(report=submission.report_id, assignment=assignment)
    return taken


def _held(assignment: Assignment) -> Assignment:
    """As it stands, until the transaction ends; a successor has held it as long as its line."""
    held = Assignment.objects.with_line().select_for_update(no_key=True, of=("self",))
    return held.get(pk=assignment.pk)


def _check_day(on: date, assignment: Assignment, *, today: date) -> None:
    if on > today or on < assignment.given_on:
        raise ImpossibleDate(on)


def _change(result: LoggedResult, **fields) -> None:
    """One conditional UPDATE, so that a report takes in either what stood before or what stands."""
    if not LoggedResult.objects.waiting().filter(pk=result.pk).update(**fields):
        raise WrongState("reported")
    result.refresh_from_db()
