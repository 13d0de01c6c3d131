"""Who are to be told, and how they are: by a notice, and by a mail of its own."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from directives.models import Appointment, User
from directives.posts import LEADER_ROLES
from reports.models import Notice, OutgoingMail
from reports.reminders.recipients import Addressee, Roll, Target

Kind = Notice.Kind
Role = Appointment.Role


@dataclass(frozen=True)
class People:
    """Who has it by mail; all of them, and those for whom they stand in, have it in the house."""

    by_mail: frozenset[int] = frozenset()
    in_the_house: frozenset[int] = frozenset()

    def __or__(self, other: "People") -> "People":
        return People(self.by_mail | other.by_mail, self.in_the_house | other.in_the_house)

    @classmethod
    def of(cls, told: Iterable[Addressee], *, by: User | None = None) -> "People":
        meant = [who for who in told if by is None or who.meant_for != by.pk]
        by_mail = frozenset(who.person for who in meant)
        return cls(by_mail, by_mail | {who.instead_of for who in meant} - {None})


def mail_and_tell(kind: Kind, people: People, *, mail: str, key: str, at: datetime, by, **facts):
    mails = make_mails(mail, keys(key, people.by_mail), on=timezone.localdate(at))
    tell(kind, people.in_the_house, mails=mails, key=key, at=at, by=by, **facts)


def tell(kind: Kind, people: Collection[int], *, key: str, at: datetime, by, mails=None, **facts):
    """One notice to each."""
    Notice.objects.bulk_create(
        Notice(
            key=f"{key}:{person}",
            person_id=person,
            kind=kind,
            by=by,
            made_at=at,
            mail=(mails or {}).get(person),
            **facts,
        )
        for person in sorted(people)
    )


def keys(event: str, people: Iterable[int]) -> dict[int, str]:
    return {person: f"{event}:{person}" for person in people}


def make_mails(kind: str, keys: dict[int, str], *, on: date) -> dict[int, OutgoingMail]:
    """One to each person, by the key of his."""
    made = OutgoingMail.objects.bulk_create(
        OutgoingMail(key=key, person_id=person, kind=kind, day=on)
        for person, key in sorted(keys.items())
    )
    return {mail.person_id: mail for mail in made}


def in_the_unit(department_id: int, *, by: User, at: datetime) -> frozenset[int]:
    """Its head and its focal officers, and who stands in for them."""
    target = Target(department_id)
    told = told_of([target], on=timezone.localdate(at))
    return People.of(told[target], by=by).in_the_house


def told_of(targets: Collection[Target], *, on: date) -> dict[Target, tuple[Addressee, ...]]:
    roll = Roll.of(targets, first=on, last=on)
    return {target: roll.told(target, on=on) for target in targets}


def everybody(people: Iterable[People]) -> People:
    together = People()
    for some in people:
        together |= some
    return together


def followers(directive, *, on: date) -> set[int]:
    """HCTH: whoever holds a post that reviews in the directive's coordinating unit."""
    posts = _in_office(on).filter(department=directive.coordinator_id)
    return set(posts.exclude(role=Role.CLERK).values_list("user_id", flat=True))


def leaders(directive, *, on: date) -> set[int]:
    """Who decides for the coordinating unit itself."""
    posts = _in_office(on).filter(department=directive.agency_id, role__in=LEADER_ROLES)
    return set(posts.values_list("user_id", flat=True))


def _in_office(on: date):
    return Appointment.objects.in_office(on=on).filter(user__is_active=True)
