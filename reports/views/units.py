"""The units of the office: renamed, merged, dissolved, each after a look at what will follow."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directives import organisation, permissions
from directives.models import Department
from reports import succession, units
from reports.forms.units import DissolveForm, MergeForm, RenameForm


@require_safe
def unit_list(request):
    _keeper(request)
    on = timezone.localdate()
    return render(
        request,
        "reports/units.html",
        {
            "units": units.in_being(request.posts, on=on),
            "gone": units.gone(request.posts, on=on),
        },
    )


def _keeper(request) -> None:
    if not permissions.keeps_units(request.posts):
        raise Http404


def _kept(request, unit_id) -> Department:
    _keeper(request)
    in_being = Department.objects.kept_by(request.posts).in_being(on=timezone.localdate())
    return get_object_or_404(in_being, public_id=unit_id)


def rename(request, unit_id):
    unit = _kept(request, unit_id)
    initial = {"name": unit.name, "short_name": unit.short_name}
    form = RenameForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        old = unit.name
        try:
            organisation.rename(unit, **form.cleaned_data, by=request.user, at=timezone.now())
        except organisation.Refused as refused:
            form.add_error(None, str(refused))
        else:
            new = form.cleaned_data["name"]
            said = _("%(old)s được đổi tên thành %(new)s.") % {"old": old, "new": new}
            messages.success(request, said)
            return redirect("reports:units")
    return _ask(
        request,
        form,
        title=_("Đổi tên: %(unit)s") % {"unit": unit},
        lead=_(
            "Từ ngày có hiệu lực, đơn vị mang tên mới; báo cáo đã gửi và văn bản trước ngày đó giữ "
            "tên cũ. Nhiệm vụ, người giữ chức vụ và thời hạn không thay đổi."
        ),
        button=_("Đổi tên"),
    )


def merge(request):
    """First what will follow; the second time, agreed to, it is done."""
    _keeper(request)
    at = timezone.now()
    kept = Department.objects.kept_by(request.posts).in_being(on=timezone.localdate(at))
    chosen = {"departments": request.GET.getlist("unit")}
    form = MergeForm(request.POST or None, initial=chosen, units=kept.order_by("sort_key"))
    if request.method == "POST" and form.is_valid() and "back" not in request.POST:
        asked = form.cleaned_data
        departments, into, on = list(asked["departments"]), asked["into"], asked["on"]
        try:
            organisation.refuse_merger(departments, into=into, on=on, at=at)
            preview = units.preview(departments, into=into, on=on)
            if not _is_agreed(request, preview):
                return _preview(request, form, preview)
            organisation.merge(
                departments, into=into, on=on, paper=asked["paper"], by=request.user, at=at
            )
        except organisation.Refused as refused:
            form.add_error(None, str(refused))
        else:
            names = ", ".join(unit.name for unit in departments)
            said = _("%(units)s được sáp nhập vào %(into)s.") % {"units": names, "into": into}
            return _done(request, said, at=at)
    return _ask(
        request,
        form,
        title=_("Sáp nhập đơn vị"),
        lead=_(
            "Nhiệm vụ và báo cáo chưa gửi chuyển sang đơn vị kế thừa. Bước tiếp theo "
            "hiển thị mọi thay đổi; chưa xác nhận thì chưa có gì thay đổi."
        ),
        button=_("Xem trước"),
    )


def dissolve(request, unit_id):
    """As `merge`, without a successor."""
    unit, at = _kept(request, unit_id), timezone.now()
    form = DissolveForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and "back" not in request.POST:
        on, paper = form.cleaned_data["on"], form.cleaned_data["paper"]
        try:
            organisation.refuse_dissolution(unit, on=on, at=at)
            preview = units.preview([unit], on=on)
            if not _is_agreed(request, preview):
                return _preview(request, form, preview)
            organisation.dissolve(unit, on=on, paper=paper, by=request.user, at=at)
        except organisation.Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _done(request, _("%(unit)s đã giải thể.") % {"unit": unit}, at=at)
    return _ask(
        request,
        form,
        title=_("Giải thể: %(unit)s") % {"unit": unit},
        lead=_(
            "Không đơn vị nào kế thừa nhiệm vụ; nếu có đơn vị kế thừa, hãy dùng Sáp "
            "nhập. Bước tiếp theo hiển thị mọi thay đổi."
        ),
        button=_("Xem trước"),
    )


def _is_agreed(request, preview) -> bool:
    """What he agreed to is what would happen now."""
    agreed = request.POST.get("agreed")
    if agreed and agreed != preview.fingerprint:
        messages.warning(request, _("Vừa có thay đổi khác; hãy xem lại rồi xác nhận."))
    return agreed == preview.fingerprint


def _done(request, said, *, at):
    """The reports of the unit follow at once, as by the next sweep."""
    succession.follow_units(on=timezone.localdate(at), at=at)
    messages.success(request, said)
    return redirect("reports:units")


def _ask(request, form, **words):
    return render(request, "reports/unit_change.html", {"form": form, **words})


def _preview(request, form, preview):
    return render(request, "reports/unit_preview.html", {"form": form, "preview": preview})
