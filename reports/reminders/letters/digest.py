"""The text of one mail, from what its reader owes at this moment."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from directives.vietnamese import short_date
from reports.models import Audience, OutgoingMail, ProgressReport, StateChange
from reports.models.progress import State
from reports.reminders.letters import wording
from reports.reminders.letters.base import Letter, link, render
from reports.reminders.readers import reading
from reports.reminders.recipients import Addressee


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
    read = reading(mail, on=on)
    if not read.reminder_ids:
        return None
    reports = list(_in_words(read.heard))
    items = [_item(report, read.heard[report.pk], on=on) for report in reports]
    context = {
        "name": mail.person.full_name or mail.person.username,
        "items": items,
        "count": len(items),
        "first": items[0],
        "on": short_date(on),
        "todo_url": link(reverse("reports:home")),
    }
    return render("reminder", context, reminder_ids=read.reminder_ids)


def _in_words(reports: Collection[int]):
    reason = StateChange.objects.filter(report=OuterRef("pk"), to_state=State.RETURNED)
    return (
        ProgressReport.objects.filter(pk__in=reports)
        .select_related("department", "period__directive")
        .annotate(return_reason=Subquery(reason.order_by("-at", "-pk").values("note")[:1]))
        .order_by("due_on", "department__sort_key", "pk")
    )


def _item(report: ProgressReport, heard: tuple[Addressee, ...], *, on: date) -> Item:
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
        capacities=", ".join(
            dict.fromkeys(str(Audience(addressee.reason).label) for addressee in heard)
        ),
        url=link(reverse("reports:draft", args=[report.public_id])),
    )
