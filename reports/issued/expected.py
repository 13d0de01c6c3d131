"""What we expect an issued file to say: the files that we made of the document, or its text."""

import re
from collections.abc import Iterator
from html import unescape

from directives.models import Attachment
from reports import papers, printing
from reports.consolidated import versions
from reports.documents import Document, Row, Table
from reports.issued.values import Expected
from reports.models import ConsolidatedReport, Paper, RenderedFile

#: A tag behind which other text begins, and any other.
_BREAK = re.compile(
    r"</?(?:p|div|table|t[rdh]|h\d|li|[ou]l|br|figure|section|header|footer)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")


def document_of(kept: ConsolidatedReport | Paper) -> Document:
    """The document that goes out: of a consolidated report the one upward."""
    if isinstance(kept, Paper):
        return papers.document(kept)
    return versions.document_of(kept, "report")


def expected(kept: ConsolidatedReport | Paper) -> Expected:
    document = document_of(kept)
    files = _files(kept)
    return Expected(
        pages=(text(document),),
        pdf=_content(files.get(RenderedFile.Format.PDF)),
        word=_content(files.get(RenderedFile.Format.DOCX)),
        furniture=tuple(dict.fromkeys(furniture(document))),
    )


def _files(kept: ConsolidatedReport | Paper) -> dict[str, Attachment]:
    is_paper = isinstance(kept, Paper)
    made = RenderedFile.objects.filter(
        job__paper=kept.pk if is_paper else None,
        job__consolidated=None if is_paper else kept.pk,
        part="paper" if is_paper else "report",
    )
    return {row.format: row.file for row in made.select_related("file")}


def _content(attachment: Attachment | None) -> bytes | None:
    if attachment is None:
        return None
    with attachment.file.open("rb") as file:
        return file.read()


def text(document: Document) -> str:
    """As the sheet says it, from head to signature."""
    lines = _BREAK.sub("\n", str(printing.sheet(document)))
    return unescape(_TAG.sub("", lines))


def furniture(document: Document) -> Iterator[str]:
    """What may come again on every page."""
    if document.code:
        yield document.code
    blocks = (document.blocks, *(appendix.blocks for appendix in document.appendices))
    for table in (block for part in blocks for block in part if isinstance(block, Table)):
        head = " ".join(_words(table.head))
        yield f"{head} {' '.join(table.numbers)}".strip()
        yield head


def _words(rows: tuple[Row, ...]) -> Iterator[str]:
    for row in rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                yield "".join(run.text for run in paragraph.runs)
