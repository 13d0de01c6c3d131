"""The draft of a consolidated report: what it says, how far it is, and what is decided on it."""

from collections.abc import Mapping

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from directives.models import LegalBasis
from reports import permissions, printing
from reports.consolidated import drafted, sources
from reports.forms.consolidated import (
    ApproveForm,
    CommentForm,
    CorrectForm,
    RecordApprovalForm,
    ReturnDraftForm,
    SubmitForm,
)
from reports.models import ConsolidatedComment, ConsolidatedDraft, ConsolidatedReport

#: Action -> what is filled in for it on the draft's page.
FORMS: dict[str, type[forms.Form]] = {
    "submit": SubmitForm,
    "return": ReturnDraftForm,
    "approve": ApproveForm,
    "record_approval": RecordApprovalForm,
    "correct": CorrectForm,
    "comment": CommentForm,
}


@require_safe
def report(request, draft_id):
    """The report upward as it reads now."""
    return page(request, fetch(request, draft_id), shown="report")


@require_safe
def annex(request, draft_id):
    return page(request, fetch(request, draft_id), shown="annex")


@require_safe
def slip(request, draft_id):
    return page(request, fetch(request, draft_id), shown="slip")


@never_cache
@require_safe
def write(request, draft_id):
    """Section by section, for HCTH while the draft is open."""
    draft = fetch_for("write", request, draft_id)
    if not draft.is_open:
        return redirect("reports:consolidated-draft", draft_id=draft.public_id)
    text = drafted.view(draft, on=timezone.localdate())
    return render(
        request,
        "reports/consolidated_write.html",
        {**_frame(request, draft, text), "shown": "write", "sections": text.sections},
    )


def fetch(request, draft_id) -> ConsolidatedDraft:
    return get_object_or_404(
        ConsolidatedDraft.objects.visible_to(request.posts).for_listing(), public_id=draft_id
    )


def fetch_for(action: str, request, draft_id) -> ConsolidatedDraft:
    """The draft, for whoever may do this in some state of it."""
    draft = fetch(request, draft_id)
    if not permissions.concerns_draft(action, request.posts, draft):
        raise Http404
    return draft


def page(
    request,
    draft: ConsolidatedDraft,
    *,
    shown: str = "report",
    filled: Mapping[str, forms.Form] | None = None,
    status: int = 200,
):
    """One of the three documents, with what may be done next; `filled` keeps what was typed."""
    text = drafted.view(draft, on=timezone.localdate())
    document = {"report": text.document, "annex": text.annex, "slip": text.slip}[shown]
    blank = {
        action: form(initial={"seen": text.fingerprint}, auto_id=f"{action}-%s")
        for action, form in FORMS.items()
        if permissions.may_on_draft(action, request.posts, draft)
    }
    forms_shown = {**blank, **(filled or {})}
    if remark := forms_shown.get("comment"):
        remark.offer(text.sections)
    return render(
        request,
        "reports/consolidated_draft.html",
        {
            **_frame(request, draft, text),
            "shown": shown,
            "document": document,
            "sheet": printing.sheet(document, links=_figure_links(draft)),
            "forms": forms_shown,
        },
        status=status,
    )


def _frame(request, draft: ConsolidatedDraft, text: drafted.Drafted) -> dict:
    """What stands around the text on every page of the draft."""
    return {
        "draft": draft,
        "period": draft.period,
        "directive": draft.period.directive,
        "text": text,
        "can": {
            action: permissions.may_on_draft(action, request.posts, draft)
            for action in permissions.DRAFT_ACTIONS
        },
        "outdated": sources.changed(text.whole, draft.period, basis=draft.basis),
        "steps": draft.steps.select_related("by"),
        "comments": _comments(draft, text),
        "others": others(draft),
        "versions": ConsolidatedReport.objects.filter(period=draft.period_id, basis=draft.basis_id)
        .defer("content")
        .select_related("made_by", "approved_by", "job")
        .order_by("-version"),
    }


def _comments(draft: ConsolidatedDraft, text: drafted.Drafted) -> list[ConsolidatedComment]:
    """Each with the title of the section that it is `about`; blank for the whole draft."""
    titles = {section.key: section.title for section in text.sections}
    comments = list(draft.comments.select_related("by", "done_by"))
    for comment in comments:
        comment.about = titles.get(comment.section, "")
    return comments


def others(draft: ConsolidatedDraft) -> list[tuple[LegalBasis | None, str]]:
    """(basis, address) of the period's other reports: the whole, and one for each legal basis
    that is reported apart. The address is blank where nobody has begun it.
    """
    begun = {
        other.basis_id: reverse("reports:consolidated-draft", args=[other.public_id])
        for other in ConsolidatedDraft.objects.filter(period=draft.period_id).defer("content")
    }
    bases = draft.period.directive.legal_bases.filter(is_reported_apart=True).order_by("ordinal")
    return [
        (basis, begun.get(basis.pk if basis else None, ""))
        for basis in (None, *bases)
        if (basis.pk if basis else None) != draft.basis_id
    ]


def _figure_links(draft: ConsolidatedDraft):
    return lambda key: reverse("reports:draft-figure", args=[draft.public_id, key])


def why_not(draft: ConsolidatedDraft) -> str:
    """Why a step cannot be taken any more, by the state that the draft is in by now."""
    return {
        ConsolidatedDraft.State.DRAFTING: _("Dự thảo đang được soạn, chưa trình hoặc đã rút lại."),
        ConsolidatedDraft.State.SUBMITTED: _("Dự thảo đã được trình, đang chờ lãnh đạo xem xét."),
        ConsolidatedDraft.State.RETURNED: _("Lãnh đạo đã đề nghị hoàn thiện dự thảo này."),
        ConsolidatedDraft.State.APPROVED: _("Dự thảo này đã được duyệt."),
    }[ConsolidatedDraft.State(draft.state)]
