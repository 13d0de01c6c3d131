"""Which PDFs a kept document has, and how each is made: all that a job needs to know."""

from collections.abc import Callable
from dataclasses import dataclass

from reports import consolidated, papers
from reports.models import ConsolidatedReport, Paper
from reports.printing import pdf


@dataclass(frozen=True)
class Piece:
    """`field` of the document keeps the file."""

    field: str
    file_name: str
    make: Callable[[], bytes]


def pieces(document: ConsolidatedReport | Paper) -> list[Piece]:
    if isinstance(document, Paper):
        return [Piece("pdf", "cong-van.pdf", lambda: pdf.paper_pdf(papers.thaw(document)))]
    whole = consolidated.thaw(document.content)
    upward = consolidated.for_upward(whole)
    return [
        Piece("report_pdf", f"bao-cao-ban-{document.version}.pdf", lambda: pdf.report_pdf(upward)),
        Piece("annex_pdf", f"phu-luc-ban-{document.version}.pdf", lambda: pdf.annex_pdf(whole)),
    ]
