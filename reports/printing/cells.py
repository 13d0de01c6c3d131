"""The cells of a workbook: which format a value gets, and what no cell can hold."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from directives.vietnamese import number
from reports.documents.data import DataTable, Kind, Value, begins_like_a_formula, written

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: Of a cell, counted as Excel counts: a letter outside the basic plane is two.
MAX_TEXT = 32_767
CUT_MARK = " […] (đã cắt bớt)"
CUT_NOTE = (
    "Có ô dài quá giới hạn của Excel (32.767 ký tự): phần sau dấu […] đã cắt bớt, xem đủ trong "
    "tệp CSV hoặc JSON."
)
#: Digits that a number of Excel holds; a longer number stays text, so that none of it is lost.
MAX_DIGITS = 15
#: Before this day Excel's calendar counts a 29/02/1900 that never was.
FIRST_DAY = date(1900, 3, 1)

#: A figure keeps off the text in the next cell.
_APART = {"border": 1, "align": "right", "indent": 1}


class Formats:
    """The looks of a workbook's cells, each made when it is first asked for."""

    def __init__(self, book: "Workbook"):
        self._book = book
        self._made: dict[tuple, Format] = {}

    def _format(self, **changes) -> "Format":
        key = tuple(sorted(changes.items()))
        if key not in self._made:
            look = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
            self._made[key] = self._book.add_format(look | changes)
        return self._made[key]

    @cached_property
    def title(self) -> "Format":
        return self._format(bold=True, text_wrap=True)

    @cached_property
    def note(self) -> "Format":
        return self._format(italic=True, text_wrap=True)

    @cached_property
    def text(self) -> "Format":
        return self._format(text_wrap=True)

    @cached_property
    def boxed(self) -> "Format":
        return self._format(text_wrap=True, border=1)

    @cached_property
    def typed(self) -> "Format":
        """A text that begins like a formula: it stays a text when somebody edits the cell."""
        return self._format(text_wrap=True, border=1, quote_prefix=True)

    @cached_property
    def head(self) -> "Format":
        look = {"bold": True, "text_wrap": True, "border": 1, "bg_color": "#E7E6E6"}
        return self._format(**look, align="center", valign="vcenter")

    @cached_property
    def centred(self) -> "Format":
        return self._format(align="center", border=1)

    @cached_property
    def link(self) -> "Format":
        return self._format(text_wrap=True, border=1, underline=1, font_color="#0563C1")

    @cached_property
    def day(self) -> "Format":
        return self._format(align="center", border=1, num_format="dd/mm/yyyy")

    def number(self, decimals: int) -> "Format":
        return self._format(**_APART, num_format=f"#,##0{_places(decimals)}")

    def percent(self, decimals: int) -> "Format":
        return self._format(**_APART, num_format=f"0{_places(decimals)}%")


def _places(decimals: int) -> str:
    return f".{'0' * decimals}" if decimals else ""


def write(
    sheet: "Worksheet", row: int, column: int, value: Value, kind: Kind, formats: Formats
) -> None:
    """The value of a `fitting` table. A text in a column of numbers stays a text."""
    match value:
        case None:
            sheet.write_blank(row, column, None, formats.boxed)
        case str():
            style = formats.typed if begins_like_a_formula(value) else formats.boxed
            sheet.write_string(row, column, value, style)
        case date():
            sheet.write_datetime(row, column, value, formats.day)
        case _ if kind == Kind.PERCENT:
            style = formats.percent(_decimals(value))
            sheet.write_number(row, column, float(Decimal(value) / 100), style)
        case _:
            sheet.write_number(row, column, float(value), formats.number(_decimals(value)))


def _decimals(value: int | Decimal) -> int:
    return max(0, -int(Decimal(value).normalize().as_tuple().exponent))


def fitting(table: DataTable) -> DataTable:
    """The table with what Excel can hold; the note tells where a text was cut."""
    rows = tuple(tuple(_fitting(value) for value in row) for row in table.rows)
    is_cut = any(
        isinstance(value, str) and value.endswith(CUT_MARK) for row in rows for value in row
    )
    note = f"{table.note} {CUT_NOTE}".strip() if is_cut else table.note
    return replace(table, rows=rows, note=written(note))


def _fitting(value: Value) -> Value:
    match value:
        case str():
            return _short(written(value))
        case date() if value < FIRST_DAY:
            return f"{value:%d/%m/%Y}"
        case int() | Decimal() if len(Decimal(value).normalize().as_tuple().digits) > MAX_DIGITS:
            return number(value)
    return value


def _short(text: str) -> str:
    if len(text) * 2 <= MAX_TEXT:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= MAX_TEXT * 2:
        return text
    return units[: (MAX_TEXT - len(CUT_MARK)) * 2].decode("utf-16-le", "ignore") + CUT_MARK
