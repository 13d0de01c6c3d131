"""Files behind a report: put on and taken off inside the unit, read by who may."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reports import desk, evidence, lifecycle, obligations
from reports.models import Evidence, ProgressReport
from reports.views.downloads import sent


@require_POST
def add(request, report_id):
    """Files for one assignment; those that fit are kept, of each other one it is said why not."""
    reports = ProgressReport.objects.of(request.posts).select_related("period__directive")
    report = get_object_or_404(reports, public_id=report_id)
    assignment = _assignment(report, request.POST.get("assignment", ""))
    complaints = []
    for upload in evidence.uploaded(request.FILES):
        try:
            evidence.add(report, assignment, upload, by=request.user, at=timezone.now())
        except evidence.NotTaken as refusal:
            complaints.append(str(refusal))
        except lifecycle.WrongState:
            complaints.append(_("Báo cáo này đã được gửi; không thêm tệp được nữa."))
            break
    return _answer(request, report, assignment, complaints)


def _assignment(report, public_id):
    for assignment in obligations.assignments_of(report):
        if str(assignment.public_id) == public_id:
            return assignment
    raise Http404


@require_POST
def remove(request, evidence_id):
    mine = Evidence.objects.of(request.posts).select_related(
        "report__period__directive", "result", "assignment"
    )
    item = get_object_or_404(mine, public_id=evidence_id)
    complaints = []
    try:
        evidence.remove(item, by=request.user, at=timezone.now())
    except lifecycle.WrongState:
        complaints.append(_("Tệp này đã gửi cùng báo cáo, không gỡ được."))
    if item.result is None:
        return _answer(request, item.report, item.assignment, complaints)
    for sentence in complaints:
        messages.warning(request, sentence)
    return redirect("reports:result", result_id=item.result.public_id)


def _answer(request, report, assignment, complaints):
    """To the script the list as it is now; without it, the page again."""
    if request.htmx:
        context = {
            "assignment": assignment,
            "files": desk.files_of(report, assignment),
            "complaints": complaints,
            "file_rule": evidence.rule(),
        }
        return render(request, "reports/_draft_evidence.html", context)
    for sentence in complaints:
        messages.warning(request, sentence)
    address = reverse("reports:draft", args=[report.public_id])
    return redirect(f"{address}#evidence-{assignment.public_id}")


@require_safe
def download(request, evidence_id):
    """Always a download under its own name, never shown by the browser."""
    item = get_object_or_404(
        Evidence.objects.visible_to(request.posts).select_related("attachment"),
        public_id=evidence_id,
    )
    return sent(item.attachment)
