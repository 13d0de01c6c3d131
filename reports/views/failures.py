"""Thư không gửi được: what HCTH has to put right, and sending it again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reports import failures as undelivered
from reports import permissions
from reports.models import OutgoingMail
from reports.reminders import delivery

PER_PAGE = 50
#: Calls are few: those that matter are the latest.
MOST_CALLS = 20


@require_safe
def failures(request):
    if not permissions.oversees(request.posts):
        raise Http404
    page = Paginator(undelivered.mails(request.posts), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "reports/failures.html",
        {
            "page": page,
            "rows": undelivered.rows(page.object_list),
            "calls": undelivered.calls(request.posts)[:MOST_CALLS],
            "is_administrator": request.posts.is_administrator,
        },
    )


@require_POST
def send_again(request, mail_id):
    if not permissions.oversees(request.posts):
        raise Http404
    mail = get_object_or_404(
        OutgoingMail.objects.visible_to(request.posts).select_related("person"), public_id=mail_id
    )
    if not mail.person.email:
        messages.warning(
            request,
            _("%(person)s chưa có địa chỉ thư điện tử. Hãy ghi địa chỉ rồi gửi lại.")
            % {"person": mail.person},
        )
    elif delivery.send_again(mail):
        messages.success(
            request,
            _("Đã đưa vào danh sách gửi lại thư cho %(person)s, địa chỉ %(address)s.")
            % {"person": mail.person, "address": mail.person.email},
        )
    else:
        messages.warning(request, _("Thư này đã được gửi hoặc đang chờ gửi."))
    return redirect("reports:failures")
