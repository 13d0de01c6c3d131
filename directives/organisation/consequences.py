"""What ends with a unit, and where it goes on. Reads only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from directives.models import Appointment, Assignment, Department, Directive
from directives.organisation.refusals import DAY


@dataclass(frozen=True)
class Continuation:
    """An assignment of a unit that ends; `kept` is the one that the successor has for good."""

    assignment: Assignment
    kept: Assignment | None


@dataclass(frozen=True)
class Consequences:
    """All that follows from the end of units, before it is done."""

    continuations: tuple[Continuation, ...]
    posts: tuple[Appointment, ...]
    directives: tuple[Directive, ...]


def consequences(
    ending: Collection[Department], *, on: date, into: Department | None = None
) -> Consequences:
    """What ends with the units on the day before `on`, and where each assignment goes on."""
    assignments = (
        Assignment.objects.in_force(on=on - DAY)
        .filter(department__in=ending)
        .select_related("department", "duty__directive")
        .order_by(
            "duty__directive__issued_on",
            "duty__directive_id",
            "duty__ordinal",
            "department__sort_key",
            "pk",
        )
    )
    kept = {}
    if into is not None:
        own = Assignment.objects.filter(department=into, ends_on=None)
        kept = {assignment.duty_id: assignment for assignment in own.order_by("pk")}
    return Consequences(
        continuations=tuple(Continuation(one, kept.get(one.duty_id)) for one in assignments),
        posts=tuple(
            Appointment.objects.in_office(on=on)
            .filter(department__in=ending, starts_on__lt=on)
            .select_related("user", "department")
            .order_by("department__sort_key", "user__sort_key", "pk")
        ),
        directives=tuple(
            Directive.objects.filter(coordinator__in=ending).order_by("issued_on", "pk")
        ),
    )
