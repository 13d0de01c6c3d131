"""Columns and words that several tables share. Vietnamese, as the documents are."""

from decimal import Decimal

from reports.consolidated.results import DutyResults, StaffingFacts
from reports.consolidated.tables.recipes import Row
from reports.consolidated.totals import NO_FIGURE, NOTHING
from reports.consolidated.upward import UpwardDuty
from reports.documents.data import Column, Kind

#: Beside NOTHING and NO_FIGURE, with which it is never confused.
GIVEN = "có số liệu"


def text(title: str, width: int = 40) -> Column:
    return Column(title, Kind.TEXT, width)


def day(title: str) -> Column:
    return Column(title, Kind.DATE, 13)


def count(title: str, unit: str = "", width: int = 12) -> Column:
    return Column(title, Kind.NUMBER, width, unit)


def percent(title: str) -> Column:
    return Column(title, Kind.PERCENT, 12, "%")


UNIT = text("Đơn vị", 30)
ROLE = text("Vai trò", 12)
STATE = text("Tình trạng số liệu", 18)
DUTY = (count("Nhiệm vụ số", width=10), text("Nhiệm vụ", 36))
PERSON = (
    text("Họ và tên", 26),
    text("Chế độ", 14),
    text("Đầu mối", 10),
    text("Văn bản phân công", 36),
    day("Từ ngày"),
)


def of(duty: UpwardDuty | DutyResults) -> Row:
    return duty.ordinal, duty.title


def person(facts: StaffingFacts) -> Row:
    return (
        facts.person,
        "chuyên trách" if facts.is_full_time else "kiêm nhiệm",
        yes(facts.is_focal),
        facts.paper,
        facts.since,
    )


def role(is_lead: bool) -> str:
    return "chủ trì" if is_lead else "phối hợp"


def state(value: Decimal | None, *, nothing: bool) -> str:
    if value is not None:
        return GIVEN
    return NOTHING if nothing else NO_FIGURE


def yes(value: bool) -> str:
    """A mark to filter by; blank for no."""
    return "có" if value else ""
