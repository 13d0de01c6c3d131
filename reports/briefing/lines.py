"""A line of the table, from what was read of its duty. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from directives.models import Assignment, Duty
from reports import figures
from reports.briefing.values import (
    DutyLine,
    Hindrance,
    LateReport,
    Outcome,
    Standing,
)
from reports.consolidated import sums
from reports.consolidated.results import UnitEntry
from reports.models import Obstacle, ProgressReport, ReportingPeriod
from reports.models.progress import State

#: Counters whose units are named.
NAMED = ("done_late", "overdue")


@dataclass(frozen=True)
class Told:
    """All that was read of a duty; `reports` are those of `period`, in which it is asked about."""

    period: ReportingPeriod | None
    assignments: Sequence[Assignment]
    reports: Sequence[ProgressReport]
    entries: Sequence[UnitEntry]
    obstacles: Sequence[Obstacle]

    @property
    def duty(self) -> Duty:
        return self.assignments[0].duty

    @property
    def has_own_period(self) -> bool:
        return self.period is not None and self.period.duty_id == self.duty.pk

    @property
    def completed_on(self) -> date | None:
        """By the last unit; None while one of them is at work."""
        days = [one.completed_on for one in self.assignments if one.completed_on]
        return max(days) if len(days) == len(self.assignments) else None


def of(told: Iterable[Told], *, on: date) -> tuple[DutyLine, ...]:
    """Of duties that are at work, and of those completed in this month."""
    told = list(told)
    units: dict[int, set[int]] = defaultdict(set)
    for one in told:
        units[one.duty.directive_id] |= {given.department_id for given in one.assignments}
    telling = _telling_of_reports(told)
    return tuple(
        _line(
            one,
            everybody=len(units[one.duty.directive_id]),
            tells_of_reports=one.duty.pk in telling,
            on=on,
        )
        for one in told
        if one.completed_on is None or _same_month(one.completed_on, on)
    )


def _same_month(day: date, on: date) -> bool:
    return (day.year, day.month) == (on.year, on.month)


def _telling_of_reports(told: Iterable[Told]) -> set[int]:
    """The duties beside which late reports stand: those to report on, or a directive's first.

    A duty with a period of its own stands for itself.
    """
    told = list(told)
    own = {one.duty.pk for one in told if one.has_own_period}
    told = [one for one in told if not one.has_own_period]
    recurring: dict[int, set[int]] = defaultdict(set)
    first: dict[int, int] = {}
    for one in told:
        directive = one.duty.directive_id
        first.setdefault(directive, one.duty.pk)
        if one.duty.deadline == Duty.Deadline.RECURRING:
            recurring[directive].add(one.duty.pk)
    return own | {
        duty for directive in first for duty in recurring[directive] or {first[directive]}
    }


def _line(told: Told, *, everybody: int, tells_of_reports: bool, on: date) -> DutyLine:
    duty, directive = told.duty, told.duty.directive
    is_recurring = duty.deadline == Duty.Deadline.RECURRING
    late = _late_reports(told, on) if tells_of_reports else ()
    return DutyLine(
        paper=directive.reference,
        paper_on=directive.issued_on,
        ordinal=duty.ordinal,
        title=duty.title,
        leads=_units(told, Assignment.Role.LEAD),
        coordinating=_units(told, Assignment.Role.COORDINATING),
        everybody=everybody if len(told.assignments) == everybody else 0,
        deadline=duty.get_deadline_display(),
        due_on=told.period.unit_due_on if is_recurring and told.period else duty.due_on,
        completed_on=told.completed_on,
        is_recurring=is_recurring,
        period=told.period.name_in_sentence if told.period else "",
        outcome=_outcome(told),
        standings=_standings(told, on),
        late_reports=late,
        hindrances=_hindrances(told),
    )


def _units(told: Told, role: str) -> tuple[str, ...]:
    return tuple(one.department.name for one in told.assignments if one.role == role)


def _outcome(told: Told) -> Outcome:
    departments = {one.department_id for one in told.assignments}
    due = [report for report in told.reports if report.department_id in departments]
    leads = [entry for entry in told.entries if entry.is_lead]
    percents = [e.percent_of_year for e in leads if e.percent_of_year is not None]
    items = [item for one in told.assignments for item in one.items]
    return Outcome(
        reports_due=len(due),
        reports_accepted=len([report for report in due if report.state == State.ACCEPTED]),
        results=told.entries[0].results if len(told.assignments) == 1 and told.entries else "",
        coverage=sums.coverage(told.entries),
        percents=(min(percents), max(percents)) if percents else None,
        nothing=len([entry for entry in told.entries if entry.nothing_to_report]),
        items_done=len([item for item in items if item["done"]]),
        items=len(items),
        products=tuple(item["product"] for item in items if item["done"] and item["product"]),
    )


def _standings(told: Told, on: date) -> tuple[Standing, ...]:
    """In the order of the counters; those without a unit are left out."""
    numbers = Counter(one.figure for one in told.assignments)
    return tuple(
        Standing(
            key=key,
            label=str(figure.label),
            count=numbers[key],
            units=_named(told, key) if key in NAMED else (),
            days=(on - told.duty.due_on).days if key == "overdue" else 0,
        )
        for key, figure in figures.DUTY_FIGURES.items()
        if numbers[key]
    )


def _named(told: Told, key: str) -> tuple[str, ...]:
    return tuple(one.department.short_name for one in told.assignments if one.figure == key)


def _late_reports(told: Told, on: date) -> tuple[LateReport, ...]:
    departments = {one.department_id for one in told.assignments}
    return tuple(
        LateReport(report.department.short_name, (on - report.due_on).days, report.late_explanation)
        for report in told.reports
        if report.department_id in departments and report.is_overdue(on=on)
    )


def _hindrances(told: Told) -> tuple[Hindrance, ...]:
    """What the units that are behind say of their shortcomings, then the open obstacles; what
    several say in the same words stands once.
    """
    short = {one.department.name: one.department.short_name for one in told.assignments}
    behind = {one.department.name for one in told.assignments if one.figure in NAMED}
    alone = len(told.assignments) == 1
    said = [
        (short.get(entry.unit, entry.unit), entry.shortcomings)
        for entry in told.entries
        if entry.shortcomings.strip() and (alone or entry.unit in behind)
    ]
    raised = [(o.assignment.department.short_name, o.text) for o in told.obstacles]
    units_of: dict[str, list[str]] = defaultdict(list)
    for unit, text in [*said, *raised]:
        units_of[" ".join(text.split())].append(unit)
    return tuple(Hindrance(tuple(dict.fromkeys(units)), text) for text, units in units_of.items())
