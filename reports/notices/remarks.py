"""Somebody said something about a report, a piece of work or an obstacle: the others are told."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from directives.models import Assignment, Directive, User
from directives.posts import Posts, posts
from reports.models import Notice, Remark
from reports.notices import telling


def remarked(remark: Remark, *, by: User, at: datetime) -> None:
    """In the house only: HCTH hears the unit, the unit hears HCTH, both hear the leaders.

    Of HCTH's own work the leaders are the other side; of any, a leader who has spoken before hears
    what comes after.
    """
    on, (directive, units, facts) = timezone.localdate(at), _about(remark)
    people = _others(posts(by, on=on), units, directive, by=by, at=at)
    people |= telling.leaders(directive, on=on) & _speakers(remark)
    telling.tell(
        Notice.Kind.REMARK,
        people - {by.pk},
        key=f"remark:{remark.pk}",
        at=at,
        by=by,
        directive=directive,
        department_id=units[0],
        words=remark.text,
        **facts,
    )


def _about(remark: Remark) -> tuple[Directive, tuple[int, ...], dict[str, Any]]:
    """The directive, the units it concerns with the one it is about first, and where it leads."""
    if remark.report is not None:
        report = remark.report
        return report.period.directive, (report.department_id,), {"report": report}
    if remark.obstacle is not None:
        obstacle = remark.obstacle
        told_to_act = {obstacle.responsible_id} - {None, obstacle.assignment.department_id}
        units = (obstacle.assignment.department_id, *told_to_act)
        return obstacle.assignment.duty.directive, units, {"obstacle": obstacle}
    assignment: Assignment = remark.work_item.assignment
    return assignment.duty.directive, (assignment.department_id,), {"assignment": assignment}


def _others(
    held: Posts, units: tuple[int, ...], directive: Directive, *, by: User, at: datetime
) -> set[int]:
    """Everybody but his own side; where he stands on all of them, his colleagues on each."""
    on, hcth = timezone.localdate(at), directive.coordinator_id
    told: set[int] = set()
    for unit in units:
        if unit not in held.member_of:
            told |= telling.in_the_unit(unit, by=by, at=at)
    if hcth not in held.member_of:
        told |= telling.followers(directive, on=on)
    elif hcth in units:
        told |= telling.leaders(directive, on=on)
    return told or telling.followers(directive, on=on)


def _speakers(remark: Remark) -> set[int]:
    same = {
        "report": remark.report_id,
        "work_item": remark.work_item_id,
        "obstacle": remark.obstacle_id,
    }
    return set(Remark.objects.filter(**same).order_by().values_list("by", flat=True))
