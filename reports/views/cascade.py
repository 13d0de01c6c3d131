"""The issued report of an agency answers its superior."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reports import cascade, permissions
from reports.errors import WrongState
from reports.models import ProgressReport


@require_POST
def answer(request, report_id):
    """One click: the report that văn thư has the issued copy of goes up as it is."""
    report = get_object_or_404(
        ProgressReport.objects.visible_to(request.posts).for_listing(), public_id=report_id
    )
    if not permissions.concerns("answer", request.posts, report, on=timezone.localdate()):
        raise Http404
    copies = {str(copy.public_id): copy for copy in cascade.copies_for(report)}
    copy = copies.get(request.POST.get("copy", ""))
    if copy is None:
        raise Http404
    page = redirect("reports:report", report_id=report.public_id)
    try:
        cascade.answer(report, copy, by=request.user, at=timezone.now())
    except WrongState:
        messages.warning(request, _("Báo cáo này đã được gửi hoặc không còn phải gửi."))
    except cascade.AsksMore as asked:
        messages.warning(request, _besides(asked))
        return redirect("reports:draft", report_id=report.public_id)
    else:
        messages.success(
            request,
            _("Đã gửi Báo cáo số %(copy)s đến %(agency)s.")
            % {"copy": copy, "agency": report.period.directive.agency},
        )
    return page


def _besides(asked: cascade.AsksMore) -> str:
    duties = "; ".join(str(duty) for duty in asked.duties)
    return _(
        "Kỳ báo cáo này còn phải báo cáo nhiệm vụ khác (%(duties)s). Hãy cập nhật báo cáo rồi gửi."
    ) % {"duties": duties}
