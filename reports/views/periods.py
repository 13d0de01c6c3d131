"""The periods of a directive: who chose them, planning them, and confirming one by a paper."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from directives.models import Directive
from directives.vietnamese import short_date
from reports import dashboard, lifecycle, obligations, permissions, planning
from reports.forms.periods import ConfirmForm, DeadlinesForm, ScheduleForm
from reports.models import ReportingPeriod, Schedule


def periods(request, directive_id):
    """Everybody whom the directive concerns may read its calendar; HCTH sets it up."""
    directive = get_object_or_404(
        Directive.objects.visible_to(request.posts).for_listing(), public_id=directive_id
    )
    schedule = Schedule.objects.filter(directive=directive).first()
    may_plan = permissions.coordinates(request.posts, directive)
    form = ScheduleForm(request.POST or None) if may_plan and schedule is None else None
    if request.method == "POST":
        return _set_schedule(request, directive, schedule, form)
    return _page(request, directive, schedule, form)


def _page(request, directive, schedule, form):
    rows = list(directive.periods.select_related("confirmed_by").order_by("-starts_on"))
    return render(
        request,
        "reports/periods.html",
        {
            "directive": directive,
            "schedule": schedule,
            "form": form,
            "periods": rows,
            "may_plan": permissions.coordinates(request.posts, directive),
            "sees_whole": permissions.sees_whole(request.posts, directive),
        },
    )


def _set_schedule(request, directive, schedule, form):
    if not permissions.coordinates(request.posts, directive):
        raise Http404
    if schedule is None and not form.is_valid():
        return _page(request, directive, schedule, form)
    try:
        if schedule is not None:
            raise lifecycle.WrongState("scheduled")
        form.instance.directive = directive
        planning.set_schedule(form.save(commit=False), by=request.user, at=timezone.now())
        messages.success(request, _("Đã ghi lịch báo cáo. Bước tiếp theo: lập các kỳ."))
    except lifecycle.WrongState:
        messages.warning(request, _("Văn bản này đã có lịch báo cáo."))
    return redirect("reports:periods", directive_id=directive.public_id)


@require_POST
def plan(request, directive_id):
    directive = _coordinated(request, directive_id)
    schedule = Schedule.objects.filter(directive=directive).first()
    if schedule is None:
        messages.warning(request, _("Hãy ghi lịch báo cáo trước khi lập các kỳ."))
    else:
        until = planning.horizon(schedule, on=timezone.localdate())
        planned = planning.plan_periods(schedule, until=until, by=request.user)
        _say_planned(request, len(planned))
    return redirect("reports:periods", directive_id=directive.public_id)


def _say_planned(request, count):
    if count:
        said = ngettext(
            "Đã lập %(count)s kỳ dự kiến. Kỳ dự kiến chưa ràng buộc đơn vị nào.",
            "Đã lập %(count)s kỳ dự kiến. Kỳ dự kiến chưa ràng buộc đơn vị nào.",
            count,
        )
        messages.success(request, said % {"count": count})
    else:
        messages.info(request, _("Các kỳ đến hết năm sau đã được lập từ trước."))


def _coordinated(request, directive_id):
    directive = get_object_or_404(dashboard.overseen(request.posts), public_id=directive_id)
    if not permissions.coordinates(request.posts, directive):
        raise Http404
    return directive


def _own_period(request, period_id):
    """A period of a directive that he coordinates."""
    period = get_object_or_404(
        ReportingPeriod.objects.visible_to(request.posts).for_listing(), public_id=period_id
    )
    if not permissions.coordinates(request.posts, period.directive):
        raise Http404
    return period


def _already_confirmed(request, period):
    period.refresh_from_db()
    messages.warning(
        request,
        _("Kỳ báo cáo %(period)s đã được xác nhận ngày %(day)s theo %(paper)s.")
        % {
            "period": period.name_in_sentence,
            "day": short_date(timezone.localdate(period.confirmed_at)),
            "paper": period.confirming_paper,
        },
    )
    return redirect("reports:periods", directive_id=period.directive.public_id)


def confirm(request, period_id):
    """Name the paper, see who will owe and until when, confirm."""
    period = _own_period(request, period_id)
    if period.is_confirmed:
        return _already_confirmed(request, period)
    form = ConfirmForm(request.POST or None)
    owing = _owing(period)
    if request.method == "POST" and form.is_valid() and owing:
        return _confirm(request, period, form.cleaned_data["paper"])
    return render(
        request,
        "reports/period_confirm.html",
        {
            "period": period,
            "directive": period.directive,
            "form": form,
            "owing": owing,
            "is_late": period.unit_due_on < timezone.localdate(),
        },
    )


def _confirm(request, period, paper):
    try:
        reports = obligations.confirm_period(
            period, paper=paper, by=request.user, at=timezone.now()
        )
    except lifecycle.WrongState:
        return _already_confirmed(request, period)
    messages.success(
        request,
        _(
            "Đã xác nhận kỳ báo cáo %(period)s: %(count)s đơn vị phải gửi báo cáo, "
            "hạn hết ngày %(day)s."
        )
        % {
            "period": period.name_in_sentence,
            "count": len(reports),
            "day": short_date(period.unit_due_on),
        },
    )
    return redirect("reports:periods", directive_id=period.directive.public_id)


def _owing(period):
    """(unit, its duties) for each unit that will owe a report."""
    duties_of = {}
    due = obligations.assignments_due(period).select_related("department", "duty")
    for assignment in due:
        duties_of.setdefault(assignment.department, []).append(assignment.duty)
    return list(duties_of.items())


def deadlines(request, period_id):
    """Change the deadlines of a planned period."""
    period = _own_period(request, period_id)
    if period.is_confirmed:
        return _already_confirmed(request, period)
    form = DeadlinesForm(request.POST or None, instance=period)
    if request.method == "POST" and form.is_valid():
        try:
            planning.move_deadlines(form.instance, by=request.user, at=timezone.now())
        except lifecycle.WrongState:
            return _already_confirmed(request, period)
        messages.success(
            request,
            _("Đã ghi các hạn của kỳ báo cáo %(period)s.") % {"period": period.name_in_sentence},
        )
        return redirect("reports:periods", directive_id=period.directive.public_id)
    return render(
        request,
        "reports/period_deadlines.html",
        {"period": period, "directive": period.directive, "form": form},
    )
