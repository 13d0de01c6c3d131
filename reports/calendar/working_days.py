"""Which days are worked, and counting them. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY = 5
DAY = timedelta(days=1)


@cache
def _country(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("VN", years=year, language="vi")


@cache
def national_holidays(year: int) -> dict[date, str]:
    """Public holidays of Viet Nam in the calendar year with their names, in order; not to change.

    Days in lieu that the government has announced are among them.
    """
    return dict(sorted(_country(year).items()))


@cache
def national_workdays(year: int) -> frozenset[date]:
    """Saturdays that the country works for a day in lieu, as far as they are announced."""
    return frozenset(day for day in _country(year).weekend_workdays if day.year == year)


@dataclass(frozen=True)
class OfficeCalendar:
    """The country's holidays, with the office's own rows on top."""

    days_off: frozenset[date] = frozenset()
    days_worked: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        if day in self.days_worked:
            return True
        if day in self.days_off:
            return False
        if day.weekday() >= SATURDAY:
            return day in national_workdays(day.year)
        return day not in national_holidays(day.year)

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, or before it for a negative count.

        `day` itself is never counted, and is the answer for 0, even on a day off.
        """
        step = DAY if count > 0 else -DAY
        left = abs(count)
        while left:
            day += step
            if self.is_working_day(day):
                left -= 1
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to `end`; negative where `end` lies before `start`.

        So a report due on `start` and sent on `end` is that many working days late.
        """
        if end < start:
            return -sum(
                self.is_working_day(start - n * DAY) for n in range(1, (start - end).days + 1)
            )
        return sum(self.is_working_day(start + n * DAY) for n in range(1, (end - start).days + 1))

    def with_day(self, day: date, *, works: bool | None) -> "OfficeCalendar":
        """The calendar with an own row for the day, in place of the one there; None: with none."""
        off, worked = self.days_off - {day}, self.days_worked - {day}
        if works is None:
            return OfficeCalendar(off, worked)
        return OfficeCalendar(off, worked | {day}) if works else OfficeCalendar(off | {day}, worked)
