"""A document as a file of Word: the working original, which the office finishes by hand."""

from collections.abc import Iterator

from lxml.etree import _Element

from reports.documents import Appendix, Document
from reports.printing.docx import text
from reports.printing.docx.close import close
from reports.printing.docx.elements import keep_with_next
from reports.printing.docx.head import appendix_head, head
from reports.printing.docx.lengths import text_width
from reports.printing.docx.package import packed
from reports.printing.docx.pages import section

__all__ = ["docx"]


def docx(document: Document) -> bytes:
    """The same text as preview and PDF, in the styles of the office, to be typed on in Word.

    The same document gives the same bytes.
    """
    parts = [
        (_main(document), document.is_landscape),
        *((_appendix(appendix), appendix.is_landscape) for appendix in document.appendices),
    ]
    content: list[_Element] = []
    for place, (elements, is_landscape) in enumerate(parts, start=1):
        content += section(elements, is_landscape=is_landscape, is_last=place == len(parts))
    return packed(document, content)


def _main(document: Document) -> Iterator[_Element]:
    width = text_width(is_landscape=document.is_landscape)
    yield from head(document, width=width)
    blocks = [*text.elements(document.blocks, width=width)]
    if document.closing and blocks:
        keep_with_next(blocks[-1])
    yield from blocks
    if document.closing:
        yield close(document.closing, width=width)


def _appendix(appendix: Appendix) -> Iterator[_Element]:
    yield from appendix_head(appendix)
    width = text_width(is_landscape=appendix.is_landscape)
    yield from text.elements(appendix.blocks, width=width)
