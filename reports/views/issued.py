"""Bản phát hành: what waits for it, taking it in, giving it out."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directives import reading
from reports import papers, permissions
from reports.errors import WrongState
from reports.forms.issued import IssuedCopyForm
from reports.issued import receiving, showing, waiting
from reports.models import ConsolidatedReport, IssuedCopy, Paper


@require_safe
def issuing(request):
    """Văn thư's first page: what waits for a number, and what for its issued copy."""
    if not permissions.issues(request.posts):
        raise Http404
    on = timezone.localdate()
    return render(
        request,
        "reports/issuing.html",
        {
            "today": on,
            "directives": reading.listed(request.posts, on=on).unnumbered(),
            "reports": waiting.reports(request.posts),
            "papers": waiting.papers(request.posts),
        },
    )


def of_consolidated(request, consolidated_id):
    found = get_object_or_404(
        ConsolidatedReport.objects.visible_to(request.posts).for_listing(),
        public_id=consolidated_id,
    )
    return _take_in(request, found, redirect("reports:consolidated", consolidated_id))


def of_paper(request, paper_id):
    """An urging paper may get its number before its file; with it, it counts as an urging."""
    found = get_object_or_404(
        Paper.objects.visible_to(request.posts).for_listing(), public_id=paper_id
    )
    return _take_in(request, found, redirect("reports:paper", paper_id))


def _take_in(request, document: ConsolidatedReport | Paper, page):
    if not permissions.keeps_issued(request.posts, document):
        raise Http404
    if request.method == "POST" and not request.FILES and getattr(document, "is_issued", False):
        return issued_before(request, document)
    at = timezone.now()
    form = IssuedCopyForm(
        request.POST or None,
        request.FILES or None,
        document=document,
        on=timezone.localdate(at),
    )
    if request.method == "POST" and form.is_valid() and _is_kept(request, form, at):
        return page
    return render(
        request,
        "reports/issue.html",
        {"document": document, "address": page.url, "form": form, "period": document.period},
        status=422 if form.is_bound else 200,
    )


def issued_before(request, found: Paper):
    found.refresh_from_db()
    if found.is_issued:
        said = _("Công văn này đã ban hành: %(paper)s.") % {"paper": found.citation}
    else:
        said = _("Đơn vị trong công văn này đã được đôn đốc bằng công văn khác; hãy soạn lại.")
    messages.warning(request, said)
    return redirect("reports:paper", paper_id=found.public_id)


def _is_kept(request, form: IssuedCopyForm, at) -> bool:
    """False, and said on the form, where the file is refused."""
    document, upload = form.document, form.cleaned_data["upload"]
    try:
        if upload:
            copy = receiving.receive(document, upload, **form.stated, by=request.user, at=at)
            _tell(request, showing.shown(copy))
        else:
            urged = papers.issue_urging(document, issued=form.citation, by=request.user, at=at)
            said = _("Đã ghi %(paper)s vào nhật ký đôn đốc của %(count)s đơn vị.")
            facts = {"paper": document.citation, "count": len(urged)}
            messages.success(request, said % facts)
    except receiving.Refused as refusal:
        form.add_error("upload", str(refusal))
        return False
    except WrongState:
        issued_before(request, document)
    return True


def _tell(request, shown: showing.Shown) -> None:
    level = messages.SUCCESS if shown.verdict.tone == "success" else messages.WARNING
    said = _("Đã nhận bản phát hành số %(copy)s.") % {"copy": shown.copy}
    messages.add_message(request, level, f"{said} {shown.verdict.heading}")


@require_safe
def issued_file(request, copy_id):
    """Always a download: whatever it is, the browser does not open it here."""
    copy = get_object_or_404(
        IssuedCopy.objects.visible_to(request.posts).select_related("file"), public_id=copy_id
    )
    return FileResponse(
        copy.file.file.open("rb"),
        as_attachment=True,
        filename=copy.file.original_name,
        content_type="application/octet-stream",
    )


def panel(request, document: ConsolidatedReport | Paper) -> dict:
    """What `reports/_issued.html` wants, for the page of a document."""
    may_keep = permissions.keeps_issued(request.posts, document)
    form = IssuedCopyForm(document=document, on=timezone.localdate()) if may_keep else None
    return {"issued": showing.copies(document), "issued_form": form}
