"""Reads the words of a Word file; run in a process of its own, since anybody may have made it."""

import logging
import zlib
from collections.abc import Iterator

from directives.secrecy import mark_in
from reports.issued import dangers, files
from reports.issued.limits import Refused
from reports.word.values import Grid, Line, Passage, Question, Reading

logger = logging.getLogger(__name__)

#: Letters of one file: a report of hundreds of pages has fewer.
MOST_LETTERS = 2_000_000
MOST_PASSAGES = 20_000


def read(question: Question) -> Reading:
    """Never raises for what is wrong with the file."""
    try:
        return _read(question)
    except Refused as refusal:
        return Reading(refusal.key, refusal.detail)
    except (MemoryError, RecursionError, zlib.error) as error:
        logger.warning("%s: %r", question.name, error)
        return Reading("too_much")
    except Exception as error:  # readers fail in as many ways as a file can be broken
        logger.warning("%s: %r", question.name, error)
        return Reading("damaged")


def _read(question: Question) -> Reading:
    if not question.name.lower().endswith(".docx"):
        raise Refused("hostile" if question.name.lower().endswith(".docm") else "kind", "macro")
    files.content_type(question.name, question.content)
    document = files.open_word(question.content)
    dangers.look_into_word(document)
    passages = tuple(_passages(document.element.body))
    letters = sum(len(words) for words in _words(passages))
    if len(passages) > MOST_PASSAGES or letters > MOST_LETTERS:
        raise Refused("too_much")
    beside = ("\n".join(_text(part.element)) for part in _other_parts(document))
    if mark := mark_in("\n".join([*_words(passages), *beside, question.name])):
        raise Refused("secret", mark)
    return Reading(passages=passages)


def _other_parts(document) -> Iterator:
    """Heads, feet and notes: a mark may stand there."""
    for part in document.part.package.iter_parts():
        if part is not document.part and hasattr(part, "element"):
            yield part


def _words(passages) -> Iterator[str]:
    for passage in passages:
        if isinstance(passage, Line):
            yield passage.text
        else:
            yield from (words for row in passage.rows for words in row)


def _passages(body) -> Iterator[Passage]:
    """Paragraphs and tables in their order, those within a content control as well."""
    for item in body.iterchildren():
        match _name(item):
            case "p":
                for text in _paragraph(item):
                    yield Line(text)
            case "tbl":
                yield Grid(tuple(_rows(item)))
            case "sdt":
                for content in item.iterchildren("{*}sdtContent"):
                    yield from _passages(content)


def _rows(table) -> Iterator[tuple[str, ...]]:
    for row in table.iterchildren("{*}tr"):
        yield tuple(
            "\n".join(line for p in cell.iter("{*}p") for line in _paragraph(p)).strip()
            for cell in row.iterchildren("{*}tc")
        )


def _paragraph(element) -> list[str]:
    """Its lines, as the reader sees them with every change taken in; a list keeps its dash."""
    text = "".join(_pieces(element)).strip()
    if not text:
        return []
    is_item = element.find("{*}pPr/{*}numPr") is not None
    lines = [line.strip() for line in text.split("\n")]
    return [f"- {lines[0]}", *lines[1:]] if is_item else lines


def _pieces(paragraph) -> Iterator[str]:
    for item in paragraph.iter():
        match _name(item):
            case "t":
                owner = next(item.iterancestors("{*}p"), None)
                yield item.text or "" if owner is paragraph else ""
            case "br" | "cr":
                yield "\n"
            case "tab":
                yield " " if _name(item.getparent()) == "r" else ""
            case "noBreakHyphen":
                yield "-"


def _text(root) -> Iterator[str]:
    for paragraph in root.iter("{*}p"):
        yield "".join(_pieces(paragraph))


def _name(item) -> str:
    return item.tag.rpartition("}")[2] if isinstance(item.tag, str) else ""
