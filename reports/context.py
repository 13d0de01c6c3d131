"""What the head of every page shows: the menu of this person, and his post in words."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from directives.permissions import keeps_units
from reports import figures, permissions, todo

ISSUING = ("reports:issue-consolidated", "reports:issue-paper")


@dataclass(frozen=True)
class Item:
    url: str
    label: str
    icon: str
    current: bool
    count: int = 0


def office(request):
    """For people only: a visitor and a fragment have no menu, and cost nothing."""
    user = getattr(request, "user", None)
    if user is None or getattr(request, "htmx", False) or not user.is_authenticated:
        return {"navigation": (), "user_title": "", "banners": ()}
    return {
        "navigation": SimpleLazyObject(lambda: list(navigation(request))),
        "user_title": SimpleLazyObject(lambda: request.posts.title),
        "banners": (),
    }


def queue_count(request) -> int:
    """What waits for this very person's word; a page that knows already has said so."""
    if not hasattr(request, "queue_count"):
        request.queue_count = todo.waiting_count(request.posts, on=timezone.localdate())
    return request.queue_count


def navigation(request):
    """One count at most: what waits for a reviewer, or what a unit owes."""
    posts = request.posts
    route = getattr(request.resolver_match, "view_name", "")

    def item(name, label, icon, *, also=(), count=0):
        return Item(reverse(name), label, icon, route == name or route in also, count)

    if posts.leads:
        yield item("reports:director", _("Tổng quan"), "home")
    if permissions.oversees(posts):
        yield item(
            "reports:dashboard",
            _("Bảng theo dõi"),
            "layout-dashboard",
            also=(
                "reports:directive-dashboard",
                "reports:periods",
                "reports:schedule",
                "reports:holidays",
                "reports:supervisions",
                "reports:urging",
            ),
        )
    if posts.clerk_of and permissions.issues(posts):
        yield item("reports:issuing", _("Chờ phát hành"), "clipboard-check", also=ISSUING)
    if posts.reviews:
        yield item("reports:queue", _("Chờ tiếp nhận"), "inbox", count=queue_count(request))
    if posts.member_of:
        owed = 0
        if not posts.reviews:
            owed = figures.owed(on=timezone.localdate()).of(posts).count()
        yield item("reports:todo", _("Việc cần làm"), "list-check", count=owed)
    if posts.held:
        yield item(
            "reports:obstacles",
            _("Khó khăn, vướng mắc"),
            "flag",
            also=("reports:obstacle",),
        )
        yield item("directives:list", _("Văn bản"), "file-text", also=("directives:detail",))
    if keeps_units(posts):
        yield item(
            "reports:units",
            pgettext("several", "Đơn vị"),
            "building",
            also=("reports:merge-units", "reports:rename-unit", "reports:dissolve-unit"),
        )
    if posts.is_administrator:
        yield item("admin:index", _("Quản trị"), "settings")
