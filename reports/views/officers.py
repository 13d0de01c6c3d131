"""The head gives a duty to named officers, each by one press."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from directives import officers, permissions
from directives.errors import AlreadyDone
from directives.models import User
from directives.views.came_from import came_from
from reports import assigning
from reports.views import assignment as pages


@require_POST
def give(request, assignment_id):
    found = _given_by(request, assignment_id)
    officer = _officer(request, officers.candidates(found.department_id, on=timezone.localdate()))
    for_unit = found.department_id in request.posts.member_of
    try:
        assigning.give(found, officer, for_unit=for_unit, by=request.user, at=timezone.now())
    except AlreadyDone:
        messages.info(request, _("%(name)s đang được giao nhiệm vụ này.") % {"name": officer})
    else:
        said = _("Đã giao nhiệm vụ %(ordinal)s cho %(name)s.")
        messages.success(request, said % {"ordinal": found.duty.ordinal, "name": officer})
    return _back(request, found)


@require_POST
def take_back(request, assignment_id):
    found = _given_by(request, assignment_id)
    officer = _officer(request, User.objects.filter(duties__assignment=found).distinct())
    try:
        officers.take_back(found, officer, by=request.user, at=timezone.now())
    except AlreadyDone:
        messages.info(request, _("%(name)s không còn được giao nhiệm vụ này.") % {"name": officer})
    else:
        messages.success(request, _("Đã thôi giao nhiệm vụ cho %(name)s.") % {"name": officer})
    return _back(request, found)


def _officer(request, people):
    """The one who is named, of these people."""
    try:
        return get_object_or_404(people, public_id=UUID(request.POST.get("officer", "")))
    except ValueError:
        raise Http404 from None


def _given_by(request, assignment_id):
    found = pages.fetch(request, assignment_id)
    if not permissions.gives_to_officers(request.posts, found) or pages.is_over(found):
        raise Http404
    return found


def _back(request, found):
    home = reverse("reports:assignment", args=[found.public_id]) + "#officers"
    return redirect(came_from(request, home))
