"""Chốt số liệu: the reports of a period that were sent before its cut-off, asked for at once."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from directives.vietnamese import short_date
from reports import lifecycle, permissions, planning
from reports.forms.review import FinalFiguresForm
from reports.models import ProgressReport, ReportingPeriod
from reports.views.deadlines import say_if_off
from reports.views.report import COMPLETION_WORKING_DAYS


@require_http_methods(["GET", "HEAD", "POST"])
def ask_final(request, period_id):
    period = get_object_or_404(
        ReportingPeriod.objects.visible_to(request.posts).for_listing(), public_id=period_id
    )
    if not permissions.asks_final(request.posts, period):
        raise Http404
    today = timezone.localdate()
    form = FinalFiguresForm(request.POST or None, on=today, initial=_proposed(period, today))
    if request.method == "POST" and form.is_valid():
        return _asked(request, period, form)
    return _page(request, period, form, status=422 if form.is_bound else 200)


def _page(request, period, form, *, status):
    reports = (
        ProgressReport.objects.interim()
        .filter(period=period)
        .select_related("department")
        .order_by("department__sort_key", "pk")
    )
    return render(
        request,
        "reports/final_figures.html",
        {
            "period": period,
            "form": form,
            "reports": reports,
            "is_over": timezone.localdate() > period.ends_on,
        },
        status=status,
    )


def _proposed(period, today):
    return {
        "reason": _(
            "Đề nghị cập nhật số liệu chính thức của kỳ báo cáo, tính đến hết ngày %(day)s."
        )
        % {"day": short_date(period.ends_on)},
        "due_on": planning.office_calendar().add_working_days(today, COMPLETION_WORKING_DAYS),
    }


def _asked(request, period, form):
    try:
        reports = lifecycle.ask_final(
            period, by=request.user, at=timezone.now(), **form.cleaned_data
        )
    except lifecycle.WrongState:
        messages.warning(
            request,
            _("Kỳ báo cáo chưa kết thúc; có thể đề nghị chốt số liệu sau ngày %(day)s.")
            % {"day": short_date(period.ends_on)},
        )
        return _page(request, period, form, status=409)
    if not reports:
        messages.info(request, _("Không còn báo cáo nào có số liệu ước."))
        return redirect("reports:ask-final", period.public_id)
    messages.success(
        request,
        ngettext(
            "Đã đề nghị %(count)s đơn vị chốt số liệu.",
            "Đã đề nghị %(count)s đơn vị chốt số liệu.",
            len(reports),
        )
        % {"count": len(reports)},
    )
    say_if_off(request, form.cleaned_data["due_on"])
    return redirect("reports:directive-dashboard", period.directive.public_id)
