"""Who is told of an event, in the transaction of the event.

Each person gets a Notice, seen inside the house at once. What he must know without being asked
to look (a duty, a return, an opinion, an urging) also goes out as a mail of its own; the rest
waits in the house. Who is away, or whom no mail reaches, finds it in the house, and the mail goes
along the chain of the reminders, to HCTH at its end. Nobody is told of what he did himself, but he
is told in the place of another whom it does not reach.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from directives.models import Appointment, Assignment, User
from directives.posts import LEADER_ROLES
from reports.models import Notice, Obstacle, OutgoingMail, ProgressReport, Supervision
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


def returned(report: ProgressReport, *, reason: str, by: User, at: datetime) -> None:
    """The unit is asked for completion: what is missing, and until when."""
    _owes_again(Kind.RETURNED, report, words=reason, by=by, at=at)


def reopened(report: ProgressReport, *, reason: str, by: User, at: datetime) -> None:
    """An accepted report is open again: for the unit it is a return."""
    _owes_again(Kind.REOPENED, report, words=reason, by=by, at=at)


def extension_asked(request, *, by: User, at: datetime) -> None:
    """Those who follow the report up are told that somebody waits for their answer."""
    report = request.report
    directive = report.period.directive
    answering = _leaders if report.department_id == directive.coordinator_id else _followers
    _tell(
        Kind.EXTENSION_ASKED,
        answering(directive, on=timezone.localdate(at)) - {by.pk},
        key=f"extension-asked:{request.pk}",
        at=at,
        by=by,
        directive=directive,
        department_id=report.department_id,
        report=report,
        words=request.reason,
        day=request.to_due_on,
    )


def extension_decided(request, *, by: User, at: datetime) -> None:
    """The unit, and whoever asked, hear the answer."""
    report = request.report
    _tell(
        Kind.EXTENSION_GRANTED if request.is_granted else Kind.EXTENSION_REFUSED,
        _in_the_unit(report.department_id, by=by, at=at) | {request.asked_by_id} - {by.pk},
        key=f"extension-decided:{request.pk}",
        at=at,
        by=by,
        directive=report.period.directive,
        department_id=report.department_id,
        report=report,
        words=request.note,
        day=request.to_due_on if request.is_granted else report.due_on,
    )


def opinion_given(obstacle: Obstacle, *, by: User, at: datetime) -> None:
    """The unit that raised the obstacle, the one told to act on it, and HCTH hear the opinion."""
    on = timezone.localdate(at)
    assignment = obstacle.assignment
    directive = assignment.duty.directive
    units = {assignment.department_id, obstacle.responsible_id} - {None}
    told = _told({Target(unit, directive.coordinator_id) for unit in units}, on=on)
    people = _all(People.of(each, by=by) for each in told.values())
    facts = {
        "key": f"opinion:{obstacle.pk}:{obstacle.notices.count()}",
        "at": at,
        "by": by,
        "directive": directive,
        "department_id": obstacle.responsible_id or assignment.department_id,
        "obstacle": obstacle,
        "words": obstacle.opinion,
        "day": obstacle.action_due_on,
    }
    _mail_and_tell(Kind.OPINION, people, mail=OutgoingMail.Kind.OPINION, **facts)
    _tell(Kind.OPINION, _followers(directive, on=on) - people.in_the_house - {by.pk}, **facts)


def urged(
    supervisions: Iterable[Supervision], *, text: str, by: User, at: datetime
) -> list[OutgoingMail]:
    """Urged by hand: one mail to each person, however many of his reports are meant."""
    supervisions = list(supervisions)
    on = timezone.localdate(at)
    target = {
        entry: Target(entry.department_id, entry.directive.coordinator_id) for entry in supervisions
    }
    told = _told(target.values(), on=on)
    people = {entry: People.of(told[target[entry]], by=by) for entry in supervisions}
    first = min((entry.pk for entry in supervisions), default=0)
    by_mail = _all(people.values()).by_mail
    mails = _mails(OutgoingMail.Kind.URGED, _keys(f"urged:{first}", by_mail), on=on)
    Notice.objects.bulk_create(
        Notice(
            key=f"urged:{entry.pk}:{person}",
            person_id=person,
            kind=Kind.URGED,
            directive_id=entry.directive_id,
            department_id=entry.department_id,
            supervision=entry,
            mail=mails.get(person) if person in people[entry].by_mail else None,
            by=by,
            words=text,
            made_at=at,
        )
        for entry in supervisions
        for person in sorted(people[entry].in_the_house)
    )
    return list(mails.values())


def recommended(supervision: Supervision, *, by: User, at: datetime) -> None:
    """A recommendation landed in the unit's to-do."""
    _tell(
        Kind.RECOMMENDED,
        _in_the_unit(supervision.department_id, by=by, at=at),
        key=f"recommended:{supervision.pk}",
        at=at,
        by=by,
        directive=supervision.directive,
        department_id=supervision.department_id,
        supervision=supervision,
        words=supervision.recommendation,
        day=supervision.recommendation_due_on,
    )


def assigned(*, on: date, at: datetime) -> int:
    """Announce every duty that nobody was told of yet; how many people were told.

    The sweep calls it, since the register of directives knows nothing of mail. A duty whose unit
    has nobody in office is announced to the first who comes.
    """
    announced = Notice.assignments.through.objects.filter(assignment=OuterRef("pk"))
    waiting = (
        Assignment.objects.in_force(on=on).unacknowledged().filter(~Exists(announced)).order_by()
    )
    staffed = Appointment.objects.in_office(on=on).filter(
        department=OuterRef("department"), user__is_active=True
    )
    found = waiting.filter(Exists(staffed)).values_list("duty__directive_id", "pk")
    count = 0
    for _directive, rows in groupby(sorted(found), key=lambda row: row[0]):
        count += _announce([pk for _, pk in rows], on=on, at=at)
    return count


@transaction.atomic
def _announce(assignment_ids: list[int], *, on: date, at: datetime) -> int:
    """The duties of one directive: one notice and one mail to a person, for all his units.

    Two sweeps at once: what the other holds is left to it, and what it has announced by the time
    we hold it is left out.
    """
    rows = Assignment.objects.filter(pk__in=assignment_ids)
    held = list(
        rows.order_by("pk")
        .select_for_update(skip_locked=True, no_key=True, of=("self",))
        .values_list("pk", flat=True)
    )
    announced = Notice.assignments.through.objects.filter(assignment=OuterRef("pk"))
    fresh = list(
        rows.filter(~Exists(announced), pk__in=held)
        .select_related("duty__directive")
        .order_by("pk")
    )
    target = {
        assignment: Target(assignment.department_id, assignment.duty.directive.coordinator_id)
        for assignment in fresh
    }
    told = {
        each: People.of(who for who in addressees if not who.is_for_a_vacant_post)
        for each, addressees in _told(target.values(), on=on).items()
    }
    people: dict[int, list[Assignment]] = {}
    for assignment in fresh:
        for person in sorted(told[target[assignment]].in_the_house):
            people.setdefault(person, []).append(assignment)
    if not people:
        return 0
    # A duty is announced once, so the first that is announced to him makes a key of his own.
    keys = {person: f"assigned:{assigned[0].pk}:{person}" for person, assigned in people.items()}
    by_mail = _all(told.values()).by_mail
    mails = _mails(OutgoingMail.Kind.ASSIGNED, {person: keys[person] for person in by_mail}, on=on)
    made = Notice.objects.bulk_create(
        Notice(
            key=keys[person],
            person_id=person,
            kind=Kind.ASSIGNED,
            directive_id=assignments[0].duty.directive_id,
            department_id=assignments[0].department_id,
            mail=mails.get(person),
            count=len(assignments),
            made_at=at,
        )
        for person, assignments in people.items()
    )
    Notice.assignments.through.objects.bulk_create(
        Notice.assignments.through(notice=notice, assignment=assignment)
        for notice in made
        for assignment in people[notice.person_id]
    )
    return len(made)


def _owes_again(kind: Kind, report: ProgressReport, *, words: str, by: User, at: datetime) -> None:
    # By row, not by clock: a clock that was set back must not name an older change.
    change = report.changes.latest("pk")
    target = Target(report.department_id, report.period.directive.coordinator_id)
    told = _told([target], on=timezone.localdate(at))
    _mail_and_tell(
        kind,
        People.of(told[target], by=by),
        key=f"{kind}:{change.pk}",
        mail=OutgoingMail.Kind.RETURNED,
        at=at,
        by=by,
        directive=report.period.directive,
        department_id=report.department_id,
        report=report,
        words=words,
        day=report.due_on,
    )


def _mail_and_tell(kind: Kind, people: People, *, mail: str, key: str, at: datetime, by, **facts):
    mails = _mails(mail, _keys(key, people.by_mail), on=timezone.localdate(at))
    _tell(kind, people.in_the_house, mails=mails, key=key, at=at, by=by, **facts)


def _tell(kind: Kind, people: Collection[int], *, key: str, at: datetime, by, mails=None, **facts):
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


def _keys(event: str, people: Iterable[int]) -> dict[int, str]:
    return {person: f"{event}:{person}" for person in people}


def _mails(kind: str, keys: dict[int, str], *, on: date) -> dict[int, OutgoingMail]:
    """One to each person, by the key of his."""
    made = OutgoingMail.objects.bulk_create(
        OutgoingMail(key=key, person_id=person, kind=kind, day=on)
        for person, key in sorted(keys.items())
    )
    return {mail.person_id: mail for mail in made}


def _in_the_unit(department_id: int, *, by: User, at: datetime) -> frozenset[int]:
    """Its head and its focal officers, and who stands in for them."""
    target = Target(department_id)
    told = _told([target], on=timezone.localdate(at))
    return People.of(told[target], by=by).in_the_house


def _told(targets: Collection[Target], *, on: date) -> dict[Target, tuple[Addressee, ...]]:
    roll = Roll.of(targets, first=on, last=on)
    return {target: roll.told(target, on=on) for target in targets}


def _all(people: Iterable[People]) -> People:
    together = People()
    for some in people:
        together |= some
    return together


def _followers(directive, *, on: date) -> set[int]:
    """HCTH: whoever holds a post that reviews in the directive's coordinating unit."""
    posts = _in_office(on).filter(department=directive.coordinator_id)
    return set(posts.exclude(role=Role.CLERK).values_list("user_id", flat=True))


def _leaders(directive, *, on: date) -> set[int]:
    """Who decides for the coordinating unit itself."""
    posts = _in_office(on).filter(department=directive.agency_id, role__in=LEADER_ROLES)
    return set(posts.values_list("user_id", flat=True))


def _in_office(on: date):
    return Appointment.objects.in_office(on=on).filter(user__is_active=True)
