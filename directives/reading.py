"""What the pages of a directive show. Reads only."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Prefetch, Q, QuerySet

from directives import permissions
from directives.models import Assignment, Directive, Duty, LegalBasis
from directives.posts import Posts


def listed(posts: Posts, *, on: date) -> QuerySet[Directive]:
    """The directives he may see, live ones first, with how many duties and units each has.

    Adds `duty_count` and `unit_count` (units with an assignment in force, of a closed one on its
    last day).
    """
    in_force = Q(duties__assignments__starts_on__lte=on) & (
        Q(duties__assignments__ends_on=None)
        | Q(duties__assignments__ends_on__gte=on)
        | Q(duties__assignments__ends_on=F("closed_on"))
    )
    return (
        Directive.objects.visible_to(posts)
        .for_listing()
        .annotate(
            duty_count=Count("duties", distinct=True),
            unit_count=Count("duties__assignments__department", filter=in_force, distinct=True),
        )
        .live_first()
    )


@dataclass(frozen=True)
class Basis:
    """A paper of the chain; `depth` is 0 for one that the directive itself carries out."""

    basis: LegalBasis
    depth: int


def chain(directive: Directive) -> list[Basis]:
    """The legal bases from the nearest to the highest, each below the one that carries it out."""
    bases = list(directive.legal_bases.select_related("attachment").order_by("ordinal"))
    carried_out = {basis.implements_id for basis in bases}
    by_key = {basis.pk: basis for basis in bases}
    shown, seen = [], set()
    for start in [basis for basis in bases if basis.pk not in carried_out]:
        basis, depth = start, 0
        while basis is not None and basis.pk not in seen:
            seen.add(basis.pk)
            shown.append(Basis(basis, depth))
            basis, depth = by_key.get(basis.implements_id), depth + 1
    return shown


@dataclass(frozen=True)
class ShownDuty:
    """A duty with the units that have it today, his own first."""

    duty: Duty
    own: list[Assignment]
    others: list[Assignment]
    posts: Posts

    @property
    def assignments(self) -> list[Assignment]:
        return [*self.own, *self.others]

    @property
    def acknowledged_count(self) -> int:
        return sum(assignment.is_acknowledged for assignment in self.assignments)

    @property
    def to_acknowledge(self) -> list[Assignment]:
        return [own for own in self.own if permissions.can_acknowledge(self.posts, own)]


def duties(directive: Directive, posts: Posts, *, on: date) -> list[ShownDuty]:
    """In three queries whatever their number: duties, indicators, assignments with their unit.

    Of a closed directive as they stood on its last day.
    """
    in_force = (
        Assignment.objects.in_force(on=directive.standing_on(on))
        .select_related("department", "acknowledged_by")
        .order_by("department__sort_key")
    )
    rows = directive.duties.order_by("ordinal").prefetch_related(
        "indicators", Prefetch("assignments", queryset=in_force, to_attr="in_force")
    )
    return [
        ShownDuty(
            duty,
            [a for a in duty.in_force if a.department_id in posts.member_of],
            [a for a in duty.in_force if a.department_id not in posts.member_of],
            posts,
        )
        for duty in rows
    ]
