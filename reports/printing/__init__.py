"""A Document as a sheet on the page, as PDF and as a file of Word; tables as a spreadsheet.

Nothing here knows what a document is about: what it says is decided where it is composed.
"""

from reports.printing.documents import Piece, pieces
from reports.printing.docx import docx
from reports.printing.html import sheet
from reports.printing.pdf import pdf
from reports.printing.xlsx import workbook

__all__ = ["Piece", "docx", "pdf", "pieces", "sheet", "workbook"]
