"""How the coordinating unit does its own part of a directive in a year, for who is in charge of it.

Every number is counted from the rows that its list shows.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone

from directives.models import Directive
from reports import planning, status
from reports.models import (
    ConsolidatedDraft,
    ConsolidatedStep,
    ExtensionRequest,
    Obstacle,
    PlannedInspection,
    ProgressReport,
    ReportingPeriod,
    Supervision,
)
from reports.models.progress import LAPSED_STATES
from reports.status import Status


@dataclass(frozen=True)
class Presented:
    """A period of the year, and the day on which its consolidated report was first put forward."""

    period: ReportingPeriod
    presented_on: date | None
    is_late: bool


@dataclass(frozen=True)
class Waiting:
    """How many wait for the coordinating unit, and how long the oldest has waited, in days."""

    count: int
    oldest: int | None


@dataclass(frozen=True)
class Performance:
    """`acts`, `recommendations` and `inspections` by the name of the list that they count."""

    year: int
    reports: tuple[tuple[ProgressReport, Status], ...]
    presented: tuple[Presented, ...]
    acts: dict[str, int]
    inspections: dict[str, int]
    queue: Waiting
    extensions: Waiting
    unproposed: Waiting
    unclosed: Waiting


def of(directive: Directive, *, year: int, on: date) -> Performance:
    """What was done in the year up to the day `on`; what waits, waits on that day."""
    return Performance(
        year=year,
        reports=_reports(directive, year, on),
        presented=tuple(_presented(period, on) for period in _periods(directive, year)),
        acts=acts(directive, year).aggregate(
            **{name: Count("pk", filter=of_it) for name, of_it in acts_shown(on).items()}
        ),
        inspections=inspections(directive, year).aggregate(
            **{name: Count("pk", filter=of_it) for name, of_it in inspections_shown(on).items()}
        ),
        queue=_waiting(_queue(directive), "last_submitted_at", on),
        extensions=_waiting(_extensions(directive), "asked_at", on),
        unproposed=_waiting(_obstacles(directive).to_be_proposed_on(), "raised_at", on),
        unclosed=_waiting(_obstacles(directive).to_be_closed(), "acted_on", on),
    )


def years(directive: Directive, *, on: date) -> list[int]:
    """From the year of the directive to this one, the latest first."""
    return list(range(on.year, directive.issued_on.year - 1, -1))


# What was done


def acts(directive: Directive, year: int) -> QuerySet[Supervision]:
    return Supervision.objects.filter(directive=directive, on__year=year)


def acts_shown(on: date) -> dict[str, Q]:
    """Name of a list -> what stands on it."""
    open_ones = ~Q(recommendation="") & Q(recommendation_done_on=None)
    return {
        "urging": Q(kind=Supervision.Kind.URGING),
        "inspection": Q(kind=Supervision.Kind.INSPECTION),
        "monitoring": Q(kind=Supervision.Kind.MONITORING),
        "recommended": ~Q(recommendation=""),
        "open": open_ones,
        "overdue": open_ones & Q(recommendation_due_on__lt=on),
    }


def inspections(directive: Directive, year: int) -> QuerySet[PlannedInspection]:
    return PlannedInspection.objects.filter(directive=directive, on__year=year)


def inspections_shown(on: date) -> dict[str, Q]:
    """Name of a list -> what stands on it; those called off are none of the planned ones."""
    kept = Q(cancelled_at=None)
    return {
        "planned": kept,
        "done": kept & Q(supervision__isnull=False),
        "past": kept & Q(supervision=None, on__lt=on),
        "off": ~kept,
    }


# Its own reports


def _reports(directive: Directive, year: int, on: date):
    reports = (
        ProgressReport.objects.filter(
            period__directive=directive,
            department=directive.coordinator_id,
            due_on__year=year,
        )
        .exclude(state__in=LAPSED_STATES)
        .select_related("department", "period__directive")
        .with_status()
        .order_by("due_on", "pk")
    )
    calendar = planning.office_calendar()
    return tuple((report, status.of_report(report, on=on, calendar=calendar)) for report in reports)


def _periods(directive: Directive, year: int) -> QuerySet[ReportingPeriod]:
    first = (
        ConsolidatedStep.objects.filter(
            draft__period=OuterRef("pk"),
            draft__basis=None,
            to_state=ConsolidatedDraft.State.SUBMITTED,
        )
        .order_by("at")
        .annotate(on=TruncDate("at"))
    )
    return (
        ReportingPeriod.objects.confirmed()
        .filter(directive=directive, director_due_on__year=year)
        .annotate(presented_on=Subquery(first.values("on")[:1]))
        .order_by("director_due_on", "pk")
    )


def _presented(period: ReportingPeriod, on: date) -> Presented:
    """Late where it came after the day, or has not come although the day has passed."""
    day = period.presented_on
    return Presented(period, day, (day or on) > period.director_due_on)


# What waits


def _queue(directive: Directive) -> QuerySet[ProgressReport]:
    """Reports of the other units; nobody takes in his own."""
    return (
        ProgressReport.objects.awaiting_acceptance()
        .filter(period__directive=directive)
        .exclude(department=directive.coordinator_id)
        .with_last_submission()
    )


def _extensions(directive: Directive) -> QuerySet[ExtensionRequest]:
    asked = ExtensionRequest.objects.open().filter(report__period__directive=directive)
    return asked.exclude(report__department=directive.coordinator_id)


def _obstacles(directive: Directive):
    return Obstacle.objects.filter(assignment__duty__directive=directive)


def _waiting(rows: QuerySet, since: str, on: date) -> Waiting:
    found = rows.order_by().aggregate(count=Count("pk"), first=Min(since))
    first = found["first"]
    if first is None:
        return Waiting(found["count"], None)
    day = first if type(first) is date else timezone.localdate(first)
    return Waiting(found["count"], max((on - day) // timedelta(days=1), 0))
