"""By whom a report moves in the sweep: whoever changed the duties of its unit."""

from django.db.models import Q

from directives.models import Assignment, User
from directives.models.duty import AssignmentQuerySet
from reports.models import ProgressReport


def who_ended(report: ProgressReport) -> User:
    """Who ended the unit's last duty of the directive, and with it this report."""
    ended = _duties(report).filter(ended_by__isnull=False).order_by("ended_at", "pk")
    return _person(ended.values_list("ended_by", flat=True).last(), report)


def who_gave(report: ProgressReport) -> User:
    """Who gave the unit a duty of the directive last, so that it owes the report again."""
    given = _duties(report).in_force(on=report.period.ends_on).filter(assigned_by__isnull=False)
    by = given.order_by("assigned_at", "pk").values_list("assigned_by", flat=True)
    return _person(by.last(), report)


def _duties(report: ProgressReport) -> AssignmentQuerySet:
    return Assignment.objects.filter(report.period.asks_about(), department=report.department_id)


def _person(key: int | None, report: ProgressReport) -> User:
    """Where the change says nobody, whoever confirmed the period."""
    return User.objects.get(Q(pk=key or report.period.confirmed_by_id))
