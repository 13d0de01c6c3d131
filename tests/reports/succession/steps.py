"""What happens to units, in the words of these tests."""

from datetime import date

from directives import organisation
from reports import obligations, succession
from reports.models import ProgressReport
from tests.builders import (
    at,
    confirm,
    make_period,
    make_user,
    submit,
)

JULY_1 = date(2026, 7, 1)


def quarter(directive, number, *, confirmed=None):
    """15th to 14th; units report by the 16th. Confirmed on the first of its last month."""
    starts = [date(2025, 12, 15), date(2026, 3, 15), date(2026, 6, 15), date(2026, 9, 15)]
    month = number * 3
    period = make_period(
        directive,
        label=f"Quý {number}",
        starts_on=starts[number - 1],
        ends_on=date(2026, month, 14),
        due_on=date(2026, month, 16),
    )
    confirm(period, when=confirmed or f"2026-{month:02d}-01 08:00")
    return period


def merge(*departments, into, by, on=JULY_1):
    organisation.merge(departments, into=into, on=on, by=by, at=at(f"{on} 08:00"))


def sweep(on):
    """As the sweep does it, in its order."""
    when = at(f"{on} 09:00")
    succession.follow_units(on=on, at=when)
    obligations.expect_latecomers(on=on, at=when)


def standing(period):
    """Short name of each unit with a report of the period, and its state."""
    reports = period.reports.select_related("department").order_by("department__name")
    return {report.department.name: report.state for report in reports}


def report_of(department, period):
    return ProgressReport.objects.for_listing().get(department=department, period=period)


def send(report, *, when):
    submit(report, when=when, by=make_user())


def leave(assignment, on, *, by, when="2026-07-01 08:00"):
    organisation.end_assignment(assignment, on=on, reason="Chuyển", by=by, at=at(when))
