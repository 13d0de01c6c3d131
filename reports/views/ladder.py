"""The ladder of a directive, and who will receive what on which day."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from directives.models import Directive
from reports import ladders, permissions, reminders
from reports.forms.ladder import LadderForm
from reports.reminders.preview import DAYS, preview


def ladder(request, directive_id):
    """HCTH chooses and adjusts; the leaders, who may be told by it, read."""
    directives = Directive.objects.visible_to(request.posts).for_listing()
    directive = get_object_or_404(
        directives.select_related("ladder__changed_by"), public_id=directive_id
    )
    if not permissions.sees_whole(request.posts, directive):
        raise Http404
    if request.method == "POST":
        if not permissions.coordinates(request.posts, directive):
            raise Http404
        return _adjust(request, directive)
    saved = ladders.of(directive)
    steps = ladders.PRESETS.get(request.GET.get("preset"), saved)
    return _page(request, directive, LadderForm(steps=steps), saved=saved, steps=steps)


def _adjust(request, directive):
    form, action = LadderForm(request.POST), request.POST.get("action")
    if action == "add":
        form.add_row()
        return _page(request, directive, form)
    if not form.is_valid():
        return _page(request, directive, form, status=422)
    if action == "preview":
        return _page(request, directive, form, steps=form.steps)
    reminders.adjust_ladder(directive, form.steps, by=request.user, at=timezone.now())
    messages.success(request, _("Đã lưu các bước nhắc việc; những lần đã gửi giữ nguyên."))
    return redirect("reports:ladder", directive_id=directive.public_id)


def _page(request, directive, form, *, saved=None, steps=None, status=200):
    """`steps` are those previewed: none where what was typed cannot be understood."""
    saved = saved or ladders.of(directive)
    return render(
        request,
        "reports/ladder.html",
        {
            "directive": directive,
            "form": form,
            "may_adjust": permissions.coordinates(request.posts, directive),
            "presets": ladders.Preset,
            "saved_as": ladders.preset_of(saved),
            "shown_as": ladders.preset_of(steps) if steps else None,
            "changed": getattr(directive, "ladder", None),
            "is_saved": steps is not None and ladders.same(steps, saved),
            "is_express": directive.urgency == Directive.Urgency.EXPRESS,
            "days": DAYS,
            "preview": None
            if steps is None
            else preview(directive, steps, on=timezone.localdate()),
        },
        status=status,
    )
