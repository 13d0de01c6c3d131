"""The consolidated report as tables of typed values, for spreadsheets and other programs.

What leaves the house is made of an UpwardReport, and can see nothing else. A table without rows is
there as well: it says that there is nothing.
"""

from directives.vietnamese import number, short_date
from reports.consolidated.tables.entries import ENTRIES
from reports.consolidated.tables.following import FOLLOWING
from reports.consolidated.tables.upward import UPWARD
from reports.consolidated.upward import UpwardReport, for_upward
from reports.consolidated.values import Consolidation
from reports.documents.data import DataTable

INTERNAL = (*FOLLOWING, *ENTRIES)
_UPWARD_NAMES = {recipe.key: recipe.name for recipe in UPWARD}
#: What a part of a version can be downloaded as, one by one: key -> name.
NAMES = {
    "report": _UPWARD_NAMES,
    "annex": _UPWARD_NAMES | {recipe.key: recipe.name for recipe in INTERNAL},
}


def upward_tables(report: UpwardReport) -> tuple[DataTable, ...]:
    """Of output A."""
    return tuple(recipe.of(report) for recipe in UPWARD)


def internal_tables(whole: Consolidation) -> tuple[DataTable, ...]:
    """Of output B: what the report upward says, and all that stays in the house."""
    return (
        *upward_tables(for_upward(whole)),
        *(recipe.of(whole) for recipe in INTERNAL),
    )


def about(report: UpwardReport) -> tuple[tuple[str, str], ...]:
    """What the figures are of, for the first sheet: a word, and what it says."""
    first, last = short_date(report.starts_on), short_date(report.cut_off_on)
    lines = [
        ("Văn bản", report.directive.paper.full),
        ("Kỳ báo cáo", f"{report.label}, từ ngày {first} đến hết ngày {last}"),
        ("Ngày tổng hợp", short_date(report.on)),
        ("Số báo cáo đã tiếp nhận", number(report.reporting_units)),
    ]
    if report.interim:
        early = f"{number(report.interim.units)} đơn vị gửi số liệu trước ngày chốt"
        lines.append(("Số liệu chưa chốt", early))
    return tuple(lines)


def named(whole: Consolidation, part: str, key: str) -> DataTable | None:
    """One table of the part, "report" or "annex"; None where it has none of that name."""
    if key not in NAMES.get(part, {}):
        return None
    for recipe in UPWARD:
        if recipe.key == key:
            return recipe.of(for_upward(whole))
    return next(recipe.of(whole) for recipe in INTERNAL if recipe.key == key)
