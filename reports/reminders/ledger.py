"""How a row of the ledger is taken, given back and closed, whatever the channel."""

import logging
from datetime import datetime, timedelta

from django.db.models import Min, Q, QuerySet
from django.db.models.functions import Coalesce

from reports.models.mail import Delivery

logger = logging.getLogger(__name__)

#: Longer than a slow server takes for one mail or one call.
LEASE = timedelta(minutes=5)
#: Waiting time after each failed attempt but the last: a night without a mail server is survived.
BACKOFF = [timedelta(minutes=minutes) for minutes in (5, 30, 120, 360)]
MAX_ATTEMPTS = len(BACKOFF) + 1
#: Rows handed out per sweep while no row gets through.
PROBES = 4

State = Delivery.State


def is_free(at: datetime) -> Q:
    """It waits, nobody is sending it, and it is not resting after a failure."""
    return (
        Q(state=State.QUEUED)
        & (Q(lease_until=None) | Q(lease_until__lte=at))
        & (Q(retry_at=None) | Q(retry_at__lte=at))
    )


def claim(free: QuerySet, row: Delivery, *, at: datetime, **fields) -> bool:
    """The UPDATE is the lock: of two workers one finds the row among the free, as it was read."""
    taken = {"lease_until": at + LEASE, "attempts": row.attempts + 1, **fields}
    if not free.filter(pk=row.pk, attempts=row.attempts).order_by().update(**taken):
        return False
    for name, value in taken.items():
        setattr(row, name, value)
    return True


def close(row: Delivery, state: str, *, error: str = "", at: datetime | None = None) -> bool:
    """Nothing more will be tried; False when the row is another worker's by now."""
    if error:
        logger.warning("%s: %s", row, error)
    since = Coalesce("failing_since", at) if at else None
    return _release(row, state=state, retry_at=None, last_error=error, failing_since=since)


def try_later(row: Delivery, error: str, *, at: datetime) -> bool:
    """Rest before the next attempt; there is one, or the caller has closed the row."""
    logger.warning("%s, attempt %s: %s", row, row.attempts, error)
    return _release(
        row,
        retry_at=at + BACKOFF[row.attempts - 1],
        last_error=error,
        failing_since=Coalesce("failing_since", at),
    )


def mark_sent(row: Delivery, *, at: datetime, **fields) -> bool:
    """What went out is a fact: it stands above what was decided while it was on its way."""
    marked = (
        type(row)
        .objects.filter(pk=row.pk)
        .exclude(state=State.SENT)
        .update(
            state=State.SENT,
            sent_at=at,
            lease_until=None,
            retry_at=None,
            failing_since=None,
            last_error="",
            **fields,
        )
    )
    return bool(marked)


def _release(row: Delivery, **fields) -> bool:
    """Give the row back, unless our lease ran out and another worker has it by now."""
    held = type(row).objects.filter(pk=row.pk, state=State.QUEUED, lease_until=row.lease_until)
    return bool(held.update(lease_until=None, **fields))


def worth_trying(waiting: QuerySet) -> QuerySet:
    """All that wait; a few at a time while nothing gets through.

    A server that hangs would otherwise hold every worker for as long as rows wait, and the sweep
    with them.
    """
    rows = waiting.model.objects
    since = rows.filter(state=State.QUEUED, failing_since__isnull=False).aggregate(
        first=Min("failing_since")
    )["first"]
    if since is None or rows.filter(sent_at__gte=since).exists():
        return waiting
    return waiting[:PROBES]
