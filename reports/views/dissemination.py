"""The unit tells its people by its list: meetings, a list to be signed, personal links."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from directives.models import StaffMember
from directives.vietnamese import short_date
from reports import assigned, dissemination, printouts
from reports.errors import WrongState
from reports.forms.dissemination import BriefingForm, ReadersForm
from reports.models import BriefingSession, Printout, ReadingLink
from reports.views import assignment as hub


def _own(request, assignment_id):
    """An assignment of his own unit: who was told is the unit's to say."""
    own = assigned.visible(request.posts).filter(department__in=request.posts.member_of)
    return get_object_or_404(own.with_line(), public_id=assignment_id)


@require_http_methods(["GET", "HEAD", "POST"])
def hold(request, assignment_id):
    found, at = _own(request, assignment_id), timezone.now()
    on = timezone.localdate(at)
    form = BriefingForm(
        request.POST if request.method == "POST" else None,
        instance=BriefingSession(assignment=found),
        people=dissemination.who_could_come(found, on=on),
        since=found.given_on,
        on=on,
    )
    if request.method == "POST" and form.is_valid() and _is_held(request, form, at):
        return hub.to(found, "roster")
    return render(
        request,
        "reports/briefing_session.html",
        {"form": form, "assignment": found, "has_people": bool(form.initial["listed"])},
        status=422 if form.errors else 200,
    )


def _is_held(request, form, at) -> bool:
    typed = form.cleaned_data
    try:
        dissemination.hold(
            form.save(commit=False),
            listed=typed["listed"],
            absent=typed["absent"],
            by=request.user,
            at=at,
        )
    except dissemination.NobodyCame:
        form.add_error("absent", _("Không có ai trong danh sách có mặt ở buổi này."))
    except dissemination.AlreadyRecorded:
        form.add_error(
            None, _("Buổi này đã được ghi; nếu là buổi khác cùng ngày, hãy ghi rõ nội dung.")
        )
    else:
        said = _("Đã ghi buổi phổ biến ngày %(day)s.") % {"day": short_date(typed["held_on"])}
        messages.success(request, said)
    return not form.errors


def _keys(posted) -> list[UUID]:
    """The address that a button posts; what is none of ours finds nothing."""
    try:
        return [UUID(posted)] if posted else []
    except ValueError:
        raise Http404 from None


@require_POST
def remove(request, briefing_id):
    session = get_object_or_404(
        BriefingSession.objects.filter(
            assignment__department__in=request.posts.member_of
        ).select_related("assignment"),
        public_id=briefing_id,
    )
    try:
        dissemination.remove(session, by=request.user, at=timezone.now())
    except WrongState:
        messages.warning(request, _("Buổi này đã được bỏ trước đó."))
    else:
        messages.success(request, _("Đã bỏ buổi ghi nhầm. Báo cáo đã gửi không thay đổi."))
    return hub.to(session.assignment, "roster")


@require_POST
def print_(request, assignment_id):
    """Of a meeting that was held, or of everybody on the list today."""
    found, at = _own(request, assignment_id), timezone.now()
    document = _sheet(request, found, on=timezone.localdate(at))
    kept = printouts.keep(
        Printout.Kind.ATTENDANCE,
        {"paper": document},
        agency=found.duty.directive.agency,
        coordinator=found.duty.directive.coordinator,
        assignment=found,
        name=document.name,
        by=request.user,
        at=at,
    )
    return redirect("reports:printout", printout_id=kept.public_id)


def _sheet(request, found, *, on):
    if keys := _keys(request.POST.get("briefing")):
        held = BriefingSession.objects.standing().filter(assignment__in=[found.pk, *found.line])
        sessions = held.select_related(
            "assignment__department__parent", "assignment__duty__directive__agency"
        )
        return dissemination.sheet_of(get_object_or_404(sessions, public_id__in=keys), on=on)
    people = StaffMember.objects.present(on=on).filter(department=found.department_id)
    return dissemination.sheet(found, people.order_by("sort_key", "pk"), on=on)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def readers(request, assignment_id):
    found, at = _own(request, assignment_id), timezone.now()
    on = timezone.localdate(at)
    people = StaffMember.objects.present(on=on).filter(department=found.department_id)
    form = ReadersForm(request.POST if request.method == "POST" else None, people=people)
    if request.method == "POST" and form.is_valid():
        made, mails = dissemination.send(found, form.cleaned_data["people"], by=request.user, at=at)
        said = _("Đã tạo %(links)s liên kết; sẽ gửi %(mails)s thư trong giờ làm việc.")
        messages.success(request, said % {"links": len(made), "mails": len(mails)})
        return redirect("reports:readers", assignment_id=found.public_id)
    return render(
        request,
        "reports/readers.html",
        {"assignment": found, "form": form, **_readers(found, on=on)},
        status=422 if form.errors else 200,
    )


def _readers(found, *, on):
    """Links in use with their addresses and mails, and who is on the list without one."""
    coverage = dissemination.coverages([found], on=on).get(found.pk)
    links = [
        (link, dissemination.address(link), getattr(link, "mail", None))
        for link in dissemination.of_assignment(found)
    ]
    has_one = {link.member_id for link, _address, _mail in links}
    people = coverage.people if coverage else ()
    return {
        "links": links,
        "without": [person for person in people if person.member.pk not in has_one],
        "has_people": bool(people),
    }


@require_POST
def revoke(request, assignment_id):
    found = _own(request, assignment_id)
    people = StaffMember.objects.filter(public_id__in=_keys(request.POST.get("member")))
    links = ReadingLink.objects.filter(assignment=found, member__in=people)
    link = links.order_by("-made_at", "-pk").first()
    if link is None:
        raise Http404
    try:
        dissemination.revoke(link, by=request.user, at=timezone.now())
    except WrongState:
        messages.warning(request, _("Liên kết này đã được xác nhận hoặc thu hồi."))
    else:
        messages.success(request, _("Đã thu hồi liên kết."))
    return redirect("reports:readers", assignment_id=found.public_id)
