"""How late: in calendar days and in working days, against the deadline in force and the first one.

The due day itself is on time until it ends in Viet Nam.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import ngettext

from reports.calendar import OfficeCalendar
from reports.models import ProgressReport


@dataclass(frozen=True)
class Delay:
    """`day` came after `due_on`; no working day lies between where an office was closed."""

    due_on: date
    day: date
    days: int
    working_days: int

    def __str__(self):
        """6 ngày (4 ngày làm việc)"""
        working = ngettext(
            "%(count)s ngày làm việc", "%(count)s ngày làm việc", self.working_days
        ) % {"count": self.working_days}
        days = ngettext("%(count)s ngày", "%(count)s ngày", self.days) % {"count": self.days}
        return f"{days} ({working})"


def between(due_on: date, day: date, *, calendar: OfficeCalendar) -> Delay | None:
    """None on the due day and before it."""
    if day <= due_on:
        return None
    return Delay(due_on, day, (day - due_on).days, _working_days(calendar, due_on, day))


@lru_cache(maxsize=4096)
def _working_days(calendar: OfficeCalendar, due_on: date, day: date) -> int:
    """Kept, since the units of a page share few deadlines."""
    return calendar.working_days_between(due_on, day)


def overdue(report: ProgressReport, *, on: date, calendar: OfficeCalendar) -> Delay | None:
    """Of a report that is still owed."""
    return between(report.due_on, on, calendar=calendar) if report.is_open else None


def sent(report: ProgressReport, *, calendar: OfficeCalendar) -> Delay | None:
    """The longest delay of its submissions; wants `with_delay()`."""
    if report.delay is None:
        return None
    due_on, sent_on = (date.fromisoformat(report.delay[name]) for name in ("due_on", "sent_on"))
    return between(due_on, sent_on, calendar=calendar)


def against_original(report: ProgressReport, *, on: date, calendar: OfficeCalendar) -> Delay | None:
    """So với hạn gốc: the first submission, or today where there is none.

    The second judgement beside the first; None too where the first deadline was never moved.
    Wants `with_first_submission()`.
    """
    if report.first_submitted_at is None:
        return between(report.original_due_on, on, calendar=calendar) if report.is_open else None
    day = timezone.localdate(report.first_submitted_at)
    return between(report.original_due_on, day, calendar=calendar)
