"""Who owes a report: a unit with an assignment in force at the cut-off of a confirmed period."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from directives.models import Assignment, Duty, User
from reports import reminders
from reports.errors import WrongState
from reports.models import ProgressReport, ReportingPeriod


def assignments_due(period: ReportingPeriod) -> Iterable[Assignment]:
    """What the period asks about: assignments in force at its cut-off.

    A one-off duty that was completed before the period began is not asked again.
    """
    return (
        Assignment.objects.in_force(on=period.ends_on)
        .filter(duty__directive=period.directive_id)
        .exclude(duty__nature=Duty.Nature.ONE_OFF, completed_on__lt=period.starts_on)
        .order_by("department__sort_key", "duty__ordinal")
    )


def assignments_of(report: ProgressReport) -> list[Assignment]:
    """The assignments the unit answers for in this report, in the order of the dispatch.

    A completed one-off duty stays on the form, for newcomers ("bổ sung người mới, nếu có").
    """
    return list(
        Assignment.objects.in_force(on=report.period.ends_on)
        .filter(duty__directive=report.period.directive_id, department=report.department_id)
        .select_related("duty", "department")
        .order_by("duty__ordinal")
    )


@transaction.atomic
def confirm_period(
    period: ReportingPeriod, *, paper: str, by: User, at: datetime
) -> list[ProgressReport]:
    """HCTH opens the period by a paper: every unit with an open assignment now owes a report.

    Raises WrongState when the period was confirmed before.
    """
    updated = ReportingPeriod.objects.filter(pk=period.pk, confirmed_at=None).update(
        confirmed_at=at, confirmed_by=by, confirming_paper=paper
    )
    if not updated:
        raise WrongState("confirmed")
    period.refresh_from_db()
    return _expect(period, at=at)


@transaction.atomic
def expect_latecomers(*, on: date, at: datetime) -> list[ProgressReport]:
    """A unit that got a duty after a period was confirmed owes that period's report too.

    Called by the sweep, since directives know nothing of reports. A period whose deadline for
    units has passed is left alone: nobody is made late by being told too late. Of two sweeps at
    once the second waits for the first, and finds its reports there.
    """
    running = (
        ReportingPeriod.objects.confirmed()
        .filter(starts_on__lte=on, unit_due_on__gte=on)
        .order_by("pk")
        .select_for_update(no_key=True, of=("self",))
    )
    return [report for period in running for report in _expect(period, at=at)]


def _expect(period: ReportingPeriod, *, at: datetime) -> list[ProgressReport]:
    """Expected reports, with their ladders, for the units that owe one and have none."""
    known = set(period.reports.order_by().values_list("department_id", flat=True))
    departments = dict.fromkeys(a.department_id for a in assignments_due(period))
    reports = ProgressReport.objects.bulk_create(
        ProgressReport(
            period=period,
            department_id=department,
            original_due_on=period.unit_due_on,
            due_on=period.unit_due_on,
            created_at=at,
        )
        for department in departments
        if department not in known
    )
    if reports:
        reminders.promise(reports, at=at)
    return reports
