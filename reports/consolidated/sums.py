"""The figures of a duty, summed from what lead units say. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reports.consolidated.results import IndicatorFacts, UnitEntry
from reports.consolidated.totals import (
    Compared,
    Coverage,
    IndicatorTotal,
    Progress,
    SessionTotals,
    bucket,
)
from reports.content import People


@dataclass(frozen=True)
class Asked:
    """An indicator as a duty asks for it; `bases` as in IndicatorTotal."""

    ordinal: int
    name: str
    unit_of_measure: str
    bases: tuple[int, ...] = ()

    @property
    def is_summed(self) -> bool:
        return "%" not in self.unit_of_measure


def coverage(entries: Iterable[UnitEntry]) -> Coverage | None:
    """The coverage of every lead unit (`UnitEntry.coverage`) together; None where none has any."""
    units = [entry.coverage for entry in entries if entry.is_lead]
    told = [unit for unit in units if unit]
    if not told:
        return None
    return Coverage(
        briefed=_people(unit.briefed for unit in told),
        present=_people(unit.present for unit in told),
        newcomers=sum(unit.newcomers for unit in told),
        unknown=len([unit for unit in units if not (unit and unit.present.total)]),
    )


def _people(groups: Iterable[People]) -> People:
    groups = list(groups)
    return People(
        officials=sum(g.officials for g in groups),
        employees=sum(g.employees for g in groups),
        workers=sum(g.workers for g in groups),
    )


def sessions(entries: Iterable[UnitEntry]) -> SessionTotals | None:
    held = [s for e in entries if e.is_lead for s in e.sessions]
    if not held:
        return None
    forms = Counter(session.form for session in held)
    return SessionTotals(
        count=len(held),
        attendances=sum(session.attendances for session in held),
        forms=tuple(sorted(forms.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def progress(entries: Iterable[UnitEntry]) -> Progress | None:
    """How far the lead units are; who has nothing to report is asked nothing."""
    leading = [entry for entry in entries if entry.is_lead]
    counted = Counter(stands_at(entry) for entry in leading)
    if set(counted) <= {None}:
        return None
    return Progress((counted[0], counted[1], counted[2], counted[3]), sum(map(is_silent, leading)))


def stands_at(entry: UnitEntry) -> int | None:
    """Which of the BUCKETS the unit is in; None where it did not say."""
    return None if entry.percent_of_year is None else bucket(entry.percent_of_year)


def is_silent(entry: UnitEntry) -> bool:
    return entry.percent_of_year is None and not entry.nothing_to_report


def indicator(
    asked: Asked,
    entries: Iterable[UnitEntry],
    *,
    previous: Compared | None = None,
    last_year: Compared | None = None,
    awaited: int = 0,
) -> IndicatorTotal:
    """One indicator over the lead units; a unit whose whole entry is "không phát sinh" has none."""
    said = [(e, figure_of(e, asked.ordinal)) for e in entries if e.is_lead]
    nothing = tuple(e.unit for e, figure in said if figure.nothing_to_report)
    counted = [(e.unit, figure) for e, figure in said if not figure.nothing_to_report]
    in_period = [(unit, f.in_period) for unit, f in counted if f.in_period is not None]
    cumulative = [f.cumulative for _, f in said if f.cumulative is not None]
    estimating = [(e.unit, f) for e, f in said if e.figures_until and not e.nothing_to_report]
    estimates = [(unit, f.estimate) for unit, f in estimating if f.estimate is not None]
    is_summed = asked.is_summed
    return IndicatorTotal(
        ordinal=asked.ordinal,
        name=asked.name,
        unit_of_measure=asked.unit_of_measure,
        is_summed=is_summed,
        in_period=_sum([value for _, value in in_period]) if is_summed else None,
        cumulative=_sum(cumulative) if is_summed else None,
        answered=len(in_period) + len(nothing),
        asked=len(said),
        nothing=nothing,
        without_in_period=tuple(unit for unit, f in counted if f.in_period is None),
        without_cumulative=tuple(unit for unit, figure in counted if figure.cumulative is None),
        by_unit=() if is_summed else tuple(in_period),
        estimate=_sum([value for _, value in estimates]) if is_summed else None,
        estimated=len(estimates),
        without_estimate=tuple(unit for unit, f in estimating if f.estimate is None),
        estimate_by_unit=() if is_summed else tuple(estimates),
        bases=asked.bases,
        previous=previous,
        last_year=last_year,
        awaited=awaited,
    )


def figure_of(entry: UnitEntry, ordinal: int) -> IndicatorFacts:
    """What the unit says of the indicator; blank where it says nothing of it."""
    for figure in entry.indicators:
        if figure.ordinal == ordinal:
            return figure
    return IndicatorFacts(ordinal, "", None, None, entry.nothing_to_report)


def _sum(values: list[Decimal]) -> Decimal | None:
    return sum(values, start=Decimal(0)) if values else None
