"""How the periods of a directive follow each other: written down, or changed after a preview."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from reports import planning
from reports.calendar import Cycle
from reports.errors import WrongState
from reports.forms.schedule import ScheduleForm, cycle_named
from reports.models import Schedule
from reports.views.periods import coordinated


def schedule(request, directive_id):
    """Choose the cycle, fill in what it needs, see what would change, agree."""
    directive = coordinated(request, directive_id)
    current = Schedule.objects.filter(directive=directive).prefetch_related("phases").first()
    instance = current or Schedule(directive=directive)
    instance.directive = directive
    asked = request.POST if request.method == "POST" else request.GET
    on = timezone.localdate()
    form = ScheduleForm(
        request.POST or None,
        instance=instance,
        cycle=cycle_named(asked.get("cycle"), default=instance.cycle),
        on=on,
        calendar=planning.office_calendar(),
    )
    if request.method != "POST" or not form.is_valid() or "back" in request.POST:
        return _form(request, directive, current, form)
    if "agreed" in request.POST:
        return _agree(request, directive, form, on)
    return _preview(request, directive, form, on)


def _form(request, directive, current, form):
    return render(
        request,
        "reports/schedule.html",
        {
            "directive": directive,
            "is_change": current is not None,
            "form": form,
            "cycles": Cycle.choices,
        },
        status=422 if form.is_bound and form.errors else 200,
    )


def _preview(request, directive, form, on, *, status=200):
    change = planning.change(form.instance, form.phases, on=on, calendar=form.calendar)
    return render(
        request,
        "reports/schedule_preview.html",
        {
            "directive": directive,
            "schedule": form.instance,
            "phases": form.phases,
            "change": change,
            "typed": [
                (name, value)
                for name, values in request.POST.lists()
                if name not in {"csrfmiddlewaretoken", "agreed", "back"}
                for value in values
            ],
        },
        status=status,
    )


def _agree(request, directive, form, on):
    try:
        made = planning.reschedule(
            form.instance,
            form.phases,
            agreed=request.POST["agreed"],
            on=on,
            by=request.user,
            at=timezone.now(),
        )
    except WrongState:
        messages.warning(request, _("Lịch vừa có thay đổi khác; hãy xem lại rồi đồng ý."))
        return _preview(request, directive, form, on, status=409)
    messages.success(
        request,
        _("Đã ghi lịch báo cáo: lập %(comes)s kỳ, bỏ %(goes)s kỳ, giữ nguyên %(stays)s kỳ.")
        % {
            "comes": len(made.comes),
            "goes": len(made.goes),
            "stays": len(made.stays),
        },
    )
    return redirect("reports:periods", directive_id=directive.public_id)
