"""Vắng mặt, người thay: one's own, and for HCTH everybody's."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from directives import absences
from directives.forms.absence import AbsenceForm
from directives.models import Absence

PER_PAGE = 50


def absence_list(request):
    """Only who holds a post is told anything, so only he can be away."""
    if not request.posts.held:
        raise Http404
    at = timezone.now()
    today = timezone.localdate(at)
    form = AbsenceForm(request.POST or None, posts=request.posts, person=request.user, on=today)
    if request.method == "POST" and form.is_valid():
        absences.record(form.save(commit=False), by=request.user, at=at)
        messages.success(request, _("Đã ghi thời gian vắng mặt; thư nhắc việc sẽ đến người thay."))
        return redirect("directives:absences")
    rows = Absence.objects.visible_to(request.posts).select_related("user", "stand_in")
    return render(
        request,
        "directives/absences.html",
        {
            "form": form,
            "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
            "for_all": absences.records_for_all(request.posts),
            "today": today,
        },
        status=422 if form.errors else 200,
    )


@require_POST
def end(request, absence_id):
    absence = get_object_or_404(Absence.objects.visible_to(request.posts), public_id=absence_id)
    at = timezone.now()
    absences.end(absence, on=timezone.localdate(at), by=request.user, at=at)
    messages.success(request, _("Đã ghi: không còn vắng mặt từ hôm nay."))
    return redirect("directives:absences")
