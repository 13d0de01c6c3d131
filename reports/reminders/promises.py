"""What is promised with a deadline, and taken back when the unit has reported."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from itertools import batched
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from directives.models import Directive
from reports import ladders, planning
from reports.calendar import OfficeCalendar
from reports.ladders import Step
from reports.models import OutgoingMail, ProgressReport, Reminder, ReminderRecipient

#: Reports promised at once: long enough to be set-based, short enough for memory.
CHUNK = 1000

State = Reminder.State


#: Report, deadline and place of the step: one promise.
Key = tuple[int, date, int, bool]


def _key(reminder: Reminder) -> Key:
    return reminder.report_id, reminder.due_on, reminder.step, reminder.in_working_days


def promise(reports: Iterable[ProgressReport], *, at: datetime, since: date | None = None) -> None:
    """Write the ladder of each report's deadline, in the transaction that sets the deadline.

    A new deadline brings a new ladder; what was promised for another deadline is called off. A
    return that leaves the deadline as it was takes up the steps that sending had called off. Of
    the steps whose day has gone by the newest is told today; those before `since` are left out.
    """
    calendar = planning.office_calendar()
    on = timezone.localdate(at)
    for chunk in batched(reports, CHUNK, strict=False):
        wanted = _wanted([report.pk for report in chunk], calendar=calendar)
        if since is None:
            wanted = _caught_up(wanted, on=on, calendar=calendar)
        _keep(wanted, at=at, since=since)


def promise_moved(report: ProgressReport, *, at: datetime) -> None:
    """The ladder of a deadline that was moved today, from tomorrow on.

    Whoever moved it has just told the unit, so that nothing of today or before is repeated.
    """
    promise([report], at=at, since=timezone.localdate(at) + timedelta(days=1))


def promise_anew(reports: QuerySet[ProgressReport], *, on: date, at: datetime) -> None:
    """The same after the ladder or the calendar was changed; to be called in that transaction.

    What was sent stays as it is. A step whose day has gone by is not promised: a change reminds
    nobody by itself. The reports are locked, so that a sweep is before or after us.
    """
    calendar = planning.office_calendar()
    locked = reports.order_by("pk").select_for_update(no_key=True, of=("self",))
    for chunk in batched(list(locked.values_list("pk", flat=True)), CHUNK, strict=False):
        _keep(_wanted(chunk, calendar=calendar), at=at, since=on)


def call_off(reports: Iterable[ProgressReport], *, at: datetime) -> None:
    """The units have reported, or owe nothing any more: they are not reminded."""
    promised = Reminder.objects.filter(report__in=list(reports), state=State.PROMISED)
    promised.update(state=State.CALLED_OFF, settled_at=at)


def upcoming(
    reports: Iterable[ProgressReport],
    steps: tuple[Step, ...],
    *,
    on: date,
    calendar: OfficeCalendar,
) -> list[Reminder]:
    """What would be promised of these reports, did these steps apply. Nothing is written.

    Their `period.directive` is asked for.
    """
    debts = [
        Debt(
            report.pk,
            report.due_on,
            report.period.starts_on,
            report.period.directive_id,
            report.period.directive.urgency,
        )
        for report in reports
    ]
    wanted = _ladders(debts, dict.fromkeys({debt.directive for debt in debts}, steps), calendar)
    rows = _rows(wanted)
    return [
        reminder
        for key, reminder in wanted.items()
        if _stays_promised(rows.get(key), reminder, since=on)
    ]


def newest_first(steps: Iterable, *, calendar: OfficeCalendar) -> list:
    """By the day on which they are told; of two on one day, by the day on which they fall."""

    def age(step) -> tuple[date, date, int]:
        falls_on = Step(step.step, step.in_working_days).falls_on(step.due_on, calendar=calendar)
        return step.send_on, falls_on, step.step

    return sorted(steps, key=age, reverse=True)


def _caught_up(
    wanted: dict[Key, Reminder], *, on: date, calendar: OfficeCalendar
) -> dict[Key, Reminder]:
    due = defaultdict(list)
    for reminder in wanted.values():
        if reminder.send_on <= on:
            due[reminder.report_id].append(reminder)
    for steps in due.values():
        newest, *older = newest_first(steps, calendar=calendar)
        newest.send_on = on
        for reminder in older:
            del wanted[_key(reminder)]
    return wanted


class Debt(NamedTuple):
    """A report and what its ladder follows from."""

    report: int
    due_on: date
    starts_on: date
    directive: int
    urgency: str


def _wanted(reports: Iterable[int], *, calendar: OfficeCalendar) -> dict[Key, Reminder]:
    """The ladder of each report, by its directive."""
    rows = (
        ProgressReport.objects.filter(pk__in=reports)
        .order_by("pk")
        .values_list(
            "pk",
            "due_on",
            "period__starts_on",
            "period__directive_id",
            "period__directive__urgency",
        )
    )
    debts = [Debt(*row) for row in rows]
    return _ladders(debts, ladders.of_all({debt.directive for debt in debts}), calendar)


def _ladders(
    debts: Iterable[Debt], steps_of: dict[int, tuple[Step, ...]], calendar: OfficeCalendar
) -> dict[Key, Reminder]:
    @cache
    def timetable(
        directive: int, due_on: date, starts_on: date, urgency: str
    ) -> list[tuple[Step, date]]:
        is_express = urgency == Directive.Urgency.EXPRESS
        # Nobody owes before the period begins: what falls before is told on its first day.
        if not is_express and not calendar.is_working_day(starts_on):
            starts_on = calendar.add_working_days(starts_on, 1)
        return [
            (step, max(starts_on, step.send_on(due_on, calendar=calendar, is_express=is_express)))
            for step in steps_of[directive]
        ]

    wanted = (
        Reminder(
            report_id=debt.report,
            due_on=debt.due_on,
            step=step.days,
            in_working_days=step.in_working_days,
            to=list(step.to),
            send_on=day,
        )
        for debt in debts
        for step, day in timetable(debt.directive, debt.due_on, debt.starts_on, debt.urgency)
    )
    return {_key(reminder): reminder for reminder in wanted}


def _rows(wanted: dict[Key, Reminder]) -> dict[Key, Reminder]:
    reports = {report for report, *_ in wanted}
    return {_key(row): row for row in Reminder.objects.filter(report__in=reports).order_by("pk")}


def _stays_promised(row: Reminder | None, wanted: Reminder, *, since: date | None) -> bool:
    """The step is promised after the change: it is to come, or was promised and is still owed."""
    if row is not None and row.state in (State.SENT, State.SUPERSEDED):
        return False
    waits = row is not None and row.state == State.PROMISED
    return since is None or waits or wanted.send_on >= since


def _keep(wanted: dict[Key, Reminder], *, at: datetime, since: date | None = None) -> None:
    """Bring the rows of these reports in line with what is wanted; what was told is history."""
    rows = _rows(wanted)
    gone = [
        row.pk for key, row in rows.items() if key not in wanted and row.state == State.PROMISED
    ]
    made, changed, readdressed = [], [], []
    for key, reminder in wanted.items():
        row = rows.get(key)
        if not _stays_promised(row, reminder, since=since):
            continue
        if row is None:
            made.append(reminder)
        elif (row.state, row.send_on, row.to) != (State.PROMISED, reminder.send_on, reminder.to):
            if row.to != reminder.to:
                readdressed.append(row.pk)
            row.state, row.settled_at = State.PROMISED, None
            row.send_on, row.to = reminder.send_on, reminder.to
            changed.append(row)
    Reminder.objects.filter(pk__in=gone, state=State.PROMISED).update(
        state=State.CALLED_OFF, settled_at=at
    )
    Reminder.objects.bulk_create(made, ignore_conflicts=True)
    Reminder.objects.exclude(state=State.SENT).bulk_update(
        changed, ["state", "settled_at", "send_on", "to"]
    )
    # Off the mails that still wait; the next sweep finds out anew who is told.
    ReminderRecipient.objects.filter(
        reminder__in=readdressed,
        mail__state=OutgoingMail.State.QUEUED,
        mail__lease_until=None,
    ).delete()
