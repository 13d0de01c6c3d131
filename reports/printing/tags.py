"""What WeasyPrint's tags leave unsaid, for those who have a document read aloud.

Its structure tree stands in the objects of the PDF, each element pointing at its parent.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

#: What repeats in the margin: the number of the page, the code of the version.
FURNITURE = {"Type": "/Pagination"}


def finish(_document, pdf) -> None:
    """WeasyPrint's `finisher`: heads of tables say what they head, margins are no text."""
    elements = {thing.reference: thing for thing in pdf.objects if _type(thing) == "/StructElem"}
    for element in elements.values():
        if element["S"] == "/TH":
            above = {ancestor["S"] for ancestor in _above(element, elements)}
            element["A"]["Scope"] = "/Column" if "/THead" in above else "/Row"
    _take_margins_out(pdf, elements)


def _type(thing) -> str:
    return thing.get("Type", "") if isinstance(thing, dict) else ""


def _above(element: dict, elements: dict[bytes, Any]) -> Iterator[dict]:
    """The elements around it, from the inside out."""
    found = elements.get(element["P"])
    while found:
        yield found
        found = elements.get(found["P"])


def _take_margins_out(pdf, elements: dict[bytes, Any]) -> None:
    """Text of the margins has elements that the tree does not know: it becomes an artifact."""
    root = next(element for element in elements.values() if element["S"] == "/Document")
    known = set(root["K"])

    @cache
    def is_margin(reference: bytes) -> bool:
        parent = elements[reference]["P"]
        return reference not in known if parent == root.reference else is_margin(parent)

    (tree,) = (thing for thing in pdf.objects if isinstance(thing, dict) and "Nums" in thing)
    parents = dict(zip(tree["Nums"][::2], tree["Nums"][1::2], strict=True))
    for page in pdf.objects:
        if _type(page) == "/Page":
            marked = parents[page["StructParents"]]
            margins = {place for place, element in enumerate(marked) if is_margin(element)}
            for place in margins:
                marked[place] = "null"
            _mark(pdf.objects[int(page["Contents"].split()[0])].stream, margins)


def _mark(stream: list, margins: set[int]) -> None:
    """In the stream a tag's name stands before its properties."""
    for place, item in enumerate(stream):
        if isinstance(item, dict) and item.get("MCID") in margins:
            stream[place - 1] = "/Artifact"
            del item["MCID"]
            item.update(FURNITURE)
