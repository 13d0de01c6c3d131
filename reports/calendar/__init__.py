"""Working days, cut-offs, periods and deadlines. Pure: no clock, no database."""

from reports.calendar.cycles import (
    LAST_DAY,
    Cycle,
    Phase,
    Rhythm,
    Span,
    Weekday,
    cycle_of,
    spans,
)
from reports.calendar.deadlines import (
    Deadlines,
    Due,
    PeriodDates,
    dated,
    in_order,
    out_of_order,
    periods,
)
from reports.calendar.names import in_sentence, report_name
from reports.calendar.working_days import OfficeCalendar, national_holidays, national_workdays

__all__ = [
    "DUE_SOON_DAYS",
    "LAST_DAY",
    "Cycle",
    "Deadlines",
    "Due",
    "OfficeCalendar",
    "PeriodDates",
    "Phase",
    "Rhythm",
    "Span",
    "Weekday",
    "cycle_of",
    "dated",
    "in_order",
    "in_sentence",
    "national_holidays",
    "national_workdays",
    "out_of_order",
    "periods",
    "report_name",
    "spans",
]

#: Calendar days before the deadline, the day itself included, in which a report is "due soon".
DUE_SOON_DAYS = 7
