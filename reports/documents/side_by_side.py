"""Two texts of one section side by side, line by line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reports.documents import Block, Table, plain
from reports.documents.blocks import Cell


@dataclass(frozen=True)
class Line:
    """A paragraph, or a row of a table; `is_different` where the other text has none like it."""

    text: str
    is_different: bool


@dataclass(frozen=True)
class Sides:
    mine: tuple[Line, ...]
    theirs: tuple[Line, ...]


def sides(mine: Sequence[Block], theirs: Sequence[Block]) -> Sides:
    """In the order of each text: a line that stands elsewhere counts as different."""
    one, other = list(_lines(mine)), list(_lines(theirs))
    matcher = SequenceMatcher(a=one, b=other, autojunk=False)
    alike_one: set[int] = set()
    alike_other: set[int] = set()
    for match in matcher.get_matching_blocks():
        alike_one.update(range(match.a, match.a + match.size))
        alike_other.update(range(match.b, match.b + match.size))
    return Sides(_marked(one, alike_one), _marked(other, alike_other))


def _marked(lines: list[str], alike: set[int]) -> tuple[Line, ...]:
    return tuple(Line(text, place not in alike) for place, text in enumerate(lines))


def _lines(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Table):
            for row in (*block.head, *block.rows):
                cells = [_words(cell) for cell in row.cells]
                if any(cells):
                    yield " | ".join(cells)
        else:
            yield from plain([block]).split("\n")


def _words(cell: Cell) -> str:
    return plain(cell.paragraphs).replace("\n", " ")
