"""The words of the consolidated report: what its figures say when nobody has written himself.

`report_document` is output A and takes an UpwardReport; the annex and the slip stay inside.
"""

from reports.consolidated.text.annex import annex_document
from reports.consolidated.text.report import generated, report_document
from reports.consolidated.text.sections import Section
from reports.consolidated.text.slip import slip_document

__all__ = ["Section", "annex_document", "generated", "report_document", "slip_document"]
