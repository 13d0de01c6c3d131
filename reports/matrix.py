"""Unit by period: how every unit stands in every period of a directive, in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import SimpleLazyObject

from directives.models import Department
from reports import planning, status
from reports.calendar import OfficeCalendar
from reports.models import ProgressReport, ReportingPeriod
from reports.status import Status


@dataclass(frozen=True)
class Cell:
    """How a unit stands in a period; `report` is None where nothing was asked.

    `owes`: it can be ticked, to be urged.
    """

    period: ReportingPeriod
    status: Status
    report: ProgressReport | None = None
    owes: bool = False


@dataclass(frozen=True)
class Row:
    department: Department
    cells: tuple[Cell, ...]


def rows(
    departments: Iterable[Department],
    periods: Iterable[ReportingPeriod],
    *,
    on: date,
    calendar: OfficeCalendar | None = None,
    may_urge: bool = False,
) -> list[Row]:
    """One query, whatever the number of units and periods.

    Units with their `times`, where a period is planned: see `dashboard.units`.
    """
    departments, periods = list(departments), list(periods)
    # Asked for only where something is late.
    if calendar is None:
        calendar = SimpleLazyObject(planning.office_calendar)
    reports = {
        (report.department_id, report.period_id): report
        for report in ProgressReport.objects.filter(period__in=periods, department__in=departments)
        .with_status()
        .order_by()
    }
    return [
        Row(
            department,
            tuple(
                _cell(
                    reports.get((department.pk, p.pk)),
                    p,
                    department,
                    on=on,
                    calendar=calendar,
                    may_urge=may_urge,
                )
                for p in periods
            ),
        )
        for department in departments
    ]


def _cell(
    report: ProgressReport | None,
    period: ReportingPeriod,
    department: Department,
    *,
    on: date,
    calendar: OfficeCalendar,
    may_urge: bool,
) -> Cell:
    if report is not None:
        report.period = period
        standing = status.of_report(report, on=on, calendar=calendar)
        return Cell(
            period, standing, report, may_urge and report.is_open and period.starts_on <= on
        )
    if not period.is_confirmed and _will_be_asked(department, period):
        return Cell(period, status.of_planned(period))
    return Cell(period, status.not_asked())


def _will_be_asked(department: Department, period: ReportingPeriod) -> bool:
    """It has a duty that is asked about at the cut-off, as things stand: a merged unit has none."""
    last = period.ends_on.isoformat()
    return any(
        time["starts_on"] <= last and (time["ends_on"] is None or time["ends_on"] >= last)
        for time in department.times
        if period.duty_id in (None, time["duty"])
    )
