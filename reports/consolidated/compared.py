"""The periods beside which a period is laid, and what its indicators came to in them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from directives.models import Assignment, LegalBasis
from reports.calendar import cycle_of
from reports.calendar.cycles import Cycle, day_of_month
from reports.calendar.working_days import DAY
from reports.consolidated import standings, values
from reports.consolidated.totals import Compared
from reports.models import IndicatorValue, ReportingPeriod, ResultTag, Submission
from reports.models.progress import State

#: A week of last year ends up to three days off; so may a cut-off at the end of a month.
NEAR = 3 * DAY


class Row(NamedTuple):
    """A unit's figure; `until` is the day that it counts to, where it was sent too early."""

    figure: Decimal
    submission: UUID
    until: date | None


@dataclass(frozen=True)
class Beside:
    """What is laid beside a period; `sums` are by indicator."""

    previous: ReportingPeriod | None
    last_year: ReportingPeriod | None
    sums: dict[tuple[int, int], Compared]

    def of_previous(self, indicator: int) -> Compared | None:
        return self._sum(self.previous, indicator)

    def of_last_year(self, indicator: int) -> Compared | None:
        return self._sum(self.last_year, indicator)

    def _sum(self, period: ReportingPeriod | None, indicator: int) -> Compared | None:
        return self.sums.get((period.pk, indicator)) if period else None


def beside(period: ReportingPeriod, basis: LegalBasis | None) -> Beside:
    """The period before and the same one of last year, with what was reported in them."""
    like = _like(period)
    before = [other for other in like if other.ends_on < period.starts_on]
    previous = max(before, key=lambda other: other.ends_on, default=None)
    last_year = _year_before(period, like)
    found = {other.pk for other in (previous, last_year) if other}
    return Beside(previous, last_year, _sums(found, basis))


def _like(period: ReportingPeriod) -> list[ReportingPeriod]:
    """Confirmed periods of the directive, of the same cycle; one on demand has none like it."""
    if period.is_on_demand:
        return []
    others = (
        ReportingPeriod.objects.confirmed()
        .filter(directive=period.directive_id, is_on_demand=False, ends_on__lt=period.starts_on)
        .order_by("ends_on")
    )
    cycle = cycle_of(period.label)
    return [other for other in others if cycle_of(other.label) == cycle]


def _year_before(
    period: ReportingPeriod, like: Iterable[ReportingPeriod]
) -> ReportingPeriod | None:
    """Cut off a year earlier; the first one of a directive began later in its year.

    A phase is laid beside the phase before it alone.
    """
    if cycle_of(period.label) == Cycle.PHASE:
        return None
    day = day_of_month(period.ends_on.year - 1, period.ends_on.month, period.ends_on.day)
    near = [other for other in like if abs(other.ends_on - day) <= NEAR]
    return min(near, key=lambda other: abs(other.ends_on - day), default=None)


def _sums(periods: set[int], basis: LegalBasis | None) -> dict[tuple[int, int], Compared]:
    """By period and indicator: the lead units' figures in their accepted reports.

    A blank is not zero, and a share is never summed.
    """
    said: dict[tuple[int, int], list[Row]] = defaultdict(list)
    rows = _values(periods, basis).values_list(
        "entry__submission__report__period_id",
        "indicator_id",
        "in_period",
        "entry__submission__public_id",
        "entry__submission__figures_until",
    )
    for period, indicator, *row in rows:
        said[period, indicator].append(Row(*row))
    return {key: _compared(figures) for key, figures in said.items()}


def _compared(rows: list[Row]) -> Compared:
    return Compared(
        value=sum((row.figure for row in rows), start=Decimal(0)),
        units=len(rows),
        submissions=tuple(row.submission for row in rows),
        is_final=not any(row.until for row in rows),
    )


def _values(periods: set[int], basis: LegalBasis | None) -> QuerySet[IndicatorValue]:
    later = Submission.objects.filter(
        report=OuterRef("entry__submission__report"),
        number__gt=OuterRef("entry__submission__number"),
    )
    rows = IndicatorValue.objects.filter(
        ~Exists(later),
        entry__submission__report__period__in=periods,
        entry__submission__report__state=State.ACCEPTED,
        entry__assignment__role=Assignment.Role.LEAD,
        in_period__isnull=False,
    ).exclude(indicator__unit__contains="%")
    if basis:
        rows = rows.filter(Exists(ResultTag.objects.filter(entry=OuterRef("entry"), basis=basis)))
    return rows.order_by("entry__submission__report__department__sort_key", "pk")


def other_period(period: ReportingPeriod | None, *, on: date) -> values.OtherPeriod | None:
    if period is None:
        return None
    return values.OtherPeriod(
        label=period.label,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        figures=standings.figures_of(period, on=on),
    )
