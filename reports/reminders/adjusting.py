"""A directive gets another ladder, or the office another calendar."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from directives.models import Directive, User
from reports.ladders import FARTHEST_DAYS, Step, normal, place
from reports.models import Ladder, ProgressReport
from reports.reminders.promises import promise_anew

#: A step lies no farther from its deadline, working days being two in three at the least.
REACH = timedelta(days=2 * FARTHEST_DAYS)


@transaction.atomic
def adjust_ladder(directive: Directive, steps: Iterable[Step], *, by: User, at: datetime) -> Ladder:
    """Keep these steps, and promise anew what is still promised of the directive's open reports.

    What was sent stays as it is. Of two people at once the second waits for the first. Raises
    ValueError for a ladder without steps, with two at one place, or one told to nobody.
    """
    steps = [normal(step) for step in steps]
    kept = {place(step): step for step in steps}
    if not kept or len(kept) < len(steps) or not all(step.to for step in kept.values()):
        raise ValueError(steps)
    ladder = _locked(directive, by=by, at=at)
    for row in ladder.steps.all():
        step = kept.pop((row.days, row.in_working_days), None)
        if step is None:
            row.delete()
        elif row.to != list(step.to):
            row.to = list(step.to)
            row.save(update_fields=["to"])
    for step in kept.values():
        ladder.steps.create(days=step.days, in_working_days=step.in_working_days, to=list(step.to))
    reports = ProgressReport.objects.open().filter(period__directive=directive)
    promise_anew(reports, on=timezone.localdate(at), at=at)
    return ladder


def _locked(directive: Directive, *, by: User, at: datetime) -> Ladder:
    Ladder.objects.bulk_create(
        [Ladder(directive=directive, changed_at=at, changed_by=by)],
        update_conflicts=True,
        unique_fields=["directive"],
        update_fields=["changed_at", "changed_by"],
    )
    return Ladder.objects.select_for_update(no_key=True, of=("self",)).get(directive=directive)


@transaction.atomic
def follow_calendar(day: date, *, at: datetime) -> None:
    """After `day` became a day off, or worked: what is promised around it moves.

    What would have been due in the meantime stays due.
    """
    around = (day - REACH, day + REACH)
    reports = ProgressReport.objects.open().filter(due_on__range=around)
    promise_anew(reports, on=timezone.localdate(at), at=at)
