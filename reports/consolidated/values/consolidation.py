"""The whole, and what follows from all of it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from reports.consolidated.results import DutyResults
from reports.consolidated.values.following import (
    InspectionPlan,
    ObstacleCounts,
    ObstacleFacts,
    SupervisionFacts,
)
from reports.consolidated.values.letterhead import (
    Agency,
    Basis,
    Coordinator,
    DirectiveFacts,
    PeriodFacts,
)
from reports.consolidated.values.standings import Figures, OtherPeriod, UnitStanding
from reports.signing import Signature


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
    inspections: InspectionPlan | None = None

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

    @property
    def accepted_elsewhere(self) -> list[UnitStanding]:
        """Taken in by a leader who did not sign in, as the coordinating unit recorded."""
        return [unit for unit in self.standings if unit.acceptance_source]


def whole_period(label: str) -> str:
    """What an estimate is of: "cả năm" in "Năm 2026", else "cả kỳ"."""
    return "cả năm" if label.startswith("Năm ") else "cả kỳ"
