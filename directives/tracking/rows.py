"""The rows of a sheet as what they say: of which paper, which duty, which units, until when."""

from dataclasses import dataclass

from directives.tracking.columns import Field, Layout, body
from directives.tracking.papers import Cited, cited_in
from directives.tracking.sheets import FAULT, Sheet, SheetRow, Value


@dataclass(frozen=True)
class Row:
    """What one line says, with the paper and the duty of the line above where it names none.

    `is_heading`: it only names a group of lines. `has_fault`: a formula in it has no result.
    """

    number: int
    paper: str
    cited: Cited | None
    paper_on: Value
    subject: str
    issuer: str
    duty: str
    lead: str
    coordinating: str
    due: Value
    state: Value
    done_on: Value
    is_heading: bool = False
    has_fault: bool = False


def read(sheet: Sheet, layout: Layout) -> list[Row]:
    rows: list[Row] = []
    above: Row | None = None
    for line in body(sheet, layout.header):
        row = _row(line, layout, above)
        rows.append(row)
        above = above if row.is_heading else row
    return rows


def _row(line: SheetRow, layout: Layout, above: Row | None) -> Row:
    said = {field: _value(line, layout, field) for field in Field}
    own = _text(said[Field.PAPER])
    is_heading = not _text(said[Field.DUTY]) and not _text(said[Field.LEAD])
    goes_on = above is not None and not own
    same = above if goes_on and above is not None else None
    return Row(
        number=line.number,
        paper=same.paper if same else own,
        cited=same.cited if same else cited_in(own),
        paper_on=said[Field.PAPER_ON] or (same.paper_on if same else None),
        subject=_text(said[Field.SUBJECT]) or (same.subject if same else ""),
        issuer=_text(said[Field.ISSUER]) or (same.issuer if same else ""),
        duty=_text(said[Field.DUTY]) or (same.duty if same else ""),
        lead=_text(said[Field.LEAD]),
        coordinating=_text(said[Field.COORDINATING]),
        due=said[Field.DUE],
        state=said[Field.STATE],
        done_on=said[Field.DONE_ON],
        is_heading=is_heading,
        has_fault=any(value == FAULT for value in said.values()),
    )


def _value(line: SheetRow, layout: Layout, field: Field) -> Value:
    column = layout.columns.get(field)
    return None if column is None or column >= len(line.cells) else line.cells[column]


def _text(value: Value) -> str:
    return "" if value is None else str(value).strip()
