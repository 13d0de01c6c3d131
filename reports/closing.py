"""What becomes of reports when their directive is closed: each period is decided on, in so many
words. The register of directives knows nothing of reports.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from directives import closing
from directives.closing import Settlement
from directives.models import Directive, User
from directives.organisation import Refused
from directives.vietnamese import short_date
from reports import notices, reminders
from reports.lifecycle.deadlines import lapse_request
from reports.lifecycle.moves import move_all
from reports.models import Obstacle, ProgressReport, ReportingPeriod, Supervision
from reports.models.progress import OPEN_STATES, State


def periods_owed(directive: Directive) -> QuerySet[ReportingPeriod]:
    """Confirmed periods that some unit has yet to report on; adds `owed_count`."""
    owed = Q(reports__state__in=OPEN_STATES)
    return (
        ReportingPeriod.objects.confirmed()
        .filter(directive=directive)
        .annotate(owed_count=Count("reports", filter=owed))
        .filter(owed_count__gt=0)
        .order_by("ends_on", "pk")
    )


@dataclass(frozen=True)
class Remaining:
    """What goes on to its own end behind a directive that is closed."""

    awaiting: int
    obstacles: int
    recommendations: int

    def __bool__(self) -> bool:
        return bool(self.awaiting or self.obstacles or self.recommendations)


def remaining(directive: Directive) -> Remaining:
    return Remaining(
        awaiting=ProgressReport.objects.awaiting_acceptance()
        .filter(period__directive=directive)
        .count(),
        obstacles=Obstacle.objects.open().filter(assignment__duty__directive=directive).count(),
        recommendations=Supervision.objects.filter(
            ~Q(recommendation=""), directive=directive, recommendation_done_on=None
        ).count(),
    )


@transaction.atomic
def close(
    directive: Directive,
    settlements: Collection[Settlement],
    *,
    still_owed: Collection[ReportingPeriod],
    on: date,
    note: str,
    by: User,
    at: datetime,
    changed_by: Directive | None = None,
    change: str = "",
) -> list[ProgressReport]:
    """The directive is closed; reports of periods that are not `still_owed` are owed no more, and
    nobody is reminded of them. Returns those.

    A period can be owed only when its cut-off had come by the day. Raises as `closing.close`.
    """
    for period in still_owed:
        if period.ends_on > on:
            raise Refused(
                _("Kỳ báo cáo %(period)s chốt số liệu ngày %(day)s, sau ngày kết thúc theo dõi.")
                % {"period": period.name_in_sentence, "day": short_date(period.ends_on)}
            )
    closing.close(
        directive,
        settlements,
        on=on,
        note=note,
        by=by,
        at=at,
        changed_by=changed_by,
        change=change,
    )
    reports = ProgressReport.objects.open().filter(period__directive=directive)
    given_up = reports.exclude(period__in=[period.pk for period in still_owed])
    why = _("Kết thúc theo dõi %(paper)s: %(note)s") % {"paper": directive.reference, "note": note}
    released = move_all(given_up, State.RELEASED, by=by, at=at, note=why)
    reminders.call_off(released, at=at)
    for report in released:
        lapse_request(report, note=why, by=by, at=at)
    notices.closed(directive, by=by, at=at)
    return released
