"""Đề nghị điều chỉnh phân công: asked by the unit, put forward by HCTH, decided by a leader."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from directives import adjusting, organisation, permissions
from directives.errors import AlreadyDone
from directives.models import AdjustmentRequest
from reports import assigned, assigning
from reports.panels import adjustment as panel
from reports.views import assignment as pages

PANEL = "adjustment"


@require_POST
def ask(request, assignment_id):
    found = pages.fetch(request, assignment_id)
    if not permissions.asks_adjustment(request.posts, found):
        raise Http404
    said = _("Đã gửi đề nghị điều chỉnh phân công.")

    def verb(form):
        assigning.ask(form.save(commit=False), by=request.user, at=timezone.now())

    return _take(request, found, None, "ask", said, verb)


@require_POST
def put_forward(request, adjustment_id):
    asked, found = _asked(request, adjustment_id, permissions.puts_adjustment)
    said = _("Đã trình đề nghị điều chỉnh phân công.")

    def verb(form):
        assigning.put_forward(asked, **form.cleaned_data, by=request.user, at=timezone.now())

    return _take(request, found, asked, "opinion", said, verb)


@require_POST
def decide(request, adjustment_id):
    asked, found = _asked(request, adjustment_id, permissions.decides_adjustment)
    return _take(
        request,
        found,
        asked,
        "decision",
        _("Đã ghi quyết định về đề nghị điều chỉnh phân công."),
        _decide(request, asked),
    )


@require_POST
def record(request, adjustment_id):
    """Ghi thay: HCTH writes down what a leader decided, with its source."""
    asked, found = _asked(request, adjustment_id, permissions.puts_adjustment)
    said = _("Đã ghi thay quyết định.")
    return _take(request, found, asked, "recorded", said, _decide(request, asked))


def _decide(request, asked):
    def verb(form):
        assigning.decide(asked, form.decision, by=request.user, at=timezone.now())

    return verb


@require_POST
def withdraw(request, adjustment_id):
    asked, found = _asked(request, adjustment_id, permissions.asks_adjustment)
    try:
        adjusting.withdraw(asked, by=request.user, at=timezone.now())
    except AlreadyDone:
        messages.warning(request, _too_late())
    else:
        messages.success(request, _("Đã rút đề nghị điều chỉnh phân công."))
    return pages.to(found, PANEL)


def _asked(request, adjustment_id, may):
    """A request on which he has a say, with its assignment."""
    asked = get_object_or_404(
        AdjustmentRequest.objects.visible_to(request.posts), public_id=adjustment_id
    )
    found = get_object_or_404(assigned.visible(request.posts), pk=asked.assignment_id)
    if not may(request.posts, found):
        raise Http404
    asked.assignment = found
    return asked, found


def _take(request, found, asked, name, said, verb):
    """One step: write, say so, go back; one that came too late shows what was typed once more."""
    page = assigned.Page(found, request.posts, timezone.localdate())
    form = panel.make_form(name, page, asked, data=request.POST)
    if not form.is_valid():
        return pages.show(request, found, {name: form}, status=422)
    try:
        verb(form)
    except AlreadyDone:
        messages.warning(request, _too_late())
        return pages.show(request, pages.fetch(request, found.public_id), {name: form}, status=409)
    except organisation.Refused as refused:
        form.add_error(None, str(refused))
        return pages.show(request, found, {name: form}, status=422)
    messages.success(request, said)
    return pages.to(found, PANEL)


def _too_late():
    return _("Đề nghị này đã được xử lý trước đó; nội dung vừa ghi chưa được lưu.")
