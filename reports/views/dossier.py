"""Hồ sơ công việc: the ZIP of a directive, made by the pdf worker."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from directives.models import Directive
from reports import dossier as dossiers
from reports import permissions
from reports.models import Dossier
from reports.views.jobs import standing

#: Shown on the page of a directive, the newest first.
SHOWN = 20


def of_directive(request, directive_id):
    """Those made so far, and a new one."""
    directive = get_object_or_404(
        Directive.objects.visible_to(request.posts).for_listing(), public_id=directive_id
    )
    if not permissions.sees_whole(request.posts, directive):
        raise Http404
    may_make = permissions.makes_dossier(request.posts, directive)
    if request.method == "POST":
        if not may_make:
            raise Http404
        made = dossiers.make(directive, by=request.user, at=timezone.now())
        return redirect("reports:dossier", dossier_id=made.public_id)
    made = directive.dossiers.select_related("made_by", "job").order_by("-made_at", "-pk")
    return render(
        request,
        "reports/dossiers.html",
        {"directive": directive, "dossiers": made[:SHOWN], "may_make": may_make},
    )


@require_safe
def dossier(request, dossier_id):
    """How far it is, and the file."""
    found = get_object_or_404(
        Dossier.objects.visible_to(request.posts).select_related(
            "directive__coordinator", "directive__agency", "made_by", "job__requested_by"
        ),
        public_id=dossier_id,
    )
    return render(
        request,
        "reports/dossier.html",
        {**standing(request, found.job), "dossier": found, "directive": found.directive},
    )
