"""The unit's report form: typed by several people, saved while typing, sent by the head."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from directives.vietnamese import short_date
from reports import carrying, desk, drafts, evidence, lifecycle, permissions, remarks
from reports.forms.remarks import RemarkForm
from reports.models import Obstacle, ProgressReport
from reports.models.progress import LAPSED_STATES

#: What a button of the form asks for; "put_in" names a section, and a logged result of it or all:
#: put_in:a12:345; "confirm" a field, a duty or all of what was carried over: confirm:a12-next_plan;
#: "take_list" a section: take_list:a12.
ACTIONS = {
    "save": "draft",
    "confirm": "draft",
    "put_in": "draft",
    "take_list": "draft",
    "send_to_head": "send_to_head",
    "submit": "submit",
}


def _mine(request, report_id) -> ProgressReport:
    """A report of his own unit: what is typed is nobody else's to see."""
    reports = desk.for_draft(ProgressReport.objects.of(request.posts), on=timezone.localdate())
    return get_object_or_404(reports, public_id=report_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request, report_id):
    report = _mine(request, report_id)
    if request.method == "POST":
        return _posted(request, report)
    if not report.is_open:
        messages.info(request, _why_closed(report))
        return redirect("reports:report", report.public_id)
    kept = desk.draft_of(report)
    return _page(
        request,
        report,
        version=kept.version if kept else 0,
        checked="check" in request.GET,
    )


def _why_closed(report) -> str:
    if report.state in LAPSED_STATES:
        return _("Đơn vị không phải gửi báo cáo này nữa.")
    return _("Báo cáo này đã được gửi; không sửa được bản nháp nữa.")


def _page(request, report, *, version, data=None, checked=False, stale=None, status=200):
    """`data` is what was typed just now; what stands there is shown without it."""
    today = timezone.localdate()
    table, kept = desk.Desk(report, on=today), desk.draft_of(report)
    if data is None:
        data = table.start() if table.typed is None else table.typed
    board = table.board(data, checked=checked)
    may = {
        name: permissions.may(action, request.posts, report, on=today)
        for name, action in ACTIONS.items()
    }
    # Whoever sends by himself has nobody to hand it to, but for a delegate.
    may["send_to_head"] = may["send_to_head"] and (
        not may["submit"] or bool(request.posts.delegation_paper(report.department_id))
    )
    context = {
        "report": report,
        "period": report.period,
        "directive": report.period.directive,
        "draft": kept,
        "board": board,
        "problems": board.problems if checked else [],
        "version": version,
        "may": may,
        "waits_for_him": (
            may["submit"]
            and kept is not None
            and kept.sent_to_head_at is not None
            and stale is None
            and not table.board(data, checked=True).problems
        ),
        "supervisions": table.supervisions(),
        "remarks": list(remarks.on(report)),
        "remark_form": RemarkForm(about=report),
        "file_rule": evidence.rule(),
        "due": short_date(report.due_on),
        "until": lifecycle.figures_until(report.period, on=today),
    }
    if stale is not None:
        context |= _comparison(request, table, stale, data)
    return render(request, "reports/draft.html", context, status=status)


def _comparison(request, table, stale, data) -> dict:
    """Both texts side by side, where they differ; `is_own` when he saved both himself."""
    mine, theirs = table.board(data), table.board(stale.data)
    return {
        "stale": stale,
        "is_own": stale.saved_by_id == request.user.pk,
        "report": table.report,
        "differences": drafts.differences(mine, theirs),
    }


def _version(request) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _posted(request, report):
    action, _colon, chosen = request.POST.get("action", "").partition(":")
    version = _version(request)
    if action not in ACTIONS or version is None:
        return HttpResponseBadRequest()
    today, now = timezone.localdate(), timezone.now()
    if not permissions.concerns(ACTIONS[action], request.posts, report, on=today):
        raise Http404
    data = drafts.raw(request.POST)
    if action == "put_in":
        data = desk.Desk(report, on=today).put_in(data, chosen)
    elif action == "take_list":
        data = desk.Desk(report, on=today).take_list(data, chosen)
    try:
        saved = lifecycle.save_draft(
            report,
            data=data,
            version=version,
            by=request.user,
            at=now,
            carried=_offered(report, on=today),
            confirmed=chosen if action == "confirm" else "",
        )
    except lifecycle.StaleDraft as error:
        return _page(
            request,
            report,
            data=data,
            version=error.draft.version,
            stale=error.draft,
            status=409,
        )
    except lifecycle.WrongState:
        return _too_late(request, report)
    if action == "confirm":
        return _to_confirmed(report, chosen)
    if action == "put_in":
        messages.success(request, _("Đã đưa kết quả vào báo cáo."))
        return _to_section(report, chosen.partition(":")[0])
    if action == "take_list":
        messages.success(request, _("Đã lấy số theo danh sách người của đơn vị."))
        return _to_section(report, chosen)
    if action == "save":
        messages.success(request, _("Đã lưu bản nháp."))
        return redirect("reports:draft", report.public_id)
    # The head is handed nothing that he could not send.
    report.draft = saved
    board = desk.Desk(report, on=today).board(saved.data, checked=True)
    if board.problems:
        return _to_check(report)
    if action == "send_to_head":
        return _send_to_head(request, report)
    return _submit(request, report, board)


def _offered(report, *, on) -> dict:
    """What the form of a draft that does not exist yet was filled with."""
    return {} if desk.draft_of(report) else desk.Desk(report, on=on).carried


def _to_confirmed(report, confirmed):
    """Back to the field, or to the duty, that was called right."""
    if confirmed == carrying.ALL:
        return redirect("reports:draft", report.public_id)
    if "-" not in confirmed:
        return _to_section(report, confirmed)
    address = reverse("reports:draft", args=[report.public_id])
    return redirect(f"{address}#id_{confirmed}")


def _to_section(report, prefix):
    address = reverse("reports:draft", args=[report.public_id])
    return redirect(f"{address}#section-{prefix}")


def _to_check(report):
    address = reverse("reports:draft", args=[report.public_id])
    return redirect(f"{address}?check=1#problems")


def _too_late(request, report):
    messages.warning(
        request, _("Báo cáo này đã được gửi trước đó; nội dung vừa nhập không được ghi.")
    )
    return redirect("reports:report", report.public_id)


def _send_to_head(request, report):
    try:
        lifecycle.send_to_head(report, by=request.user, at=timezone.now())
    except lifecycle.WrongState:
        return _too_late(request, report)
    messages.success(
        request,
        _("Đã trình lãnh đạo đơn vị báo cáo %(period)s.")
        % {"period": report.period.name_in_sentence},
    )
    return redirect("reports:draft", report.public_id)


def _submit(request, report, board):
    try:
        lifecycle.submit(report, content=board.content(), by=request.user, at=timezone.now())
    except lifecycle.WrongState:
        return _too_late(request, report)
    except (lifecycle.Incomplete, Obstacle.DoesNotExist):
        # A duty was given, or an obstacle closed, while the form was being read.
        messages.warning(request, _("Nhiệm vụ vừa có thay đổi; hãy xem lại rồi gửi."))
        return _to_check(report)
    messages.success(
        request,
        _("Đã gửi báo cáo %(period)s của %(department)s.")
        % {
            "period": report.period.name_in_sentence,
            "department": report.department.name,
        },
    )
    return redirect("reports:report", report.public_id)


@login_not_required
@require_POST
@never_cache
def autosave(request, report_id):
    """Keeps what was typed, right or wrong. Who is signed out is told so, in JSON."""
    if not request.user.is_authenticated:
        return JsonResponse({}, status=401)
    report, version = _mine(request, report_id), _version(request)
    if version is None:
        return JsonResponse({}, status=400)
    data = drafts.raw(request.POST)
    try:
        saved = lifecycle.save_draft(
            report,
            data=data,
            version=version,
            by=request.user,
            at=timezone.now(),
            carried=_offered(report, on=timezone.localdate()),
        )
    except lifecycle.StaleDraft as error:
        table = desk.Desk(report, on=timezone.localdate())
        comparison = _comparison(request, table, error.draft, data)
        answer = {
            "version": error.draft.version,
            "html": render_to_string("reports/_draft_conflict.html", comparison, request),
        }
        if comparison["is_own"]:
            answer["message"] = _(
                "Đồng chí đã lưu bản nháp này ở một cửa sổ khác. Xem hai bản và chọn một."
            )
        return JsonResponse(answer, status=409)
    except lifecycle.WrongState:
        sentence = _("Báo cáo này đã được gửi; nội dung đang nhập không lưu lên máy chủ nữa.")
        return JsonResponse({"message": sentence}, status=409)
    saved_at = timezone.localtime(saved.saved_at)
    return JsonResponse(
        {
            "version": saved.version,
            "saved_at": f"{saved_at:%H:%M}",
            "carried": saved.carried,
        }
    )
