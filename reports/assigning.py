"""What is done on an assignment, and who hears of it: the register knows nothing of notices."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from directives import adjusting, lifecycle, officers, work
from directives.models import AdjustmentRequest, Assignment, DutyOfficer, User, WorkItem
from reports import notices


@transaction.atomic
def give(
    assignment: Assignment, officer: User, *, for_unit: bool, by: User, at: datetime
) -> DutyOfficer:
    """The officer does the duty; who gives it `for_unit` has read it, and so takes it on.

    Raises AlreadyDone when he has it.
    """
    row = officers.give(assignment, officer, by=by, at=at)
    if for_unit and not assignment.is_acknowledged:
        try:
            lifecycle.acknowledge(assignment, by=by, at=at)
        except lifecycle.AlreadyDone:  # a colleague was quicker; that is what was wanted
            assignment.refresh_from_db()
    notices.given(row, by=by, at=at)
    return row


@transaction.atomic
def plan(plans: Iterable[Sequence[WorkItem]], *, agrees: bool, by: User, at: datetime) -> None:
    """Each of the plans is the work of one unit, which hears of it once."""
    for items in plans:
        work.plan(items, agrees=agrees, by=by, at=at)
        notices.work_set(items, by=by, at=at)


@transaction.atomic
def ask(request: AdjustmentRequest, *, by: User, at: datetime) -> None:
    adjusting.ask(request, by=by, at=at)
    notices.adjustment_asked(request, by=by, at=at)


@transaction.atomic
def put_forward(request: AdjustmentRequest, *, opinion: str, by: User, at: datetime) -> None:
    adjusting.put_forward(request, opinion=opinion, by=by, at=at)
    notices.adjustment_put(request, by=by, at=at)


@transaction.atomic
def decide(
    request: AdjustmentRequest, decision: adjusting.Decision, *, by: User, at: datetime
) -> Assignment | None:
    """Decided and carried out; the assignment that results, if any."""
    result = adjusting.decide(request, decision, by=by, at=at)
    notices.adjustment_decided(request, result, by=by, at=at)
    return result
