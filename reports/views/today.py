"""Tình hình đến hôm nay: what the report would say at any time, without a draft."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reports import permissions, printing, printouts
from reports.consolidated import drafted
from reports.models import Printout, ReportingPeriod


@require_safe
def today(request, period_id):
    period = fetch(request, period_id)
    text = drafted.today(period, on=timezone.localdate())
    shown = "annex" if request.GET.get("part") == "annex" else "report"
    document = text.annex if shown == "annex" else text.document
    return render(
        request,
        "reports/today.html",
        {
            "period": period,
            "directive": period.directive,
            "shown": shown,
            "document": document,
            "sheet": printing.sheet(document, links=_figure_links(period)),
        },
    )


@require_POST
def print_(request, period_id):
    """As files, marked DỰ THẢO."""
    period = fetch(request, period_id)
    at = timezone.now()
    text = drafted.today(period, on=timezone.localdate(at))
    kept = printouts.keep(
        Printout.Kind.TODAY,
        {"report": text.document, "annex": text.annex},
        agency=period.directive.agency,
        period=period,
        name=_("Tình hình %(period)s đến ngày %(day)s")
        % {"period": period.name_in_sentence, "day": f"{timezone.localdate(at):%d-%m-%Y}"},
        by=request.user,
        at=at,
    )
    return redirect("reports:printout", printout_id=kept.public_id)


def fetch(request, period_id) -> ReportingPeriod:
    period = get_object_or_404(
        ReportingPeriod.objects.visible_to(request.posts).for_listing(), public_id=period_id
    )
    if not permissions.sees_whole(request.posts, period.directive):
        raise Http404
    return period


def _figure_links(period: ReportingPeriod):
    return lambda key: reverse("reports:today-figure", args=[period.public_id, key])
