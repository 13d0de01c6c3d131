"""Working days, cut-offs and periods. Pure: no clock, no database."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from reports.calendar.working_days import OfficeCalendar

#: Days from the deadline on which a unit is reminded; after the last, HCTH's list.
REMINDER_STEPS = (-7, -3, -1, 0, 1, 3, 7)
#: Calendar days before the deadline, the day itself included, in which a report is "due soon".
DUE_SOON_DAYS = 7


@dataclass(frozen=True)
class PeriodDates:
    """A period as the schedule proposes it."""

    label: str
    starts_on: date
    ends_on: date
    unit_due_on: date
    director_due_on: date
    upward_due_on: date


def yearly_periods(
    first_day: date,
    last_day: date,
    *,
    cut_off: tuple[int, int] = (12, 14),
    working_days: tuple[int, int, int] = (2, 5, 8),
    calendar: OfficeCalendar | None = None,
) -> list[PeriodDates]:
    """Years up to the cut-off (month, day), 14/12 by default; the first starts on `first_day`.

    A year is named after the day it ends on. `working_days` are counted from the cut-off to the
    unit's deadline, the Director's and the agency's. Source of 15/12 to 14/12: NĐ 09/2019/NĐ-CP
    as copied by QĐ 01/2023/QĐ-UBND (Khánh Hòa); inside the agency it is practice, not law.
    """
    calendar = calendar or OfficeCalendar()
    periods = []
    starts_on = first_day
    while starts_on <= last_day:
        ends_on = date(starts_on.year, *cut_off)
        if ends_on < starts_on:
            ends_on = date(starts_on.year + 1, *cut_off)
        dues = [calendar.add_working_days(ends_on, count) for count in working_days]
        periods.append(PeriodDates(str(ends_on.year), starts_on, ends_on, *dues))
        starts_on = ends_on + timedelta(days=1)
    return periods


def reminder_days(due_on: date, *, steps: Collection[int] = REMINDER_STEPS) -> dict[int, date]:
    """The day of each step."""
    return {step: due_on + timedelta(days=step) for step in steps}
