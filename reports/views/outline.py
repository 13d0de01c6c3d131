"""Đề cương of the agency's report on a directive, or of its report on one legal basis."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from directives.models import Directive
from reports import permissions
from reports.consolidated import outline as outlines
from reports.forms.outline import OutlineForm

MOVES = {"up": -1, "down": 1}


def outline(request, directive_id):
    """HCTH lays it out; the leaders read."""
    directive = get_object_or_404(
        Directive.objects.visible_to(request.posts).for_listing(), public_id=directive_id
    )
    if not permissions.sees_whole(request.posts, directive):
        raise Http404
    basis = _basis(request, directive)
    if request.method == "POST":
        if not permissions.coordinates(request.posts, directive):
            raise Http404
        return _lay_out(request, directive, basis)
    is_default = "default" in request.GET
    shown = outlines.default(directive) if is_default else outlines.of(directive, basis)
    form = OutlineForm(directive=directive, on=timezone.localdate(), shown=shown)
    return _page(request, directive, basis, form)


def _basis(request, directive):
    """By its ordinal; None is the report on the whole."""
    asked = request.GET.get("basis", "")
    if not asked:
        return None
    if not asked.isdecimal() or len(asked) > 4:
        raise Http404
    return get_object_or_404(directive.legal_bases, ordinal=int(asked))


def _lay_out(request, directive, basis):
    form = OutlineForm(request.POST, directive=directive, on=timezone.localdate())
    action, _dash, number = request.POST.get("action", "").partition("-")
    if action == "add":
        form.add_row()
        return _page(request, directive, basis, form)
    if action in MOVES and number.isdecimal():
        form.move(int(number), MOVES[action])
        return _page(request, directive, basis, form)
    if not form.is_valid():
        return _page(request, directive, basis, form, status=422)
    outlines.keep(directive, basis, form.outline, by=request.user, at=timezone.now())
    messages.success(request, _("Đã lưu đề cương; dùng cho dự thảo đang soạn và các kỳ sau."))
    return redirect(address(directive, basis))


def address(directive, basis) -> str:
    page = reverse("reports:outline", kwargs={"directive_id": directive.public_id})
    return f"{page}?basis={basis.ordinal}" if basis else page


def _page(request, directive, basis, form, *, status=200):
    return render(
        request,
        "reports/outline.html",
        {
            "directive": directive,
            "basis": basis,
            "bases": directive.legal_bases.filter(is_reported_apart=True).order_by("ordinal"),
            "form": form,
            "may_lay_out": permissions.coordinates(request.posts, directive),
        },
        status=status,
    )
