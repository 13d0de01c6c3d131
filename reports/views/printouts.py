"""Papers printed as things stand: their page with its files, and a unit's report to be signed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reports import printing, printouts, unit_report
from reports.models import Printout, ProgressReport, Submission
from reports.views.jobs import standing


@require_safe
def printout(request, printout_id):
    """The sheets as they are printed, one part at a time, and their files."""
    found = get_object_or_404(
        Printout.objects.visible_to(request.posts).for_listing().select_related("job"),
        public_id=printout_id,
    )
    documents = printouts.documents_of(found)
    part = request.GET.get("part") or next(iter(documents))
    if part not in documents:
        raise Http404
    return render(
        request,
        "reports/printout.html",
        {
            **standing(request, found.job),
            "printout": found,
            "parts": [(key, printouts.PARTS[key]) for key in documents],
            "part": part,
            "document": documents[part],
            "sheet": printing.sheet(documents[part]),
        },
    )


@require_POST
def print_report(request, report_id):
    """What the unit sent, as files that its head signs."""
    report = get_object_or_404(
        ProgressReport.objects.visible_to(request.posts), public_id=report_id
    )
    submission = _submission(report, request.POST.get("submission", ""))
    if submission is None:
        messages.warning(request, _("Đơn vị chưa gửi báo cáo kỳ này."))
        return redirect("reports:report", report_id=report.public_id)
    at = timezone.now()
    kept = printouts.keep(
        Printout.Kind.UNIT_REPORT,
        {"report": unit_report.document(submission, on=timezone.localdate(at))},
        agency=submission.report.period.directive.agency,
        submission=submission,
        name=_("%(unit)s: báo cáo %(period)s, bản gửi lần %(number)s")
        % {
            "unit": submission.department_name,
            "period": submission.report.period.name_in_sentence,
            "number": submission.number,
        },
        by=request.user,
        at=at,
    )
    return redirect("reports:printout", printout_id=kept.public_id)


def _submission(report: ProgressReport, number: str) -> Submission | None:
    """The one of that number, or the latest."""
    sent = report.submissions.select_related(
        "report__department__parent",
        "report__period__directive__agency",
        "report__period__directive__coordinator",
    )
    if number.isdecimal():
        return get_object_or_404(sent, number=number)
    return sent.order_by("-number").first()
