"""A mail of its own: a duty, a return, an opinion, an urging; from its notices."""

from collections.abc import Callable, Iterator
from datetime import date

from django.urls import reverse

from directives.models import Appointment
from directives.vietnamese import short_date
from reports import figures
from reports.models import Notice, OutgoingMail, ProgressReport
from reports.models.progress import State
from reports.reminders.letters import wording
from reports.reminders.letters.base import Letter, link, render
from reports.reminders.recipients import Roll, Target

Kind = OutgoingMail.Kind


def write(mail: OutgoingMail, *, on: date) -> Letter | None:
    notices = list(mail.notices.for_listing().order_by("pk"))
    if not notices or not mail.person.is_active:
        return None
    capacities = _capacities(notices, on)
    if not capacities and not _holds_a_post(notices, on):
        return None
    facts = FACTS[mail.kind](notices, on)
    if facts is None:
        return None
    first = notices[0]
    return render(
        str(mail.kind),
        {
            "name": mail.person.full_name or mail.person.username,
            "by": first.by and (first.by.full_name or first.by.username),
            "words": first.words,
            "directive": wording.directive(first.directive),
            "reference": first.directive.reference,
            "department": first.department.name,
            "capacities": capacities,
            **facts,
        },
    )


def _capacities(notices: list[Notice], on: date) -> str:
    """As whom he gets it; blank where he is none of those who are told of the unit by now."""
    reader = notices[0].person_id
    targets = [Target(unit) for unit in dict.fromkeys(_units(notices))]
    roll = Roll.of(targets, first=on, last=on)
    told = [who for target in targets for who in roll.told(target, on=on) if who.person == reader]
    return wording.capacities(told, wording.names(told))


def _holds_a_post(notices: list[Notice], on: date) -> bool:
    """He stood in for somebody who is back by now, in this unit or in HCTH; he has not left."""
    units = {*_units(notices), *(notice.directive.coordinator_id for notice in notices)}
    posts = Appointment.objects.in_office(on=on)
    return posts.filter(user=notices[0].person_id, department__in=units).exists()


def _units(notices: list[Notice]) -> Iterator[int]:
    for notice in notices:
        yield notice.department_id
        if notice.obstacle:
            yield notice.obstacle.assignment.department_id


def _assigned(notices: list[Notice], on: date) -> dict | None:
    """Duties that nobody has acknowledged meanwhile."""
    [notice] = notices
    waiting = list(
        notice.assignments.in_force(on=on)
        .unacknowledged()
        .select_related("duty", "department")
        .order_by("department__sort_key", "duty__ordinal", "pk")
    )
    if not waiting:
        return None
    return {
        "assignments": waiting,
        "count": len(waiting),
        "url": link(reverse("directives:detail", args=[notice.directive.public_id])),
    }


def _returned(notices: list[Notice], on: date) -> dict | None:
    """Until the unit has sent it again, or another return took this one's place."""
    [notice] = notices
    report = notice.report
    newer = Notice.objects.filter(
        report=report,
        person=notice.person_id,
        kind__in=[Notice.Kind.RETURNED, Notice.Kind.REOPENED],
        pk__gt=notice.pk,
    )
    if report.state != State.RETURNED or newer.exists():
        return None
    return {
        **_of_report(report, on),
        "is_reopened": notice.kind == Notice.Kind.REOPENED,
        "url": link(reverse("reports:draft", args=[report.public_id])),
    }


def _opinion(notices: list[Notice], on: date) -> dict | None:
    """Until the obstacle is closed, or the opinion was put in other words."""
    [notice] = notices
    obstacle = notice.obstacle
    newer = Notice.objects.filter(
        obstacle=obstacle, person=notice.person_id, kind=notice.kind, pk__gt=notice.pk
    )
    if obstacle.closed_on or newer.exists():
        return None
    return {
        "raised_by": obstacle.assignment.department.name,
        "responsible": obstacle.responsible and obstacle.responsible.name,
        "obstacle": obstacle.text,
        "opinion": obstacle.opinion,
        "source": obstacle.opinion_source,
        "due": obstacle.action_due_on and short_date(obstacle.action_due_on),
        "url": link(reverse("reports:obstacle", args=[obstacle.public_id])),
    }


def _urged(notices: list[Notice], on: date) -> dict | None:
    """Until everything that the urging was about has been sent."""
    urgings = [notice.supervision_id for notice in notices]
    about = ProgressReport.objects.filter(urgings__in=urgings).distinct()
    owed = list(
        figures.owed(on=on)
        .filter(pk__in=about)
        .select_related("department", "period__directive")
        .order_by("due_on", "department__sort_key", "pk")
    )
    if about.exists() and not owed:
        return None
    return {
        "items": [
            _of_report(report, on)
            | {"url": link(reverse("reports:draft", args=[report.public_id]))}
            for report in owed
        ],
        "count": len(owed),
        "url": link(reverse("reports:todo")),
    }


def _of_report(report: ProgressReport, on: date) -> dict:
    return {
        "department": report.department.name,
        "period": report.period.name_in_sentence,
        "figures": wording.figures(report.period),
        "due": short_date(report.due_on),
        "days": wording.days((report.due_on - on).days),
        "is_late": report.due_on < on,
    }


#: What stands of each kind of mail on the day; None calls it off.
FACTS: dict[str, Callable[[list[Notice], date], dict | None]] = {
    Kind.ASSIGNED: _assigned,
    Kind.RETURNED: _returned,
    Kind.OPINION: _opinion,
    Kind.URGED: _urged,
}
