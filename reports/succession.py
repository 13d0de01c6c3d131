"""Open reports follow the units: to the successor of one that was merged, to nobody where the
unit has left its duties.

Directives know nothing of reports, so the sweep looks what became of the units.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from directives.models import Assignment, Department, User
from directives.vietnamese import short_date
from reports import notices, obligations, reminders
from reports.lifecycle.deadlines import ask_again, lapse_request
from reports.lifecycle.moves import move
from reports.models import DeadlineChange, Obstacle, ProgressReport
from reports.models.progress import State
from reports.planning import office_calendar

#: Working days that a successor has at least, from the day on which a report comes to it.
NOTICE_WORKING_DAYS = 5


@transaction.atomic
def follow_units(*, on: date, at: datetime) -> list[ProgressReport]:
    """Close the open reports that their units no longer owe; those reports.

    The report of a unit that was merged is replaced by its successor's for the same period, that
    of a unit without duties at the cut-off is released. Of two sweeps at once each report is
    closed by one. Open obstacles of a merged unit, and those it was told to act on, go along.
    """
    closed = []
    for report in astray(on=on).order_by("pk").select_for_update(of=("self",), skip_locked=True):
        _close(report, on=on, at=at)
        closed.append(report)
    _hand_over_obstacles(on=on)
    return closed


def astray(*, on: date) -> QuerySet[ProgressReport]:
    """Open reports of units that are no more, or that have none of the duties at the cut-off.

    A report that replaces another answers for the other unit's duties, and stays.
    """
    asked = Assignment.objects.in_force(on=OuterRef("period__ends_on")).filter(
        department=OuterRef("department"), duty__directive=OuterRef("period__directive")
    )
    left = Assignment.objects.filter(ends_on__isnull=False).values("department")
    replaces = ProgressReport.objects.filter(replaced_by=OuterRef("pk")).order_by()
    return (
        ProgressReport.objects.open()
        .filter(
            Q(department__dissolved_on__lte=on)
            | Q(department__dissolved_on=None, department__in=left)
            & ~Exists(asked)
            & ~Exists(replaces)
        )
        .select_related("department", "period__directive", "period__confirmed_by")
    )


def heir(department: Department, *, on: date) -> Department | None:
    """The unit that stands for a merged one on the day, over several mergers; None for none."""
    _itself, *later = department.line()
    return next((unit for unit in later if unit.is_in_being(on=on)), None)


def _close(report: ProgressReport, *, on: date, at: datetime) -> None:
    by = _author(report)
    gone = report.department.dissolved_on is not None
    successor = heir(report.department, on=on) if gone else None
    if successor is not None and obligations.passes_to(report, successor):
        taken = _take_over(report, successor, on=on, by=by, at=at)
        note = _("%(unit)s sáp nhập vào %(successor)s từ ngày %(day)s.") % {
            "unit": report.department,
            "successor": successor,
            "day": short_date(report.department.dissolved_on),
        }
        move(report, State.REPLACED, by=by, at=at, note=note, replaced_by=taken)
    else:
        move(report, State.RELEASED, by=by, at=at, note=_why_released(report))
    lapse_request(report, by=by, at=at)
    reminders.call_off(report, at=at)


def _author(report: ProgressReport) -> User:
    """Who ended the unit's last duty of the directive, and with it this report."""
    ended = (
        Assignment.objects.filter(
            duty__directive=report.period.directive_id,
            department=report.department_id,
            ended_by__isnull=False,
        )
        .select_related("ended_by")
        .order_by("ended_at", "pk")
        .last()
    )
    return ended.ended_by if ended else report.period.confirmed_by


def _why_released(report: ProgressReport) -> str:
    ended = (
        Assignment.objects.filter(
            duty__directive=report.period.directive_id, department=report.department_id
        )
        .exclude(ends_on=None)
        .order_by("ends_on", "pk")
        .last()
    )
    if ended is None:
        return _("Đơn vị đã kết thúc từ ngày %(day)s.") % {
            "day": short_date(report.department.dissolved_on)
        }
    return _("Đơn vị thực hiện nhiệm vụ đến hết ngày %(day)s: %(reason)s") % {
        "day": short_date(ended.ends_on),
        "reason": ended.end_reason,
    }


def _take_over(
    report: ProgressReport, successor: Department, *, on: date, by: User, at: datetime
) -> ProgressReport:
    """The successor's report of the period, made where it has none.

    Nobody is made late by being told too late: a new report, and one that was in time until now,
    have the later of both deadlines and of NOTICE_WORKING_DAYS from the day. One that was sent
    before the merger is asked to be completed.
    """
    fair = max(report.due_on, office_calendar().add_working_days(on, NOTICE_WORKING_DAYS))
    taken, made = ProgressReport.objects.select_for_update(of=("self",)).get_or_create(
        period=report.period,
        department=successor,
        defaults={"original_due_on": fair, "due_on": fair, "created_at": at},
    )
    if made:
        reminders.promise([taken], at=at)
    elif taken.is_open:
        if on <= taken.due_on < fair:
            _move_deadline(taken, fair, because_of=report, by=by, at=at)
    else:
        _complete(taken, fair, because_of=report, by=by, at=at)
    return taken


def _move_deadline(
    taken: ProgressReport, due_on: date, *, because_of: ProgressReport, by: User, at: datetime
) -> None:
    DeadlineChange.objects.create(
        report=taken,
        from_due_on=taken.due_on,
        to_due_on=due_on,
        reason=DeadlineChange.Reason.TAKEOVER,
        note=because_of.department.name,
        by=by,
        at=at,
    )
    taken.due_on = due_on
    taken.save(update_fields=["due_on"])
    reminders.promise([taken], at=at)


def _complete(
    taken: ProgressReport, due_on: date, *, because_of: ProgressReport, by: User, at: datetime
) -> None:
    """What was sent before the merger says nothing of the other unit's part."""
    sent = taken.submissions.latest()
    merged = because_of.department
    if timezone.localdate(sent.submitted_at) >= merged.dissolved_on:
        return
    reason = _("Bổ sung phần việc tiếp nhận từ %(unit)s.") % {"unit": merged}
    why = DeadlineChange.Reason.TAKEOVER
    ask_again(taken, submission=sent, why=why, reason=reason, due_on=due_on, by=by, at=at)
    notices.returned(taken, reason=reason, by=by, at=at)


def _hand_over_obstacles(*, on: date) -> None:
    """Open obstacles stay on the table: with the assignment that carries on, with the successor."""
    carried_on = Assignment.objects.filter(pk=OuterRef("assignment"))
    ended = Obstacle.objects.open().filter(
        assignment__continued_by__isnull=False, assignment__ends_on__lt=on
    )
    while ended.update(assignment=Subquery(carried_on.values("continued_by")[:1])):
        continue
    merged = Department.objects.filter(
        dissolved_on__lte=on, successor__isnull=False, obstacles_to_act_on__closed_on=None
    ).distinct()
    for department in merged.select_related("successor"):
        successor = heir(department, on=on)
        if successor is not None:
            Obstacle.objects.open().filter(responsible=department).update(responsible=successor)
