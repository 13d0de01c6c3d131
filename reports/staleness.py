"""Chưa cập nhật quá 30 ngày: a duty at work of which nothing is heard for so long.

What is heard: the unit takes the duty on, logs a result, tells its people, sends a report, says
something; a piece of work is planned, agreed to, done or dropped. That HCTH asks is no answer.
"""

from datetime import date, timedelta

from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest, TruncDate

from directives.models import Appointment, Assignment, WorkItem
from directives.models.duty import AssignmentQuerySet
from reports.models import BriefingSession, LoggedResult, ProgressEntry, Remark

#: Calendar days without a word that are not too many yet; the next one is.
STALE_DAYS = 30

#: Days of the assignment itself.
_GIVEN = (F("starts_on"), TruncDate("assigned_at"), TruncDate("acknowledged_at"))


def condition(*, on: date) -> Q:
    """Of assignments in force on the day: open, and the last word is older than STALE_DAYS."""
    since = on - timedelta(days=STALE_DAYS)
    given = Q(starts_on__lt=since, assigned_at__date__lt=since) & (
        Q(acknowledged_at=None) | Q(acknowledged_at__date__lt=since)
    )
    heard = (Exists(rows.filter(day__gte=since)) for rows in _words())
    silent = Q()
    for word in heard:
        silent &= ~Q(word)
    return Q(completed_on=None) & given & silent


def with_last_word(assignments: AssignmentQuerySet) -> AssignmentQuerySet:
    """Adds `heard_on`, the day of the last word, for `is_stale` and `silent_days`."""
    latest = (rows.order_by("-day").values("day")[:1] for rows in _words())
    return assignments.annotate(
        heard_on=Greatest(*_GIVEN, *(Subquery(day, output_field=DateField()) for day in latest))
    )


def stale_days(assignment: Assignment, *, on: date) -> int:
    """For how long nothing was heard, where that is too long; else 0. For a badge."""
    return silent_days(assignment, on=on) if is_stale(assignment, on=on) else 0


def is_stale(assignment: Assignment, *, on: date) -> bool:
    """As `condition`, for one row `with_last_word`, whether it is in force or not."""
    in_force = assignment.starts_on <= on and (
        assignment.ends_on is None or assignment.ends_on >= on
    )
    return in_force and not assignment.is_done and silent_days(assignment, on=on) > STALE_DAYS


def silent_days(assignment, *, on: date) -> int:
    return (on - assignment.heard_on).days


def _words() -> list[QuerySet]:
    """All that is heard of an assignment, each row with its `day`."""
    own = OuterRef("pk")
    items = WorkItem.objects.filter(assignment=own)
    return [
        LoggedResult.objects.standing().filter(assignment=own).annotate(day=TruncDate("at")),
        BriefingSession.objects.standing().filter(assignment=own).annotate(day=TruncDate("at")),
        ProgressEntry.objects.filter(assignment=own).annotate(
            day=TruncDate("submission__submitted_at")
        ),
        items.annotate(day=_of_the_item()),
        _remarks(work_item__assignment=own),
        _remarks(obstacle__assignment=own),
        _remarks(
            report__department=OuterRef("department"),
            report__period__directive=OuterRef("duty__directive"),
        ),
    ]


def _of_the_item() -> Greatest:
    """The last step of a piece of work."""
    instants = (TruncDate(name) for name in ("proposed_at", "agreed_at", "dropped_at"))
    return Greatest(*instants, "done_on")


def _remarks(**about) -> QuerySet:
    """What somebody said who has held a post in the unit."""
    of_the_unit = Appointment.objects.filter(
        user=OuterRef("by"), department=OuterRef(OuterRef("department"))
    )
    return Remark.objects.filter(Exists(of_the_unit), **about).annotate(day=TruncDate("at"))
