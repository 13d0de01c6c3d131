"""Opening a period: HCTH drafts the paper that units answer, and confirms once it is issued."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from directives.vietnamese import short_date
from reports import obligations, papers, withdrawal
from reports.errors import WrongState
from reports.forms.opening import ConfirmForm, WithdrawForm, too_late
from reports.forms.papers import OpeningForm
from reports.models import Paper, ReportingPeriod, Schedule
from reports.views.periods import already_confirmed, period_to_plan


def confirm(request, period_id):
    """See who will owe and until when, draft the paper; name it once issued, and confirm."""
    period = period_to_plan(request, period_id)
    if period.is_confirmed:
        return already_confirmed(request, period)
    at = timezone.now()
    on = timezone.localdate(at)
    drafts = Paper.objects.drafts().filter(period=period, kind=Paper.Kind.OPENING).defer("content")
    shown = list(drafts.select_related("made_by", "job"))
    form = ConfirmForm(
        request.POST or None,
        period=period,
        on=on,
        drafts=drafts if shown else None,
        initial=_initial(period, shown),
    )
    owing = _owing(period)
    if request.method == "POST" and form.is_valid() and owing:
        return _confirm(request, period, form, at)
    return render(
        request,
        "reports/period_confirm.html",
        {
            "period": period,
            "directive": period.directive,
            "form": form,
            "owing": owing,
            "too_late": too_late(period) if period.unit_due_on < on and not form.is_bound else "",
            "drafts": shown,
            "drafting": OpeningForm(period=period, on=on),
        },
        status=422 if form.is_bound else 200,
    )


def _initial(period: ReportingPeriod, drafts: list[Paper]) -> dict:
    """What is known before anybody types: the newest draft, the symbol, who chose the cycle."""
    schedule = Schedule.objects.filter(directive=period.directive_id).first()
    return {
        "drafted": next(iter(drafts), None),
        "symbol": papers.symbol(period.directive),
        "decided_by": schedule.decided_by if schedule else "",
    }


def _confirm(request, period: ReportingPeriod, form: ConfirmForm, at):
    try:
        reports = papers.open_period(
            period,
            paper=form.citation,
            drafted=form.cleaned_data.get("drafted"),
            decided_by=form.cleaned_data["decided_by"],
            by=request.user,
            at=at,
        )
    except WrongState:
        return already_confirmed(request, period)
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


def withdraw(request, period_id):
    """Rút xác nhận, with a reason: while no unit has touched the report that it owes."""
    period = period_to_plan(request, period_id)
    calendar = redirect("reports:periods", directive_id=period.directive.public_id)
    if not period.is_confirmed:
        messages.warning(request, _("Kỳ này chưa được xác nhận."))
        return calendar
    form = WithdrawForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(
            request,
            "reports/period_withdraw.html",
            {"period": period, "directive": period.directive, "form": form},
            status=422 if form.is_bound else 200,
        )
    try:
        count = withdrawal.withdraw(
            period, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        )
    except WrongState:
        messages.warning(
            request,
            _(
                "Không rút được xác nhận: đã có đơn vị soạn, gửi báo cáo hoặc đề nghị gia hạn, "
                "hoặc đã đôn đốc, tổng hợp kỳ này."
            ),
        )
        return calendar
    messages.success(
        request,
        _("Đã rút xác nhận kỳ báo cáo %(period)s; đã báo %(count)s đơn vị không phải gửi báo cáo.")
        % {"period": period.name_in_sentence, "count": count},
    )
    return calendar


def _owing(period: ReportingPeriod) -> list[tuple]:
    """(unit, its duties) for each unit that will owe a report."""
    duties_of: dict = {}
    due = obligations.assignments_due(period).select_related("department", "duty")
    for assignment in due:
        duties_of.setdefault(assignment.department, []).append(assignment.duty)
    return list(duties_of.items())
