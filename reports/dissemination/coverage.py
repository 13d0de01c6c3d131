"""Distinct people told of those on the list on a day. Reads only."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from directives.models import Assignment, StaffMember
from directives.staff import counted
from reports.content import People
from reports.models import Attendance, BriefingSession, ReadingLink


@dataclass(frozen=True)
class Person:
    """On the list on the day. `told_on` is the first day on which he was there, or read it.

    `is_new`: he came after the unit told its people for the first time, or had told them all.
    """

    member: StaffMember
    told_on: date | None
    is_new: bool


@dataclass(frozen=True)
class Coverage:
    """Of one assignment on the day `on`; everybody who was told counts once.

    `sessions` and `read_on`, the days on which personal links were confirmed, are those up to the
    day, of the units too whose duty this one carries on.
    """

    on: date
    people: tuple[Person, ...]
    sessions: tuple[BriefingSession, ...]
    read_on: tuple[date, ...]

    @property
    def listed(self) -> People:
        return _people(self.people)

    @property
    def told(self) -> People:
        return _people(person for person in self.people if person.told_on is not None)

    @property
    def left(self) -> list[Person]:
        """Newcomers first: the others could have come."""
        left = [person for person in self.people if person.told_on is None]
        return sorted(left, key=lambda person: not person.is_new)

    @property
    def has_begun(self) -> bool:
        """Somebody was told by the list at all."""
        return bool(self.sessions or self.read_on)


def _people(persons: Iterable[Person]) -> People:
    return People(**counted(person.member for person in persons))


def coverages(assignments: Sequence[Assignment], *, on: date) -> dict[int, Coverage]:
    """By the key of the assignment, which has its `line`; of one unit. Four queries for any number.

    Nothing where the unit keeps no list.
    """
    if not assignments:
        return {}
    unit = assignments[0].department_id
    members = list(StaffMember.objects.present(on=on).filter(department=unit).order_by("sort_key"))
    if not members:
        return {}
    keys = {key for assignment in assignments for key in _line(assignment)}
    sessions = list(_sessions(keys, on=on))
    came, read = _came(sessions), _read(keys, on=on)
    return {
        assignment.pk: _coverage(assignment, members, sessions, [*came, *read], read, on=on)
        for assignment in assignments
    }


def _line(assignment: Assignment) -> tuple[int, ...]:
    return (assignment.pk, *assignment.line)


#: Of whom: the row of the list, and his account where he has one; of what, and when.
Told = tuple[int, int | None, int, date]


def _sessions(keys: set[int], *, on: date):
    return (
        BriefingSession.objects.standing()
        .filter(assignment__in=keys, held_on__lte=on)
        .order_by("held_on", "pk")
    )


def _came(sessions: list[BriefingSession]) -> list[Told]:
    """Whoever was there; each session learns who `came`, in number, and who was `absent`."""
    by_key = {session.pk: session for session in sessions}
    for session in sessions:
        session.came, session.absent = 0, []
    rows = Attendance.objects.filter(session__in=by_key).order_by("member__sort_key", "pk")
    told = []
    for key, was_present, member, user, name in rows.values_list(
        "session", "was_present", "member", "member__user", "member__full_name"
    ):
        session = by_key[key]
        if was_present:
            session.came += 1
            told.append((member, user, session.assignment_id, session.held_on))
        else:
            session.absent.append(name)
    return told


def _read(keys: set[int], *, on: date) -> list[Told]:
    rows = ReadingLink.objects.filter(
        assignment__in=keys, confirmed_at__isnull=False, confirmed_at__date__lte=on
    ).order_by("confirmed_at", "pk")
    return [
        (member, user, assignment, timezone.localdate(at))
        for member, user, assignment, at in rows.values_list(
            "member", "member__user", "assignment", "confirmed_at"
        )
    ]


def _coverage(
    assignment: Assignment,
    members: list[StaffMember],
    sessions: list[BriefingSession],
    told: list[Told],
    read: list[Told],
    *,
    on: date,
) -> Coverage:
    line = set(_line(assignment))
    days: dict[tuple[str, int], list[date]] = defaultdict(list)
    for member, user, about, day in told:
        if about in line:
            days["member", member].append(day)
            if user is not None:
                days["user", user].append(day)
    own = tuple(session for session in sessions if session.assignment_id in line)
    since = _told_since(assignment, own)

    def person(member: StaffMember) -> Person:
        his = days["member", member.pk]
        if member.user_id is not None:
            his = his + days["user", member.user_id]
        is_new = since is not None and member.joined_on > since
        return Person(member, min(his, default=None), is_new)

    return Coverage(
        on=on,
        people=tuple(person(member) for member in members),
        sessions=own,
        read_on=tuple(day for _member, _user, about, day in read if about in line),
    )


def _told_since(assignment: Assignment, sessions: tuple[BriefingSession, ...]) -> date | None:
    """Who came after this day could not know."""
    if assignment.completed_on is not None:
        return assignment.completed_on
    return sessions[0].held_on if sessions else None
