"""A unit takes on its duties, one at a time or all of a directive at once; or leaves one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from directives import lifecycle, organisation, permissions
from directives.forms.duty import EndAssignmentForm
from directives.models import Assignment, Directive
from directives.vietnamese import short_date
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


def end(request, assignment_id):
    """Dừng thực hiện: the unit leaves the duty, by a reason that everybody may read."""
    assignment = get_object_or_404(
        Assignment.objects.visible_to(request.posts).select_related(
            "department", "duty__directive__coordinator"
        ),
        public_id=assignment_id,
    )
    directive = assignment.duty.directive
    if not permissions.can_edit(request.posts, directive):
        raise Http404
    form = EndAssignmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            organisation.end_assignment(
                assignment, **form.cleaned_data, by=request.user, at=timezone.now()
            )
        except organisation.Refused as refused:
            form.add_error(None, str(refused))
        else:
            said = _("%(unit)s dừng thực hiện nhiệm vụ %(ordinal)s sau ngày %(day)s.") % {
                "unit": assignment.department,
                "ordinal": assignment.duty.ordinal,
                "day": short_date(form.cleaned_data["on"]),
            }
            messages.success(request, said)
            return redirect("directives:detail", directive_id=directive.public_id)
    return render(
        request,
        "directives/end_assignment.html",
        {"form": form, "assignment": assignment, "directive": directive},
    )
