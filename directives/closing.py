"""A directive is closed, replaced or amended by another; its open duties are settled one by one.

`on` is always the last day on which the old order holds. What was done stays where it was done:
every assignment ends that day, so that no list and no counter knows it afterwards.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directives import lifecycle, work
from directives.models import Assignment, Directive, Duty, User
from directives.organisation import Refused, refuse_unless_in_being
from directives.organisation.refusals import DAY, not_in_future
from directives.vietnamese import short_date

Change = Directive.Change


class Way(models.TextChoices):
    """What becomes of an open duty of a unit."""

    DONE = "done", gettext_lazy("Đã hoàn thành")
    END = "end", gettext_lazy("Dừng thực hiện")
    CARRY = "carry", gettext_lazy("Chuyển sang văn bản mới")


@dataclass(frozen=True)
class Settlement:
    """`done_on` where it is done, `reason` where it ends, `duty` that takes it on."""

    assignment: Assignment
    way: Way
    done_on: date | None = None
    reason: str = ""
    duty: Duty | None = None


def unsettled(directive: Directive) -> models.QuerySet[Assignment]:
    """Units' duties that are neither done nor about to end."""
    return (
        Assignment.objects.filter(duty__directive=directive, ends_on=None, completed_on=None)
        .select_related("department", "duty")
        .order_by("duty__ordinal", "department__sort_key", "pk")
    )


@transaction.atomic
def close(
    directive: Directive,
    settlements: Collection[Settlement],
    *,
    on: date,
    note: str,
    by: User,
    at: datetime,
    changed_by: Directive | None = None,
    change: str = "",
) -> None:
    """Nobody follows it up after the day; `changed_by` is the paper that takes its place.

    Raises AlreadyDone when it is closed by now, Refused where a duty is left open or the day
    cannot be true.
    """
    standing = _locked(directive)
    _refuse_day(standing, on=on, at=at)
    if changed_by is not None:
        _relate(standing, changed_by, change)
    _refuse_left_open(standing, settlements)
    for settlement in settlements:
        _settle(settlement, on=on, by=by, at=at)
    rest = Assignment.objects.filter(duty__directive=standing)
    rest.filter(ends_on=None).update(
        ends_on=on, end_reason=_("Kết thúc theo dõi văn bản"), ended_by=by, ended_at=at
    )
    rest.filter(ends_on__gt=on).update(ends_on=on)
    Directive.objects.filter(pk=standing.pk).update(
        closed_on=on, closed_at=at, closed_by=by, closing_note=note
    )
    directive.refresh_from_db()


@transaction.atomic
def amend(
    directive: Directive,
    settlements: Iterable[Settlement],
    *,
    changed_by: Directive,
    on: date,
    by: User,
    at: datetime,
) -> None:
    """A later paper changes a part of it: these duties are settled, all others go on.

    Raises AlreadyDone when it is closed by now, and Refused.
    """
    standing = _locked(directive)
    _refuse_day(standing, on=on, at=at)
    _relate(standing, changed_by, Change.AMENDS)
    for settlement in settlements:
        _settle(settlement, on=on, by=by, at=at)


@transaction.atomic
def reopen(directive: Directive, *, by: User, at: datetime) -> None:
    """Followed up again, as if it had not been closed: units have back what ended with it.

    What was done stays done, and what another directive took on stays there. History keeps `by`
    through the request. Raises AlreadyDone when it is open by now.
    """
    standing = Directive.objects.select_for_update(of=("self",)).get(pk=directive.pk)
    if not standing.is_closed:
        raise lifecycle.AlreadyDone(directive)
    Assignment.objects.filter(
        duty__directive=standing,
        ends_on=standing.closed_on,
        ended_at=standing.closed_at,
        continued_by=None,
        department__dissolved_on=None,
    ).update(ends_on=None, end_reason="", ended_by=None, ended_at=None)
    Directive.objects.filter(pk=standing.pk).update(
        closed_on=None, closed_at=None, closed_by=None, closing_note=""
    )
    directive.refresh_from_db()


def _locked(directive: Directive) -> Directive:
    """The directive, still open; whoever gives a duty of it to a unit waits."""
    standing = Directive.objects.select_for_update(of=("self",)).get(pk=directive.pk)
    if standing.is_closed:
        raise lifecycle.AlreadyDone(directive)
    return standing


def _refuse_day(directive: Directive, *, on: date, at: datetime) -> None:
    not_in_future(on, at=at)
    if on < directive.issued_on:
        raise Refused(_("Ngày kết thúc không được trước ngày ban hành văn bản."))
    later = Assignment.objects.filter(duty__directive=directive, starts_on__gt=on)
    for assignment in later.select_related("department").order_by("starts_on", "pk")[:1]:
        raise Refused(
            _("%(unit)s được giao nhiệm vụ từ ngày %(day)s, sau ngày kết thúc đã ghi.")
            % {"unit": assignment.department, "day": short_date(assignment.starts_on)}
        )


def _refuse_left_open(directive: Directive, settlements: Collection[Settlement]) -> None:
    settled = {settlement.assignment.pk for settlement in settlements}
    left = next((one for one in unsettled(directive) if one.pk not in settled), None)
    if left is not None:
        raise Refused(
            _("Chưa xử lý nhiệm vụ %(duty)s của %(unit)s.")
            % {"duty": left.duty.ordinal, "unit": left.department}
        )


def _relate(directive: Directive, later: Directive, change: str) -> None:
    """The later paper says what it does to this one. Raises Refused."""
    if later.pk == directive.pk or later.is_closed:
        raise Refused(_("Hãy chọn một văn bản khác đang được theo dõi."))
    related = Directive.objects.filter(Q(changes=None) | Q(changes=directive), pk=later.pk).update(
        changes=directive, change=change
    )
    if not related:
        raise Refused(
            _("%(paper)s đã được ghi là sửa đổi, thay thế một văn bản khác.")
            % {"paper": later.reference}
        )


def _settle(settlement: Settlement, *, on: date, by: User, at: datetime) -> None:
    if settlement.way == Way.DONE:
        day = _possible_done_on(settlement, on=on)
        _update(settlement, completed_on=day)
        return
    duty = settlement.duty if settlement.way == Way.CARRY else None
    reason = settlement.reason if duty is None else _carried_to(duty)
    _update(settlement, ends_on=on, end_reason=reason, ended_by=by, ended_at=at)
    if duty is not None:
        _carry(settlement.assignment, duty, on=on + DAY, by=by, at=at)


def _update(settlement: Settlement, **fields) -> None:
    """Only what is still open. Raises Refused."""
    assignment = settlement.assignment
    still_open = Assignment.objects.filter(pk=assignment.pk, ends_on=None, completed_on=None)
    if not still_open.update(**fields):
        raise Refused(
            _("Phân công nhiệm vụ %(duty)s của %(unit)s vừa được thay đổi; hãy xem lại.")
            % {"duty": assignment.duty.ordinal, "unit": assignment.department}
        )


def _carried_to(duty: Duty) -> str:
    return _("Chuyển sang nhiệm vụ %(duty)s của %(paper)s") % {
        "duty": duty.ordinal,
        "paper": duty.directive.reference,
    }


def _possible_done_on(settlement: Settlement, *, on: date) -> date:
    assignment, day = settlement.assignment, settlement.done_on
    if day is None or not assignment.starts_on <= day <= on:
        raise Refused(
            _("Ngày hoàn thành nhiệm vụ %(duty)s của %(unit)s phải từ ngày %(first)s đến %(last)s.")
            % {
                "duty": assignment.duty.ordinal,
                "unit": assignment.department,
                "first": short_date(assignment.starts_on),
                "last": short_date(on),
            }
        )
    return day


def _carry(assignment: Assignment, duty: Duty, *, on: date, by: User, at: datetime) -> None:
    """The unit has the other duty already, or gets it from the day on, in the same role."""
    target = duty.assignments.filter(department=assignment.department, ends_on=None).first()
    if target is None:
        starts_on = max(on, duty.directive.issued_on)
        refuse_unless_in_being([assignment.department], on=starts_on)
        target = Assignment.objects.create(
            duty=duty,
            department=assignment.department,
            role=assignment.role,
            starts_on=starts_on,
            assigned_by=by,
            assigned_at=at,
        )
    Assignment.objects.filter(pk=assignment.pk).update(continued_by=target)
    work.hand_over([assignment], into=target)
