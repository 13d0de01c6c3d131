"""The periods beside which a period is laid, and what its indicators came to in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from directives.models import LegalBasis
from reports.calendar import cycle_of
from reports.calendar.cycles import Cycle, day_of_month
from reports.calendar.working_days import DAY
from reports.consolidated import answered, standings, values
from reports.consolidated.totals import Compared
from reports.models import ReportingPeriod

#: A week of last year ends up to three days off; so may a cut-off at the end of a month.
NEAR = 3 * DAY


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
    found = {other.pk: other for other in (previous, last_year) if other}.values()
    return Beside(previous, last_year, answered.sums_of(found, basis))


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


def other_period(period: ReportingPeriod | None, *, on: date) -> values.OtherPeriod | None:
    if period is None:
        return None
    return values.OtherPeriod(
        label=period.label,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        figures=standings.figures_of(period, on=on),
    )
