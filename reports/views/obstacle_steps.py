"""Each step on an obstacle, from raising it to closing it: a form's fields and a verb."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from directives.views.came_from import came_from
from reports import lifecycle, obstacles, permissions
from reports.forms.obstacle_actions import RaiseForm
from reports.views import assignment as assignments
from reports.views.obstacles import fetch, form_of, page

#: Fields that the verbs of `obstacles` call otherwise.
ARGUMENTS = {
    "proposal": "text",
    "opinion": "text",
    "opinion_source": "source",
    "action_note": "note",
    "closing_note": "note",
}


@require_POST
def raise_obstacle(request, assignment_id):
    """The unit says what stands in its way, on the page of its duty."""
    given = assignments.fetch(request, assignment_id)
    if not permissions.raises_obstacles(request.posts, given):
        raise Http404
    form = RaiseForm(request.POST)
    if not form.is_valid():
        return assignments.show(request, given, {"obstacle": form}, status=422)
    try:
        raised = obstacles.raise_(given, **form.cleaned_data, by=request.user, at=timezone.now())
    except lifecycle.WrongState:
        messages.warning(
            request, _("Nhiệm vụ này đã kết thúc, không nêu thêm khó khăn, vướng mắc được.")
        )
        return assignments.show(request, given, {"obstacle": form}, status=409)
    messages.success(request, _("Đã gửi khó khăn, vướng mắc đến đơn vị đầu mối."))
    return redirect("reports:obstacle", obstacle_id=raised.public_id)


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
def confirm_opinion(request, obstacle_id):
    said = _("Đã xác nhận ý kiến chỉ đạo được ghi thay.")
    return _take(request, obstacle_id, "confirm_opinion", obstacles.confirm_opinion, said)


@require_POST
def act(request, obstacle_id):
    said = _("Đã ghi kết quả thực hiện và báo đơn vị đầu mối.")
    return _take(request, obstacle_id, "act", obstacles.act, said)


@require_POST
def ask_again(request, obstacle_id):
    said = _("Đã đề nghị đơn vị thực hiện tiếp.")
    return _take(request, obstacle_id, "ask_again", obstacles.ask_again, said)


@require_POST
def close(request, obstacle_id):
    return _take(request, obstacle_id, "close", obstacles.close, _("Đã ghi kết quả giải quyết."))


@require_POST
def set_visibility(request, obstacle_id):
    said = _("Đã đổi phạm vi: %(scope)s.")
    return _take(request, obstacle_id, "set_visibility", obstacles.set_visibility, said)


def _take(request, obstacle_id, action, verb, said):
    """One step: write, say so, go back; one that came too late shows what was typed once more."""
    found = fetch(request, obstacle_id)
    if not permissions.concerns_obstacle(action, request.posts, found):
        raise Http404
    at = timezone.now()
    form = form_of(action, found, timezone.localdate(at), data=request.POST)
    # A confirmation has nothing that was typed: its words are read anew.
    typed = {} if action == "confirm_opinion" else {action: form}
    if not form.is_valid():
        return page(request, found, typed, status=422)
    words = {ARGUMENTS.get(name, name): value for name, value in form.cleaned_data.items()}
    try:
        verb(found, **words, by=request.user, at=at)
    except lifecycle.WrongState:
        now = fetch(request, found.public_id)
        messages.warning(request, _too_late(action, now))
        return page(request, now, typed, status=409)
    messages.success(request, said % {"scope": found.get_visibility_display()})
    page_of_it = reverse("reports:obstacle", kwargs={"obstacle_id": found.public_id})
    return redirect(came_from(request, page_of_it))


def _too_late(action, found):
    if found.closed_on:
        return _("Khó khăn, vướng mắc này đã giải quyết xong, không ghi thêm được.")
    match action:
        case "confirm_opinion":
            return _("Nội dung ghi thay vừa thay đổi hoặc đã được xác nhận, hãy đọc lại.")
        case "act":
            return _("Kết quả đã được ghi, hoặc đơn vị khác được giao thực hiện; hãy xem lại.")
        case "ask_again":
            return _("Đơn vị chưa ghi kết quả, hoặc đã được đề nghị thực hiện tiếp.")
    return _("Lãnh đạo Sở đã cho ý kiến chỉ đạo, không ghi lại được.")
