"""A document as a tagged, archivable PDF. The same value gives the same bytes."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.staticfiles import finders

from reports.documents import Document
from reports.printing import tags
from reports.printing.html import page

if TYPE_CHECKING:
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher

#: An address that leads nowhere: what the documents name is looked up below it, and only there.
HERE = "https://static.invalid/"
#: All that a document may load.
SERVED = {
    f"{HERE}print.css": ("print.css", "text/css"),
    f"{HERE}draft.svg": ("draft.svg", "image/svg+xml"),
    **{
        f"{HERE}fonts/Tinos-{cut}.ttf": (f"fonts/Tinos-{cut}.ttf", "font/ttf")
        for cut in ["Regular", "Bold", "Italic", "BoldItalic"]
    },
}
#: Stands for a letter that Tinos does not have: another font would come from the machine.
MISSING = "□"


def pdf(document: Document) -> bytes:
    """With a draft's mark across its pages, and its code at their feet."""
    return _pdf(page(document))


def prepare() -> None:
    """Loads what every PDF needs, once in a process: some seconds, and its forks have it too."""
    _without_markers()
    _letters()


def _pdf(document: str) -> bytes:
    return _html(document).write_pdf(
        pdf_variant="pdf/a-3a", pdf_tags=True, presentational_hints=True, finisher=tags.finish
    )


def _html(document: str) -> "HTML":
    """For WeasyPrint, without the styles of markers and footnotes that it keeps for every element:
    of a thousand units they are a third of its memory.
    """
    from weasyprint import HTML

    class Plain(HTML):
        def _ua_stylesheets(self, forms=False):
            return [_without_markers()]

    return Plain(string=_printable(document), base_url=HERE, url_fetcher=_only_ours())


@cache
def _without_markers() -> "CSS":
    """WeasyPrint's own style sheet but for its rules on `::…` of any element."""
    from weasyprint import CSS
    from weasyprint.css.counters import CounterStyle
    from weasyprint.html import UA

    rules = (line for line in UA.splitlines() if not line.startswith("::"))
    return CSS(string="\n".join(rules), counter_style=CounterStyle())


def _only_ours() -> "URLFetcher":
    """Serves the print style sheet and its fonts; anything else ends the rendering."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class OnlyOurs(URLFetcher):
        def fetch(self, url, headers=None):
            if url not in SERVED:
                raise FatalURLFetchingError(f"a document may not load {url}")
            name, content_type = SERVED[url]
            body = _static_file(name).read_bytes()
            return URLFetcherResponse(url, body, {"Content-Type": content_type})

    return OnlyOurs()


def _static_file(name: str) -> Path:
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(name)
    return Path(path)


def _printable(document: str) -> str:
    """Letters that Tinos lacks (pictures, other scripts) become a box, in plain sight."""
    lacking = set(document) - _letters() - {"\n", "\t", "\r"}
    return document.translate({ord(letter): MISSING for letter in lacking})


@cache
def _letters() -> frozenset[str]:
    """What every cut of Tinos can write."""
    from fontTools.ttLib import TTFont

    cuts = []
    for name, content_type in SERVED.values():
        if content_type == "font/ttf":
            with TTFont(_static_file(name), lazy=True) as font:
                cuts.append(set(font.getBestCmap()))
    return frozenset(map(chr, set.intersection(*cuts)))
