"""A Document as a sheet on the page, and the files of what is kept: PDF, Word, Excel.

Nothing here knows what a document is about: what it says is decided where it is composed.
"""

from reports.printing.documents import TITLES, Piece, name_of, pieces
from reports.printing.html import sheet

__all__ = ["TITLES", "Piece", "name_of", "pieces", "sheet"]
