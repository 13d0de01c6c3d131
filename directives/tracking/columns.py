"""Which column says what: guessed from its heading, and put right by a person."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from directives.tracking.sheets import Sheet, SheetRow
from directives.tracking.texts import folded, tidy


class Field(TextChoices):
    PAPER = "paper", _("Văn bản (số, ký hiệu)")
    PAPER_ON = "paper_on", _("Ngày văn bản")
    SUBJECT = "subject", _("Trích yếu")
    ISSUER = "issuer", _("Cơ quan ban hành")
    DUTY = "duty", _("Nhiệm vụ")
    LEAD = "lead", _("Đơn vị chủ trì")
    COORDINATING = "coordinating", _("Đơn vị phối hợp")
    DUE = "due", _("Thời hạn")
    STATE = "state", _("Tình trạng")
    DONE_ON = "done_on", _("Ngày hoàn thành")


#: Without these there is nothing to bring in.
NEEDED = (Field.PAPER, Field.DUTY, Field.LEAD)

#: What headings say, the most telling first; without tones and capitals.
_WORDS: dict[Field, tuple[str, ...]] = {
    Field.PAPER_ON: ("ngay van ban", "ngay ban hanh", "ngay vb", "ngay cv"),
    Field.DONE_ON: ("ngay hoan thanh", "ngay bao cao xong", "hoan thanh thuc te", "ngay ht"),
    Field.SUBJECT: ("trich yeu", "ve viec", "noi dung van ban"),
    Field.ISSUER: ("co quan ban hanh", "noi ban hanh", "don vi ban hanh", "co quan giao"),
    Field.COORDINATING: ("phoi hop",),
    Field.LEAD: ("chu tri", "don vi thuc hien", "don vi duoc giao", "phong don vi", "don vi"),
    Field.DUE: ("thoi han", "han hoan thanh", "han xu ly", "thoi gian hoan thanh", "han"),
    Field.STATE: ("tinh trang", "trang thai", "tien do", "ket qua thuc hien"),
    Field.DUTY: ("nhiem vu", "noi dung cong viec", "noi dung giao", "noi dung"),
    Field.PAPER: ("van ban giao", "so ky hieu", "so van ban", "van ban", "so vb", "cong van"),
}
#: A heading that says several things at once is that of the paper: "Văn bản (số, ngày, trích yếu)".
_OF_PAPERS = ("van ban", "so ky hieu", "cong van")
#: The heading is looked for in the first rows; above it stand the names of the agency and table.
_DEEPEST = 30


@dataclass(frozen=True)
class Layout:
    """The row of the headings, and the column of each field."""

    header: int
    columns: Mapping[Field, int]

    @property
    def missing(self) -> list[Field]:
        return [field for field in NEEDED if field not in self.columns]


def guess(sheet: Sheet) -> Layout:
    """The heading that tells of most fields; row 0 and no column where nothing looks like one."""
    best = Layout(0, {})
    for row in sheet.rows[:_DEEPEST]:
        columns = _guessed(headings(sheet, row.number))
        if len(columns) > len(best.columns):
            best = Layout(row.number, columns)
    return best


def guess_at(sheet: Sheet, header: int) -> Layout:
    """The same for a row that a person has named."""
    return Layout(header, _guessed(headings(sheet, header)))


def headings(sheet: Sheet, header: int) -> dict[int, str]:
    """What stands over each column: of a heading in two rows, both."""
    found = {row.number: row for row in sheet.rows}
    row = found.get(header)
    if row is None:
        return {}
    below = found.get(header + 1) if _has_second(sheet, header) else None
    above, said = "", {}
    for column, cell in enumerate(row.cells):
        own = "" if cell is None else tidy(str(cell)).replace("\n", " ")
        is_covered = (header, column + 1) in sheet.wide
        above = above if is_covered else own
        lower = _text(below, column)
        both = f"{above} {lower}" if lower and lower != above else above
        if both and (lower or not is_covered):
            said[column] = both
    return said


def body(sheet: Sheet, header: int) -> list[SheetRow]:
    """The rows below the heading, without the line that numbers the columns."""
    first = header + (2 if _has_second(sheet, header) else 1)
    return [row for row in sheet.rows if row.number >= first and not _numbers_columns(row)]


def _has_second(sheet: Sheet, header: int) -> bool:
    """A heading of two rows: some cell of the first covers several columns."""
    return any(row == header for row, _column in sheet.wide)


def _text(row: SheetRow | None, column: int) -> str:
    if row is None or column >= len(row.cells) or row.cells[column] is None:
        return ""
    return tidy(str(row.cells[column])).replace("\n", " ")


def _numbers_columns(row: SheetRow) -> bool:
    said = [folded(str(row.cells[column])) for column in row.filled]
    return len(said) > 2 and said == [str(number) for number in range(1, len(said) + 1)]


def _guessed(over: dict[int, str]) -> dict[Field, int]:
    """Each column says one thing; a field takes the column whose heading fits it best."""
    found: dict[Field, int] = {}
    plain = {column: folded(text) for column, text in over.items()}
    for field, words in _WORDS.items():
        column = _first_with(words, plain, set(found.values()))
        if column is not None:
            found[field] = column
    for field in (Field.SUBJECT, Field.PAPER_ON):
        column = found.get(field)
        if Field.PAPER not in found and column is not None:
            if any(word in plain[column] for word in _OF_PAPERS):
                found[Field.PAPER] = found.pop(field)
    return {field: found[field] for field in Field if field in found}


def _first_with(words: tuple[str, ...], plain: dict[int, str], taken: set[int]) -> int | None:
    for word in words:
        for column, text in plain.items():
            if column not in taken and f" {word} " in f" {text} ":
                return column
    return None
