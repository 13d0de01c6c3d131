"""The documents as a sheet on the page and as a PDF.

Output A of a consolidated report (`report_*`) takes an UpwardReport and can see nothing else; B
(`annex_*`) takes the whole; `paper_*` takes a công văn.
"""

from reports.printing.documents import Piece, pieces
from reports.printing.html import annex_sheet, paper_sheet, report_sheet, sheet
from reports.printing.pdf import annex_pdf, paper_pdf, report_pdf

__all__ = [
    "Piece",
    "annex_pdf",
    "annex_sheet",
    "paper_pdf",
    "paper_sheet",
    "pieces",
    "report_pdf",
    "report_sheet",
    "sheet",
]
