"""The PDFs of the sample office's last year in a warm process, beside WeasyPrint alone."""

import statistics
import time
from dataclasses import dataclass, field

from reports import consolidated
from reports.models import ConsolidatedReport
from reports.printing import annex_pdf, html, pdf, report_pdf

ROUNDS = 3


@dataclass
class Printed:
    """Seconds of each round; `html` is in memory when WeasyPrint alone starts."""

    label: str
    pages: int
    ours: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        return statistics.median(self.ours)

    @property
    def seconds_alone(self) -> float:
        return statistics.median(self.alone)

    @property
    def ratio(self) -> float:
        return self.seconds / self.seconds_alone


def measure() -> list[Printed]:
    """The report upward and the internal annex; ours begins with the frozen content."""
    content = ConsolidatedReport.objects.latest().content

    def ours_report():
        return report_pdf(consolidated.for_upward(consolidated.thaw(content)))

    def ours_annex():
        return annex_pdf(consolidated.thaw(content))

    whole = consolidated.thaw(content)
    return [
        _measure(
            "report upward", ours_report, html.report_document(consolidated.for_upward(whole))
        ),
        _measure("internal annex", ours_annex, html.annex_document(whole)),
    ]


def _measure(label, ours, document) -> Printed:
    row = Printed(label, len(_weasyprint(document).render().pages))
    ours()
    _alone(document)
    for _ in range(ROUNDS):
        row.ours.append(_seconds(ours))
        row.alone.append(_seconds(lambda: _alone(document)))
    return row


def _weasyprint(document):
    from weasyprint import HTML

    return HTML(string=document, base_url=pdf.HERE, url_fetcher=pdf._only_ours())


def _alone(document) -> bytes:
    return _weasyprint(document).write_pdf(pdf_variant="pdf/a-3a", pdf_tags=True)


def _seconds(work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
