"""Units end: merged into one that carries on what they did, or dissolved."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from directives import work
from directives.models import Appointment, Assignment, Department, Directive, User
from directives.organisation.consequences import Consequences, Continuation, consequences
from directives.organisation.locks import locked
from directives.organisation.people import go_over, leave_with_the_unit
from directives.organisation.refusals import DAY, refuse_dissolution, refuse_merger


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
    they followed up are followed up by the successor, to whose list their people go over.
    Raises Refused.
    """
    standing = {unit.pk: unit for unit in locked([*departments, into])}
    ending = [standing[department.pk] for department in departments]
    into = standing[into.pk]
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
    go_over(ending, into=into, on=on)
    return _carry_on(foreseen.continuations, into=into, on=on, by=by, at=at)


@transaction.atomic
def dissolve(department: Department, *, on: date, by: User, at: datetime, paper: str = "") -> None:
    """The unit ends and nobody takes its place; its assignments and posts end the day before.

    Raises Refused.
    """
    department = locked([department])[0]
    refuse_dissolution(department, on=on, at=at)
    foreseen = consequences([department], on=on)
    _end([department], foreseen, on=on, reason=_("Giải thể đơn vị"), paper=paper, by=by, at=at)
    leave_with_the_unit(department, on=on)
    Department.objects.filter(pk=department.pk).update(dissolved_on=on, dissolution_paper=paper)


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
            work.hand_over(ended, into=target)
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
    starts_on = max([on, *(one.ends_on + DAY for one in own if one.ends_on)])
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
