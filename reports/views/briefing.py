"""The table for giao ban: on the page, as files, as a workbook."""

from io import BytesIO

from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from directives.vietnamese import short_date
from reports import briefing as briefings
from reports import printing, printouts
from reports.models import Printout, RenderedFile
from reports.printing import xlsx
from reports.printing.documents import CONTENT_TYPES


@require_safe
def briefing(request):
    """As things stand today."""
    _scope, made = _made(request)
    sheet = printing.sheet(briefings.document(made))
    return render(request, "reports/briefing.html", {"briefing": made, "sheet": sheet})


@require_POST
def print_(request):
    """The table of this day as files."""
    scope, made = _made(request)
    kept = printouts.keep(
        Printout.Kind.BRIEFING,
        {"paper": briefings.document(made)},
        agency=scope.agency,
        coordinator=scope.coordinator,
        name=_name(made),
        by=request.user,
        at=timezone.now(),
    )
    return redirect("reports:printout", printout_id=kept.public_id)


@require_safe
def workbook(request):
    """The same lines with days as days and counters as numbers."""
    _scope, made = _made(request)
    content = xlsx.workbook(
        [briefings.table(made)],
        title=_name(made),
        code=made.code,
        author=made.agency.name,
        on=made.on,
    )
    return FileResponse(
        BytesIO(content),
        as_attachment=True,
        filename=f"{_name(made)}.xlsx".replace("/", "-"),
        content_type=CONTENT_TYPES[RenderedFile.Format.XLSX],
    )


def _made(request):
    """What this person is told of, and the table of it; nobody else has one."""
    scope = briefings.scope_of(request.posts)
    if scope is None:
        raise Http404
    return scope, briefings.briefing(scope, on=timezone.localdate())


def _name(made) -> str:
    return _("Bảng giao ban ngày %(day)s") % {"day": short_date(made.on)}
