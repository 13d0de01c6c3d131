"""When things happened in the sample office, seen from one day. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from reports.calendar import OfficeCalendar

CALENDAR = OfficeCalendar()
#: Working days that the current period has been open.
OPEN_DAYS = 9


def working_day(day: date) -> date:
    """The day, or the last working day before it."""
    while not CALENDAR.is_working_day(day):
        day -= timedelta(days=1)
    return day


def days_open(on: date, *, not_before: date) -> list[date]:
    """The last working days before `on`, the oldest first; none lies before `not_before`."""
    days: list[date] = []
    day = on
    while len(days) < OPEN_DAYS and day > not_before:
        day -= timedelta(days=1)
        if CALENDAR.is_working_day(day):
            days.append(day)
    return days[::-1]


@dataclass(frozen=True)
class Sent:
    """How a past report came: working days from its deadline (negative: before it).

    `returned` is what was missing the first time; it was sent anew three working days later.
    """

    days: int = -1
    returned: str = ""
    explanation: str = ""

    def sent_on(self, due_on: date) -> date:
        if self.days >= 0:
            return CALENDAR.add_working_days(due_on, self.days)
        day = due_on
        for _ in range(-self.days):
            day = working_day(day - timedelta(days=1))
        return day
