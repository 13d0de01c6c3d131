"""Obstacles: the list, the life of one, and each step that HCTH and the leaders add to it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from reports import lifecycle, obstacles, permissions
from reports.forms.obstacle_actions import (
    ClosingForm,
    OpinionForm,
    ProposalForm,
    RecordedOpinionForm,
    VisibilityForm,
)
from reports.models import Obstacle

PER_PAGE = 50
SHOWN = {
    "open": gettext_lazy("Chưa giải quyết"),
    "awaiting": gettext_lazy("Chờ ý kiến chỉ đạo"),
    "all": gettext_lazy("Tất cả"),
}
#: Fields that the verbs of `obstacles` call otherwise.
ARGUMENTS = {
    "proposal": "text",
    "opinion": "text",
    "opinion_source": "source",
    "closing_note": "note",
}


@require_safe
def obstacle_list(request):
    shown = request.GET.get("show", "open")
    if shown not in SHOWN:
        raise Http404
    rows = Obstacle.objects.visible_to(request.posts)
    if shown == "open":
        rows = rows.open()
    elif shown == "awaiting":
        rows = rows.awaiting_opinion()
    rows = rows.for_listing().select_related("raised_in__report__period")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "reports/obstacles.html",
        {
            "page": page,
            "shown": shown,
            "choices": SHOWN.items(),
            "today": timezone.localdate(),
        },
    )


@require_safe
def obstacle(request, obstacle_id):
    return _page(request, _fetch(request, obstacle_id))


@require_POST
def propose(request, obstacle_id):
    return _take(request, obstacle_id, "propose", obstacles.propose, _("Đã ghi đề xuất."))


@require_POST
def give_opinion(request, obstacle_id):
    said = _("Đã cho ý kiến chỉ đạo.")
    return _take(request, obstacle_id, "give_opinion", obstacles.give_opinion, said)


@require_POST
def record_opinion(request, obstacle_id):
    said = _("Đã ghi thay ý kiến chỉ đạo.")
    return _take(request, obstacle_id, "record_opinion", obstacles.record_opinion, said)


@require_POST
def close(request, obstacle_id):
    return _take(request, obstacle_id, "close", obstacles.close, _("Đã ghi kết quả giải quyết."))


@require_POST
def set_visibility(request, obstacle_id):
    found = _fetch_for("set_visibility", request, obstacle_id)
    form = VisibilityForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Hãy chọn phạm vi."))
        return _to(found)
    obstacles.set_visibility(
        found, visibility=form.cleaned_data["visibility"], by=request.user, at=timezone.now()
    )
    messages.success(
        request, _("Đã đổi phạm vi: %(scope)s.") % {"scope": found.get_visibility_display()}
    )
    return _to(found)


def _take(request, obstacle_id, action, verb, said):
    """One step: write, say so, go back; one that came too late shows what was typed once more."""
    found = _fetch_for(action, request, obstacle_id)
    at = timezone.now()
    form = _form(action, found, timezone.localdate(at), data=request.POST)
    if not form.is_valid():
        return _page(request, found, {action: form}, status=422)
    words = {ARGUMENTS.get(name, name): value for name, value in form.cleaned_data.items()}
    try:
        verb(found, **words, by=request.user, at=at)
    except lifecycle.WrongState:
        now = _fetch(request, found.public_id)
        messages.warning(request, _too_late(now))
        return _page(request, now, {action: form}, status=409)
    messages.success(request, said)
    return _to(found)


def _form(action, found, on, data=None):
    match action:
        case "propose":
            return ProposalForm(data, initial={"proposal": found.proposal})
        case "give_opinion":
            return OpinionForm(data, obstacle=found, on=on)
        case "record_opinion":
            return RecordedOpinionForm(data, obstacle=found, on=on)
    return ClosingForm(data)


def _too_late(found):
    if found.closed_on:
        return _("Khó khăn, vướng mắc này đã giải quyết xong, không ghi thêm được.")
    return _("Lãnh đạo Sở đã cho ý kiến chỉ đạo, không ghi lại được.")


def _to(found):
    return redirect("reports:obstacle", obstacle_id=found.public_id)


def _fetch(request, obstacle_id):
    return get_object_or_404(
        Obstacle.objects.visible_to(request.posts)
        .for_listing()
        .select_related("raised_in__report__period", "proposed_by", "closed_by"),
        public_id=obstacle_id,
    )


def _fetch_for(action, request, obstacle_id):
    found = _fetch(request, obstacle_id)
    if not permissions.concerns_obstacle(action, request.posts, found):
        raise Http404
    return found


def _steps(found):
    """The life line: every statement of the unit, the proposal, the opinion, the end, by day."""
    stated = found.statements.select_related("submission__report__period").order_by(
        "submission__submitted_at", "pk"
    )
    steps = [
        (timezone.localdate(statement.submission.submitted_at), "statement", statement)
        for statement in stated
    ]
    if found.proposal:
        steps.append((timezone.localdate(found.proposed_at), "proposal", None))
    if found.opinion:
        steps.append((found.opinion_on, "opinion", None))
    if found.closed_on:
        steps.append((found.closed_on, "closing", None))
    return sorted(steps, key=lambda step: step[0])


def _page(request, found, typed=None, *, status=200):
    """Each step has its form for those who may take it now, or with what they `typed`."""
    today, posts = timezone.localdate(), request.posts
    typed = typed or {}
    forms = {
        action: typed.get(action) or (_form(action, found, today) if is_open else None)
        for action, is_open in _steps_open_to(posts, found).items()
    }
    return render(
        request,
        "reports/obstacle.html",
        {
            "obstacle": found,
            "steps": _steps(found),
            "forms": forms,
            "may_set_visibility": permissions.concerns_obstacle("set_visibility", posts, found),
            "scopes": Obstacle.Visibility.choices,
            "today": today,
        },
        status=status,
    )


def _steps_open_to(posts, found) -> dict[str, bool]:
    decided_by_leader = bool(found.opinion) and not found.is_opinion_on_behalf
    own_words = found.opinion_recorded_by_id == posts.user_id
    return {
        "propose": permissions.can_propose(posts, found) and not found.opinion,
        "give_opinion": permissions.can_give_opinion(posts, found)
        and (not decided_by_leader or own_words),
        "record_opinion": permissions.can_record_opinion(posts, found) and not decided_by_leader,
        "close": permissions.can_close(posts, found),
    }
