"""Every write to the list of people; who did it, history keeps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from directives.lifecycle import AlreadyDone
from directives.models import Appointment, Department, Headcount, StaffMember, User
from directives.organisation.locks import locked
from directives.staff.counting import counted
from directives.staff.reading import Line, key_of


class EmptyList(Exception):
    """A unit without a list is not a unit without people."""


class InUse(Exception):
    """Somebody rests on the row: he was at a meeting, or has a link."""


@dataclass(frozen=True)
class Added:
    """`known` are the lines whose names stood on the list already."""

    made: tuple[StaffMember, ...]
    known: tuple[Line, ...]


@transaction.atomic
def add(
    department: Department,
    lines: Iterable[Line],
    *,
    group: str,
    joined_on: date,
    namesakes: bool = False,
    by: User,
    at: datetime,
) -> Added:
    """Put the people on the list; one whose name stands there already only as a namesake.

    `group` and `joined_on` are of those whose line names none. Whoever holds a post in the unit
    under the same name or address is tied to his account. The unit is locked, so that two who
    paste the same list make it once.
    """
    (department,) = locked([department])
    present = list(StaffMember.objects.filter(department=department, left_on=None))
    names = {key_of(member.full_name) for member in present}
    accounts = _accounts(department, on=timezone.localdate(at))
    taken = {member.user_id for member in present}
    made, known = [], []
    for line in lines:
        if line.name_key in names and not namesakes:
            known.append(line)
            continue
        user = _account_of(line, accounts, taken)
        if user is not None:
            taken.add(user.pk)
        made.append(
            StaffMember.objects.create(
                department=department,
                full_name=line.full_name,
                group=line.group or group,
                position=line.position,
                email=line.email or (user.email if user else ""),
                user=user,
                joined_on=line.joined_on or joined_on,
            )
        )
        names.add(line.name_key)
    return Added(tuple(made), tuple(known))


def _accounts(department: Department, *, on: date) -> list[User]:
    held = Appointment.objects.in_office(on=on).filter(department=department)
    return list(User.objects.filter(appointments__in=held, is_active=True).distinct())


def _account_of(line: Line, accounts: list[User], taken: set[int | None]) -> User | None:
    """By the address, or by the name where only one bears it."""
    free = [user for user in accounts if user.pk not in taken]
    if line.email:
        by_address = [user for user in free if user.email.casefold() == line.email.casefold()]
        if by_address:
            return by_address[0]
    by_name = [user for user in free if key_of(user.full_name) == line.name_key]
    return by_name[0] if len(by_name) == 1 else None


def correct(member: StaffMember, *, by: User, at: datetime) -> None:
    """Put right what stands on the list.

    Raises AlreadyDone when his account is tied to another person by now.
    """
    try:
        with transaction.atomic():
            member.save()
    except IntegrityError as error:
        raise AlreadyDone(member) from error


def leave(member: StaffMember, *, on: date, by: User, at: datetime) -> None:
    """He is not of the unit any more from the day on. Raises AlreadyDone."""
    gone = StaffMember.objects.filter(pk=member.pk, left_on=None).update(left_on=on)
    if not gone:
        raise AlreadyDone(member)
    member.refresh_from_db()


def strike(member: StaffMember, *, by: User, at: datetime) -> None:
    """Take a person off who should never have stood there. Raises InUse once he was told."""
    try:
        with transaction.atomic():
            member.delete()
    except ProtectedError as error:
        raise InUse(member) from error


@transaction.atomic
def set_headcount(department: Department, *, on: date, by: User, at: datetime) -> Headcount:
    """People present in the unit are, from the day on, those on its list. Raises EmptyList."""
    (department,) = locked([department])
    present = list(StaffMember.objects.present(on=on).filter(department=department))
    if not present:
        raise EmptyList(department)
    return Headcount.objects.update_or_create(
        department=department, counted_on=on, defaults=counted(present)
    )[0]
