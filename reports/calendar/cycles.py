"""Cycles and cut-offs, and the spans of days that follow from them. Pure."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from directives.vietnamese import short_date
from reports.calendar.working_days import DAY

#: As a day of the cut-off: the last day of the month, so that periods are those of the calendar.
LAST_DAY = 31


class Cycle(TextChoices):
    WEEKLY = "weekly", _("Hằng tuần")
    MONTHLY = "monthly", _("Hằng tháng")
    QUARTERLY = "quarterly", _("Hằng quý")
    HALF_YEARLY = "half_yearly", _("6 tháng và năm")
    NINE_MONTH = "nine_month", _("9 tháng và năm")
    YEARLY = "yearly", _("Hằng năm")
    PHASE = "phase", _("Theo giai đoạn")
    ONCE = "once", _("Một lần")
    ON_DEMAND = "on_demand", _("Đột xuất")


class Weekday(IntegerChoices):
    """As Python's isoweekday()."""

    MONDAY = 1, _("thứ Hai")
    TUESDAY = 2, _("thứ Ba")
    WEDNESDAY = 3, _("thứ Tư")
    THURSDAY = 4, _("thứ Năm")
    FRIDAY = 5, _("thứ Sáu")
    SATURDAY = 6, _("thứ Bảy")
    SUNDAY = 7, _("Chủ nhật")


#: After how many months of the year a period ends.
ENDS: dict[str, tuple[int, ...]] = {
    Cycle.MONTHLY: tuple(range(1, 13)),
    Cycle.QUARTERLY: (3, 6, 9, 12),
    Cycle.HALF_YEARLY: (6, 12),
    Cycle.NINE_MONTH: (9, 12),
    Cycle.YEARLY: (12,),
}
QUARTERS = {3: "I", 6: "II", 9: "III", 12: "IV"}

#: How the names of a cycle's spans begin (`_label`).
_STARTS = {
    "Tuần ": Cycle.WEEKLY,
    "Tháng ": Cycle.MONTHLY,
    "Quý ": Cycle.QUARTERLY,
    "6 tháng ": Cycle.HALF_YEARLY,
    "9 tháng ": Cycle.NINE_MONTH,
    "Năm ": Cycle.YEARLY,
}


@dataclass(frozen=True)
class Phase:
    """A part of a directive's time with a name of its own; it starts where the one before ends."""

    name: str
    ends_on: date


@dataclass(frozen=True)
class Rhythm:
    """How periods follow each other.

    `cut_off_day` ends a month, `cut_off_month` a year, `cut_off_weekday` a week; a cycle reads
    what it needs. 14/12 by default: NĐ 09/2019/NĐ-CP as copied by QĐ 01/2023/QĐ-UBND (Khánh Hòa);
    inside the agency it is practice, not law. One report only (`ONCE`) is a single phase.
    """

    cycle: str = Cycle.YEARLY
    cut_off_day: int = 14
    cut_off_month: int = 12
    cut_off_weekday: int = Weekday.THURSDAY
    phases: tuple[Phase, ...] = ()


@dataclass(frozen=True)
class Span:
    """Both days belong to it."""

    label: str
    starts_on: date
    ends_on: date


def spans(rhythm: Rhythm, first_day: date, last_day: date) -> list[Span]:
    """From `first_day` on, without gap or overlap, up to the span that holds `last_day`.

    Phases are all named, whatever `last_day`; those that ended before `first_day` are left out.
    A span is named after the week, month, quarter or year in which its cut-off lies.
    """
    found: list[Span] = []
    for label, ends_on in _cut_offs(rhythm, first_day):
        starts_on = found[-1].ends_on + DAY if found else first_day
        if not _is_phased(rhythm) and starts_on > last_day:
            break
        if ends_on >= starts_on:
            found.append(Span(label or _from_to(starts_on, ends_on), starts_on, ends_on))
    return found


def is_cut_off(rhythm: Rhythm, day: date) -> bool:
    """A period of an endless cycle ends on the day."""
    return spans(rhythm, day, day)[0].ends_on == day


def _is_phased(rhythm: Rhythm) -> bool:
    return rhythm.cycle in (Cycle.PHASE, Cycle.ONCE)


def _cut_offs(rhythm: Rhythm, first_day: date) -> Iterator[tuple[str, date]]:
    """Name and last day of each span, in order; endless but for phases. Some may lie too early."""
    if _is_phased(rhythm):
        for phase in sorted(rhythm.phases, key=lambda phase: phase.ends_on):
            yield phase.name, phase.ends_on
    elif rhythm.cycle == Cycle.WEEKLY:
        yield from _weeks(rhythm, first_day)
    elif rhythm.cycle in ENDS:
        yield from _months(rhythm, first_day)


def _weeks(rhythm: Rhythm, first_day: date) -> Iterator[tuple[str, date]]:
    ends_on = first_day + (rhythm.cut_off_weekday - first_day.isoweekday()) % 7 * DAY
    while True:
        year, week, _weekday = ends_on.isocalendar()
        yield f"Tuần {week} năm {year}", ends_on
        ends_on += 7 * DAY


def _months(rhythm: Rhythm, first_day: date) -> Iterator[tuple[str, date]]:
    for year in count(first_day.year):
        for months in ENDS[rhythm.cycle]:
            index = year * 12 + rhythm.cut_off_month - 1 - (12 - months)
            ends_on = day_of_month(index // 12, index % 12 + 1, rhythm.cut_off_day)
            yield _label(rhythm.cycle, months, year, ends_on), ends_on


def _label(cycle: str, months: int, year: int, ends_on: date) -> str:
    if cycle == Cycle.MONTHLY:
        return f"Tháng {ends_on.month} năm {ends_on.year}"
    if cycle == Cycle.QUARTERLY:
        return f"Quý {QUARTERS[months]} năm {year}"
    if cycle == Cycle.HALF_YEARLY:
        return f"6 tháng {'đầu' if months == 6 else 'cuối'} năm {year}"
    if months == 9:
        return f"9 tháng đầu năm {year}"
    return f"Năm {year}"


def cycle_of(label: str) -> Cycle:
    """Which cycle names its spans like this; whatever has a name of its own is a phase."""
    return next((cycle for start, cycle in _STARTS.items() if label.startswith(start)), Cycle.PHASE)


def _from_to(starts_on: date, ends_on: date) -> str:
    return f"Giai đoạn {short_date(starts_on)} - {short_date(ends_on)}"


def day_of_month(year: int, month: int, day: int) -> date:
    """The day, or the last day of a month that is shorter."""
    return date(year, month, min(day, monthrange(year, month)[1]))
