"""The documents as HTML: the same sheet lies in the preview and in the PDF."""

from collections.abc import Callable, Iterator

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from reports.documents import Block, Document, figures_in
from reports.documents.letters import clean


def sheet(document: Document, *, links: Callable[[str], str] | None = None) -> SafeString:
    """The document for a page of ours; `links` gives the address behind a figure's key, or ""."""
    addresses = {key: links(key) for key in _figures(document)} if links else {}
    return _rendered("print/_document.html", {"document": document, "addresses": addresses})


def page(document: Document) -> str:
    """The whole page that becomes the PDF: no link, no key of a figure."""
    return _rendered("print/page.html", {"document": document, "addresses": {}})


def _figures(document: Document) -> Iterator[str]:
    """The key of each figure, those of the appendices included."""
    texts: tuple[tuple[Block, ...], ...] = (
        document.blocks,
        *(appendix.blocks for appendix in document.appendices),
    )
    for blocks in texts:
        yield from figures_in(blocks)


def _rendered(template: str, context: dict) -> SafeString:
    """In Vietnamese and with clean letters; templates escape what they print."""
    with translation.override("vi"):
        text = clean(render_to_string(template, context))
    return mark_safe(text)  # noqa: S308 (the template escaped it; cleaning adds no markup)
