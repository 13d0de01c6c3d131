"""HCTH says which legal basis a unit's result answers."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from directives.models import Duty, LegalBasis
from reports import tagging
from reports.errors import WrongState
from reports.forms.review import TagForm
from reports.models import ProgressEntry
from reports.views.review import fetch_for


@require_POST
def tag(request, report_id, ordinal):
    report = fetch_for("tag", request, report_id)
    form = TagForm(request.POST, offered=tagging.read(report.bases_apart))
    form.full_clean()
    bases = list(LegalBasis.objects.filter(pk__in=form.cleaned_data["bases"]))
    try:
        tagging.tag(_entry(request, report, ordinal), bases, by=request.user, at=timezone.now())
    except WrongState:
        messages.warning(
            request, _("Báo cáo vừa có thay đổi; hãy xem lại rồi ghi căn cứ của kết quả.")
        )
    else:
        messages.success(request, _("Đã ghi căn cứ của kết quả."))
    return redirect(f"{reverse('reports:report', args=[report.public_id])}#duty-{ordinal}")


def _entry(request, report, ordinal) -> ProgressEntry:
    """What the person had before his eyes."""
    number = request.POST.get("submission", "")
    return get_object_or_404(
        ProgressEntry,
        submission__report=report,
        submission__number=int(number) if number.isdecimal() and len(number) < 5 else 0,
        assignment__duty__ordinal=ordinal,
        assignment__duty__kind=Duty.Kind.IMPLEMENTATION,
    )
