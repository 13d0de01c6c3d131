"""Who holds which post, who is away and whose address is of no use: read once, asked often."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from django.db.models import F, FilteredRelation, Max, Q

from directives.models import Absence, Department
from reports.models import OutgoingMail
from reports.reminders.ledger import MAX_ATTEMPTS

#: An address that was refused for good is tried again after so many days, or when it is changed.
REFUSED_DAYS = 30


@dataclass(frozen=True)
class Person:
    """An account in use; "" is no address."""

    name: str
    sort_key: str
    email: str


@dataclass(frozen=True)
class Post:
    person: int
    role: str
    starts_on: date
    ends_on: date | None

    def is_held(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or self.ends_on >= on)


@dataclass(frozen=True)
class Away:
    starts_on: date
    ends_on: date
    stand_in: int | None


@dataclass(frozen=True)
class Register:
    """Some units over some days, both included: three queries, then none.

    `offices` are the coordinating units of those that are agencies themselves. `refused` says on
    which day an address was last refused for good.
    """

    posts: dict[int, list[Post]]
    in_charge: dict[int, int | None]
    offices: dict[int, list[int]]
    absences: dict[int, list[Away]]
    people: dict[int, Person]
    refused: dict[int, date]

    @classmethod
    def read(
        cls,
        departments: Collection[int],
        *,
        with_office: Collection[int] = (),
        first: date,
        last: date,
    ) -> Self:
        """The coordinating units of the departments `with_office` are read along."""
        people: dict[int, Person] = {}
        if not departments:
            return cls({}, {}, {}, {}, people, {})
        wanted = Q(pk__in=departments) | Q(parent__in=with_office, is_coordinator=True)
        posts, in_charge, offices = _posts(wanted, people, first=first, last=last)
        absences = _absences(people, first=first, last=last)
        return cls(posts, in_charge, offices, absences, people, _refused(people, on=first))

    def held(self, department: int | None, roles: Collection[str], *, on: date) -> list[int]:
        """Whoever holds one of these posts, nobody twice."""
        posts = self.posts.get(department, ())
        people = (post.person for post in posts if post.role in roles and post.is_held(on))
        return list(dict.fromkeys(people))

    def away(self, person: int, *, on: date) -> Away | None:
        rows = self.absences.get(person, ())
        return next((row for row in rows if row.starts_on <= on <= row.ends_on), None)

    def is_refused(self, person: int, *, on: date) -> bool:
        refused = self.refused.get(person)
        return refused is not None and on - refused <= timedelta(days=REFUSED_DAYS)


def _posts(
    wanted: Q, people: dict[int, Person], *, first: date, last: date
) -> tuple[dict[int, list[Post]], dict[int, int | None], dict[int, list[int]]]:
    """Who holds which post, which leader is in charge of the unit, and the coordinating units of
    an agency; adds to `people`.
    """
    held = Q(appointments__starts_on__lte=last) & (
        Q(appointments__ends_on=None) | Q(appointments__ends_on__gte=first)
    )
    rows = (
        Department.objects.filter(wanted)
        .annotate(post=FilteredRelation("appointments", condition=held))
        .order_by("pk", "post__user_id", "post__pk")
        .values_list(
            "pk",
            "leader_in_charge_id",
            "parent_id",
            "is_coordinator",
            "post__user__full_name",
            "post__user__sort_key",
            "post__user__email",
            "post__user__is_active",
            "post__user_id",
            "post__role",
            "post__starts_on",
            "post__ends_on",
        )
    )
    posts: dict[int, list[Post]] = defaultdict(list)
    in_charge: dict[int, int | None] = {}
    offices: dict[int, list[int]] = defaultdict(list)
    for department, leader, parent, is_coordinator, name, sort_key, email, active, *post in rows:
        if is_coordinator and department not in in_charge:
            offices[parent].append(department)
        in_charge[department] = leader
        if active:
            people[post[0]] = Person(name, sort_key, email)
            posts[department].append(Post(*post))
    return dict(posts), in_charge, dict(offices)


def _absences(people: dict[int, Person], *, first: date, last: date) -> dict[int, list[Away]]:
    """Who is away when, and who gets his mail; adds the stand-ins to `people`."""
    rows = (
        Absence.objects.filter(starts_on__lte=last, ends_on__gte=first)
        .order_by("pk")
        .values_list(
            "user_id",
            "starts_on",
            "ends_on",
            "stand_in_id",
            "stand_in__is_active",
            "stand_in__full_name",
            "stand_in__sort_key",
            "stand_in__email",
        )
    )
    absences = defaultdict(list)
    for person, starts_on, ends_on, stand_in, is_active, *known in rows:
        if is_active:
            people.setdefault(stand_in, Person(*known))
        absences[person].append(Away(starts_on, ends_on, stand_in if is_active else None))
    return dict(absences)


def _refused(people: Collection[int], *, on: date) -> dict[int, date]:
    """Whose present address was refused for good, and when; a mail that arrived since lifts it."""
    mails = OutgoingMail.objects.filter(
        person__in=people, address=F("person__email"), day__gte=on - timedelta(days=REFUSED_DAYS)
    )
    failed = Q(state=OutgoingMail.State.FAILED, attempts__lt=MAX_ATTEMPTS) & ~Q(address="")
    rows = (
        mails.order_by()
        .values("person")
        .annotate(
            refused_on=Max("day", filter=failed),
            arrived_on=Max("day", filter=Q(state=OutgoingMail.State.SENT)),
        )
        .filter(refused_on__isnull=False)
    )
    return {
        row["person"]: row["refused_on"]
        for row in rows
        if row["arrived_on"] is None or row["arrived_on"] < row["refused_on"]
    }
