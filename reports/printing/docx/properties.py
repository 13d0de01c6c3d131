"""What the file says of itself: title, author, language, day and version."""

from datetime import UTC, datetime, time

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package
from lxml.etree import Element, SubElement, tostring

from reports.documents import Document
from reports.documents.letters import clean
from reports.printing.docx.styles import LANGUAGE

#: The property that HCTH looks up: File > Info > Advanced Properties > Custom.
CODE_NAME = "Mã phiên bản"
#: The most that Word keeps in a property.
MOST_LETTERS = 255
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
#: By which a custom property is known, and the first number that is free.
_FORMAT, _FIRST = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", "2"


def describe(package: Package, document: Document) -> None:
    """The day is the document's own: the same document is the same file on any day."""
    facts = package.core_properties
    day = datetime.combine(document.on, time(), tzinfo=UTC)
    facts.title = _short(document.name)
    facts.author = facts.last_modified_by = _short(document.author)
    facts.language = LANGUAGE
    facts.created = facts.modified = day
    facts.keywords = _short(document.code)
    facts.revision = 1
    if document.code:
        package.relate_to(_version(package, document.code), RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _version(package: Package, code: str) -> Part:
    root = Element(f"{{{_CUSTOM}}}Properties", nsmap={None: _CUSTOM, "vt": _VALUES})
    kept = SubElement(root, f"{{{_CUSTOM}}}property", fmtid=_FORMAT, pid=_FIRST, name=CODE_NAME)
    SubElement(kept, f"{{{_VALUES}}}lpwstr").text = _short(code)
    blob = tostring(root, encoding="UTF-8", standalone=True)
    name = PackURI("/docProps/custom.xml")
    return Part(name, CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, blob, package)


def _short(text: str) -> str:
    return " ".join(clean(text).split())[:MOST_LETTERS]
