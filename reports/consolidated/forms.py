"""Biểu mẫu that an outline annexes to the report upward: its figures and results as tables."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from directives.vietnamese import number, short_date
from reports.consolidated.upward import UpwardDuty, UpwardReport
from reports.documents import Appendix, Block, Heading, Paragraph, Run
from reports.documents.labels import roman
from reports.documents.tabular import Content, Head, table

NOTHING = "Không phát sinh."


class Form(NamedTuple):
    label: str
    blocks: Callable[[UpwardReport], list[Block]]


def appendices(report: UpwardReport, names: Sequence[str], attached: str) -> tuple[Appendix, ...]:
    """The forms of these names, in this order; numbered where there are two or more.

    `attached` is the line in brackets below each title.
    """
    known = [FORMS[name] for name in names if name in FORMS]
    return tuple(
        Appendix(
            number=roman(place) if len(known) > 1 else "",
            title=form.label,
            attached=attached,
            blocks=tuple(form.blocks(report)) or (Paragraph((Run("Không có."),)),),
        )
        for place, form in enumerate(known, start=1)
    )


# What every unit did


def _units(report: UpwardReport) -> list[Block]:
    """Every accepted result, duty by duty."""
    blocks: list[Block] = []
    for duty in report.duties:
        rows = list(_results(duty))
        if rows:
            blocks += [_heading(duty), table(_results_heads(duty), rows)]
    return blocks


def _results_heads(duty: UpwardDuty) -> list[Head]:
    heads = [Head("Đơn vị", 22), Head("Kết quả thực hiện", 52)]
    if _has_percent(duty):
        heads.append(Head("Mức độ hoàn thành kế hoạch năm", 11, "right"))
    if _has_days(duty):
        heads.append(Head("Ngày hoàn thành", 11, "center"))
    return heads


def _results(duty: UpwardDuty) -> Iterator[list[Content]]:
    for result in duty.results:
        row: list[Content] = [result.unit, result.results]
        if _has_percent(duty):
            row.append(_percent(result.percent_of_year, blank=""))
        if _has_days(duty):
            row.append(f"{result.done_on:%d/%m/%Y}" if result.done_on else "")
        yield row
    blanks = [""] * (_has_percent(duty) + _has_days(duty))
    for unit in duty.nothing_units:
        yield [unit, NOTHING, *blanks]


def _has_percent(duty: UpwardDuty) -> bool:
    return any(result.percent_of_year is not None for result in duty.results)


def _has_days(duty: UpwardDuty) -> bool:
    return any(result.done_on for result in duty.results)


# Figures


def _indicators(report: UpwardReport) -> list[Block]:
    """What was done and what is expected are two columns, never added."""
    heads = [
        Head("Chỉ tiêu", 26),
        Head("Đơn vị tính", 10, "center"),
        Head(_done_title(report), 13, "right"),
        Head("Lũy kế", 12, "right"),
    ]
    names = ["in_period", "cumulative"]
    if report.interim:
        heads.append(Head(f"Ước {report.whole_period}", 12, "right"))
        names.append("estimate")
    if report.previous:
        heads.append(Head(f"Kỳ trước ({report.previous.label})", 12, "right"))
        names.append("previous")
    if report.last_year and report.last_year != report.previous:
        heads.append(Head(f"Cùng kỳ năm trước ({report.last_year.label})", 12, "right"))
        names.append("last_year")
    heads.append(Head("Số đơn vị có số liệu", 10, "center"))
    blocks: list[Block] = []
    for duty in report.duties:
        rows = [
            [
                line.name,
                line.unit_of_measure,
                *(
                    _figure(report, f"duty-{duty.ordinal}.indicator-{line.ordinal}.{name}")
                    for name in names
                ),
                f"{line.answered}/{line.asked}",
            ]
            for line in duty.indicators
        ]
        if rows:
            blocks += [_heading(duty), table(heads, rows)]
    return blocks


def _done_title(report: UpwardReport) -> str:
    if report.interim is None:
        return "Trong kỳ"
    until = report.interim.common_until
    return f"Thực hiện đến ngày {short_date(until) if until else 'gửi báo cáo'}"


def _figure(report: UpwardReport, key: str) -> Content:
    fact = report.fact(key)
    return Run(fact.text, figure=key) if fact else ""


def _coverage(report: UpwardReport) -> list[Block]:
    heads = [
        Head("Nhóm", 38),
        Head("Số người có mặt", 18, "right"),
        Head("Đã được phổ biến (không tính trùng)", 18, "right"),
        Head("Tỷ lệ", 14, "right"),
    ]
    blocks: list[Block] = []
    for duty in report.duties:
        if duty.coverage:
            key = f"duty-{duty.ordinal}"
            total = [
                _figure(report, f"{key}.{name}") for name in ("present", "briefed", "coverage")
            ]
            rows = (
                (name, number(present), number(briefed), _percent(share))
                for name, present, briefed, share in duty.coverage.groups
            )
            blocks += [_heading(duty), table(heads, rows, ("Tổng số", *total))]
    return blocks


def _percent(value: int | Decimal | None, blank: str = "-") -> str:
    return blank if value is None else f"{number(value)}%"


def _staffing(report: UpwardReport) -> list[Block]:
    heads = [
        Head("Họ và tên", 24),
        Head("Chế độ", 14),
        Head("Đầu mối", 8, "center"),
        Head("Văn bản phân công", 30),
        Head("Từ ngày", 12, "center"),
    ]
    blocks: list[Block] = []
    for duty in report.duties:
        if duty.staffing and duty.staffing.people:
            rows = [
                [
                    person.person,
                    "Chuyên trách" if person.is_full_time else "Kiêm nhiệm",
                    "x" if person.is_focal else "",
                    person.paper,
                    f"{person.since:%d/%m/%Y}",
                ]
                for person in duty.staffing.people
            ]
            blocks += [_heading(duty), table(heads, rows)]
    return blocks


def _heading(duty: UpwardDuty) -> Heading:
    return Heading(2, f"{duty.ordinal}. {duty.title}")


#: Name -> what HCTH picks, and what the appendix says.
FORMS: dict[str, Form] = {
    "units": Form("Kết quả thực hiện nhiệm vụ của các đơn vị", _units),
    "indicators": Form("Số liệu các chỉ tiêu", _indicators),
    "coverage": Form("Kết quả quán triệt, phổ biến theo nhóm", _coverage),
    "staffing": Form("Bố trí nhân lực thực hiện nhiệm vụ", _staffing),
}
