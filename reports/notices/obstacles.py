"""What becomes of an obstacle, told to those who wait for it."""

from datetime import datetime

from django.utils import timezone

from directives.models import User
from reports.models import Notice, Obstacle, OutgoingMail
from reports.notices import telling
from reports.notices.telling import People
from reports.reminders.recipients import Target

Kind = Notice.Kind


def raised(obstacle: Obstacle, *, by: User, at: datetime) -> None:
    """HCTH hears of an obstacle that no report has told it of."""
    _tell_followers(Kind.OBSTACLE_RAISED, obstacle, words=obstacle.text, by=by, at=at)


def opinion_given(obstacle: Obstacle, *, by: User, at: datetime) -> None:
    """The unit that raised the obstacle, the one told to act on it, and HCTH hear the opinion."""
    on = timezone.localdate(at)
    assignment = obstacle.assignment
    directive = assignment.duty.directive
    units = {assignment.department_id, obstacle.responsible_id} - {None}
    told = telling.told_of({Target(unit, directive.coordinator_id) for unit in units}, on=on)
    people = telling.everybody(People.of(each, by=by) for each in told.values())
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
    telling.mail_and_tell(Kind.OPINION, people, mail=OutgoingMail.Kind.OPINION, **facts)
    telling.tell(
        Kind.OPINION, telling.followers(directive, on=on) - people.in_the_house - {by.pk}, **facts
    )


def acted(obstacle: Obstacle, *, by: User, at: datetime) -> None:
    """HCTH hears what the responsible unit did."""
    _tell_followers(Kind.OBSTACLE_ACTED, obstacle, words=obstacle.action_note, by=by, at=at)


def asked_again(obstacle: Obstacle, *, reason: str, by: User, at: datetime) -> None:
    """The responsible unit hears what is still missing."""
    people = telling.in_the_unit(obstacle.responsible_id, by=by, at=at)
    _tell(Kind.OBSTACLE_AGAIN, obstacle, people, words=reason, by=by, at=at)


def closed(obstacle: Obstacle, *, by: User, at: datetime) -> None:
    """The unit that raised it, and the one that acted, hear how it ended."""
    units = {obstacle.assignment.department_id, obstacle.responsible_id} - {None}
    told = telling.told_of({Target(unit) for unit in units}, on=timezone.localdate(at))
    people = telling.everybody(People.of(each, by=by) for each in told.values())
    words = obstacle.closing_note
    _tell(Kind.OBSTACLE_CLOSED, obstacle, people.in_the_house, words=words, by=by, at=at)


def _tell_followers(kind: Kind, obstacle: Obstacle, *, words: str, by: User, at: datetime) -> None:
    directive = obstacle.assignment.duty.directive
    people = telling.followers(directive, on=timezone.localdate(at)) - {by.pk}
    _tell(kind, obstacle, people, words=words, by=by, at=at)


def _tell(kind: Kind, obstacle: Obstacle, people, *, words: str, by: User, at: datetime) -> None:
    telling.tell(
        kind,
        people,
        key=f"{kind}:{obstacle.pk}:{obstacle.notices.count()}",
        at=at,
        by=by,
        directive=obstacle.assignment.duty.directive,
        department_id=obstacle.responsible_id or obstacle.assignment.department_id,
        obstacle=obstacle,
        words=words,
        day=obstacle.action_due_on,
    )
