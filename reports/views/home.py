"""The first page after signing in: where this person's work is."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from reports import permissions


@require_safe
def home(request):
    posts = request.posts
    if posts.leads:
        return redirect("reports:director")
    if posts.clerk_of and not posts.coordinates and permissions.oversees(posts):
        return redirect("reports:issuing")
    if permissions.oversees(posts):
        return redirect("reports:dashboard")
    if posts.held:
        return redirect("reports:todo")
    if posts.is_administrator:
        return redirect("admin:index")
    return render(request, "reports/home_without_post.html")
