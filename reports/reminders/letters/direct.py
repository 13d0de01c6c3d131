"""A mail of its own: a duty, a return, an opinion, an urging; from its notices."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Prefetch, Q, prefetch_related_objects
from django.urls import reverse

from directives.models import Appointment, Assignment
from directives.vietnamese import short_date
from reports import figures
from reports.models import Notice, OutgoingMail, ProgressReport
from reports.models.progress import State
from reports.reminders.letters import wording
from reports.reminders.letters.base import Letter, called, link
from reports.reminders.recipients import Addressee, Roll, Target

Kind = OutgoingMail.Kind

#: What a notice is about, and whom it tells.
Subject = tuple[int | None, int | None, int]


@dataclass(frozen=True)
class Directs:
    """Writes the direct mails that it was gathered for."""

    on: date
    notices: dict[int, list[Notice]]
    roll: Roll
    names: dict[int, str]
    #: (person, unit) where he holds a post.
    posts: frozenset[tuple[int, int]]
    #: The newest notice of a return or an opinion; the older ones are void.
    newest: dict[Subject, int]

    def write(self, mail: OutgoingMail) -> Letter | None:
        notices = self.notices.get(mail.pk)
        if not notices or not mail.person.is_active:
            return None
        told = self._as_whom(mail.person_id, notices)
        if not told and not self._holds_a_post(mail.person_id, notices):
            return None
        facts = FACTS[mail.kind](self, notices)
        if facts is None:
            return None
        first = notices[0]
        context = {
            "name": called(mail.person),
            "by": first.by and called(first.by),
            "words": first.words,
            "directive": wording.directive(first.directive),
            "reference": first.directive.reference,
            "department": first.department.name,
            "capacities": wording.capacities(told, self.names),
            **facts,
        }
        return Letter(str(mail.kind), context)

    def _as_whom(self, person: int, notices: list[Notice]) -> list[Addressee]:
        """Nothing where he is none of those who are told by now."""
        targets = dict.fromkeys(target for notice in notices for target in targets_of(notice))
        told = (who for target in targets for who in self.roll.told(target, on=self.on))
        return [who for who in told if who.person == person]

    def _holds_a_post(self, person: int, notices: list[Notice]) -> bool:
        """He stood in for somebody who is back by now, in this unit or in HCTH; he has not left."""
        targets = [target for notice in notices for target in targets_of(notice)]
        units = {unit for target in targets for unit in (target.department, target.coordinator)}
        return any((person, unit) in self.posts for unit in units)

    def is_void(self, notice: Notice) -> bool:
        return notice.pk < self.newest.get(_subject(notice), 0)


def targets_of(notice: Notice) -> list[Target]:
    """Of whose units an event is told; behind them stands HCTH."""
    units = [notice.department_id]
    if notice.obstacle:
        units.append(notice.obstacle.assignment.department_id)
    return [Target(unit, notice.directive.coordinator_id) for unit in dict.fromkeys(units)]


def _subject(notice: Notice) -> Subject:
    return notice.report_id, notice.obstacle_id, notice.person_id


def gather(mails: Collection[OutgoingMail], *, on: date) -> Directs:
    notices = _notices(mails, on=on)
    of_mail = defaultdict(list)
    for notice in notices:
        of_mail[notice.mail_id].append(notice)
    targets = {target for notice in notices for target in targets_of(notice)}
    roll = Roll.of(targets, first=on, last=on)
    posts = Appointment.objects.in_office(on=on).filter(user__in={m.person_id for m in mails})
    return Directs(
        on=on,
        notices=of_mail,
        roll=roll,
        names=wording.names(who for target in targets for who in roll.told(target, on=on)),
        posts=frozenset(posts.order_by().values_list("user_id", "department_id")),
        newest=_newest(notices),
    )


def _notices(mails: Collection[OutgoingMail], *, on: date) -> list[Notice]:
    """With the duties that nobody has acknowledged meanwhile, and the reports still owed."""
    notices = list(
        Notice.objects.for_listing()
        .select_related("obstacle__responsible")
        .filter(mail__in=mails)
        .order_by("pk")
    )
    waiting = (
        Assignment.objects.in_force(on=on)
        .unacknowledged()
        .select_related("duty", "department")
        .order_by("department__sort_key", "duty__ordinal", "pk")
    )
    owed = figures.owed(on=on).select_related("department", "period__directive").order_by("pk")
    prefetch_related_objects(
        notices,
        Prefetch("assignments", waiting, to_attr="waiting"),
        "supervision__reports",
        Prefetch("supervision__reports", owed, to_attr="owed"),
    )
    return notices


def _newest(notices: list[Notice]) -> dict[Subject, int]:
    if not notices:
        return {}
    returns = Q(
        kind__in=[Notice.Kind.RETURNED, Notice.Kind.REOPENED],
        report__in={notice.report_id for notice in notices},
    )
    opinions = Q(kind=Notice.Kind.OPINION, obstacle__in={notice.obstacle_id for notice in notices})
    rows = (
        Notice.objects.filter(returns | opinions, person__in={n.person_id for n in notices})
        .order_by()
        .values_list("report_id", "obstacle_id", "person_id")
        .annotate(newest=Max("pk"))
    )
    return {(report, obstacle, person): pk for report, obstacle, person, pk in rows}


def _assigned(mail: Directs, notices: list[Notice]) -> dict | None:
    """Duties that nobody has acknowledged meanwhile."""
    [notice] = notices
    if not notice.waiting:
        return None
    return {
        "assignments": notice.waiting,
        "count": len(notice.waiting),
        "url": link(reverse("directives:detail", args=[notice.directive.public_id])),
    }


def _returned(mail: Directs, notices: list[Notice]) -> dict | None:
    """Until the unit has sent it again, or another return took this one's place."""
    [notice] = notices
    report = notice.report
    if report.state != State.RETURNED or mail.is_void(notice):
        return None
    return {
        **_of_report(report, mail.on),
        "is_reopened": notice.kind == Notice.Kind.REOPENED,
        "url": link(reverse("reports:draft", args=[report.public_id])),
    }


def _opinion(mail: Directs, notices: list[Notice]) -> dict | None:
    """Until the obstacle is closed, or the opinion was put in other words."""
    [notice] = notices
    obstacle = notice.obstacle
    if obstacle.closed_on or mail.is_void(notice):
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


def _urged(mail: Directs, notices: list[Notice]) -> dict | None:
    """Until everything that the urging was about has been sent."""
    urgings = [notice.supervision for notice in notices]
    owed = {report.pk: report for urging in urgings for report in urging.owed}.values()
    if not owed and any(urging.reports.all() for urging in urgings):
        return None
    items = [
        _of_report(report, mail.on)
        | {"url": link(reverse("reports:draft", args=[report.public_id]))}
        for report in sorted(
            owed, key=lambda each: (each.due_on, each.department.sort_key, each.pk)
        )
    ]
    return {"items": items, "count": len(items), "url": link(reverse("reports:todo"))}


def _urgency(report: ProgressReport) -> tuple:
    return report.due_on, report.department.sort_key, report.pk


def _of_report(report: ProgressReport, on: date) -> dict:
    return {
        "department": report.department.name,
        "period": report.period.name_in_sentence,
        "figures": wording.figures(report.period),
        "due": short_date(report.due_on),
        "days": wording.days((report.due_on - on).days),
        "is_late": report.due_on < on,
    }


#: What stands of each kind of mail; None calls it off.
FACTS: dict[str, Callable[[Directs, list[Notice]], dict | None]] = {
    Kind.ASSIGNED: _assigned,
    Kind.RETURNED: _returned,
    Kind.OPINION: _opinion,
    Kind.URGED: _urged,
}
