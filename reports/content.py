"""What a unit says in one report, checked: forms make it, `lifecycle.submit` writes it.

Plain frozen values, so that a form, the sample office and a test say the same thing alike.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class People:
    """Distinct people by group: công chức, viên chức, người lao động."""

    officials: int = 0
    employees: int = 0
    workers: int = 0

    @property
    def total(self) -> int:
        return self.officials + self.employees + self.workers

    def within(self, other: "People") -> bool:
        """No group is larger than the same group of `other`."""
        return (
            self.officials <= other.officials
            and self.employees <= other.employees
            and self.workers <= other.workers
        )


@dataclass(frozen=True)
class SessionContent:
    held_on: date
    form: str
    attendances: int
    note: str = ""


@dataclass(frozen=True)
class IndicatorContent:
    indicator_id: int
    in_period: Decimal | None = None
    cumulative: Decimal | None = None
    nothing_to_report: bool = False
    estimate: Decimal | None = None


@dataclass(frozen=True)
class StaffingContent:
    person: str
    paper: str
    since: date
    is_full_time: bool = False
    is_focal: bool = False


@dataclass(frozen=True)
class EntryContent:
    """On one assignment. `percent_of_year` is 0-100; `evidence_ids` are rows of Evidence.

    `basis_ids` are the legal bases that the result answers, of those that are reported apart, and
    `logged_ids` the logged results that it takes in.
    """

    assignment_id: int
    nothing_to_report: bool = False
    results: str = ""
    shortcomings: str = ""
    proposals: str = ""
    next_plan: str = ""
    percent_of_year: int | None = None
    done_on: date | None = None
    briefed: People | None = None
    present: People | None = None
    staff_quota: int | None = None
    sessions: tuple[SessionContent, ...] = ()
    indicators: tuple[IndicatorContent, ...] = ()
    staffing: tuple[StaffingContent, ...] = ()
    evidence_ids: tuple[int, ...] = ()
    basis_ids: tuple[int, ...] = ()
    logged_ids: tuple[int, ...] = ()

    @property
    def says_something(self) -> bool:
        return bool(
            self.nothing_to_report
            or self.results.strip()
            or self.sessions
            or self.staffing
            or (self.briefed and self.briefed.total)
        )


@dataclass(frozen=True)
class ObstacleContent:
    """`obstacle_id` is None for a new one; `standing` is an ObstacleStatement.Standing."""

    assignment_id: int
    text: str
    standing: str = "raised"
    obstacle_id: int | None = None


@dataclass(frozen=True)
class ReportContent:
    entries: tuple[EntryContent, ...]
    obstacles: tuple[ObstacleContent, ...] = ()
