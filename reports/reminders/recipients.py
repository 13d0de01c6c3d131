"""Who is told on a day: posts become people, stand-ins, and whoever can be reached instead."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Self

from directives.models import Appointment
from directives.posts import LEADER_ROLES
from reports.models import Audience, ReminderRecipient
from reports.reminders.register import Away, Register

Role = Appointment.Role
Cause = ReminderRecipient.Cause

#: Head and focal officers: whom anything that befalls a unit is told.
UNIT = (Audience.HEAD, Audience.FOCAL_OFFICER)
FOCAL_ROLES = frozenset({Role.FOCAL_OFFICER, Role.DELEGATE})


@dataclass(frozen=True)
class Target:
    """The unit that owes, the unit that follows it up, their agency, and the posts to be told."""

    department: int
    coordinator: int | None = None
    agency: int | None = None
    to: tuple[str, ...] = UNIT


@dataclass(frozen=True)
class Addressee:
    """A person who is told, in the capacity `reason`.

    With a `cause` he is told `instead_of` somebody, or of nobody where the post is vacant. A
    cause of his own and nobody instead: there was nobody left to tell, so his mail will fail and
    be seen by HCTH.
    """

    person: int
    reason: str
    instead_of: int | None = None
    cause: str = ""

    @property
    def is_for_a_vacant_post(self) -> bool:
        return self.cause == Cause.VACANT

    @property
    def meant_for(self) -> int | None:
        """Whoever would have been told, had there been no cause; nobody for a vacant post."""
        return None if self.is_for_a_vacant_post else self.instead_of or self.person

    @property
    def is_out_of_reach(self) -> bool:
        return self.instead_of is None and self.cause in (Cause.NO_ADDRESS, Cause.BOUNCED)


@dataclass(frozen=True)
class Roll(Register):
    """The register of the units that are told, and the rules of who that is."""

    _found: dict = field(default_factory=dict)

    @classmethod
    def of(cls, targets: Iterable[Target], *, first: date, last: date) -> Self:
        """For the days from `first` to `last`, both included."""
        targets = set(targets)
        departments = {target.department for target in targets}
        departments |= {target.coordinator for target in targets} | {t.agency for t in targets}
        owing = {target.department for target in targets}
        return cls.read(departments - {None}, with_office=owing, first=first, last=last)

    def told(self, target: Target, *, on: date) -> tuple[Addressee, ...]:
        """Everybody who is told of the unit on the day, nobody twice in one capacity."""
        key = target, on
        if key not in self._found:
            self._found[key] = tuple(dict.fromkeys(_OnDay(self, target, on).addressees()))
        return self._found[key]

    def vacant(self, target: Target, *, on: date) -> list[str]:
        """The posts of the target that nobody holds on the day."""
        return [audience for audience, people in _OnDay(self, target, on).holders if not people]


@dataclass(frozen=True)
class _OnDay:
    """The rules, for one unit on one day."""

    roll: Roll
    target: Target
    on: date

    def addressees(self) -> Iterator[Addressee]:
        if not any(people for _, people in self.holders):
            reason = self.holders[0][0]
            for person in self._first_in_reach(self._chain(Audience.FOCAL_OFFICER)):
                yield Addressee(person, reason, None, Cause.VACANT)
            return
        for audience, people in self.holders:
            for person in people:
                yield from self._reach(person, audience)

    def _reach(self, person: int, audience: str) -> Iterator[Addressee]:
        """The person; or his stand-in; or the next in the chain; or him all the same."""
        cause = self._cause(person)
        if not cause:
            yield Addressee(person, audience)
            return
        instead = self._stand_ins(person) if cause == Cause.ABSENT else []
        instead = instead or self._first_in_reach(self._chain(audience))
        for other in instead:
            yield Addressee(other, audience, person, cause)
        if not instead:
            yield Addressee(person, audience, None, self._address_cause(person) or cause)

    # Who holds what

    @cached_property
    def holders(self) -> list[tuple[str, list[int]]]:
        wanted = [audience for audience in Audience if audience in self.target.to]
        return [(audience, self._holders(audience)) for audience in wanted]

    def _held(self, department: int | None, roles: Collection[str]) -> list[int]:
        return self.roll.held(department, roles, on=self.on)

    def _heads(self, department: int | None) -> list[int]:
        """The head, also an acting one; where none is in office, the deputies."""
        heads = self._held(department, {Role.HEAD})
        return heads or self._held(department, {Role.DEPUTY_HEAD})

    def _holders(self, audience: str) -> list[int]:
        target = self.target
        match audience:
            case Audience.HEAD:
                return self._heads(target.department) or self._leaders(target.department)
            case Audience.FOCAL_OFFICER:
                return self._held(target.department, FOCAL_ROLES) or self._office
            case Audience.COORDINATOR:
                return self._coordinators
            case Audience.DEPUTY_DIRECTOR:
                leader = self.roll.in_charge.get(target.department)
                return [leader] if leader in self._held(target.agency, LEADER_ROLES) else []
            case _:
                return self._held(target.agency, {Role.DIRECTOR})

    def _leaders(self, agency: int) -> list[int]:
        """Of an agency that owes a report to its superior: its director, else the deputies."""
        director = self._held(agency, {Role.DIRECTOR})
        return director or self._held(agency, {Role.DEPUTY_DIRECTOR})

    @property
    def _office(self) -> list[int]:
        """Who sees to what such an agency owes: its coordinating unit, as of the units' reports."""
        people: list[int] = []
        for unit in self.roll.offices.get(self.target.department, ()):
            people += self._heads(unit) + self._held(unit, FOCAL_ROLES)
        return list(dict.fromkeys(people))

    @cached_property
    def _coordinators(self) -> list[int]:
        unit = self.target.coordinator
        both = (*self._heads(unit), *self._held(unit, FOCAL_ROLES))
        return list(dict.fromkeys(both)) or self._reviewers

    @property
    def _reviewers(self) -> list[int]:
        everybody = set(Role) - {Role.CLERK, *LEADER_ROLES}
        return self._held(self.target.coordinator, everybody)

    # Who can be reached

    def _away(self, person: int) -> Away | None:
        return self.roll.away(person, on=self.on)

    def _cause(self, person: int) -> str:
        return Cause.ABSENT if self._away(person) else self._address_cause(person)

    def _address_cause(self, person: int) -> str:
        if not self.roll.people[person].email:
            return Cause.NO_ADDRESS
        return Cause.BOUNCED if self.roll.is_refused(person, on=self.on) else ""

    def _stand_ins(self, person: int) -> list[int]:
        """The stand-in, or the stand-in of one who is away himself."""
        asked = {person}
        while (away := self._away(person)) and away.stand_in and away.stand_in not in asked:
            person = away.stand_in
            asked.add(person)
        return [person] if len(asked) > 1 and not self._cause(person) else []

    def _chain(self, audience: str) -> Iterator[list[int]]:
        """Who takes the place of a holder whom no mail reaches, link by link."""
        deputies = self._held(self.target.department, {Role.DEPUTY_HEAD})
        match audience:
            case Audience.FOCAL_OFFICER:
                yield deputies
                yield self._held(self.target.department, {Role.HEAD})
            case Audience.HEAD:
                yield deputies
        yield self._coordinators
        yield self._reviewers

    def _first_in_reach(self, links: Iterable[list[int]]) -> list[int]:
        for people in links:
            reached = [person for person in people if not self._cause(person)]
            if reached:
                return reached
        return []
