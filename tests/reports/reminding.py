"""The work of a day, as the clock, the sweep and the workers do it together."""

from datetime import date, datetime

from reports import reminders
from reports.models import OutgoingMail
from reports.reminders import SweepResult
from tests.builders import at


def deliver(*mails: OutgoingMail, on: date | None = None, now: datetime) -> list[OutgoingMail]:
    """These in one chunk, under a clock that stands."""
    return reminders.deliver([mail.pk for mail in mails], on=on or now.date(), clock=lambda: now)


def work(day: date, hour="07:00") -> SweepResult:
    """Sweep, then deliver everything that waits."""
    now = at(f"{day} {hour}")
    result = reminders.sweep(on=day, at=now)
    deliver(*reminders.deliverable(on=day, at=now), on=day, now=now)
    return result
