"""Tables that came back from the editor: every row must fill the columns, spans counted."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from reports.documents.blocks import Cell, Paragraph, Row, Table
from reports.documents.editing.tree import Node, Unreadable

MOST_COLUMNS = 30
MOST_ROWS = 500
ALIGNMENTS = ("left", "center", "right")

type Paragraphs = Callable[[tuple[Node, ...]], tuple[Paragraph, ...]]


def read_table(node: Node, paragraphs: Paragraphs) -> Table:
    """Rows of nothing but head cells are the head, as long as they stand first."""
    if len(node.content) > MOST_ROWS:
        raise Unreadable(
            _("Bảng dài quá %(most)s dòng; hãy chia thành nhiều bảng.") % {"most": MOST_ROWS}
        )
    for row in node.content:
        row.expect("table_row")
    head_end = next(
        (place for place, row in enumerate(node.content) if not _is_head(row)), len(node.content)
    )
    in_head = node.content[:head_end]
    has_numbers = bool(in_head) and _is_numbers(in_head[-1])
    head = tuple(_row(row, paragraphs) for row in (in_head[:-1] if has_numbers else in_head))
    rows = tuple(_row(row, paragraphs) for row in node.content[head_end:])
    numbers = _numbers(in_head[-1], paragraphs) if has_numbers else ()
    columns = len(numbers) or _width((*head, *rows))
    if columns > MOST_COLUMNS:
        raise Unreadable(
            _("Bảng rộng quá %(most)s cột nên không in vừa trang.") % {"most": MOST_COLUMNS}
        )
    _check(head, columns)
    _check(rows, columns)
    return Table(_widths(node, columns), head, rows, numbers)


def _is_head(row: Node) -> bool:
    return bool(row.content) and all(cell.type == "table_header" for cell in row.content)


def _is_numbers(row: Node) -> bool:
    return row.attrs.get("numbers") is True and all(
        cell.attrs.get("colspan") == cell.attrs.get("rowspan") == 1 for cell in row.content
    )


def _numbers(row: Node, paragraphs: Paragraphs) -> tuple[str, ...]:
    cells = _row(row, paragraphs).cells
    return tuple(
        " ".join("".join(run.text for run in p.runs).strip() for p in cell.paragraphs)
        for cell in cells
    )


def _row(node: Node, paragraphs: Paragraphs) -> Row:
    return Row(tuple(_cell(cell, paragraphs) for cell in node.content))


def _cell(node: Node, paragraphs: Paragraphs) -> Cell:
    if node.type not in {"table_cell", "table_header"}:
        raise Unreadable
    return Cell(
        paragraphs=paragraphs(node.content),
        align=node.one_of("align", ALIGNMENTS),
        bold=node.one_of("bold", (False, True)),
        colspan=node.one_of("colspan", range(1, MOST_COLUMNS + 1)),
        rowspan=node.one_of("rowspan", range(1, MOST_ROWS + 1)),
    )


def _width(rows: tuple[Row, ...]) -> int:
    """Columns of the first row, in which no cell reaches down from above."""
    columns = sum(cell.colspan for cell in rows[0].cells) if rows else 0
    if not columns:
        raise Unreadable
    return columns


def _check(rows: tuple[Row, ...], columns: int) -> None:
    """No cell reaches out of the table, nor from the head into the body."""
    reaching: list[int] = []
    for row in rows:
        filled = len(reaching) + sum(cell.colspan for cell in row.cells)
        if filled != columns:
            raise Unreadable(_("Bảng có dòng không đủ ô, hoặc ô gộp lệch cột; hãy tách ô gộp."))
        reaching = [left - 1 for left in reaching]
        for cell in row.cells:
            reaching += [cell.rowspan - 1] * cell.colspan
        reaching = [left for left in reaching if left]
    if reaching:
        raise Unreadable(
            _("Bảng có ô gộp vượt ra ngoài dòng tiêu đề hoặc ngoài bảng; hãy tách ô gộp đó.")
        )


def _widths(node: Node, columns: int) -> tuple[float, ...]:
    """As they were where they still fit, else columns of one width; 100 together."""
    given = node.attrs.get("widths")
    if not isinstance(given, list) or len(given) != columns or not all(map(_is_width, given)):
        return (100 / columns,) * columns
    total = sum(given)
    if abs(total - 100) < 0.01:
        return tuple(float(width) for width in given)
    return tuple(100 * width / total for width in given)


def _is_width(width: object) -> bool:
    """A percent; neither a boolean nor NaN is a number here."""
    return isinstance(width, int | float) and not isinstance(width, bool) and 0 < width <= 100
