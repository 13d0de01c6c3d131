"""The log of urging, inspection and monitoring, and what became of a recommendation."""

from datetime import datetime

from django.utils import timezone

from directives.models import User
from reports.lifecycle import ImpossibleDate, WrongState
from reports.models import Supervision


def record(supervision: Supervision, *, by: User, at: datetime) -> Supervision:
    """Enter an act that took place. Raises ImpossibleDate for one of a day to come."""
    if supervision.on > timezone.localdate(at):
        raise ImpossibleDate(supervision.on)
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
