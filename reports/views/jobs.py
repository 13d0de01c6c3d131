"""How far the rendering of a document is, for consolidated reports and papers alike."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reports import jobs, permissions
from reports.models import Job


@require_safe
def job(request, job_id):
    """How far the rendering is; asks again every second until it has ended."""
    found = _job(request, job_id)
    return render(request, "reports/_job.html", standing(request, found))


@require_POST
def render_again(request, job_id):
    found = _job(request, job_id)
    if not permissions.coordinates(request.posts, found.document.period.directive):
        raise Http404
    try:
        jobs.try_again(found, by=request.user, at=timezone.now())
    except jobs.NotFailed:
        messages.warning(request, _("Tệp PDF đang được tạo hoặc đã tạo xong."))
    return redirect(_page(found))


def standing(request, found: Job) -> dict:
    """What `reports/_job.html` wants; the job has its document with period and directive."""
    document = found.document
    return {
        "job": found,
        "downloads": _downloads(found),
        "content_hash": document.content_hash,
        "can_render_again": permissions.coordinates(request.posts, document.period.directive),
    }


def _job(request, job_id) -> Job:
    return get_object_or_404(
        Job.objects.visible_to(request.posts).for_rendering(), public_id=job_id
    )


def _page(found: Job) -> str:
    if found.paper:
        return reverse("reports:paper", args=[found.paper.public_id])
    return reverse("reports:consolidated", args=[found.consolidated.public_id])


def _downloads(found: Job) -> list[tuple[str, str]]:
    """(address, label) of each PDF; none until all are there."""
    if found.paper:
        kept = [(found.paper.pdf_id, "reports:paper-pdf", _("Tải PDF"))]
    else:
        version = found.consolidated
        kept = [
            (version.report_pdf_id, "reports:report-pdf", _("Tải PDF báo cáo")),
            (version.annex_pdf_id, "reports:annex-pdf", _("Tải PDF phụ lục nội bộ")),
        ]
    if not all(pdf for pdf, _name, _label in kept):
        return []
    public_id = found.document.public_id
    return [(reverse(name, args=[public_id]), label) for _pdf, name, label in kept]
