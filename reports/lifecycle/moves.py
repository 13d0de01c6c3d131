"""One table of moves, and the one mover."""

from datetime import datetime

from django.db.models import Q

from directives.models import User
from reports.errors import WrongState
from reports.models import ProgressReport, StateChange, Submission
from reports.models.progress import ProgressReportQuerySet, State

MOVES = {  # to <- from
    State.SUBMITTED: {State.EXPECTED, State.RETURNED},
    State.EXPECTED: {State.RELEASED},
    State.RETURNED: {State.SUBMITTED, State.ACCEPTED, State.RELEASED},
    State.ACCEPTED: {State.SUBMITTED},
    State.REPLACED: {State.EXPECTED, State.RETURNED},
    State.RELEASED: {State.EXPECTED, State.RETURNED},
}


def move(
    report: ProgressReport,
    to_state: State,
    *,
    by: User,
    at: datetime,
    submission: Submission | None = None,
    note: str = "",
    is_self_acceptance: bool = False,
    source: str = "",
    **fields,
) -> None:
    from_state = report.state
    moved = ProgressReport.objects.filter(
        Q(pk=report.pk), Q(state=from_state), Q(state__in=MOVES[to_state])
    ).update(state=to_state, **fields)
    if not moved:
        report.refresh_from_db()
        raise WrongState(report.state)
    StateChange.objects.create(
        report=report,
        from_state=from_state,
        to_state=to_state,
        submission=submission,
        by=by,
        at=at,
        note=note,
        is_self_acceptance=is_self_acceptance,
        source=source,
    )
    report.refresh_from_db()


def move_all(
    reports: ProgressReportQuerySet,
    to_state: State,
    *,
    by: User,
    at: datetime,
    note: str = "",
    **fields,
) -> list[ProgressReport]:
    """Those of the reports that may move, in a few queries for any number of them."""
    may = reports.filter(state__in=MOVES[to_state]).select_related("period").locked()
    moved = list(may)
    StateChange.objects.bulk_create(
        StateChange(
            report=report, from_state=report.state, to_state=to_state, by=by, at=at, note=note
        )
        for report in moved
    )
    ProgressReport.objects.filter(pk__in=[report.pk for report in moved]).update(
        state=to_state, **fields
    )
    for report in moved:
        report.state = to_state
        for name, value in fields.items():
            setattr(report, name, value)
    return moved
