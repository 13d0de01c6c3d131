"""Reads the words of an issued file: its pages, and the marks that lie on them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reports.issued.limits import TEXT_SECONDS, TooSlow, within
from reports.issued.values import Reason

#: How letters are painted, and where some are: 3 is not at all, as behind a scan.
_PAINTED = re.compile(rb"(?<![\d.])([0-7])\s+Tr\b|\bT[jJ]\b")
#: A page with fewer words than this, and a picture, is the picture of a page.
FEW_WORDS = 5


@dataclass(frozen=True)
class Content:
    """`pages` as read, `marks` the words of stamps and signatures that lie on them.

    `all_text` is for the search for secret marks: whatever can be read anywhere in the file.
    `reason` says why the pages cannot be compared, blank where they can.
    """

    pages: tuple[str, ...]
    marks: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    reason: Reason = ""
    more: tuple[str, ...] = field(default=(), repr=False)

    @property
    def all_text(self) -> str:
        return "\n".join((*self.pages, *self.marks, *self.signatures, *self.more))


def of_pdf(reader, *, pages: bool = True) -> Content:
    """What takes too long, or what cannot be made out, is a reason and no error.

    Without `pages` only the marks are read.
    """
    from pypdf.errors import LimitReachedError

    found = _Reading()
    try:
        with within(TEXT_SECONDS):
            for page in reader.pages:
                if pages:
                    found.read(page)
                found.look_for_marks(page)
    except TooSlow:
        found.reason = found.reason or "too_long"
    except (MemoryError, RecursionError, LimitReachedError):
        raise
    except Exception:  # whatever pypdf stumbles over: the file is kept, and not compared
        found.reason = found.reason or "unreadable"
    if pages and not any(page.strip() for page in found.pages):
        found.reason = found.reason or "scan"
    return found.content


@dataclass
class _Reading:
    """What was read so far."""

    pages: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    signatures: list[str] = field(default_factory=list)
    reason: Reason = ""

    def read(self, page) -> None:
        text = page.extract_text()
        self.pages.append(text)
        if _is_picture(page, text):
            self.reason = "scan"

    def look_for_marks(self, page) -> None:
        for is_signature, words in _marks(page):
            (self.signatures if is_signature else self.marks).append(words)

    @property
    def content(self) -> Content:
        return Content(tuple(self.pages), tuple(self.marks), tuple(self.signatures), self.reason)


def _is_picture(page, text: str) -> bool:
    """Of the page of a scan, with or without letters that a machine put behind it."""
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources else None
    drawn = objects.get_object().values() if objects else ()
    kinds = {item.get_object().get("/Subtype") for item in drawn}
    if "/Image" not in kinds:
        return False
    if len(text.split()) < FEW_WORDS:
        return True
    contents = page.get_contents()
    return bool(contents) and _is_unseen(contents.get_data())


def _is_unseen(operations: bytes) -> bool:
    """Every letter was put there by a machine that read the picture, to be found by a search."""
    modes = [match.group(1) for match in _PAINTED.finditer(operations)]
    return bool(modes) and modes[0] == b"3" and set(modes) <= {b"3", None}


def _marks(page) -> Iterator[tuple[bool, str]]:
    """Whether it is a signature's picture, and the words that an annotation shows."""
    for annotation in page.get("/Annots") or ():
        item = annotation.get_object()
        if item.get("/Subtype") == "/Link":
            continue
        words = " ".join(_appearance(item)) or str(item.get("/Contents", ""))
        if words.strip():
            parent = item.get("/Parent")
            kind = item.get("/FT") or (parent.get_object().get("/FT") if parent else None)
            yield kind == "/Sig", words


def _appearance(item, depth: int = 0) -> Iterator[str]:
    looks = item.get("/AP")
    normal = looks.get_object().get("/N") if looks else None
    if normal is not None:
        yield from _form_text(normal.get_object(), depth)


def _form_text(form, depth: int) -> Iterator[str]:
    """A signature's picture is made of forms within forms."""
    from pypdf import PageObject
    from pypdf.generic import NameObject

    if depth > 5 or not hasattr(form, "get_data"):
        return
    page = PageObject(form.indirect_reference.pdf if form.indirect_reference else None)
    page[NameObject("/Contents")] = form
    if "/Resources" in form:
        page[NameObject("/Resources")] = form["/Resources"]
    yield page.extract_text()


def of_word(document) -> Content:
    """The text as it stands with every change taken in; heads and feet are searched only."""
    from docx.oxml.ns import qn

    body = "\n".join(_paragraphs(document.element.body, qn))
    more = tuple(
        "\n".join(_paragraphs(part.element, qn))
        for part in document.part.package.iter_parts()
        if part is not document.part and hasattr(part, "element")
    )
    return Content((body,), reason="" if body.strip() else "scan", more=more)


def _paragraphs(root, qn) -> Iterator[str]:
    breaks = {qn("w:br"), qn("w:cr"), qn("w:tab")}
    skipped = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
    for paragraph in root.iter(qn("w:p")):
        if any(parent.tag == skipped for parent in paragraph.iterancestors()):
            continue
        pieces = []
        for item in paragraph.iter():
            if item.tag == qn("w:t"):
                owner = next(item.iterancestors(qn("w:p")))
                pieces.append(item.text or "" if owner is paragraph else "")
            elif item.tag == qn("w:noBreakHyphen"):
                pieces.append("-")
            elif item.tag in breaks:
                pieces.append(" ")
        yield "".join(pieces)
