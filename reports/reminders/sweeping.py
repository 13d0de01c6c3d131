"""From the promises that are due to one mail per person and day."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import astuple, dataclass
from datetime import date, datetime, timedelta
from itertools import batched, groupby
from typing import NamedTuple

from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from directives.arrays import Among, array
from directives.models import Directive
from reports import figures, planning
from reports.calendar import OfficeCalendar
from reports.models import OutgoingMail, ProgressReport, Reminder, ReminderRecipient
from reports.reminders.ledger import MAX_ATTEMPTS
from reports.reminders.promises import newest_first
from reports.reminders.recipients import Addressee, Roll, Target

#: Reports settled in one transaction: long enough to be set-based, short enough to hold no one up.
CHUNK = 5000

#: Who is told of a unit, as this sweep has found out once and for all of its reports.
Told = dict[Target, tuple[Addressee, ...]]

State = OutgoingMail.State
EXPRESS = Directive.Urgency.EXPRESS


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
    newest is told. On a day off only what is hoả tốc. Sends nothing: `deliverable` and `deliver`
    do.

    A mail of an earlier day that never got out is carried over: it becomes today's mail of that
    person and is written with today's words. Where he has a mail of today already, that one
    covers it and the old one is called off, so nobody gets two on one day. A person who had his
    mail of today before something new fell due finds that in tomorrow's.
    """
    calendar = planning.office_calendar()
    _take_back(on=on, calendar=calendar)
    result = _carry_over(on=on, at=at)
    told: Told = {}
    for reports in _due_reports(on=on, calendar=calendar):
        result += _settle(reports, told, on=on, at=at, calendar=calendar)
    return result


@transaction.atomic
def _take_back(*, on: date, calendar: OfficeCalendar) -> None:
    """A clock that ran ahead is right again: what was planned for days to come is planned anew.

    Nothing is ever planned for later than the next working day.
    """
    ahead = OutgoingMail.objects.filter(
        kind=OutgoingMail.Kind.REMINDER,
        state=State.QUEUED,
        day__gt=calendar.add_working_days(on, 1),
    )
    if ahead.update(state=State.CALLED_OFF, lease_until=None):
        Reminder.objects.filter(
            state=Reminder.State.SUPERSEDED,
            superseded_by__state=Reminder.State.PROMISED,
            superseded_by__send_on__gt=on,
        ).update(state=Reminder.State.PROMISED, settled_at=None, superseded_by=None)


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
            .select_for_update(skip_locked=True, no_key=True, of=("self",))
            .values_list("pk", flat=True)
        )
        mails = OutgoingMail.objects.filter(pk__in=stale)
        covered = mails.filter(Exists(newer)).update(state=State.CALLED_OFF, lease_until=None)
        carried = mails.filter(state=State.QUEUED).update(day=on)
        return SweepResult(carried_over=carried, covered=covered)
    return SweepResult()


def _due_reports(*, on: date, calendar: OfficeCalendar) -> Iterator[tuple[int, ...]]:
    """Reports with a promise that is due and on no mail yet, in chunks.

    A mail that was given up today, since no server took any, is enough for today.
    """
    given_up = Q(
        mail__state=State.FAILED,
        mail__attempts__gte=MAX_ATTEMPTS,
        mail__day__gte=on,
        mail__address=F("person__email"),
    )
    in_hand = ReminderRecipient.objects.filter(
        Q(mail__state=State.QUEUED) | given_up, reminder=OuterRef("pk")
    )
    due = Reminder.objects.filter(~Exists(in_hand), state=Reminder.State.PROMISED, send_on__lte=on)
    if not calendar.is_working_day(on):
        due = due.filter(report__period__directive__urgency=EXPRESS)
    reports = due.order_by("report_id").values_list("report_id", flat=True).distinct()
    # Numbers only, read once: the query is the same work for one chunk as for all.
    yield from batched(list(reports), CHUNK, strict=False)


class Due(NamedTuple):
    """A promise whose day has come; `deadline` is the one in force."""

    pk: int
    report: int
    due_on: date
    step: int
    in_working_days: bool
    to: list[str]
    send_on: date
    deadline: date
    department: int
    coordinator: int
    agency: int
    urgency: str

    @property
    def target(self) -> Target:
        return Target(self.department, self.coordinator, self.agency, tuple(self.to))


_COLUMNS = (
    "pk",
    "report_id",
    "due_on",
    "step",
    "in_working_days",
    "to",
    "send_on",
    "report__due_on",
    "report__department_id",
    "report__period__directive__coordinator_id",
    "report__period__directive__agency_id",
    "report__period__directive__urgency",
)


@transaction.atomic
def _settle(
    reports: tuple[int, ...], told: Told, *, on: date, at: datetime, calendar: OfficeCalendar
) -> SweepResult:
    """Decide on every due promise of these reports.

    The reports are locked, so that a unit which sends its report at this moment is before or
    after us, never between; those that another sweep or a user holds wait for the next sweep.
    """
    locked = list(
        ProgressReport.objects.filter(Among("pk", reports))
        .order_by("pk")
        .select_for_update(skip_locked=True, no_key=True, of=("self",))
        .values_list("pk", flat=True)
    )
    still_owed = figures.owed(on=on).filter(Among("pk", locked)).order_by()
    owed = set(still_owed.values_list("pk", flat=True))
    rows = Reminder.objects.filter(
        Among("report_id", locked), state=Reminder.State.PROMISED, send_on__lte=on
    )
    due = map(Due._make, rows.order_by("report_id").values_list(*_COLUMNS))
    called_off, newest = [], []
    older: list[tuple[int, int]] = []
    for report, steps in groupby(due, key=lambda step: step.report):
        live = []
        for step in steps:
            (live if report in owed and step.due_on == step.deadline else called_off).append(step)
        if len(live) > 1:
            live = newest_first(live, calendar=calendar)
        newest += live[:1]
        older += [(step.pk, live[0].pk) for step in live[1:]]
    if called_off:
        gone = Reminder.objects.filter(Among("pk", [step.pk for step in called_off])).order_by()
        gone.update(state=Reminder.State.CALLED_OFF, settled_at=at)
    _supersede(older, at=at)
    planned, alone = _address(newest, told, on=on, calendar=calendar)
    return SweepResult(
        planned=planned,
        superseded=len(older),
        called_off=len(called_off),
        without_recipient=alone,
    )


def _supersede(pairs: list[tuple[int, int]], *, at: datetime) -> None:
    """Each older step is told by a newer one of its report."""
    if not pairs:
        return
    with connection.cursor() as cursor:
        columns = [array(column) for column in zip(*pairs, strict=True)]
        cursor.execute(_SUPERSEDE, [Reminder.State.SUPERSEDED.value, at, *columns])


_SUPERSEDE = """
    UPDATE reports_reminder SET state = %s, settled_at = %s, superseded_by_id = pair.newest
    FROM unnest(%s::bigint[], %s::bigint[]) AS pair (older, newest)
    WHERE id = pair.older
"""


def _address(
    reminders: list[Due], told: Told, *, on: date, calendar: OfficeCalendar
) -> tuple[int, int]:
    """Put each reminder on the mails of those who are told; how many, and how many found nobody."""
    targets = [reminder.target for reminder in reminders]
    if unknown := set(targets) - told.keys():
        roll = Roll.of(unknown, first=on, last=on)
        told |= {target: roll.told(target, on=on) for target in unknown}
    refused = _refused(reminders)
    wanted: list[tuple[Due, Addressee]] = []
    alone = 0
    for reminder, target in zip(reminders, targets, strict=True):
        people = told[target]
        alone += not people
        wanted += [
            (reminder, addressee)
            for addressee in people
            if (reminder.pk, addressee.person) not in refused
        ]
    mails = _mails(wanted, on=on, calendar=calendar)
    put = [
        (
            reminder.pk,
            who.person,
            who.reason,
            who.instead_of,
            who.cause,
            mails[who.person],
        )
        for reminder, who in wanted
        if who.person in mails
    ]
    _put(put)
    return len({reminder for reminder, *_ in put}), alone


def _put(rows: list[tuple]) -> None:
    """Recipients of the reminders, or of another mail than before.

    One INSERT from arrays: to make an object of each row is half the work of a large sweep.
    """
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(_PUT, [array(column) for column in zip(*rows, strict=True)])


_PUT = """
    INSERT INTO reports_reminderrecipient
        (reminder_id, person_id, reason, instead_of_id, cause, mail_id)
    SELECT * FROM unnest(
        %s::bigint[], %s::bigint[], %s::text[], %s::bigint[], %s::text[], %s::bigint[]
    )
    ON CONFLICT (reminder_id, person_id, reason, instead_of_id)
    DO UPDATE SET mail_id = EXCLUDED.mail_id, cause = EXCLUDED.cause
"""


def _refused(reminders: list[Due]) -> set[tuple[int, int]]:
    """(reminder, person) where the person's address was refused for good and is still the same."""
    return set(
        ReminderRecipient.objects.filter(
            Among("reminder_id", [reminder.pk for reminder in reminders]),
            mail__state=State.FAILED,
            mail__attempts__lt=MAX_ATTEMPTS,
            mail__address=F("person__email"),
        )
        .order_by()
        .values_list("reminder_id", "person_id")
    )


def _mails(
    wanted: list[tuple[Due, Addressee]], *, on: date, calendar: OfficeCalendar
) -> dict[int, int]:
    """The mail that each person will get next: today's, or where that is out, the next day's.

    The next working day's, unless one of the directives is hoả tốc.
    """
    people = {addressee.person for _, addressee in wanted}
    hurried = {addressee.person for due, addressee in wanted if due.urgency == EXPRESS}
    mails = _queue(people, day=on)
    had_it = {person for person, (_, state) in mails.items() if state == State.SENT}
    mails |= _queue(had_it & hurried, day=on + timedelta(days=1))
    mails |= _queue(had_it - hurried, day=calendar.add_working_days(on, 1))
    return {person: mail for person, (mail, state) in mails.items() if state != State.SENT}


def _queue(people: set[int], *, day: date) -> dict[int, tuple[int, str]]:
    """Make the mails of the day that are missing; one that was called off is wanted again.

    A failed one is tried again where the person has another address by now.
    """
    if not people:
        return {}
    kind = OutgoingMail.Kind.REMINDER
    mails = OutgoingMail.objects.filter(Among("person_id", people), day=day, kind=kind).order_by()
    found = _states(mails)
    if missing := people - found.keys():
        OutgoingMail.objects.bulk_create(
            [
                OutgoingMail(
                    key=OutgoingMail.digest_key(person, day), person_id=person, day=day, kind=kind
                )
                for person in sorted(missing)
            ],
            ignore_conflicts=True,
        )
    dropped = any(state in (State.CALLED_OFF, State.FAILED) for _, state in found.values())
    if dropped:
        again = Q(state=State.CALLED_OFF) | Q(state=State.FAILED) & ~Q(address=F("person__email"))
        mails.filter(pk__in=mails.filter(again).values("pk")).update(
            state=State.QUEUED, attempts=0, retry_at=None, last_error=""
        )
    return _states(mails) if missing or dropped else found


def _states(mails: QuerySet[OutgoingMail]) -> dict[int, tuple[int, str]]:
    """By person: his mail and how it stands."""
    rows = mails.values_list("person_id", "pk", "state")
    return {person: (mail, state) for person, mail, state in rows}
