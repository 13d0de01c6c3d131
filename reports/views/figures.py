"""Where a figure of the consolidated report comes from: the submissions it is of."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports import consolidated as consolidation
from reports.consolidated import facts
from reports.consolidated.values import Consolidation
from reports.models import ReportingPeriod, Submission
from reports.views.consolidated import fetch as fetch_version
from reports.views.consolidating import fetch as fetch_draft
from reports.views.today import fetch as fetch_period


@require_safe
def of_draft(request, draft_id, key):
    draft = fetch_draft(request, draft_id)
    return _page(request, draft.period, consolidation.thaw(draft.content), key)


@require_safe
def of_version(request, consolidated_id, key):
    version = fetch_version(request, consolidated_id)
    return _page(request, version.period, consolidation.figures_of(version), key)


@require_safe
def of_today(request, period_id, key):
    """Of what the report would say today."""
    period = fetch_period(request, period_id)
    return _page(request, period, consolidation.consolidate(period, on=timezone.localdate()), key)


def _page(request, period: ReportingPeriod, whole: Consolidation, key: str):
    fact = facts.of(whole).get(key)
    if fact is None:
        raise Http404
    submissions = (
        Submission.objects.filter(public_id__in=fact.sources)
        .select_related("report")
        .order_by("report__department__sort_key", "number")
    )
    return render(
        request,
        "reports/figure.html",
        {"period": period, "fact": fact, "submissions": submissions},
    )
