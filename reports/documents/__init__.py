"""A document of the office as a value: blocks of text between a head and a signature.

Preview, PDF and Word file are made from the same Document (`reports.printing`), so that they say
the same. Nothing here asks the database.
"""

from reports.documents.blocks import (
    Block,
    Cell,
    Chart,
    Heading,
    ItemList,
    Paragraph,
    Row,
    Run,
    Table,
    figures_in,
    plain,
)
from reports.documents.values import Appendix, Closing, Document, Masthead, Title

__all__ = [
    "Appendix",
    "Block",
    "Cell",
    "Chart",
    "Closing",
    "Document",
    "Heading",
    "ItemList",
    "Masthead",
    "Paragraph",
    "Row",
    "Run",
    "Table",
    "Title",
    "figures_in",
    "plain",
]
