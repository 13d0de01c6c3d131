"""A version of the consolidated report: what was approved, its files, what was issued of it."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports import cascade, permissions, printing
from reports import consolidated as consolidation
from reports.consolidated import changes, tables
from reports.models import ConsolidatedDraft, ConsolidatedReport, ProgressReport
from reports.views import issued
from reports.views.jobs import standing


@require_safe
def consolidated(request, consolidated_id):
    """Output A, as it goes to the agency's superior."""
    return _preview(request, fetch(request, consolidated_id), "report")


@require_safe
def annex(request, consolidated_id):
    """Output B, for the Director."""
    return _preview(request, fetch(request, consolidated_id), "annex")


@require_safe
def slip(request, consolidated_id):
    """Phiếu trình, with which HCTH sent it up."""
    return _preview(request, fetch(request, consolidated_id), "slip")


def fetch(request, consolidated_id) -> ConsolidatedReport:
    return get_object_or_404(
        ConsolidatedReport.objects.visible_to(request.posts).for_listing().select_related("job"),
        public_id=consolidated_id,
    )


def _preview(request, version: ConsolidatedReport, shown: str):
    version.job.consolidated = version
    document = consolidation.document_of(version, shown)
    versions = list(_versions(version))
    before = next((row for row in versions if row.version == version.version - 1), None)
    return render(
        request,
        "reports/consolidated.html",
        {
            **standing(request, version.job),
            **issued.panel(request, version),
            "version": version,
            "period": version.period,
            "shown": shown,
            "document": document,
            "sheet": printing.sheet(document, links=_figure_links(version)),
            "versions": versions,
            "changes": before and changes.between(before, version),
            "changed": consolidation.changed_since(version),
            "draft": _draft(version),
            "higher": _higher(request, version),
            "exports": tables.NAMES,
            "can_consolidate": permissions.can_consolidate(request.posts, version.period),
        },
    )


def _higher(request, version: ConsolidatedReport) -> list[ProgressReport]:
    """What the agency owes its superior, and this version, once issued, can answer."""
    on = timezone.localdate()
    return [
        report
        for report in cascade.reports_for(version)
        if permissions.may("answer", request.posts, report, on=on)
    ]


def _versions(version: ConsolidatedReport):
    """All of the period's report, the newest first; their contents are read when compared."""
    return (
        ConsolidatedReport.objects.filter(period=version.period_id, basis=version.basis_id)
        .defer("content")
        .select_related("made_by", "approved_by", "job")
        .order_by("-version")
    )


def _draft(version: ConsolidatedReport) -> ConsolidatedDraft | None:
    return (
        ConsolidatedDraft.objects.filter(period=version.period_id, basis=version.basis_id)
        .defer("content")
        .first()
    )


def _figure_links(version: ConsolidatedReport):
    return lambda key: reverse("reports:version-figure", args=[version.public_id, key])
