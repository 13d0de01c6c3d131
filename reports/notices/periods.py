"""A period is opened, or its confirmation withdrawn: every unit at once, in the house only."""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from directives.models import User
from reports.models import Notice, ProgressReport
from reports.notices import telling
from reports.notices.telling import People
from reports.reminders.recipients import Target

Kind = Notice.Kind


def opened(reports: Collection[ProgressReport], *, by: User, at: datetime) -> None:
    """A report is owed from now on: until when, and by which paper it was asked for."""
    _to_the_units(Kind.OPENED, reports, words=_by_which_paper, by=by, at=at)


def withdrawn(reports: Collection[ProgressReport], *, reason: str, by: User, at: datetime) -> None:
    """Nobody owes them any more, and why."""
    _to_the_units(Kind.WITHDRAWN, reports, words=lambda report: reason, by=by, at=at)


def _by_which_paper(report: ProgressReport) -> str:
    return _("Theo %(paper)s.") % {"paper": report.period.confirming_paper}


def _to_the_units(kind: Kind, reports, *, words, by: User, at: datetime) -> None:
    """The same few queries for ten units and for a thousand."""
    target = {report: Target(report.department_id) for report in reports}
    told = telling.told_of(target.values(), on=timezone.localdate(at))
    Notice.objects.bulk_create(
        Notice(
            # A period may be opened, withdrawn and opened again.
            key=f"{kind}:{report.pk}:{at:%Y%m%d%H%M%S%f}:{person}",
            person_id=person,
            kind=kind,
            directive_id=report.period.directive_id,
            department_id=report.department_id,
            report=report,
            by=by,
            words=words(report),
            day=report.due_on,
            made_at=at,
        )
        for report in reports
        for person in sorted(People.of(told[target[report]], by=by).in_the_house)
    )
