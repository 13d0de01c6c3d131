"""Units that let a duty lie: not taken on after some working days, HCTH sees it and urges."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import ngettext

from directives.models import Assignment, Department, Directive, User
from directives.vietnamese import short_date
from reports import notices, supervision
from reports.calendar import OfficeCalendar
from reports.models import Supervision
from reports.planning import office_calendar

#: Working days that a unit has to take a duty on, the day on which it is given not counted.
ACKNOWLEDGE_WORKING_DAYS = 3


def given_by(on: date, *, calendar: OfficeCalendar) -> date:
    """What was given by this day should have been taken on before the day `on`."""
    return calendar.add_working_days(on, -ACKNOWLEDGE_WORKING_DAYS) - timedelta(days=1)


def is_slow(assignment: Assignment, *, on: date, calendar: OfficeCalendar) -> bool:
    """In force, not taken on, and the unit has had it for longer than it may lie."""
    given_on = max(timezone.localdate(assignment.assigned_at), assignment.starts_on)
    is_over = assignment.ends_on is not None and assignment.ends_on < on
    return not (assignment.is_acknowledged or is_over or given_on > given_by(on, calendar=calendar))


def slow(*, on: date, calendar: OfficeCalendar) -> Q:
    """The condition of `is_slow` on assignments."""
    last = given_by(on, calendar=calendar)
    is_in_force = Q(ends_on=None) | Q(ends_on__gte=on)
    return is_in_force & Q(acknowledged_at=None, assigned_at__date__lte=last, starts_on__lte=last)


@dataclass(frozen=True)
class Lying:
    """A unit with duties that it has not taken on, since the day; `is_slow`: for too long."""

    unit: Department
    count: int
    since: date
    is_slow: bool

    @property
    def label(self) -> str:
        return ngettext(
            "Quá %(days)s ngày làm việc", "Quá %(days)s ngày làm việc", ACKNOWLEDGE_WORKING_DAYS
        ) % {"days": ACKNOWLEDGE_WORKING_DAYS}


def lying(units: Iterable[Department], *, on: date, calendar: OfficeCalendar) -> list[Lying]:
    """The slow ones first; `units` are of `dashboard.units`."""
    waiting = [unit for unit in units if unit.unacknowledged_count]
    if not waiting:
        return []
    last = given_by(on, calendar=calendar)
    rows = [
        Lying(unit, unit.unacknowledged_count, since, since <= last)
        for unit, since in ((unit, unit.unacknowledged_since) for unit in waiting)
    ]
    # Units come in their order, and a sort keeps it.
    return sorted(rows, key=lambda row: not row.is_slow)


@transaction.atomic
def urge(
    directive: Directive, departments: Collection[Department], *, by: User, at: datetime
) -> list[Supervision]:
    """A letter to each of the units that let a duty of the directive lie, and the entry that stays.

    A unit that has taken its duties on meanwhile is left alone; a form that is sent twice on a day
    makes one entry and one letter.
    """
    on = timezone.localdate(at)
    found = (
        Assignment.objects.filter(
            slow(on=on, calendar=office_calendar()),
            duty__directive=directive,
            department__in=departments,
        )
        .order_by("department__sort_key", "duty__ordinal")
        .select_related("duty", "department")
    )
    by_unit: dict[int, list[Assignment]] = {}
    for assignment in found:
        by_unit.setdefault(assignment.department_id, []).append(assignment)
    acts = [
        Supervision(
            directive=directive,
            department_id=department,
            kind=Supervision.Kind.URGING,
            means=Supervision.Means.EMAIL,
            on=on,
            findings=_words(assignments),
        )
        for department, assignments in by_unit.items()
    ]
    kept = supervision.record_all([(act, ()) for act in acts], by=by, at=at)
    new = [entry for act, entry in zip(acts, kept, strict=True) if act is entry]
    for entry in new:
        notices.urged([entry], text=entry.findings, by=by, at=at)
    return new


def _words(assignments: list[Assignment]) -> str:
    ordinals = ", ".join(str(assignment.duty.ordinal) for assignment in assignments)
    given_on = min(timezone.localdate(assignment.assigned_at) for assignment in assignments)
    said = ngettext(
        "Nhiệm vụ %(ordinals)s được giao từ ngày %(day)s, đơn vị chưa tiếp nhận. Đề nghị đồng chí "
        "chỉ đạo tiếp nhận và triển khai.",
        "Các nhiệm vụ %(ordinals)s được giao từ ngày %(day)s, đơn vị chưa tiếp nhận. Đề nghị đồng "
        "chí chỉ đạo tiếp nhận và triển khai.",
        len(assignments),
    )
    return said % {"ordinals": ordinals, "day": short_date(given_on)}
