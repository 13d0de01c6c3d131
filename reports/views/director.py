"""The Director's page: how it stands, what is red and why, what waits for him, the PDF."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports import dashboard
from reports import director as of_director
from reports.views.dashboard import pick, pick_period


@require_safe
def director(request):
    on, posts = timezone.localdate(), request.posts
    if not posts.leads:
        raise Http404
    his = dashboard.overseen(posts).filter(agency__in=posts.leads)
    his = his.annotate(waiting_count=dashboard.waiting_count(posts, on=on))
    directives = list(dashboard.with_is_assigned(his, on=on))
    if not directives:
        return render(request, "reports/director_empty.html")
    # The number in the menu, which would ask for it with a query of its own.
    request.queue_count = directives[0].waiting_count
    asked = request.GET.get("directive")
    directive = pick(directives, asked) if asked else dashboard.shown_first(directives)
    of_all = dashboard.periods_of(*directives)
    periods = _of(directive, of_all)
    period = pick_period(periods, request.GET.get("period"), on=on)
    current = [
        period if other == directive else dashboard.current_period(_of(other, of_all), on=on)
        for other in directives
    ]
    red = of_director.red(directives, [p for p in current if p], on=on)
    return render(
        request,
        "reports/director.html",
        {
            "directive": directive,
            "directives": directives,
            "several": len(directives) > 1,
            "periods": periods,
            "period": period,
            "duties": dashboard.duty_counters(directive, on=directive.standing_on(on)),
            "counters": period and dashboard.report_counters(period, on=on),
            "alarms": red.alarms,
            "far_overdue": red.far_overdue,
            "opinions": of_director.opinions(directives),
            "printed": dashboard.latest_printed(directive, period, of_all),
            "latest": dashboard.latest_of_each(directives, of_all),
            "drafts": of_director.awaiting_approval(of_all),
            "versions": of_director.printed_versions(period) if period else [],
            "is_consolidating": bool(period) and dashboard.is_consolidating(period),
        },
    )


def _of(directive, periods):
    return [period for period in periods if period.directive == directive]
