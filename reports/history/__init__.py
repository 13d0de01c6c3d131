"""What happened to a report, in order: one timeline from the rows that each step left.

Reminders by the system and urgings by persons both stand on it, and never under one name.
"""

from dataclasses import dataclass
from datetime import date

from reports.history.deliveries import Delivered, of_steps
from reports.history.rows import rows_of
from reports.history.telling import Event, called_off, opened, tell
from reports.models import ProgressReport, Reminder

__all__ = ["Delivered", "Event", "History", "of_report"]


@dataclass(frozen=True)
class History:
    """`events` in their order; `promises` are the days on which the system will still remind."""

    events: tuple[Event, ...]
    promises: tuple[date, ...]


def of_report(report: ProgressReport, *, sees_whole: bool) -> History:
    """From the opening of the period to the last step. Two queries.

    HCTH and the leaders see the addresses, message ids and errors of mails; the unit sees who was
    told, and when.
    """
    rows = rows_of(report)
    mails = of_steps(report, sees_whole=sees_whole)
    days = {row.ref: row.from_day for row in rows if row.kind.startswith("reminder:")}
    promised = [row for row in rows if row.kind == f"reminder:{Reminder.State.PROMISED}"]
    dropped = [row for row in rows if row.kind == f"reminder:{Reminder.State.CALLED_OFF}"]
    told = [row for row in rows if row not in promised and row not in dropped]
    events = [
        opened(report),
        *(tell(row, mails=mails.of(row), superseding_on=days.get(row.number)) for row in told),
        *called_off(dropped),
        *(tell(row, mails=mails.of(row)) for row in promised if mails.of(row)),
    ]
    return History(
        events=tuple(sorted(events, key=lambda event: event.at)),
        promises=tuple(sorted({row.from_day for row in promised if not mails.of(row)})),
    )
