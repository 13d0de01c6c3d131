"""Kế hoạch kiểm tra of a directive, and each visit from the plan to its minutes."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directives.models import Directive
from reports import inspections, lifecycle, minutes, performance, permissions, printouts
from reports.forms.inspections import CallOffForm, CarriedOutForm, PlanForm
from reports.models import PlannedInspection, Printout
from reports.views.shown import counted, query

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request, directive_id):
    """HCTH writes the plan; the leaders read all of it, a unit when it is to be visited."""
    directive = get_object_or_404(
        Directive.objects.visible_to(request.posts).for_listing(), public_id=directive_id
    )
    may_plan = permissions.coordinates(request.posts, directive)
    if request.method != "POST":
        return _plan(request, directive, PlanForm(directive=directive) if may_plan else None)
    if not may_plan:
        raise Http404
    form = PlanForm(request.POST, directive=directive)
    if not form.is_valid():
        return _plan(request, directive, form, status=422)
    try:
        inspections.plan(form.save(commit=False), by=request.user, at=timezone.now())
    except lifecycle.WrongState:
        messages.warning(request, _("Văn bản đã kết thúc theo dõi, không lập kế hoạch thêm được."))
        return _plan(request, directive, form, status=409)
    messages.success(request, _("Đã đưa vào kế hoạch kiểm tra và báo đơn vị."))
    return redirect("reports:inspections", directive_id=directive.public_id)


def _plan(request, directive, form, *, status=200):
    today = timezone.localdate()
    rows = PlannedInspection.objects.visible_to(request.posts).filter(
        counted(request, performance.inspections_shown(today)), directive=directive
    )
    page = Paginator(rows.for_listing(), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "reports/inspections.html",
        {
            "directive": directive,
            "page": page,
            "form": form,
            "today": today,
            "query": query(request),
        },
        status=status,
    )


@require_safe
def inspection(request, inspection_id):
    return _page(request, _fetch(request, inspection_id))


@require_POST
def change(request, inspection_id):
    found = _own(request, inspection_id)
    form = PlanForm(request.POST, instance=found, directive=found.directive)
    if not form.is_valid():
        return _page(request, _fetch(request, inspection_id), {"change": form}, status=422)
    seal = form.cleaned_data["seal"]
    return _take(
        request,
        {"change": form},
        lambda at: inspections.change(form.save(commit=False), seal=seal, by=request.user, at=at),
        found,
        _("Đã sửa kế hoạch kiểm tra."),
    )


@require_POST
def carry_out(request, inspection_id):
    found, today = _own(request, inspection_id), timezone.localdate()
    form = CarriedOutForm(request.POST, inspection=found, on=today)
    if not form.is_valid():
        return _page(request, found, {"carry_out": form}, status=422)
    return _take(
        request,
        {"carry_out": form},
        lambda at: inspections.carry_out(found, form.save(commit=False), by=request.user, at=at),
        found,
        _("Đã ghi kết quả kiểm tra."),
    )


@require_POST
def call_off(request, inspection_id):
    found = _own(request, inspection_id)
    form = CallOffForm(request.POST)
    if not form.is_valid():
        return _page(request, found, {"call_off": form}, status=422)
    return _take(
        request,
        {"call_off": form},
        lambda at: inspections.call_off(found, **form.cleaned_data, by=request.user, at=at),
        found,
        _("Đã ghi không kiểm tra theo kế hoạch."),
    )


def _take(request, typed, verb, found, said):
    """One step; one that came too late shows what was typed once more."""
    try:
        verb(timezone.now())
    except lifecycle.WrongState as error:
        now = _fetch(request, found.public_id)
        messages.warning(request, _why_not(error))
        if "change" in typed:
            typed["change"].read_anew(now)
        return _page(request, now, typed, status=409)
    messages.success(request, said)
    return redirect("reports:inspection", inspection_id=found.public_id)


def _why_not(error):
    if str(error) == "changed":
        return _("Người khác vừa sửa kế hoạch này; hãy xem nội dung mới trước khi lưu lần nữa.")
    return _("Cuộc kiểm tra này đã được ghi kết quả hoặc đã ghi không kiểm tra.")


@require_POST
def draft_minutes(request, inspection_id):
    """Biên bản, for both sides to sign: with blanks before the visit, filled in after it."""
    found = _own(request, inspection_id)
    if found.is_called_off:
        messages.warning(request, _("Cuộc kiểm tra này đã ghi không thực hiện."))
        return redirect("reports:inspection", inspection_id=found.public_id)
    kept = printouts.keep(
        Printout.Kind.MINUTES,
        {"paper": minutes.document(found)},
        agency=found.directive.agency,
        coordinator=found.directive.coordinator,
        name=_("Dự thảo biên bản kiểm tra tại %(unit)s") % {"unit": found.department.name},
        by=request.user,
        at=timezone.now(),
    )
    return redirect("reports:printout", printout_id=kept.public_id)


def _fetch(request, inspection_id):
    return get_object_or_404(
        PlannedInspection.objects.visible_to(request.posts).select_related(
            "department",
            "directive__agency",
            "directive__coordinator",
            "supervision",
            "planned_by",
            "cancelled_by",
        ),
        public_id=inspection_id,
    )


def _own(request, inspection_id):
    found = _fetch(request, inspection_id)
    if not permissions.coordinates(request.posts, found.directive):
        raise Http404
    return found


def _page(request, found, typed=None, *, status=200):
    today, forms = timezone.localdate(), {}
    is_own = permissions.coordinates(request.posts, found.directive)
    if is_own and found.is_to_come:
        forms = {
            "change": PlanForm(instance=found, directive=found.directive),
            "carry_out": CarriedOutForm(inspection=found, on=today),
            "call_off": CallOffForm(),
        }
    return render(
        request,
        "reports/inspection.html",
        {
            "inspection": found,
            "directive": found.directive,
            "forms": forms | (typed or {}),
            "may_draft": is_own and not found.is_called_off,
            "today": today,
        },
        status=status,
    )
