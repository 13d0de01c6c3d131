"""From a cut-off to the three deadlines: the unit's, the Director's, the agency's. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reports.calendar.cycles import Rhythm, Span, day_of_month, spans
from reports.calendar.working_days import OfficeCalendar


@dataclass(frozen=True)
class Due:
    """So many working days from the cut-off (negative: before it), or a plain day.

    A plain day is a day of the month, or with `month` a day of the year: the one nearest to the
    cut-off, the later of two that are as near; a shorter month takes its last day.
    """

    working_days: int | None = None
    day: int | None = None
    month: int | None = None

    def falls_on(self, cut_off: date, calendar: OfficeCalendar) -> date:
        if self.day is None:
            return calendar.add_working_days(cut_off, self.working_days or 0)
        months = (
            [self.month - 1 - 12, self.month - 1, self.month - 1 + 12]
            if self.month
            else [cut_off.month - 2, cut_off.month - 1, cut_off.month]
        )
        days = [
            day_of_month(cut_off.year + month // 12, month % 12 + 1, self.day) for month in months
        ]
        return min(reversed(days), key=lambda day: abs(day - cut_off))


@dataclass(frozen=True)
class Deadlines:
    unit: Due = Due(2)
    director: Due = Due(5)
    upward: Due = Due(8)

    def fall_on(self, cut_off: date, calendar: OfficeCalendar) -> tuple[date, date, date]:
        return (
            self.unit.falls_on(cut_off, calendar),
            self.director.falls_on(cut_off, calendar),
            self.upward.falls_on(cut_off, calendar),
        )


@dataclass(frozen=True)
class PeriodDates:
    """A period as a schedule proposes it."""

    label: str
    starts_on: date
    ends_on: date
    unit_due_on: date
    director_due_on: date
    upward_due_on: date


def in_order(starts_on: date, unit: date, director: date, upward: date) -> tuple[date, date, date]:
    """No deadline lies before its period begins, as one would in a first period of a few days,
    and none before the one that comes first.
    """
    unit = max(unit, starts_on)
    director = max(director, unit)
    return unit, director, max(upward, director)


def dated(span: Span, deadlines: Deadlines, calendar: OfficeCalendar) -> PeriodDates:
    """The span with its deadlines, in order."""
    dues = in_order(span.starts_on, *deadlines.fall_on(span.ends_on, calendar))
    return PeriodDates(span.label, span.starts_on, span.ends_on, *dues)


def periods(
    rhythm: Rhythm,
    first_day: date,
    last_day: date,
    *,
    deadlines: Deadlines | None = None,
    calendar: OfficeCalendar | None = None,
) -> list[PeriodDates]:
    """The periods from `first_day` up to the one that holds `last_day`, with their deadlines."""
    calendar = calendar or OfficeCalendar()
    return [
        dated(span, deadlines or Deadlines(), calendar)
        for span in spans(rhythm, first_day, last_day)
    ]


def out_of_order(
    found: Iterable[PeriodDates], deadlines: Deadlines, calendar: OfficeCalendar
) -> PeriodDates | None:
    """The first period whose deadlines, as they are meant, contradict each other."""
    for period in found:
        unit, director, upward = deadlines.fall_on(period.ends_on, calendar)
        if not unit <= director <= upward:
            return period
    return None
