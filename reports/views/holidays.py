"""Days off and days worked: HCTH's own rows, each seen with what it moves before it is kept."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from directives.models import Directive
from reports import days_off
from reports.errors import WrongState
from reports.forms.holidays import HolidayForm
from reports.models import Holiday

FIRST_YEAR, LAST_YEAR = 2000, 2099


def holidays(request):
    """The year's days off and worked; a new own row is previewed, then kept."""
    _hcth_only(request)
    on = timezone.localdate()
    form = HolidayForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and "back" not in request.POST:
        if "agreed" in request.POST:
            return _keep(request, form, on)
        return _preview(request, form.instance, on=on, works=form.instance.is_working_day)
    return _year(request, form, on)


def _day(text):
    """2026-12-31 of an address. Raises Http404."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error


def _hcth_only(request):
    if not request.posts.coordinates:
        raise Http404


def _year(request, form, on):
    year = _asked_year(request, form, on)
    return render(
        request,
        "reports/holidays.html",
        {
            "year": year,
            "earlier": max(year - 1, FIRST_YEAR),
            "later": min(year + 1, LAST_YEAR),
            "days": days_off.year(year),
            "form": form,
        },
        status=422 if form.is_bound and form.errors else 200,
    )


def _asked_year(request, form, on):
    """The year in the address; with a form on the page, that of the day typed."""
    typed = getattr(form, "cleaned_data", {}).get("on")
    text = request.GET.get("year", "")
    year = typed.year if typed else int(text) if text.isdecimal() and len(text) == 4 else on.year
    return min(max(year, FIRST_YEAR), LAST_YEAR)


def _preview(request, row, *, on, works, status=200):
    """What would move, of the directives that he may see; others are counted."""
    effect = days_off.effect(row.on, works=works, on=on)
    seen = set(Directive.objects.visible_to(request.posts).order_by().values_list("pk", flat=True))
    shown = [move for move in effect.moves if move.period.directive_id in seen]
    return render(
        request,
        "reports/holiday_preview.html",
        {
            "row": row,
            "works": works,
            "is_drop": works is None,
            "moves": shown,
            "others": len(effect.moves) - len(shown),
            "stays": [move for move in effect.stays if move.period.directive_id in seen],
            "fingerprint": effect.fingerprint,
            "typed": [
                (name, value)
                for name, value in request.POST.items()
                if name not in {"csrfmiddlewaretoken", "agreed", "back"}
            ],
        },
        status=status,
    )


def _keep(request, form, on):
    row = form.instance
    try:
        done = days_off.keep(
            row, agreed=request.POST["agreed"], on=on, by=request.user, at=timezone.now()
        )
    except WrongState:
        messages.warning(request, _("Các kỳ vừa có thay đổi khác; hãy xem lại rồi đồng ý."))
        return _preview(request, row, on=on, works=row.is_working_day, status=409)
    return _said(request, done, row.on.year)


def _said(request, done, year):
    messages.success(
        request,
        _("Đã ghi lịch làm việc; %(count)s hạn dự kiến đã dời.") % {"count": len(done.moves)},
    )
    return redirect(f"{reverse('reports:holidays')}?year={year}")


def drop_holiday(request, day):
    """See what taking the own row of the day away moves, then take it away."""
    _hcth_only(request)
    row = get_object_or_404(Holiday, on=_day(day))
    on = timezone.localdate()
    if request.method != "POST":
        return _preview(request, row, on=on, works=None)
    try:
        done = days_off.drop(
            row,
            agreed=request.POST.get("agreed", ""),
            on=on,
            by=request.user,
            at=timezone.now(),
        )
    except WrongState:
        messages.warning(request, _("Các kỳ vừa có thay đổi khác; hãy xem lại rồi đồng ý."))
        return _preview(request, row, on=on, works=None, status=409)
    return _said(request, done, row.on.year)
