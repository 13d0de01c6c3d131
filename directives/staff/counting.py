"""How many people a list has, by group, and who holds a post without standing on it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from directives.models import Appointment, Department, StaffMember
from directives.posts import LEADER_ROLES

#: The column of `Headcount` in which a group is counted.
FIELD_OF = {
    StaffMember.Group.OFFICIAL.value: "officials",
    StaffMember.Group.EMPLOYEE.value: "employees",
    StaffMember.Group.WORKER.value: "workers",
}


def counted(members: Iterable[StaffMember]) -> dict[str, int]:
    """By the columns of `Headcount`; a group without anybody is 0."""
    found = Counter(FIELD_OF[member.group] for member in members)
    return {field: found[field] for field in FIELD_OF.values()}


def not_listed(department: Department, *, on: date) -> list[Appointment]:
    """Posts held in the unit on the day by people who are not on its list, one for each person."""
    listed = StaffMember.objects.present(on=on).filter(department=department, user__isnull=False)
    held = (
        Appointment.objects.in_office(on=on)
        .filter(department=department)
        .exclude(role__in=LEADER_ROLES)
        .exclude(user__in=listed.values("user"))
        .select_related("user")
        .order_by("user__sort_key", "pk")
    )
    return list({post.user_id: post for post in held}.values())


@dataclass(frozen=True)
class Comparison:
    """`rows` are (group, on the list, in the headcount); `counted_on` is None without any."""

    rows: tuple[tuple[str, int, int | None], ...]
    counted_on: date | None

    @property
    def is_empty(self) -> bool:
        """Nobody is on the list."""
        return not any(listed for _group, listed, _counted in self.rows)

    @property
    def differs(self) -> bool:
        return any(listed != counted for _group, listed, counted in self.rows)


def compare(department: Department, listed: Iterable[StaffMember], *, on: date) -> Comparison:
    """The list beside the headcount that holds on the day."""
    known = department.headcounts.filter(counted_on__lte=on).order_by("-counted_on").first()
    count = counted(listed)
    return Comparison(
        rows=tuple(
            (str(StaffMember.Group(group).label), count[field], getattr(known, field, None))
            for group, field in FIELD_OF.items()
        ),
        counted_on=known.counted_on if known else None,
    )
