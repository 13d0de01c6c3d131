"""Output B, the internal annex for the head of the agency: everything, with charts."""

from dataclasses import dataclass
from decimal import Decimal

from reports.consolidated import facts
from reports.consolidated.results import DutyResults
from reports.consolidated.text import contents
from reports.consolidated.upward import for_upward
from reports.consolidated.values import Consolidation
from reports.documents import Closing, Document, Masthead, Title
from reports.documents.templates import blocks

#: A chart with more units than these is no picture any more.
MOST_BARS = 30


@dataclass(frozen=True)
class AllFigures:
    """Every figure, the internal ones too, as a template asks for it."""

    known: dict[str, facts.Fact]

    def fact(self, key: str) -> facts.Fact | None:
        return self.known.get(key)


@dataclass(frozen=True)
class Covered:
    """Bars are unit, percent, people briefed, people present; `left_out` units have none."""

    bars: tuple[tuple[str, Decimal, int, int], ...]
    left_out: int


def annex_document(whole: Consolidation, *, is_draft: bool = False, code: str = "") -> Document:
    subject = contents.subject(for_upward(whole))
    return Document(
        on=whole.on,
        name=f"Phụ lục nội bộ: {subject}",
        author=whole.agency.name,
        masthead=masthead(whole),
        title=Title(
            f"Phụ lục nội bộ trình {whole.agency.head}",
            subject[:1].upper() + subject[1:],
            f"(Kèm theo dự thảo Báo cáo {subject} của {whole.agency.name})",
        ),
        addressees=(),
        blocks=blocks("annex/annex", whole=whole, facts=AllFigures(facts.of(whole))),
        closing=Closing((), whole.coordinator.signer),
        mark="Lưu hành nội bộ",
        is_landscape=True,
        is_draft=is_draft,
        code=code,
    )


def masthead(whole: Consolidation) -> Masthead:
    """Of the coordinating unit, whose papers within the house have no number."""
    return Masthead(
        superior=whole.agency.name,
        issuer=whole.coordinator.name,
        symbol=None,
        place=whole.agency.place,
        year=whole.on.year,
    )


def least_covered(duty: DutyResults) -> Covered:
    """The units by their share of people briefed, the least one first."""
    told = [(entry.unit, entry.coverage) for entry in duty.leading if entry.coverage]
    bars = [
        (unit, coverage.percent, coverage.briefed.total, coverage.present.total)
        for unit, coverage in told
        if coverage.percent is not None
    ]
    bars.sort(key=lambda bar: bar[1])
    return Covered(tuple(bars[:MOST_BARS]), max(0, len(bars) - MOST_BARS))
