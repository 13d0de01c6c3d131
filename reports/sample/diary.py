"""What happened when, played in the order of time, with the reminders of every morning."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from django.db.models import F

from directives.sample.load import at
from reports import reminders
from reports.models import Notice, OutgoingMail, Reminder


class Diary:
    def __init__(self) -> None:
        self._entries: list[tuple[datetime, Callable[[], object]]] = []

    def add(self, when: datetime, act: Callable[[], object]) -> None:
        self._entries.append((when, act))

    def play(self, *, first: date, last: date) -> None:
        """All entries, and the reminders of each morning from `first` to `last`."""
        for days in range((last - first).days + 1):
            day = first + timedelta(days=days)
            self.add(at(day, 7, 30), partial(_remind, day))
        for _, act in sorted(self._entries, key=lambda entry: entry[0]):
            act()
        _settle(at(last, 17, 30))


def _remind(day: date) -> None:
    """As the sweep of that morning did; the mails are long out, and none is sent now."""
    now = at(day, 7, 30)
    if not Reminder.objects.filter(state=Reminder.State.PROMISED, send_on__lte=day).exists():
        return
    reminders.sweep(on=day, at=now)
    _settle(now)


def _settle(now: datetime) -> None:
    """What waits counts as sent, and what is a month old as read."""
    mails = OutgoingMail.objects.filter(state=OutgoingMail.State.QUEUED).select_related("person")
    Reminder.objects.filter(recipients__mail__in=mails).update(
        state=Reminder.State.SENT, settled_at=now
    )
    for mail in mails:
        mail.state, mail.sent_at, mail.attempts = OutgoingMail.State.SENT, now, 1
        mail.address = mail.person.email
        mail.save()
    old = Notice.objects.filter(read_at=None, made_at__lt=now - timedelta(days=30))
    old.update(read_at=F("made_at"))
