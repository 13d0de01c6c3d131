"""The page behind a personal link: the duty, its papers, and "Đã đọc, nắm nội dung".

For whoever knows the address; it shows this one duty and nothing else of the office.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from reports import dissemination
from reports.errors import WrongState


def _opened(key, token):
    found = dissemination.opened(key, token, on=timezone.localdate())
    if found is None:
        raise Http404
    return found


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reading(request, key, token):
    """Opening confirms nothing: scanners of mails open everything."""
    found = _opened(key, token)
    if not found.is_live:
        return render(request, "reports/reading_gone.html", status=410)
    if request.method == "POST":
        return _confirm(request, found.link, key, token)
    duty = found.link.assignment.duty
    return render(
        request,
        "reports/reading.html",
        {
            "link": found.link,
            "duty": duty,
            "directive": duty.directive,
            "bases": dissemination.bases_of(duty.directive),
            "key": key,
            "token": token,
        },
    )


def _confirm(request, link, key, token):
    try:
        is_first = dissemination.confirm(link, at=timezone.now())
    except WrongState:
        return render(request, "reports/reading_gone.html", status=410)
    if is_first:
        messages.success(request, _("Đã ghi nhận. Trân trọng cảm ơn đồng chí."))
    return redirect("reports:reading", key, token)


@login_not_required
@never_cache
@require_safe
def reading_file(request, key, token, attachment_id):
    """A full text of this duty's papers, always as a download."""
    found = _opened(key, token)
    attachment = dissemination.readable_file(found.link, attachment_id) if found.is_live else None
    if attachment is None:
        raise Http404
    return FileResponse(
        attachment.file.open("rb"),
        as_attachment=True,
        filename=attachment.original_name,
        content_type="application/octet-stream",
    )
