"""Word files read back: with python-docx, and as plain XML."""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import docx
from lxml import etree

from reports.documents import Document
from reports.printing.docx import docx as made

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Paragraphs that only hold a place or draw a line.
FURNITURE = {"AfterTable", "Rule"}


@cache
def file_of(document: Document) -> bytes:
    """The same value is the same file in every test, so it is made once."""
    return made(document)


def opened(document: Document):
    return docx.Document(BytesIO(file_of(document)))


def parts(document: Document) -> dict[str, str]:
    """The text of every part of the file, by its name."""
    with ZipFile(BytesIO(file_of(document))) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def body(document: Document):
    return opened(document).element.body


def properties(document: Document, style: str) -> list[dict[str, str]]:
    """What the paragraphs of a style have of their own: name -> value."""
    found = []
    for paragraph in body(document).iter(f"{W}p"):
        if style_of(paragraph) == style:
            own = paragraph.find(f"{W}pPr")[1:]
            found.append({etree.QName(e).localname: e.get(f"{W}val", "") for e in own})
    return found


def style_of(paragraph) -> str:
    return paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")


def lines(element) -> Iterator[tuple[str, str]]:
    """Style and text of every paragraph in reading order, furniture left out."""
    for paragraph in element.iter(f"{W}p"):
        style = style_of(paragraph)
        if style not in FURNITURE:
            yield style, words(paragraph)


def words(element) -> str:
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    found = (e.text if e.tag == f"{W}t" else signs.get(e.tag, "") for e in element.iter())
    return "".join(text or "" for text in found)


def texts(document: Document, style: str) -> list[str]:
    return [text for kind, text in lines(body(document)) if kind == style]


def plain_of(document: Document) -> list[str]:
    """What stands between head and close, a line for each as `documents.plain` writes it.

    Letters of items, the row of column numbers and blank cells are of the printed page alone.
    """
    found = []
    for element in body(document):
        if not is_layout(element):
            found += lines(element)
    return [
        re.sub(r"^\w{1,2}\) ", "", text) if style == "Lettered" else text
        for style, text in found
        if text and style not in HEAD and style != "CellNumber"
    ]


HEAD = {"Type", "Subject", "Attached", "To", "ToMany", "Addressee"}


def is_layout(element) -> bool:
    """Head and close: tables that only place text."""
    style = element.find(f"{W}tblPr/{W}tblStyle")
    return style is not None and style.get(f"{W}val") == "LayoutTable"
