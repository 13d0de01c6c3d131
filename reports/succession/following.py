"""What the sweep finds of units that were merged or dissolved, or that left their duties."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from directives.models import Assignment
from directives.vietnamese import short_date
from reports import obligations, reminders
from reports.lifecycle.deadlines import lapse_request
from reports.lifecycle.moves import move
from reports.models import Obstacle, ProgressReport
from reports.models.progress import ProgressReportQuerySet, State
from reports.succession.authors import who_ended, who_gave
from reports.succession.lines import Line, lines_of_the_gone
from reports.succession.taking_over import give_time, owe_again, take_over


@transaction.atomic
def follow_units(*, on: date, at: datetime) -> list[ProgressReport]:
    """Close the open reports that their units no longer owe; those reports.

    The report of a unit that was merged is replaced by that of the unit which stands for it on
    the day, over any number of mergers; that of a unit without duties at the cut-off, or without
    a successor, is released, and owed again when the unit has a duty again. Of two sweeps at once
    each report is closed by one. Open obstacles of a merged unit, and those it was told to act
    on, go along.
    """
    for report in _locked(_owed_after_all(on=on)):
        owe_again(report, by=who_gave(report), at=at)
        give_time(report, on=on, by=who_gave(report), at=at)
    lines = lines_of_the_gone(on=on)
    closed = []
    for report in _locked(_astray(on=on)):
        _close(report, lines.get(report.department_id), on=on, at=at)
        closed.append(report)
    _hand_over_obstacles(lines, on=on)
    return closed


def _locked(reports: ProgressReportQuerySet) -> ProgressReportQuerySet:
    return reports.select_related("department", "period__directive").locked(skip_locked=True)


def _asked() -> Q:
    """The unit has a duty that the period asks about at the cut-off."""
    in_force = Assignment.objects.in_force(on=OuterRef("period__ends_on")).filter(
        department=OuterRef("department")
    )
    of_directive = Exists(in_force.filter(duty__directive=OuterRef("period__directive")))
    of_duty = Exists(in_force.filter(duty=OuterRef("period__duty")))
    return Q(period__duty=None) & of_directive | of_duty


def _astray(*, on: date) -> ProgressReportQuerySet:
    """Open reports of units that are no more, or that have none of the duties at the cut-off.

    A report that replaces another answers for the other unit's duties, and stays.
    """
    left = Assignment.objects.filter(ends_on__isnull=False).values("department")
    replaces = ProgressReport.objects.filter(replaced_by=OuterRef("pk")).order_by()
    return ProgressReport.objects.open().filter(
        Q(department__dissolved_on__lte=on)
        | Q(department__dissolved_on=None, department__in=left) & ~_asked() & ~Exists(replaces)
    )


def _owed_after_all(*, on: date) -> ProgressReportQuerySet:
    """Released reports of units that were given a duty again, while the deadline lies ahead."""
    return ProgressReport.objects.filter(
        _asked(),
        Q(due_on__gte=on) | Q(period__unit_due_on__gte=on),
        state=State.RELEASED,
        department__dissolved_on=None,
        period__confirmed_at__isnull=False,
        period__directive__closed_on=None,
    )


def _close(report: ProgressReport, line: Line | None, *, on: date, at: datetime) -> None:
    """`line` of its unit, where that is no more."""
    by = who_ended(report)
    if line and line.heir and obligations.passes_to(report, line.heir):
        why = line.told
        taken = take_over(report, line.heir, on=on, by=by, at=at)
        move(report, State.REPLACED, by=by, at=at, note=why, replaced_by=taken)
        # What it stood for is answered by the same report from now on.
        report.replaces.update(replaced_by=taken)
    else:
        why = _why_released(report, line)
        move(report, State.RELEASED, by=by, at=at, note=why)
    lapse_request(report, note=why, by=by, at=at)
    reminders.call_off([report], at=at)


def _why_released(report: ProgressReport, line: Line | None) -> str:
    """In the words of whoever ended the last duty, but for a line in which no unit is left."""
    if line and len(line.units) > 1 and line.heir is None:
        return line.told
    ended = (
        Assignment.objects.filter(report.period.asks_about(), department=report.department_id)
        .exclude(ends_on=None)
        .order_by("ends_on", "pk")
        .last()
    )
    if ended is None or ended.ends_on is None:
        return line.told if line else ""
    return _("Đơn vị thực hiện nhiệm vụ đến hết ngày %(day)s: %(reason)s") % {
        "day": short_date(ended.ends_on),
        "reason": ended.end_reason,
    }


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
        heir = lines[department].heir
        if heir is not None:
            Obstacle.objects.open().filter(responsible=department).update(responsible=heir)
