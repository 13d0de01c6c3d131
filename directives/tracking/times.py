"""Days, deadlines and states as a table says them. What is not said is not made up."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from directives.models import Duty
from directives.tracking.sheets import Value
from directives.tracking.texts import folded, tidy

#: The years in which somebody can have meant a deadline or a paper.
_YEARS = range(1990, 2101)
#: Day 0 of Excel's calendar, as it counts from March 1900 on.
_EXCEL = date(1899, 12, 30)
_DAY = re.compile(r"(?<![\d/])(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?![\d/])")
_DAY_WORDS = re.compile(r"(\d{1,2}) tháng (\d{1,2}) năm (\d{4})", re.IGNORECASE)


@dataclass(frozen=True)
class Deadline:
    """As a Duty has it; `words` where the table says it in words."""

    deadline: str
    nature: str
    due_on: date | None = None
    words: str = ""


class UnclearDay(Exception):
    """It says something about time, and nobody can be sure what."""


def days_in(text: str) -> list[date | None]:
    """Every day that is written out; None for one that is not in the calendar."""
    text = tidy(text)
    found = [*_DAY.finditer(text), *_DAY_WORDS.finditer(text)]
    return [_day(*map(int, reversed(match.groups()))) for match in found]


def day_in_words(text: str) -> date | None:
    """The first day of the text that is one."""
    return next((day for day in days_in(text) if day), None)


def day_of(value: Value) -> date | None:
    """The day of a cell that holds one; None for an empty cell. Raises UnclearDay."""
    if value in (None, ""):
        return None
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_number(value)
    days = days_in(str(value))
    if len(days) != 1 or days[0] is None:
        raise UnclearDay(str(value))
    return days[0]


def deadline_of(value: Value) -> Deadline:
    """Raises UnclearDay."""
    if value in (None, "", "-"):
        return Deadline(Duty.Deadline.UNSET, Duty.Nature.CONTINUING)
    if not isinstance(value, str):
        day = day_of(value)
        return Deadline(Duty.Deadline.DATE, Duty.Nature.ONE_OFF, day)
    words, plain = tidy(value).replace("\n", " ")[:200], folded(value)
    for pattern, deadline, nature in _PHRASES:
        if re.search(pattern, plain):
            return Deadline(deadline, nature, words=words)
    if not re.search(r"\d", plain) and re.search(_SOMETIME, plain):
        return Deadline(Duty.Deadline.UNSET, Duty.Nature.CONTINUING, words=words)
    day = _until(value, plain)
    if day is None:
        raise UnclearDay(value)
    said = "" if _DAY.fullmatch(tidy(value)) else words
    return Deadline(Duty.Deadline.DATE, Duty.Nature.ONE_OFF, day, said)


#: A time that somebody else fixes.
_SOMETIME = r"\b(theo (quy dinh|yeu cau|ke hoach)|dot xuat)\b"
#: Words that say: again and again, all the time, without a limit.
_PHRASES = [
    (
        r"\b(dinh ky|hang (thang|quy|nam|tuan|ngay)|theo ky|6 thang va nam|theo giai doan)\b",
        Duty.Deadline.RECURRING,
        Duty.Nature.PERIODIC,
    ),
    (r"\b(thuong xuyen|lien tuc)\b", Duty.Deadline.NONE, Duty.Nature.CONTINUING),
    (
        r"^(khong|khong co|khong (co )?(quy dinh|xac dinh)?( thoi)? ?han|khong quy dinh)$",
        Duty.Deadline.NONE,
        Duty.Nature.CONTINUING,
    ),
]


def _until(text: str, plain: str) -> date | None:
    """The last day that is meant: of "trước ngày 15/12/2026" the day before."""
    days = days_in(text)
    if len(days) == 1 and days[0] is not None:
        return days[0] - timedelta(days=1) if re.search(r"\btruoc\b", plain) else days[0]
    if days:
        return None
    plain = re.sub(r"^(trong|het|cuoi) ", "", plain)
    if found := re.fullmatch(r"quy (iv|i{1,3}|[1-4])(?: nam)? (\d{4})", plain):
        quarter = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(found[1]) or int(found[1])
        return _end_of_month(int(found[2]), quarter * 3)
    if found := re.fullmatch(r"thang (\d{1,2})(?: nam)? (\d{4})", plain):
        return _end_of_month(int(found[2]), int(found[1]))
    if found := re.fullmatch(r"(?:nam )?(\d{4})", plain):
        return _day(int(found[1]), 12, 31)
    return None


def _end_of_month(year: int, month: int) -> date | None:
    if month not in range(1, 13) or year not in _YEARS:
        return None
    return date(year, month, calendar.monthrange(year, month)[1])


def _of_number(value: int | float) -> date:
    """A day that lost its format: 45678 is 21/01/2025; 2026 alone is no day."""
    day = _EXCEL + timedelta(days=int(value)) if 0 < value < 80_000 else None
    if day is None or day.year not in _YEARS:
        raise UnclearDay(str(value))
    return day


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


@dataclass(frozen=True)
class State:
    """Done or not, with the day where the words have one; `is_clear` where we know the words."""

    is_done: bool
    done_on: date | None = None
    is_clear: bool = True


_OPEN = r"\b(chua|dang|qua han|trong han|khong hoan thanh|tam dung|cham)\b"
_DONE = r"\b(hoan thanh|da xong|xong|da thuc hien|da bao cao|da trien khai xong|da ban hanh)\b"


def state_of(value: Value) -> State:
    text = "" if value is None else str(value)
    plain = folded(text)
    if not plain:
        return State(is_done=False)
    late = re.search(r"hoan thanh (qua han|cham)|hoan thanh trong han", plain)
    if re.search(_OPEN, plain) and not late:
        return State(is_done=False)
    if re.search(_DONE, plain):
        return State(is_done=True, done_on=day_in_words(text))
    return State(is_done=False, is_clear=False)
