"""What is summed of a duty's answers: values, as in `values`. Lead units only.

Null is not zero: a unit that gave no figure is left out of the sum, and counted or named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from directives.vietnamese import number
from reports.content import People


@dataclass(frozen=True)
class Coverage:
    """Distinct people briefed of the people present: of one unit, or summed over lead units.

    `newcomers` of the briefed were briefed in this period, in units that had completed the duty
    before; `unknown` is how many units gave no figure and are left out.
    """

    briefed: People
    present: People
    newcomers: int = 0
    unknown: int = 0

    @property
    def groups(self) -> list[tuple[str, int, int, Decimal | None]]:
        """Rows of the table: group, present, briefed, percent."""
        pairs = [
            ("Công chức", self.present.officials, self.briefed.officials),
            ("Viên chức", self.present.employees, self.briefed.employees),
            ("Người lao động", self.present.workers, self.briefed.workers),
        ]
        return [
            (name, present, briefed, share(briefed, present)) for name, present, briefed in pairs
        ]

    @property
    def percent(self) -> Decimal | None:
        return share(self.briefed.total, self.present.total)


@dataclass(frozen=True)
class SessionTotals:
    """Attendances are lượt người: one person at two sessions counts twice."""

    count: int
    attendances: int
    forms: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Compared:
    """What an indicator came to in another period: of how many units, from which submissions.

    `units` of the `asked` lead units gave a figure or said "không phát sinh"; where all of them
    said so there is no value. `awaited` had no accepted answer. It is not final where a report was
    sent before that period's cut-off and never completed.
    """

    value: Decimal | None
    units: int
    submissions: tuple[UUID, ...]
    is_final: bool = True
    asked: int = 0
    awaited: int = 0

    @property
    def is_whole(self) -> bool:
        """As for the period beside which it is laid."""
        return self.is_final and not self.awaited

    def __str__(self):
        """36 (5/10 đơn vị)"""
        said = NOTHING if self.value is None else number(self.value)
        short = [f"{self.units}/{self.asked} đơn vị"] if self.units < self.asked else []
        notes = [*short, *([] if self.is_final else ["chưa chốt số liệu"])]
        return f"{said} ({', '.join(notes)})" if notes else said


@dataclass(frozen=True)
class Change:
    """Against another period; no percent of nothing."""

    difference: Decimal
    percent: Decimal | None

    def __str__(self):
        """tăng 5 (25%)"""
        if not self.difference:
            return "không thay đổi"
        word = "tăng" if self.difference > 0 else "giảm"
        share = "" if self.percent is None else f" ({number(abs(self.percent))}%)"
        return f"{word} {number(abs(self.difference))}{share}"


@dataclass(frozen=True)
class IndicatorTotal:
    """The sum over lead units. Null is not zero: units without a figure are left out and named.

    A share (%) is never summed; `by_unit` then holds each unit's figure. `estimate` is a sum of
    its own, over the units that reported before the cut-off: never added to what was done.
    `bases` are the ordinals of the legal bases that it is a figure of; none means of every one.
    `previous` and `last_year` are of the period before and of the same period of last year, None
    where there was no such period or nobody gave a figure. `awaited` lead units have not answered.
    """

    ordinal: int
    name: str
    unit_of_measure: str
    is_summed: bool
    in_period: Decimal | None
    cumulative: Decimal | None
    answered: int
    asked: int
    nothing: tuple[str, ...]
    without_in_period: tuple[str, ...]
    without_cumulative: tuple[str, ...]
    by_unit: tuple[tuple[str, Decimal], ...]
    estimate: Decimal | None = None
    estimated: int = 0
    without_estimate: tuple[str, ...] = ()
    estimate_by_unit: tuple[tuple[str, Decimal], ...] = ()
    bases: tuple[int, ...] = ()
    previous: Compared | None = None
    last_year: Compared | None = None
    awaited: int = 0

    @property
    def is_whole(self) -> bool:
        """Everybody has answered, and nobody's figure ends before the cut-off."""
        return not (self.awaited or self.estimated or self.without_estimate)

    def told(self, name: str) -> str:
        """The figure "in_period", "cumulative" or "estimate" in words; of a share, each unit's."""
        shares = {"in_period": self.by_unit, "estimate": self.estimate_by_unit}.get(name, ())
        value = getattr(self, name)
        if value is not None:
            return number(value)
        if shares:
            return _told_apart(shares)
        if name == "estimate":
            return "chưa có số ước"
        if name == "cumulative" and not self.is_summed:
            return "không cộng"
        return NOTHING if self.nothing else NO_FIGURE

    def change(self, other: Compared | None) -> Change | None:
        """None where there is nothing to lay beside.

        A part of a year, or some of the units, is no match for a whole.
        """
        if other is None or self.in_period is None or other.value is None:
            return None
        if not (self.is_whole and other.is_whole):
            return None
        difference = self.in_period - other.value
        percent = percent_of(difference, other.value) if other.value else None
        return Change(difference, percent)


def _told_apart(shares: Sequence[tuple[str, Decimal]]) -> str:
    """Each unit's own; of many, how far apart they are."""
    if len(shares) > MANY_SHARES:
        values = [value for _, value in shares]
        least, most = number(min(values)), number(max(values))
        return f"từ {least} đến {most} ({len(shares)} đơn vị)"
    return "; ".join(f"{unit}: {number(value)}" for unit, value in shares)


@dataclass(frozen=True)
class Progress:
    """How many units stand where with the year's plan, by `BUCKETS`; `unknown` did not say."""

    units: tuple[int, int, int, int]
    unknown: int

    @property
    def rows(self) -> list[tuple[str, int]]:
        """Dưới 50%, 3 units"""
        return list(zip(BUCKETS, self.units, strict=True))


#: More shares than these cannot be read one by one.
MANY_SHARES = 50
#: What stands in the place of a figure that nobody gave.
NO_FIGURE = "chưa có số liệu"
#: What units say that have none: it is neither zero nor a blank.
NOTHING = "không phát sinh"

#: Shares of the year's plan, each named; a unit that has done all of it stands apart.
BUCKETS = ("Dưới 50%", "Từ 50% đến dưới 80%", "Từ 80% đến dưới 100%", "Đạt 100%")


def bucket(percent: int) -> int:
    """Which of `BUCKETS` the percent, 0-100, falls in."""
    return sum(percent >= least for least in (50, 80, 100))


@dataclass(frozen=True)
class WorkTotals:
    """Nội dung công việc: done within the period, and still open at its cut-off."""

    done: int
    open: int


def share(part: int, whole: int) -> Decimal | None:
    """Percent with one decimal; None of nothing."""
    return percent_of(Decimal(part), Decimal(whole)) if whole else None


def percent_of(part: Decimal, whole: Decimal) -> Decimal:
    return (100 * part / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
