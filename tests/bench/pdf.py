"""The PDFs of ten units and of a thousand in a warm process, beside WeasyPrint alone.

The offices are values made by hand, so that nothing but the writing and the printing is measured.
"""

import statistics
import time
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from directives.models import Duty
from reports.consolidated import for_upward, text
from reports.consolidated.values import Consolidation
from reports.documents import Document
from reports.printing import apart
from reports.printing.html import page
from reports.printing.pdf import HERE, _html, _only_ours, pdf
from tests.reports.wholes import (
    DIRECTOR,
    OUTLINE,
    act,
    briefing,
    duty,
    entry,
    late,
    missing,
    obstacle,
    standing,
    whole,
    work,
)

#: How many units, and how often their papers are printed.
ROUNDS = {10: 3, 1_000: 1}
#: About what a unit writes on a duty.
RESULTS = (
    "Đã tổ chức quán triệt, phổ biến tại hội nghị của đơn vị; phối hợp đăng tải tin, bài trên Cổng "
    "thông tin điện tử; cung cấp thông tin cho báo chí."
)


@dataclass
class Printed:
    """Seconds on the processor of each round, which is all that printing waits for; the HTML is in
    memory when WeasyPrint alone starts.

    `body` are the pages before the appendices; `mb` is the peak of a process that prints it once.
    """

    label: str
    units: int
    pages: int
    body: int
    mb: int
    ours: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)

    @property
    def is_upward(self) -> bool:
        """The annex for the house is one text, however long."""
        return self.label == "report upward"

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
    """The report upward, as a worker makes it of the frozen figures, and the internal annex.

    Memory first: a fork counts what this process holds, and printing here makes it hold more.
    """
    papers = [
        (label, units, partial(write, office(units)))
        for units in ROUNDS
        for label, write in [("report upward", _report), ("internal annex", text.annex_document)]
    ]
    peaks = [_peak(written()) for _label, _units, written in papers]
    return [_measure(*paper, mb) for paper, mb in zip(papers, peaks, strict=True)]


def office(units: int) -> Consolidation:
    """Three duties that every unit answered; of ten units one stands as late and one as missing."""
    numbers = range(1, units + 1)
    made = whole(
        briefings=[briefing(n, results=RESULTS) for n in numbers],
        works=[
            work(n, n % 40, results=RESULTS, percent_of_year=n % 101, next_plan=RESULTS)
            for n in numbers
        ],
        standings=[(late, missing)[n % 2](n) if n % 10 < 2 else standing(n) for n in numbers],
        obstacles=tuple(obstacle(n, text=RESULTS, is_upward=n % 2 == 0) for n in numbers[::10]),
        supervisions=tuple(act(findings=RESULTS, by="Vũ Thị Hành") for _ in numbers[::10]),
    )
    answers = [entry(n, results=RESULTS, done_on=date(2026, 6, 1)) for n in numbers]
    third = duty(3, Duty.Kind.IMPLEMENTATION, "Cung cấp thông tin", answers, units)
    return replace(made, duties=(*made.duties, third))


def _report(made: Consolidation) -> Document:
    upward = for_upward(made)
    sections = text.generated(upward, OUTLINE)
    return text.report_document(upward, OUTLINE, sections, signature=DIRECTOR, code="2026-v1")


def _measure(label, units, written, mb) -> Printed:
    """`written` makes the document of the figures."""
    document = written()
    html = page(document)
    row = Printed(
        label,
        units,
        pages=_pages(document),
        body=_pages(replace(document, appendices=())),
        mb=mb,
    )
    _alone(html)
    for _ in range(ROUNDS[units]):
        row.ours.append(_seconds(lambda: pdf(written())))
        row.alone.append(_seconds(lambda: _alone(html)))
    return row


def _pages(document: Document) -> int:
    return len(_html(page(document)).render(presentational_hints=True).pages)


def _peak(document: Document) -> int:
    """Megabytes at the highest, in a fork as the worker makes one."""

    def told() -> bytes:
        pdf(document)
        status = Path("/proc/self/status").read_text().splitlines()
        return next(line.split()[1] for line in status if line.startswith("VmHWM")).encode()

    answer = apart.make(told, seconds=600, megabytes=4_000, still_wanted=lambda: True)
    return int(answer) // 1024


def _alone(html: str) -> bytes:
    """WeasyPrint as it comes."""
    from weasyprint import HTML

    return HTML(string=html, base_url=HERE, url_fetcher=_only_ours()).write_pdf(
        pdf_variant="pdf/a-3a", pdf_tags=True, presentational_hints=True
    )


def _seconds(work) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started
