"""Who is told on a day: the head of the unit and its focal officers, whoever they are by then."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from directives.models import Appointment
from reports.models import ReminderRecipient

Role = Appointment.Role
Reason = ReminderRecipient.Reason

REASONS = {
    Role.HEAD: Reason.HEAD,
    Role.FOCAL_OFFICER: Reason.FOCAL_OFFICER,
    Role.DELEGATE: Reason.FOCAL_OFFICER,
}

#: Unit -> person -> in which capacities, the head's first.
Told = dict[int, dict[int, list[Reason]]]


def told(departments: Collection[int], *, on: date) -> Told:
    """Per unit, the people in office on the day and why each of them is told.

    The head counts also when acting; where no head is in office the deputies take his place.
    Whoever may send the unit's report by delegation counts as a focal officer. A disabled account
    holds no post.
    """
    held = (
        Appointment.objects.in_office(on=on)
        .filter(
            department__in=departments,
            role__in=[*REASONS, Role.DEPUTY_HEAD],
            user__is_active=True,
        )
        .order_by("department_id", "user_id")
        .values_list("department_id", "user_id", "role")
    )
    by_department = defaultdict(list)
    for department, person, role in held:
        by_department[department].append((person, role))
    return {department: _reasons(posts) for department, posts in by_department.items()}


def _reasons(posts: list[tuple[int, str]]) -> dict[int, list[Reason]]:
    has_head = any(role == Role.HEAD for _, role in posts)
    capacities = REASONS if has_head else REASONS | {Role.DEPUTY_HEAD: Reason.HEAD}
    found: dict[int, set[Reason]] = defaultdict(set)
    for person, role in posts:
        if role in capacities:
            found[person].add(capacities[role])
    return {
        person: [reason for reason in Reason if reason in reasons]
        for person, reasons in found.items()
    }
