"""Open reports follow the units: to the successor of one that was merged, to nobody where the
unit has left its duties.

Directives know nothing of reports, so the sweep looks what became of the units.
"""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import zip_longest

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
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

    The report of a unit that was merged is replaced by that of the unit which stands for it on
    the day, over any number of mergers; that of a unit without duties at the cut-off, or without
    a successor, is released, and owed again when the unit has a duty again. Of two sweeps at once
    each report is closed by one. Open obstacles of a merged unit, and those it was told to act
    on, go along.
    """
    for report in _locked(owed_after_all(on=on)):
        _owe_again(report, by=_giver(report), at=at)
    lines = _lines(on=on)
    closed = []
    for report in _locked(astray(on=on)):
        _close(report, lines.get(report.department_id, ()), on=on, at=at)
        closed.append(report)
    _hand_over_obstacles(lines, on=on)
    return closed


def _locked(reports: QuerySet[ProgressReport]) -> QuerySet[ProgressReport]:
    return (
        reports.select_related("department", "period__directive", "period__confirmed_by")
        .order_by("pk")
        .select_for_update(of=("self",), skip_locked=True)
    )


def _asked() -> Exists:
    """The unit has a duty of the directive at the cut-off."""
    return Exists(
        Assignment.objects.in_force(on=OuterRef("period__ends_on")).filter(
            department=OuterRef("department"), duty__directive=OuterRef("period__directive")
        )
    )


def astray(*, on: date) -> QuerySet[ProgressReport]:
    """Open reports of units that are no more, or that have none of the duties at the cut-off.

    A report that replaces another answers for the other unit's duties, and stays.
    """
    left = Assignment.objects.filter(ends_on__isnull=False).values("department")
    replaces = ProgressReport.objects.filter(replaced_by=OuterRef("pk")).order_by()
    return ProgressReport.objects.open().filter(
        Q(department__dissolved_on__lte=on)
        | Q(department__dissolved_on=None, department__in=left) & ~_asked() & ~Exists(replaces)
    )


def owed_after_all(*, on: date) -> QuerySet[ProgressReport]:
    """Released reports of units that were given a duty again, while the deadline lies ahead."""
    return ProgressReport.objects.filter(
        _asked(),
        state=State.RELEASED,
        department__dissolved_on=None,
        period__confirmed_at__isnull=False,
        due_on__gte=on,
    )


#: A merged unit, and the units that stood for it one after the other.
Line = Sequence[Department]


def _lines(*, on: date) -> dict[int, Line]:
    """The line of each unit that is no more, up to the unit in being on the day or the last."""
    gone = {unit.pk: unit for unit in Department.objects.filter(dissolved_on__lte=on)}
    heirs = Department.objects.in_bulk({unit.successor_id for unit in gone.values()} - {None})
    lines = {}
    for key, unit in gone.items():
        line = [unit]
        while line[-1].pk in gone and line[-1].successor_id:
            line.append(heirs[line[-1].successor_id])
        lines[key] = line
    return lines


def _heir(line: Line, *, on: date) -> Department | None:
    """The unit that stands for a merged one on the day; None where the last was dissolved."""
    return line[-1] if line and line[-1].is_in_being(on=on) else None


def _close(report: ProgressReport, line: Line, *, on: date, at: datetime) -> None:
    by = _author(report)
    heir = _heir(line, on=on)
    if heir is not None and obligations.passes_to(report, heir):
        why = _what_became(line)
        taken = _take_over(report, heir, on=on, by=by, at=at)
        move(report, State.REPLACED, by=by, at=at, note=why, replaced_by=taken)
        # What it stood for is answered by the same report from now on.
        report.replaces.update(replaced_by=taken)
    else:
        why = _why_released(report, line, on=on)
        move(report, State.RELEASED, by=by, at=at, note=why)
    lapse_request(report, note=why, by=by, at=at)
    reminders.call_off(report, at=at)


def _what_became(line: Line) -> str:
    """A sáp nhập vào B từ ngày 01/7/2026; B giải thể từ ngày 05/7/2026."""
    said = []
    for unit, heir in zip_longest(line, line[1:]):
        if unit.dissolved_on is None:
            break
        words = {"unit": unit, "heir": heir, "day": short_date(unit.dissolved_on)}
        if heir is not None:
            said.append(_("%(unit)s sáp nhập vào %(heir)s từ ngày %(day)s") % words)
        else:
            said.append(_("%(unit)s giải thể từ ngày %(day)s") % words)
    return "; ".join(said) + "."


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


def _giver(report: ProgressReport) -> User:
    """Who gave the unit a duty of the directive last."""
    given = (
        Assignment.objects.in_force(on=report.period.ends_on)
        .filter(
            duty__directive=report.period.directive_id,
            department=report.department_id,
            assigned_by__isnull=False,
        )
        .select_related("assigned_by")
        .order_by("assigned_at", "pk")
        .last()
    )
    return given.assigned_by if given else report.period.confirmed_by


def _why_released(report: ProgressReport, line: Line, *, on: date) -> str:
    """In the words of whoever ended the last duty, but for a line in which no unit is left."""
    ended = (
        Assignment.objects.filter(
            duty__directive=report.period.directive_id, department=report.department_id
        )
        .exclude(ends_on=None)
        .order_by("ends_on", "pk")
        .last()
    )
    if ended is None or (len(line) > 1 and _heir(line, on=on) is None):
        return _what_became(line)
    return _("Đơn vị thực hiện nhiệm vụ đến hết ngày %(day)s: %(reason)s") % {
        "day": short_date(ended.ends_on),
        "reason": ended.end_reason,
    }


def _owe_again(report: ProgressReport, *, by: User, at: datetime) -> None:
    """As it was owed when it was released."""
    released = report.changes.filter(to_state=State.RELEASED).order_by("at", "pk").last()
    note = _("Đơn vị lại được giao nhiệm vụ của kỳ này.")
    move(report, State(released.from_state), by=by, at=at, note=note)
    reminders.promise([report], at=at)


def _take_over(
    report: ProgressReport, successor: Department, *, on: date, by: User, at: datetime
) -> ProgressReport:
    """The successor's report of the period, made where it has none.

    Nobody is made late by being told too late: a new report, and one that was in time until now,
    have the later of both deadlines and of NOTICE_WORKING_DAYS from the day. One that was sent
    says nothing of the other unit's part, and is asked to be completed.
    """
    fair = max(report.due_on, office_calendar().add_working_days(on, NOTICE_WORKING_DAYS))
    taken, made = ProgressReport.objects.select_for_update(of=("self",)).get_or_create(
        period=report.period,
        department=successor,
        defaults={"original_due_on": fair, "due_on": fair, "created_at": at},
    )
    if made:
        reminders.promise([taken], at=at)
        return taken
    was_released = taken.state == State.RELEASED
    if was_released:
        _owe_again(taken, by=by, at=at)
    if not taken.is_open:
        _complete(taken, fair, because_of=report, by=by, at=at)
    elif taken.due_on < fair and (was_released or on <= taken.due_on):
        _move_deadline(taken, fair, because_of=report, by=by, at=at)
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
    sent = taken.submissions.latest()
    reason = _("Bổ sung phần việc tiếp nhận từ %(unit)s.") % {"unit": because_of.department}
    why = DeadlineChange.Reason.TAKEOVER
    ask_again(taken, submission=sent, why=why, reason=reason, due_on=due_on, by=by, at=at)
    notices.returned(taken, reason=reason, by=by, at=at)


def _hand_over_obstacles(lines: dict[int, Line], *, on: date) -> None:
    """Open obstacles stay on the table: with the assignment that carries on, with the successor."""
    carried_on = Assignment.objects.filter(pk=OuterRef("assignment"))
    ended = Obstacle.objects.open().filter(
        assignment__continued_by__isnull=False, assignment__ends_on__lt=on
    )
    while ended.update(assignment=Subquery(carried_on.values("continued_by")[:1])):
        continue
    told = Obstacle.objects.open().filter(responsible__in=list(lines))
    for department in told.order_by().values_list("responsible", flat=True).distinct():
        heir = _heir(lines[department], on=on)
        if heir is not None:
            Obstacle.objects.open().filter(responsible=department).update(responsible=heir)
