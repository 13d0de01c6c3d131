"""The text of one mail, from what its reader owes at this moment."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Subquery
from django.urls import reverse

from directives.models import Appointment
from directives.vietnamese import short_date
from reports import figures
from reports.models import OutgoingMail, ProgressReport, Reminder, StateChange
from reports.models.progress import State
from reports.reminders.letters import wording
from reports.reminders.letters.base import Letter, link, render
from reports.reminders.recipients import told


@dataclass(frozen=True)
class Item:
    """One report that is owed, in the words of the mail."""

    department: str
    period: str
    directive: str
    paper: str
    due: str
    days: str
    is_late: bool
    is_returned: bool
    return_reason: str
    capacities: str
    url: str


def write(mail: OutgoingMail, *, on: date) -> Letter | None:
    """Everything that the person's units owe on the day, the most urgent first.

    None when nothing is owed any more of what the mail was meant for, or its reader no longer
    holds the post. Always Vietnamese: the office writes to its people, whoever runs the worker.
    """
    capacities = _capacities(mail.person_id, on=on)
    reports = list(_owed_by(capacities, on=on))
    reminder_ids = list(
        Reminder.objects.filter(
            recipients__mail=mail,
            report__in=reports,
            due_on=F("report__due_on"),
            state__in=[Reminder.State.PROMISED, Reminder.State.SENT],
        )
        .order_by("pk")
        .values_list("pk", flat=True)
        .distinct()
    )
    if not reminder_ids:
        return None
    items = [_item(report, capacities[report.department_id], on=on) for report in reports]
    context = {
        "name": mail.person.full_name or mail.person.username,
        "items": items,
        "count": len(items),
        "first": items[0],
        "on": short_date(on),
        "todo_url": link(reverse("reports:home")),
    }
    return render("reminder", context, reminder_ids=reminder_ids)


def _capacities(person_id: int, *, on: date) -> dict[int, list]:
    """The units for which this person is told, with his capacities: the rule of the sweep."""
    departments = set(
        Appointment.objects.in_office(on=on)
        .filter(user=person_id)
        .order_by()
        .values_list("department_id", flat=True)
    )
    return {
        department: people[person_id]
        for department, people in told(departments, on=on).items()
        if person_id in people
    }


def _owed_by(departments, *, on: date):
    reason = StateChange.objects.filter(report=OuterRef("pk"), to_state=State.RETURNED)
    return (
        figures.owed(on=on)
        .filter(department__in=list(departments))
        .select_related("department", "period__directive")
        .annotate(return_reason=Subquery(reason.order_by("-at", "-pk").values("note")[:1]))
        .order_by("due_on", "department__sort_key", "pk")
    )


def _item(report: ProgressReport, capacities: list, *, on: date) -> Item:
    directive = report.period.directive
    return Item(
        department=report.department.name,
        period=report.period.name_in_sentence,
        directive=wording.directive(directive),
        paper=report.period.confirming_paper,
        due=short_date(report.due_on),
        days=wording.days((report.due_on - on).days),
        is_late=report.due_on < on,
        is_returned=report.state == State.RETURNED,
        return_reason=report.return_reason or "",
        capacities=", ".join(str(reason.label) for reason in capacities),
        url=link(reverse("reports:draft", args=[report.public_id])),
    )
