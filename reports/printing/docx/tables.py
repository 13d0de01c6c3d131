"""Tables of figures, and tables without rules that only place text side by side."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lxml.etree import _Element

from reports.documents import Cell, Chart, Paragraph, Row, Run, Table
from reports.documents.labels import dash_of
from reports.printing.docx import grid
from reports.printing.docx.elements import keep_with_next, line, paragraph, present, pt, run, w
from reports.printing.docx.grid import Slot
from reports.printing.docx.styles import BARE, RULED

#: About how many letters of a cell stand on one square inch, 1440 x 1440 twips: 12 points.
LETTERS = 80
#: A row may be torn if it is higher than this: kept whole, it would not fit on a page.
TALL = 7 * 1440


def table(block: Table, *, width: int) -> _Element:
    """Its head and the row of column numbers come again on every page; no row is torn."""
    columns = shares(block.widths, width)
    made = _table(RULED, columns)
    for slots in grid.rows(block.head, columns=len(columns)):
        made.append(_row(slots, columns, head="CellHead"))
    if block.numbers:
        for slots in grid.rows((_numbers(block),), columns=len(columns)):
            made.append(_row(slots, columns, head="CellNumber"))
    for slots in grid.rows(block.rows, columns=len(columns)):
        made.append(_row(slots, columns))
    return made


def chart(block: Chart, *, width: int) -> _Element:
    """The bars' labels and figures: an office can type others, which it cannot in a drawing."""
    rows = tuple(
        Row(
            (
                Cell((Paragraph((Run(bar.label),)),)),
                Cell((Paragraph((Run(bar.text),)),), align="right"),
            )
        )
        for bar in block.bars
    )
    made = table(Table(widths=(70, 30), head=(), rows=rows), width=width)
    for row in made.findall("{*}tr")[:-1]:
        keep_with_next(row)
    return made


def side_by_side(widths: Sequence[int], *rows: Sequence[Sequence[_Element]]) -> _Element:
    """`rows` of cells of paragraphs, without rules; each row stays on its page."""
    made = _table(BARE, widths)
    for cells in rows:
        made.append(
            w(
                "tr",
                w("trPr", w("cantSplit")),
                *(
                    w("tc", w("tcPr", w("tcW", w=length, type_="dxa")), *content)
                    for length, content in zip(widths, cells, strict=True)
                ),
            )
        )
    return made


def shares(percents: Sequence[float], width: int) -> list[int]:
    """The columns' widths in twips, exactly `width` together."""
    whole = sum(percents) or 1
    edges = [round(sum(percents[:place]) / whole * width) for place in range(len(percents) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _table(style: str, columns: Sequence[int]) -> _Element:
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val=style),
            w("tblW", w=sum(columns), type_="dxa"),
            w("tblLayout", type_="fixed"),
            w("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0),
        ),
        w("tblGrid", *(w("gridCol", w=length) for length in columns)),
    )


def _numbers(block: Table) -> Row:
    return Row(tuple(Cell((Paragraph((Run(number),)),)) for number in block.numbers))


def _row(slots: list[Slot], columns: Sequence[int], *, head: str = "") -> _Element:
    """`head`: the style of a row that comes again on every page."""
    is_tall = any(_height(slot, columns) > TALL for slot in slots)
    properties = present(not is_tall and w("cantSplit"), head and w("tblHeader"))
    return w(
        "tr",
        w("trPr", *properties) if properties else None,
        *(_cell(slot, columns, head) for slot in slots),
    )


def _height(slot: Slot, columns: Sequence[int]) -> float:
    """In twips, roughly."""
    letters = sum(len(run.text) for p in slot.cell.paragraphs for run in p.runs)
    return letters / LETTERS * 1440 * 1440 / _width(slot, columns)


def _width(slot: Slot, columns: Sequence[int]) -> int:
    return max(1, sum(columns[slot.column : slot.column + slot.span]))


def _cell(slot: Slot, columns: Sequence[int], head: str) -> _Element:
    properties = present(
        w("tcW", w=_width(slot, columns), type_="dxa"),
        slot.span > 1 and w("gridSpan", val=slot.span),
        slot.merge and w("vMerge", val=slot.merge),
        head == "CellNumber" and _low(),
        head and w("vAlign", val="center"),
    )
    return w("tc", w("tcPr", *properties), *_content(slot.cell, head))


def _low() -> _Element:
    """No room above and below: the row of column numbers is a low one."""
    return w("tcMar", w("top", w=0, type_="dxa"), w("bottom", w=0, type_="dxa"))


def _content(cell: Cell, head: str) -> Iterator[_Element]:
    if not cell.paragraphs:
        yield line(head or "Cell", "")
    for place, part in enumerate(cell.paragraphs):
        style = head or ("CellItem" if dash_of(part) else "Cell")
        own = {"spacing": w("spacing", before=pt(3))} if place else {}
        if not head and cell.align != "left":
            own["jc"] = w("jc", val=cell.align)
        italic = part.role == "note"
        words = (
            run(r.text, bold=r.bold or cell.bold, italic=r.italic or italic) for r in part.runs
        )
        yield paragraph(style, *words, **own)
