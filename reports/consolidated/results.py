"""What units answered on a duty, and what is summed of it: values, as in `values`."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from reports.content import People


@dataclass(frozen=True)
class SessionFacts:
    held_on: date
    form: str
    attendances: int
    note: str


@dataclass(frozen=True)
class IndicatorFacts:
    name: str
    in_period: Decimal | None
    cumulative: Decimal | None
    nothing_to_report: bool
    #: Expected of the whole period, in a report that was sent before the cut-off.
    estimate: Decimal | None = None


@dataclass(frozen=True)
class StaffingFacts:
    person: str
    is_full_time: bool
    is_focal: bool
    paper: str
    since: date


@dataclass(frozen=True)
class Coverage:
    """Distinct people briefed of the people present: of one unit, or summed over lead units.

    `newcomers` of the briefed were briefed in this period, in units that had completed the duty
    before; `unknown` is how many units gave no figure and are left out.
    """

    briefed: People
    present: People
    newcomers: int = 0
    unknown: int = 0

    @property
    def groups(self) -> list[tuple[str, int, int, Decimal | None]]:
        """Rows of the table: group, present, briefed, percent."""
        pairs = [
            ("Công chức", self.present.officials, self.briefed.officials),
            ("Viên chức", self.present.employees, self.briefed.employees),
            ("Người lao động", self.present.workers, self.briefed.workers),
        ]
        return [
            (name, present, briefed, share(briefed, present)) for name, present, briefed in pairs
        ]

    @property
    def percent(self) -> Decimal | None:
        return share(self.briefed.total, self.present.total)


@dataclass(frozen=True)
class UnitEntry:
    """What one unit says on one duty, in its accepted report.

    `headcount` is of a unit that had completed its dissemination before it sent this report:
    `briefed` and `present` then are of newcomers only, and None where there were none.
    """

    unit: str
    is_lead: bool
    nothing_to_report: bool
    results: str
    shortcomings: str
    proposals: str
    next_plan: str
    percent_of_year: int | None
    done_on: date | None
    briefed: People | None
    present: People | None
    staff_quota: int | None
    sessions: tuple[SessionFacts, ...]
    indicators: tuple[IndicatorFacts, ...]
    staffing: tuple[StaffingFacts, ...]
    headcount: People | None = None
    #: The day to which its figures count, in a report that was sent before the cut-off.
    figures_until: date | None = None

    @property
    def coverage(self) -> Coverage | None:
        """How far the unit has briefed its people, on the day it sent the report.

        A unit that is still disseminating says so itself. In one that had completed before,
        everybody present is briefed but the newcomers who still wait; "không phát sinh" there
        means that nobody waits. None where the unit gave no figure, or its people were never
        counted: newcomers alone are no share of anybody.
        """
        if self.headcount is None:
            if self.briefed is None or self.present is None:
                return None
            return Coverage(self.briefed, self.present)
        if not self.headcount.total:
            return None
        if self.briefed is None or self.present is None:
            return Coverage(self.headcount, self.headcount)
        waiting = _without(self.present, self.briefed)
        return Coverage(_without(self.headcount, waiting), self.headcount, self.briefed.total)


@dataclass(frozen=True)
class SessionTotals:
    """Attendances are lượt người: one person at two sessions counts twice."""

    count: int
    attendances: int
    forms: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class IndicatorTotal:
    """The sum over lead units. Null is not zero: units without a figure are left out and named.

    A share (%) is never summed; `by_unit` then holds each unit's figure. `estimate` is a sum of
    its own, over the units that reported before the cut-off: never added to what was done.
    """

    name: str
    unit_of_measure: str
    is_summed: bool
    in_period: Decimal | None
    cumulative: Decimal | None
    answered: int
    asked: int
    nothing: tuple[str, ...]
    without_in_period: tuple[str, ...]
    without_cumulative: tuple[str, ...]
    by_unit: tuple[tuple[str, Decimal], ...]
    estimate: Decimal | None = None
    estimated: int = 0
    without_estimate: tuple[str, ...] = ()
    estimate_by_unit: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True)
class DutyResults:
    ordinal: int
    title: str
    text: str
    kind: str
    assigned: int
    entries: tuple[UnitEntry, ...]
    coverage: Coverage | None
    sessions: SessionTotals | None
    indicators: tuple[IndicatorTotal, ...]

    @property
    def nothing_units(self) -> tuple[str, ...]:
        return tuple(entry.unit for entry in self.entries if entry.nothing_to_report)

    @property
    def units_without_coverage(self) -> tuple[str, ...]:
        """Lead units that did not say how many people they briefed; only where others did."""
        asked = [entry for entry in self.entries if entry.is_lead and self.coverage]
        return tuple(e.unit for e in asked if not (e.coverage and e.coverage.present.total))


def _without(people: People, others: People) -> People:
    """Group by group, never less than nobody."""
    return People(
        officials=max(0, people.officials - others.officials),
        employees=max(0, people.employees - others.employees),
        workers=max(0, people.workers - others.workers),
    )


def share(part: int, whole: int) -> Decimal | None:
    """Percent with one decimal; None of nothing."""
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
