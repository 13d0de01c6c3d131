"""The blocks that a document's text is made of. Frozen plain values, stored as JSON.

`type` tells the blocks apart in JSON and is never given by hand.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Run:
    """Words in one style. `figure` is the key of the figure that they print, blank for text."""

    text: str
    bold: bool = False
    italic: bool = False
    figure: str = ""


@dataclass(frozen=True)
class Paragraph:
    """`role`: "item" begins with a dash, "lead" stays with what follows, "last" is the closing
    sentence, which stays with the signature and whose "./." stays with its last word; "note" is
    in italics; "mark" is boxed and centred.
    """

    runs: tuple[Run, ...]
    role: Literal["", "item", "lead", "last", "note", "mark"] = ""
    type: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Heading:
    """Level 1 is "I. KẾT QUẢ", 2 "1. …", 3 "a) …", all in bold. The number is in `text`."""

    level: Literal[1, 2, 3]
    text: str
    type: Literal["heading"] = "heading"


@dataclass(frozen=True)
class ItemList:
    """Each item is one paragraph, or more. Ordered items are a), b), c) in the Vietnamese order."""

    items: tuple[tuple[Paragraph, ...], ...]
    ordered: bool = False
    type: Literal["list"] = "list"


@dataclass(frozen=True)
class Cell:
    paragraphs: tuple[Paragraph, ...]
    align: Literal["left", "center", "right"] = "left"
    bold: bool = False
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """`widths` are percents of the text's width, one for each column, 100 together.

    `head` rows and `numbers`, the row (1) (2) (3), come again on every page; `numbers` may be
    empty.
    """

    widths: tuple[float, ...]
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    numbers: tuple[str, ...] = ()
    type: Literal["table"] = "table"


@dataclass(frozen=True)
class Bar:
    label: str
    value: float
    text: str


@dataclass(frozen=True)
class Chart:
    """Horizontal bars with their figures beside them; only in internal documents.

    `most` is the value of a full bar.
    """

    title: str
    bars: tuple[Bar, ...]
    most: float
    type: Literal["chart"] = "chart"


Block = Paragraph | Heading | ItemList | Table | Chart


def paragraphs_in(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Every paragraph in reading order, those of lists and cells included."""
    for block in blocks:
        match block:
            case Paragraph():
                yield block
            case ItemList():
                for item in block.items:
                    yield from item
            case Table():
                for row in (*block.head, *block.rows):
                    for cell in row.cells:
                        yield from cell.paragraphs
            case _:
                pass


def figures_in(blocks: Iterable[Block]) -> dict[str, str]:
    """Key -> what is printed for it, in reading order."""
    runs = (run for paragraph in paragraphs_in(blocks) for run in paragraph.runs)
    return {run.figure: run.text for run in runs if run.figure}


def plain(blocks: Iterable[Block]) -> str:
    """The text alone, a line for each heading, paragraph and bar: to compare and to search."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case Heading():
                lines.append(block.text)
            case Chart():
                lines.append(block.title)
                lines += [f"{bar.label}: {bar.text}" for bar in block.bars]
            case _:
                lines += ["".join(run.text for run in p.runs) for p in paragraphs_in([block])]
    return "\n".join(lines)
