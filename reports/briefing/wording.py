"""The table for giao ban as a document and as a sheet of a workbook."""

from django.utils import translation

from directives.vietnamese import short_date
from reports import figures
from reports.briefing.values import Briefing, DutyLine
from reports.documents import Closing, Document, Masthead, Title, plain
from reports.documents.data import Column, DataTable, Kind
from reports.documents.data import Value as Cell
from reports.documents.templates import blocks

#: A duty of so many units names them, of more it says how many there are. Of late ones, of
#: products and of reasons the first are told.
LIMITS = {"named_at_most": 4, "told_at_most": ":3", "late_at_most": ":8"}


def document(briefing: Briefing) -> Document:
    """A4 across the page, inside the house only."""
    agency, issuer = briefing.agency, briefing.issuer
    is_of_unit = issuer != agency.name
    return Document(
        on=briefing.on,
        name=f"Bảng tổng hợp nhiệm vụ phục vụ giao ban ngày {short_date(briefing.on)}",
        author=agency.name,
        masthead=Masthead(
            superior=agency.name if is_of_unit else agency.superior_name,
            issuer=issuer,
            symbol=None,
            place=agency.place,
            year=briefing.on.year,
        ),
        title=Title(
            "Bảng tổng hợp",
            f"Tình hình thực hiện nhiệm vụ phục vụ giao ban {_month(briefing)}",
            f"(Số liệu đến ngày {short_date(briefing.on)})",
        ),
        addressees=(),
        blocks=blocks("briefing/table", briefing=briefing, totals=_totals(briefing), **LIMITS),
        closing=Closing((), briefing.signature) if briefing.signature else None,
        mark="Lưu hành nội bộ",
        is_landscape=True,
        code=briefing.code,
    )


def _month(briefing: Briefing) -> str:
    """tháng 11 năm 2026; tháng 01 and tháng 02 with a 0 (NĐ 30/2020)."""
    month = briefing.on.month
    return f"tháng {f'{month:02d}' if month <= 2 else month} năm {briefing.on.year}"


def _totals(briefing: Briefing) -> list[tuple[str, int]]:
    """Every counter that counts something: its label, and how many units stand so."""
    with translation.override("vi"):
        counted = (
            (str(figure.label), sum(line.counted(key) for line in briefing.lines))
            for key, figure in figures.DUTY_FIGURES.items()
        )
        return [(label, count) for label, count in counted if count]


# The workbook


def table(briefing: Briefing) -> DataTable:
    """What the document says, with the counters as numbers and the days as days."""
    with translation.override("vi"):
        return DataTable(
            key="giao-ban",
            name="Giao ban",
            title=f"Tình hình thực hiện nhiệm vụ phục vụ giao ban {_month(briefing)}",
            columns=_columns(),
            rows=tuple(_row(place, line) for place, line in enumerate(briefing.lines, start=1)),
            note="Mỗi dòng là một nhiệm vụ; các cột số đếm đơn vị được giao nhiệm vụ đó.",
        )


def _columns() -> tuple[Column, ...]:
    return (
        Column("STT", Kind.NUMBER, 6),
        Column("Văn bản", width=30),
        Column("Ngày văn bản", Kind.DATE),
        Column("Nhiệm vụ", width=40),
        Column("Đơn vị chủ trì", width=36),
        Column("Phối hợp", width=30),
        Column("Thời hạn", Kind.DATE),
        Column("Loại thời hạn", width=22),
        Column("Kết quả/Sản phẩm", width=50),
        Column("Tình trạng", width=40),
        Column("Nguyên nhân", width=50),
        *(Column(str(f.label), Kind.NUMBER, 14) for f in figures.DUTY_FIGURES.values()),
    )


def _row(place: int, line: DutyLine) -> tuple[Cell, ...]:
    return (
        place,
        line.paper,
        line.paper_on,
        f"{line.ordinal}. {line.title}",
        "; ".join(line.leads),
        "; ".join(line.coordinating),
        line.due_on,
        line.deadline,
        *(_said(part, line) for part in ("outcome", "standing", "reasons")),
        *(line.counted(key) for key in figures.DUTY_FIGURES),
    )


def _said(part: str, line: DutyLine) -> str:
    """The words of a cell, as the document has them."""
    return plain(blocks(f"briefing/_{part}", line=line, **LIMITS))
