"""What is written on an obstacle after a unit raised it: proposal, opinion, visibility, close."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from directives.models import Department, User
from reports import notices
from reports.errors import ImpossibleDate, WrongState
from reports.models import Obstacle


def propose(obstacle: Obstacle, *, text: str, by: User, at: datetime) -> None:
    """HCTH says what it would do; it may say so anew until there is an opinion.

    Raises WrongState when the obstacle is closed or has its opinion.
    """
    _write(obstacle, Q(opinion=""), proposal=text, proposed_at=at, proposed_by=by)


@transaction.atomic
def give_opinion(
    obstacle: Obstacle,
    *,
    text: str,
    responsible: Department | None,
    action_due_on: date | None,
    by: User,
    at: datetime,
) -> None:
    """A leader says himself what is to be done, by whom and until when.

    He may put into his own words what was recorded on his behalf, and correct what he said
    himself. Raises WrongState when the obstacle is closed or another leader has spoken,
    ImpossibleDate when the action would be due before the opinion.
    """
    on = timezone.localdate(at)
    _not_before(action_due_on, on)
    _write(
        obstacle,
        Q(opinion="") | Q(is_opinion_on_behalf=True) | Q(opinion_recorded_by=by),
        opinion=text,
        opinion_on=on,
        opinion_source="",
        opinion_recorded_by=by,
        is_opinion_on_behalf=False,
        responsible=responsible,
        action_due_on=action_due_on,
    )
    notices.opinion_given(obstacle, by=by, at=at)


@transaction.atomic
def record_opinion(
    obstacle: Obstacle,
    *,
    text: str,
    source: str,
    opinion_on: date,
    responsible: Department | None,
    action_due_on: date | None,
    by: User,
    at: datetime,
) -> None:
    """Ghi thay: HCTH writes down what the Director said, where and when he said it.

    What was recorded so may be corrected; what a leader wrote himself may not. Raises
    WrongState for that and for a closed obstacle, ImpossibleDate for an opinion of a day to
    come or an action due before it.
    """
    _not_before(timezone.localdate(at), opinion_on)
    _not_before(action_due_on, opinion_on)
    _write(
        obstacle,
        Q(opinion="") | Q(is_opinion_on_behalf=True),
        opinion=text,
        opinion_on=opinion_on,
        opinion_source=source,
        opinion_recorded_by=by,
        is_opinion_on_behalf=True,
        responsible=responsible,
        action_due_on=action_due_on,
    )
    notices.opinion_given(obstacle, by=by, at=at)


def set_visibility(obstacle: Obstacle, *, visibility: str, by: User, at: datetime) -> None:
    """Keep it inside the agency, or let it stand in the report upward; a closed one as well."""
    Obstacle.objects.filter(pk=obstacle.pk).update(visibility=visibility)
    obstacle.refresh_from_db(fields=["visibility"])


def close(obstacle: Obstacle, *, note: str, by: User, at: datetime) -> None:
    """Settled on this day, with what was done. Raises WrongState when it was closed before."""
    _write(obstacle, Q(), closed_on=timezone.localdate(at), closed_by=by, closing_note=note)


def _not_before(day: date | None, first: date) -> None:
    if day is not None and day < first:
        raise ImpossibleDate(day)


def _write(obstacle: Obstacle, condition: Q, **fields) -> None:
    """One conditional UPDATE, so that of two people at once the second is told."""
    if not Obstacle.objects.open().filter(condition, pk=obstacle.pk).update(**fields):
        raise WrongState("closed" if obstacle.closed_on else "decided")
    obstacle.refresh_from_db(fields=list(fields))
