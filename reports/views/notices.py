"""Thông báo: the list, open one, mark one or all as read."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reports import inbox
from reports.models import Notice

PER_PAGE = 30


@require_safe
def notices(request):
    mine = Notice.objects.visible_to(request.posts).for_listing()
    page = Paginator(mine, PER_PAGE).get_page(request.GET.get("page"))
    rows = inbox.rows(page.object_list)
    return render(request, "reports/notices.html", {"page": page, "rows": rows})


@require_POST
def open_notice(request, notice_id):
    """Read it, and go to what it is about."""
    notice = _fetch(request, notice_id)
    inbox.read(Notice.objects.filter(pk=notice.pk), at=timezone.now())
    return redirect(inbox.target(notice))


@require_POST
def read_notice(request, notice_id):
    notice = _fetch(request, notice_id)
    inbox.read(Notice.objects.filter(pk=notice.pk), at=timezone.now())
    return redirect("reports:notices")


@require_POST
def read_all(request):
    inbox.read(Notice.objects.visible_to(request.posts), at=timezone.now())
    messages.success(request, _("Đã đánh dấu đọc tất cả thông báo."))
    return redirect("reports:notices")


def _fetch(request, notice_id):
    return get_object_or_404(
        Notice.objects.visible_to(request.posts).for_listing(), public_id=notice_id
    )
