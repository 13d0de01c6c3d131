"""The consolidated report of a period: one frozen value, and what is made of it."""

from reports.consolidated.facts import Fact
from reports.consolidated.gather import consolidate
from reports.consolidated.upward import UpwardReport, for_upward
from reports.consolidated.values import Consolidation
from reports.consolidated.versions import (
    changed_since,
    content_hash,
    content_of,
    document_of,
    figures_of,
    thaw,
)

__all__ = [
    "Consolidation",
    "Fact",
    "UpwardReport",
    "changed_since",
    "consolidate",
    "content_hash",
    "content_of",
    "document_of",
    "figures_of",
    "for_upward",
    "thaw",
]
