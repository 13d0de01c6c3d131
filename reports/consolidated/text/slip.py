"""Phiếu trình: how HCTH lays the draft before the head of the agency. Internal."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.consolidated import facts
from reports.consolidated.outline import Outline
from reports.consolidated.text import annexed, contents
from reports.consolidated.text.annex import AllFigures, masthead
from reports.consolidated.upward import UpwardReport
from reports.consolidated.values import Consolidation, UnitStanding
from reports.documents import Closing, Document, Title
from reports.documents.templates import blocks
from reports.models.progress import State
from reports.templatetags.documents import count

#: More units than these are counted; the annex names them all.
NAMED_UNITS = 10


@dataclass(frozen=True)
class Few:
    """The first of some units, and how many there are."""

    named: tuple[str, ...]
    count: int

    @property
    def others(self) -> int:
        return self.count - len(self.named)


@dataclass(frozen=True)
class Attention:
    """What whoever decides has to know of the draft. `open` and `unanswered` are obstacles."""

    missing: Few
    returned: Few
    late: Few
    waiting: Few
    self_accepted: Few
    open: int
    unanswered: int
    untagged: int

    @property
    def is_empty(self) -> bool:
        units = (self.missing, self.returned, self.late, self.waiting, self.self_accepted)
        return not (self.open or self.untagged or any(few.count for few in units))


def slip_document(
    whole: Consolidation,
    report: UpwardReport,
    outline: Outline,
    *,
    is_draft: bool = False,
    code: str = "",
) -> Document:
    """Below it stands the head of the coordinating unit; leaders write their opinion in."""
    subject = contents.subject(report)
    title = f"Về dự thảo Báo cáo {subject}"
    return Document(
        on=whole.on,
        name=f"Phiếu trình {title[:1].lower()}{title[1:]}",
        author=whole.coordinator.name,
        masthead=masthead(whole),
        title=Title("Phiếu trình", title),
        addressees=(),
        blocks=blocks(
            "slip/slip",
            whole=whole,
            report=report,
            facts=AllFigures(facts.of(whole)),
            attention=attention(whole),
            subject=subject,
            addressees=contents.listed(outline.addressees),
            forms=annexed.titles(report, outline),
        ),
        closing=Closing((), whole.coordinator.signer),
        is_draft=is_draft,
        code=code,
    )


def attention(whole: Consolidation) -> Attention:
    missing = [unit for unit in whole.standings if unit.is_missing]
    open_ones = [obstacle for obstacle in whole.obstacles if obstacle.closed_on is None]
    return Attention(
        missing=_few(_owing(unit) for unit in missing if unit.state_key != State.RETURNED),
        returned=_few(_owing(unit) for unit in missing if unit.state_key == State.RETURNED),
        late=_few(_late(unit) for unit in whole.unpunctual if not unit.is_missing),
        waiting=_few(u.unit for u in whole.standings if u.state_key == State.SUBMITTED),
        self_accepted=_few(unit.unit for unit in whole.self_accepted),
        open=len(open_ones),
        unanswered=sum(not obstacle.opinion for obstacle in open_ones),
        untagged=len(whole.untagged_units),
    )


def _few(names: Iterable[str]) -> Few:
    names = tuple(names)
    return Few(names[:NAMED_UNITS], len(names))


def _owing(unit: UnitStanding) -> str:
    if unit.days_overdue:
        return f"{unit.unit} (quá hạn {count(unit.days_overdue)} ngày)"
    return f"{unit.unit} (chưa đến hạn)"


def _late(unit: UnitStanding) -> str:
    return f"{unit.unit} ({count(unit.days_late)} ngày)"
