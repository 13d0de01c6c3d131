"""Work items: planned by the unit or set by HCTH, agreed to, done, dropped, carried over.

A step that comes too late raises AlreadyDone: the item was done, dropped, carried over or changed
by somebody else.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from directives.errors import AlreadyDone
from directives.models import Assignment, User, WorkItem
from directives.models.work import WorkItemQuerySet

#: What HCTH agrees to. Who does the work is the unit's own affair.
AGREED_FIELDS = ("text", "product", "due_on", "responsibility")
FIELDS = (*AGREED_FIELDS, "officer_id", "person")


@transaction.atomic
def plan(items: Iterable[WorkItem], *, agrees: bool, by: User, at: datetime) -> list[WorkItem]:
    """Write the items down; HCTH `agrees` to what it sets itself."""
    items = list(items)
    for item in items:
        item.proposed_by, item.proposed_at = by, at
        if agrees:
            item.agreed_by, item.agreed_at = by, at
        item.save()
    return items


def agree(items: WorkItemQuerySet, *, by: User, at: datetime) -> int:
    """HCTH agrees to what the unit proposed; to how many of the items."""
    keys = list(items.unagreed().order_by().values_list("pk", flat=True))
    return WorkItem.objects.filter(pk__in=keys, agreed_at=None, dropped_at=None).update(
        agreed_by=by, agreed_at=at
    )


def as_seen(item: WorkItem) -> str:
    """What somebody who changes the item has before him; `correct` holds it against the row."""
    facts = [getattr(item, name) for name in FIELDS]
    told = repr([*facts, item.done_on, item.dropped_at, item.agreed_at])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


@transaction.atomic
def correct(item: WorkItem, *, seen: str, agrees: bool, by: User, at: datetime) -> None:
    """Change an open item. What HCTH had agreed to and the unit changed, waits for it again.

    Raises AlreadyDone when the item is not as it was `seen`.
    """
    (before,) = _held([item])
    if as_seen(before) != seen:
        raise AlreadyDone(item)
    item.agreed_by, item.agreed_at = before.agreed_by, before.agreed_at
    if agrees:
        item.agreed_by, item.agreed_at = by, at
    elif any(getattr(item, name) != getattr(before, name) for name in AGREED_FIELDS):
        item.agreed_by, item.agreed_at = None, None
    item.save(update_fields=[*FIELDS, "agreed_by", "agreed_at"])


@transaction.atomic
def finish(item: WorkItem, *, on: date, by: User, at: datetime) -> None:
    """The work is done on the day. History keeps `by` through the request."""
    (held,) = _held([item])
    WorkItem.objects.filter(pk=held.pk).update(done_on=on)
    item.refresh_from_db()


@transaction.atomic
def resume(item: WorkItem, *, by: User, at: datetime) -> None:
    """It was called done by mistake."""
    updated = WorkItem.objects.filter(pk=item.pk, done_on__isnull=False).update(done_on=None)
    if not updated:
        raise AlreadyDone(item)
    item.refresh_from_db()


@transaction.atomic
def drop(item: WorkItem, *, reason: str, by: User, at: datetime) -> None:
    """It will not be done, by a reason that everybody may read."""
    (held,) = _held([item])
    WorkItem.objects.filter(pk=held.pk).update(dropped_by=by, dropped_at=at, drop_reason=reason)
    item.refresh_from_db()


@transaction.atomic
def carry_over(
    days: Mapping[WorkItem, date | None], *, agrees: bool, by: User, at: datetime
) -> list[WorkItem]:
    """Unfinished items go on next year, each as an item of its own with its new day; the old one
    keeps its day.
    """
    held = {item.pk: item for item in _held(days)}
    carried = [
        _copy(held[item.pk], due_on=due_on, proposed_by=by, proposed_at=at)
        for item, due_on in days.items()
    ]
    for item in carried:
        if agrees:
            item.agreed_by, item.agreed_at = by, at
        item.save()
    return carried


def next_plan(on: date) -> date:
    """The first day of the year whose plan is made: this year until the end of June, then next."""
    return date(on.year if on.month <= 6 else on.year + 1, 1, 1)


@transaction.atomic
def hand_over(assignments: Collection[Assignment], *, into: Assignment) -> list[WorkItem]:
    """What is open under the assignments goes on under one that carries them on, as it was
    proposed and agreed to.
    """
    held = _held(WorkItem.objects.open().filter(assignment__in=assignments).order_by("pk"))
    asked = ("due_on", "proposed_by_id", "proposed_at", "agreed_by_id", "agreed_at")
    carried = [
        _copy(item, assignment=into, **{name: getattr(item, name) for name in asked})
        for item in held
    ]
    for item in carried:
        item.save()
    return carried


def _copy(item: WorkItem, **fields) -> WorkItem:
    kept = {name: getattr(item, name) for name in FIELDS if name != "due_on"}
    return WorkItem(**{"assignment": item.assignment, "carried_from": item, **kept, **fields})


def _held(items: Collection[WorkItem]) -> list[WorkItem]:
    """The rows, locked until the end; raises AlreadyDone where one of them is not open any more."""
    keys = [item.pk for item in items]
    held = list(
        WorkItem.objects.filter(pk__in=keys, done_on=None, dropped_at=None)
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    if len(held) != len(keys) or WorkItem.objects.filter(carried_from__in=keys).exists():
        raise AlreadyDone(*items)
    return held
