"""How far the rendering of a document is, and its files: for whatever a job renders."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from reports import jobs, permissions
from reports.models import Job, RenderedFile

Format = RenderedFile.Format


@require_safe
def job(request, job_id):
    """How far the rendering is; asks again every second until it has ended."""
    found = _job(request, job_id)
    return render(request, "reports/_job.html", standing(request, found))


@require_safe
def rendered(request, job_id, part, format):
    """One file of the document, as it was made; never shown inside the browser."""
    found = _job(request, job_id)
    kept = found.files.filter(part=part, format=format).select_related("file").first()
    if kept is None:
        if found.state == Job.State.DONE:
            raise Http404
        messages.warning(request, _("Tệp chưa tạo xong."))
        return redirect(address_of(found))
    return FileResponse(
        kept.file.file.open("rb"),
        as_attachment=True,
        filename=kept.file.original_name,
        content_type=kept.file.content_type,
    )


@require_POST
def render_again(request, job_id):
    found = _workable(request, job_id)
    try:
        jobs.try_again(found, by=request.user, at=timezone.now())
    except jobs.NotFailed:
        messages.warning(request, _("Tệp đang được tạo hoặc đã tạo xong."))
    return redirect(address_of(found))


@require_POST
def cancel(request, job_id):
    found = _workable(request, job_id)
    try:
        jobs.cancel(found, by=request.user, at=timezone.now())
    except jobs.Finished:
        messages.warning(request, _("Tệp đã tạo xong, không còn gì để huỷ."))
    return redirect(address_of(found))


def standing(request, found: Job) -> dict:
    """What `reports/_job.html` wants; the job has its document with period and directive."""
    return {
        "job": found,
        "downloads": downloads(found),
        "content_hash": _hash(found),
        "can_work": permissions.works_on_job(request.posts, found),
    }


def _hash(found: Job) -> str:
    """Of what was frozen; a dossier is frozen by its very file."""
    if found.dossier is None:
        return found.document.content_hash
    return next((kept.file.sha256 for kept in found.files.select_related("file")), "")


def _job(request, job_id) -> Job:
    return get_object_or_404(
        Job.objects.visible_to(request.posts).for_rendering(), public_id=job_id
    )


def _workable(request, job_id) -> Job:
    found = _job(request, job_id)
    if not permissions.works_on_job(request.posts, found):
        raise Http404
    return found


def address_of(found: Job) -> str:
    """The page of the document."""
    if found.paper:
        return reverse("reports:paper", args=[found.paper.public_id])
    if found.printout:
        return reverse("reports:printout", args=[found.printout.public_id])
    if found.dossier:
        return reverse("reports:dossier", args=[found.dossier.public_id])
    return reverse("reports:consolidated", args=[found.consolidated.public_id])


LABELS = {
    ("report", Format.PDF): gettext_lazy("Tải PDF báo cáo"),
    ("report", Format.DOCX): gettext_lazy("Tải Word báo cáo"),
    ("report", Format.XLSX): gettext_lazy("Tải Excel số liệu"),
    ("annex", Format.PDF): gettext_lazy("Tải PDF phụ lục nội bộ"),
    ("annex", Format.DOCX): gettext_lazy("Tải Word phụ lục nội bộ"),
    ("annex", Format.XLSX): gettext_lazy("Tải Excel số liệu nội bộ"),
    ("slip", Format.PDF): gettext_lazy("Tải PDF phiếu trình"),
    ("slip", Format.DOCX): gettext_lazy("Tải Word phiếu trình"),
    ("paper", Format.PDF): gettext_lazy("Tải PDF"),
    ("paper", Format.DOCX): gettext_lazy("Tải Word"),
    ("paper", Format.XLSX): gettext_lazy("Tải Excel"),
    ("dossier", Format.ZIP): gettext_lazy("Tải hồ sơ (ZIP)"),
}


def downloads(found: Job) -> list[tuple[str, str]]:
    """(address, label) of each file; none until all are there."""
    if found.state != Job.State.DONE:
        return []
    return [
        (
            reverse("reports:rendered", args=[found.public_id, kept.part, kept.format]),
            LABELS[kept.part, kept.format],
        )
        for kept in found.files.all()
    ]
