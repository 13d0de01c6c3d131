"""The personal calendar feed, and the page on which its link is made and revoked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_POST, require_safe

from directives.posts import posts
from reports import feed


@login_not_required
@require_safe
@cache_control(private=True, max_age=0, must_revalidate=True)
@conditional_page
def calendar(request, key, token):
    """For a calendar program: whoever knows the address reads it, until it is revoked."""
    at = timezone.now()
    link = feed.opened(key, token, at=at)
    if link is None:
        raise Http404
    on = timezone.localdate(at)
    return HttpResponse(
        feed.written(posts(link.person, on=on), on=on),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="don-doc.ics"'},
    )


@require_safe
@cache_control(private=True, no_store=True)
def link(request):
    current = request.user.feed_links.in_use().first()
    return render(
        request,
        "reports/feed.html",
        {"link": current, "address": feed.address(current) if current else ""},
    )


@require_POST
def make(request):
    feed.make(request.user, at=timezone.now())
    messages.success(request, _("Đã tạo liên kết lịch mới. Liên kết cũ, nếu có, hết hiệu lực."))
    return redirect("reports:feed-link")


@require_POST
def revoke(request):
    if feed.revoke(request.user, at=timezone.now()):
        messages.success(request, _("Đã thu hồi liên kết lịch."))
    else:
        messages.info(request, _("Liên kết lịch đã được thu hồi trước đó."))
    return redirect("reports:feed-link")
