"""What is promised with a deadline, and taken back when the unit has reported."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F

from reports.calendar import reminder_days
from reports.models import ProgressReport, Reminder


def promise(reports: Iterable[ProgressReport], *, at: datetime) -> None:
    """Write the ladder of each report's deadline, in the transaction that sets the deadline.

    A new deadline brings a new ladder; what was promised for another deadline is called off. A
    return that leaves the deadline as it was takes up the steps that sending had called off.
    """
    reports = list(reports)
    ladder = Reminder.objects.filter(report__in=reports)
    ladder.filter(state=Reminder.State.PROMISED).exclude(due_on=F("report__due_on")).update(
        state=Reminder.State.CALLED_OFF, settled_at=at
    )
    ladder.filter(state=Reminder.State.CALLED_OFF, due_on=F("report__due_on")).update(
        state=Reminder.State.PROMISED, settled_at=None
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
