"""Printed tables built row by row, where there are too many rows for a template."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from reports.documents.blocks import Cell, Paragraph, Row, Run, Table
from reports.documents.letters import clean

#: What stands in a cell: lines of text, or a figure.
Content = str | Run


@dataclass(frozen=True)
class Head:
    """`share` of the table's width, beside those of the other columns."""

    title: str
    share: float
    align: Literal["left", "center", "right"] = "left"


def table(
    heads: Sequence[Head], rows: Iterable[Sequence[Content]], total: Sequence[Content] = ()
) -> Table:
    """With a column TT before the others, and the row (1) (2) (3) below the head.

    `total` is a last row, in bold and without a number.
    """
    heads = (Head("TT", 6, "center"), *heads)
    whole = sum(head.share for head in heads)
    body = [_row((str(number), *row), heads) for number, row in enumerate(rows, start=1)]
    if total:
        body.append(_row(("", *total), heads, bold=True))
    return Table(
        widths=tuple(100 * head.share / whole for head in heads),
        head=(Row(tuple(_cell(head.title, "center", bold=True) for head in heads)),),
        numbers=tuple(f"({number})" for number in range(1, len(heads) + 1)),
        rows=tuple(body),
    )


def _row(contents: Sequence[Content], heads: Sequence[Head], bold: bool = False) -> Row:
    pairs = zip(contents, heads, strict=True)
    return Row(tuple(_cell(content, head.align, bold) for content, head in pairs))


def _cell(content: Content, align: Literal["left", "center", "right"], bold: bool = False) -> Cell:
    if isinstance(content, Run):
        return Cell((Paragraph((content,)),), align, bold)
    lines = (" ".join(line.split()) for line in clean(content).splitlines())
    return Cell(tuple(Paragraph((Run(line),)) for line in lines if line), align, bold)
