"""The monthly table for giao ban: every duty that is at work, on one line each.

A frozen value (`values`), read from the tables (`gather`); it is shown and printed as a document
and written to a workbook (`wording`).
"""

from reports.briefing.gather import Scope, briefing, scope_of
from reports.briefing.wording import document, table

__all__ = ["Scope", "briefing", "document", "scope_of", "table"]
