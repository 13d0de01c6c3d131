"""The verdict on a submission, and the unit's explanation of a delay."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reports import lifecycle, permissions, todo
from reports.forms.review import ExplanationForm, RecordAcceptanceForm, ReopenForm, ReturnForm
from reports.models.progress import State
from reports.views.deadlines import say_if_off
from reports.views.report import fetch, page


@require_POST
def accept(request, report_id):
    report = fetch_for("accept", request, report_id)
    try:
        lifecycle.accept(
            report, submission=_submission_read(request, report), by=request.user, at=timezone.now()
        )
    except lifecycle.WrongState:
        messages.warning(request, _why_not(report))
        return redirect("reports:report", report_id=report.public_id)
    messages.success(request, _("Đã tiếp nhận báo cáo của %(unit)s.") % {"unit": report.department})
    if "next" in request.POST:
        return _to_next(request)
    return redirect("reports:report", report_id=report.public_id)


@require_POST
def record_acceptance(request, report_id):
    report = fetch_for("record_acceptance", request, report_id)
    form = RecordAcceptanceForm(request.POST)
    if not form.is_valid():
        return page(request, report, forms={"record_acceptance": form}, status_code=422)
    try:
        lifecycle.record_acceptance(
            report,
            submission=_submission_read(request, report),
            source=form.cleaned_data["source"],
            by=request.user,
            at=timezone.now(),
        )
    except lifecycle.WrongState:
        messages.warning(request, _why_not(report))
        return redirect("reports:report", report_id=report.public_id)
    messages.success(request, _("Đã ghi thay việc tiếp nhận báo cáo."))
    return redirect("reports:report", report_id=report.public_id)


@require_POST
def return_(request, report_id):
    report = fetch_for("return", request, report_id)
    at = timezone.now()
    form = ReturnForm(request.POST, on=timezone.localdate(at))
    if not form.is_valid():
        return page(request, report, forms={"return": form}, status_code=422)
    try:
        lifecycle.return_(
            report,
            submission=_submission_read(request, report),
            reason=form.cleaned_data["reason"],
            due_on=form.cleaned_data["due_on"],
            by=request.user,
            at=at,
        )
    except lifecycle.NobodyAnswers:
        messages.warning(request, _nobody_answers(report))
        return page(request, report, forms={"return": form}, status_code=409)
    except lifecycle.WrongState:
        messages.warning(request, _why_not(report))
        # What was typed is shown again, beside what stands now.
        return page(request, fetch(request, report_id), forms={"return": form}, status_code=409)
    messages.success(
        request, _("Đã đề nghị %(unit)s bổ sung, hoàn thiện.") % {"unit": report.department}
    )
    say_if_off(request, form.cleaned_data["due_on"])
    return redirect("reports:report", report_id=report.public_id)


@require_POST
def reopen(request, report_id):
    report = fetch_for("reopen", request, report_id)
    at = timezone.now()
    form = ReopenForm(request.POST, on=timezone.localdate(at))
    if not form.is_valid():
        return page(request, report, forms={"reopen": form}, status_code=422)
    try:
        lifecycle.reopen(report, by=request.user, at=at, **form.cleaned_data)
    except lifecycle.NobodyAnswers:
        messages.warning(request, _nobody_answers(report))
        return page(request, report, forms={"reopen": form}, status_code=409)
    except lifecycle.WrongState:
        messages.warning(request, _("Chỉ mở lại được báo cáo đã tiếp nhận."))
        return page(request, fetch(request, report_id), forms={"reopen": form}, status_code=409)
    messages.success(request, _("Đã mở lại báo cáo của %(unit)s.") % {"unit": report.department})
    say_if_off(request, form.cleaned_data["due_on"])
    return redirect("reports:report", report_id=report.public_id)


@require_POST
def explain(request, report_id):
    report = fetch_for("explain", request, report_id)
    if not (report.was_late or report.is_overdue(on=timezone.localdate())):
        messages.warning(request, _("Báo cáo này không quá hạn, không cần giải trình."))
        return redirect("reports:report", report_id=report.public_id)
    form = ExplanationForm(request.POST)
    if not form.is_valid():
        return page(request, report, forms={"explain": form}, status_code=422)
    lifecycle.explain(report, text=form.cleaned_data["text"], by=request.user, at=timezone.now())
    messages.success(request, _("Đã ghi giải trình."))
    return redirect("reports:report", report_id=report.public_id)


def fetch_for(action, request, report_id):
    report = fetch(request, report_id)
    if not permissions.concerns(action, request.posts, report, on=timezone.localdate()):
        raise Http404
    return report


def _submission_read(request, report):
    """The submission the person had before his eyes. Raises WrongState where there is none."""
    number = request.POST.get("submission", "")
    submission = next((s for s in report.submissions.all() if str(s.number) == number), None)
    if not submission:
        raise lifecycle.WrongState(report.state)
    return submission


def _why_not(report):
    report.refresh_from_db(fields=["state"])
    if report.state == State.SUBMITTED:
        return _("Đơn vị đã gửi bản mới hơn. Vui lòng xem bản mới trước khi cho ý kiến.")
    return _("Báo cáo này không còn chờ tiếp nhận: %(state)s.") % {
        "state": report.get_state_display().lower()
    }


def _nobody_answers(report):
    return _("%(unit)s không còn thực hiện nhiệm vụ này; không còn đơn vị nào bổ sung báo cáo.") % {
        "unit": report.department
    }


def _to_next(request):
    following = todo.verdicts(request.posts, on=timezone.localdate()).first()
    if following is None:
        messages.info(request, _("Không còn báo cáo nào chờ tiếp nhận."))
        return redirect("reports:queue")
    return redirect("reports:report", report_id=following.public_id)
