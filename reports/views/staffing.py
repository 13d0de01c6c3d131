"""Bố trí nhân lực: the sheet of a coordination duty, and the paper that is drafted from it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from reports import assigned, lifecycle, permissions, printouts, staffing, staffing_paper
from reports.forms.staffing import IssuedPaperForm, PostForm, QuotaForm, SignerForm
from reports.models import Printout, StaffingPost


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request, own_id):
    """The sheet; what is posted is another person's line."""
    if request.method != "POST":
        return _page(request, _fetch(request, own_id))
    given = _own(request, own_id)
    form = PostForm(request.POST, assignment=given)
    if not form.is_valid():
        return _page(request, given, {"person": form}, status=422)
    try:
        staffing.add(form.save(commit=False), by=request.user, at=timezone.now())
    except lifecycle.WrongState:
        form.add_error("person", _("Người này đã có trong bảng trong cùng thời gian."))
        return _page(request, given, {"person": form}, status=409)
    messages.success(request, _("Đã thêm người vào bảng bố trí nhân lực."))
    return _to(given)


@require_POST
def count(request, own_id):
    given, at = _own(request, own_id), timezone.now()
    form = QuotaForm(request.POST, on=timezone.localdate(at))
    if not form.is_valid():
        return _page(request, given, {"quota": form}, status=422)
    staffing.count(given, **form.cleaned_data, by=request.user, at=at)
    messages.success(request, _("Đã ghi biên chế."))
    return _to(given)


@require_http_methods(["GET", "HEAD", "POST"])
def post(request, post_id):
    """A line, to be put right or ended."""
    line = _line(request, post_id)
    form = PostForm(request.POST or None, instance=line, assignment=line.assignment)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            staffing.correct(
                form.save(commit=False),
                seal=form.cleaned_data["seal"],
                by=request.user,
                at=timezone.now(),
            )
        except lifecycle.WrongState as error:
            now = _line(request, post_id)
            form.read_anew(now)
            form.add_error(None, _why_not(error, now))
            status = 409
        else:
            messages.success(request, _("Đã cập nhật bảng bố trí nhân lực."))
            return _to(line.assignment)
    return render(
        request, "reports/staffing_post.html", {"form": form, "post": line}, status=status
    )


@require_POST
def draft_paper(request, own_id):
    """Văn bản phân công as the sheet stands: a draft with its files."""
    given, at = _own(request, own_id), timezone.now()
    on = timezone.localdate(at)
    form = SignerForm(request.POST, directive=given.duty.directive, on=on)
    if not form.is_valid():
        return _page(request, given, {"signer": form}, status=422)
    kept = printouts.keep(
        Printout.Kind.STAFFING,
        {"paper": staffing_paper.document(given, signature=form.signature, on=on)},
        agency=given.duty.directive.agency,
        coordinator=given.duty.directive.coordinator,
        assignment=given,
        name=_("Dự thảo thông báo phân công nhân lực"),
        by=request.user,
        at=at,
    )
    return redirect("reports:printout", printout_id=kept.public_id)


@require_POST
def name_paper(request, own_id):
    given = _own(request, own_id)
    form = IssuedPaperForm(request.POST)
    if not form.is_valid():
        return _page(request, given, {"paper": form}, status=422)
    try:
        named = staffing.name_paper(given, **form.cleaned_data, by=request.user, at=timezone.now())
    except lifecycle.WrongState:
        messages.warning(request, _("Không còn người nào chưa có văn bản phân công."))
        return _to(given)
    said = ngettext(
        "Đã ghi văn bản phân công cho %(count)s người.",
        "Đã ghi văn bản phân công cho %(count)s người.",
        named,
    )
    messages.success(request, said % {"count": named})
    return _to(given)


def _fetch(request, own_id):
    given = get_object_or_404(assigned.visible(request.posts), public_id=own_id)
    if not permissions.sees_staffing(request.posts, given):
        raise Http404
    return given


def _own(request, own_id):
    given = _fetch(request, own_id)
    if not permissions.keeps_staffing(request.posts, given):
        raise Http404
    return given


def _line(request, post_id):
    line = get_object_or_404(
        StaffingPost.objects.visible_to(request.posts).select_related(
            "assignment__department", "assignment__duty__directive", "recorded_by"
        ),
        public_id=post_id,
    )
    if not permissions.keeps_staffing(request.posts, line.assignment):
        raise Http404
    return line


def _why_not(error, now):
    if str(error) == "changed":
        return _(
            "%(name)s vừa sửa dòng này (%(person)s, %(work)s). "
            "Lưu lần nữa sẽ thay bằng nội dung dưới đây."
        ) % {
            "name": now.recorded_by.full_name,
            "person": now.person,
            "work": now.work or _("chưa ghi nội dung được giao"),
        }
    return _("Người này đã có trong bảng trong cùng thời gian.")


def _to(given):
    return redirect("reports:staffing", own_id=given.public_id)


def _page(request, given, typed=None, *, status=200):
    """With the forms for those who keep the sheet, or what they `typed`."""
    on = timezone.localdate()
    forms = {}
    there = staffing.sheet(given, on=on)
    if permissions.keeps_staffing(request.posts, given):
        forms = {
            "person": PostForm(assignment=given),
            "quota": QuotaForm(on=on),
            "signer": SignerForm(directive=given.duty.directive, on=on),
            "paper": IssuedPaperForm(),
        }
    return render(
        request,
        "reports/staffing.html",
        {
            "assignment": given,
            "directive": given.duty.directive,
            "sheet": there,
            "forms": forms | (typed or {}),
        },
        status=status,
    )
