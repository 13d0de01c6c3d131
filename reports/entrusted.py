"""Việc được giao cho tôi, and what waits for a word of HCTH or a leader. Reads only."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from directives.models import AdjustmentRequest, Assignment, DutyOfficer, WorkItem
from directives.posts import Posts


@dataclass(frozen=True)
class Entrusted:
    """A duty of the unit that was given to the reader, or in which pieces of work are his."""

    assignment: Assignment
    items: tuple[WorkItem, ...]
    on: date

    @property
    def due_on(self) -> date | None:
        """The nearest day among his pieces of work, else that of the duty."""
        days = [item.due_on for item in self.items if item.due_on]
        return min(days, default=self.assignment.duty.due_on)

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and self.due_on < self.on


def mine(posts: Posts, *, on: date) -> tuple[Entrusted, ...]:
    """What presses first; a duty that is done, or of a unit that he left, is not his any more."""
    if not posts.member_of:
        return ()
    given = DutyOfficer.objects.filter(
        assignment=OuterRef("pk"), officer=posts.user_id, ended_at=None
    )
    own = WorkItem.objects.open().filter(officer=posts.user_id)
    items = Prefetch("work_items", queryset=own.order_by("due_on", "pk"), to_attr="own_items")
    rows = (
        Assignment.objects.in_force(on=on)
        .filter(
            Exists(given) | Exists(own.filter(assignment=OuterRef("pk"))),
            department__in=posts.member_of,
            completed_on=None,
        )
        .select_related("department", "duty__directive")
        .prefetch_related(items)
        .order_by("duty__directive__issued_on", "duty__directive_id", "duty__ordinal", "pk")
    )
    found = [Entrusted(row, tuple(row.own_items), on) for row in rows]
    return tuple(sorted(found, key=lambda one: one.due_on or date.max))


def adjustments(posts: Posts) -> QuerySet[AdjustmentRequest]:
    """Requests that wait for what HCTH thinks, or for a leader's decision; the oldest first."""
    if not posts.reviews:
        return AdjustmentRequest.objects.none()
    asked = AdjustmentRequest.objects
    return (
        (asked.for_coordinator(posts) | asked.for_leader(posts))
        .filter(assignment__duty__directive__closed_on=None)
        .select_related("assignment__department", "assignment__duty", "proposed_department")
        .order_by("asked_at", "pk")
    )


def proposed_work(posts: Posts, *, on: date) -> QuerySet[Assignment]:
    """Assignments with work that the unit proposed and HCTH has not agreed to; `proposed_count`."""
    if not posts.coordinates:
        return Assignment.objects.none()
    waiting = WorkItem.objects.unagreed()
    return (
        Assignment.objects.in_force(on=on)
        .filter(duty__directive__coordinator__in=posts.coordinates)
        .annotate(
            proposed_count=Count(
                "work_items", filter=Q(work_items__in=waiting.values("pk")), distinct=True
            )
        )
        .filter(proposed_count__gt=0)
        .select_related("department", "duty__directive")
        .order_by("department__sort_key", "duty__ordinal", "pk")
    )
