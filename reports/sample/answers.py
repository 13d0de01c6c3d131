"""Turns the texts of the sample into the checked content that `lifecycle.submit` takes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from directives.models import Assignment, Department, Duty, LegalBasis
from directives.sample.office import UNITS
from reports import obligations
from reports.content import (
    EntryContent,
    IndicatorContent,
    ObstacleContent,
    People,
    ReportContent,
    SessionContent,
)
from reports.models import Obstacle, ObstacleStatement, ProgressReport
from reports.sample import coordination
from reports.sample.briefing import FIRST, NEWCOMERS
from reports.sample.work import BASES, WORK, Work

PEOPLE = {unit.key: People(*unit.people) for unit in UNITS}


def content(
    report: ProgressReport,
    unit: str,
    year: int,
    on: date,
    *,
    raised: dict[int, str] | None = None,
    nothing_new: bool = False,
) -> ReportContent:
    """What `unit` says on the day `on` of its `year`-th period (0 is the first).

    `raised` is a new obstacle by the number of its duty; every open one is stated again.
    With `nothing_new` duty 2 is "không phát sinh".
    """
    entries, obstacles = [], []
    for assignment in obligations.assignments_of(report):
        match assignment.duty.kind:
            case Duty.Kind.DISSEMINATION:
                entries.append(_briefing(assignment, unit, year))
            case Duty.Kind.IMPLEMENTATION if nothing_new:
                entries.append(EntryContent(assignment.pk, nothing_to_report=True))
            case Duty.Kind.IMPLEMENTATION:
                entries.append(_work(assignment, report, unit, year, on))
            case Duty.Kind.COORDINATION:
                entries.append(_coordination(assignment, year))
        obstacles += _carried_over(assignment)
        if text := (raised or {}).get(assignment.duty.ordinal):
            obstacles.append(ObstacleContent(assignment.pk, text))
    return ReportContent(tuple(entries), tuple(obstacles))


def _first_year(unit: str) -> int:
    return next(year for year, work in enumerate(WORK[unit]) if work)


def _briefing(assignment: Assignment, unit: str, year: int) -> EntryContent:
    first, present, years = FIRST[unit], PEOPLE[unit], year - _first_year(unit)
    briefed = _without(present, first.away)
    said = EntryContent(assignment.pk, briefed=briefed, present=present)
    if years == 0:
        return replace(
            said,
            results=first.results,
            shortcomings=first.shortcomings,
            done_on=None if first.away else max(day for day, *_ in first.sessions),
            sessions=tuple(SessionContent(*session) for session in first.sessions),
        )
    if first.away:
        return replace(
            said,
            results="Đã gửi tài liệu để công chức đang đi học tập trung tự nghiên cứu; phòng sẽ "
            "phổ biến trực tiếp ngay khi công chức trở lại cơ quan.",
            shortcomings=first.shortcomings,
        )
    newcomers = NEWCOMERS[unit][years - 1] if years <= len(NEWCOMERS[unit]) else 0
    if not newcomers:
        return EntryContent(assignment.pk, nothing_to_report=True)
    people = People(officials=newcomers) if present.officials else People(employees=newcomers)
    return EntryContent(
        assignment.pk,
        results=f"Đã phổ biến bổ sung cho {newcomers:02d} người mới được tuyển dụng, tiếp nhận.",
        briefed=people,
        present=people,
    )


def _without(people: People, away: int) -> People:
    return replace(people, officials=people.officials - away)


def _work(
    assignment: Assignment, report: ProgressReport, unit: str, year: int, on: date
) -> EntryContent:
    work = _works(unit, year)[-1]
    ids = list(assignment.duty.indicators.values_list("pk", flat=True))
    return EntryContent(
        assignment.pk,
        results=work.results,
        shortcomings=work.shortcomings,
        proposals=work.proposals,
        next_plan=work.next_plan,
        percent_of_year=_percent(work.percent, report, on),
        indicators=tuple(_indicator(pk, column, unit, year) for column, pk in enumerate(ids)),
        basis_ids=_bases(assignment, unit),
    )


def _bases(assignment: Assignment, unit: str) -> tuple[int, ...]:
    named = LegalBasis.objects.filter(
        directive=assignment.duty.directive_id, number_and_symbol__in=BASES[unit]
    )
    return tuple(named.order_by("ordinal").values_list("pk", flat=True))


def _percent(percent: int, report: ProgressReport, on: date) -> int:
    """Of the year's plan: less while the year is young."""
    length = (report.period.ends_on - report.period.starts_on).days
    passed = (on - report.period.starts_on).days
    return percent if passed > length * 0.9 else percent * passed // length


def _works(unit: str, year: int) -> list[Work]:
    """What the unit said in each of its periods up to `year`; the last text serves on and on."""
    told = WORK[unit]
    by_year = [told[min(past, len(told) - 1)] for past in range(year + 1)]
    return [work for work in by_year if work]


def _indicator(pk: int, column: int, unit: str, year: int) -> IndicatorContent:
    figures = [work.figures[column] for work in _works(unit, year)]
    total = Decimal(sum(figure or 0 for figure in figures))
    latest = figures[-1]
    if latest is None:
        return IndicatorContent(pk, cumulative=total, nothing_to_report=True)
    return IndicatorContent(pk, in_period=Decimal(latest), cumulative=total)


def _coordination(assignment: Assignment, year: int) -> EntryContent:
    last = len(coordination.RESULTS) - 1
    return EntryContent(
        assignment.pk,
        results=coordination.RESULTS[min(year, last)],
        shortcomings=coordination.SHORTCOMINGS,
        next_plan=coordination.NEXT_PLAN,
        staff_quota=coordination.STAFF_QUOTA,
        staffing=coordination.STAFFING,
    )


def _carried_over(assignment: Assignment) -> list[ObstacleContent]:
    return [
        ObstacleContent(
            assignment.pk,
            obstacle.text,
            standing=ObstacleStatement.Standing.UNCHANGED,
            obstacle_id=obstacle.pk,
        )
        for obstacle in Obstacle.objects.open().filter(assignment=assignment)
    ]


def unit_of(department: Department) -> str:
    """The key of the unit ("hcth")."""
    return next(unit.key for unit in UNITS if unit.name == department.name)
