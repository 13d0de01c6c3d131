"""Letters as a document may hold them."""

from reports.documents.spelling import clean

__all__ = ["clean"]
