"""Words on a report, a piece of work or an obstacle, from whoever may see it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from directives.models import WorkItem
from directives.views.came_from import came_from
from reports import remarks
from reports.forms.remarks import RemarkForm
from reports.models import Obstacle, ProgressReport


@require_POST
def on_report(request, report_id):
    reports = ProgressReport.objects.visible_to(request.posts).select_related("period__directive")
    about = get_object_or_404(reports, public_id=report_id)
    return _say(request, about, reverse("reports:report", args=[report_id]))


@require_POST
def on_work_item(request, item_id):
    items = WorkItem.objects.visible_to(request.posts).select_related("assignment__duty__directive")
    about = get_object_or_404(items, public_id=item_id)
    return _say(request, about, reverse("reports:assignment", args=[about.assignment.public_id]))


@require_POST
def on_obstacle(request, obstacle_id):
    obstacles = Obstacle.objects.visible_to(request.posts).select_related(
        "assignment__duty__directive"
    )
    about = get_object_or_404(obstacles, public_id=obstacle_id)
    return _say(request, about, reverse("reports:obstacle", args=[obstacle_id]))


def _say(request, about, address):
    """Said, and back to where the words stand; what does not do comes back on a page of its own."""
    back, form = came_from(request, address), RemarkForm(request.POST, about=about)
    if not form.is_valid():
        return render(
            request, "reports/remark.html", {"form": form, "back": back, "about": about}, status=422
        )
    remarks.add(about, text=form.cleaned_data["text"], by=request.user, at=timezone.now())
    messages.success(request, _("Đã gửi ý kiến trao đổi."))
    return redirect(f"{back}#remarks-{about.public_id}")
