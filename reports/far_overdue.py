"""Reports after whose last reminder nothing came: now a person urges, by công văn lần 1, lần 2."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from directives.models import Directive
from reports.citation import Citation
from reports.models import Paper
from reports.models.progress import ProgressReportQuerySet


@dataclass(frozen=True)
class UrgingPaper:
    """A công văn đôn đốc to the unit; `citation` is blank for a draft."""

    id: UUID | str
    round: int
    citation: str


@dataclass(frozen=True)
class FarOverdue:
    """Reminders and urgings are two figures. `issued` is the latest paper, `draft` the next one."""

    unit: str
    report_id: UUID | str
    period_id: UUID | str
    period: str
    directive: str
    due_on: date
    days: int
    reminded: int
    urged: int
    issued: UrgingPaper | None = None
    draft: UrgingPaper | None = None

    @property
    def next_round(self) -> int:
        """The "lần" of the paper that is due now."""
        return self.issued.round + 1 if self.issued else 1

    @property
    def next_step(self) -> tuple:
        """Units that one paper can urge."""
        return self.period_id, self.next_round


def with_facts(reports: ProgressReportQuerySet) -> ProgressReportQuerySet:
    """Adds `facts`, of which `of` makes a FarOverdue, in the same query."""
    papers = Paper.objects.filter(
        kind=Paper.Kind.URGING, period=OuterRef("period"), departments=OuterRef("department")
    )
    paper = JSONObject(
        id="public_id", round="round", number="number", symbol="symbol", on="issued_on"
    )
    return (
        reports.with_reminder_count()
        .with_urging_count()
        .annotate(
            facts=JSONObject(
                report_id="public_id",
                period_id="period__public_id",
                period="period__label",
                due_on="due_on",
                reminded="sent_reminder_count",
                urged="urging_count",
                papers=ArraySubquery(papers.order_by("round", "pk").values(row=paper)),
            )
        )
    )


def of(facts: dict, *, unit: str, directive: Directive, on: date) -> FarOverdue:
    due_on = date.fromisoformat(facts["due_on"])
    issued = _latest([paper for paper in facts["papers"] if paper["on"]])
    drafts = [paper for paper in facts["papers"] if not paper["on"]]
    return FarOverdue(
        unit=unit,
        report_id=facts["report_id"],
        period_id=facts["period_id"],
        period=facts["period"],
        directive=directive.reference,
        due_on=due_on,
        days=(on - due_on).days,
        reminded=facts["reminded"],
        urged=facts["urged"],
        issued=issued,
        draft=_latest([paper for paper in drafts if not issued or paper["round"] > issued.round]),
    )


def _latest(papers: Sequence[dict]) -> UrgingPaper | None:
    if not papers:
        return None
    paper = papers[-1]
    citation = ""
    if paper["on"]:
        number = f"{paper['number']}/{paper['symbol']}"
        citation = str(Citation(number, date.fromisoformat(paper["on"])))
    return UrgingPaper(paper["id"], paper["round"], citation)
