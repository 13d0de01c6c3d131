"""Units that owe a report, built and committed by the test."""

from datetime import date

from reports.models import Heartbeat, OutgoingMail, Reminder
from tests.builders import (
    ISSUED_AT,
    Role,
    at,
    confirm,
    make_assignment,
    make_department,
    make_directive,
    make_duty,
    make_member,
    make_period,
)

#: A Wednesday between two working days.
DUE_ON = date(2026, 12, 16)


def make_unit(name, *, due_on=DUE_ON):
    """A unit with a head and a focal officer, and a planned period of a directive of its own."""
    department = make_department(f"Trung tâm {name}")
    directive = make_directive()
    head = make_member(department, username=f"head.{name}")
    # Acknowledged: no mail but the reminders.
    make_assignment(
        make_duty(directive), department, acknowledged_at=ISSUED_AT, acknowledged_by=head
    )
    make_member(department, Role.FOCAL_OFFICER, username=f"focal.{name}")
    return make_period(directive, due_on=due_on)


def make_units(count, *, due_on=DUE_ON):
    """Units that owe from 20/11/2026 on; the addresses of their people."""
    for number in range(count):
        confirm(make_unit(number, due_on=due_on), when=f"{due_on.year}-01-02 08:00")
    return addresses(*range(count))


def addresses(*names):
    return sorted(f"{post}.{name}@example.vn" for name in names for post in ["head", "focal"])


def unkept(day, *, period=None):
    """Promises due on the day that nobody can call kept: neither told, nor told by a newer one."""
    due = Reminder.objects.filter(send_on__lte=day)
    if period:
        due = due.filter(report__period=period)
    kept = due.filter(state__in=["sent", "superseded"])
    return due.count() - kept.count()


def waiting():
    """The mails that have not got out."""
    return OutgoingMail.objects.filter(state="queued")


def is_at_rest(day):
    """Every due promise is kept and no mail waits."""
    return not unkept(day) and not waiting().filter(day__lte=day).exists()


def swept_since(at):
    return Heartbeat.objects.filter(name="sweep", seen_at__gte=at).exists()


def morning(day, hour="08:30"):
    return at(f"{day} {hour}")
