"""Nhập thay: HCTH keeps the paper of a unit, types in what it says, and sends it for the unit."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directives.vietnamese import short_date
from reports import desk, drafts, evidence, lifecycle, permissions
from reports.forms.entering import PaperForm
from reports.models import Obstacle, ProgressReport, Submission
from reports.views.review import fetch_for
from reports.word import receiving


def _fetch(request, report_id) -> ProgressReport:
    """With the paper that was kept."""
    reports = ProgressReport.objects.visible_to(request.posts)
    report = get_object_or_404(
        desk.for_entry(reports, on=timezone.localdate()), public_id=report_id
    )
    if not permissions.concerns("enter", request.posts, report, on=timezone.localdate()):
        raise Http404
    return report


def _paper(report):
    return getattr(report, "transcript", None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request, report_id):
    """The first step, and the way back to it: the paper, and what it says of itself."""
    report = _fetch(request, report_id)
    if not report.is_open:
        return _too_late(request, report)
    form = _form(request, report)
    if request.method == "POST" and form.is_valid() and _receive(request, report, form):
        return redirect("reports:enter", report.public_id)
    status = 422 if form.is_bound else 200
    context = {
        "report": report,
        "form": form,
        "paper": _paper(report),
        "rule": evidence.paper_rule(),
    }
    return render(request, "reports/entering_paper.html", context, status=status)


def _form(request, report) -> PaperForm:
    today, first = timezone.localdate(), lifecycle.first_day(report)
    if request.method == "POST":
        return PaperForm(request.POST, request.FILES, report=report, first=first, on=today)
    return PaperForm(report=report, first=first, on=today)


def _receive(request, report, form) -> bool:
    """What was refused stands at its field; what a Word file says is typed in at once."""
    said, at = form.cleaned_data, timezone.now()
    try:
        is_word = said["file"] is not None and said["file"].name.lower().endswith(".docx")
        passages = receiving.passages_of(said["file"]) if is_word else ()
        transcript = lifecycle.receive_paper(
            report,
            said["file"],
            received_on=said["received_on"],
            source=said["source"],
            on_behalf_of=said["on_behalf_of"],
            by=request.user,
            at=at,
        )
        if passages:
            receiving.into_transcript(
                report, transcript, passages, on=said["received_on"], by=request.user, at=at
            )
    except evidence.NotTaken as refusal:
        form.add_error("file", str(refusal))
    except lifecycle.WrongState:
        form.add_error(None, _("Đơn vị vừa gửi báo cáo này; không cần nhập thay nữa."))
    return form.is_valid()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request, report_id):
    """The second step: the same form that the unit fills in, beside the paper."""
    report = _fetch(request, report_id)
    if not report.is_open:
        return _too_late(request, report)
    if _paper(report) is None:
        return redirect("reports:enter-paper", report.public_id)
    if request.method == "POST":
        return _posted(request, report)
    return _page(request, report, checked="check" in request.GET)


def _page(request, report, *, data=None, checked=False, status=200):
    table = desk.Desk(report, on=report.transcript.received_on, is_own=False)
    if data is None:
        data = table.start() if report.transcript.data is None else report.transcript.data
    board = table.board(data, checked=checked)
    context = {
        "report": report,
        "period": report.period,
        "directive": report.period.directive,
        "paper": report.transcript,
        "board": board,
        "problems": board.problems if checked else [],
        "until": lifecycle.figures_until(report.period, on=report.transcript.received_on),
    }
    return render(request, "reports/entering.html", context, status=status)


def _posted(request, report):
    action, version = request.POST.get("action"), request.POST.get("version", "")
    if action not in ("save", "submit") or not version.isdecimal() or len(version) > 9:
        return HttpResponseBadRequest()
    data = drafts.raw(request.POST)
    try:
        saved = lifecycle.save_transcript(
            report, data=data, version=int(version), by=request.user, at=timezone.now()
        )
    except lifecycle.StaleDraft as error:
        return _stale(request, report, data, error.draft)
    except lifecycle.WrongState:
        return _too_late(request, report)
    if action == "save":
        messages.success(request, _("Đã lưu nội dung nhập thay."))
        return redirect("reports:enter", report.public_id)
    table = desk.Desk(report, on=saved.received_on, is_own=False)
    board = table.board(saved.data, checked=True)
    return _to_check(report) if board.problems else _submit(request, report, board)


def _stale(request, report, data, saved):
    """What was typed stays on the page; the next press keeps it, and that was said."""
    report.transcript = saved
    messages.warning(
        request,
        _(
            "Đồng chí %(name)s đã lưu nội dung nhập thay báo cáo này lúc %(at)s. Nội dung đồng chí "
            "vừa nhập còn trên trang này, chưa lưu; lưu lại thì thay nội dung đã lưu."
        )
        % {"name": saved.saved_by.full_name, "at": f"{timezone.localtime(saved.saved_at):%H:%M}"},
    )
    return _page(request, report, data=data, status=409)


def _to_check(report):
    return redirect(f"{reverse('reports:enter', args=[report.public_id])}?check=1#problems")


def _submit(request, report, board):
    try:
        lifecycle.submit_on_behalf(
            report, content=board.content(), by=request.user, at=timezone.now()
        )
    except lifecycle.WrongState:
        return _too_late(request, report)
    except (lifecycle.Incomplete, Obstacle.DoesNotExist):
        messages.warning(request, _("Nhiệm vụ vừa có thay đổi; hãy xem lại rồi gửi."))
        return _to_check(report)
    messages.success(
        request,
        _("Đã nhập thay báo cáo %(period)s của %(unit)s; lãnh đạo đơn vị được đề nghị xác nhận.")
        % {"period": report.period.name_in_sentence, "unit": report.department},
    )
    return redirect("reports:report", report.public_id)


def _too_late(request, report):
    messages.info(request, _("Báo cáo này đã được gửi; không cần nhập thay."))
    return redirect("reports:report", report.public_id)


@require_POST
def drop(request, report_id):
    report = _fetch(request, report_id)
    try:
        lifecycle.drop_transcript(report)
    except lifecycle.WrongState:
        return _too_late(request, report)
    messages.success(request, _("Đã bỏ nội dung nhập thay; đơn vị tự gửi báo cáo này."))
    return redirect("reports:report", report.public_id)


@require_safe
def paper_file(request, report_id):
    """The paper that is being typed in, for HCTH."""
    kept = _paper(_fetch(request, report_id))
    if kept is None:
        raise Http404
    return _download(kept.original)


@require_safe
def original(request, submission_id):
    """The paper, or the Word file, that a submission was made from: for whoever reads that."""
    readable = ProgressReport.objects.visible_to(request.posts)
    submission = get_object_or_404(
        Submission.objects.filter(report__in=readable, original__isnull=False).select_related(
            "original"
        ),
        public_id=submission_id,
    )
    return _download(submission.original)


def _download(attachment):
    """Always a download under its own name, never shown by the browser."""
    return FileResponse(
        attachment.file.open(),
        as_attachment=True,
        filename=attachment.original_name,
        content_type=attachment.content_type,
    )


@require_POST
def confirm(request, report_id):
    """The head of the unit, in one tap."""
    report = fetch_for("confirm_entry", request, report_id)
    submission = report.submissions.filter(number=_number(request)).first()
    if submission is None:
        raise Http404
    try:
        lifecycle.confirm_entry(submission, by=request.user, at=timezone.now())
    except lifecycle.WrongState:
        messages.info(request, _("Bản gửi này đã được xác nhận trước đó."))
    else:
        messages.success(
            request,
            _("Đã xác nhận báo cáo nhận ngày %(day)s là báo cáo của đơn vị.")
            % {"day": short_date(timezone.localdate(submission.submitted_at))},
        )
    if request.POST.get("next") == "todo":
        return redirect("reports:todo")
    return redirect("reports:report", report.public_id)


def _number(request) -> int:
    text = request.POST.get("submission", "")
    return int(text) if text.isdecimal() and len(text) < 5 else 0
