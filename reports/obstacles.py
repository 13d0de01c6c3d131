"""An obstacle from the day it is raised to its end: proposal, opinion, action, close."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from directives.models import Assignment, Department, User
from reports import notices
from reports.errors import ImpossibleDate, WrongState
from reports.models import Obstacle, Remark

#: What the responsible unit has said of an opinion; another opinion asks anew.
_NOTHING_DONE = {"acted_on": None, "acted_by": None, "action_note": ""}
_NOT_CONFIRMED = {"opinion_confirmed_at": None, "opinion_confirmed_by": None}


@transaction.atomic
def raise_(assignment: Assignment, *, text: str, by: User, at: datetime) -> Obstacle:
    """The unit says on any day what stands in its way; a form that is sent twice makes one.

    Raises WrongState when the duty is not the unit's any more, or its directive is closed.
    """
    given = Assignment.objects.select_for_update(no_key=True, of=("self",))
    current = given.in_force(on=timezone.localdate(at)).filter(pk=assignment.pk)
    if not current.filter(duty__directive__closed_on=None):
        raise WrongState("ended")
    same = Obstacle.objects.open().filter(assignment=assignment, raised_by=by, text=text).first()
    if same:
        return same
    raised = Obstacle.objects.create(assignment=assignment, text=text, raised_by=by, raised_at=at)
    notices.obstacle_raised(raised, by=by, at=at)
    return raised


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
        **_NOT_CONFIRMED,
        **_NOTHING_DONE,
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

    What was recorded so may be corrected until a leader has confirmed it; what he wrote himself
    may not. Raises WrongState for that and for a closed obstacle, ImpossibleDate for an opinion
    of a day to come or an action due before it.
    """
    _not_before(timezone.localdate(at), opinion_on)
    _not_before(action_due_on, opinion_on)
    _write(
        obstacle,
        Q(opinion="") | Q(is_opinion_on_behalf=True, opinion_confirmed_at=None),
        opinion=text,
        opinion_on=opinion_on,
        opinion_source=source,
        opinion_recorded_by=by,
        is_opinion_on_behalf=True,
        responsible=responsible,
        action_due_on=action_due_on,
        **_NOTHING_DONE,
    )
    notices.opinion_given(obstacle, by=by, at=at)


@transaction.atomic
def confirm_opinion(obstacle: Obstacle, *, seal: str, by: User, at: datetime) -> None:
    """A leader says that what was recorded on his behalf is what he said.

    `seal` is the `opinion_seal` of the words he read. Raises WrongState when they stand otherwise
    by now, or were confirmed before.
    """
    current = Obstacle.objects.select_for_update(of=("self",)).get(pk=obstacle.pk)
    if current.opinion_seal != seal or not current.awaits_confirmation:
        raise WrongState("changed")
    current.opinion_confirmed_at, current.opinion_confirmed_by = at, by
    current.save(update_fields=["opinion_confirmed_at", "opinion_confirmed_by"])
    obstacle.refresh_from_db(fields=["opinion_confirmed_at", "opinion_confirmed_by"])


@transaction.atomic
def act(obstacle: Obstacle, *, note: str, acted_on: date, by: User, at: datetime) -> None:
    """The responsible unit says what it did on the opinion, and when.

    Raises WrongState when it said so before, when another unit is charged by now, or when the
    obstacle is closed; ImpossibleDate for a day to come or one before the opinion.
    """
    _not_before(timezone.localdate(at), acted_on)
    if obstacle.opinion_on:
        _not_before(acted_on, obstacle.opinion_on)
    _write(
        obstacle,
        ~Q(opinion="") & Q(acted_on=None, responsible=obstacle.responsible_id),
        acted_on=acted_on,
        acted_by=by,
        action_note=note,
    )
    notices.obstacle_acted(obstacle, by=by, at=at)


@transaction.atomic
def ask_again(obstacle: Obstacle, *, reason: str, by: User, at: datetime) -> None:
    """What was done does not settle it: the unit has it in hand again, and reads why.

    Raises WrongState when nothing was done that could be asked for again.
    """
    _write(obstacle, Q(acted_on__isnull=False), **_NOTHING_DONE)
    Remark.objects.create(obstacle=obstacle, text=reason, by=by, at=at)
    notices.obstacle_asked_again(obstacle, reason=reason, by=by, at=at)


def set_visibility(obstacle: Obstacle, *, visibility: str, by: User, at: datetime) -> None:
    """Keep it inside the agency, or let it stand in the report upward; a closed one as well."""
    Obstacle.objects.filter(pk=obstacle.pk).update(visibility=visibility)
    obstacle.refresh_from_db(fields=["visibility"])


@transaction.atomic
def close(obstacle: Obstacle, *, note: str, by: User, at: datetime) -> None:
    """Settled on this day, with what was done. Raises WrongState when it was closed before."""
    _write(obstacle, Q(), closed_on=timezone.localdate(at), closed_by=by, closing_note=note)
    notices.obstacle_closed(obstacle, by=by, at=at)


def _not_before(day: date | None, first: date) -> None:
    if day is not None and day < first:
        raise ImpossibleDate(day)


def _write(obstacle: Obstacle, condition: Q, **fields) -> None:
    """One conditional UPDATE, so that of two people at once the second is told."""
    if not Obstacle.objects.open().filter(condition, pk=obstacle.pk).update(**fields):
        raise WrongState("closed" if obstacle.closed_on else "decided")
    obstacle.refresh_from_db(fields=list(fields))
