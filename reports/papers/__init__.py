"""The công văn that HCTH drafts here: opening a period, and urging those who are late.

A paper is a frozen value (`values`), read from the tables (`gather`), kept as a draft and issued
(`drafting`); as a Document (`wording`) it is shown and printed.
"""

from reports.papers.drafting import (
    document,
    draft_opening,
    draft_urgings,
    is_outdated,
    issue_urging,
    open_period,
    thaw,
)
from reports.papers.gather import symbol
from reports.papers.wording import document_of

__all__ = [
    "document",
    "document_of",
    "draft_opening",
    "draft_urgings",
    "is_outdated",
    "issue_urging",
    "open_period",
    "symbol",
    "thaw",
]
