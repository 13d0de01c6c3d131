"""Sao chép kết quả: of a year, or of one duty in it, as text and as a file of Word."""

from io import BytesIO

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from directives.models import Department
from reports import copying
from reports.views.word import DOCX


@require_safe
def results(request, unit_id):
    unit, chosen = _unit(request, unit_id), request.GET.get("duty", "")
    duties, today = copying.assignments(unit), timezone.localdate()
    return render(
        request,
        "reports/results.html",
        {
            "unit": unit,
            "results": copying.of(unit, _year(request), _chosen(duties, chosen)),
            "years": copying.years(unit, on=today),
            "duties": duties,
            "chosen": chosen,
        },
    )


@require_safe
def file(request, unit_id):
    from reports.printing.docx import docx

    unit = _unit(request, unit_id)
    duties = _chosen(copying.assignments(unit), request.GET.get("duty", ""))
    made = copying.document(copying.of(unit, _year(request), duties), on=timezone.localdate())
    return FileResponse(
        BytesIO(docx(made)),
        as_attachment=True,
        filename=f"{made.name}.docx".replace("/", "-"),
        content_type=DOCX,
    )


def _unit(request, unit_id) -> Department:
    """His own: what was logged and not reported yet is nobody else's to see."""
    own = Department.objects.filter(pk__in=request.posts.member_of).select_related("parent")
    return get_object_or_404(own, public_id=unit_id)


def _year(request) -> int:
    """This one, where none is named; 404 for what is no year."""
    text = request.GET.get("year") or str(timezone.localdate().year)
    if not text.isdecimal() or len(text) != 4:
        raise Http404
    return int(text)


def _chosen(duties, public_id):
    """All, or the one that is named."""
    if not public_id:
        return duties
    found = [duty for duty in duties if str(duty.public_id) == public_id]
    if not found:
        raise Http404
    return found
