"""Freezes an approved draft as the next version of its period, and thaws what was frozen."""

import hashlib
import json
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery
from pydantic import TypeAdapter

from directives.models import User
from reports import jobs
from reports.consolidated.values import Consolidation
from reports.documents import Document
from reports.documents.json import load
from reports.models import (
    ConsolidatedDraft,
    ConsolidatedReport,
    ConsolidatedStep,
    ProgressReport,
    Submission,
)
from reports.models.progress import State

if TYPE_CHECKING:
    from reports.consolidated.drafted import Drafted

_json = TypeAdapter(Consolidation)


def content_of(consolidation: Consolidation) -> dict:
    return _json.dump_python(consolidation, mode="json")


def thaw(content: dict) -> Consolidation:
    """The value that was frozen."""
    return _json.validate_python(content, strict=False)


def figures_of(version: ConsolidatedReport) -> Consolidation:
    """The figures that the version was made of."""
    return thaw(version.content["consolidation"])


def document_of(version: ConsolidatedReport, part: str) -> Document:
    """`part` is "report", "annex" or "slip"."""
    return load(version.content[part])


def content_hash(content: dict) -> str:
    """SHA-256 of the canonical JSON: keys in order, no blanks, letters as they are."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def latest(draft: ConsolidatedDraft) -> ConsolidatedReport | None:
    """The newest version that was made of the draft."""
    return (
        ConsolidatedReport.objects.filter(period=draft.period_id, basis=draft.basis_id)
        .order_by("-version")
        .first()
    )


def says_the_same(version: ConsolidatedReport, text: "Drafted") -> bool:
    """The report upward would read as in this version."""
    return document_of(version, "report") == text.final(version.content["report"]["code"]).document


def freeze(
    draft: ConsolidatedDraft,
    text: "Drafted",
    *,
    sent: ConsolidatedStep,
    reason: str,
    approved_by: User,
    source: str,
    at: datetime,
) -> ConsolidatedReport:
    """The next version, and the job that renders it: what `drafting.approve` does last."""
    last = latest(draft)
    number = last.version + 1 if last else 1
    code = f"{draft.period.ends_on.year}.v{number}-{text.fingerprint[:8]}"
    content = {"consolidation": draft.content, **text.final(code).content}
    version = ConsolidatedReport.objects.create(
        period=draft.period,
        basis=draft.basis,
        version=number,
        content=content,
        content_hash=content_hash(content),
        reason=reason if last else "",
        made_at=sent.at,
        made_by=sent.by,
        approved_at=at,
        approved_by=approved_by,
        approval_source=source,
    )
    cited = draft.content["submission_ids"]
    version.submissions.set(Submission.objects.filter(public_id__in=cited))
    jobs.queue(version, by=approved_by, at=at)
    return version


def changed_since(version: ConsolidatedReport) -> int:
    """How many reports of the period say something else by now than what the version cites."""
    cited = version.submissions.order_by().values_list("report_id", "pk")
    return _changed(version.period_id, cited)


def changed_since_figures(draft: ConsolidatedDraft) -> int:
    """The same, for the figures of a draft."""
    cited = Submission.objects.filter(public_id__in=draft.content["submission_ids"])
    return _changed(draft.period_id, cited.order_by().values_list("report_id", "pk"))


def _changed(period_id: int, cited) -> int:
    standing = set(
        ProgressReport.objects.filter(period=period_id, state=State.ACCEPTED)
        .order_by()
        .annotate(last=_last_submission())
        .values_list("pk", "last")
    )
    return len({report for report, _ in set(cited) ^ standing})


def _last_submission():
    return Subquery(
        Submission.objects.filter(report=OuterRef("pk")).order_by("-number").values("pk")[:1]
    )
