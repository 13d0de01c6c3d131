"""What came back from the editor, as blocks again. A browser may send anything: all is checked."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args, get_type_hints

from django.utils.translation import gettext as _

from reports.documents.blocks import Block, Heading, ItemList, Paragraph, Run
from reports.documents.editing.tables import read_table
from reports.documents.editing.tree import Node, Unreadable, grow
from reports.documents.letters import clean

#: Characters of one section: some fifty pages.
MOST_LETTERS = 200_000

ROLES = get_args(get_type_hints(Paragraph)["role"])
LEVELS = get_args(get_type_hints(Heading)["level"])
LISTS = {"bullet_list": False, "ordered_list": True}
#: As `reports.consolidated.facts` makes them: duty-2.indicator-1.in_period
FIGURE_KEY = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
MOST_LETTERS_OF_A_FIGURE = 300


def from_editor(document: object) -> tuple[Block, ...]:
    """The blocks of a document of ProseMirror; raises Unreadable, with a sentence for people.

    Letters are cleaned; what holds no words, as an empty line, is left out.
    """
    root = grow(document)
    if root.letters > MOST_LETTERS:
        raise Unreadable(
            _("Mục này dài quá %(most)s ký tự; hãy chia thành nhiều mục.")
            % {"most": f"{MOST_LETTERS:,}".replace(",", ".")}
        )
    root.expect("doc")
    return tuple(block for node in root.content if (block := _block(node)))


def _block(node: Node) -> Block | None:
    match node.type:
        case "paragraph":
            return _paragraph(node)
        case "heading":
            text = _heading_text(node)
            return Heading(node.one_of("level", LEVELS), text) if text else None
        case "bullet_list" | "ordered_list":
            items = tuple(filter(None, map(_item, node.content)))
            return ItemList(items, ordered=LISTS[node.type]) if items else None
        case "table":
            return read_table(node, _paragraphs)
        case _:
            raise Unreadable


def _heading_text(node: Node) -> str:
    texts = []
    for child in node.content:
        child.expect("text")
        texts.append(clean(child.text.replace("\n", " ")))
    return "".join(texts).strip()


def _item(node: Node) -> tuple[Paragraph, ...]:
    node.expect("list_item")
    return _paragraphs(node.content)


def _paragraphs(nodes: tuple[Node, ...]) -> tuple[Paragraph, ...]:
    return tuple(paragraph for node in nodes if (paragraph := _paragraph(node)))


def _paragraph(node: Node) -> Paragraph | None:
    """None where it has no words."""
    node.expect("paragraph")
    role, runs = node.one_of("role", ROLES), tuple(_joined(map(_run, node.content)))
    return Paragraph(runs, role) if any(run.text.strip() for run in runs) else None


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """Like runs in one; a figure stays by itself."""
    last: Run | None = None
    for run in runs:
        if last and not run.figure and replace(last, text="") == replace(run, text=""):
            last = replace(last, text=last.text + run.text)
            continue
        if last and last.text:
            yield last
        last = run
    if last and last.text:
        yield last


def _run(node: Node) -> Run:
    style = Run("", bold="bold" in node.marks, italic="italic" in node.marks)
    match node.type:
        case "text":
            return replace(style, text=clean(node.text.replace("\t", " ")))
        case "hard_break":
            return replace(style, text="\n")
        case "figure":
            return replace(style, text=_figure_text(node), figure=_figure_key(node))
        case _:
            raise Unreadable


def _figure_key(node: Node) -> str:
    key = node.attrs.get("key")
    if not isinstance(key, str) or not FIGURE_KEY.fullmatch(key):
        raise Unreadable
    return key


def _figure_text(node: Node) -> str:
    text = node.attrs.get("text")
    if not isinstance(text, str) or len(text) > MOST_LETTERS_OF_A_FIGURE:
        raise Unreadable
    return clean(text)
