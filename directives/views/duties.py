"""Duties of a directive, and the units they are given to."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directives import lifecycle, organisation, permissions
from directives.forms.duty import AssignForm, DutyForm, IndicatorBasesForm
from directives.models import Department, Directive, Duty


def add_duty(request, directive_id):
    directive = get_object_or_404(
        Directive.objects.visible_to(request.posts).for_listing(), public_id=directive_id
    )
    if not permissions.can_edit(request.posts, directive):
        raise Http404
    form = DutyForm(request.POST or None, instance=Duty(directive=directive))
    if request.method == "POST" and form.is_valid():
        try:
            duty = lifecycle.add_duty(
                form.save(commit=False),
                indicators=form.cleaned_data["indicators"],
                by=request.user,
                at=timezone.now(),
            )
        except lifecycle.AlreadyDone:
            # The duty that came first can be seen by now: the form finds its own words for it.
            form.validate_constraints()
        else:
            messages.success(request, _("Đã thêm nhiệm vụ. Bước tiếp theo: giao cho các đơn vị."))
            return redirect("directives:assign", duty_id=duty.public_id)
    return render(
        request,
        "directives/duty_form.html",
        {"form": form, "directive": directive, "duty": None},
    )


def edit_duty(request, duty_id):
    """Put a duty right, or fix a deadline that was left open."""
    duty = _editable(request, duty_id)
    form = DutyForm(request.POST or None, instance=duty)
    if request.method == "POST" and form.is_valid():
        try:
            lifecycle.correct_duty(form.save(commit=False), by=request.user, at=timezone.now())
        except lifecycle.AlreadyDone:
            messages.warning(request, _("Nhiệm vụ đã được giao nên nguyên văn được giữ như cũ."))
        else:
            messages.success(request, _("Đã sửa nhiệm vụ."))
        return redirect("directives:detail", directive_id=duty.directive.public_id)
    return render(
        request,
        "directives/duty_form.html",
        {"form": form, "duty": duty, "directive": duty.directive},
    )


def indicators(request, duty_id):
    """Of which legal basis each indicator is a figure, for reports on one basis."""
    duty = _editable(request, duty_id)
    form = IndicatorBasesForm(request.POST or None, duty=duty)
    if not form.fields:
        raise Http404
    if request.method == "POST" and form.is_valid():
        lifecycle.relate_indicators(form.bases, by=request.user, at=timezone.now())
        messages.success(request, _("Đã ghi căn cứ của các chỉ tiêu."))
        return redirect("directives:detail", directive_id=duty.directive.public_id)
    return render(
        request,
        "directives/indicators.html",
        {"form": form, "duty": duty, "directive": duty.directive},
    )


def _editable(request, duty_id):
    """A duty of a directive that he may change."""
    duty = get_object_or_404(
        Duty.objects.filter(
            directive__in=Directive.objects.visible_to(request.posts)
        ).select_related("directive__coordinator", "directive__agency"),
        public_id=duty_id,
    )
    if not permissions.can_edit(request.posts, duty.directive):
        raise Http404
    return duty


def assign(request, duty_id):
    """Give the duty to units; those that have it today are shown and left as they are."""
    on = timezone.localdate()
    duty = _editable(request, duty_id)
    holders = Department.objects.filter(assignments__in=duty.assignments.in_force(on=on)).order_by(
        "sort_key"
    )
    units = Department.objects.below(duty.directive.agency).in_being(on=on).exclude(pk__in=holders)
    # A unit that joins others mid-way begins today, not when they began.
    starts_on = on if holders else duty.directive.issued_on
    form = AssignForm(request.POST or None, duty=duty, units=units, starts_on=starts_on)
    if request.method == "POST" and form.is_valid():
        try:
            return _assign(request, duty, **form.cleaned_data)
        except organisation.Refused as refused:
            form.add_error("starts_on", str(refused))
    return render(
        request,
        "directives/assign.html",
        {"form": form, "duty": duty, "directive": duty.directive, "holders": holders},
    )


def _assign(request, duty, *, departments, starts_on, role, by_name):
    given = lifecycle.assign(
        duty, departments, starts_on=starts_on, role=role, by=request.user, at=timezone.now()
    )
    if not given:
        messages.warning(request, _("Đơn vị đã được giao nhiệm vụ này."))
        return redirect("directives:detail", directive_id=duty.directive.public_id)
    said = ngettext(
        "Đã giao nhiệm vụ %(ordinal)s cho %(count)s đơn vị.",
        "Đã giao nhiệm vụ %(ordinal)s cho %(count)s đơn vị.",
        len(given),
    )
    messages.success(request, said % {"ordinal": duty.ordinal, "count": len(given)})
    if by_name:
        home = reverse("reports:assignment", args=[given[0].public_id])
        return redirect(f"{home}#officers")
    return redirect("directives:detail", directive_id=duty.directive.public_id)
