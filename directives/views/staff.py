"""Danh sách người của đơn vị: pasted, put right, compared with the headcount."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directives import lifecycle, permissions, staff
from directives.forms.staff import LeaveForm, MemberForm, PasteForm, first_day, first_lines
from directives.models import Department, StaffMember
from directives.vietnamese import short_date

PER_PAGE = 100
#: Of those who left, the latest: the list is for today.
MOST_GONE = 20


@require_safe
def own(request):
    """His own unit's list, the first of several."""
    unit = _units(request).first()
    if unit is None:
        raise Http404
    return redirect("directives:staff", unit_id=unit.public_id)


def _units(request):
    return Department.objects.filter(pk__in=request.posts.member_of).order_by("sort_key")


@require_http_methods(["GET", "HEAD", "POST"])
def staff_list(request, unit_id):
    unit = get_object_or_404(_units(request), public_id=unit_id)
    if request.method == "POST":
        return _add(request, unit)
    on = timezone.localdate()
    initial = {"text": first_lines(unit, on=on), "joined_on": first_day(unit, on=on)}
    return _page(request, unit, PasteForm(initial=initial))


def _add(request, unit):
    form = PasteForm(request.POST)
    if not form.is_valid():
        return _page(request, unit, form, status=422)
    typed = form.cleaned_data
    added = staff.add(
        unit,
        form.lines,
        group=typed["group"],
        joined_on=typed["joined_on"],
        namesakes=typed["namesakes"],
        by=request.user,
        at=timezone.now(),
    )
    if added.made:
        messages.success(request, _("Đã thêm %(count)s người.") % {"count": len(added.made)})
    if added.known:
        names = ", ".join(line.full_name for line in added.known)
        messages.info(
            request, _("Đã có trong danh sách, không thêm: %(names)s.") % {"names": names}
        )
    return redirect("directives:staff", unit_id=unit.public_id)


def _page(request, unit, form, *, status=200):
    on = timezone.localdate()
    present = StaffMember.objects.present(on=on).filter(department=unit).order_by("sort_key", "pk")
    listed = list(present.select_related("user"))
    gone = StaffMember.objects.filter(department=unit, left_on__lte=on).order_by("-left_on", "pk")
    return render(
        request,
        "directives/staff.html",
        {
            "unit": unit,
            "units": list(_units(request)),
            "page": Paginator(listed, PER_PAGE).get_page(request.GET.get("page")),
            "gone": gone[:MOST_GONE],
            "form": form,
            "comparison": staff.compare(unit, listed, on=on),
            "may_set": permissions.can_set_headcount(request.posts, unit),
        },
        status=status,
    )


@require_POST
def set_headcount(request, unit_id):
    unit = get_object_or_404(_units(request), public_id=unit_id)
    if not permissions.can_set_headcount(request.posts, unit):
        raise Http404
    at = timezone.now()
    try:
        counted = staff.set_headcount(unit, on=timezone.localdate(at), by=request.user, at=at)
    except staff.EmptyList:
        messages.warning(request, _("Danh sách chưa có ai: hãy lập danh sách trước."))
    else:
        said = _("Đã ghi số người có mặt từ ngày %(day)s.")
        messages.success(request, said % {"day": short_date(counted.counted_on)})
    return redirect("directives:staff", unit_id=unit.public_id)


def _fetch(request, member_id) -> StaffMember:
    kept = StaffMember.objects.kept_by(request.posts).select_related("department", "user")
    return get_object_or_404(kept, public_id=member_id)


@require_http_methods(["GET", "HEAD", "POST"])
def member(request, member_id):
    found = _fetch(request, member_id)
    form = MemberForm(request.POST or None, instance=found, on=timezone.localdate())
    if request.method != "POST" or not form.is_valid():
        return _member_page(request, _fetch(request, member_id), form)
    try:
        staff.correct(form.instance, by=request.user, at=timezone.now())
    except lifecycle.AlreadyDone:
        form.add_error("user", _("Tài khoản này vừa được gắn với một người khác trong danh sách."))
        return _member_page(request, _fetch(request, member_id), form)
    messages.success(request, _("Đã lưu: %(name)s.") % {"name": form.instance.full_name})
    return redirect("directives:staff", unit_id=found.department.public_id)


def _member_page(request, found, form, leave_form=None):
    bound = [one for one in (form, leave_form) if one is not None and one.errors]
    return render(
        request,
        "directives/staff_member.html",
        {
            "member": found,
            "form": form,
            "leave_form": leave_form or LeaveForm(member=found),
            "unit": found.department,
        },
        status=422 if bound else 200,
    )


@require_POST
def leave(request, member_id):
    found = _fetch(request, member_id)
    form = LeaveForm(request.POST, member=found)
    if not form.is_valid():
        whole = MemberForm(instance=found, on=timezone.localdate())
        return _member_page(request, found, whole, form)
    day = form.cleaned_data["left_on"]
    try:
        staff.leave(found, on=day, by=request.user, at=timezone.now())
    except lifecycle.AlreadyDone:
        messages.warning(request, _("Người này đã được ghi thôi làm việc ở đơn vị trước đó."))
    else:
        said = _("%(name)s không còn trong danh sách từ ngày %(day)s.")
        messages.success(request, said % {"name": found.full_name, "day": short_date(day)})
    return redirect("directives:staff", unit_id=found.department.public_id)


@require_POST
def strike(request, member_id):
    found = _fetch(request, member_id)
    try:
        staff.strike(found, by=request.user, at=timezone.now())
    except staff.InUse:
        messages.warning(
            request,
            _(
                "%(name)s đã có trong buổi phổ biến hoặc đã được gửi liên kết: "
                "hãy ghi ngày thôi làm việc."
            )
            % {"name": found.full_name},
        )
    else:
        messages.success(request, _("Đã bỏ dòng ghi nhầm: %(name)s.") % {"name": found.full_name})
    return redirect("directives:staff", unit_id=found.department.public_id)
