"""The office on 15 January 2026: the real dispatch, ten units, two years that were reported."""

from datetime import date

from directives.sample.load import Office, at, load
from reports import planning
from reports.models import ReportingPeriod, Schedule
from reports.sample import past

YEAR = "Năm 2026"


def as_the_year_begins() -> Office:
    """2024 and 2025 were reported, accepted and sent up; of 2026 nothing has happened."""
    office = load()
    schedule = Schedule(
        directive=office.directive,
        decided_by="Giám đốc Sở",
        paper="Công văn số 1012/SKHCN-HCTH ngày 21/6/2024",
    )
    planning.reschedule(schedule, [], on=date(2026, 1, 15), by=None, at=at(date(2024, 6, 21), 9))
    for year, period in enumerate(office.directive.periods.order_by("starts_on")[:2]):
        past.live_through(office, period, year)
    return office


def period_of(office: Office) -> ReportingPeriod:
    return office.directive.periods.get(label=YEAR)
