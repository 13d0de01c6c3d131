"""Results of the day: logged on the page of the assignment, put right until a report has them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from directives.errors import AlreadyDone
from reports import evidence, permissions, results
from reports.errors import ImpossibleDate, WrongState
from reports.forms.results import LogForm, amending
from reports.models import LoggedResult
from reports.views import assignment as page


@require_POST
def log(request, assignment_id):
    """The result and its files; a file that is not taken keeps nothing else from being kept."""
    found, at = page.fetch(request, assignment_id), timezone.now()
    if not permissions.logs_results(request.posts, found):
        raise Http404
    form = LogForm(request.POST, assignment=found, on=timezone.localdate(at))
    if not form.is_valid():
        return page.show(request, found, {"log": form}, status=422)
    try:
        result = results.log(found, **form.cleaned_data, by=request.user, at=at)
    except ImpossibleDate:
        form.refuse_day()
        return page.show(request, found, {"log": form}, status=422)
    except (AlreadyDone, WrongState):
        messages.warning(request, _("Nhiệm vụ vừa có thay đổi; hãy xem lại rồi ghi."))
        return page.show(request, found, {"log": form}, status=409)
    _keep_files(request, result)
    messages.success(request, _("Đã ghi kết quả; kết quả chờ đưa vào báo cáo kỳ này."))
    return page.to(found, "results")


@require_http_methods(["GET", "HEAD", "POST"])
def result(request, result_id):
    found, on = _mine(request, result_id), timezone.localdate()
    if request.method != "POST":
        return _page(request, found, amending(found, on=on))
    form = amending(found, request.POST, on=on)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        results.amend(found, **form.cleaned_data, by=request.user, at=timezone.now())
    except ImpossibleDate:
        form.refuse_day()
        return _page(request, found, form, status=422)
    except WrongState:
        return _too_late(request, found)
    messages.success(request, _("Đã sửa kết quả."))
    return page.to(found.assignment, "results")


@require_POST
def remove(request, result_id):
    found = _mine(request, result_id)
    try:
        results.remove(found, by=request.user, at=timezone.now())
    except WrongState:
        return _too_late(request, found)
    messages.success(request, _("Đã bỏ kết quả."))
    return page.to(found.assignment, "results")


@require_POST
def add_files(request, result_id):
    found = _mine(request, result_id)
    _keep_files(request, found)
    return redirect("reports:result", result_id=found.public_id)


def _mine(request, result_id) -> LoggedResult:
    """Of his own unit; one that a report has taken in, or that was removed, can be read only."""
    mine = LoggedResult.objects.visible_to(request.posts)
    return get_object_or_404(
        mine.select_related("assignment__department", "assignment__duty__directive", "by"),
        public_id=result_id,
    )


def _page(request, found, form, *, status=200):
    context = {
        "result": found,
        "assignment": found.assignment,
        "directive": found.assignment.duty.directive,
        "form": form if found.is_waiting else None,
        "files": found.evidence.standing(),
        "file_rule": evidence.rule_of_a_result(),
    }
    return render(request, "reports/result.html", context, status=status)


def _too_late(request, found):
    messages.warning(request, _("Kết quả này đã được đưa vào báo cáo hoặc đã bỏ, không sửa được."))
    return page.to(found.assignment, "results")


def _keep_files(request, found):
    """Those that fit; of each other one it is said why not."""
    for upload in evidence.uploaded(request.FILES):
        try:
            evidence.add_to_result(found, upload, by=request.user, at=timezone.now())
        except evidence.NotTaken as refusal:
            messages.warning(request, str(refusal))
        except WrongState:
            messages.warning(request, _("Kết quả này đã được đưa vào báo cáo; không thêm tệp."))
            return
