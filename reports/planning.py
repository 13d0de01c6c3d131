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


def office_calendar() -> OfficeCalendar:
    """The country's holidays with the office's rows on top."""
    rows = Holiday.objects.order_by("on").values_list("on", "is_working_day")
    return OfficeCalendar(
        days_off=frozenset(on for on, works in rows if not works),
        days_worked=frozenset(on for on, works in rows if works),
    )


@transaction.atomic
def plan_periods(schedule: Schedule, *, until: date, by: User | None) -> list[ReportingPeriod]:
    """Propose the periods of the directive up to the one that holds `until`; those there stay.

    A planned period obliges nobody: no report is expected before a person confirms it. Of two
    people at once the second waits for the first, and finds his periods there.
    """
    Schedule.objects.select_for_update(of=("self",)).get(pk=schedule.pk)
    directive = schedule.directive
    last = min(until, directive.ends_on) if directive.ends_on else until
    known = set(directive.periods.order_by().values_list("ends_on", flat=True))
    proposed = yearly_periods(
        directive.issued_on,
        last,
        cut_off=(schedule.cut_off_month, schedule.cut_off_day),
        working_days=(
            schedule.unit_working_days,
            schedule.director_working_days,
            schedule.upward_working_days,
        ),
        calendar=office_calendar(),
    )
    return [
        ReportingPeriod.objects.create(
            directive=directive,
            label=f"Năm {dates.label}",
            starts_on=dates.starts_on,
            ends_on=dates.ends_on,
            unit_due_on=dates.unit_due_on,
            director_due_on=dates.director_due_on,
            upward_due_on=dates.upward_due_on,
        )
        for dates in proposed
        if dates.ends_on not in known
    ]
