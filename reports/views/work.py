"""Work items on the page of their assignment: planned, agreed to, done, dropped, carried over."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from directives import officers, permissions, work
from directives.errors import AlreadyDone
from directives.forms.work import CarryForm, DropForm, FinishForm, WorkItemForm, WorkLinesForm
from directives.models import Assignment, WorkItem
from reports import assigning
from reports.views import assignment as pages

PANEL = "work"


@require_POST
def add(request, assignment_id):
    found = _planned(request, assignment_id)
    form = WorkItemForm(request.POST, instance=WorkItem(assignment=found), people=_people(found))
    if not form.is_valid():
        return pages.show(request, found, {"work": form}, status=422)
    _plan(request, found, [form.save(commit=False)])
    return pages.to(found, PANEL)


def add_lines(request, assignment_id):
    """Thêm nhiều việc: a line each, by HCTH to several units at once."""
    found = _planned(request, assignment_id)
    others = Assignment.objects.none()
    if permissions.agrees_to_work(request.posts, found):
        others = (
            Assignment.objects.in_force(on=timezone.localdate())
            .filter(duty=found.duty_id)
            .exclude(pk=found.pk)
            .select_related("department", "duty__directive")
            .order_by("department__sort_key")
        )
    form = WorkLinesForm(
        request.POST or None, assignment=found, people=_people(found), others=others
    )
    if request.method == "POST" and form.is_valid():
        _plan(request, found, *form.cleaned_data["plans"].values())
        return pages.to(found, PANEL)
    return _page(request, "reports/work_lines.html", found, form)


def _plan(request, found, *plans):
    """Each is the work of one unit."""
    agrees = permissions.agrees_to_work(request.posts, found)
    assigning.plan(plans, agrees=agrees, by=request.user, at=timezone.now())
    count = sum(len(items) for items in plans)
    said = ngettext(
        "Đã ghi %(count)s nội dung công việc.", "Đã ghi %(count)s nội dung công việc.", count
    )
    messages.success(request, said % {"count": count})


@require_POST
def agree_all(request, assignment_id):
    """HCTH agrees to all that the unit proposed for the duty."""
    found = pages.fetch(request, assignment_id)
    if not permissions.agrees_to_work(request.posts, found):
        raise Http404
    items = WorkItem.objects.filter(assignment=found)
    _say_agreed(request, work.agree(items, by=request.user, at=timezone.now()))
    return pages.to(found, PANEL)


@require_POST
def agree(request, item_id):
    item, found = _item(request, item_id)
    if not permissions.agrees_to_work(request.posts, found):
        raise Http404
    items = WorkItem.objects.filter(pk=item.pk)
    _say_agreed(request, work.agree(items, by=request.user, at=timezone.now()))
    return pages.to(found, PANEL)


def _say_agreed(request, count):
    if not count:
        messages.info(request, _("Không còn nội dung công việc nào chờ thống nhất."))
        return
    said = ngettext(
        "Đã thống nhất %(count)s nội dung công việc.",
        "Đã thống nhất %(count)s nội dung công việc.",
        count,
    )
    messages.success(request, said % {"count": count})


def edit(request, item_id):
    item, found = _item(request, item_id)
    form = WorkItemForm(request.POST or None, instance=item, people=_people(found))
    if request.method == "POST" and form.is_valid():
        agrees = permissions.agrees_to_work(request.posts, found)
        seen = form.cleaned_data["seen"]
        try:
            work.correct(
                form.save(commit=False),
                seen=seen,
                agrees=agrees,
                by=request.user,
                at=timezone.now(),
            )
        except AlreadyDone:
            return _conflict(request, item, found)
        messages.success(request, _("Đã sửa nội dung công việc."))
        return pages.to(found, PANEL)
    status = 422 if form.is_bound else 200
    return _page(request, "reports/work_edit.html", found, form, status=status)


def _conflict(request, item, found):
    """What was typed beside what stands there now; to save once more is to know of it."""
    now = WorkItem.objects.select_related("officer").get(pk=item.pk)
    typed = request.POST.copy()
    typed["work-seen"] = work.as_seen(now)
    form = WorkItemForm(typed, instance=item, people=_people(found))
    messages.warning(
        request, _("Nội dung công việc này vừa được người khác thay đổi; hãy xem rồi lưu lại.")
    )
    return _page(request, "reports/work_edit.html", found, form, status=409, now=now)


@require_POST
def finish(request, item_id):
    item, found = _item(request, item_id)
    form = FinishForm(request.POST, today=timezone.localdate())
    said = _("Đã ghi hoàn thành: %(work)s.") % {"work": item.text}
    return _take(request, found, form, said, lambda **words: work.finish(item, **words))


@require_POST
def drop(request, item_id):
    item, found = _item(request, item_id)
    said = _("Đã dừng: %(work)s.") % {"work": item.text}
    form = DropForm(request.POST)
    return _take(request, found, form, said, lambda **words: work.drop(item, **words))


@require_POST
def resume(request, item_id):
    item, found = _item(request, item_id)
    try:
        work.resume(item, by=request.user, at=timezone.now())
    except AlreadyDone:
        messages.info(request, _("Nội dung công việc này đang được thực hiện."))
    else:
        messages.success(request, _("Tiếp tục thực hiện: %(work)s.") % {"work": item.text})
    return pages.to(found, PANEL)


def _take(request, found, form, said, verb):
    """One step from a small form on the page; what is wrong with it is told in one sentence."""
    if not form.is_valid():
        wrong = [message for errors in form.errors.values() for message in errors]
        messages.warning(request, " ".join(wrong))
        return pages.to(found, PANEL)
    try:
        verb(**form.cleaned_data, by=request.user, at=timezone.now())
    except AlreadyDone:
        messages.warning(request, _("Nội dung công việc này vừa được người khác thay đổi."))
    else:
        messages.success(request, said)
    return pages.to(found, PANEL)


def carry(request, assignment_id):
    """What was not finished goes on next year, with new days."""
    found = _planned(request, assignment_id)
    starts_on = work.next_plan(timezone.localdate())
    items = WorkItem.objects.open().filter(assignment=found)
    items = items.filter(due_on__lt=starts_on).select_related("officer").order_by("due_on", "pk")
    form = CarryForm(request.POST or None, items=items, starts_on=starts_on)
    if request.method == "POST" and form.is_valid():
        agrees = permissions.agrees_to_work(request.posts, found)
        days = form.cleaned_data["days"]
        try:
            carried = work.carry_over(days, agrees=agrees, by=request.user, at=timezone.now())
        except AlreadyDone:
            messages.warning(request, _("Danh sách vừa được người khác thay đổi; hãy xem lại."))
            return redirect("reports:carry-work", assignment_id=found.public_id)
        said = ngettext(
            "Đã chuyển %(count)s việc sang năm %(year)s.",
            "Đã chuyển %(count)s việc sang năm %(year)s.",
            len(carried),
        )
        messages.success(request, said % {"count": len(carried), "year": starts_on.year})
        return pages.to(found, PANEL)
    more = {"year": starts_on.year}
    return _page(request, "reports/work_carry.html", found, form, **more)


def _planned(request, assignment_id):
    """An assignment whose work he may write down."""
    found = pages.fetch(request, assignment_id)
    if not permissions.can_plan_work(request.posts, found) or pages.is_over(found):
        raise Http404
    return found


def _item(request, item_id):
    """A piece of work that he may change, with its assignment."""
    item = get_object_or_404(WorkItem.objects.visible_to(request.posts), public_id=item_id)
    found = get_object_or_404(pages.assigned.visible(request.posts), pk=item.assignment_id)
    if not permissions.can_plan_work(request.posts, found) or pages.is_over(found):
        raise Http404
    item.assignment = found
    return item, found


def _people(found):
    return officers.candidates(found.department_id, on=timezone.localdate())


def _page(request, template, found, form, *, status=None, **more):
    return render(
        request,
        template,
        {"form": form, "assignment": found, "directive": found.duty.directive, **more},
        status=status or (422 if form.is_bound else 200),
    )
