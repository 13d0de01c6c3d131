"""The log of urging, inspection and monitoring of a directive."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from directives.models import Attachment, Directive
from directives.views.came_from import came_from
from reports import lifecycle, performance, permissions, supervision
from reports.forms.supervision import FinishForm, SupervisionForm
from reports.models import Supervision
from reports.views.downloads import sent
from reports.views.shown import counted, query

PER_PAGE = 50


def supervisions(request, directive_id):
    """HCTH writes here; the leaders read all of it, a unit what concerns itself."""
    directive = get_object_or_404(
        Directive.objects.visible_to(request.posts).for_listing(), public_id=directive_id
    )
    may_record = permissions.coordinates(request.posts, directive)
    if request.method != "POST":
        form = SupervisionForm(directive=directive, on=timezone.localdate()) if may_record else None
        return _page(request, directive, form)
    if not may_record:
        raise Http404
    at = timezone.now()
    form = SupervisionForm(request.POST, directive=directive, on=timezone.localdate(at))
    if not form.is_valid():
        return _page(request, directive, form, status=422)
    supervision.record(form.save(commit=False), by=request.user, at=at)
    messages.success(request, _("Đã ghi vào nhật ký đôn đốc, kiểm tra, giám sát."))
    return redirect("reports:supervisions", directive_id=directive.public_id)


def _page(request, directive, form, status=200):
    today = timezone.localdate()
    entries = (
        Supervision.objects.visible_to(request.posts)
        .filter(counted(request, performance.acts_shown(today)), directive=directive)
        .for_listing()
        .select_related("recommendation_done_by")
        .prefetch_related("recommendation_files")
    )
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    for entry in page:
        entry.may_finish = permissions.can_finish_recommendation(request.posts, entry)
    return render(
        request,
        "reports/supervisions.html",
        {
            "directive": directive,
            "page": page,
            "form": form,
            "sees_whole": permissions.sees_whole(request.posts, directive),
            "today": today,
            "query": query(request),
        },
        status=status,
    )


@require_POST
def finish_recommendation(request, supervision_id):
    entry = get_object_or_404(
        Supervision.objects.visible_to(request.posts).for_listing(), public_id=supervision_id
    )
    if not permissions.concerns_recommendation(request.posts, entry):
        raise Http404
    form = FinishForm(request.POST, request.FILES)
    if not form.is_valid():
        return _finishing(request, entry, form, status=422)
    try:
        supervision.finish_recommendation(
            entry, **form.cleaned_data, by=request.user, at=timezone.now()
        )
    except lifecycle.WrongState:
        entry.refresh_from_db()
        messages.warning(request, _("Kiến nghị này đã được ghi kết quả trước đó."))
        return _finishing(request, entry, form, status=409)
    messages.success(request, _("Đã ghi kết quả thực hiện kiến nghị."))
    return redirect(_next(request, entry))


def _finishing(request, entry, form, status):
    """The form on a page of its own, with what was typed."""
    context = {"entry": entry, "form": form, "next": _next(request, entry)}
    return render(request, "reports/recommendation.html", context, status=status)


@require_safe
def recommendation_file(request, file_id):
    """What shows that it was carried out: for whoever may read the entry, always a download."""
    shown = Supervision.objects.visible_to(request.posts)
    files = Attachment.objects.filter(supervisions__in=shown)
    return sent(get_object_or_404(files, public_id=file_id))


def _next(request, entry):
    log = reverse("reports:supervisions", kwargs={"directive_id": entry.directive.public_id})
    return came_from(request, log)
