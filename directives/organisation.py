"""Units are renamed, merged and dissolved: each is one write, and history stays under the old name.

`on` is always the first day on which the new order holds. It may lie in the past, since papers
arrive late, never in the future: what a unit is called and who belongs to it is true today.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directives.models import (
    Appointment,
    Assignment,
    Department,
    Directive,
    FormerName,
    User,
    WorkItem,
)
from directives.vietnamese import short_date

DAY = timedelta(days=1)


class Refused(Exception):
    """What was asked cannot be true; the message says why, in words for the person who asked."""


@dataclass(frozen=True)
class Continuation:
    """An assignment of a unit that ends; `kept` is the one that the successor has for good."""

    assignment: Assignment
    kept: Assignment | None


@dataclass(frozen=True)
class Consequences:
    """All that follows from the end of units, before it is done."""

    continuations: tuple[Continuation, ...]
    posts: tuple[Appointment, ...]
    directives: tuple[Directive, ...]


# Renaming


@transaction.atomic
def rename(
    department: Department,
    *,
    name: str,
    short_name: str,
    on: date,
    by: User,
    at: datetime,
    paper: str = "",
) -> None:
    """From the day `on` the unit bears another name; papers of before go on showing the old one.

    History keeps `by` through the request. Raises Refused.
    """
    department = _locked([department])[0]
    _not_in_future(on, at=at)
    refuse_unless_in_being([department], on=on)
    if (name, short_name) == (department.name, department.short_name):
        raise Refused(_("Tên mới giống tên hiện nay."))
    if Department.objects.exclude(pk=department.pk).filter(name=name).exists():
        raise Refused(_("Đã có đơn vị mang tên “%(name)s”.") % {"name": name})
    latest = department.former_names.last()
    if latest and latest.used_until >= on - DAY:
        raise Refused(
            _("Tên “%(name)s” được dùng đến hết ngày %(day)s; ngày đổi tên phải sau ngày đó.")
            % {"name": latest.name, "day": short_date(latest.used_until)}
        )
    FormerName.objects.create(
        department=department,
        name=department.name,
        short_name=department.short_name,
        used_until=on - DAY,
        paper=paper,
    )
    department.name, department.short_name = name, short_name
    department.save(update_fields=["name", "short_name", "sort_key"])


# Merging and dissolving


@transaction.atomic
def merge(
    departments: Collection[Department],
    *,
    into: Department,
    on: date,
    by: User,
    at: datetime,
    paper: str = "",
) -> list[Assignment]:
    """The units become part of `into`; the assignments by which it carries on what they did.

    Their assignments and posts end the day before. Each duty goes on in an assignment of the
    successor, the one it has or a new one, which it has still to acknowledge; directives that
    they followed up are followed up by the successor. Raises Refused.
    """
    locked = {unit.pk: unit for unit in _locked([*departments, into])}
    ending = [locked[department.pk] for department in departments]
    into = locked[into.pk]
    refuse_merger(ending, into=into, on=on, at=at)
    foreseen = consequences(ending, into=into, on=on)
    reason = _("Sáp nhập vào %(unit)s") % {"unit": into.name}
    _end(ending, foreseen, on=on, reason=reason, paper=paper, by=by, at=at)
    Department.objects.filter(pk__in=[unit.pk for unit in ending]).update(
        dissolved_on=on, successor=into, dissolution_paper=paper
    )
    Directive.objects.filter(coordinator__in=ending).update(coordinator=into)
    if foreseen.directives and not into.is_coordinator:
        into.is_coordinator = True
        into.save(update_fields=["is_coordinator"])
    return _carry_on(foreseen.continuations, into=into, on=on, by=by, at=at)


@transaction.atomic
def dissolve(department: Department, *, on: date, by: User, at: datetime, paper: str = "") -> None:
    """The unit ends and nobody takes its place; its assignments and posts end the day before.

    Raises Refused.
    """
    department = _locked([department])[0]
    refuse_dissolution(department, on=on, at=at)
    foreseen = consequences([department], on=on)
    _end([department], foreseen, on=on, reason=_("Giải thể đơn vị"), paper=paper, by=by, at=at)
    Department.objects.filter(pk=department.pk).update(dissolved_on=on, dissolution_paper=paper)


@transaction.atomic
def end_assignment(
    assignment: Assignment, *, on: date, reason: str, by: User, at: datetime
) -> None:
    """The unit leaves the duty; `on` is the last day on which it has it, and may lie ahead.

    Raises Refused.
    """
    assignment = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("department")
        .get(pk=assignment.pk)
    )
    if assignment.ends_on is not None:
        raise Refused(
            _("%(unit)s đã dừng thực hiện nhiệm vụ này từ hết ngày %(day)s.")
            % {"unit": assignment.department, "day": short_date(assignment.ends_on)}
        )
    if on < assignment.starts_on:
        raise Refused(
            _("%(unit)s được giao nhiệm vụ từ ngày %(day)s; ngày dừng không được trước ngày đó.")
            % {"unit": assignment.department, "day": short_date(assignment.starts_on)}
        )
    Assignment.objects.filter(pk=assignment.pk).update(
        ends_on=on, end_reason=reason, ended_by=by, ended_at=at
    )


# What follows, and what is refused


def consequences(
    ending: Collection[Department], *, on: date, into: Department | None = None
) -> Consequences:
    """What ends with the units on the day before `on`, and where each assignment goes on."""
    assignments = (
        Assignment.objects.in_force(on=on - DAY)
        .filter(department__in=ending)
        .select_related("department", "duty__directive")
        .order_by(
            "duty__directive__issued_on",
            "duty__directive_id",
            "duty__ordinal",
            "department__sort_key",
            "pk",
        )
    )
    kept = {}
    if into is not None:
        own = Assignment.objects.filter(department=into, ends_on=None)
        kept = {assignment.duty_id: assignment for assignment in own.order_by("pk")}
    return Consequences(
        continuations=tuple(Continuation(one, kept.get(one.duty_id)) for one in assignments),
        posts=tuple(
            Appointment.objects.in_office(on=on)
            .filter(department__in=ending, starts_on__lt=on)
            .select_related("user", "department")
            .order_by("department__sort_key", "user__sort_key", "pk")
        ),
        directives=tuple(
            Directive.objects.filter(coordinator__in=ending).order_by("issued_on", "pk")
        ),
    )


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
    _not_in_future(on, at=at)
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
            _("%(unit)s còn được giao nhiệm vụ %(duty)s từ ngày %(day)s, sau khi đơn vị kết thúc.")
            % {
                "unit": assignment.department,
                "duty": assignment.duty.ordinal,
                "day": short_date(assignment.starts_on),
            }
        )
    posts = Appointment.objects.filter(department__in=ending, starts_on__gte=on)
    for post in posts.select_related("department", "user").order_by("starts_on", "pk")[:1]:
        raise Refused(
            _("%(person)s giữ chức vụ ở %(unit)s từ ngày %(day)s, sau khi đơn vị kết thúc.")
            % {"person": post.user, "unit": post.department, "day": short_date(post.starts_on)}
        )


def _not_in_future(on: date, *, at: datetime) -> None:
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
                _("%(unit)s đã kết thúc từ ngày %(day)s.")
                % {"unit": unit, "day": short_date(unit.dissolved_on)}
            )


# The writes


def _locked(departments: Iterable[Department]) -> list[Department]:
    """The units as they stand now, held until the end; the first of two mergers is the one done."""
    keys = sorted({department.pk for department in departments})
    return list(
        Department.objects.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",))
    )


def _end(
    ending: Collection[Department],
    foreseen: Consequences,
    *,
    on: date,
    reason: str,
    paper: str,
    by: User,
    at: datetime,
) -> None:
    reason = f"{reason} ({paper})" if paper else reason
    Assignment.objects.filter(pk__in=[one.assignment.pk for one in foreseen.continuations]).update(
        ends_on=on - DAY, end_reason=reason, ended_by=by, ended_at=at
    )
    Appointment.objects.filter(pk__in=[post.pk for post in foreseen.posts]).update(ends_on=on - DAY)


def _carry_on(
    continuations: Iterable[Continuation], *, into: Department, on: date, by: User, at: datetime
) -> list[Assignment]:
    by_duty: dict[int, list[Continuation]] = {}
    for one in continuations:
        by_duty.setdefault(one.assignment.duty_id, []).append(one)
    carried = []
    for several in by_duty.values():
        ended = [one.assignment for one in several]
        target = several[0].kept or _continue(ended, into=into, on=on, by=by, at=at)
        if target is not None:
            Assignment.objects.filter(pk__in=[one.pk for one in ended]).update(continued_by=target)
            _carry_work(ended, target)
            carried.append(target)
    return carried


def _continue(
    ended: list[Assignment], *, into: Department, on: date, by: User, at: datetime
) -> Assignment | None:
    """Chủ trì where one of them was; done where all of them were, on the last of their days.

    It starts when the successor has left the duty, where it was about to, and ends when all of
    them were to end; None where nothing is left between the two.
    """
    leads = any(one.role == Assignment.Role.LEAD for one in ended)
    done = [one.completed_on for one in ended if one.completed_on is not None]
    last = max(ended, key=lambda one: one.ends_on or date.max)
    own = Assignment.objects.filter(duty=ended[0].duty_id, department=into, ends_on__gte=on)
    starts_on = max([on, *(one.ends_on + DAY for one in own)])
    if last.ends_on is not None and last.ends_on < starts_on:
        return None
    return Assignment.objects.create(
        duty_id=ended[0].duty_id,
        department=into,
        role=Assignment.Role.LEAD if leads else Assignment.Role.COORDINATING,
        starts_on=starts_on,
        ends_on=last.ends_on,
        end_reason=last.end_reason,
        ended_by=last.ended_by,
        ended_at=last.ended_at,
        completed_on=max(done) if len(done) == len(ended) else None,
        assigned_by=by,
        assigned_at=at,
    )


def _carry_work(ended: list[Assignment], target: Assignment) -> None:
    """What was planned and is not done yet stands under the successor's assignment too."""
    open_items = WorkItem.objects.filter(assignment__in=ended, done_on=None).order_by("pk")
    WorkItem.objects.bulk_create(
        WorkItem(
            assignment=target,
            text=item.text,
            product=item.product,
            due_on=item.due_on,
            person=item.person,
            proposed_by_id=item.proposed_by_id,
            proposed_at=item.proposed_at,
        )
        for item in open_items
    )
