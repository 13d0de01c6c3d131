"""What the reader of a digest is told of, by the very rule that put him on the mail."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from directives.models import Appointment
from reports import figures
from reports.models import OutgoingMail, ProgressReport, Reminder
from reports.reminders.recipients import UNIT, Addressee, Roll, Target

State = Reminder.State


@dataclass(frozen=True)
class Reading:
    """Report -> in which capacities its reader hears of it; and the promises that this keeps."""

    heard: dict[int, tuple[Addressee, ...]]
    reminder_ids: list[int]


def reading(mail: OutgoingMail, *, on: date) -> Reading:
    """What the mail was meant for and is still owed, and all else that the reader's units owe.

    `reminder_ids` is empty when nothing is left of what it was meant for, or its reader no longer
    holds the post.
    """
    owed = figures.owed(on=on)
    promised = list(
        Reminder.objects.filter(
            Exists(mail.recipients.filter(reminder=OuterRef("pk"))),
            report__in=owed,
            due_on=F("report__due_on"),
            state__in=[State.PROMISED, State.SENT],
        )
        .order_by("pk")
        .values_list("pk", "report_id", "to")
    )
    if not promised:
        return Reading({}, [])
    reports = _targets(_about(mail, owed, {report for _, report, _ in promised}, on=on))
    steps = [(pk, report, reports[report].to_be_told(to)) for pk, report, to in promised]
    targets = {*reports.values(), *(target for _, _, target in steps)}
    roll = Roll.of(targets, first=on, last=on)

    def capacities(target: Target) -> list[Addressee]:
        return [a for a in roll.told(target, on=on) if a.person == mail.person_id]

    heard: dict[int, dict[Addressee, None]] = defaultdict(dict)
    reminder_ids = []
    for pk, report, target in steps:
        if found := capacities(target):
            heard[report] |= dict.fromkeys(found)
            reminder_ids.append(pk)
    for report, target in reports.items():
        heard[report] = heard[report] or dict.fromkeys(capacities(target))
    return Reading({report: tuple(found) for report, found in heard.items() if found}, reminder_ids)


def _about(
    mail: OutgoingMail, owed: QuerySet[ProgressReport], on_the_mail: set[int], *, on: date
) -> QuerySet[ProgressReport]:
    units = Appointment.objects.in_office(on=on).filter(user=mail.person_id)
    return owed.filter(
        Q(pk__in=on_the_mail) | Q(department__in=units.order_by().values("department"))
    )


def _targets(reports: QuerySet[ProgressReport]) -> dict[int, Target]:
    """What a unit owes is told to its head and focal officers, whatever the step."""
    rows = reports.order_by("pk").values_list(
        "pk",
        "department_id",
        "period__directive__coordinator_id",
        "period__directive__agency_id",
    )
    return {report: Target(*unit, to=UNIT) for report, *unit in rows}
