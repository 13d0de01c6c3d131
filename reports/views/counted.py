"""The lists behind the counters: the same rows, from the same conditions."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports import dashboard, figures, planning, staleness, status
from reports.models import ReportingPeriod

PAGE_ROWS = 50


@require_safe
def counted_reports(request, period_id, figure):
    on = timezone.localdate()
    period = get_object_or_404(
        ReportingPeriod.objects.filter(
            directive__in=dashboard.overseen(request.posts)
        ).select_related("directive__coordinator"),
        public_id=period_id,
    )
    shown = _figure(figures.REPORT_FIGURES, figure)
    reports = (
        figures.reports_counted(period, figure, on=on)
        .select_related("department")
        .with_status()
        .with_unit_names()
        .order_by("department__sort_key", "pk")
    )
    page = Paginator(reports, PAGE_ROWS).get_page(request.GET.get("page"))
    calendar = planning.office_calendar()
    rows = [(report, status.of_report(report, on=on, calendar=calendar)) for report in page]
    return render(
        request,
        "reports/counted_reports.html",
        {
            "period": period,
            "directive": period.directive,
            "figure": shown,
            "page": page,
            "rows": rows,
        },
    )


@require_safe
def counted_assignments(request, directive_id, figure):
    on = timezone.localdate()
    directive = get_object_or_404(dashboard.overseen(request.posts), public_id=directive_id)
    shown = _figure(figures.DUTY_FIGURES | figures.DUTY_FLAGS, figure)
    counted = figures.assignments_counted(directive, figure, on=directive.standing_on(on))
    assignments = (
        staleness.with_last_word(counted)
        .select_related("department", "duty")
        .order_by("duty__ordinal", "department__sort_key", "pk")
    )
    page = Paginator(assignments, PAGE_ROWS).get_page(request.GET.get("page"))
    for assignment in page:
        assignment.stale_days = staleness.stale_days(assignment, on=on)
    return render(
        request,
        "reports/counted_assignments.html",
        {"directive": directive, "figure": shown, "page": page},
    )


def _figure(known, key):
    if key not in known:
        raise Http404
    return known[key]
