"""A figure beside those of earlier periods, in words; and how far apart the units are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from directives.vietnamese import number
from reports.calendar import in_sentence
from reports.consolidated.totals import NOTHING
from reports.consolidated.upward import UnitResult, UpwardReport


def changes(report: UpwardReport, place: str, unit_of_measure: str) -> list[str]:
    """tăng 12 tin, bài (25,0%) so với kỳ trước; empty where there is nothing to lay beside."""
    told = []
    for name, called in _earlier(report):
        change, before = report.fact(f"{place}.{name}_change"), report.fact(f"{place}.{name}")
        if before and before.text == NOTHING:
            told.append(f"{called} {NOTHING}")
        elif change and before and change.value is not None and before.value is not None:
            difference, whole = Decimal(change.value), Decimal(before.value)
            told.append(_change(difference, whole, unit_of_measure, called))
    return told


def _earlier(report: UpwardReport) -> Iterator[tuple[str, str]]:
    """What the facts call an earlier period, and what a sentence does; one period is said once.

    A year is laid beside a year by its name.
    """
    is_year = report.label.startswith("Năm ")
    if report.previous:
        yield "previous", in_sentence(report.previous.label) if is_year else "kỳ trước"
    if report.last_year and report.last_year != report.previous:
        yield "last_year", "cùng kỳ năm trước"


def _change(difference: Decimal, before: Decimal, unit_of_measure: str, called: str) -> str:
    if not difference:
        return f"bằng {called}"
    word = "tăng" if difference > 0 else "giảm"
    share = f" ({_share(abs(difference), before)}%)" if before else ""
    return f"{word} {number(abs(difference))} {unit_of_measure}{share} so với {called}"


def _share(part: Decimal, whole: Decimal) -> str:
    """With one decimal, also where it is nought."""
    share = (100 * part / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    whole_part, _, decimal = f"{share:f}".partition(".")
    return f"{number(int(whole_part))},{decimal}"


@dataclass(frozen=True)
class Extent:
    """Percents of the year's plan, and days of completion; None where no unit gave one."""

    least: int | None
    most: int | None
    done: int
    first_done_on: date | None
    last_done_on: date | None


def extent(results: Sequence[UnitResult]) -> Extent:
    percents = [r.percent_of_year for r in results if r.percent_of_year is not None]
    days = sorted(result.done_on for result in results if result.done_on)
    return Extent(
        least=min(percents, default=None),
        most=max(percents, default=None),
        done=len(days),
        first_done_on=days[0] if days else None,
        last_done_on=days[-1] if days else None,
    )
