"""What happened to a report, in order: one timeline from the rows that each step left.

Reminders by the system and urgings by persons both stand on it, and never under one name.
"""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from reports.history.deliveries import Delivered, of_steps
from reports.history.rows import Row, rows_of
from reports.history.telling import Event, tell
from reports.models import ProgressReport

__all__ = ["Delivered", "Event", "History", "of_report"]


@dataclass(frozen=True)
class History:
    """`events` in their order; `promises` are the days on which the system will still remind."""

    events: tuple[Event, ...]
    promises: tuple[date, ...]


def of_report(report: ProgressReport, *, sees_whole: bool) -> History:
    """From the opening of the period to the last step. Two queries.

    HCTH and the leaders see the addresses, message ids and errors of mails, and are led to the
    papers; the unit sees who was told, and when.
    """
    rows = rows_of(report)
    mails = of_steps(report, sees_whole=sees_whole)
    waiting = [row for row in rows if row.kind == "reminder:promised" and not mails.of(row)]
    told = groupby((row for row in rows if row not in waiting), key=_step)
    return History(
        events=tuple(
            tell(list(together), period=report.period, mails=mails, sees_whole=sees_whole)
            for _key, together in told
        ),
        promises=tuple(sorted({row.from_day for row in waiting})),
    )


def _step(row: Row) -> tuple:
    """Reminders that were called off together, or gave way to the same one, are one step."""
    if row.kind in ("reminder:called_off", "reminder:superseded"):
        return row.kind, row.at, row.number
    return row.kind, row.ref
