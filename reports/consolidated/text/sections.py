"""The sections of a text in their order, each with its number."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.documents import Block
from reports.documents.labels import letter_of, roman


@dataclass(frozen=True)
class Section:
    """`title` holds its number ("I. Tình hình triển khai"); level 0 has no heading in print."""

    key: str
    level: int
    title: str
    blocks: tuple[Block, ...]


def numbered(headings: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Level and title -> I. ..., 1. ..., a) ...: each level counts anew below the one above."""
    counts = [0, 0, 0]
    for level, title in headings:
        counts[level - 1] += 1
        counts[level:] = [0] * (3 - level)
        yield _number(level, counts[level - 1]) + title


def _number(level: int, count: int) -> str:
    match level:
        case 1:
            return f"{roman(count)}. "
        case 2:
            return f"{count}. "
        case _:
            return letter_of(count)
