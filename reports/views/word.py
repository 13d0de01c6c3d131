"""Nộp bằng tệp Word: the form to take away, and the filled one dropped back."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from reports import desk, evidence, lifecycle
from reports.models import ProgressReport
from reports.word import outline, receiving

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _mine(request, report_id) -> ProgressReport:
    reports = desk.for_draft(ProgressReport.objects.of(request.posts), on=timezone.localdate())
    return get_object_or_404(
        reports.select_related("department__parent", "period__directive__agency"),
        public_id=report_id,
    )


@never_cache
@require_safe
def form(request, report_id):
    """With all that the form shows now."""
    from reports.printing.docx import docx

    report, today = _mine(request, report_id), timezone.localdate()
    table = desk.Desk(report, on=today)
    board = table.board(table.start() if table.typed is None else table.typed)
    made = outline.outline(report, board, on=today)
    return FileResponse(
        BytesIO(docx(made)),
        as_attachment=True,
        filename=f"{made.name}.docx".replace("/", "-"),
        content_type=DOCX,
    )


@require_POST
def read(request, report_id):
    """Into the draft; what is still missing is said on the form."""
    report = _mine(request, report_id)
    address = reverse("reports:draft", args=[report.public_id])
    upload = request.FILES.get("file")
    if upload is None:
        messages.warning(request, _("Hãy chọn tệp Word của báo cáo."))
        return redirect(address)
    try:
        filled = receiving.into_draft(report, upload, by=request.user, at=timezone.now())
    except evidence.NotTaken as refusal:
        messages.warning(request, str(refusal))
        return redirect(address)
    except lifecycle.StaleDraft as error:
        messages.warning(
            request,
            _(
                "Đồng chí %(name)s vừa lưu bản nháp này; chưa đọc tệp. Hãy xem bản nháp rồi chọn "
                "lại tệp."
            )
            % {"name": error.draft.saved_by.full_name},
        )
        return redirect(address)
    except lifecycle.WrongState:
        messages.warning(request, _("Báo cáo này đã được gửi; không sửa được bản nháp nữa."))
        return redirect("reports:report", report.public_id)
    _say(request, upload.name, filled)
    return redirect(f"{address}?check=1#problems")


def _say(request, name, filled):
    said = {"count": filled.found, "name": name}
    messages.success(
        request,
        ngettext(
            "Đã đọc %(count)s mục từ tệp “%(name)s” vào bản nháp; tệp được lưu làm bản gốc.",
            "Đã đọc %(count)s mục từ tệp “%(name)s” vào bản nháp; tệp được lưu làm bản gốc.",
            filled.found,
        )
        % said,
    )
    if filled.unplaced:
        messages.warning(
            request,
            _("Chưa rõ các mục sau thuộc nhiệm vụ nào nên chưa đọc: %(headings)s.")
            % {"headings": ", ".join(dict.fromkeys(filled.unplaced))},
        )
