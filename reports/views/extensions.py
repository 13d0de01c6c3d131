"""Đề nghị gia hạn: asked by the unit, answered by who follows the report up."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from directives.vietnamese import short_date
from reports import lifecycle, permissions
from reports.forms.review import ExtensionDecisionForm, ExtensionForm
from reports.lifecycle import NoExtension
from reports.models import ExtensionRequest
from reports.views.deadlines import say_if_off
from reports.views.report import fetch, page
from reports.views.review import fetch_for


@require_POST
def ask(request, report_id):
    report = fetch_for("ask_extension", request, report_id)
    form = ExtensionForm(request.POST, after=report.due_on)
    if not form.is_valid():
        return page(request, report, forms={"extend": form}, status_code=422)
    try:
        lifecycle.ask_extension(report, by=request.user, at=timezone.now(), **form.cleaned_data)
    except (lifecycle.WrongState, lifecycle.ImpossibleDate):
        messages.warning(request, _("Báo cáo này không còn chờ gửi, hoặc hạn gửi vừa thay đổi."))
        return page(request, fetch(request, report_id), forms={"extend": form}, status_code=409)
    except NoExtension as refused:
        messages.warning(request, why_not(refused.why))
        return page(request, fetch(request, report_id), forms={"extend": form}, status_code=409)
    messages.success(
        request,
        _("Đã đề nghị gia hạn đến hết ngày %(day)s.")
        % {"day": short_date(form.cleaned_data["to_due_on"])},
    )
    say_if_off(request, form.cleaned_data["to_due_on"])
    return redirect("reports:report", report_id=report.public_id)


def why_not(why: NoExtension.Why) -> str:
    match why:
        case NoExtension.Why.PENDING:
            return _("Đang có một đề nghị gia hạn chờ ý kiến.")
        case NoExtension.Why.EXTENDED:
            return _("Báo cáo này đã được gia hạn một lần; mỗi báo cáo chỉ được gia hạn một lần.")
        case _passed:
            return _("Đã quá hạn gửi; chỉ đề nghị gia hạn được khi còn trong hạn.")


@require_POST
def decide(request, extension_id):
    asked = get_object_or_404(
        ExtensionRequest.objects.visible_to(request.posts).select_related("report"),
        public_id=extension_id,
    )
    report = fetch(request, asked.report.public_id)
    if not permissions.concerns("decide_extension", request.posts, report, on=timezone.localdate()):
        raise Http404
    form = ExtensionDecisionForm(request.POST)
    if not form.is_valid():
        return page(request, report, forms={"decide": form}, status_code=422)
    try:
        lifecycle.decide_extension(
            asked,
            granted=form.is_granted,
            note=form.cleaned_data["note"],
            by=request.user,
            at=timezone.now(),
        )
    except lifecycle.WrongState:
        messages.warning(request, _("Đề nghị gia hạn này không còn chờ ý kiến."))
        return page(
            request, fetch(request, report.public_id), forms={"decide": form}, status_code=409
        )
    if form.is_granted:
        sentence = _("Đã đồng ý gia hạn cho %(unit)s đến hết ngày %(day)s.")
    else:
        sentence = _("Đã trả lời không đồng ý gia hạn cho %(unit)s.")
    messages.success(
        request,
        sentence % {"unit": report.department, "day": short_date(asked.to_due_on)},
    )
    if form.is_granted:
        say_if_off(request, asked.to_due_on)
    return redirect("reports:report", report_id=report.public_id)
