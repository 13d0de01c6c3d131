"""What the duties of a directive ask for, of whom, and what was planned for them."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from directives.models import Assignment, Duty, Indicator, LegalBasis, WorkItem
from reports.consolidated import sums
from reports.consolidated.totals import WorkTotals
from reports.models import ReportingPeriod, ResultTag


@dataclass(frozen=True)
class Given:
    """To how many units a duty is given, lead units among them."""

    units: int = 0
    leads: int = 0


def is_told_apart(kind: str, nothing_to_report: bool) -> bool:
    """It matters which legal basis the answer is to: who has nothing has nothing for any."""
    return kind == Duty.Kind.IMPLEMENTATION and not nothing_to_report


def indicators(
    period: ReportingPeriod, basis: LegalBasis | None
) -> dict[int, list[tuple[int, sums.Asked]]]:
    """By duty, each with its key; with a `basis` those of it and those of every one."""
    asked: dict[int, list[tuple[int, sums.Asked]]] = defaultdict(list)
    rows = Indicator.objects.filter(period.asks_about()).order_by("ordinal")
    for row in rows.prefetch_related("bases"):
        bases = tuple(sorted(of.ordinal for of in row.bases.all()))
        if not (basis and bases) or basis.ordinal in bases:
            asked[row.duty_id].append((row.pk, sums.Asked(row.ordinal, row.name, row.unit, bases)))
    return asked


def given(period: ReportingPeriod) -> dict[int, Given]:
    """By duty: the assignments in force at the cut-off."""
    rows = Assignment.objects.in_force(on=period.ends_on)
    roles = rows.filter(period.asks_about()).order_by()
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for duty, role in roles.values_list("duty_id", "role"):
        counted[duty][role] += 1
    return {
        duty: Given(by_role.total(), by_role[Assignment.Role.LEAD])
        for duty, by_role in counted.items()
    }


def work(
    period: ReportingPeriod, submissions: Collection[int], basis: LegalBasis | None
) -> dict[int, WorkTotals]:
    """By duty: pieces of work of lead units that were done in the period, or are open at its end.

    A piece of work that goes on next year, or with another unit, counts once: for the period of
    each year the item of that year. What was dropped by the cut-off does not count. With a
    `basis`, of implementation duties only the work of units whose result answers it.
    """
    counted: dict[int, Counter[bool]] = defaultdict(Counter)
    planned = WorkItem.objects.filter(
        assignment__starts_on__lte=period.ends_on, proposed_at__date__lte=period.ends_on
    )
    rows = (
        planned.filter(
            period.asks_about("assignment__duty__"),
            ~Exists(planned.filter(carried_from=OuterRef("pk"))),
            assignment__role=Assignment.Role.LEAD,
        )
        .exclude(dropped_at__date__lte=period.ends_on)
        .order_by()
    )
    if basis:
        answering = ResultTag.objects.filter(
            basis=basis,
            entry__assignment=OuterRef("assignment"),
            entry__submission__in=submissions,
        )
        is_common = ~Q(assignment__duty__kind=Duty.Kind.IMPLEMENTATION)
        rows = rows.filter(is_common | Exists(answering))
    for duty, done_on, last_day in rows.values_list(
        "assignment__duty_id", "done_on", "assignment__ends_on"
    ):
        if done_on and done_on <= period.ends_on:
            counted[duty][True] += done_on >= period.starts_on
        elif last_day is None or last_day >= period.ends_on:
            counted[duty][False] += 1
    return {
        duty: WorkTotals(done=items[True], open=items[False])
        for duty, items in counted.items()
        if items.total()
    }
