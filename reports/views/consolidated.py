"""The consolidated report: make a version, look at its two outputs, download them."""

from django.contrib import messages
from django.db.models import Count
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from directives.models import Attachment
from reports import consolidated as consolidation
from reports import permissions, printing
from reports.models import ConsolidatedReport, ReportingPeriod
from reports.views.jobs import standing


@require_POST
def consolidate(request, period_id):
    period = get_object_or_404(
        ReportingPeriod.objects.visible_to(request.posts).for_listing(), public_id=period_id
    )
    if not permissions.coordinates(request.posts, period.directive):
        raise Http404
    if not permissions.can_consolidate(request.posts, period):
        messages.warning(request, _("Kỳ báo cáo chưa được xác nhận nên chưa tổng hợp được."))
        return redirect("reports:periods", directive_id=period.directive.public_id)
    at = timezone.now()
    version = consolidation.freeze(period, on=timezone.localdate(at), by=request.user, at=at)
    if version.made_at == at:
        said = _("Đã tổng hợp phiên bản %(version)s. Tệp PDF đang được tạo.")
    else:
        said = _("Số liệu không thay đổi so với phiên bản %(version)s; không tạo phiên bản mới.")
    messages.success(request, said % {"version": version.version})
    return redirect("reports:consolidated", consolidated_id=version.public_id)


@require_safe
def consolidated(request, consolidated_id):
    """Output A, as it goes to the agency's superior."""
    version = _version(request, consolidated_id)
    report = consolidation.for_upward(consolidation.thaw(version.content))
    return _preview(request, version, "report", printing.report_sheet(report))


@require_safe
def annex(request, consolidated_id):
    """Output B, for the Director."""
    version = _version(request, consolidated_id)
    sheet = printing.annex_sheet(consolidation.thaw(version.content))
    return _preview(request, version, "annex", sheet)


@require_safe
def report_pdf(request, consolidated_id):
    version = _version(request, consolidated_id)
    return _download(request, version, version.report_pdf, _file_name("Báo cáo tổng hợp", version))


@require_safe
def annex_pdf(request, consolidated_id):
    version = _version(request, consolidated_id)
    return _download(request, version, version.annex_pdf, _file_name("Phụ lục nội bộ", version))


def _version(request, consolidated_id) -> ConsolidatedReport:
    return get_object_or_404(
        ConsolidatedReport.objects.visible_to(request.posts)
        .for_listing()
        .select_related("job", "report_pdf", "annex_pdf"),
        public_id=consolidated_id,
    )


def _preview(request, version: ConsolidatedReport, shown: str, sheet):
    version.job.consolidated = version
    return render(
        request,
        "reports/consolidated.html",
        {
            **standing(request, version.job),
            "version": version,
            "period": version.period,
            "shown": shown,
            "sheet": sheet,
            "versions": ConsolidatedReport.objects.filter(period=version.period_id)
            .defer("content")
            .select_related("made_by", "job")
            .annotate(submission_count=Count("submissions"))
            .order_by("-version"),
            "changed": consolidation.changed_since(version),
            "can_consolidate": permissions.can_consolidate(request.posts, version.period),
        },
    )


def _file_name(title: str, version: ConsolidatedReport) -> str:
    return f"{title} {version.period.name_in_sentence} (bản {version.version}).pdf"


def _download(request, version: ConsolidatedReport, pdf: Attachment | None, name: str):
    if pdf is None:
        messages.warning(request, _("Tệp PDF của phiên bản này chưa tạo xong."))
        return redirect("reports:consolidated", consolidated_id=version.public_id)
    return FileResponse(
        pdf.file.open("rb"), as_attachment=True, filename=name, content_type="application/pdf"
    )
