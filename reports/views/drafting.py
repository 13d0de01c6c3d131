"""HCTH drafts a công văn: the one that opens a period, and those that urge who is late."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reports import papers, permissions, planning, signing
from reports.errors import WrongState
from reports.forms.papers import OpeningForm, TickedForm
from reports.models import Paper, ProgressReport, ReportingPeriod
from reports.views.issued import issued_before
from reports.views.papers import drafting_form, visible_paper
from reports.views.papers import page as paper_page
from reports.views.periods import already_confirmed, own_period, period_to_plan

#: Working days from the day of an urging to the new date it asks for, until HCTH says otherwise.
NEW_DATE_WORKING_DAYS = 3


@require_POST
def opening(request, period_id):
    """Draft the paper that asks for the reports of a planned period."""
    period = period_to_plan(request, period_id)
    at = timezone.now()
    form = OpeningForm(request.POST, period=period, on=timezone.localdate(at))
    if not form.is_valid():
        messages.warning(request, " ".join(str(error) for [error] in form.errors.values()))
        return redirect("reports:confirm-period", period_id=period.public_id)
    return _opening(request, period, form.decided, at)


@require_POST
def urging(request, period_id):
    """Draft the urging to the units of the reports ticked (`report`)."""
    period = own_period(request, period_id)
    at = timezone.now()
    on = timezone.localdate(at)
    form = TickedForm(request.POST, period=period)
    if not form.is_valid():
        messages.warning(request, _("Hãy chọn đơn vị cần đôn đốc."))
        return redirect("reports:directive-dashboard", directive_id=period.directive.public_id)
    routine = signing.by_order(signing.signers(period.directive, on=on))
    due_on = planning.office_calendar().add_working_days(on, NEW_DATE_WORKING_DAYS)
    decided = {"signature": routine.signature, "due_on": due_on}
    return _urgings(request, period, form.cleaned_data["report"], decided, at)


@require_POST
def again(request, paper_id):
    """The same paper decided otherwise: signer, urgency, new date; the first draft stays."""
    paper = visible_paper(request, paper_id)
    period = paper.period
    if not permissions.coordinates(request.posts, period.directive):
        raise Http404
    if paper.is_issued:
        return issued_before(request, paper)
    at = timezone.now()
    form = drafting_form(paper, timezone.localdate(at), data=request.POST)
    if not form.is_valid():
        return paper_page(request, paper, drafting=form, status=422)
    if paper.kind == Paper.Kind.OPENING:
        return _opening(request, period, form.decided, at)
    reports = ProgressReport.objects.filter(period=period, department__in=paper.departments.all())
    return _urgings(request, period, reports, form.decided, at)


def _opening(request, period: ReportingPeriod, decided: dict, at):
    try:
        paper = papers.draft_opening(period, **decided, by=request.user, at=at)
    except WrongState:
        return already_confirmed(request, period)
    return redirect("reports:paper", paper_id=paper.public_id)


def _urgings(request, period: ReportingPeriod, reports, decided: dict, at):
    try:
        drafted = papers.draft_urgings(period, reports, **decided, by=request.user, at=at)
    except WrongState:
        messages.warning(request, _("Không có đơn vị nào được chọn còn quá hạn gửi báo cáo."))
        return redirect("reports:directive-dashboard", directive_id=period.directive.public_id)
    if len(drafted) > 1:
        messages.info(
            request,
            _(
                "Đã soạn %(count)s công văn riêng: cho các đơn vị đã được đôn đốc bằng "
                "công văn và cho các đơn vị được đôn đốc lần đầu."
            )
            % {"count": len(drafted)},
        )
    return redirect("reports:paper", paper_id=drafted[0].public_id)
