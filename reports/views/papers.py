"""The drafted công văn: draft, preview, download, and its number once it was issued."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from directives import permissions as directive_permissions
from reports import papers, permissions, planning, printing
from reports.errors import WrongState
from reports.forms.opening import IssuedForm
from reports.forms.papers import OpeningForm, TickedForm, UrgingForm
from reports.models import Paper, ProgressReport, ReportingPeriod
from reports.views.jobs import standing
from reports.views.periods import already_confirmed, own_period

#: Working days from the day of an urging to the new date it asks for, until HCTH says otherwise.
NEW_DATE_WORKING_DAYS = 3


@require_POST
def draft_opening(request, period_id):
    """Draft the paper that asks for the reports of a planned period."""
    period = own_period(request, period_id)
    at = timezone.now()
    form = OpeningForm(
        request.POST, signers=papers.signers(period.directive, on=timezone.localdate(at))
    )
    if not form.is_valid():
        messages.warning(request, _("Hãy chọn người ký."))
        return redirect("reports:confirm-period", period_id=period.public_id)
    try:
        paper = papers.draft_opening(
            period, signature=form.chosen.signature, by=request.user, at=at
        )
    except WrongState:
        return already_confirmed(request, period)
    return redirect("reports:paper", paper_id=paper.public_id)


@require_POST
def draft_urging(request, period_id):
    """Draft the urging to the units of the reports ticked (`report`)."""
    period = own_period(request, period_id)
    at = timezone.now()
    on = timezone.localdate(at)
    form = TickedForm(request.POST, period=period)
    if not form.is_valid():
        messages.warning(request, _("Hãy chọn đơn vị cần đôn đốc."))
        return redirect("reports:directive-dashboard", directive_id=period.directive.public_id)
    signer = papers.by_order(papers.signers(period.directive, on=on))
    due_on = planning.office_calendar().add_working_days(on, NEW_DATE_WORKING_DAYS)
    reports = form.cleaned_data["report"]
    return _draft_urgings(request, period, reports, signer.signature, due_on, at)


@require_POST
def draft_again(request, paper_id):
    """The same paper with another signer or another new date; the first draft stays as it is."""
    paper = _paper(request, paper_id)
    if not permissions.coordinates(request.posts, paper.period.directive):
        raise Http404
    if paper.is_issued:
        return _issued_before(request, paper)
    at = timezone.now()
    form = _drafting_form(paper, timezone.localdate(at), data=request.POST)
    if not form.is_valid():
        return _page(request, paper, drafting=form, status=422)
    if paper.kind == Paper.Kind.OPENING:
        try:
            again = papers.draft_opening(
                paper.period, signature=form.chosen.signature, by=request.user, at=at
            )
        except WrongState:
            return already_confirmed(request, paper.period)
        return redirect("reports:paper", paper_id=again.public_id)
    reports = ProgressReport.objects.filter(
        period=paper.period, department__in=paper.departments.all()
    )
    due_on = form.cleaned_data["due_on"]
    return _draft_urgings(request, paper.period, reports, form.chosen.signature, due_on, at)


def _draft_urgings(request, period: ReportingPeriod, reports, signature, due_on, at):
    try:
        drafted = papers.draft_urgings(
            period, reports, due_on=due_on, signature=signature, by=request.user, at=at
        )
    except WrongState:
        messages.warning(request, _("Không có đơn vị nào được chọn còn quá hạn gửi báo cáo."))
        return redirect("reports:directive-dashboard", directive_id=period.directive.public_id)
    if len(drafted) > 1:
        messages.info(
            request,
            _(
                "Đã soạn %(count)s công văn: đơn vị đã được đôn đốc bằng công văn và đơn vị chưa "
                "được đôn đốc nhận công văn riêng."
            )
            % {"count": len(drafted)},
        )
    return redirect("reports:paper", paper_id=drafted[0].public_id)


@require_safe
def period_papers(request, period_id):
    """Every paper drafted for the period, for HCTH and the leaders."""
    period = get_object_or_404(
        ReportingPeriod.objects.visible_to(request.posts).for_listing(), public_id=period_id
    )
    if not permissions.sees_whole(request.posts, period.directive):
        raise Http404
    return render(
        request,
        "reports/papers.html",
        {
            "period": period,
            "directive": period.directive,
            "papers": period.papers.select_related("made_by", "job").defer("content"),
        },
    )


@require_safe
def paper(request, paper_id):
    """The sheet as it will be printed, and what is done with it next."""
    return _page(request, _paper(request, paper_id))


@require_safe
def pdf(request, paper_id):
    found = _paper(request, paper_id)
    if found.pdf is None:
        messages.warning(request, _("Tệp PDF của công văn này chưa tạo xong."))
        return redirect("reports:paper", paper_id=found.public_id)
    return FileResponse(
        found.pdf.file.open("rb"),
        as_attachment=True,
        filename=f"{found.title} {found.period.name_in_sentence}.pdf",
        content_type="application/pdf",
    )


@require_POST
def issue(request, paper_id):
    """Number and day of an urging paper: from then on it counts as an urging."""
    found = _paper(request, paper_id)
    if not _may_number(request, found):
        raise Http404
    if found.is_issued:
        return _issued_before(request, found)
    at = timezone.now()
    form = IssuedForm(request.POST, period=found.period, on=timezone.localdate(at))
    if not form.is_valid():
        return _page(request, found, issuing=form, status=422)
    try:
        urged = papers.issue_urging(found, issued=form.citation, by=request.user, at=at)
    except WrongState:
        return _issued_before(request, found)
    messages.success(
        request,
        _("Đã ghi %(paper)s vào nhật ký đôn đốc của %(count)s đơn vị.")
        % {"paper": found.citation, "count": len(urged)},
    )
    return redirect("reports:paper", paper_id=found.public_id)


def _issued_before(request, found: Paper):
    found.refresh_from_db()
    if found.is_issued:
        said = _("Công văn này đã ban hành: %(paper)s.") % {"paper": found.citation}
    else:
        said = _("Đơn vị trong công văn này đã được đôn đốc bằng công văn khác; hãy soạn lại.")
    messages.warning(request, said)
    return redirect("reports:paper", paper_id=found.public_id)


def _paper(request, paper_id) -> Paper:
    return get_object_or_404(
        Paper.objects.visible_to(request.posts).for_listing().select_related("job", "pdf"),
        public_id=paper_id,
    )


def _may_number(request, found: Paper) -> bool:
    """Văn thư and HCTH; the paper that opens a period is named where the period is confirmed."""
    return found.kind == Paper.Kind.URGING and directive_permissions.can_number(
        request.posts, found.period.directive
    )


def _drafting_form(found: Paper, on, data=None):
    signers = papers.signers(found.period.directive, on=on)
    chosen = next(
        (
            signer.key
            for signer in signers
            if signer.signature.capacity == found.signer_capacity
            and signer.signature.name == found.signer_name
        ),
        None,
    )
    if found.kind == Paper.Kind.OPENING:
        return OpeningForm(data, signers=signers, initial={"signer": chosen})
    initial = {"signer": chosen, "due_on": papers.thaw(found).due_on}
    return UrgingForm(data, signers=signers, on=on, initial=initial)


def _page(request, found: Paper, *, drafting=None, issuing=None, status=200):
    on = timezone.localdate()
    coordinates = permissions.coordinates(request.posts, found.period.directive)
    may_number = _may_number(request, found) and not found.is_issued
    found.job.paper = found
    return render(
        request,
        "reports/paper.html",
        {
            **standing(request, found.job),
            "paper": found,
            "period": found.period,
            "directive": found.period.directive,
            "sheet": printing.paper_sheet(papers.thaw(found)),
            "others": Paper.objects.filter(period=found.period, kind=found.kind)
            .exclude(pk=found.pk)
            .select_related("made_by", "job")
            .defer("content"),
            "drafting": drafting
            or (_drafting_form(found, on) if coordinates and not found.is_issued else None),
            "issuing": issuing
            or (
                IssuedForm(period=found.period, on=on, initial={"symbol": found.symbol})
                if may_number
                else None
            ),
            "may_confirm": coordinates
            and found.kind == Paper.Kind.OPENING
            and not found.period.is_confirmed,
        },
        status=status,
    )
