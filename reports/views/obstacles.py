"""Obstacles: the list, the life of one, and a new one that a unit raises on any day."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from directives.models import Directive
from reports import obstacle_life, permissions, remarks
from reports.forms import obstacle_actions as forms
from reports.forms.remarks import RemarkForm
from reports.models import Obstacle

PER_PAGE = 50
SHOWN = {
    "open": gettext_lazy("Chưa giải quyết"),
    "awaiting": gettext_lazy("Chờ ý kiến chỉ đạo"),
    "unproposed": gettext_lazy("Chưa có đề xuất"),
    "acted": gettext_lazy("Chờ kết thúc theo dõi"),
    "all": gettext_lazy("Tất cả"),
}


@require_safe
def obstacle_list(request):
    shown = request.GET.get("show", "open")
    if shown not in SHOWN:
        raise Http404
    today = timezone.localdate()
    rows = _shown(shown).visible_to(request.posts).for_listing()
    rows = rows.select_related("raised_in__report__period")
    directive = _directive(request)
    if directive:
        rows = rows.filter(assignment__duty__directive=directive)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    for row in page:
        row.age = row.days_open(on=today)
    return render(
        request,
        "reports/obstacles.html",
        {
            "page": page,
            "shown": shown,
            "choices": SHOWN.items(),
            "directive": directive,
            "of_it": f"&directive={directive.public_id}" if directive else "",
            "today": today,
        },
    )


def _directive(request) -> Directive | None:
    """The one that the list is narrowed to."""
    asked = request.GET.get("directive")
    if not asked:
        return None
    try:
        return Directive.objects.visible_to(request.posts).get(public_id=asked)
    except (Directive.DoesNotExist, ValidationError) as error:
        raise Http404 from error


def _shown(name):
    everything = Obstacle.objects.all()
    match name:
        case "open":
            return everything.open()
        case "awaiting":
            return everything.awaiting_opinion()
        case "unproposed":
            return everything.to_be_proposed_on()
        case "acted":
            return everything.to_be_closed()
    return everything


@require_safe
def obstacle(request, obstacle_id):
    return page(request, fetch(request, obstacle_id))


def fetch(request, obstacle_id):
    return get_object_or_404(
        Obstacle.objects.visible_to(request.posts)
        .for_listing()
        .select_related("raised_in__report__period", "raised_by"),
        public_id=obstacle_id,
    )


def form_of(action, found, on, data=None):
    """What is typed for a step on the obstacle."""
    match action:
        case "propose":
            return forms.ProposalForm(data, initial={"proposal": found.proposal})
        case "give_opinion":
            return forms.OpinionForm(data, obstacle=found, on=on)
        case "record_opinion":
            return forms.RecordedOpinionForm(data, obstacle=found, on=on)
        case "confirm_opinion":
            return forms.ConfirmationForm(data)
        case "act":
            return forms.ActionForm(data, obstacle=found, on=on)
        case "ask_again":
            return forms.AgainForm(data)
        case "close":
            return forms.ClosingForm(data, obstacle=found)
    return forms.VisibilityForm(data, initial={"visibility": found.visibility})


def page(request, found, typed=None, *, status=200):
    """Each step has its form for those who may take it now, or with what they `typed`."""
    today, typed = timezone.localdate(), typed or {}
    return render(
        request,
        "reports/obstacle.html",
        {
            "obstacle": found,
            "age": found.days_open(on=today),
            "steps": obstacle_life.steps(found),
            "remarks": list(remarks.on(found)),
            "remark_form": RemarkForm(about=found),
            "forms": {
                action: typed.get(action) or form_of(action, found, today)
                for action in permissions.OBSTACLE_ACTIONS
                if action in typed or permissions.may_on_obstacle(action, request.posts, found)
            },
            "today": today,
        },
        status=status,
    )
