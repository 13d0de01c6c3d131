"""Meetings by the list: everybody was there but those who are named absent."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import IntegrityError, transaction

from directives.models import Assignment, StaffMember, User
from reports.errors import WrongState
from reports.models import Attendance, BriefingSession


class AlreadyRecorded(Exception):
    """The same meeting stands there by now; two in one day are told apart by what they were on."""


class NobodyCame(Exception):
    """Everybody on the list of the day was absent, or there was nobody on it."""


@transaction.atomic
def hold(
    session: BriefingSession,
    *,
    listed: Collection[StaffMember],
    absent: Collection[StaffMember],
    by: User,
    at: datetime,
) -> BriefingSession:
    """Record the meeting. `listed` is who stood on the page; of them those count who were of the
    unit on the day. Raises NobodyCame and AlreadyRecorded.
    """
    there = [member for member in listed if _is_present(member, on=session.held_on)]
    away = {member.pk for member in absent}
    if all(member.pk in away for member in there):
        raise NobodyCame
    session.by, session.at = by, at
    try:
        with transaction.atomic():
            session.save()
    except IntegrityError as error:
        raise AlreadyRecorded from error
    Attendance.objects.bulk_create(
        Attendance(session=session, member=member, was_present=member.pk not in away)
        for member in there
    )
    return session


def _is_present(member: StaffMember, *, on: date) -> bool:
    """As `StaffMemberQuerySet.present`, for one row."""
    return member.joined_on <= on and (member.left_on is None or member.left_on > on)


def remove(session: BriefingSession, *, by: User, at: datetime) -> None:
    """It was entered by mistake; reports that were sent keep what they say. Raises WrongState."""
    removed = BriefingSession.objects.standing().filter(pk=session.pk)
    if not removed.update(removed_by=by, removed_at=at):
        raise WrongState("removed")
    session.refresh_from_db()


def who_could_come(assignment: Assignment, *, on: date):
    """Everybody who is on the list, or left it within the year before the day."""
    year_ago = date(on.year - 1, on.month, min(on.day, 28))
    return (
        StaffMember.objects.filter(department=assignment.department_id)
        .exclude(left_on__lte=year_ago)
        .order_by("sort_key", "pk")
    )
