"""A consolidated report as a value: what it says, before anybody decides who may read it.

Frozen and made of plain facts, so that it can be stored as JSON and thawed into the same value.
Words of enumerations stand in Vietnamese, as the document prints them. From the first release
on, a field that is added has a default: versions frozen before it must still thaw.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from directives.vietnamese import short_date
from reports.consolidated.results import DutyResults
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
class Basis:
    """A legal basis that has a report of its own; `ordinal` is its place among the bases."""

    ordinal: int
    paper: Paper


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
class OtherPeriod:
    """A period beside which this one is laid: the one before, or the same one of last year."""

    label: str
    starts_on: date
    ends_on: date
    figures: Figures


@dataclass(frozen=True)
class ReturnNote:
    on: date
    reason: str
    due_on: date | None
    sent_again_on: date | None


@dataclass(frozen=True)
class UnitStanding:
    """How one unit kept its deadline. Internal through and through.

    `state` is said, `state_key` is the State; `submission` is the last one, None where nothing
    was sent. `reminders` are automatic, `urgings` are acts of a person; they are never added.
    """

    unit: str
    submission: UUID | None
    state_key: str
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
class ObstacleFacts:
    """`is_upward`: marked for the report upward; `is_reported`: in a report that was accepted.

    `submission` is the one that last spoke of it in this period, or the one that raised it.
    """

    unit: str
    submission: UUID
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
class ObstacleCounts:
    """Each obstacle is new or carried over, and open or closed."""

    new: int
    carried: int
    open: int
    with_opinion: int
    closed: int


@dataclass(frozen=True)
class SupervisionFacts:
    """One act of a named person; `in_period` when its day lies before the cut-off.

    `kind` is said, `kind_key` is the Supervision.Kind.
    """

    on: date
    in_period: bool
    unit: str
    kind_key: str
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

    `signer` leads the agency on the day it is made. With a `basis`, the ordinal of one of `bases`,
    results are those that answer it, and `directive` cites it. `untagged_units` have results of
    which nobody has said which basis they answer: they stand in no report on one basis.
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
    basis: int | None = None
    bases: tuple[Basis, ...] = ()
    untagged_units: tuple[str, ...] = ()
    previous: OtherPeriod | None = None
    last_year: OtherPeriod | None = None

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
    def obstacle_counts(self) -> ObstacleCounts:
        closed = sum(obstacle.closed_on is not None for obstacle in self.obstacles)
        new = sum(obstacle.is_new for obstacle in self.obstacles)
        return ObstacleCounts(
            new=new,
            carried=len(self.obstacles) - new,
            open=len(self.obstacles) - closed,
            with_opinion=sum(bool(obstacle.opinion) for obstacle in self.obstacles),
            closed=closed,
        )

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


def whole_period(label: str) -> str:
    """What an estimate is of: "cả năm" in "Năm 2026", else "cả kỳ"."""
    return "cả năm" if label.startswith("Năm ") else "cả kỳ"
