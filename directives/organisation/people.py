"""What becomes of the list of people when a unit ends."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from directives.models import Department, StaffMember
from directives.organisation.refusals import DAY


def go_over(ending: Collection[Department], *, into: Department, on: date) -> None:
    """Their people are on the list of the successor, with all that they were told before.

    Who stands on several of the lists with one account goes over once, and from the successor's
    own list not at all; the other rows end.
    """
    people = _there(ending, on=on).order_by("joined_on", "pk")
    listed = set(
        StaffMember.objects.filter(department=into, left_on=None, user__isnull=False).values_list(
            "user", flat=True
        )
    )
    for member in people:
        if member.user_id in listed:
            _end(member, on=on)
            continue
        if member.user_id is not None and member.left_on is None:
            listed.add(member.user_id)
        member.department = into
        member.save(update_fields=["department"])


def leave_with_the_unit(department: Department, *, on: date) -> None:
    """Nobody takes them over: the list ends with the unit."""
    for member in _there([department], on=on):
        _end(member, on=on)


def _there(units: Collection[Department], *, on: date) -> QuerySet[StaffMember]:
    """Whoever would be on their lists on the day or later."""
    return StaffMember.objects.filter(Q(left_on=None) | Q(left_on__gt=on), department__in=units)


def _end(member: StaffMember, *, on: date) -> None:
    """On the day; who was put on the list later, when nobody knew of it, stays for one day."""
    member.left_on = max(on, member.joined_on + DAY)
    member.save(update_fields=["left_on"])
