"""How the coordinating unit does its own part: for itself, and for the leader in charge of it."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from directives.models import Directive
from reports import performance, permissions


@require_safe
def of_coordinator(request, directive_id):
    directive = get_object_or_404(
        Directive.objects.visible_to(request.posts).select_related("coordinator"),
        public_id=directive_id,
    )
    if not permissions.sees_whole(request.posts, directive):
        raise Http404
    on = timezone.localdate()
    years = performance.years(directive, on=on)
    return render(
        request,
        "reports/performance.html",
        {
            "directive": directive,
            "done": performance.of(directive, year=pick_year(request, years), on=on),
            "years": years,
            "lists": {
                name: f"{reverse('reports:obstacles')}?show={name}&directive={directive.public_id}"
                for name in ("unproposed", "acted")
            },
        },
    )


def pick_year(request, years) -> int:
    """The year asked for, of these; without one the first."""
    asked = request.GET.get("year", str(years[0]))
    if not asked.isdecimal() or int(asked) not in years:
        raise Http404
    return int(asked)
