"""Sections, page numbers and DỰ THẢO: what every page has around its text."""

from collections.abc import Iterable

from lxml.etree import Element, _Element

from reports.printing.docx.draft_mark import draft_mark
from reports.printing.docx.elements import NAMES, line, mm, paragraph, pt, w
from reports.printing.docx.lengths import BOTTOM, LEFT, LONG, RIGHT, SHORT, TOP

#: From the edge of the paper to the page number, which stands in the middle of the margin.
NUMBER_EDGE = mm(7)


def section(content: Iterable[_Element], *, is_landscape: bool, is_last: bool) -> list[_Element]:
    """Pages that are numbered from 1 on, the first without its number showing."""
    made = _apart(content)
    properties = _properties(is_landscape=is_landscape)
    if is_last:
        return [*made, properties]
    made[-1].find("{*}pPr").append(properties)
    return made


def _apart(content: Iterable[_Element]) -> list[_Element]:
    """A line after a table that another follows, or nothing: Word would join or refuse them."""
    made: list[_Element] = []
    for element in content:
        if made and _is_table(made[-1]) and _is_table(element):
            made.append(line("AfterTable", "", spacing=w("spacing", before=pt(6))))
        made.append(element)
    if not made or _is_table(made[-1]):
        made.append(line("AfterTable", ""))
    return made


def _is_table(element: _Element) -> bool:
    return element.tag.endswith("}tbl")


def _properties(*, is_landscape: bool) -> _Element:
    """A section without headers of its own has those of the section before it."""
    paper = w("pgSz", w=SHORT, h=LONG)
    if is_landscape:
        paper = w("pgSz", w=LONG, h=SHORT, orient="landscape")
    margins = {"top": TOP, "right": RIGHT, "bottom": BOTTOM, "left": LEFT}
    return w(
        "sectPr",
        w("type", val="nextPage"),
        paper,
        w("pgMar", **margins, header=NUMBER_EDGE, footer=NUMBER_EDGE, gutter=0),
        w("pgNumType", start=1),
        w("titlePg"),
    )


def refer(content: list[_Element], headers: dict[str, str]) -> None:
    """Gives the first section its headers: kind ("default", "first") -> id of the part."""
    first = next(element for block in content for element in block.iter("{*}sectPr"))
    for place, (kind, key) in enumerate(headers.items()):
        reference = w("headerReference", type_=kind)
        reference.set(f"{{{NAMES['r']}}}id", key)
        first.insert(place, reference)


def header(*, is_first: bool, is_draft: bool) -> _Element:
    """The page number, which a first page does not show."""
    content = [] if is_first else [*_page_number()]
    if is_draft:
        content.append(draft_mark(2 if is_first else 1))
    made = Element(f"{{{NAMES['w']}}}hdr", nsmap=NAMES)
    made.append(paragraph("Header", *content))
    return made


def _page_number() -> Iterable[_Element]:
    field = w("instrText")
    field.text = " PAGE "
    yield w("r", w("fldChar", fldCharType="begin"))
    yield w("r", field)
    yield w("r", w("fldChar", fldCharType="separate"))
    shown = w("t")
    shown.text = "2"
    yield w("r", shown)
    yield w("r", w("fldChar", fldCharType="end"))
