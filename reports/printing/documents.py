"""Which files a kept document has, and how each is made: all that a job needs to know."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from reports import consolidated, papers
from reports.consolidated import UpwardReport
from reports.consolidated.tables import about, internal_tables, upward_tables
from reports.documents import Document, json
from reports.documents.data import DataTable
from reports.models import ConsolidatedReport, Paper, Printout, RenderedFile
from reports.printing.docx import docx
from reports.printing.pdf import pdf
from reports.printing.xlsx import workbook

Format = RenderedFile.Format

CONTENT_TYPES = {
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.ZIP: "application/zip",
}


@dataclass(frozen=True)
class Piece:
    """One file to make. `part` and `format` name it among the files of its document."""

    part: str
    format: Format
    title: str
    make: Callable[[], bytes]

    @property
    def file_name(self) -> str:
        """A day within it is written with dashes: a name of a file holds no slash."""
        return f"{self.title}.{self.format}".replace("/", "-")

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.format]


def pieces(kept: ConsolidatedReport | Paper | Printout) -> list[Piece]:
    """In the order in which people want them."""
    if isinstance(kept, ConsolidatedReport):
        return _of_version(kept)
    if isinstance(kept, Paper):
        title = f"{kept.title} {kept.period.name_in_sentence}"
        return _written("paper", title, papers.document(kept))
    several = len(kept.content) > 1
    return [
        piece
        for part, content in kept.content.items()
        for piece in _written(
            part,
            f"{kept.name} ({TITLES[part].lower()})" if several else kept.name,
            json.load(content),
        )
    ]


def _written(part: str, title: str, document: Document) -> list[Piece]:
    """As PDF, and as the working original for Word."""
    return [
        Piece(part, Format.PDF, title, partial(pdf, document)),
        Piece(part, Format.DOCX, title, partial(docx, document)),
    ]


#: What each part of a version is called in the name of its file.
TITLES = {"report": "Báo cáo tổng hợp", "annex": "Phụ lục nội bộ", "slip": "Phiếu trình"}


def name_of(version: ConsolidatedReport, part: str) -> str:
    """What the part's files are called, told apart from those of a report on another basis."""
    basis = f" theo {version.basis.number_and_symbol}" if version.basis else ""
    name = f"{TITLES[part]} {version.period.name_in_sentence}{basis} (phiên bản {version.version})"
    return name.replace("/", "-")


def _of_version(version: ConsolidatedReport) -> list[Piece]:
    whole = consolidated.figures_of(version)
    upward = consolidated.for_upward(whole)
    tables = {
        "report": lambda: upward_tables(upward),
        "annex": lambda: internal_tables(whole),
    }
    made = []
    for part in TITLES:
        document = consolidated.document_of(version, part)
        name = name_of(version, part)
        made += _written(part, name, document)
        if part in tables:
            made.append(
                Piece(part, Format.XLSX, name, partial(_workbook, document, upward, tables[part]))
            )
    return made


def _workbook(
    document: Document, report: UpwardReport, tables: Callable[[], Sequence[DataTable]]
) -> bytes:
    return workbook(
        tables(),
        title=document.name,
        code=document.code,
        author=document.author,
        on=document.on,
        about=about(report),
    )
