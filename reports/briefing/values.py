"""The table for giao ban as a value: a line for each duty. Internal through and through."""

from dataclasses import dataclass
from datetime import date

from reports.consolidated.results import Coverage
from reports.consolidated.values import Agency
from reports.signing import Signature


@dataclass(frozen=True)
class Standing:
    """How many units of a duty stand so, `key` and `label` as the counters name it.

    `units` are named, in short, where it is about being late; `days` is how long.
    """

    key: str
    label: str
    count: int
    units: tuple[str, ...] = ()
    days: int = 0


@dataclass(frozen=True)
class LateReport:
    unit: str
    days: int
    explanation: str


@dataclass(frozen=True)
class Outcome:
    """What accepted reports of the period and the work items tell of the duty.

    `results` are the words of the one unit that has the duty; blank where several have it.
    `percents` are the least and the most of the year's plan.
    """

    reports_due: int = 0
    reports_accepted: int = 0
    results: str = ""
    coverage: Coverage | None = None
    percents: tuple[int, int] | None = None
    nothing: int = 0
    items_done: int = 0
    items: int = 0
    products: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hindrance:
    """Why it does not go on: an open obstacle, or what units say of their shortcomings."""

    units: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class DutyLine:
    """`everybody` is how many units the directive is given to, where all of them have this duty.

    `due_on` is the day by which it is to be done, or reported on where `is_recurring`;
    `completed_on` the day on which the last unit completed it.
    """

    paper: str
    paper_on: date
    ordinal: int
    title: str
    leads: tuple[str, ...]
    coordinating: tuple[str, ...]
    everybody: int
    deadline: str
    due_on: date | None
    completed_on: date | None
    is_recurring: bool
    period: str
    outcome: Outcome
    standings: tuple[Standing, ...]
    late_reports: tuple[LateReport, ...]
    hindrances: tuple[Hindrance, ...]

    @property
    def unit_count(self) -> int:
        return len(self.leads) + len(self.coordinating)

    def counted(self, key: str) -> int:
        return sum(standing.count for standing in self.standings if standing.key == key)


@dataclass(frozen=True)
class Briefing:
    """`issuer` stands at its head: the unit that coordinates, or the agency for several of them.

    `signature` is of who leads that unit; None for a table of several.
    """

    on: date
    agency: Agency
    issuer: str
    signature: Signature | None
    lines: tuple[DutyLine, ...]

    @property
    def code(self) -> str:
        """GB-20261221: which table a printed page is of."""
        return f"GB-{self.on:%Y%m%d}"

    @property
    def papers(self) -> int:
        return len({(line.paper, line.paper_on) for line in self.lines})
