"""Blocks between two shapes: as a document holds them, and as the editor in the browser does.

The editor's shape is a document of ProseMirror as JSON; `static/editor/schema.js` says what it
may hold, and what comes back from a browser is read as strictly here.
"""

from reports.documents.editing.reading import Unreadable, from_editor
from reports.documents.editing.writing import to_editor

__all__ = ["Unreadable", "from_editor", "to_editor"]
