"""The blocks of a document as paragraphs and tables of Word."""

from collections.abc import Iterable, Iterator

from lxml.etree import _Element

from reports.documents import Block, Chart, Heading, ItemList, Paragraph, Run, Table
from reports.documents.ending import closed
from reports.documents.labels import dash_of, letter_of
from reports.printing.docx.elements import line, paragraph, run
from reports.printing.docx.tables import chart, table

#: The style of a paragraph by its role.
STYLES = {
    "": "Normal",
    "item": "Item",
    "lead": "Lead",
    "last": "Last",
    "note": "Note",
    "mark": "Mark",
}


def elements(blocks: Iterable[Block], *, width: int) -> Iterator[_Element]:
    """`width`: of the text, in twips."""
    for block in blocks:
        match block:
            case Heading():
                yield line(f"Heading{block.level}", block.text)
            case Paragraph():
                yield _paragraph(block, _style(block))
            case ItemList():
                yield from _items(block)
            case Table():
                yield table(block, width=width)
            case Chart():
                yield line("Caption", block.title)
                yield chart(block, width=width)


def _paragraph(block: Paragraph, style: str, *before: _Element) -> _Element:
    return paragraph(style, *before, *(_run(words) for words in closed(block)))


def _style(block: Paragraph) -> str:
    """An item that brings a dash of its own needs none of Word's."""
    return "Normal" if block.role == "item" and not dash_of(block) else STYLES[block.role]


def _items(block: ItemList) -> Iterator[_Element]:
    """What follows in an item is an ordinary paragraph."""
    for place, item in enumerate(block.items, start=1):
        for turn, part in enumerate(item):
            if turn:
                yield _paragraph(part, "Normal")
            elif block.ordered:
                yield _paragraph(part, "Lettered", run(letter_of(place)))
            else:
                yield _paragraph(part, "Item")


def _run(words: Run) -> _Element:
    return run(words.text, bold=words.bold, italic=words.italic)
