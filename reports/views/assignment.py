"""The page of an assignment; `show` brings it back with what was typed into one of its forms."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from directives import permissions
from reports import assigned


@require_safe
def assignment(request, assignment_id):
    return show(request, fetch(request, assignment_id))


def fetch(request, assignment_id):
    """One that he may see; otherwise 404."""
    return get_object_or_404(assigned.visible(request.posts), public_id=assignment_id)


def is_over(found) -> bool:
    """The unit had the duty until a day that has passed: its page is read only."""
    return found.ends_on is not None and found.ends_on < timezone.localdate()


def show(request, found, typed=None, *, status=200):
    page = assigned.Page(found, request.posts, timezone.localdate(), typed or {})
    return render(
        request,
        "reports/assignment.html",
        {
            "assignment": found,
            "directive": found.duty.directive,
            "is_own": page.is_own,
            "may_acknowledge": permissions.can_acknowledge(request.posts, found),
            "panels": assigned.panels(page),
            "today": page.on,
        },
        status=status,
    )


def to(found, panel=""):
    """Back to the page, at the panel of that id."""
    answer = redirect("reports:assignment", assignment_id=found.public_id)
    if panel:
        answer["Location"] += f"#{panel}"
    return answer
