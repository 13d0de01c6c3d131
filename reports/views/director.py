"""The Director's page: how it stands, what is red and why, what waits for him, the PDF."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports import dashboard
from reports.views.dashboard import pick, pick_period


@require_safe
def director(request):
    on, posts = timezone.localdate(), request.posts
    if not posts.leads:
        raise Http404
    directives = list(dashboard.overseen(posts).filter(agency__in=posts.leads))
    if not directives:
        return render(request, "reports/director_empty.html")
    asked = request.GET.get("directive")
    directive = pick(directives, asked) if asked else directives[0]
    periods = dashboard.periods_of(directive)
    period = pick_period(periods, request.GET.get("period"), on=on)
    return render(
        request,
        "reports/director.html",
        {
            "directive": directive,
            "directives": directives,
            "periods": periods,
            "period": period,
            "duties": dashboard.duty_counters(directive, on=on),
            "counters": period and dashboard.report_counters(period, on=on),
            "alarms": dashboard.alarms(directive, period, on=on),
            "obstacles": dashboard.awaiting_opinion(directive),
            "printed": dashboard.latest_printed(period, periods),
            "versions": dashboard.printed_versions(period) if period else [],
            "is_consolidating": bool(period) and dashboard.is_consolidating(period),
        },
    )
