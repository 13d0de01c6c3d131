"""The drafted công văn: preview, files, and what was issued of it."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports import papers, permissions, printing
from reports.forms.papers import OpeningForm, UrgingForm
from reports.models import Paper, ReportingPeriod
from reports.views import issued
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


def visible_paper(request, paper_id) -> Paper:
    return get_object_or_404(
        Paper.objects.visible_to(request.posts).for_listing().select_related("job"),
        public_id=paper_id,
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


def page(request, found: Paper, *, drafting=None, status=200):
    on = timezone.localdate()
    coordinates = permissions.coordinates(request.posts, found.period.directive)
    found.job.paper = found
    return render(
        request,
        "reports/paper.html",
        {
            **standing(request, found.job),
            **issued.panel(request, found),
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
            "may_confirm": coordinates
            and found.kind == Paper.Kind.OPENING
            and not found.period.is_confirmed,
        },
        status=status,
    )
