"""What the Director sees of all his directives: what is red and why, what waits, the PDFs."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    BooleanField,
    Count,
    ExpressionWrapper,
    Q,
    QuerySet,
    Window,
)
from django.db.models.functions import RowNumber
from django.utils.translation import ngettext

from directives.models import Directive
from reports import far_overdue, figures, planning, status
from reports.dashboard import FIRST_ROWS, Glimpse
from reports.models import (
    ConsolidatedReport,
    Job,
    Obstacle,
    ProgressReport,
    ReportingPeriod,
)


@dataclass(frozen=True)
class Alarm:
    """Something red of a directive, and why, in a sentence."""

    directive: Directive
    title: str
    sentence: str
    report: ProgressReport | None = None


@dataclass(frozen=True)
class DraftWaiting:
    """`basis` is its number where the report is on one legal basis alone, else blank."""

    period: ReportingPeriod
    public_id: str
    basis: str


@dataclass(frozen=True)
class Red:
    """What is past its date; apart, the reports whose reminders have all gone out."""

    alarms: tuple[Alarm, ...]
    far_overdue: Glimpse


@dataclass(frozen=True)
class Opinions:
    """Obstacles on which a leader has not spoken; opinions that HCTH recorded for one, and that
    none has confirmed.
    """

    awaited: Glimpse
    recorded: Glimpse


def red(
    directives: Collection[Directive],
    periods: Collection[ReportingPeriod],
    *,
    on: date,
    size: int = 20,
) -> Red:
    """Duties past their date, reports past theirs, and the agency's own report when it is late.

    `periods` are the ones looked at, of `periods_of`; far overdue counts in every period.
    """
    overdue = list(_overdue_reports(directives, periods, on=on).filter(place__lte=size))
    far = [report for report in overdue if report.is_far]
    return Red(
        alarms=(
            *_overdue_duties(directives, on=on, size=size),
            *_late([report for report in overdue if not report.is_far], on=on),
            *_unconsolidated(periods, on=on),
        ),
        far_overdue=Glimpse(
            [
                far_overdue.of(
                    report.facts,
                    unit=report.department.name,
                    directive=report.period.directive,
                    on=on,
                )
                for report in far[: 2 * FIRST_ROWS]
            ],
            far[0].far_count if far else 0,
        ),
    )


def _overdue_duties(directives, *, on, size):
    overdue = (
        figures.overdue_assignments(directives, on=on)
        .select_related("department", "duty__directive")
        .order_by("duty__due_on", "department__sort_key")
    )
    for assignment in overdue[:size]:
        days = (on - assignment.duty.due_on).days
        yield Alarm(
            assignment.duty.directive,
            assignment.department.name,
            ngettext(
                "Nhiệm vụ %(duty)s quá hạn %(days)s ngày.",
                "Nhiệm vụ %(duty)s quá hạn %(days)s ngày.",
                days,
            )
            % {"duty": assignment.duty.ordinal, "days": days},
        )


def _overdue_reports(directives, periods, *, on) -> QuerySet[ProgressReport]:
    """With `is_far`, `far_count` of all of those, their `facts`, and the `place` among their like.

    Far overdue ones are the oldest by nature, and leave the others their places.
    """
    counted = figures.overdue_reports(periods, on=on)
    far = ProgressReport.objects.after_last_step(on=on).filter(period__directive__in=directives)
    is_far = Q(pk__in=far.order_by().values("pk"))
    reports = ProgressReport.objects.filter(is_far | Q(pk__in=counted.order_by().values("pk")))
    return (
        far_overdue.with_facts(reports.with_open_status())
        .annotate(
            is_far=ExpressionWrapper(is_far, BooleanField()),
            far_count=Window(Count("pk", filter=is_far)),
            place=Window(
                RowNumber(),
                partition_by=[is_far],
                order_by=["due_on", "department__sort_key", "pk"],
            ),
        )
        .select_related("department", "period__directive")
        .order_by("due_on", "department__sort_key")
    )


def _late(reports: Collection[ProgressReport], *, on: date) -> Iterator[Alarm]:
    calendar = planning.office_calendar() if reports else None
    for report in reports:
        yield Alarm(
            report.period.directive,
            report.department.name,
            status.of_report(report, on=on, calendar=calendar).sentence,
            report,
        )


def _unconsolidated(periods: Collection[ReportingPeriod], *, on: date) -> Iterator[Alarm]:
    for period in periods:
        if period.is_confirmed and period.director_due_on < on and period.newest_id is None:
            days = (on - period.director_due_on).days
            yield Alarm(
                period.directive,
                period.directive.coordinator.name,
                ngettext(
                    "Chưa có báo cáo tổng hợp; quá hạn trình Giám đốc Sở %(days)s ngày.",
                    "Chưa có báo cáo tổng hợp; quá hạn trình Giám đốc Sở %(days)s ngày.",
                    days,
                )
                % {"days": days},
            )


def opinions(directives: Collection[Directive], *, size: int = FIRST_ROWS) -> Opinions:
    """In one query; the oldest first of either."""
    asked = Obstacle.objects.filter(assignment__duty__directive__in=directives)
    is_recorded = ExpressionWrapper(~Q(opinion=""), BooleanField())
    rows = (
        (asked.awaiting_opinion() | asked.to_be_confirmed())
        .annotate(
            is_recorded=is_recorded,
            all_rows=Window(Count("pk"), partition_by=[is_recorded]),
            place=Window(
                RowNumber(), partition_by=[is_recorded], order_by=["opinion_on", "raised_at", "pk"]
            ),
        )
        .filter(place__lte=size)
        .select_related(
            "assignment__department", "assignment__duty__directive", "opinion_recorded_by"
        )
        .order_by("place")
    )
    awaited = [row for row in rows if not row.is_recorded]
    recorded = [row for row in rows if row.is_recorded]
    return Opinions(_glimpse(awaited), _glimpse(recorded))


def _glimpse(first: list) -> Glimpse:
    return Glimpse(first, first[0].all_rows if first else 0)


def awaiting_approval(periods: Collection[ReportingPeriod]) -> list[DraftWaiting]:
    """Drafts of consolidated reports that wait for a decision, of `periods_of`."""
    return [
        DraftWaiting(period, draft["id"], draft["basis"] or "")
        for period in periods
        for draft in period.awaiting
    ]


def printed_versions(period: ReportingPeriod) -> list[ConsolidatedReport]:
    """Consolidated reports of the period with their PDF, the newest first."""
    return list(
        period.consolidated_reports.filter(basis=None, job__state=Job.State.DONE)
        .select_related("approved_by", "job")
        .defer("content")
        .order_by("-version")
    )
