"""A unit takes on its duties: one at a time, or all of a directive at once."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from directives import lifecycle
from directives.models import Assignment, Directive
from directives.views.came_from import came_from


@require_POST
def acknowledge(request, assignment_id):
    assignment = get_object_or_404(
        Assignment.objects.visible_to(request.posts).for_listing(), public_id=assignment_id
    )
    if assignment.department_id not in request.posts.member_of:
        raise Http404
    try:
        lifecycle.acknowledge(assignment, by=request.user, at=timezone.now())
    except lifecycle.AlreadyDone:
        messages.info(request, _("Nhiệm vụ này đã được tiếp nhận trước đó."))
    else:
        messages.success(request, _("Đã tiếp nhận nhiệm vụ %(duty)s.") % {"duty": assignment.duty})
    return redirect(came_from(request, reverse("reports:todo")))


@require_POST
def acknowledge_all(request, directive_id):
    directive = get_object_or_404(
        Directive.objects.visible_to(request.posts), public_id=directive_id
    )
    given = Assignment.objects.filter(
        duty__directive=directive, department__in=request.posts.member_of
    )
    if not given.exists():
        raise Http404
    count = 0
    for assignment in given.in_force(on=timezone.localdate()).unacknowledged():
        try:
            lifecycle.acknowledge(assignment, by=request.user, at=timezone.now())
            count += 1
        except lifecycle.AlreadyDone:  # a colleague was quicker; that is what was wanted
            continue
    if count:
        said = ngettext(
            "Đã tiếp nhận %(count)s nhiệm vụ.", "Đã tiếp nhận %(count)s nhiệm vụ.", count
        )
        messages.success(request, said % {"count": count})
    else:
        messages.info(request, _("Các nhiệm vụ của văn bản này đã được tiếp nhận trước đó."))
    return redirect(came_from(request, reverse("reports:todo")))
