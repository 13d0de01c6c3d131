"""The parts of the file, and the file itself."""

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package
from lxml.etree import _Element, tostring

from reports.documents import Document
from reports.printing.docx.elements import w
from reports.printing.docx.numbering import numbering
from reports.printing.docx.pages import header, refer
from reports.printing.docx.properties import describe
from reports.printing.docx.settings import settings
from reports.printing.docx.styles import styles

#: The parts beside the text: name, what it is, how the text relates to it.
BESIDE = (
    ("styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, styles),
    ("numbering", CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING, numbering),
    ("settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, settings),
)


def packed(document: Document, content: list[_Element]) -> bytes:
    """`content`: the body with its sections. Nothing in the file leads out of it."""
    package = Package()
    text = Part(PackURI("/word/document.xml"), CONTENT_TYPE.WML_DOCUMENT_MAIN, package=package)
    package.relate_to(text, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    for name, kind, relation, made in BESIDE:
        text.relate_to(_part(package, name, kind, made()), relation)
    refer(content, {kind: _header(package, text, kind, document) for kind in ("default", "first")})
    text._blob = _xml(w("document", w("body", *content)))
    describe(package, document)
    return _dated(package, document.on)


def _header(package: Package, text: Part, kind: str, document: Document) -> str:
    made = header(is_first=kind == "first", is_draft=document.is_draft)
    part = _part(package, f"header-{kind}", CONTENT_TYPE.WML_HEADER, made)
    return text.relate_to(part, RELATIONSHIP_TYPE.HEADER)


def _part(package: Package, name: str, kind: str, element: _Element) -> Part:
    return Part(PackURI(f"/word/{name}.xml"), kind, _xml(element), package)


def _xml(element: _Element) -> bytes:
    return tostring(element, encoding="UTF-8", standalone=True)


def _dated(package: Package, on: date) -> bytes:
    """The file, packed again with the document's day in place of the clock's."""
    first, second = BytesIO(), BytesIO()
    package.save(first)
    with ZipFile(first) as given, ZipFile(second, "w", ZIP_DEFLATED) as kept:
        for name in given.namelist():
            entry = ZipInfo(name, (max(on.year, 1980), on.month, on.day, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            kept.writestr(entry, given.read(name))
    return second.getvalue()
