"""The archive of consolidated reports, for HCTH and the leaders."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports import archive as archived
from reports import permissions


@require_safe
def archive(request):
    if not permissions.oversees(request.posts):
        raise Http404
    return render(request, "reports/archive.html", {"years": archived.by_year(request.posts)})
