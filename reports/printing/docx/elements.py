"""Elements of WordprocessingML, built directly: a table of thousands of rows takes a second."""

import re

from lxml.etree import Element, _Element

from reports.documents.letters import clean

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = {
    "w": NAMESPACE,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
}
#: Of any machine, of Word itself, and of Unicode.
LINE_END = re.compile("\r\n|[\r\v\f\u2028\u2029]")
_W = {"w": NAMESPACE}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(tag: str, *children: _Element | None, **attributes: str | float) -> _Element:
    """<w:tag w:name="value">, its children without those that are None.

    A name that Python keeps for itself has a stroke behind it: `type_`.
    """
    element = Element(f"{{{NAMESPACE}}}{tag}", nsmap=_W)
    for name, value in attributes.items():
        element.set(f"{{{NAMESPACE}}}{name.rstrip('_')}", str(value))
    element.extend(child for child in children if child is not None)
    return element


def present(*elements: _Element | bool | str | float | None) -> list[_Element]:
    """Those that are there: `condition and element` is left out where there is no condition."""
    return [element for element in elements if isinstance(element, _Element)]


def mm(length: float) -> int:
    """Millimetres in twips, the twentieth parts of a point."""
    return round(length * 1440 / 25.4)


def pt(length: float) -> int:
    """Points in twips."""
    return round(length * 20)


def run(text: str, *, bold: bool = False, italic: bool = False) -> _Element:
    """Words, with their line ends and tabs as Word writes them."""
    made = w("r")
    if bold or italic:
        made.append(
            w("rPr", w("b") if bold else None, w("i") if italic else None),
        )
    for row, line in enumerate(clean(LINE_END.sub("\n", text)).split("\n")):
        if row:
            made.append(w("br"))
        for column, words in enumerate(line.split("\t")):
            if column:
                made.append(w("tab"))
            if words:
                made.append(_words(words))
    return made


def _words(words: str) -> _Element:
    element = w("t")
    element.text = words
    if words != words.strip():
        element.set(_SPACE, "preserve")
    return element


def paragraph(style: str, *content: _Element, **properties: _Element) -> _Element:
    """A paragraph of a style of the office; `properties` are what differs from it."""
    return w("p", w("pPr", w("pStyle", val=style), *properties.values()), *content)


def line(style: str, text: str, **properties: _Element) -> _Element:
    """A paragraph of one run."""
    return paragraph(style, run(text), **properties) if text else paragraph(style, **properties)


def keep_with_next(element: _Element) -> None:
    """A paragraph, a row, or the last row of a table goes to the next page with what follows."""
    rows = element.findall("{*}tr")
    for part in (rows[-1] if rows else element).iter("{*}p"):
        part.find("{*}pPr").insert(1, w("keepNext"))
