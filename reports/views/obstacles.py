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
    found = _fetch_for("propose", request, obstacle_id)
    form = ProposalForm(request.POST)
    if not form.is_valid():
        return _page(request, found, proposal_form=form, status=422)

    def write():
        obstacles.propose(
            found, text=form.cleaned_data["proposal"], by=request.user, at=timezone.now()
        )

    return _carry_out(request, found, write, _("Đã ghi đề xuất."), proposal_form=form)


@require_POST
def give_opinion(request, obstacle_id):
    found = _fetch_for("give_opinion", request, obstacle_id)
    at = timezone.now()
    form = OpinionForm(request.POST, obstacle=found, on=timezone.localdate(at))
    if not form.is_valid():
        return _page(request, found, opinion_form=form, status=422)

    def write():
        obstacles.give_opinion(
            found,
            text=form.cleaned_data["opinion"],
            responsible=form.cleaned_data["responsible"],
            action_due_on=form.cleaned_data["action_due_on"],
            by=request.user,
            at=at,
        )

    return _carry_out(request, found, write, _("Đã cho ý kiến chỉ đạo."), opinion_form=form)


@require_POST
def record_opinion(request, obstacle_id):
    found = _fetch_for("record_opinion", request, obstacle_id)
    at = timezone.now()
    form = RecordedOpinionForm(request.POST, obstacle=found, on=timezone.localdate(at))
    if not form.is_valid():
        return _page(request, found, recorded_form=form, status=422)

    def write():
        obstacles.record_opinion(
            found,
            text=form.cleaned_data["opinion"],
            source=form.cleaned_data["opinion_source"],
            opinion_on=form.cleaned_data["opinion_on"],
            responsible=form.cleaned_data["responsible"],
            action_due_on=form.cleaned_data["action_due_on"],
            by=request.user,
            at=at,
        )

    return _carry_out(request, found, write, _("Đã ghi thay ý kiến chỉ đạo."), recorded_form=form)


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


@require_POST
def close(request, obstacle_id):
    found = _fetch_for("close", request, obstacle_id)
    form = ClosingForm(request.POST)
    if not form.is_valid():
        return _page(request, found, closing_form=form, status=422)

    def write():
        obstacles.close(
            found, note=form.cleaned_data["closing_note"], by=request.user, at=timezone.now()
        )

    return _carry_out(request, found, write, _("Đã ghi kết quả giải quyết."), closing_form=form)


def _carry_out(request, found, write, said, **form):
    """Write, say so, and go back; a step that came too late shows what was typed once more."""
    try:
        write()
    except lifecycle.WrongState:
        now = _fetch(request, found.public_id)
        messages.warning(request, _too_late(now))
        return _page(request, now, status=409, **form)
    messages.success(request, said)
    return _to(found)


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


def _page(
    request,
    found,
    *,
    proposal_form=None,
    opinion_form=None,
    recorded_form=None,
    closing_form=None,
    status=200,
):
    """Each step has its form only for those who may take it now, or with what they typed."""
    today, posts = timezone.localdate(), request.posts
    decided_by_leader = bool(found.opinion) and not found.is_opinion_on_behalf
    if permissions.can_propose(posts, found) and not found.opinion:
        proposal_form = proposal_form or ProposalForm(initial={"proposal": found.proposal})
    own_words = found.opinion_recorded_by_id == posts.user_id
    if permissions.can_give_opinion(posts, found) and (not decided_by_leader or own_words):
        opinion_form = opinion_form or OpinionForm(obstacle=found, on=today)
    if permissions.can_record_opinion(posts, found) and not decided_by_leader:
        recorded_form = recorded_form or RecordedOpinionForm(obstacle=found, on=today)
    if permissions.can_close(posts, found):
        closing_form = closing_form or ClosingForm()
    return render(
        request,
        "reports/obstacle.html",
        {
            "obstacle": found,
            "steps": _steps(found),
            "proposal_form": proposal_form,
            "opinion_form": opinion_form,
            "recorded_form": recorded_form,
            "closing_form": closing_form,
            "may_set_visibility": permissions.concerns_obstacle("set_visibility", posts, found),
            "scopes": Obstacle.Visibility.choices,
            "today": today,
        },
        status=status,
    )
