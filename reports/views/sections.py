"""The sections of a draft as HCTH writes them: kept while typed, quoted from units, taken back."""

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reports.consolidated import drafted, drafting, outline, quotations
from reports.consolidated.versions import thaw
from reports.documents import side_by_side
from reports.documents.editing import Unreadable, from_editor
from reports.errors import StaleRevision, WrongState
from reports.models import ConsolidatedDraft
from reports.views.consolidating import fetch_for, why_not

QUOTATIONS_AT_ONCE = 20
#: What stands above and below all sections is on no subject of the units.
FRAME = ("opening", "ending")


@login_not_required
@require_POST
@never_cache
def write(request, draft_id, key):
    """Keeps what was typed. Who is signed out is told so, in JSON (`static/autosave.js`)."""
    if not request.user.is_authenticated:
        return JsonResponse({}, status=401)
    draft = fetch_for("write", request, draft_id)
    _place(draft, key)
    try:
        blocks = from_editor(json.loads(request.POST.get("doc", "")))
        revision = int(request.POST.get("version", ""))
    except Unreadable as error:
        return JsonResponse({"message": error.sentence}, status=422)
    except (ValueError, RecursionError):
        return JsonResponse({"message": Unreadable().sentence}, status=422)
    at = timezone.now()
    try:
        written = drafting.write(draft, key, blocks, revision=revision, by=request.user, at=at)
    except StaleRevision:
        return _conflict(request, draft, key, blocks)
    except WrongState:
        return _closed(draft)
    shown = {"draft": draft, "key": key, "written": written}
    return JsonResponse(
        {
            "version": written.revision,
            "saved_at": f"{timezone.localtime(at):%H:%M}",
            "badge": render_to_string("reports/_section_badge.html", shown),
        }
    )


def _place(draft: ConsolidatedDraft, key: str) -> tuple[str, int | None] | None:
    """What fills the section, and the only duty that it is on; None above and below them all.

    Finds out without composing the text, which takes a while for a province.
    """
    if key in FRAME:
        return None
    place = outline.of(draft.period.directive, draft.basis).place_of(key)
    ordinals = [None, *(duty["ordinal"] for duty in draft.content["duties"])]
    if place is None or place[1] not in ordinals:
        raise Http404
    return place[0].content, place[1]


def _section(draft: ConsolidatedDraft, key: str) -> drafted.DraftedSection:
    section = drafted.view(draft, on=timezone.localdate()).section(key)
    if section is None:
        raise Http404
    return section


def _conflict(request, draft: ConsolidatedDraft, key: str, mine):
    """Both texts side by side; somebody may also have taken the section's own text back."""
    theirs = _section(draft, key)
    who = theirs.written
    is_own = bool(who) and who.edited_by_id == request.user.pk
    context = {
        "section": theirs,
        "is_own": is_own,
        "sides": side_by_side.sides(mine, theirs.blocks),
    }
    answer = {
        "version": theirs.revision,
        "html": render_to_string("reports/_section_conflict.html", context, request),
        "message": _("Có người khác vừa sửa mục này. Xem hai bản và chọn một."),
    }
    if is_own:
        answer["message"] = _("Đồng chí đã lưu mục này ở một cửa sổ khác. Xem hai bản và chọn một.")
    return JsonResponse(answer, status=409)


def _closed(draft: ConsolidatedDraft):
    draft.refresh_from_db(fields=["state"])
    sentence = _("%(why)s Nội dung đang nhập không lưu lên máy chủ nữa.") % {"why": why_not(draft)}
    return JsonResponse({"message": sentence}, status=409)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request, draft_id, key):
    """Asks first, and shows what would be lost."""
    draft = fetch_for("write", request, draft_id)
    section = _section(draft, key)
    if request.method != "POST":
        return _restore_page(request, draft, section)
    revision = request.POST.get("revision", "")
    try:
        drafting.restore(
            draft,
            key,
            revision=int(revision) if revision.isdecimal() else -1,
            by=request.user,
            at=timezone.now(),
        )
    except StaleRevision:
        messages.warning(request, _("Mục này vừa được sửa thêm; hãy xem lại rồi quyết định."))
        return _restore_page(request, draft, _section(draft, key), status=409)
    except WrongState:
        messages.warning(request, why_not(draft))
        return redirect("reports:consolidated-draft", draft_id=draft.public_id)
    messages.success(
        request, _("Mục “%(title)s” đã dùng lại nội dung hệ thống soạn.") % {"title": section.title}
    )
    return _to_section(draft, key)


def _restore_page(request, draft, section, *, status=200):
    if not section.is_edited:
        messages.info(request, _("Mục này đang dùng nội dung hệ thống soạn."))
        return _to_section(draft, section.key)
    context = {
        "draft": draft,
        "section": section,
        "sides": side_by_side.sides(section.blocks, section.own_blocks),
    }
    part = "reports/_section_restoring.html" if request.htmx else "reports/section_restore.html"
    return render(request, part, context, status=status)


def _to_section(draft: ConsolidatedDraft, key: str):
    return redirect(f"{reverse('reports:write-draft', args=[draft.public_id])}#section-{key}")


@require_safe
def quoted(request, draft_id, key):
    """Part of a section's page: what units wrote on its subject."""
    draft = fetch_for("write", request, draft_id)
    place = _place(draft, key)
    if place is None:
        raise Http404
    asked = request.GET.get("q", "").strip()
    every = quotations.for_section(thaw(draft.content), *place)
    found = quotations.matching(every, asked)
    pages = Paginator(found, QUOTATIONS_AT_ONCE)
    context = {
        "draft": draft,
        "key": key,
        "asked": asked,
        "total": len(every),
        "found": len(found),
        "page": pages.get_page(request.GET.get("page")),
    }
    return render(request, "reports/_quotations.html", context)
