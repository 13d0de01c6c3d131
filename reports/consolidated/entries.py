"""What the accepted submissions say, by duty as in the dispatch, units in reading order.

Read as plain rows: of a thousand units the model instances alone would take a second.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from directives.models import Assignment, Duty, Indicator, LegalBasis, WorkItem
from reports.consolidated import results, sums
from reports.consolidated.compared import Beside
from reports.consolidated.totals import WorkTotals
from reports.content import People
from reports.models import (
    DisseminationSession,
    IndicatorValue,
    ProgressEntry,
    ReportingPeriod,
    ResultTag,
    StaffingLine,
)

_ENTRY = (
    "pk",
    "assignment__duty_id",
    "assignment__role",
    "submission__public_id",
    "submission__department_name",
    "submission__figures_until",
    "submission__officials",
    "submission__employees",
    "submission__workers",
    "newcomers_only",
    "nothing_to_report",
    "results",
    "shortcomings",
    "proposals",
    "next_plan",
    "percent_of_year",
    "done_on",
    "briefed_officials",
    "briefed_employees",
    "briefed_workers",
    "present_officials",
    "present_employees",
    "present_workers",
    "staff_quota",
)


@dataclass
class Said:
    """The answers on one duty, and the units of which nobody has said which basis they answer.

    `leads` lead units have answered, also those that answered for another basis.
    """

    entries: list[results.UnitEntry] = field(default_factory=list)
    untagged: list[str] = field(default_factory=list)
    leads: int = 0


@dataclass(frozen=True)
class Given:
    """To how many units a duty is given, lead units among them."""

    units: int = 0
    leads: int = 0


def duties(
    period: ReportingPeriod,
    submissions: Collection[int],
    beside: Beside,
    basis: LegalBasis | None,
) -> tuple[tuple[results.DutyResults, ...], tuple[str, ...]]:
    """Every duty of the directive, and the units whose results nobody has tagged.

    `submissions` are those that speak. With a `basis`, of implementation duties only what answers
    it: who has nothing to report has nothing for any basis.
    """
    asked = list(Duty.objects.filter(directive=period.directive_id).order_by("ordinal"))
    said, given = _said(asked, submissions, basis), _given(period)
    work, indicators = _work(period), _indicators(period, basis)
    made = tuple(
        _duty(
            duty,
            said[duty.pk],
            given.get(duty.pk, Given()),
            indicators[duty.pk],
            work.get(duty.pk),
            beside,
        )
        for duty in asked
    )
    untagged = dict.fromkeys(unit for duty in asked for unit in said[duty.pk].untagged)
    return made, tuple(untagged)


def _duty(
    duty: Duty,
    said: Said,
    given: Given,
    indicators: list[tuple[int, sums.Asked]],
    work: WorkTotals | None,
    beside: Beside,
) -> results.DutyResults:
    entries = tuple(said.entries)
    return results.DutyResults(
        ordinal=duty.ordinal,
        title=duty.title,
        text=duty.text,
        kind=duty.kind,
        assigned=given.units,
        entries=entries,
        coverage=sums.coverage(entries),
        sessions=sums.sessions(entries),
        indicators=tuple(
            sums.indicator(
                indicator,
                entries,
                previous=beside.of_previous(pk),
                last_year=beside.of_last_year(pk),
                awaited=max(0, given.leads - said.leads),
            )
            for pk, indicator in indicators
        ),
        progress=sums.progress(entries),
        work=work,
    )


# What the units said


def _said(
    asked: list[Duty], submissions: Collection[int], basis: LegalBasis | None
) -> dict[int, Said]:
    kinds = {duty.pk: duty.kind for duty in asked}
    said: dict[int, Said] = {duty.pk: Said() for duty in asked}
    for duty, entry in answers(submissions):
        is_told_apart = kinds[duty] == Duty.Kind.IMPLEMENTATION and not entry.nothing_to_report
        is_untagged = is_told_apart and not entry.bases
        if is_untagged:
            said[duty].untagged.append(entry.unit)
        said[duty].leads += entry.is_lead and not (basis and is_untagged)
        if not (basis and is_told_apart) or basis.ordinal in entry.bases:
            said[duty].entries.append(entry)
    return said


def answers(submissions: Collection[int]) -> Iterator[tuple[int, results.UnitEntry]]:
    """What the submissions say, each with the key of its duty."""
    told = ProgressEntry.objects.filter(submission__in=submissions)
    sessions, figures = _sessions(submissions), _figures(submissions)
    staffing, bases = _staffing(submissions), _bases(submissions)
    rows = told.order_by(
        "assignment__duty__ordinal", "submission__report__department__sort_key", "pk"
    )
    for row in rows.values(*_ENTRY):
        key = row["pk"]
        yield (
            row["assignment__duty_id"],
            results.UnitEntry(
                submission=row["submission__public_id"],
                unit=row["submission__department_name"],
                is_lead=row["assignment__role"] == Assignment.Role.LEAD,
                nothing_to_report=row["nothing_to_report"],
                results=row["results"],
                shortcomings=row["shortcomings"],
                proposals=row["proposals"],
                next_plan=row["next_plan"],
                percent_of_year=row["percent_of_year"],
                done_on=row["done_on"],
                briefed=_people(row, "briefed_"),
                present=_people(row, "present_"),
                staff_quota=row["staff_quota"],
                sessions=tuple(sessions[key]),
                indicators=tuple(figures[key]),
                staffing=tuple(staffing[key]),
                headcount=_people(row, "submission__") if row["newcomers_only"] else None,
                figures_until=row["submission__figures_until"],
                bases=tuple(bases[key]),
            ),
        )


def _people(row: dict[str, Any], prefix: str) -> People | None:
    if row[f"{prefix}officials"] is None:
        return None
    return People(
        officials=row[f"{prefix}officials"],
        employees=row[f"{prefix}employees"] or 0,
        workers=row[f"{prefix}workers"] or 0,
    )


def _sessions(submissions: Collection[int]) -> dict[int, list[results.SessionFacts]]:
    """By entry, as the three below."""
    held: dict[int, list[results.SessionFacts]] = defaultdict(list)
    rows = DisseminationSession.objects.filter(entry__submission__in=submissions)
    words = {form.value: str(form.label) for form in DisseminationSession.Form}
    for entry, held_on, form, attendances, note in rows.order_by("held_on", "pk").values_list(
        "entry_id", "held_on", "form", "attendances", "note"
    ):
        held[entry].append(results.SessionFacts(held_on, words[form], attendances, note))
    return held


def _figures(submissions: Collection[int]) -> dict[int, list[results.IndicatorFacts]]:
    told: dict[int, list[results.IndicatorFacts]] = defaultdict(list)
    rows = IndicatorValue.objects.filter(entry__submission__in=submissions)
    for entry, ordinal, name, in_period, cumulative, nothing, estimate in rows.order_by(
        "indicator__ordinal", "pk"
    ).values_list(
        "entry_id",
        "indicator__ordinal",
        "indicator__name",
        "in_period",
        "cumulative",
        "nothing_to_report",
        "estimate",
    ):
        told[entry].append(
            results.IndicatorFacts(ordinal, name, in_period, cumulative, nothing, estimate)
        )
    return told


def _staffing(submissions: Collection[int]) -> dict[int, list[results.StaffingFacts]]:
    people: dict[int, list[results.StaffingFacts]] = defaultdict(list)
    rows = StaffingLine.objects.filter(entry__submission__in=submissions)
    for entry, person, is_full_time, is_focal, paper, since in rows.order_by(
        "-is_focal", "since", "pk"
    ).values_list("entry_id", "person", "is_full_time", "is_focal", "paper", "since"):
        people[entry].append(results.StaffingFacts(person, is_full_time, is_focal, paper, since))
    return people


def _bases(submissions: Collection[int]) -> dict[int, list[int]]:
    """Ordinals of the legal bases."""
    tagged: dict[int, list[int]] = defaultdict(list)
    rows = ResultTag.objects.filter(entry__submission__in=submissions)
    for entry, ordinal in rows.order_by("basis__ordinal").values_list("entry_id", "basis__ordinal"):
        tagged[entry].append(ordinal)
    return tagged


# What the duties ask for, and what was planned for them


def _indicators(
    period: ReportingPeriod, basis: LegalBasis | None
) -> dict[int, list[tuple[int, sums.Asked]]]:
    """By duty, each with its key; with a `basis` those of it and those of every one."""
    asked: dict[int, list[tuple[int, sums.Asked]]] = defaultdict(list)
    rows = Indicator.objects.filter(duty__directive=period.directive_id).order_by("ordinal")
    for row in rows.prefetch_related("bases"):
        bases = tuple(sorted(of.ordinal for of in row.bases.all()))
        if not (basis and bases) or basis.ordinal in bases:
            asked[row.duty_id].append((row.pk, sums.Asked(row.ordinal, row.name, row.unit, bases)))
    return asked


def _given(period: ReportingPeriod) -> dict[int, Given]:
    """By duty: the assignments in force at the cut-off."""
    rows = Assignment.objects.in_force(on=period.ends_on)
    roles = rows.filter(duty__directive=period.directive_id).order_by()
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for duty, role in roles.values_list("duty_id", "role"):
        counted[duty][role] += 1
    return {
        duty: Given(by_role.total(), by_role[Assignment.Role.LEAD])
        for duty, by_role in counted.items()
    }


def _work(period: ReportingPeriod) -> dict[int, WorkTotals]:
    """By duty: pieces of work of lead units that were done in the period, or are open at its end.

    What a merged unit had not done is open with its successor, and counted there alone.
    """
    counted: dict[int, Counter[bool]] = defaultdict(Counter)
    rows = WorkItem.objects.filter(
        assignment__duty__directive=period.directive_id,
        assignment__role=Assignment.Role.LEAD,
        assignment__starts_on__lte=period.ends_on,
        proposed_at__date__lte=period.ends_on,
    ).order_by()
    for duty, done_on, last_day in rows.values_list(
        "assignment__duty_id", "done_on", "assignment__ends_on"
    ):
        if done_on and done_on <= period.ends_on:
            counted[duty][True] += done_on >= period.starts_on
        elif last_day is None or last_day >= period.ends_on:
            counted[duty][False] += 1
    return {
        duty: WorkTotals(done=items[True], open=items[False])
        for duty, items in counted.items()
        if items.total()
    }
