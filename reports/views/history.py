"""What happened to one report: a panel beside its cell of the matrix, a page without script."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from reports import history, permissions, planning, status
from reports.models import ProgressReport


@require_safe
def of_report(request, report_id):
    report = get_object_or_404(
        ProgressReport.objects.visible_to(request.posts).for_listing(), public_id=report_id
    )
    directive, posts = report.period.directive, request.posts
    # Asked for only where something is late.
    calendar = SimpleLazyObject(planning.office_calendar)
    return render(
        request,
        "reports/_history_panel.html" if request.htmx else "reports/history.html",
        {
            "report": report,
            "status": status.of_report(report, on=timezone.localdate(), calendar=calendar),
            "history": history.of_report(
                report, sees_whole=permissions.sees_whole(posts, directive)
            ),
            "may_urge": report.is_open and permissions.coordinates(posts, directive),
        },
    )
