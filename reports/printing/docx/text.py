"""The blocks of a document as paragraphs and tables of Word."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml.etree import _Element

from reports.documents import Block, Chart, Heading, ItemList, Paragraph, Run, Table
from reports.documents.spelling import item_letter
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
#: The closing sign of a document, torn from its last word.
LOOSE_END = re.compile(r"[ \t\n]+\./\.\s*$")
END = "\u00a0./."


def elements(blocks: Iterable[Block], *, width: int) -> Iterator[_Element]:
    """`width`: of the text, in twips."""
    for block in blocks:
        match block:
            case Heading():
                yield line(f"Heading{block.level}", block.text)
            case Paragraph():
                yield _paragraph(block, STYLES[block.role])
            case ItemList():
                yield from _items(block)
            case Table():
                yield table(block, width=width)
            case Chart():
                yield line("Caption", block.title)
                yield chart(block, width=width)


def _paragraph(block: Paragraph, style: str, *before: _Element) -> _Element:
    runs = glued(block.runs) if block.role == "last" else block.runs
    return paragraph(style, *before, *(_run(words) for words in runs))


def _items(block: ItemList) -> Iterator[_Element]:
    """What follows in an item is an ordinary paragraph."""
    for place, item in enumerate(block.items):
        for turn, part in enumerate(item):
            if turn:
                yield _paragraph(part, "Normal")
            elif block.ordered:
                yield _paragraph(part, "Lettered", run(f"{item_letter(place)})\t"))
            else:
                yield _paragraph(part, "Item")


def _run(words: Run) -> _Element:
    return run(words.text, bold=words.bold, italic=words.italic)


def glued(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """A no-break space before "./.", so that it never begins a line by itself."""
    if not LOOSE_END.search("".join(words.text for words in runs)):
        return runs
    *first, last = runs
    if first and last.text.strip() == "./.":
        first[-1] = replace(first[-1], text=first[-1].text.rstrip())
        return (*first, replace(last, text=END))
    return (*first, replace(last, text=LOOSE_END.sub(END, last.text)))
