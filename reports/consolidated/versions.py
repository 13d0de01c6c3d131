"""Freezes an approved draft as the next version of its period, and thaws what was frozen."""

import hashlib
import json
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from directives.models import User
from reports import jobs
from reports.consolidated import sources
from reports.consolidated.sources import Changed
from reports.consolidated.values import Consolidation
from reports.documents import Document
from reports.documents.json import load
from reports.models import (
    ConsolidatedDraft,
    ConsolidatedReport,
    ConsolidatedStep,
    Submission,
)

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


def changed_since(version: ConsolidatedReport) -> Changed:
    """What says something else by now than what the version was made of."""
    return sources.changed(figures_of(version), version.period, basis=version.basis)
