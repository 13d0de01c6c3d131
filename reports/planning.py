"""Writes to the calendar of a directive before anybody owes anything: schedule, planned dates."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from directives.models import User
from reports.errors import WrongState
from reports.models import ReportingPeriod, Schedule

#: What may still change while a period is planned; from and to follow from the schedule.
DEADLINES = ("unit_due_on", "director_due_on", "upward_due_on")


def set_schedule(schedule: Schedule, *, by: User, at: datetime) -> Schedule:
    """Keep how the periods follow each other. Raises WrongState when that was decided before.

    History keeps `by` and `at` through the request.
    """
    try:
        with transaction.atomic():
            schedule.save(force_insert=True)
    except IntegrityError as error:
        raise WrongState("scheduled") from error
    return schedule


def horizon(schedule: Schedule, *, on: date) -> date:
    """Periods are planned up to this cut-off: that of the period named after next year."""
    return date(on.year + 1, schedule.cut_off_month, schedule.cut_off_day)


def move_deadlines(period: ReportingPeriod, *, by: User, at: datetime) -> None:
    """Keep new deadlines of a planned period. Raises WrongState once it was confirmed."""
    moved = ReportingPeriod.objects.filter(pk=period.pk, confirmed_at=None).update(
        **{name: getattr(period, name) for name in DEADLINES}
    )
    if not moved:
        raise WrongState("confirmed")
