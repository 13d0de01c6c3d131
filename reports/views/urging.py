"""Urging by hand: who is meant, what will be sent to whom, and the entry that stays."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from directives.models import Department
from reports import acknowledging, dashboard, permissions, urging
from reports.forms.urging import LetterForm, NoteForm
from reports.models import Supervision

Means = Supervision.Means

#: Reports on one page of urging, the longest overdue first; the rest comes in the next round.
MOST = 500


@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request):
    """The page before anything is sent. Asked by POST as well: a selection may be a long one."""
    on = timezone.localdate()
    reports = _chosen(request, on=on)
    if not reports and request.htmx:
        return HttpResponse(status=204)
    if not reports:
        return _nothing_owed(request)
    return _page(request, reports, on=on)


@require_POST
def urge(request):
    """`act` is the button: a letter, the note of a call or meeting, or a message in the group."""
    at = timezone.now()
    on = timezone.localdate(at)
    reports = _chosen(request, on=on)
    if not reports:
        return _nothing_owed(request)
    act = request.POST.get("act")
    letter = LetterForm(request.POST if act == "letter" else None, initial=_words(reports, on=on))
    note = NoteForm(request.POST if act == "note" else None, on=on)
    if act == "letter" and letter.is_valid():
        told = {"means": Means.EMAIL, "text": letter.cleaned_data["text"]}
    elif act == "note" and note.is_valid():
        said = note.cleaned_data
        told = {"means": said["means"], "text": said["said"], "on": said["on"]}
    elif act == "message":
        told = {"means": Means.ZALO, "text": _("Nhắc trong nhóm Zalo: báo cáo chưa gửi, hạn gửi.")}
    else:
        return _page(request, reports, on=on, letter=letter, note=note, status=422)
    entries = urging.urge(reports, by=request.user, at=at, **told)
    if entries:
        messages.success(request, _done(told["means"], len(entries)))
    _name_left_out(request, reports, entries)
    return redirect(_back(reports))


def _name_left_out(request, reports, entries):
    """Units that reported at this very moment, or whom no letter reaches."""
    urged = {entry.department_id for entry in entries}
    left_out = {r.department_id: r.department.name for r in reports if r.department_id not in urged}
    if left_out:
        said = _("Chưa đôn đốc, vì đã gửi báo cáo hoặc thư không đến được: %(units)s.")
        messages.warning(request, said % {"units": "; ".join(left_out.values())})


def _page(request, reports, *, on, letter=None, note=None, status=200):
    units = urging.units(reports, on=on)
    return render(
        request,
        "reports/urging.html",
        {
            "units": units,
            "unreachable": [unit for unit in units if not unit.is_reachable],
            "report_count": len(reports),
            "most": MOST if len(reports) == MOST else None,
            "letter": letter or LetterForm(initial=_words(reports, on=on)),
            "note": note or NoteForm(on=on),
            "message": urging.message(reports, on=on),
            "back": _back(reports),
        },
        status=status,
    )


def _chosen(request, *, on):
    """Of what he may urge: the reports ticked, or all of a list (`which`) of one directive or all.

    What is no longer owed falls out.
    """
    if not permissions.urges(request.posts):
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    reports = urging.open_to(request.posts, on=on)
    which = asked.get("which")
    if which in urging.LISTS:
        reports = reports.filter(pk__in=urging.LISTS[which](on=on).values("pk"))
        if directive := _uuids([asked.get("directive", "")]):
            reports = reports.filter(period__directive__public_id__in=directive)
    else:
        reports = reports.filter(public_id__in=_uuids(asked.getlist("report")))
    return list(reports[:MOST])


def _uuids(texts):
    """Those that are addresses at all; the others name nothing."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _nothing_owed(request):
    messages.warning(request, _("Không có báo cáo nào còn phải gửi trong số đã chọn."))
    return redirect("reports:dashboard")


def _words(reports, *, on):
    """The letter as proposed; the sender may change every word of it."""
    return {"text": urging.proposed_words(reports, on=on)}


def _done(means, count):
    if means == Means.EMAIL:
        said = ngettext(
            "Đã gửi thư đôn đốc đến %(count)s đơn vị và ghi vào nhật ký.",
            "Đã gửi thư đôn đốc đến %(count)s đơn vị và ghi vào nhật ký.",
            count,
        )
    else:
        said = ngettext(
            "Đã ghi vào nhật ký đôn đốc của %(count)s đơn vị.",
            "Đã ghi vào nhật ký đôn đốc của %(count)s đơn vị.",
            count,
        )
    return said % {"count": count}


def _back(reports):
    """The dashboard of their directive; of several, that of the latest."""
    directives = {report.period.directive.public_id for report in reports}
    if len(directives) == 1:
        return reverse("reports:directive-dashboard", args=directives)
    return reverse("reports:dashboard")


@require_POST
def urge_unacknowledged(request, directive_id):
    """The units that let a duty lie for too long: the one named, or all of them."""
    directive = get_object_or_404(dashboard.overseen(request.posts), public_id=directive_id)
    if not permissions.coordinates(request.posts, directive):
        raise Http404
    units = Department.objects.filter(assignments__duty__directive=directive)
    if "unit" in request.POST:
        units = units.filter(public_id__in=_uuids([request.POST["unit"]]))
    entries = acknowledging.urge(
        directive, list(units.distinct()), by=request.user, at=timezone.now()
    )
    if entries:
        messages.success(request, _done(Means.EMAIL, len(entries)))
    else:
        messages.info(request, _("Các đơn vị đã tiếp nhận nhiệm vụ, hoặc đã được đôn đốc hôm nay."))
    home = reverse("reports:directive-dashboard", args=[directive.public_id])
    return redirect(f"{home}#unacknowledged")
