"""Reads what a paper says, in the same number of queries however many units there are."""

from collections.abc import Collection
from datetime import date

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import translation

from directives.models import Directive
from reports import obligations, planning
from reports.calendar import OfficeCalendar
from reports.consolidated import letterhead
from reports.models import Paper, ProgressReport, ReportingPeriod, Supervision
from reports.models.progress import State
from reports.papers.values import (
    DutyAsked,
    IndicatorAsked,
    Letter,
    OpeningPaper,
    UnitAsked,
    UnitOwing,
    Urged,
    UrgingPaper,
)
from reports.signing import Signature


def symbol(directive: Directive) -> str:
    """SKHCN-HCTH: the agency, then the unit that drafts."""
    return f"{letterhead.agency_of(directive).symbol}-{_filing_symbol(directive)}"


def _filing_symbol(directive: Directive) -> str:
    return directive.coordinator.symbol or directive.coordinator.short_name


def _letter(
    period: ReportingPeriod,
    units: Collection[str],
    signature: Signature,
    urgency: str | None,
    on: date,
) -> Letter:
    directive = period.directive
    return Letter(
        on=on,
        agency=letterhead.agency_of(directive),
        symbol=symbol(directive),
        coordinator=directive.coordinator.name,
        filing_symbol=_filing_symbol(directive),
        signature=signature,
        units=tuple(units),
        directive=letterhead.facts_of(directive),
        label=period.label,
        urgency=urgency or directive.urgency,
    )


def opening(
    period: ReportingPeriod, *, signature: Signature, urgency: str | None = None, on: date
) -> OpeningPaper:
    """What every unit with an open assignment will be asked.

    A paper is as urgent as the directive, unless `urgency` says otherwise.
    """
    with translation.override("vi"):
        asked = list(
            obligations.assignments_due(period)
            .select_related("department", "duty")
            .prefetch_related("duty__indicators")
        )
        duties_of: dict[str, list[int]] = {}
        for assignment in asked:
            duties_of.setdefault(assignment.department.name, []).append(assignment.duty.ordinal)
        return OpeningPaper(
            letter=_letter(period, duties_of, signature, urgency, on),
            starts_on=period.starts_on,
            cut_off_on=period.ends_on,
            due_on=period.unit_due_on,
            director_due_on=period.director_due_on,
            address=settings.SITE_URL + reverse("reports:home"),
            duties=_duties(asked, unit_count=len(duties_of)),
            units=tuple(UnitAsked(name, tuple(said)) for name, said in duties_of.items()),
        )


def _duties(asked, *, unit_count: int) -> tuple[DutyAsked, ...]:
    duties = {assignment.duty_id: assignment.duty for assignment in asked}
    units_of: dict[int, list[str]] = {pk: [] for pk in duties}
    for assignment in asked:
        units_of[assignment.duty_id].append(assignment.department.name)
    return tuple(
        DutyAsked(
            ordinal=duty.ordinal,
            title=duty.title,
            kind=duty.kind,
            units=() if len(units_of[pk]) == unit_count else tuple(units_of[pk]),
            indicators=tuple(
                IndicatorAsked(indicator.name, indicator.unit)
                for indicator in duty.indicators.all()
            ),
        )
        for pk, duty in sorted(duties.items(), key=lambda pair: pair[1].ordinal)
    )


def urging(
    period: ReportingPeriod,
    reports: Collection[ProgressReport],
    *,
    round: int,
    due_on: date,
    signature: Signature,
    urgency: str | None = None,
    on: date,
) -> UrgingPaper:
    """What the units of these reports still owe on the day `on`."""
    with translation.override("vi"):
        found, calendar = list(_owed(reports)), planning.office_calendar()
        before = Paper.objects.issued().filter(
            period=period,
            kind=Paper.Kind.URGING,
            departments__in=[report.department_id for report in found],
        )
        return UrgingPaper(
            letter=_letter(period, [r.department.name for r in found], signature, urgency, on),
            round=round,
            requested_by=period.confirming_paper,
            before=tuple(
                str(paper.citation) for paper in before.order_by("issued_on", "pk").distinct()
            ),
            due_on=due_on,
            owing=tuple(_owing(report, on, calendar) for report in found),
        )


def _owed(reports: Collection[ProgressReport]):
    return (
        ProgressReport.objects.filter(pk__in=[report.pk for report in reports])
        .select_related("department")
        .with_reminder_count()
        .prefetch_related(Prefetch("urgings", Supervision.objects.urgings().order_by("on", "pk")))
        .order_by("department__sort_key", "pk")
    )


def _owing(report: ProgressReport, on: date, calendar: OfficeCalendar) -> UnitOwing:
    return UnitOwing(
        name=report.department.name,
        due_on=report.due_on,
        original_due_on=report.original_due_on,
        is_returned=report.state == State.RETURNED,
        days_late=(on - report.due_on).days,
        working_days_late=calendar.working_days_between(report.due_on, on),
        reminders=report.sent_reminder_count,
        urgings=tuple(
            Urged(act.get_means_display(), act.on, act.paper) for act in report.urgings.all()
        ),
    )
