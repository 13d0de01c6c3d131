"""What the Director sees of all his directives: what is red and why, what waits, the PDFs."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from directives.models import Directive
from reports import figures, planning, status
from reports.dashboard import Glimpse, glimpse
from reports.models import ConsolidatedReport, Obstacle, ProgressReport, ReportingPeriod


@dataclass(frozen=True)
class Alarm:
    """Something red of a directive, and why, in a sentence."""

    directive: Directive
    title: str
    sentence: str
    report: ProgressReport | None = None


def alarms(
    directives: Collection[Directive],
    periods: Collection[ReportingPeriod],
    *,
    on: date,
    size: int = 20,
) -> list[Alarm]:
    """Duties past their date, reports past theirs, and the agency's own report when it is late.

    `periods` are the ones looked at, of `periods_of`.
    """
    return [
        *_overdue_duties(directives, on=on, size=size),
        *_overdue_reports(periods, on=on, size=size),
        *(
            Alarm(
                period.directive,
                period.directive.coordinator.name,
                _("Chưa có báo cáo tổng hợp; quá hạn trình Giám đốc Sở %(days)s ngày.")
                % {"days": (on - period.director_due_on).days},
            )
            for period in periods
            if period.is_confirmed and period.director_due_on < on and period.newest_id is None
        ),
    ]


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
            _("Nhiệm vụ %(duty)s quá hạn %(days)s ngày.")
            % {"duty": assignment.duty.ordinal, "days": days},
        )


def _overdue_reports(periods, *, on, size):
    overdue = (
        figures.overdue_reports(periods, on=on)
        .select_related("department", "period__directive")
        .with_open_status()
        .order_by("due_on", "department__sort_key")
    )
    calendar = planning.office_calendar()
    for report in overdue[:size]:
        yield Alarm(
            report.period.directive,
            report.department.name,
            status.of_report(report, on=on, calendar=calendar).sentence,
            report,
        )


def awaiting_opinion(directives: Collection[Directive]) -> Glimpse:
    rows = Obstacle.objects.filter(assignment__duty__directive__in=directives)
    return glimpse(
        rows.awaiting_opinion().select_related(
            "assignment__department", "assignment__duty__directive"
        )
    )


def printed_versions(period: ReportingPeriod) -> list[ConsolidatedReport]:
    """Consolidated reports of the period with their PDF, the newest first."""
    return list(
        period.consolidated_reports.filter(report_pdf__isnull=False)
        .select_related("made_by")
        .defer("content")
        .order_by("-version")
    )
