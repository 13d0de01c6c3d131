"""Downloads of a frozen version for spreadsheets and other programs."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from reports import printing
from reports.consolidated import export, tables
from reports.consolidated.versions import document_of, figures_of
from reports.models import ConsolidatedReport
from reports.printing.csv import csv_file


@require_safe
def table(request, consolidated_id, part, key):
    """One table as CSV."""
    version = _version(request, consolidated_id, part)
    found = tables.named(figures_of(version), part, key)
    if found is None:
        raise Http404
    name = f"{printing.name_of(version, part)} - {found.name}.csv"
    return _download(csv_file(found), "text/csv; charset=utf-8", name)


@require_safe
def data(request, consolidated_id, part):
    """All figures and texts as JSON."""
    version = _version(request, consolidated_id, part)
    content = export.as_json(
        figures_of(version),
        part,
        document=document_of(version, part),
        sha256=version.content_hash,
    )
    return _download(content, "application/json", f"{printing.name_of(version, part)}.json")


def _version(request, consolidated_id, part) -> ConsolidatedReport:
    if part not in tables.NAMES:
        raise Http404
    return get_object_or_404(
        ConsolidatedReport.objects.visible_to(request.posts).for_listing(),
        public_id=consolidated_id,
    )


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response
