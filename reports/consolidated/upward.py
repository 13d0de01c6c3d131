"""Output A: what the agency says to its superior. Built without any internal field.

A unit's name stands only beside its own results. Nothing of who was late, missing or sent back,
of explanations, reminders, internal deadlines, opinions or obstacles marked internal is in these
values, so no template can print it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from directives.models import Duty
from reports.consolidated import facts
from reports.consolidated.facts import Fact
from reports.consolidated.results import DutyResults, StaffingFacts, UnitEntry
from reports.consolidated.totals import (
    Coverage,
    IndicatorTotal,
    Progress,
    SessionTotals,
    WorkTotals,
)
from reports.consolidated.values import (
    Agency,
    Consolidation,
    DirectiveFacts,
    Interim,
    ObstacleFacts,
    OtherPeriod,
    whole_period,
)
from reports.signing import Signature


@dataclass(frozen=True)
class UnitResult:
    unit: str
    results: str
    percent_of_year: int | None
    done_on: date | None


@dataclass(frozen=True)
class IndicatorLine:
    """Figures are words: a number, "không phát sinh" or "chưa có số liệu".

    `estimated` of `estimating` units expect the `estimate` for the whole period.
    """

    ordinal: int
    name: str
    unit_of_measure: str
    in_period: str
    cumulative: str
    estimate: str
    answered: int
    asked: int
    estimated: int
    estimating: int


@dataclass(frozen=True)
class Staffing:
    quota: int | None
    people: tuple[StaffingFacts, ...]


@dataclass(frozen=True)
class Supervised:
    """How often, by kind and by means; what was found and asked for stays inside, but for how
    much was planned, and how many recommendations were made.
    """

    kinds: tuple[tuple[str, int], ...]
    means: tuple[tuple[str, int], ...]
    planned: int = 0
    recommended: int = 0


@dataclass(frozen=True)
class UpwardDuty:
    ordinal: int
    title: str
    text: str
    kind: str
    assigned: int
    answered: int
    results: tuple[UnitResult, ...]
    nothing_units: tuple[str, ...]
    coverage: Coverage | None
    sessions: SessionTotals | None
    indicators: tuple[IndicatorLine, ...]
    staffing: Staffing | None
    supervised: Supervised | None
    progress: Progress | None
    work: WorkTotals | None

    @property
    def is_blank(self) -> bool:
        return not (
            self.results
            or self.nothing_units
            or self.coverage
            or self.sessions
            or self.staffing
            or (self.supervised and self.supervised.kinds)
        )


@dataclass(frozen=True)
class UpwardObstacle:
    text: str
    is_carried_over: bool
    is_settled: bool


@dataclass(frozen=True)
class Beside:
    """A period that figures are laid beside."""

    label: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class UpwardReport:
    """`is_on_basis`: it tells of what answers `directive.basis` alone. `facts` are its figures,
    `previous` and `last_year` the periods they are laid beside.
    """

    on: date
    agency: Agency
    signer: Signature
    directive: DirectiveFacts
    is_on_basis: bool
    label: str
    starts_on: date
    cut_off_on: date
    reporting_units: int
    interim: Interim | None
    duties: tuple[UpwardDuty, ...]
    shortcomings: tuple[str, ...]
    obstacles: tuple[UpwardObstacle, ...]
    plans: tuple[str, ...]
    proposals: tuple[str, ...]
    supervised: Supervised
    previous: Beside | None
    last_year: Beside | None
    facts: tuple[Fact, ...]

    def fact(self, key: str) -> Fact | None:
        """None where the figure is not asked for."""
        return self._facts.get(key)

    @cached_property
    def _facts(self) -> dict[str, Fact]:
        return {fact.key: fact for fact in self.facts}

    @property
    def figures_until(self) -> date:
        """The last day that any figure counts to."""
        return (self.interim and self.interim.common_until) or self.cut_off_on

    @property
    def whole_period(self) -> str:
        """cả năm"""
        return whole_period(self.label)

    @property
    def answered_duties(self) -> list[UpwardDuty]:
        return [duty for duty in self.duties if duty.answered]


def for_upward(whole: Consolidation) -> UpwardReport:
    """Take out of the whole what may leave the house, field by field."""
    entries = [entry for duty in whole.duties for entry in duty.entries]
    supervised = _supervised(whole)
    return UpwardReport(
        on=whole.on,
        agency=whole.agency,
        signer=whole.signer,
        directive=whole.directive,
        is_on_basis=whole.basis is not None,
        label=whole.period.label,
        starts_on=whole.period.starts_on,
        cut_off_on=whole.period.ends_on,
        reporting_units=whole.figures.accepted,
        interim=whole.interim,
        duties=tuple(_duty(duty, supervised) for duty in whole.duties),
        shortcomings=_distinct(entry.shortcomings for entry in entries),
        obstacles=_obstacles(whole.obstacles),
        plans=_distinct(entry.next_plan for entry in entries),
        proposals=_distinct(entry.proposals for entry in entries),
        supervised=supervised,
        previous=_beside(whole.previous),
        last_year=_beside(whole.last_year),
        facts=tuple(facts.upward(whole)),
    )


def _beside(period: OtherPeriod | None) -> Beside | None:
    return Beside(period.label, period.starts_on, period.ends_on) if period else None


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """In reading order; what two units say in the same words is said once."""
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))


def _obstacles(obstacles: Iterable[ObstacleFacts]) -> tuple[UpwardObstacle, ...]:
    return tuple(
        UpwardObstacle(
            text=obstacle.text,
            is_carried_over=not obstacle.is_new,
            is_settled=obstacle.closed_on is not None,
        )
        for obstacle in obstacles
        if facts.is_told_upward(obstacle)
    )


def _duty(duty: DutyResults, supervised: Supervised) -> UpwardDuty:
    is_coordination = duty.kind == Duty.Kind.COORDINATION
    return UpwardDuty(
        ordinal=duty.ordinal,
        title=duty.title,
        text=duty.text,
        kind=duty.kind,
        assigned=duty.assigned,
        answered=len(duty.entries),
        results=tuple(
            UnitResult(entry.unit, entry.results.strip(), entry.percent_of_year, entry.done_on)
            for entry in duty.entries
            if entry.results.strip() or entry.percent_of_year is not None
        ),
        nothing_units=duty.nothing_units,
        coverage=duty.coverage,
        sessions=duty.sessions,
        indicators=tuple(map(_indicator, duty.indicators)),
        staffing=_staffing(duty.entries) if is_coordination else None,
        supervised=supervised if is_coordination else None,
        progress=duty.progress,
        work=duty.work,
    )


def _indicator(total: IndicatorTotal) -> IndicatorLine:
    return IndicatorLine(
        ordinal=total.ordinal,
        name=total.name,
        unit_of_measure=total.unit_of_measure,
        in_period=total.told("in_period"),
        cumulative=total.told("cumulative"),
        estimate=total.told("estimate"),
        answered=total.answered,
        asked=total.asked,
        estimated=total.estimated,
        estimating=total.estimated + len(total.without_estimate),
    )


def _staffing(entries: Iterable[UnitEntry]) -> Staffing | None:
    quotas = [entry.staff_quota for entry in entries if entry.staff_quota is not None]
    people = tuple(person for entry in entries for person in entry.staffing)
    if not quotas and not people:
        return None
    return Staffing(quota=sum(quotas) if quotas else None, people=people)


def _supervised(whole: Consolidation) -> Supervised:
    acts = facts.acts_of(whole)
    return Supervised(
        kinds=_counted(act.kind for act in acts),
        means=_counted(act.means for act in acts),
        planned=whole.inspections.planned if whole.inspections else 0,
        recommended=len(facts.recommended_in(whole)),
    )


def _counted(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    words = list(words)
    return tuple((word, words.count(word)) for word in dict.fromkeys(words))
