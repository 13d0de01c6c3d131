"""The drafted công văn: preview, files, and its number once it was issued."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from directives import permissions as directive_permissions
from reports import papers, permissions, printing
from reports.errors import WrongState
from reports.forms.opening import IssuedForm
from reports.forms.papers import OpeningForm, UrgingForm
from reports.models import Paper, ReportingPeriod
from reports.views.jobs import standing


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
    return page(request, visible_paper(request, paper_id))


@require_POST
def issue(request, paper_id):
    """Number and day of an urging paper: from then on it counts as an urging."""
    found = visible_paper(request, paper_id)
    if not _may_number(request, found):
        raise Http404
    if found.is_issued:
        return issued_before(request, found)
    at = timezone.now()
    form = IssuedForm(request.POST, period=found.period, on=timezone.localdate(at))
    if not form.is_valid():
        return page(request, found, issuing=form, status=422)
    try:
        urged = papers.issue_urging(found, issued=form.citation, by=request.user, at=at)
    except WrongState:
        return issued_before(request, found)
    messages.success(
        request,
        _("Đã ghi %(paper)s vào nhật ký đôn đốc của %(count)s đơn vị.")
        % {"paper": found.citation, "count": len(urged)},
    )
    return redirect("reports:paper", paper_id=found.public_id)


def issued_before(request, found: Paper):
    found.refresh_from_db()
    if found.is_issued:
        said = _("Công văn này đã ban hành: %(paper)s.") % {"paper": found.citation}
    else:
        said = _("Đơn vị trong công văn này đã được đôn đốc bằng công văn khác; hãy soạn lại.")
    messages.warning(request, said)
    return redirect("reports:paper", paper_id=found.public_id)


def visible_paper(request, paper_id) -> Paper:
    return get_object_or_404(
        Paper.objects.visible_to(request.posts).for_listing().select_related("job"),
        public_id=paper_id,
    )


def _may_number(request, found: Paper) -> bool:
    """Văn thư and HCTH; the paper that opens a period is named where the period is confirmed."""
    return found.kind == Paper.Kind.URGING and directive_permissions.can_number(
        request.posts, found.period.directive
    )


def drafting_form(found: Paper, on, data=None) -> OpeningForm:
    """What was decided when it was drafted, to be decided otherwise."""
    value = papers.thaw(found)
    decided = {"urgency": value.letter.urgency}
    if found.kind == Paper.Kind.OPENING:
        form = OpeningForm(data, period=found.period, on=on, initial=decided)
    else:
        decided["due_on"] = value.due_on
        form = UrgingForm(data, period=found.period, on=on, initial=decided)
    form.initial["signer"] = form.key_of(value.letter.signature)
    return form


def page(request, found: Paper, *, drafting=None, issuing=None, status=200):
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
            "sheet": printing.sheet(papers.document(found)),
            "others": Paper.objects.filter(period=found.period, kind=found.kind)
            .exclude(pk=found.pk)
            .select_related("made_by", "job")
            .defer("content"),
            "drafting": drafting
            or (drafting_form(found, on) if coordinates and not found.is_issued else None),
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
