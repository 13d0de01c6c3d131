"""The two outputs of a consolidated report, as a sheet on the page and as a PDF.

A (`report_*`) takes an UpwardReport and can see nothing else; B (`annex_*`) takes the whole.
"""

from reports.printing.html import annex_sheet, report_sheet
from reports.printing.pdf import annex_pdf, report_pdf

__all__ = ["annex_pdf", "annex_sheet", "report_pdf", "report_sheet"]
