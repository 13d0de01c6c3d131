"""Which officers of a unit do a duty: given by the head, or named by the paper itself."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, QuerySet, Subquery

from directives.errors import AlreadyDone
from directives.models import Appointment, Assignment, Department, DutyOfficer, User


def candidates(department: Department | int, *, on: date) -> QuerySet[User]:
    """Who holds a post in the unit on the day, with `title`, in the order of their names."""
    posts = Appointment.objects.in_office(on=on).filter(department=department)
    own = posts.filter(user=OuterRef("pk")).order_by("starts_on", "pk")
    return (
        User.objects.filter(is_active=True, pk__in=posts.values("user"))
        .annotate(title=Subquery(own.values("title")[:1]))
        .order_by("sort_key", "pk")
    )


def by_unit(departments: Collection[int], *, on: date) -> dict[int, list[User]]:
    """The candidates of several units, in one query."""
    found: dict[int, dict[User, None]] = {}
    posts = Appointment.objects.in_office(on=on).filter(
        department__in=departments, user__is_active=True
    )
    for post in posts.select_related("user").order_by("user__sort_key", "user_id", "starts_on"):
        found.setdefault(post.department_id, {})[post.user] = None
    return {department: list(people) for department, people in found.items()}


def give(assignment: Assignment, officer: User, *, by: User, at: datetime) -> DutyOfficer:
    """The officer does the duty from now on, beside those who have it.

    Raises AlreadyDone when he has it.
    """
    try:
        with transaction.atomic():
            return DutyOfficer.objects.create(
                assignment=assignment, officer=officer, given_by=by, given_at=at
            )
    except IntegrityError as error:
        raise AlreadyDone(assignment) from error


def take_back(assignment: Assignment, officer: User, *, by: User, at: datetime) -> None:
    """The officer does not do the duty any more. Raises AlreadyDone when he does not."""
    updated = DutyOfficer.objects.filter(
        assignment=assignment, officer=officer, ended_at=None
    ).update(ended_by=by, ended_at=at)
    if not updated:
        raise AlreadyDone(assignment)
