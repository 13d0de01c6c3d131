"""The digest of reminders: what its reader has to see to at this moment, the most urgent first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Window
from django.urls import reverse

from directives.arrays import Among
from directives.models import Appointment
from directives.vietnamese import short_date
from reports import figures
from reports.models import Notice, OutgoingMail, ProgressReport, Reminder, StateChange
from reports.models.progress import State
from reports.reminders.letters import wording
from reports.reminders.letters.base import Letter, link, render
from reports.reminders.recipients import Addressee, Roll, Target

#: Reports that one mail describes; of the others it says how many they are.
MOST_ITEMS = 15


@dataclass(frozen=True)
class Item:
    """One report that is owed, in the words of the mail."""

    department: str
    period: str
    directive: str
    paper: str
    figures: str
    due: str
    days: str
    is_late: bool
    is_returned: bool
    return_reason: str
    capacities: str
    url: str


def write(mail: OutgoingMail, *, on: date) -> Letter | None:
    """The reports on this mail, and whatever else his own units owe on the day.

    None when nothing is owed any more of what the mail was meant for, or its reader is no longer
    one who is told of it.
    """
    standing = _Standing.of(mail, on=on)
    if not standing.reminder_ids:
        return None
    reports = list(standing.owed()[:MOST_ITEMS])
    if not reports:  # sent at this very moment
        return None
    count = reports[0].count
    items = [standing.item(report) for report in reports]
    context = {
        "name": mail.person.full_name or mail.person.username,
        "items": items,
        "count": count,
        "more": count - len(items),
        "first": items[0],
        "is_own": all(report.department_id in standing.own_units for report in reports),
        "on": short_date(on),
        "todo_url": link(reverse("reports:home")),
    }
    return render(
        "reminder",
        context,
        reminder_ids=standing.reminder_ids,
        notice=_notice(mail, reports[0], count),
    )


def _notice(mail: OutgoingMail, first: ProgressReport, count: int) -> Notice:
    """The same inside the house."""
    return Notice(
        key=mail.key,
        person_id=mail.person_id,
        kind=Notice.Kind.REMINDER,
        directive_id=first.period.directive_id,
        department_id=first.department_id,
        report=first,
        mail=mail,
        day=first.due_on,
        count=count,
    )


@dataclass(frozen=True)
class _Standing:
    """What still stands of one mail for its reader, and in which capacities he gets it."""

    on: date
    reminder_ids: list[int]
    #: Units in which he holds a post himself.
    own_units: frozenset[int]
    #: By unit: everything that it owes is his business.
    of_unit: dict[int, list[Addressee]]
    #: By report: he is told of this one.
    of_report: dict[int, list[Addressee]]
    names: dict[int, str]

    @classmethod
    def of(cls, mail: OutgoingMail, *, on: date) -> "_Standing":
        rows = _rows(mail, on=on)
        targets = {row[0]: Target(row[2], row[3], row[4], tuple(row[5])) for row in rows}
        own_units = frozenset(
            Appointment.objects.in_office(on=on)
            .filter(user=mail.person_id)
            .order_by()
            .values_list("department_id", flat=True)
        )
        units = {unit: Target(unit) for unit in own_units | {row[2] for row in rows}}
        roll = Roll.of([*targets.values(), *units.values()], first=on, last=on)

        def told(target: Target) -> list[Addressee]:
            return [who for who in roll.told(target, on=on) if who.person == mail.person_id]

        of_report: dict[int, list[Addressee]] = defaultdict(list)
        reminder_ids = []
        for pk, report, *_where in rows:
            if found := told(targets[pk]):
                reminder_ids.append(pk)
                of_report[report] += found
        of_unit = {unit: found for unit, target in units.items() if (found := told(target))}
        everybody = [*of_unit.values(), *of_report.values()]
        return cls(
            on=on,
            reminder_ids=reminder_ids,
            own_units=own_units,
            of_unit=of_unit,
            of_report=of_report,
            names=wording.names(who for found in everybody for who in found),
        )

    def owed(self) -> QuerySet[ProgressReport]:
        """The most urgent first, each with the `count` of all."""
        reason = StateChange.objects.filter(report=OuterRef("pk"), to_state=State.RETURNED)
        return (
            figures.owed(on=self.on)
            .filter(Q(department__in=list(self.of_unit)) | Q(Among("pk", self.of_report)))
            .select_related("department", "period__directive")
            .annotate(
                return_reason=Subquery(reason.order_by("-at", "-pk").values("note")[:1]),
                count=Window(Count("pk")),
            )
            .order_by("due_on", "department__sort_key", "pk")
        )

    def item(self, report: ProgressReport) -> Item:
        told = [*self.of_unit.get(report.department_id, ()), *self.of_report.get(report.pk, ())]
        page = "draft" if report.department_id in self.own_units else "report"
        return Item(
            department=report.department.name,
            period=report.period.name_in_sentence,
            directive=wording.directive(report.period.directive),
            paper=report.period.confirming_paper,
            figures=wording.figures(report.period),
            due=short_date(report.due_on),
            days=wording.days((report.due_on - self.on).days),
            is_late=report.due_on < self.on,
            is_returned=report.state == State.RETURNED,
            return_reason=report.return_reason or "",
            capacities=wording.capacities(told, self.names),
            url=link(reverse(f"reports:{page}", args=[report.public_id])),
        )


def _rows(mail: OutgoingMail, *, on: date) -> Iterable[tuple]:
    """The promises on this mail that still stand, with the unit and the posts that are told."""
    return list(
        Reminder.objects.filter(
            recipients__mail=mail,
            report__in=figures.owed(on=on),
            due_on=F("report__due_on"),
            state__in=[Reminder.State.PROMISED, Reminder.State.SENT],
        )
        .order_by("pk")
        .distinct()
        .values_list(
            "pk",
            "report_id",
            "report__department_id",
            "report__period__directive__coordinator_id",
            "report__period__directive__agency_id",
            "to",
        )
    )
