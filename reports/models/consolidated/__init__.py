"""The consolidated report of the agency: how it is laid out, its draft, its versions, what was
issued of them.
"""

from reports.models.consolidated.draft import (
    ConsolidatedComment,
    ConsolidatedDraft,
    ConsolidatedSection,
    ConsolidatedStep,
)
from reports.models.consolidated.issued import IssuedCopy
from reports.models.consolidated.outline import ReportOutline
from reports.models.consolidated.version import ConsolidatedReport

__all__ = [
    "ConsolidatedComment",
    "ConsolidatedDraft",
    "ConsolidatedReport",
    "ConsolidatedSection",
    "ConsolidatedStep",
    "IssuedCopy",
    "ReportOutline",
]
