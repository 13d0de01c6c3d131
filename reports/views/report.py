"""The page of one report: where it stands, what was sent, what happened, what can be done."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports import history, permissions, planning, reading, status, todo
from reports.forms.review import ExplanationForm, ReturnForm
from reports.models import ProgressReport

#: Working days proposed for completion; the reviewer may choose another day.
COMPLETION_WORKING_DAYS = 3


@require_safe
def report(request, report_id):
    return page(request, fetch(request, report_id), number=request.GET.get("submission"))


def fetch(request, report_id) -> ProgressReport:
    """The report, if this person may see it; otherwise there is none."""
    reports = ProgressReport.objects.visible_to(request.posts).for_listing()
    return get_object_or_404(reports.select_related("draft", "explained_by"), public_id=report_id)


def page(request, report, *, number=None, return_form=None, explanation_form=None, status_code=200):
    """`number` chooses an earlier submission; bound forms come back with what was typed."""
    today, posts = timezone.localdate(), request.posts
    submissions = list(report.submissions.select_related("submitted_by").order_by("number"))
    shown = _chosen(submissions, number)

    def may(action):
        return permissions.may(action, posts, report, on=today)

    is_latest = bool(shown) and shown == submissions[-1]
    may_review = is_latest and may("accept")
    if may_review and return_form is None:
        return_form = _empty_return_form(today)
    is_late = report.was_late or report.is_overdue(on=today)
    may_explain = is_late and may("explain")
    if may_explain and explanation_form is None:
        explanation_form = ExplanationForm(initial={"text": report.late_explanation})
    return render(
        request,
        "reports/report.html",
        {
            "report": report,
            "status": status.of_report(report, on=today),
            "submissions": submissions,
            "shown": shown,
            "is_latest": is_latest,
            "answers": reading.read(shown) if shown else [],
            "events": history.of_report(report),
            "is_member": report.department_id in posts.member_of,
            "may_draft": may("draft"),
            "may_send": todo.waits_for_head(report) and may("submit"),
            "may_review": may_review,
            "is_late": is_late,
            "may_explain": may_explain,
            "return_form": return_form,
            "explanation_form": explanation_form,
        },
        status=status_code,
    )


def _chosen(submissions, number):
    """The submission of that number, the latest without one, None where nothing was sent."""
    if number is None:
        return submissions[-1] if submissions else None
    chosen = [submission for submission in submissions if str(submission.number) == number]
    if not chosen:
        raise Http404
    return chosen[0]


def _empty_return_form(today):
    due_on = planning.office_calendar().add_working_days(today, COMPLETION_WORKING_DAYS)
    return ReturnForm(on=today, initial={"due_on": due_on})
