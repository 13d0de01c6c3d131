"""Whether the machinery behind the pages runs, and since when it does not."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min, Q
from django.utils import timezone

from reports import planning
from reports.models import Heartbeat, OutgoingMail, Reminder
from reports.reminders.delivery import MAX_ATTEMPTS

#: As in config/celery.py.
QUEUES = ("default", "pdf")
#: Every minute is the rule; five without a sign are no coincidence.
TOO_OLD = timedelta(minutes=5)


@dataclass(frozen=True)
class Pulse:
    """When something last came through; None for never."""

    seen_seconds_ago: int | None

    @property
    def ok(self) -> bool:
        return self.seen_seconds_ago is not None and self.seen_seconds_ago <= TOO_OLD.seconds


def beat(name: str, *, at: datetime) -> None:
    """A task came through the queue, or the sweep to its end."""
    Heartbeat.objects.update_or_create(name=name, defaults={"seen_at": at})


def pulses(*, at: datetime) -> dict[str, Pulse]:
    """Each queue and the sweep, in one query."""
    seen = dict(Heartbeat.objects.values_list("name", "seen_at"))
    return {
        name: Pulse(int((at - seen[name]).total_seconds()) if name in seen else None)
        for name in [*QUEUES, Heartbeat.SWEEP]
    }


def standstill(*, at: datetime) -> datetime | None:
    """Since when reminders stand still, for the banner of HCTH; None while they move.

    They do when no sweep came through, or when mails fail one after the other and none got out
    since the first that failed. One bad address is no standstill, nor is a queue that waits for
    the morning; what failed before a weekend still stands when the week begins.
    """
    heartbeat = Heartbeat.objects.filter(name=Heartbeat.SWEEP).first()
    if heartbeat is None:
        return _never_swept(at=at)
    if at - heartbeat.seen_at > TOO_OLD:
        return heartbeat.seen_at
    on = timezone.localdate(at)
    given_up = Q(state=OutgoingMail.State.FAILED, attempts__gte=MAX_ATTEMPTS)
    since = OutgoingMail.objects.filter(
        Q(state=OutgoingMail.State.QUEUED) | given_up,
        failing_since__isnull=False,
        day__range=(planning.office_calendar().add_working_days(on, -1), on),
    ).aggregate(since=Min("failing_since"))["since"]
    if since and OutgoingMail.objects.filter(sent_at__gte=since).exists():
        return None
    return since


def _never_swept(*, at: datetime) -> datetime | None:
    """An office whose clock was never started owes its first reminder since that day began."""
    first = Reminder.objects.filter(
        state=Reminder.State.PROMISED, send_on__lte=timezone.localdate(at)
    ).aggregate(first=Min("send_on"))["first"]
    if first is None:
        return None
    return timezone.make_aware(datetime(first.year, first.month, first.day))  # noqa: DTZ001
