"""The sheets of a workbook as rows of plain values; refused in a sentence where that cannot be."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

from django.utils.translation import gettext as _

#: A cell: text, number, day, or nothing.
Value = str | int | float | bool | date | None

#: Of one sheet, rows without a word not counted.
MOST_ROWS = 5000
MOST_COLUMNS = 60
#: Bytes of all that is packed in the file: a table of 5,000 rows has a tenth of them.
MOST_UNPACKED = 40 * 1024 * 1024
MOST_PARTS = 500
#: What stands in a cell whose formula cannot be worked out.
FAULT = "#"


class Unreadable(Exception):
    """The file is refused; the message is the sentence for the person who sent it."""


@dataclass(frozen=True)
class SheetRow:
    """`number` as Excel counts it."""

    number: int
    cells: tuple[Value, ...]

    @property
    def filled(self) -> list[int]:
        """The columns in which something stands."""
        return [index for index, cell in enumerate(self.cells) if cell not in (None, "")]


@dataclass(frozen=True)
class Sheet:
    """A sheet that can be seen. A cell merged over several rows stands in each of them, one merged
    over several columns in the first; `wide` are the columns by row that are covered by the one
    on their left.
    """

    name: str
    rows: tuple[SheetRow, ...]
    wide: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Workbook:
    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...]

    def sheet(self, name: str) -> Sheet:
        """The one of that name, or the first with rows."""
        named = (sheet for sheet in self.sheets if sheet.name == name)
        filled = (sheet for sheet in self.sheets if sheet.rows)
        return next(named, next(filled, self.sheets[0]))


def read(file: IO[bytes]) -> Workbook:
    """Raises Unreadable."""
    has_formulas = _look_into(file)
    values = _open(file, data_only=True)
    formulas = _open(file, data_only=False) if has_formulas else None
    visible = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
    if not visible:
        raise Unreadable(_("Tệp không có trang tính nào nhìn thấy được."))
    return Workbook(
        sheets=tuple(
            _sheet(sheet, formulas[sheet.title] if formulas else None) for sheet in visible
        ),
        hidden=tuple(sheet.title for sheet in values.worksheets if sheet.sheet_state != "visible"),
    )


def _look_into(file: IO[bytes]) -> bool:
    """Refuse what is no workbook, is too big or may run; whether there are formulas in it."""
    file.seek(0)
    if file.read(4) == b"\xd0\xcf\x11\xe0":
        raise Unreadable(
            _("Tệp có mật khẩu hoặc là tệp Excel cũ (.xls); hãy lưu thành .xlsx, bỏ mật khẩu.")
        )
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as parts:
            infos = parts.infolist()
            names = {info.filename for info in infos}
            if "xl/workbook.xml" not in names:
                raise Unreadable(_("Tệp không phải là bảng tính Excel (.xlsx)."))
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise Unreadable(_("Tệp có macro; hãy lưu lại thành .xlsx."))
            if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
                raise Unreadable(
                    _("Bảng tính quá lớn; hãy chỉ giữ lại trang tính và các dòng cần nhập.")
                )
            return any(
                b"<f>" in parts.read(name) or b"<f " in parts.read(name)
                for name in names
                if name.startswith("xl/worksheets/") and name.endswith(".xml")
            )
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise Unreadable(_("Tệp hỏng hoặc không phải là bảng tính Excel (.xlsx).")) from error


def _open(file: IO[bytes], *, data_only: bool):
    import openpyxl

    file.seek(0)
    try:
        return openpyxl.load_workbook(file, data_only=data_only, keep_links=False)
    except Exception as error:  # the library fails in many ways on a file that Excel never wrote
        raise Unreadable(_("Tệp hỏng hoặc không phải là bảng tính Excel (.xlsx).")) from error


def _sheet(sheet, formulas) -> Sheet:
    if sheet.max_column > MOST_COLUMNS and any(
        row[MOST_COLUMNS] not in (None, "")
        for row in sheet.iter_rows(values_only=True)
        if len(row) > MOST_COLUMNS
    ):
        raise Unreadable(
            _("Trang tính “%(name)s” có quá %(most)s cột; hãy bỏ bớt các cột không cần nhập.")
            % {"name": sheet.title, "most": MOST_COLUMNS}
        )
    down, wide = _merged(sheet)
    rows = []
    for row in _filled(sheet, formulas, down):
        rows.append(row)
        if len(rows) > MOST_ROWS:
            raise Unreadable(
                _("Trang tính “%(name)s” có quá %(most)s dòng; hãy chia thành nhiều tệp.")
                % {"name": sheet.title, "most": f"{MOST_ROWS:,}".replace(",", ".")}
            )
    return Sheet(sheet.title, tuple(rows), wide)


def _merged(sheet) -> tuple[dict[tuple[int, int], tuple[int, int]], frozenset[tuple[int, int]]]:
    """(row, column) -> the cell whose value it shows, and those covered from the left."""
    down, wide = {}, set()
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row, min(area.max_row, sheet.max_row) + 1):
            down[row, area.min_col] = (area.min_row, area.min_col)
            wide |= {(row, column) for column in range(area.min_col + 1, area.max_col + 1)}
    return down, frozenset(wide)


def _filled(sheet, formulas, down) -> Iterator[SheetRow]:
    last = min(sheet.max_column, MOST_COLUMNS)
    for cells in sheet.iter_rows(max_col=last):
        number = cells[0].row
        values = []
        for column, cell in enumerate(cells, start=1):
            place = down.get((number, column), (number, column))
            value = sheet.cell(*place).value if place != (number, column) else cell.value
            values.append(_plain(value, formulas.cell(*place) if formulas else None))
        row = SheetRow(number, tuple(values))
        if row.filled:
            yield row


def _plain(value, formula) -> Value:
    if value is None and formula is not None and formula.data_type == "f":
        return FAULT
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        return FAULT if value.startswith("#") and value.endswith(("!", "?", "A")) else value.strip()
    if value is None or isinstance(value, int | float | date):
        return value
    return str(value)
