"""Reads the markup of our own text templates into blocks. Strict: a slip raises ValueError.

White space is collapsed as a browser does; a paragraph without words is left out; `<br>` is a
line end within the paragraph. Letters are cleaned (`reports.documents.letters`), so that what the
templates print of a unit's words is fit for every file.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal, cast

from reports.documents.blocks import (
    Bar,
    Block,
    Cell,
    Chart,
    Heading,
    ItemList,
    Paragraph,
    Row,
    Run,
    Table,
)
from reports.documents.tree import Node, grow

ROLES = frozenset({"item", "lead", "last", "note", "mark"})
ALIGNMENTS = frozenset({"left", "center", "right"})
#: Stands for a `<br>` until blanks are collapsed; no text holds it.
LINE_END = "\v"
SPACES = re.compile("[ \t\n\r\f\v]+")
LEVELS: dict[str, Literal[1, 2, 3]] = {"h2": 1, "h3": 2, "h4": 3}


def read(html: str) -> tuple[Block, ...]:
    """The blocks that the markup says; raises ValueError where it says anything else."""
    blocks = (_block(node) for node in grow(html) if isinstance(node, Node))
    return tuple(block for block in blocks if block is not None)


def _block(node: Node) -> Block | None:
    match node.tag:
        case "p":
            return _paragraph(node)
        case "h2" | "h3" | "h4":
            return Heading(LEVELS[node.tag], node.words().strip())
        case "ul" | "ol":
            items = tuple(_paragraphs(item) for item in node.nodes("li"))
            return ItemList(items, ordered=node.tag == "ol")
        case "table":
            return _table(node)
        case _:
            return _chart(node)


# Paragraphs


def _paragraph(node: Node) -> Paragraph | None:
    """None where it has no words."""
    role = node.attributes.get("class", "")
    if role and role not in ROLES:
        raise ValueError(f"no role of a paragraph: {role}")
    runs = _tidy(_runs(node, Run("")))
    return Paragraph(runs, cast("Literal['', 'item']", role)) if runs else None


def _paragraphs(node: Node) -> tuple[Paragraph, ...]:
    """Of an item or a cell: its <p>, or its words as one paragraph."""
    if not node.nodes("p"):
        runs = _tidy(_runs(node, Run("")))
        return (Paragraph(runs),) if runs else ()
    if any(child.strip() if isinstance(child, str) else child.tag != "p" for child in node):
        raise ValueError(f"words beside a <p> in <{node.tag}>")
    found = (_paragraph(child) for child in node.nodes("p"))
    return tuple(paragraph for paragraph in found if paragraph)


def _runs(node: Node, style: Run) -> Iterator[Run]:
    for child in node:
        if isinstance(child, str):
            yield replace(style, text=child)
        elif child.tag == "br":
            yield replace(style, text=LINE_END)
        elif child.tag == "data":
            if child.attributes.keys() != {"value"} or not child.attributes["value"]:
                raise ValueError("<data> of a text has a value and nothing else")
            yield replace(style, text=child.words().strip(), figure=child.attributes["value"])
        else:
            is_bold = child.tag in {"b", "strong"}
            inner = replace(style, bold=True) if is_bold else replace(style, italic=True)
            yield from _runs(child, inner)


def _tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """White space collapsed across the runs, none at the ends of a line; like runs in one."""
    runs = list(runs)
    words = "".join(run.text for run in runs)
    letters = list(words)
    for found in SPACES.finditer(words):
        start, end = found.span()
        lines = found.group().count(LINE_END)
        is_inside = start > 0 and end < len(words)
        letters[start:end] = ["\n" * lines or " " if is_inside else "", *[""] * (end - start - 1)]
    tidy: list[Run] = []
    position = 0
    for run in runs:
        text = "".join(letters[position : position + len(run.text)])
        position += len(run.text)
        if tidy and not run.figure and replace(tidy[-1], text="") == replace(run, text=""):
            tidy[-1] = replace(run, text=tidy[-1].text + text)
        elif text:
            tidy.append(replace(run, text=text))
    return tuple(tidy)


# Tables and charts


def _table(node: Node) -> Table:
    head = [row for part in node.nodes("thead") for row in part.nodes("tr")]
    body = [row for part in (node, *node.nodes("tbody")) for row in part.nodes("tr")]
    if any(row.classes() not in ([], ["numbers"]) for row in [*head, *body]):
        raise ValueError("a <tr> has no class but numbers")
    numbered = [row for row in head if row.classes()]
    if len(numbered) > 1 or any(row.classes() for row in body):
        raise ValueError("one row of numbers, in the <thead>")
    table = Table(
        widths=tuple(float(col.attributes["width"]) for col in _columns(node)),
        head=tuple(_row(row) for row in head if row not in numbered),
        rows=tuple(_row(row) for row in body),
        numbers=tuple(c.words().strip() for row in numbered for c in row.nodes("td", "th")),
    )
    _check(table)
    return table


def _columns(node: Node) -> list[Node]:
    return [col for group in node.nodes("colgroup") for col in group.nodes("col")]


def _check(table: Table) -> None:
    """Every row fills the columns, cells that reach down from above counted."""
    width = len(table.widths)
    if abs(sum(table.widths) - 100) > 0.01:
        raise ValueError(f"the columns are {sum(table.widths):g} percent wide")
    if table.numbers and len(table.numbers) != width:
        raise ValueError(f"{len(table.numbers)} numbers for {width} columns")
    for rows in (table.head, table.rows):
        reaching: list[int] = []
        for row in rows:
            filled = len(reaching) + sum(cell.colspan for cell in row.cells)
            if filled != width:
                raise ValueError(f"a row fills {filled} of {width} columns")
            reaching = [left - 1 for left in reaching]
            for cell in row.cells:
                reaching += [cell.rowspan - 1] * cell.colspan
            reaching = [left for left in reaching if left]


def _row(node: Node) -> Row:
    return Row(tuple(_cell(cell) for cell in node.nodes("td", "th")))


def _cell(node: Node) -> Cell:
    """A <th> is bold and centred."""
    classes = set(node.classes())
    if unknown := classes - ALIGNMENTS - {"bold"}:
        raise ValueError(f"a cell has no class {', '.join(sorted(unknown))}")
    aligned = [side for side in ("left", "center", "right") if side in classes]
    if len(aligned) > 1:
        raise ValueError("a cell is aligned twice")
    is_head = node.tag == "th"
    align = aligned[0] if aligned else "center" if is_head else "left"
    return Cell(
        paragraphs=_paragraphs(node),
        align=cast("Literal['left', 'center', 'right']", align),
        bold=is_head or "bold" in classes,
        colspan=int(node.attributes.get("colspan", 1)),
        rowspan=int(node.attributes.get("rowspan", 1)),
    )


def _chart(node: Node) -> Chart:
    if node.classes() != ["chart"]:
        raise ValueError("a <figure> is a chart")
    (caption,) = node.nodes("figcaption")
    return Chart(
        title=caption.words().strip(),
        bars=tuple(_bar(bar) for bar in node.nodes("data")),
        most=float(node.attributes["data-most"]),
    )


def _bar(node: Node) -> Bar:
    if node.classes() != ["bar"]:
        raise ValueError("a <data> of a chart is a bar")
    label, value = node.attributes["title"], float(node.attributes["value"])
    return Bar(label, value, node.words().strip())
