"""Who is told of an event, in the transaction of the event.

Each person gets a Notice, seen inside the house at once. What he must know without being asked
to look (a duty, a return, an opinion, an urging) also goes out as a mail of its own; the rest
waits in the house. Nobody is told of what he did himself.
"""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from directives.models import Appointment, Assignment, User
from directives.posts import LEADER_ROLES
from reports.models import Notice, Obstacle, OutgoingMail, ProgressReport, Supervision
from reports.reminders.recipients import told

Kind = Notice.Kind
Role = Appointment.Role


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
    people = _followers(directive, on=timezone.localdate(at))
    if report.department_id == directive.coordinator_id:
        people = _leaders(directive, on=timezone.localdate(at))
    _tell(
        Kind.EXTENSION_ASKED,
        people,
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
    people = _unit(report.department_id, on=timezone.localdate(at)) | {request.asked_by_id}
    _tell(
        Kind.EXTENSION_GRANTED if request.is_granted else Kind.EXTENSION_REFUSED,
        people,
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
    people = set().union(*(_unit(unit, on=on) for unit in units))
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
    _tell(Kind.OPINION, people, mail=OutgoingMail.Kind.OPINION, **facts)
    _tell(Kind.OPINION, _followers(directive, on=on) - people, **facts)


def urged(
    supervisions: Iterable[Supervision], *, text: str, by: User, at: datetime
) -> list[OutgoingMail]:
    """Urged by hand: one mail to each person, however many of his reports are meant."""
    supervisions = list(supervisions)
    on = timezone.localdate(at)
    units = told({entry.department_id for entry in supervisions}, on=on)
    people = {person for unit in units.values() for person in unit} - {by.pk}
    first = min((entry.pk for entry in supervisions), default=0)
    mails = _mails(OutgoingMail.Kind.URGED, people, key=f"urged:{first}", on=on)
    Notice.objects.bulk_create(
        Notice(
            key=f"urged:{entry.pk}:{person}",
            person_id=person,
            kind=Kind.URGED,
            directive_id=entry.directive_id,
            department_id=entry.department_id,
            supervision=entry,
            mail=mails[person],
            by=by,
            words=text,
            made_at=at,
        )
        for entry in supervisions
        for person in units.get(entry.department_id, {})
        if person in people
    )
    return list(mails.values())


def recommended(supervision: Supervision, *, by: User, at: datetime) -> None:
    """A recommendation landed in the unit's to-do."""
    _tell(
        Kind.RECOMMENDED,
        _unit(supervision.department_id, on=timezone.localdate(at)),
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
    fresh = list(rows.filter(~Exists(announced), pk__in=held).select_related("duty").order_by("pk"))
    people: dict[int, list[Assignment]] = {}
    units = told({assignment.department_id for assignment in fresh}, on=on)
    for assignment in fresh:
        for person in units.get(assignment.department_id, {}):
            people.setdefault(person, []).append(assignment)
    if not people:
        return 0
    key = f"assigned:{fresh[0].pk}"
    mails = _mails(OutgoingMail.Kind.ASSIGNED, people, key=key, on=on)
    made = Notice.objects.bulk_create(
        Notice(
            key=f"{key}:{person}",
            person_id=person,
            kind=Kind.ASSIGNED,
            directive_id=assignments[0].duty.directive_id,
            department_id=assignments[0].department_id,
            mail=mails[person],
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
    change = report.changes.latest("at", "pk")
    _tell(
        kind,
        _unit(report.department_id, on=timezone.localdate(at)),
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


def _tell(kind: Kind, people: set[int], *, key: str, at: datetime, by: User, mail="", **facts):
    """One notice to each, and one mail to each where `mail` names its kind."""
    people = people - {by.pk}
    mails = _mails(mail, people, key=key, on=timezone.localdate(at)) if mail else {}
    Notice.objects.bulk_create(
        Notice(
            key=f"{key}:{person}",
            person_id=person,
            kind=kind,
            by=by,
            made_at=at,
            mail=mails.get(person),
            **facts,
        )
        for person in sorted(people)
    )


def _mails(kind: str, people: Iterable[int], *, key: str, on: date) -> dict[int, OutgoingMail]:
    made = OutgoingMail.objects.bulk_create(
        OutgoingMail(key=f"{key}:{person}", person_id=person, kind=kind, day=on)
        for person in sorted(people)
    )
    return {mail.person_id: mail for mail in made}


def _unit(department_id: int, *, on: date) -> set[int]:
    """Its head and its focal officers, whoever they are on the day."""
    return set(told({department_id}, on=on).get(department_id, {}))


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
