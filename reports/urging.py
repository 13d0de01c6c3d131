"""Urging by hand: what can be urged, what is said, and the entry of each unit that stays.

An urging is an act of a person. What the system sends by itself is a reminder, counted apart.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directives.models import Department, User
from directives.posts import Posts
from directives.vietnamese import short_date
from reports import figures, notices, planning, status, supervision
from reports.models import Audience, ProgressReport, ReminderRecipient, Supervision
from reports.reminders.recipients import Addressee, Roll, Target
from reports.status import Status

Means = Supervision.Means


def open_to(posts: Posts, *, on: date) -> QuerySet[ProgressReport]:
    """Reports owed on the day, of the directives that this person's unit coordinates."""
    return (
        figures.owed(on=on)
        .filter(period__directive__coordinator__in=posts.coordinates)
        .select_related("department", "period__directive__coordinator")
        .with_status()
        .order_by("due_on", "department__sort_key", "pk")
    )


#: The lists of the day by their name in the address: all who owe, who are late, and who
#: are late after their last reminder.
LISTS = {
    "owed": figures.owed,
    "overdue": lambda *, on: ProgressReport.objects.overdue(on=on),
    "far-overdue": lambda *, on: ProgressReport.objects.after_last_step(on=on),
}


@dataclass(frozen=True)
class Recipient:
    """A person who will have the letter, himself or `instead_of` another, for a `cause`."""

    name: str
    capacities: str
    address: str
    instead_of: str = ""
    cause: str = ""

    @property
    def is_out_of_reach(self) -> bool:
        """Nobody stands in for him: the letter will fail, and HCTH will see it."""
        return bool(self.cause) and not self.instead_of


@dataclass(frozen=True)
class Unit:
    """What a unit owes, and whom a letter to it reaches."""

    department: Department
    reports: tuple[tuple[ProgressReport, Status], ...]
    recipients: tuple[Recipient, ...]

    @property
    def is_reachable(self) -> bool:
        return _reaches(self.recipients)


def _reaches(recipients: Iterable[Recipient]) -> bool:
    return not all(recipient.is_out_of_reach for recipient in recipients)


def units(reports: Iterable[ProgressReport], *, on: date) -> list[Unit]:
    """Per unit, the longest overdue first. The same queries however many."""
    by_unit: dict[Department, list[ProgressReport]] = {}
    for report in reports:
        by_unit.setdefault(report.department, []).append(report)
    people = _recipients([report for theirs in by_unit.values() for report in theirs], on=on)
    # Asked for only where something is late.
    calendar = SimpleLazyObject(planning.office_calendar)
    return [
        Unit(
            department,
            tuple((each, status.of_report(each, on=on, calendar=calendar)) for each in theirs),
            people[department.pk],
        )
        for department, theirs in by_unit.items()
    ]


def _recipients(reports: Iterable[ProgressReport], *, on: date) -> dict[int, tuple[Recipient, ...]]:
    """By unit the same people whom `notices.urged` tells, and in place of whom.

    Where nobody in the unit is in reach no letter is sent: HCTH, behind it, would urge itself.
    """
    targets = {
        Target(report.department_id, report.period.directive.coordinator_id) for report in reports
    }
    roll = Roll.of(targets, first=on, last=on)
    told: dict[int, dict[Addressee, None]] = {}
    for target in targets:
        within = roll.told(Target(target.department), on=on)
        is_reached = not all(addressee.is_out_of_reach for addressee in within)
        people = roll.told(target, on=on) if is_reached else within
        told.setdefault(target.department, {}).update(dict.fromkeys(people))
    addressees = [addressee for unit in told.values() for addressee in unit]
    meant = {a.person for a in addressees} | {a.instead_of for a in addressees}
    people = User.objects.in_bulk(meant - {None})
    return {department: tuple(_told(unit, people)) for department, unit in told.items()}


def _told(addressees: Iterable[Addressee], people: dict[int, User]) -> Iterator[Recipient]:
    """One line for each person, with all his capacities."""
    capacities: dict[tuple, list[str]] = {}
    for each in addressees:
        same = each.person, each.instead_of, each.cause
        capacities.setdefault(same, []).append(str(Audience(each.reason).label))
    for (person, instead_of, cause), labels in capacities.items():
        yield Recipient(
            name=people[person].full_name,
            capacities=", ".join(labels),
            address=people[person].email,
            instead_of=people[instead_of].full_name if instead_of else "",
            cause=str(ReminderRecipient.Cause(cause).label) if cause else "",
        )


def proposed_words(reports: Collection[ProgressReport], *, on: date) -> str:
    """What a letter says unless the sender writes something else."""
    coordinators = {report.period.directive.coordinator.name for report in reports}
    contact = _("Nếu có khó khăn, vướng mắc, đề nghị trao đổi ngay với %(coordinator)s.") % {
        "coordinator": ", ".join(sorted(coordinators))
    }
    if any(report.due_on < on for report in reports):
        asked = _(
            "Đến nay đã quá hạn gửi báo cáo. Đề nghị đồng chí chỉ đạo hoàn thành và gửi báo cáo "
            "ngay trong ngày."
        )
    else:
        asked = _("Đề nghị đồng chí chỉ đạo hoàn thành và gửi báo cáo đúng hạn.")
    return f"{asked} {contact}"


@transaction.atomic
def urge(
    reports: Iterable[ProgressReport],
    *,
    means: str,
    text: str,
    by: User,
    at: datetime,
    on: date | None = None,
) -> list[Supervision]:
    """One entry per directive and unit, about what it still owes; by mail also a letter to it.

    `on` is the day of a call or a meeting, today without one. A unit that has reported meanwhile is
    left alone, and by mail one whom no letter reaches. A form that is sent twice makes one entry
    and one letter. Raises ImpossibleDate for a day to come.
    """
    today = timezone.localdate(at)
    owed = _still_owed(reports, on=today)
    if means == Means.EMAIL:
        owed = _in_reach(owed, on=today)
    acts = [
        (
            Supervision(
                directive=about[0].period.directive,
                department_id=about[0].department_id,
                kind=Supervision.Kind.URGING,
                means=means,
                on=on or today,
                findings=text,
            ),
            about,
        )
        for about in (list(group) for _whom, group in groupby(owed, key=_to_whom))
    ]
    kept = supervision.record_all(acts, by=by, at=at)
    new = [entry for (act, _about), entry in zip(acts, kept, strict=True) if act is entry]
    if means == Means.EMAIL and new:
        notices.urged(new, text=text, by=by, at=at)
    return kept


def _to_whom(report: ProgressReport) -> tuple[int, int]:
    return report.period.directive_id, report.department_id


def _in_reach(reports: list[ProgressReport], *, on: date) -> list[ProgressReport]:
    told = _recipients(reports, on=on)
    return [report for report in reports if _reaches(told[report.department_id])]


def _still_owed(reports: Iterable[ProgressReport], *, on: date) -> list[ProgressReport]:
    """Locked until the end of the transaction: a unit that reports now is before or after us."""
    return list(
        figures.owed(on=on)
        .filter(pk__in=[report.pk for report in reports])
        .select_related("period__directive")
        .order_by("period__directive_id", "department_id", "pk")
        .select_for_update(of=("self",), no_key=True)
    )


def message(reports: Iterable[ProgressReport], *, on: date) -> str:
    """The text for the Zalo group: who still has to send, until when, and where.

    Grouped by directive, period and deadline, the most urgent first. Never what a report says.
    """
    groups = [
        "\n".join(_group(list(about), on=on))
        for _key, about in groupby(sorted(reports, key=_order), key=_heading)
    ]
    if not groups:
        return ""
    return "\n\n".join(
        [
            _("Kính gửi các đồng chí lãnh đạo đơn vị và người đầu mối,"),
            *groups,
            _("Gửi báo cáo tại: %(url)s") % {"url": settings.SITE_URL + reverse("reports:todo")},
            _("Đơn vị nào đã gửi, xin bỏ qua tin nhắn này. Trân trọng cảm ơn."),
        ]
    )


def _heading(report: ProgressReport) -> tuple:
    return report.due_on, report.period.directive_id, report.period_id


def _order(report: ProgressReport) -> tuple:
    return *_heading(report), report.department.sort_key


def _group(reports: list[ProgressReport], *, on: date) -> list[str]:
    first = reports[0]
    words = {
        "period": first.period.name_in_sentence,
        "reference": first.period.directive.reference,
        "due": short_date(first.due_on),
        "days": abs((first.due_on - on).days),
    }
    if first.due_on > on:
        said = ngettext(
            "Báo cáo %(period)s theo %(reference)s, hạn %(due)s (còn %(days)s ngày):",
            "Báo cáo %(period)s theo %(reference)s, hạn %(due)s (còn %(days)s ngày):",
            words["days"],
        )
    elif first.due_on == on:
        said = _("Báo cáo %(period)s theo %(reference)s, hạn %(due)s (hôm nay):")
    else:
        said = ngettext(
            "Báo cáo %(period)s theo %(reference)s, hạn %(due)s (đã quá %(days)s ngày):",
            "Báo cáo %(period)s theo %(reference)s, hạn %(due)s (đã quá %(days)s ngày):",
            words["days"],
        )
    if len(reports) == 1:
        return [said % words, f"- {first.department.name}"]
    return [
        said % words,
        *(f"{number}. {report.department.name}" for number, report in enumerate(reports, start=1)),
    ]
