"""What cannot be true, each in a sentence for the person who asked."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from directives.models import Appointment, Assignment, Department
from directives.vietnamese import short_date

DAY = timedelta(days=1)


class Refused(Exception):
    """What was asked cannot be true; the message says why, in words for the person who asked."""


def refuse_merger(
    ending: Collection[Department], *, into: Department, on: date, at: datetime
) -> None:
    """Raises Refused where the merger cannot be true."""
    if not ending:
        raise Refused(_("Hãy chọn ít nhất một đơn vị."))
    if into in ending:
        raise Refused(_("Đơn vị không thể sáp nhập vào chính mình."))
    if into.kind == Department.Kind.AGENCY or any(
        unit.parent_id != into.parent_id for unit in ending
    ):
        raise Refused(_("Chỉ sáp nhập các đơn vị cùng trực thuộc một cơ quan."))
    refuse_unless_in_being([into], on=on)
    _can_end(ending, on=on, at=at)


def refuse_dissolution(department: Department, *, on: date, at: datetime) -> None:
    """Raises Refused where the unit cannot end without a successor."""
    _can_end([department], on=on, at=at)
    followed_up = department.coordinated_directives.first()
    if followed_up is not None:
        raise Refused(
            _("%(unit)s là đơn vị đầu mối của văn bản %(paper)s; hãy sáp nhập thay vì giải thể.")
            % {"unit": department, "paper": followed_up.reference}
        )


def _can_end(ending: Collection[Department], *, on: date, at: datetime) -> None:
    not_in_future(on, at=at)
    refuse_unless_in_being(ending, on=on - DAY)
    for unit in ending:
        child = unit.children.in_being(on=on).exclude(pk__in=[one.pk for one in ending]).first()
        if child is not None:
            raise Refused(
                _("%(unit)s còn đơn vị trực thuộc: %(child)s.") % {"unit": unit, "child": child}
            )
    later = Assignment.objects.filter(department__in=ending, starts_on__gte=on)
    for assignment in later.select_related("department", "duty").order_by("starts_on", "pk")[:1]:
        raise Refused(
            _(
                "%(unit)s còn được giao nhiệm vụ %(duty)s từ ngày %(day)s, sau khi đơn "
                "vị chấm dứt hoạt động."
            )
            % {
                "unit": assignment.department,
                "duty": assignment.duty.ordinal,
                "day": short_date(assignment.starts_on),
            }
        )
    posts = Appointment.objects.filter(department__in=ending, starts_on__gte=on)
    for post in posts.select_related("department", "user").order_by("starts_on", "pk")[:1]:
        raise Refused(
            _(
                "%(person)s giữ chức vụ ở %(unit)s từ ngày %(day)s, sau khi đơn vị chấm "
                "dứt hoạt động."
            )
            % {"person": post.user, "unit": post.department, "day": short_date(post.starts_on)}
        )


def not_in_future(on: date, *, at: datetime) -> None:
    """Raises Refused for a day that has not come."""
    if on > timezone.localdate(at):
        raise Refused(
            _("Ngày %(day)s chưa đến; hãy ghi khi quyết định đã có hiệu lực.")
            % {"day": short_date(on)}
        )


def refuse_unless_in_being(departments: Iterable[Department], *, on: date) -> None:
    """Raises Refused where one of the units is not there on the day."""
    for unit in departments:
        if unit.founded_on is not None and on < unit.founded_on:
            raise Refused(
                _("%(unit)s được thành lập ngày %(day)s; hãy chọn ngày sau đó.")
                % {"unit": unit, "day": short_date(unit.founded_on)}
            )
        if unit.dissolved_on is not None and unit.dissolved_on <= on:
            raise Refused(
                _("%(unit)s đã chấm dứt hoạt động từ ngày %(day)s.")
                % {"unit": unit, "day": short_date(unit.dissolved_on)}
            )
