"""What units answered on a duty: values, as in `values`."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from reports.consolidated.totals import (
    Coverage,
    IndicatorTotal,
    Progress,
    SessionTotals,
    WorkTotals,
)
from reports.content import People


@dataclass(frozen=True)
class SessionFacts:
    held_on: date
    form: str
    attendances: int
    note: str


@dataclass(frozen=True)
class IndicatorFacts:
    """`ordinal` is that of the indicator within its duty."""

    ordinal: int
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
class UnitEntry:
    """What one unit says on one duty, in its accepted report.

    `bases` are the ordinals of the legal bases that the result answers, as the unit or HCTH says;
    none where nobody has said. `headcount` is of a unit that had completed its dissemination
    before it sent this report: `briefed` and `present` then are of newcomers only, and None where
    there were none.
    """

    submission: UUID
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
    bases: tuple[int, ...] = ()

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
class DutyResults:
    """`progress` and `work` are None where no unit says how far it is, or has planned its work."""

    ordinal: int
    title: str
    text: str
    kind: str
    assigned: int
    entries: tuple[UnitEntry, ...]
    coverage: Coverage | None
    sessions: SessionTotals | None
    indicators: tuple[IndicatorTotal, ...]
    progress: Progress | None = None
    work: WorkTotals | None = None

    @property
    def leading(self) -> tuple[UnitEntry, ...]:
        """The entries of lead units: those that figures are summed of."""
        return tuple(entry for entry in self.entries if entry.is_lead)

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
