"""A promise, then a proof: what is promised with a deadline, and who is told on the day."""

from collections.abc import Iterable
from datetime import datetime

from reports.calendar import reminder_days
from reports.models import ProgressReport, Reminder


def promise(reports: Iterable[ProgressReport], *, at: datetime) -> None:
    """Write the ladder of each report's deadline, in the transaction that sets the deadline.

    A new deadline brings a new ladder; what was promised for another deadline is called off.
    """
    reports = list(reports)
    for report in reports:
        report.reminders.filter(state=Reminder.State.PROMISED).exclude(due_on=report.due_on).update(
            state=Reminder.State.CALLED_OFF, settled_at=at
        )
    Reminder.objects.bulk_create(
        (
            Reminder(report=report, due_on=report.due_on, step=step, send_on=day)
            for report in reports
            for step, day in reminder_days(report.due_on).items()
        ),
        ignore_conflicts=True,
    )


def call_off(report: ProgressReport, *, at: datetime) -> None:
    """The unit has reported: it gets nothing more."""
    report.reminders.filter(state=Reminder.State.PROMISED).update(
        state=Reminder.State.CALLED_OFF, settled_at=at
    )
