"""Freezes a consolidation as the next version of its period, and thaws it into the same value."""

import hashlib
import json
from datetime import date, datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery
from pydantic import TypeAdapter

from directives.models import User
from reports import jobs
from reports.consolidated.gather import consolidate
from reports.consolidated.values import Consolidation
from reports.models import ConsolidatedReport, ProgressReport, ReportingPeriod, Submission
from reports.models.progress import State

_json = TypeAdapter(Consolidation)


def content_of(consolidation: Consolidation) -> dict:
    return _json.dump_python(consolidation, mode="json")


def thaw(content: dict) -> Consolidation:
    """The value that was frozen."""
    return _json.validate_python(content, strict=False)


def content_hash(content: dict) -> str:
    """SHA-256 of the canonical JSON: keys in order, no blanks, letters as they are."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def freeze(period: ReportingPeriod, *, on: date, by: User, at: datetime) -> ConsolidatedReport:
    """The next version of the period's report, and the job that renders it.

    When nothing has changed since the last version, that version is the answer. Two people who
    press at once wait for each other on the period's row.
    """
    ReportingPeriod.objects.select_for_update(no_key=True, of=("self",)).get(pk=period.pk)
    content = content_of(consolidate(period, on=on))
    digest = content_hash(content)
    last = ConsolidatedReport.objects.filter(period=period).order_by("-version").first()
    if last and last.content_hash == digest:
        return last
    version = ConsolidatedReport.objects.create(
        period=period,
        version=last.version + 1 if last else 1,
        content=content,
        content_hash=digest,
        made_at=at,
        made_by=by,
    )
    version.submissions.set(Submission.objects.filter(public_id__in=content["submission_ids"]))
    jobs.queue(version, by=by, at=at)
    return version


def changed_since(version: ConsolidatedReport) -> int:
    """How many reports of the period say something else by now than what the version cites."""
    cited = set(version.submissions.order_by().values_list("report_id", "pk"))
    standing = set(
        ProgressReport.objects.filter(period=version.period_id, state=State.ACCEPTED)
        .order_by()
        .annotate(last=_last_submission())
        .values_list("pk", "last")
    )
    return len({report for report, _ in cited ^ standing})


def _last_submission():
    return Subquery(
        Submission.objects.filter(report=OuterRef("pk")).order_by("-number").values("pk")[:1]
    )
