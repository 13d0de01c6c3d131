"""The life of an obstacle as its page tells it: everything that was ever said of it, in order.

What was said anew stands beside what it replaced: the history table keeps both.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils import timezone

from directives.models import User
from reports.models import Obstacle, ObstacleStatement

PROPOSED = ("proposal", "proposed_at")
SAID = ("opinion", "opinion_on", "opinion_source", "opinion_recorded_by_id")
CHARGED = ("responsible_id", "action_due_on")
#: Of whom a row of the history names somebody or some unit.
_NAMED = (
    "raised_by",
    "proposed_by",
    "opinion_recorded_by",
    "opinion_confirmed_by",
    "responsible",
    "acted_by",
    "closed_by",
)


@dataclass(frozen=True)
class Step:
    """`kind` names how it looks; `then` is the obstacle as it stood then, in a row of its history.

    `is_anew`: it replaces what was said before. A statement is one of the unit's, in a report.
    """

    on: date
    kind: str
    then: Obstacle | None = None
    by: User | None = None
    is_anew: bool = False
    statement: ObstacleStatement | None = None


def steps(obstacle: Obstacle) -> list[Step]:
    """By day; of one day as they were written."""
    rows = list(obstacle.events.select_related(*_NAMED).order_by("pgh_id"))
    told = [*_beginning(obstacle), *_statements(obstacle)]
    for before, then in pairwise([None, *rows]):
        told += _written(before, then)
    return sorted(told, key=lambda step: step.on)


def _beginning(obstacle: Obstacle) -> Iterator[Step]:
    """One that a report raised begins with the statement of that report."""
    if obstacle.raised_in_id is None:
        on = timezone.localdate(obstacle.raised_at)
        yield Step(on, "raised", obstacle, obstacle.raised_by)


def _statements(obstacle: Obstacle) -> Iterator[Step]:
    stated = obstacle.statements.select_related("submission__report__period").order_by(
        "submission__submitted_at", "pk"
    )
    for statement in stated:
        on = timezone.localdate(statement.submission.submitted_at)
        yield Step(on, "statement", statement=statement)


def _written(before, then) -> Iterator[Step]:
    """What this row of the history says that the one before it did not."""

    def has_new(*names: str) -> bool:
        return any(getattr(then, name) != getattr(before, name, None) for name in names)

    if then.proposal and has_new(*PROPOSED):
        on = timezone.localdate(then.proposed_at)
        yield Step(on, "proposal", then, then.proposed_by, bool(before and before.proposal))
    if then.opinion and has_new(*SAID, *CHARGED):
        yield _opinion(before, then, is_said=has_new(*SAID))
    if then.opinion_confirmed_at and has_new("opinion_confirmed_at"):
        on = timezone.localdate(then.opinion_confirmed_at)
        yield Step(on, "confirmed", then, then.opinion_confirmed_by)
    if then.acted_on and has_new("acted_on", "action_note"):
        yield Step(then.acted_on, "action", then, then.acted_by)
    if then.closed_on and has_new("closed_on"):
        yield Step(then.closed_on, "closing", then, then.closed_by)


def _opinion(before, then, *, is_said: bool) -> Step:
    """Said for the first time or anew; or with its words left alone and another unit charged, as
    after a merger.
    """
    if is_said or not before.responsible_id:
        anew = bool(before and before.opinion)
        return Step(then.opinion_on, "opinion", then, then.opinion_recorded_by, anew)
    return Step(max(then.opinion_on, timezone.localdate(then.pgh_created_at)), "charged", then)
