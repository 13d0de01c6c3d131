"""What a Word file holds, in its order. Plain values: they come from a process of their own."""

from dataclasses import dataclass
from typing import Literal

from reports.issued.values import BYTES_AS_TEXT


@dataclass(frozen=True)
class Line:
    text: str
    type: Literal["line"] = "line"


@dataclass(frozen=True)
class Grid:
    """The rows of a table, the words of each cell."""

    rows: tuple[tuple[str, ...], ...]
    type: Literal["grid"] = "grid"


Passage = Line | Grid


@dataclass(frozen=True)
class Question:
    __pydantic_config__ = BYTES_AS_TEXT

    name: str
    content: bytes


@dataclass(frozen=True)
class Reading:
    """`refusal` is a key of `receiving.REFUSALS`, blank where the file was read."""

    refusal: str = ""
    detail: str = ""
    passages: tuple[Passage, ...] = ()
