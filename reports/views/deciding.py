"""The steps of a draft of the consolidated report, one verb each."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from directives.models import LegalBasis
from reports import permissions, printouts
from reports.consolidated import drafted, drafting
from reports.errors import StaleRevision, WrongState
from reports.models import ConsolidatedDraft, Printout, ReportingPeriod
from reports.views.consolidating import FORMS, fetch_for, page, why_not


@require_POST
def consolidate(request, period_id):
    """HCTH begins the period's report, or goes on with it."""
    period = get_object_or_404(
        ReportingPeriod.objects.visible_to(request.posts).for_listing(), public_id=period_id
    )
    if not permissions.coordinates(request.posts, period.directive):
        raise Http404
    at = timezone.now()
    basis = _basis(request, period)
    try:
        draft = drafting.start(
            period, basis=basis, on=timezone.localdate(at), by=request.user, at=at
        )
    except WrongState:
        messages.warning(request, _("Kỳ báo cáo chưa được xác nhận nên chưa tổng hợp được."))
        return redirect("reports:periods", directive_id=period.directive.public_id)
    return redirect(
        "reports:write-draft" if draft.is_open else "reports:consolidated-draft",
        draft_id=draft.public_id,
    )


def _basis(request, period: ReportingPeriod) -> LegalBasis | None:
    asked = request.POST.get("basis")
    if not asked:
        return None
    apart = period.directive.legal_bases.filter(is_reported_apart=True)
    return get_object_or_404(apart, ordinal=asked if asked.isdecimal() else 0)


@require_POST
def refresh(request, draft_id):
    draft = fetch_for("refresh", request, draft_id)
    at = timezone.now()
    try:
        drafting.refresh(draft, on=timezone.localdate(at), by=request.user, at=at)
    except WrongState:
        return _too_late(request, draft)
    messages.success(request, _("Đã cập nhật số liệu từ các báo cáo đã tiếp nhận."))
    return redirect("reports:write-draft", draft_id=draft.public_id)


@require_POST
def submit(request, draft_id):
    said = _("Đã trình dự thảo báo cáo tổng hợp.")
    return _step("submit", drafting.submit, request, draft_id, said)


@require_POST
def withdraw(request, draft_id):
    draft = fetch_for("withdraw", request, draft_id)
    try:
        drafting.withdraw(draft, by=request.user, at=timezone.now())
    except WrongState:
        return _too_late(request, draft)
    messages.success(request, _("Đã rút lại dự thảo."))
    return redirect("reports:write-draft", draft_id=draft.public_id)


@require_POST
def return_(request, draft_id):
    said = _("Đã đề nghị hoàn thiện dự thảo.")
    return _step("return", drafting.return_, request, draft_id, said)


@require_POST
def approve(request, draft_id):
    """A leader's own decision."""
    return _approval("approve", request, draft_id)


@require_POST
def record_approval(request, draft_id):
    """What a leader decided elsewhere, recorded by HCTH ("ghi thay")."""
    return _approval("record_approval", request, draft_id)


def _approval(action, request, draft_id):
    said = _("Đã duyệt. Tệp PDF, Word và Excel đang được tạo.")
    return _step(action, drafting.approve, request, draft_id, said)


@require_POST
def correct(request, draft_id):
    said = _("Đã mở lại dự thảo; khi được duyệt sẽ thành phiên bản mới.")
    return _step("correct", drafting.correct, request, draft_id, said)


@require_POST
def comment(request, draft_id):
    return _step("comment", drafting.comment, request, draft_id, _("Đã ghi ý kiến."))


@require_POST
def settle(request, draft_id, comment_id):
    draft = fetch_for("comment", request, draft_id)
    found = get_object_or_404(draft.comments, pk=comment_id)
    try:
        drafting.settle(found, by=request.user, at=timezone.now())
    except WrongState:
        messages.warning(request, _("Ý kiến này đã được xử lý."))
    return redirect("reports:consolidated-draft", draft_id=draft.public_id)


@require_POST
def print_(request, draft_id):
    """The draft as it reads now, as files marked DỰ THẢO."""
    draft = fetch_for("print", request, draft_id)
    at = timezone.now()
    text = drafted.view(draft, on=timezone.localdate(at))
    kept = printouts.keep(
        Printout.Kind.DRAFT,
        {"report": text.document, "annex": text.annex, "slip": text.slip},
        agency=draft.period.directive.agency,
        period=draft.period,
        name=_draft_name(draft),
        by=request.user,
        at=at,
    )
    return redirect("reports:printout", printout_id=kept.public_id)


def _draft_name(draft: ConsolidatedDraft) -> str:
    """Told apart from the draft on another basis."""
    name = _("Dự thảo báo cáo tổng hợp %(period)s") % {"period": draft.period.name_in_sentence}
    return f"{name} ({draft.basis})" if draft.basis else name


def _step(action, take, request, draft_id, said):
    """Fetch, read what was typed, take the step, say so. What was typed is never lost.

    The fields of the action's form are the words that `take` asks for.
    """
    draft = fetch_for(action, request, draft_id)
    form = FORMS[action](request.POST, auto_id=f"{action}-%s")
    if not form.is_valid():
        return page(request, draft, filled={action: form}, status=422)
    try:
        made = take(draft, **form.cleaned_data, by=request.user, at=timezone.now())
    except (StaleRevision, WrongState) as error:
        draft.refresh_from_db()
        messages.warning(request, _why(error, draft))
        return page(request, draft, filled=_again(action, form, draft, request), status=409)
    messages.success(request, said)
    if action in ("approve", "record_approval"):
        return redirect("reports:consolidated", consolidated_id=made.public_id)
    return redirect("reports:consolidated-draft", draft_id=draft.public_id)


def _again(action, form, draft: ConsolidatedDraft, request) -> dict:
    """What was typed, on a page that shows the draft as it is by now: in the same form, or as a
    remark where the step is no longer open to him.
    """
    typed = {name: form.cleaned_data.get(name, "") for name in form.fields if name != "seen"}
    if not permissions.may_on_draft(action, request.posts, draft):
        words = "\n".join(word for word in (typed.get("source"), typed.get("note")) if word)
        return {"comment": FORMS["comment"](initial={"text": words})}
    text = drafted.view(draft, on=timezone.localdate())
    return {
        action: FORMS[action](initial={**typed, "seen": text.fingerprint}, auto_id=f"{action}-%s")
    }


def _why(error, draft: ConsolidatedDraft) -> str:
    if isinstance(error, StaleRevision):
        return _("Dự thảo đã thay đổi sau khi trang được mở. Hãy xem lại rồi quyết định.")
    if error.args == ("unchanged",):
        return _("Dự thảo chưa có gì khác với phiên bản đã duyệt nên chưa cần trình lại.")
    return why_not(draft)


def _too_late(request, draft: ConsolidatedDraft):
    draft.refresh_from_db()
    messages.warning(request, why_not(draft))
    return redirect("reports:consolidated-draft", draft_id=draft.public_id)
