"""January: the old bảng theo dõi comes in. Looked at dry as often as wanted, written once."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from directives import permissions
from directives.forms.tracking import AnswersForm, LayoutForm, UploadForm
from directives.lifecycle import AlreadyDone
from directives.models import TrackingImport
from directives.organisation import Refused
from directives.tracking import applying, receiving, sheets
from directives.tracking.fates import Fate
from directives.tracking.office import office_of

PER_PAGE = 100

#: The badge of each fate.
BADGES = {
    Fate.NEW: "accepted",
    Fate.EXISTS: "nothing",
    Fate.SKIPPED: "stopped",
    Fate.UNIT: "due-soon",
    Fate.DAY: "due-soon",
    Fate.ERROR: "overdue",
}


@dataclass(frozen=True)
class Line:
    """One row of the table on the page, before it is written or after."""

    number: int
    fate: Fate
    words: str
    paper: str
    duty: str
    url: str = ""

    @property
    def badge(self) -> str:
        return BADGES[self.fate]


def tracking(request):
    """The tables brought in so far, and a new one."""
    if not permissions.can_import(request.posts):
        raise Http404
    form = UploadForm(request.POST or None, request.FILES or None, posts=request.posts)
    if request.method == "POST" and form.is_valid():
        try:
            table = receiving.take_in(
                form.cleaned_data["file"],
                coordinator=form.cleaned_data["coordinator"],
                by=request.user,
                at=timezone.now(),
            )
        except sheets.Unreadable as unreadable:
            form.add_error("file", str(unreadable))
        else:
            return redirect("directives:tracking-import", table_id=table.public_id)
    tables = TrackingImport.objects.visible_to(request.posts)
    return render(
        request,
        "directives/tracking.html",
        {
            "form": form,
            "tables": tables.select_related("file", "uploaded_by", "applied_by")[:PER_PAGE],
        },
        status=422 if form.errors else 200,
    )


@require_safe
def tracking_import(request, table_id):
    """The fate of each row: as it would be, or as it became."""
    table = _table(request, table_id)
    if table.applied_at:
        return _result(request, table)
    return _dry(request, table, _look(table))


@require_POST
def lay_out(request, table_id):
    table = _table(request, table_id)
    looked = _look(table)
    form = LayoutForm(request.POST, table=looked)
    if not form.is_valid():
        return _dry(request, table, looked, layout_form=form, status=422)
    try:
        receiving.lay_out(
            table,
            sheet=form.cleaned_data["sheet"],
            layout=form.layout,
            by=request.user,
            at=timezone.now(),
        )
    except AlreadyDone:
        return _already(request, table)
    return redirect("directives:tracking-import", table_id=table.public_id)


@require_POST
def answer(request, table_id):
    table = _table(request, table_id)
    if request.POST.get("action") == "clear":
        answers = {}
    else:
        looked = _look(table)
        form = _answers_form(table, looked, request.POST)
        if form is None or not form.is_valid():
            return _dry(request, table, looked, answers_form=form, status=422)
        answers = form.answers
        if not answers:
            messages.info(request, _("Chưa có câu trả lời nào."))
            return redirect("directives:tracking-import", table_id=table.public_id)
    try:
        receiving.answer(table, answers, by=request.user, at=timezone.now())
    except AlreadyDone:
        return _already(request, table)
    return redirect("directives:tracking-import", table_id=table.public_id)


@require_POST
def apply(request, table_id):
    table = _table(request, table_id)
    try:
        written = applying.apply(
            table,
            seen=request.POST.get("seen", ""),
            leave_unclear="leave_unclear" in request.POST,
            by=request.user,
            at=timezone.now(),
        )
    except AlreadyDone:
        return _already(request, table)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(
            request, _("Đã nhập bảng theo dõi: %(count)s văn bản.") % {"count": len(written)}
        )
    return redirect("directives:tracking-import", table_id=table.public_id)


def _table(request, table_id) -> TrackingImport:
    return get_object_or_404(
        TrackingImport.objects.visible_to(request.posts).select_related(
            "file", "coordinator__parent", "uploaded_by", "applied_by"
        ),
        public_id=table_id,
    )


def _look(table):
    return applying.look(table, on=timezone.localdate())


def _answers_form(table, looked, data=None):
    """None where nothing is asked."""
    if looked.plan is None or not looked.plan.questions:
        return None
    office = office_of(table.coordinator, on=timezone.localdate())
    return AnswersForm(data, plan=looked.plan, office=office)


def _dry(request, table, looked, *, layout_form=None, answers_form=None, status=200):
    plan = looked.plan
    lines = [
        Line(
            one.row.number,
            one.fate,
            " ".join(one.words),
            one.row.cited.key if one.row.cited else one.row.paper[:80],
            one.row.duty,
        )
        for one in (plan.judged if plan else ())
    ]
    return _page(
        request,
        "directives/tracking_dry.html",
        lines,
        {
            "table": table,
            "looked": looked,
            "plan": plan,
            "has_answers": bool(table.mapping.get("decisions")),
            "layout_form": layout_form or LayoutForm(table=looked),
            "answers_form": answers_form or _answers_form(table, looked),
        },
        status=status,
    )


def _result(request, table):
    lines = [
        Line(
            one["row"],
            Fate(one["fate"]),
            one["words"],
            one["paper"],
            one["duty"],
            reverse("directives:detail", args=[one["directive"]]) if one["directive"] else "",
        )
        for one in table.fates
    ]
    return _page(request, "directives/tracking_result.html", lines, {"table": table})


def _page(request, template, lines, context, *, status=200):
    """The lines of one fate, or all."""
    counts = {fate: sum(line.fate == fate for line in lines) for fate in Fate}
    asked = request.GET.get("fate", "")
    shown = [line for line in lines if line.fate == asked] if asked in counts else lines
    return render(
        request,
        template,
        {
            **context,
            "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
            "fates": [(fate, count) for fate, count in counts.items() if count],
            "shown": asked if asked in counts else "",
            "total": len(lines),
        },
        status=status,
    )


def _already(request, table):
    messages.info(request, _("Bảng này đã được nhập."))
    return redirect("directives:tracking-import", table_id=table.public_id)
