"""The công văn that HCTH drafts here: opening a period, and urging those who are late.

A paper is a frozen value (`values`), read from the tables (`gather`), kept as a draft and issued
(`drafting`); how it looks is in `printing`.
"""

from reports.papers.drafting import (
    draft_opening,
    draft_urgings,
    is_outdated,
    issue_urging,
    open_period,
    thaw,
)
from reports.papers.gather import symbol

__all__ = [
    "draft_opening",
    "draft_urgings",
    "is_outdated",
    "issue_urging",
    "open_period",
    "symbol",
    "thaw",
]
