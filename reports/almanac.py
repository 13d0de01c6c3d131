"""The calendar of a directive as its page shows it: every period of its span, by year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from reports.models import ReportingPeriod

#: Up to so many periods stand on the page as one table; more are folded by year.
ONE_TABLE = 14


@dataclass(frozen=True)
class Stage:
    """Where a period stands on a day; `key` is its state in the style sheet."""

    key: str
    label: str


@dataclass(frozen=True)
class Row:
    period: ReportingPeriod
    stage: Stage
    #: The planned period that HCTH confirms next.
    is_next: bool


@dataclass(frozen=True)
class Year:
    year: int
    rows: tuple[Row, ...]
    confirmed: int
    is_open: bool


def stage(period: ReportingPeriod, *, on: date) -> Stage:
    if period.upward_sent_on:
        return Stage("accepted", _("Đã gửi cấp trên"))
    if period.is_confirmed:
        if period.upward_due_on < on:
            return Stage("stopped", _("Đã qua"))
        return Stage("in-progress", _("Đã xác nhận"))
    if period.is_withdrawn:
        return Stage("planned", _("Dự kiến, đã rút xác nhận"))
    if _is_past(period, on):
        return Stage("undetermined", _("Đã qua, chưa xác nhận"))
    return Stage("planned", _("Dự kiến"))


def _is_past(period: ReportingPeriod, on: date) -> bool:
    """It can still be confirmed up to the day on which units would owe."""
    return max(period.ends_on, period.unit_due_on) < on


def years(periods: Iterable[ReportingPeriod], *, on: date) -> list[Year]:
    """Periods in order under the year of their cut-off; this year and what is late is unfolded."""
    periods = list(periods)
    to_come = (p for p in periods if not p.is_confirmed and not _is_past(p, on))
    following = next(to_come, None)
    found = []
    for year, group in groupby(periods, key=lambda period: period.ends_on.year):
        rows = tuple(Row(p, stage(p, on=on), p is following) for p in group)
        found.append(
            Year(
                year,
                rows,
                confirmed=sum(row.period.is_confirmed for row in rows),
                is_open=year == on.year or any(row.is_next for row in rows),
            )
        )
    return found
