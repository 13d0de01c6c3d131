"""The digest of reminders: what its reader has to see to at this moment, the most urgent first."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from directives.arrays import Among
from directives.vietnamese import short_date
from reports.models import Notice, OutgoingMail, ProgressReport, StateChange
from reports.models.progress import State
from reports.reminders.letters import standing, wording
from reports.reminders.letters.base import Letter, called, link
from reports.reminders.letters.standing import Reader

#: Reports that one mail describes; of the others it says how many they are.
MOST_ITEMS = 15


@dataclass(frozen=True)
class Words:
    """What a letter says of one report, whoever reads it."""

    department: str
    period: str
    due: str
    days: str
    is_late: bool
    is_returned: bool
    heading: str
    deadline: str
    reason: str
    figures: str
    paper: str
    directive: str


@dataclass(frozen=True)
class Item:
    """One report that is owed, and as whom the reader is told of it."""

    report: Words
    capacities: str
    url: str


def gather(mails: Collection[OutgoingMail], *, on: date) -> "Digests":
    readers = standing.of(mails, on=on)
    missed = {mail: reader.missed_by() for mail, reader in readers.items()}
    told_of = {report for reader in readers.values() for report, _unit in reader.owed[:MOST_ITEMS]}
    told_of |= {reports[0] for of_mail in missed.values() for reports in of_mail.values()}
    return Digests(
        on=on,
        readers=readers,
        missed=missed,
        reports=_reports(told_of),
        names=wording.names(who for reader in readers.values() for who in reader.addressees),
    )


def _reports(pks: set[int]) -> dict[int, ProgressReport]:
    """Their units and directives are fetched apart: many reports share them."""
    if not pks:
        return {}
    reason = StateChange.objects.filter(report=OuterRef("pk"), to_state=State.RETURNED)
    reports = (
        ProgressReport.objects.filter(Among("pk", pks))
        .prefetch_related("department", "period__directive")
        .annotate(return_reason=Subquery(reason.order_by("-at", "-pk").values("note")[:1]))
        .order_by()
    )
    return {report.pk: report for report in reports}


class Digests:
    """Writes the digests that it was gathered for."""

    def __init__(
        self,
        *,
        on: date,
        readers: dict[int, Reader],
        missed: dict[int, dict[int, list[int]]],
        reports: dict[int, ProgressReport],
        names: dict[int, str],
    ):
        self._on, self._readers, self._missed = on, readers, missed
        self._reports, self._names = reports, names
        self._words = cache(self._words_of)
        self._directive = cache(wording.directive)

    def write(self, mail: OutgoingMail) -> Letter | None:
        """The reports on this mail, and whatever else his own units owe on the day.

        None when nothing is owed any more of what the mail was meant for, or its reader is no
        longer one who is told of it.
        """
        reader = self._readers[mail.pk]
        if not reader.reminder_ids or not reader.owed:
            return None
        reports = [self._reports[pk] for pk, _unit in reader.owed[:MOST_ITEMS]]
        items = [self._item(report, reader) for report in reports]
        count = len(reader.owed)
        context = {
            "name": called(mail.person),
            "items": items,
            "count": count,
            "more": count - len(items),
            "first": items[0].report,
            "url": items[0].url,
            "is_own": all(report.department_id in reader.own_units for report in reports),
            "on": short_date(self._on),
            "todo_url": link(reverse("reports:home")),
        }
        return Letter(
            "reminder",
            context,
            reminder_ids=reader.reminder_ids,
            notices=list(self._notices(mail, reports[0], count)),
        )

    def _notices(self, mail: OutgoingMail, first: ProgressReport, count: int) -> Iterator[Notice]:
        """The same inside the house, and for those in whose place he is told."""
        yield _notice(first, count, key=mail.key, person_id=mail.person_id, mail=mail)
        for person, missed in self._missed[mail.pk].items():
            key = OutgoingMail.digest_key(person, mail.day)
            yield _notice(self._reports[missed[0]], len(missed), key=key, person_id=person)

    def _item(self, report: ProgressReport, reader: Reader) -> Item:
        told = reader.told_of(report.pk, report.department_id)
        page = "draft" if report.department_id in reader.own_units else "report"
        return Item(
            report=self._words(report),
            capacities=_("Đồng chí nhận thư này với tư cách: %(capacities)s")
            % {"capacities": wording.capacities(told, self._names)},
            url=link(reverse(f"reports:{page}", args=[report.public_id])),
        )

    def _words_of(self, report: ProgressReport) -> Words:
        is_returned = report.state == State.RETURNED
        facts = {
            "department": report.department.name,
            "period": report.period.name_in_sentence,
            "due": short_date(report.due_on),
            "days": wording.days((report.due_on - self._on).days),
            "figures": wording.figures(report.period),
            "paper": report.period.confirming_paper,
            "reason": report.return_reason or "",
            "directive": self._directive(report.period.directive),
        }
        sent_again = _("Hạn gửi lại: hết ngày %(due)s (%(days)s)")
        sent = _("Hạn gửi: hết ngày %(due)s (%(days)s)")
        return Words(
            department=facts["department"],
            period=facts["period"],
            due=facts["due"],
            days=facts["days"],
            is_late=report.due_on < self._on,
            is_returned=is_returned,
            heading=_("%(department)s: báo cáo %(period)s") % facts,
            deadline=(sent_again if is_returned else sent) % facts,
            reason=_("Nội dung cần bổ sung, hoàn thiện: %(reason)s") % facts if is_returned else "",
            figures=_("Số liệu: %(figures)s") % facts,
            paper=_("Văn bản yêu cầu báo cáo: %(paper)s") % facts,
            directive=_("Thực hiện: %(directive)s") % facts,
        )


def _notice(first: ProgressReport, count: int, **whose) -> Notice:
    return Notice(
        kind=Notice.Kind.REMINDER,
        directive_id=first.period.directive_id,
        department_id=first.department_id,
        report=first,
        day=first.due_on,
        count=count,
        **whose,
    )
