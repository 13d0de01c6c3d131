"""What submissions say on each duty, units in reading order.

Read as plain rows: of a thousand units the model instances alone would take a second.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from directives.models import Assignment
from reports.consolidated import results
from reports.content import People
from reports.models import (
    DisseminationSession,
    IndicatorValue,
    ProgressEntry,
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
