"""The calendar of a directive, and the steps on one of its periods."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from directives.models import Directive
from directives.permissions import can_number
from directives.vietnamese import short_date
from reports import almanac, dashboard, permissions, planning, withdrawal
from reports.errors import WrongState
from reports.forms.periods import DeadlinesForm, OnDemandForm, SentForm
from reports.models import ReportingPeriod, Schedule
from reports.views.deadlines import say_if_off


@require_safe
def periods(request, directive_id):
    """Everybody whom the directive concerns may read its calendar; HCTH sets it up."""
    directive = get_object_or_404(
        Directive.objects.visible_to(request.posts).for_listing(), public_id=directive_id
    )
    on = timezone.localdate()
    schedule = Schedule.objects.filter(directive=directive).prefetch_related("phases").first()
    rows = list(
        withdrawal.with_is_touched(directive.periods.all())
        .select_related("confirmed_by", "withdrawn_by")
        .order_by("ends_on", "starts_on")
    )
    return render(
        request,
        "reports/periods.html",
        {
            "directive": directive,
            "schedule": schedule,
            "years": almanac.years(rows, on=on),
            "count": len(rows),
            "is_folded": len(rows) > almanac.ONE_TABLE,
            "today": on,
            "may_plan": permissions.plans(request.posts, directive),
            "may_send": can_number(request.posts, directive),
            "may_extend": schedule is not None and _may_extend(directive, schedule, rows, on),
            "sees_whole": permissions.sees_whole(request.posts, directive),
        },
    )


def _may_extend(directive, schedule, rows, on):
    """Time has gone on, and the schedule has periods for it."""
    last = max((row.ends_on for row in rows if not row.is_on_demand), default=None)
    horizon = planning.horizon(schedule, on=on)
    return schedule.is_endless and (last is None or last < horizon)


def coordinated(request, directive_id):
    """A directive whose calendar he sets up; one that he may only read is not found."""
    directive = get_object_or_404(dashboard.overseen(request.posts), public_id=directive_id)
    if not permissions.plans(request.posts, directive):
        raise Http404
    return directive


def own_period(request, period_id):
    """A period of a directive that he coordinates."""
    period = get_object_or_404(
        ReportingPeriod.objects.visible_to(request.posts).for_listing(), public_id=period_id
    )
    if not permissions.coordinates(request.posts, period.directive):
        raise Http404
    return period


def period_to_plan(request, period_id):
    """The same while its directive is followed up."""
    period = own_period(request, period_id)
    if not permissions.plans(request.posts, period.directive):
        raise Http404
    return period


def already_confirmed(request, period):
    """Say so, and back to the calendar; also where the period has been replaced meanwhile."""
    calendar = redirect("reports:periods", directive_id=period.directive.public_id)
    period = ReportingPeriod.objects.filter(pk=period.pk).first()
    if period is None:
        messages.warning(request, _("Lịch báo cáo vừa được đổi; kỳ này không còn."))
    elif not period.is_confirmed:
        messages.warning(request, _("Kỳ này vừa được thay đổi; hãy xem lại."))
    else:
        messages.warning(
            request,
            _("Kỳ báo cáo %(period)s đã được xác nhận ngày %(day)s theo %(paper)s.")
            % {
                "period": period.name_in_sentence,
                "day": short_date(timezone.localdate(period.confirmed_at)),
                "paper": period.confirming_paper,
            },
        )
    return calendar


@require_POST
def plan(request, directive_id):
    """Time has gone on: plan the periods up to the end of next year."""
    directive = coordinated(request, directive_id)
    schedule = Schedule.objects.filter(directive=directive).first()
    if schedule is None:
        messages.warning(request, _("Hãy ghi lịch báo cáo trước khi lập các kỳ."))
        return redirect("reports:periods", directive_id=directive.public_id)
    until = planning.horizon(schedule, on=timezone.localdate())
    planned = planning.plan_periods(schedule, until=until, by=request.user)
    if planned:
        messages.success(
            request,
            _("Đã lập %(count)s kỳ dự kiến. Kỳ dự kiến chưa ràng buộc đơn vị nào.")
            % {"count": len(planned)},
        )
    else:
        messages.info(request, _("Các kỳ đã được lập từ trước."))
    return redirect("reports:periods", directive_id=directive.public_id)


def deadlines(request, period_id):
    """Change the deadlines of a planned period."""
    period = period_to_plan(request, period_id)
    if period.is_confirmed:
        return already_confirmed(request, period)
    form = DeadlinesForm(request.POST or None, instance=period, calendar=planning.office_calendar())
    if request.method == "POST" and form.is_valid():
        try:
            planning.move_deadlines(form.instance, by=request.user, at=timezone.now())
        except WrongState:
            return already_confirmed(request, period)
        messages.success(
            request,
            _("Đã ghi các hạn của kỳ báo cáo %(period)s.") % {"period": period.name_in_sentence},
        )
        say_if_off(request, *form.instance.dues)
        return redirect("reports:periods", directive_id=period.directive.public_id)
    return render(
        request,
        "reports/period_deadlines.html",
        {"period": period, "directive": period.directive, "form": form},
        status=422 if form.is_bound else 200,
    )


def open_on_demand(request, directive_id):
    """Đột xuất: HCTH opens a period by hand; it is confirmed by a paper as any other."""
    directive = coordinated(request, directive_id)
    form = OnDemandForm(
        request.POST or None,
        instance=ReportingPeriod(directive=directive),
        calendar=planning.office_calendar(),
    )
    if request.method == "POST" and form.is_valid():
        period = planning.open_on_demand(form.instance, by=request.user, at=timezone.now())
        messages.success(
            request,
            _("Đã mở kỳ %(period)s. Bước tiếp theo: xác nhận kỳ theo văn bản yêu cầu báo cáo.")
            % {"period": period.name_in_sentence},
        )
        say_if_off(request, *period.dues)
        return redirect("reports:confirm-period", period_id=period.public_id)
    return render(
        request,
        "reports/period_on_demand.html",
        {"directive": directive, "form": form},
        status=422 if form.is_bound else 200,
    )


@require_POST
def drop_on_demand(request, period_id):
    period = period_to_plan(request, period_id)
    try:
        planning.drop_on_demand(period, by=request.user, at=timezone.now())
    except WrongState:
        messages.warning(
            request, _("Chỉ bỏ được kỳ đột xuất chưa từng xác nhận, chưa soạn văn bản.")
        )
    else:
        messages.success(request, _("Đã bỏ kỳ %(period)s.") % {"period": period.name_in_sentence})
    return redirect("reports:periods", directive_id=period.directive.public_id)


def sent(request, period_id):
    """HCTH or its clerk: number and real day of the agency's report upward."""
    period = get_object_or_404(
        ReportingPeriod.objects.visible_to(request.posts).for_listing(), public_id=period_id
    )
    if not can_number(request.posts, period.directive):
        raise Http404
    calendar = redirect("reports:periods", directive_id=period.directive.public_id)
    if not period.is_confirmed:
        messages.warning(request, _("Kỳ này chưa được xác nhận nên chưa có báo cáo gửi cấp trên."))
        return calendar
    form = SentForm(request.POST or None, instance=period, on=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        planning.record_sent(form.instance, by=request.user, at=timezone.now())
        messages.success(request, _("Đã ghi số và ngày gửi báo cáo cấp trên."))
        return calendar
    return render(
        request,
        "reports/period_sent.html",
        {"period": period, "directive": period.directive, "form": form},
        status=422 if form.is_bound else 200,
    )
