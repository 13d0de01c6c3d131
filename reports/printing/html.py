"""The documents as HTML: the same sheet lies in the preview and in the PDF."""

from collections.abc import Callable, Iterator
from datetime import date

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from reports.calendar import report_name
from reports.consolidated.upward import UpwardReport
from reports.consolidated.values import Agency, Consolidation
from reports.documents import Block, Document, figures_in
from reports.documents.letters import clean
from reports.papers.values import OpeningPaper, UrgingPaper


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


def subject(programme_name: str, label: str) -> str:
    """The report's trích yếu: "Kết quả triển khai … năm 2026"."""
    name = report_name("kết quả", programme_name, label)
    return name[:1].upper() + name[1:]


def report_sheet(report: UpwardReport) -> SafeString:
    """Output A."""
    title = subject(report.directive.programme_name, report.label)
    return _rendered("print/_report.html", {"report": report, "subject": title})


def annex_sheet(whole: Consolidation) -> SafeString:
    """Output B."""
    title = subject(whole.directive.programme_name, whole.period.label)
    return _rendered("print/_annex.html", {"whole": whole, "subject": title})


def paper_sheet(paper: OpeningPaper | UrgingPaper) -> SafeString:
    """A công văn with its annexes."""
    template = "print/_opening.html" if isinstance(paper, OpeningPaper) else "print/_urging.html"
    return _rendered(template, {"paper": paper, "letter": paper.letter})


def report_document(report: UpwardReport) -> str:
    """Output A as a document of its own. Its dates are those of the value, not of the clock."""
    title = subject(report.directive.programme_name, report.label)
    return _document(
        report_sheet(report), f"Báo cáo {title[:1].lower()}{title[1:]}", report.agency, report.on
    )


def annex_document(whole: Consolidation) -> str:
    title = subject(whole.directive.programme_name, whole.period.label)
    return _document(annex_sheet(whole), f"Phụ lục nội bộ: {title}", whole.agency, whole.on)


def paper_document(paper: OpeningPaper | UrgingPaper) -> str:
    letter = paper.letter
    return _document(paper_sheet(paper), f"Công văn {paper.subject}", letter.agency, letter.on)


def _document(sheet: SafeString, title: str, agency: Agency, made_on: date) -> str:
    facts = {"sheet": sheet, "title": title, "author": agency.name, "made_on": made_on}
    return _rendered("print/document.html", facts)


def _rendered(template: str, context: dict) -> SafeString:
    """In Vietnamese and with clean letters; templates escape what they print."""
    with translation.override("vi"):
        text = clean(render_to_string(template, context))
    return mark_safe(text)  # noqa: S308 (the template escaped it; cleaning adds no markup)
