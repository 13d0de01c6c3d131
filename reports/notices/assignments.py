"""What is done on an assignment: who is given the work, and who is asked for another hand."""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from directives.models import AdjustmentRequest, Assignment, DutyOfficer, User, WorkItem
from reports.models import Notice
from reports.notices import telling

Kind = Notice.Kind


def given(row: DutyOfficer, *, by: User, at: datetime) -> None:
    """The officer hears that the duty is his."""
    people = {row.officer_id} - {by.pk}
    _tell(Kind.GIVEN, people, row.assignment, key=f"given:{row.pk}", by=by, at=at)


def work_set(items: Collection[WorkItem], *, by: User, at: datetime) -> None:
    """Who is named in a piece of work hears of it, and the unit, where HCTH set it."""
    first, people = min(items, key=lambda item: item.pk), {item.officer_id for item in items}
    assignment = first.assignment
    if first.is_agreed:
        people |= telling.in_the_unit(assignment.department_id, by=by, at=at)
    words = "; ".join(item.text for item in items)
    _tell(
        Kind.WORK_SET,
        people - {None, by.pk},
        assignment,
        key=f"work-set:{first.pk}:{at:%Y%m%d%H%M%S%f}",
        by=by,
        at=at,
        words=words,
        count=len(items),
    )


def adjustment_asked(request: AdjustmentRequest, *, by: User, at: datetime) -> None:
    """HCTH hears that a unit wants its duty changed."""
    people = telling.followers(request.assignment.duty.directive, on=timezone.localdate(at))
    _of_request(Kind.ADJUSTMENT_ASKED, people, request, words=request.reason, by=by, at=at)


def adjustment_put(request: AdjustmentRequest, *, by: User, at: datetime) -> None:
    """The leaders hear that a request waits for them."""
    people = telling.leaders(request.assignment.duty.directive, on=timezone.localdate(at))
    _of_request(Kind.ADJUSTMENT_PUT, people, request, words=request.opinion, by=by, at=at)


def adjustment_decided(
    request: AdjustmentRequest, result: Assignment | None, *, by: User, at: datetime
) -> None:
    """The unit, whoever asked, HCTH, and the unit that takes the duty hear the answer."""
    assignment = request.assignment
    people = set(telling.followers(assignment.duty.directive, on=timezone.localdate(at)))
    people |= telling.in_the_unit(assignment.department_id, by=by, at=at) | {request.asked_by_id}
    kind, words = Kind.ADJUSTMENT_DECIDED, request.decision_note
    _of_request(kind, people, request, words=words, by=by, at=at)
    if result is not None and result.department_id != assignment.department_id:
        others = telling.in_the_unit(result.department_id, by=by, at=at) - people - {by.pk}
        key = f"{kind}:{request.pk}"
        _tell(kind, others, result, key=key, words=words, by=by, at=at)


def _of_request(
    kind: Kind,
    people: Collection[int],
    request: AdjustmentRequest,
    *,
    words: str,
    by: User,
    at: datetime,
) -> None:
    others = set(people) - {by.pk}
    _tell(kind, others, request.assignment, key=f"{kind}:{request.pk}", words=words, by=by, at=at)


def _tell(
    kind: Kind, people: Collection[int], assignment: Assignment, *, key: str, by, at, **facts
) -> None:
    telling.tell(
        kind,
        people,
        key=key,
        at=at,
        by=by,
        directive=assignment.duty.directive,
        department_id=assignment.department_id,
        assignment=assignment,
        **facts,
    )
