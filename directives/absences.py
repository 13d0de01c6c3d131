"""A person is away and another gets his mail: recorded, and ended when he is back."""

from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from directives.models import Absence, Appointment, User
from directives.posts import LEADER_ROLES, Posts


def record(absence: Absence, *, by: User, at: datetime) -> Absence:
    """Keep a new absence. History keeps `by` and `at` through the request."""
    absence.save(force_insert=True)
    return absence


def end(absence: Absence, *, on: date, by: User, at: datetime) -> None:
    """He is back on the day: what has passed stays, one that has not begun is taken back."""
    if absence.starts_on >= on:
        absence.delete()
    elif absence.ends_on >= on:
        absence.ends_on = on - timedelta(days=1)
        absence.save(update_fields=["ends_on"])


def records_for_all(posts: Posts) -> bool:
    """HCTH, but for its clerk, writes down the absence of others too."""
    return bool(posts.coordinates)


def may_be_away(posts: Posts, *, on: date) -> QuerySet[User]:
    """Whose absence HCTH writes down; that of a leader, whose mail is another matter, its head."""
    everybody = people(posts, on=on)
    if posts.coordinates_as_head:
        return everybody
    leaders = Appointment.objects.in_office(on=on).filter(role__in=LEADER_ROLES)
    return everybody.exclude(pk__in=leaders.order_by().values("user"))


def people(posts: Posts, *, on: date) -> QuerySet[User]:
    """Whom he may name: for HCTH all of its agency, for others the people of their units."""
    held = Appointment.objects.in_office(on=on)
    if records_for_all(posts):
        held = held.within(posts.houses)
    else:
        held = held.filter(department__in=posts.belongs_to | posts.leads)
    return User.objects.filter(pk__in=held.order_by().values("user"), is_active=True)
