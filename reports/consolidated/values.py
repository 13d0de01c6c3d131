"""A consolidated report as a value: what it says, before anybody decides who may read it.

Frozen and made of plain facts, so that it can be stored as JSON and thawed into the same value.
Words of enumerations stand in Vietnamese, as the document prints them. A field that is added
later has a default: versions frozen before it must still thaw.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from directives.vietnamese import short_date
from reports.content import People
from reports.signing import Signature


@dataclass(frozen=True)
class Agency:
    """`head_title` is the bare title, "Giám đốc"; `head` names the agency's kind with it."""

    name: str
    superior_name: str
    symbol: str
    place: str
    head_title: str

    @property
    def kind(self) -> str:
        """The first word of the name, as in "Sở Khoa học và Công nghệ"."""
        return self.name.partition(" ")[0]

    @property
    def head(self) -> str:
        """Giám đốc Sở"""
        return f"{self.head_title} {self.kind}"


@dataclass(frozen=True)
class Coordinator:
    """`signer` leads it on the day."""

    name: str
    symbol: str
    signer: Signature


@dataclass(frozen=True)
class Paper:
    """How a paper is cited: in full the first time, short from then on (NĐ 30/2020, II.6.b).

    `about` begins with "về", as in "về việc triển khai …".
    """

    short: str
    issued_on: date
    issuer: str
    about: str

    @property
    def full(self) -> str:
        return f"{self.short} ngày {short_date(self.issued_on)} của {self.issuer} {self.about}"

    @property
    def own(self) -> str:
        """In full, by the issuer itself."""
        return f"{self.short} ngày {short_date(self.issued_on)} {self.about}"


@dataclass(frozen=True)
class DirectiveFacts:
    """`is_own`: the agency issued it itself, resting on `basis`, a paper from above."""

    is_own: bool
    paper: Paper
    basis: Paper | None
    programme_name: str
    report_to: str


@dataclass(frozen=True)
class PeriodFacts:
    """`ends_on` is the cut-off; the three deadlines are internal."""

    label: str
    starts_on: date
    ends_on: date
    unit_due_on: date
    director_due_on: date
    upward_due_on: date
    confirming_paper: str


@dataclass(frozen=True)
class Figures:
    """Báo cáo kỳ: owed = received + missing; received = on_time + late."""

    owed: int
    received: int
    on_time: int
    late: int
    missing: int
    overdue: int
    accepted: int
    returned: int


@dataclass(frozen=True)
class ReturnNote:
    on: date
    reason: str
    due_on: date | None
    sent_again_on: date | None


@dataclass(frozen=True)
class UnitStanding:
    """How one unit kept its deadline. Internal through and through.

    `reminders` are automatic, `urgings` are acts of a person; they are never added.
    """

    unit: str
    state: str
    original_due_on: date
    due_on: date
    first_sent_on: date | None
    was_late: bool
    days_late: int
    days_overdue: int
    is_missing: bool
    explanation: str
    returns: tuple[ReturnNote, ...]
    reminders: int
    urgings: int
    is_self_accepted: bool
    working_days_late: int = 0
    working_days_overdue: int = 0
    #: The first submission against the first deadline, where that was moved: the second judgement.
    days_after_original: int = 0
    working_days_after_original: int = 0


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


@dataclass(frozen=True)
class ObstacleFacts:
    """`is_upward`: marked for the report upward; `is_reported`: in a report that was accepted."""

    unit: str
    text: str
    raised_on: date
    is_new: bool
    is_upward: bool
    is_reported: bool
    standing: str
    proposal: str
    opinion: str
    opinion_on: date | None
    opinion_source: str
    is_opinion_on_behalf: bool
    responsible: str
    action_due_on: date | None
    closed_on: date | None
    closing_note: str


@dataclass(frozen=True)
class SupervisionFacts:
    """One act of a named person; `in_period` when its day lies before the cut-off."""

    on: date
    in_period: bool
    unit: str
    kind: str
    means: str
    paper: str
    findings: str
    recommendation: str
    recommendation_due_on: date | None
    recommendation_done_on: date | None
    recommendation_done_note: str
    by: str


@dataclass(frozen=True)
class Interim:
    """Figures sent before the cut-off: of how many units, beside how many that sent final ones,
    and to which days they count.
    """

    units: int
    final_units: int
    first_until: date
    last_until: date

    @property
    def common_until(self) -> date | None:
        """The last day that all figures count to; None where some are of the whole period."""
        return None if self.final_units else self.last_until


@dataclass(frozen=True)
class Consolidation:
    """Everything; `upward.for_upward` takes out of it what may leave the house.

    `signer` leads the agency on the day it is made.
    """

    on: date
    agency: Agency
    coordinator: Coordinator
    signer: Signature
    directive: DirectiveFacts
    period: PeriodFacts
    figures: Figures
    standings: tuple[UnitStanding, ...]
    duties: tuple[DutyResults, ...]
    obstacles: tuple[ObstacleFacts, ...]
    supervisions: tuple[SupervisionFacts, ...]
    submission_ids: tuple[UUID, ...]

    @property
    def whole_period(self) -> str:
        """cả năm"""
        return whole_period(self.period.label)

    @property
    def interim(self) -> Interim | None:
        """None where every figure is of the whole period."""
        until = {e.unit: e.figures_until for duty in self.duties for e in duty.entries}
        days = sorted(day for day in until.values() if day)
        if not days:
            return None
        return Interim(len(days), len(until) - len(days), days[0], days[-1])

    @property
    def unpunctual(self) -> list[UnitStanding]:
        """Who still owes, then who sent late."""
        missing = [unit for unit in self.standings if unit.is_missing]
        return missing + [u for u in self.standings if u.was_late and not u.is_missing]

    @property
    def sent_back(self) -> list[UnitStanding]:
        return [unit for unit in self.standings if unit.returns]

    @property
    def self_accepted(self) -> list[UnitStanding]:
        return [unit for unit in self.standings if unit.is_self_accepted]


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


def whole_period(label: str) -> str:
    """What an estimate is of: "cả năm" in "Năm 2026", else "cả kỳ"."""
    return "cả năm" if label.startswith("Năm ") else "cả kỳ"
