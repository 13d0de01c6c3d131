"""The work of a day, as the clock, the sweep and the workers do it together."""

from datetime import date

from reports import reminders
from reports.reminders import SweepResult
from tests.builders import at


def work(day: date, hour="07:00") -> SweepResult:
    """Sweep, then deliver everything that waits."""
    now = at(f"{day} {hour}")
    result = reminders.sweep(on=day, at=now)
    for mail_id in list(reminders.deliverable(on=day, at=now).values_list("pk", flat=True)):
        reminders.deliver(mail_id, on=day, at=now)
    return result
