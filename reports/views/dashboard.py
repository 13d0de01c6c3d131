"""The dashboard of one directive, for those who see it as a whole."""

from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from directives.vietnamese import short_date
from reports import acknowledging, dashboard, failures, health, matrix, permissions, planning

#: Units on one page of the matrix.
MATRIX_ROWS = 50
#: Seconds for which the answer of `health.standstill` is good enough for a banner.
STANDSTILL_SECONDS = 60


@require_safe
def latest(request):
    """The directive asked for by the chooser, or the latest one at work."""
    overseen = dashboard.overseen(request.posts)
    directives = list(dashboard.with_is_assigned(overseen, on=timezone.localdate()))
    asked = request.GET.get("directive")
    if asked or directives:
        directive = pick(directives, asked) if asked else dashboard.shown_first(directives)
        return redirect("reports:directive-dashboard", directive_id=directive.public_id)
    if not permissions.oversees(request.posts):
        raise Http404
    return render(request, "reports/dashboard_empty.html")


@require_safe
def directive_dashboard(request, directive_id):
    on, posts = timezone.localdate(), request.posts
    waiting = dashboard.waiting_count(posts, on=on)
    directives = list(dashboard.overseen(posts).annotate(waiting_count=waiting))
    directive = pick(directives, directive_id)
    periods = dashboard.periods_of(directive)
    period = pick_period(periods, request.GET.get("period"), on=on)
    columns = dashboard.columns(periods, period)
    standing = directive.standing_on(on)
    units = dashboard.units(directive, on=standing)
    page = Paginator(units, MATRIX_ROWS).get_page(request.GET.get("page"))
    may_urge = permissions.coordinates(posts, directive)
    # Asked for only where something is late.
    calendar = SimpleLazyObject(planning.office_calendar)
    lying = acknowledging.lying(units, on=on, calendar=calendar)
    queue = None
    if posts.reviews:
        queue = dashboard.waiting(posts, on=on)
        # The number in the menu, which would ask for it with a query of its own.
        request.queue_count = directive.waiting_count
    return render(
        request,
        "reports/dashboard.html",
        {
            "directive": directive,
            "directives": directives,
            "may_urge": may_urge,
            "periods": periods,
            "period": period,
            "duties": dashboard.duty_counters(directive, on=standing),
            "counters": period and dashboard.report_counters(period, on=on),
            "page": page,
            "columns": columns,
            "beside": dashboard.beside(periods, period),
            "rows": matrix.rows(
                page.object_list, columns, on=on, calendar=calendar, may_urge=may_urge
            ),
            "queue": queue,
            "far_overdue": dashboard.beginning(dashboard.far_overdue_of(directive, units, on=on)),
            "unacknowledged": dashboard.beginning(lying),
            "may_urge_lying": may_urge and any(row.is_slow for row in lying),
            "obstacles": dashboard.open_obstacles(directive),
            "can_consolidate": bool(period) and permissions.can_consolidate(posts, period),
            "is_consolidating": bool(period) and dashboard.is_consolidating(period),
            "banners": [*_banners(at=timezone.now()), *_failures(posts)],
        },
    )


def _banners(*, at):
    """Since when reminders stand still, when they do."""
    since = cache.get_or_set(
        "standstill", lambda: health.standstill(at=at) or 0, STANDSTILL_SECONDS
    )
    if not since:
        return ()
    local = timezone.localtime(since)
    said = _(
        "Nhắc việc tự động đang dừng từ %(time)s ngày %(day)s. Việc cập nhật, gửi báo cáo và tải "
        "PDF vẫn bình thường; hãy báo quản trị hệ thống."
    )
    return (said % {"time": f"{local:%H:%M}", "day": short_date(local.date())},)


def _failures(posts):
    """How many people no mail reaches, and the way there."""
    key = f"failures-{posts.user_id}"
    count = cache.get_or_set(key, lambda: failures.people_count(posts), STANDSTILL_SECONDS)
    if not count:
        return ()
    said = ngettext(
        "%(count)s người không nhận được thư của hệ thống.",
        "%(count)s người không nhận được thư của hệ thống.",
        count,
    ) % {"count": count}
    return (
        format_html(
            '{} <a href="{}">{}</a>', said, reverse("reports:failures"), _("Xem và gửi lại")
        ),
    )


def pick(directives, directive_id):
    """Of the directives he sees as a whole, the one named; any other is not found."""
    for directive in directives:
        if str(directive.public_id) == str(directive_id):
            return directive
    raise Http404


def pick_period(periods, asked, *, on):
    """The period asked for, or the current one; a period of another directive is not found."""
    if not asked:
        return dashboard.current_period(periods, on=on)
    for period in periods:
        if str(period.public_id) == asked:
            return period
    raise Http404
