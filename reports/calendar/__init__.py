"""Working days, cut-offs, periods and deadlines. Pure: no clock, no database."""

from collections.abc import Collection
from datetime import date, timedelta

from reports.calendar.cycles import LAST_DAY, Cycle, Phase, Rhythm, Span, Weekday, spans
from reports.calendar.deadlines import Deadlines, Due, PeriodDates, dated, out_of_order, periods
from reports.calendar.working_days import OfficeCalendar, national_holidays

__all__ = [
    "DUE_SOON_DAYS",
    "LAST_DAY",
    "REMINDER_STEPS",
    "Cycle",
    "Deadlines",
    "Due",
    "OfficeCalendar",
    "PeriodDates",
    "Phase",
    "Rhythm",
    "Span",
    "Weekday",
    "dated",
    "national_holidays",
    "out_of_order",
    "periods",
    "reminder_days",
    "spans",
]

#: Days from the deadline on which a unit is reminded; after the last, HCTH's list.
REMINDER_STEPS = (-7, -3, -1, 0, 1, 3, 7)
#: Calendar days before the deadline, the day itself included, in which a report is "due soon".
DUE_SOON_DAYS = 7


def reminder_days(due_on: date, *, steps: Collection[int] = REMINDER_STEPS) -> dict[int, date]:
    """The day of each step."""
    return {step: due_on + timedelta(days=step) for step in steps}
