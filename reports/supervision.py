"""The log of urging, inspection and monitoring, and what became of a recommendation."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from directives.models import Directive, User
from reports.errors import ImpossibleDate, WrongState
from reports.models import Supervision

#: What makes two entries the same act.
_SAID = (
    "directive",
    "department",
    "kind",
    "means",
    "on",
    "paper",
    "findings",
    "recommendation",
    "recommendation_due_on",
)


@transaction.atomic
def record(supervision: Supervision, *, by: User, at: datetime) -> Supervision:
    """Enter an act that took place; a form that is sent twice makes one entry.

    Raises ImpossibleDate for an act of a day to come.
    """
    if supervision.on > timezone.localdate(at):
        raise ImpossibleDate(supervision.on)
    Directive.objects.select_for_update(of=("self",)).get(pk=supervision.directive_id)
    said = {name: getattr(supervision, name) for name in _SAID}
    if entered := Supervision.objects.filter(by=by, **said).first():
        return entered
    supervision.by, supervision.recorded_at = by, at
    supervision.save()
    return supervision


def finish_recommendation(supervision: Supervision, *, note: str, by: User, at: datetime) -> None:
    """The recommendation was carried out; `note` says how. Raises WrongState when it was before."""
    finished = (
        Supervision.objects.open_recommendations()
        .filter(pk=supervision.pk)
        .update(
            recommendation_done_on=timezone.localdate(at),
            recommendation_done_by=by,
            recommendation_done_note=note,
        )
    )
    if not finished:
        raise WrongState("done")
    supervision.refresh_from_db()
