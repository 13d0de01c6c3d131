"""The nodes that a browser sent, as far as they can be trusted: their shape and their number."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

#: doc > table > row > cell > paragraph > text
DEEPEST = 6
#: Nodes of one section: a table of 200 rows and 10 columns has some 6,000.
MOST_NODES = 30_000

NODE_KEYS = {"type", "attrs", "content", "marks", "text"}
MARKS = {"bold", "italic"}


class Unreadable(Exception):
    """What was sent is no text of ours; says why in a sentence."""

    def __init__(self, sentence: str = ""):
        self.sentence = sentence or _("Nội dung gửi lên không đúng định dạng nên không lưu được.")
        super().__init__(self.sentence)


@dataclass(frozen=True)
class Node:
    type: str
    attrs: dict[str, Any]
    content: tuple["Node", ...]
    marks: frozenset[str]
    text: str

    def expect(self, type_: str) -> None:
        if self.type != type_:
            raise Unreadable

    def one_of(self, name: str, allowed: Sequence) -> Any:
        """An attribute of few values; a boolean is no number."""
        value = self.attrs.get(name)
        if value not in allowed or type(value) is not type(allowed[0]):
            raise Unreadable
        return value

    @cached_property
    def letters(self) -> int:
        return len(self.text) + sum(child.letters for child in self.content)


def grow(raw: object) -> Node:
    """Raises Unreadable where it is no node, too deep, or of too many nodes."""
    left = [MOST_NODES]
    return _grow(raw, 1, left)


def _grow(raw: object, depth: int, left: list[int]) -> Node:
    left[0] -= 1
    if left[0] < 0:
        raise Unreadable(_("Mục này có quá nhiều đoạn, ô bảng; hãy chia thành nhiều mục."))
    if depth > DEEPEST or not isinstance(raw, dict) or not raw.keys() <= NODE_KEYS:
        raise Unreadable
    type_, attrs, content = raw.get("type"), raw.get("attrs", {}), raw.get("content", [])
    text = raw.get("text", "")
    if not isinstance(type_, str) or not isinstance(attrs, dict) or not isinstance(content, list):
        raise Unreadable
    if not isinstance(text, str) or (type_ == "text") != bool(text):
        raise Unreadable
    return Node(
        type=type_,
        attrs=attrs,
        content=tuple(_grow(child, depth + 1, left) for child in content),
        marks=_marks(raw.get("marks", [])),
        text=text,
    )


def _marks(raw: object) -> frozenset[str]:
    if not isinstance(raw, list) or not all(isinstance(mark, dict) for mark in raw):
        raise Unreadable
    names = frozenset(mark.get("type") for mark in raw if isinstance(mark.get("type"), str))
    if len(names) != len(raw) or not names <= MARKS:
        raise Unreadable
    return names
