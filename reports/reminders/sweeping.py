"""From the promises that are due to one mail per person and day."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import astuple, dataclass
from datetime import date, datetime, timedelta
from itertools import batched, groupby

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from reports import figures
from reports.models import OutgoingMail, ProgressReport, Reminder, ReminderRecipient
from reports.reminders.delivery import MAX_ATTEMPTS
from reports.reminders.recipients import told

#: Reports settled in one transaction: long enough to be set-based, short enough to hold no one up.
CHUNK = 1000

State = OutgoingMail.State


@dataclass(frozen=True)
class SweepResult:
    """What one sweep changed; all zeros when there was nothing to do."""

    planned: int = 0  # reminders put on somebody's mail
    superseded: int = 0  # older steps that a newer one replaces
    called_off: int = 0  # no longer owed
    carried_over: int = 0  # mails of earlier days that will go out today
    covered: int = 0  # mails of earlier days that today's mail makes needless
    without_recipient: int = 0  # reminders of units in which nobody is in office

    def __add__(self, other: "SweepResult") -> "SweepResult":
        pairs = zip(astuple(self), astuple(other), strict=True)
        return SweepResult(*(mine + yours for mine, yours in pairs))


def sweep(*, on: date, at: datetime) -> SweepResult:
    """Put every promise that is due on the day on the mail of the person who is to be told.

    Safe to run twice, at once or late: missed days count, and of a report's due steps only the
    newest is told. Sends nothing: `deliverable` and `deliver` do.

    A mail of an earlier day that never got out is carried over: it becomes today's mail of that
    person and is written with today's words. Where he has a mail of today already, that one
    covers it and the old one is called off, so nobody gets two on one day. A person who had his
    mail of today before something new fell due finds that in tomorrow's.
    """
    result = _carry_over(on=on, at=at)
    for reports in _due_reports(on=on):
        result += _settle(reports, on=on, at=at)
    return result


def _carry_over(*, on: date, at: datetime) -> SweepResult:
    """Two sweeps at once may both want to make today's mail: the loser leaves it to the next."""
    carried = covered = 0
    with suppress(IntegrityError), transaction.atomic():
        newer = OutgoingMail.objects.filter(
            person=OuterRef("person"), kind=OuterRef("kind"), day__gt=OuterRef("day"), day__lte=on
        )
        stale = list(
            OutgoingMail.objects.filter(
                Q(lease_until=None) | Q(lease_until__lte=at),
                kind=OutgoingMail.Kind.REMINDER,
                state=State.QUEUED,
                day__lt=on,
            )
            .order_by("pk")
            .select_for_update(skip_locked=True, of=("self",))
            .values_list("pk", flat=True)
        )
        mails = OutgoingMail.objects.filter(pk__in=stale)
        covered = mails.filter(Exists(newer)).update(state=State.CALLED_OFF, lease_until=None)
        carried = mails.filter(state=State.QUEUED).update(day=on)
        return SweepResult(carried_over=carried, covered=covered)
    return SweepResult()


def _due_reports(*, on: date) -> Iterator[tuple[int, ...]]:
    """Reports with a promise that is due and on no mail yet, in chunks."""
    in_hand = ReminderRecipient.objects.filter(reminder=OuterRef("pk"), mail__state=State.QUEUED)
    due = (
        Reminder.objects.filter(~Exists(in_hand), state=Reminder.State.PROMISED, send_on__lte=on)
        .order_by("report_id")
        .values_list("report_id", flat=True)
        .distinct()
    )
    # Numbers only, read once: the query is the same work for one chunk as for all.
    yield from batched(list(due), CHUNK, strict=False)


@transaction.atomic
def _settle(reports: tuple[int, ...], *, on: date, at: datetime) -> SweepResult:
    """Decide on every due promise of these reports.

    The reports are locked, so that a unit which sends its report at this moment is before or
    after us, never between; those that another sweep or a user holds wait for the next sweep.
    """
    locked = list(
        ProgressReport.objects.filter(pk__in=reports)
        .order_by("pk")
        .select_for_update(skip_locked=True, no_key=True, of=("self",))
        .values_list("pk", flat=True)
    )
    owed = set(figures.owed(on=on).filter(pk__in=locked).values_list("pk", flat=True))
    due = (
        Reminder.objects.filter(
            report_id__in=locked, state=Reminder.State.PROMISED, send_on__lte=on
        )
        .select_related("report")
        .order_by("report_id", "-send_on")
    )
    called_off, older, newest = [], [], []
    for _, steps in groupby(due, key=lambda reminder: reminder.report_id):
        live = []
        for step in steps:
            still = step.report_id in owed and step.due_on == step.report.due_on
            (live if still else called_off).append(step)
        newest += live[:1]
        older += live[1:]
    _rows(called_off).update(state=Reminder.State.CALLED_OFF, settled_at=at)
    told_instead = Reminder.objects.filter(
        report=OuterRef("report_id"), due_on=OuterRef("due_on"), send_on__lte=on
    ).order_by("-send_on")
    _rows(older).update(
        state=Reminder.State.SUPERSEDED,
        settled_at=at,
        superseded_by=Subquery(told_instead.values("pk")[:1]),
    )
    planned, alone = _address(newest, on=on)
    return SweepResult(
        planned=planned,
        superseded=len(older),
        called_off=len(called_off),
        without_recipient=alone,
    )


def _rows(reminders: list[Reminder]) -> QuerySet[Reminder]:
    return Reminder.objects.filter(pk__in=[reminder.pk for reminder in reminders]).order_by()


def _address(reminders: list[Reminder], *, on: date) -> tuple[int, int]:
    """Put each reminder on the mails of those who are told; how many, and how many found nobody."""
    people = told({reminder.report.department_id for reminder in reminders}, on=on)
    refused = _refused(reminders)
    wanted = [
        ReminderRecipient(reminder=reminder, person_id=person, reason=reason)
        for reminder in reminders
        for person, reasons in people.get(reminder.report.department_id, {}).items()
        for reason in reasons
        if (reminder.pk, person) not in refused
    ]
    mails = _mails({recipient.person_id for recipient in wanted}, on=on)
    for recipient in wanted:
        recipient.mail_id = mails.get(recipient.person_id)
    put = [recipient for recipient in wanted if recipient.mail_id]
    ReminderRecipient.objects.bulk_create(
        put,
        update_conflicts=True,
        unique_fields=["reminder", "person", "reason"],
        update_fields=["mail"],
    )
    alone = [reminder for reminder in reminders if not people.get(reminder.report.department_id)]
    return len({recipient.reminder_id for recipient in put}), len(alone)


def _refused(reminders: list[Reminder]) -> set[tuple[int, int]]:
    """(reminder, person) where the person's address was refused for good and is still the same."""
    return set(
        ReminderRecipient.objects.filter(
            reminder__in=reminders,
            mail__state=State.FAILED,
            mail__attempts__lt=MAX_ATTEMPTS,
            mail__address=F("person__email"),
        ).values_list("reminder_id", "person_id")
    )


def _mails(people: set[int], *, on: date) -> dict[int, int]:
    """The mail that each person will get next: today's, or tomorrow's where today's is out."""
    today = _queue(people, day=on)
    had_it = {person for person, (_, state) in today.items() if state == State.SENT}
    both = today | _queue(had_it, day=on + timedelta(days=1))
    return {person: mail for person, (mail, state) in both.items() if state != State.SENT}


def _queue(people: set[int], *, day: date) -> dict[int, tuple[int, str]]:
    """Make the mails of the day that are missing; one that was called off is wanted again.

    A failed one is tried again where the person has another address by now.
    """
    if not people:
        return {}
    kind = OutgoingMail.Kind.REMINDER
    OutgoingMail.objects.bulk_create(
        [
            OutgoingMail(
                key=OutgoingMail.digest_key(person, day), person_id=person, day=day, kind=kind
            )
            for person in sorted(people)
        ],
        ignore_conflicts=True,
    )
    mails = OutgoingMail.objects.filter(person__in=people, day=day, kind=kind)
    again = Q(state=State.CALLED_OFF) | Q(state=State.FAILED) & ~Q(address=F("person__email"))
    mails.filter(pk__in=mails.filter(again).values("pk")).update(
        state=State.QUEUED, attempts=0, retry_at=None, last_error=""
    )
    return {
        person: (mail, state)
        for person, mail, state in mails.values_list("person_id", "pk", "state")
    }
