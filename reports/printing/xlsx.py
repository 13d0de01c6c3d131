"""Tables as a workbook for Excel: one sheet each, behind a sheet that lists them.

Numbers, percents and days are real ones; Excel shows them by its own settings, so a Vietnamese
one writes 1.234,5. Texts are never formulas, links or numbers, whatever they begin with.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING

from reports.documents.data import DataTable, Value
from reports.printing.cells import Formats, fitting, write

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

#: Rows go to disk as they are written: memory stays flat however many there are. Texts that look
#: like something else stay texts.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
CONTENTS = "Mục lục"
BLANKS = "Ô để trống là chưa có số liệu, không phải bằng 0."
#: Stands where a table has no rows.
NOTHING = "Không có."
A4 = 9
#: Characters across a page that can still be read.
READABLE = 215
#: In points; of text of 12 points, and the highest row that Excel knows.
LINE_HEIGHT, MAX_HEIGHT = 16, 409


def workbook(
    tables: Sequence[DataTable],
    *,
    title: str,
    code: str,
    author: str,
    on: date,
    about: Sequence[tuple[str, str]] = (),
) -> bytes:
    """The same tables give the same bytes: `on` is the day that the file says it was made.

    `about` are lines of the first sheet: what, and its text.
    """
    from xlsxwriter import Workbook

    made = BytesIO()
    book = Workbook(made, OPTIONS)
    book.set_properties(
        {"title": title, "author": author, "created": datetime.combine(on, time(), UTC)}
    )
    book.set_custom_property("Mã phiên bản", code, "text")
    formats = Formats(book)
    _contents(book, formats, tables, title, [*about, ("Mã phiên bản", code)])
    for table in tables:
        _sheet(book, formats, fitting(table), code)
    book.close()
    return made.getvalue()


def _contents(
    book: "Workbook",
    formats: Formats,
    tables: Sequence[DataTable],
    title: str,
    about: Sequence[tuple[str, str]],
) -> None:
    """The first sheet: what this is of, and a link to every table."""
    sheet = book.add_worksheet(CONTENTS)
    widths = (18, 34, 80, 12)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    _across(sheet, 0, title, formats.title, widths)
    for row, (what, text) in enumerate(about, start=1):
        sheet.write_string(row, 0, what, formats.text)
        _across(sheet, row, text, formats.text, widths, first=1)
    _across(sheet, len(about) + 1, BLANKS, formats.note, widths)
    head = len(about) + 2
    for column, heading in enumerate(["TT", "Bảng", "Nội dung", "Số dòng"]):
        sheet.write_string(head, column, heading, formats.head)
    for number, table in enumerate(tables, start=1):
        sheet.write_number(head + number, 0, number, formats.centred)
        sheet.write_url(head + number, 1, f"internal:'{table.name}'!A1", formats.link, table.name)
        sheet.write_string(head + number, 2, table.title, formats.boxed)
        sheet.write_number(head + number, 3, len(table.rows), formats.number(0))
    _paper(sheet, head, widths)


def _sheet(book: "Workbook", formats: Formats, table: DataTable, code: str) -> None:
    sheet = book.add_worksheet(table.name)
    widths = [column.width for column in table.columns]
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    _across(sheet, 0, table.title, formats.title, widths)
    if table.note:
        _across(sheet, 1, table.note, formats.note, widths)
    head = 2 if table.note else 1
    headings = [column.heading for column in table.columns]
    sheet.set_row(head, _height(headings, widths))
    for place, heading in enumerate(headings):
        sheet.write_string(head, place, heading, formats.head)
    for place, row in enumerate(table.rows, start=head + 1):
        sheet.set_row(place, _height(row, widths))
        for column, value in enumerate(row):
            write(sheet, place, column, value, table.columns[column].kind, formats)
    if table.rows:
        sheet.autofilter(head, 0, head + len(table.rows), len(widths) - 1)
    else:
        sheet.write_string(head + 1, 0, NOTHING, formats.text)
    sheet.freeze_panes(head + 1, 0)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    _paper(sheet, head, widths, code)


def _across(
    sheet: "Worksheet", row: int, text: str, style, widths: Sequence[int], first: int = 0
) -> None:
    """The text over all columns, in as many lines as it needs."""
    sheet.set_row(row, _height([text], [sum(widths[first:])]))
    if len(widths) - first > 1:
        sheet.merge_range(row, first, row, len(widths) - 1, "", style)
    sheet.write_string(row, first, text, style)


def _height(values: Sequence[Value], widths: Sequence[int]) -> float | None:
    """Of the row, in points, where a text needs more than one line; None for the usual height.

    Estimated: Excel fits rows itself but for merged ones, other programs fit none.
    """
    lines = max(
        (
            _lines(value, width)
            for value, width in zip(values, widths, strict=True)
            if isinstance(value, str) and (len(value) > width or "\n" in value)
        ),
        default=1,
    )
    return min(lines * LINE_HEIGHT, MAX_HEIGHT) if lines > 1 else None


def _lines(text: str, width: int) -> int:
    """A width is told in figures; letters are narrower, which pays for lines not filled."""
    return sum(ceil(len(part) / width) or 1 for part in text.split("\n"))


def _paper(sheet: "Worksheet", head: int, widths: Sequence[int], code: str = "") -> None:
    """A4 landscape; the head row on every page, and the first columns where it is pages wide."""
    pages = ceil(sum(widths) / READABLE)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    sheet.fit_to_pages(pages, 0)
    sheet.repeat_rows(head)
    if pages > 1:
        sheet.repeat_columns(0, _leading(widths) - 1)
    sheet.set_footer(f"&L&A&C&P/&N&R{code.replace('&', '&&')}")


def _leading(widths: Sequence[int]) -> int:
    """How many columns name a row: up to three, that leave most of a page to the others."""
    return max(sum(total < READABLE * 0.4 for total in accumulate(widths[:3])), 1)
