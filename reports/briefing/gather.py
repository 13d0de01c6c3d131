"""Reads the table for giao ban, in the same number of queries however many duties there are."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, OuterRef, Subquery, Value, When
from django.db.models.functions import JSONObject
from django.utils import translation

from directives.models import Assignment, Department, Directive, Duty, WorkItem
from directives.posts import Posts
from reports import dashboard, figures, signing
from reports.briefing import lines
from reports.briefing.values import Briefing, DutyLine
from reports.consolidated import entries, letterhead
from reports.consolidated.results import UnitEntry
from reports.models import Obstacle, ProgressReport, ReportingPeriod, Submission
from reports.models.progress import LAPSED_STATES, State


@dataclass(frozen=True)
class Scope:
    """What a table tells of: all of an agency, or what one coordinating unit of it follows up."""

    agency: Department
    coordinator: Department | None
    directives: tuple[Directive, ...]


def scope_of(posts: Posts) -> Scope | None:
    """A leader is told of the whole agency, HCTH of what it follows up; nobody else of anything."""
    if posts.leads:
        agency = Department.objects.filter(pk__in=posts.leads).order_by("pk")[0]
        directives = _directives(posts, agency=agency)
        coordinators = {directive.coordinator for directive in directives}
        coordinator = coordinators.pop() if len(coordinators) == 1 else None
        return Scope(agency, coordinator, directives)
    units = Department.objects.filter(pk__in=posts.member_of, is_coordinator=True)
    coordinator = units.select_related("parent").order_by("pk").first()
    if coordinator is None:
        return None
    directives = _directives(posts, coordinator=coordinator)
    return Scope(coordinator.parent or coordinator, coordinator, directives)


def _directives(posts: Posts, **of) -> tuple[Directive, ...]:
    overseen = dashboard.overseen(posts).filter(**of).select_related("agency", "coordinator")
    return tuple(overseen.order_by("issued_on", "pk"))


def briefing(scope: Scope, *, on: date) -> Briefing:
    """Duties that are open, and those that the last unit completed in the month of `on`."""
    with translation.override("vi"):
        coordinator = scope.coordinator
        return Briefing(
            on=on,
            agency=letterhead.facts_of_agency(scope.agency),
            issuer=coordinator.name if coordinator else scope.agency.name,
            signature=signing.leading(coordinator, on=on) if coordinator else None,
            lines=_lines(scope.directives, on=on),
        )


def _lines(directives: Collection[Directive], *, on: date) -> tuple[DutyLine, ...]:
    given = _assignments(directives, on=on)
    periods = _periods(directives, on=on)
    reports = _reports(periods.values())
    said = _said(chain.from_iterable(reports.values()))
    hindered = _obstacles(given)
    told = [
        lines.Told(
            period := _period_of(assignments[0].duty, periods),
            assignments,
            reports[period.pk] if period else [],
            said[duty],
            hindered[duty],
        )
        for duty, assignments in _by_duty(given).items()
    ]
    return lines.of(told, on=on)


#: By directive, and by the one duty that a period asks about, None where it asks about every one.
Periods = dict[tuple[int, int | None], ReportingPeriod]


def _period_of(duty: Duty, periods: Periods) -> ReportingPeriod | None:
    """Its own, of a duty with a date; otherwise that of the directive."""
    own = periods.get((duty.directive_id, duty.pk))
    return own or periods.get((duty.directive_id, None))


def _by_duty(given: Iterable[Assignment]) -> dict[int, list[Assignment]]:
    found: dict[int, list[Assignment]] = defaultdict(list)
    for assignment in given:
        found[assignment.duty_id].append(assignment)
    return found


def _assignments(directives: Collection[Directive], *, on: date) -> list[Assignment]:
    """With `figure`, the counter that each of them falls under, and its work `items`."""
    counted = [
        When(figure.rows(on), then=Value(key)) for key, figure in figures.DUTY_FIGURES.items()
    ]
    items = WorkItem.objects.current().filter(assignment=OuterRef("pk")).order_by("due_on", "pk")
    return list(
        Assignment.objects.in_force(on=on)
        .filter(duty__directive__in=directives)
        .annotate(
            figure=Case(*counted),
            items=ArraySubquery(items.values(row=JSONObject(product="product", done="done_on"))),
        )
        .select_related("department", "duty__directive")
        .order_by(
            "duty__directive__issued_on",
            "duty__directive_id",
            "duty__ordinal",
            "department__sort_key",
        )
    )


def _periods(directives: Collection[Directive], *, on: date) -> Periods:
    """The confirmed periods that matter on the day."""
    asking: dict[tuple[int, int | None], list[ReportingPeriod]] = defaultdict(list)
    owed = ProgressReport.objects.open().filter(period=OuterRef("pk"))
    confirmed = ReportingPeriod.objects.confirmed().filter(directive__in=directives)
    for period in confirmed.annotate(is_owed=Exists(owed)).order_by("starts_on", "pk"):
        asking[period.directive_id, period.duty_id].append(period)
    current = {key: dashboard.current_period(periods, on=on) for key, periods in asking.items()}
    return {key: period for key, period in current.items() if period}


def _reports(periods: Iterable[ReportingPeriod]) -> dict[int, list[ProgressReport]]:
    """By period, what is owed, with `spoken`, the submission that was accepted, if any."""
    found: dict[int, list[ProgressReport]] = defaultdict(list)
    sent = Submission.objects.filter(report=OuterRef("pk")).order_by("-number")
    accepted = When(state=State.ACCEPTED, then=Subquery(sent.values("pk")[:1]))
    rows = (
        ProgressReport.objects.filter(period__in=list(periods))
        .exclude(state__in=LAPSED_STATES)
        .annotate(spoken=Case(accepted))
        .select_related("department", "period")
        .order_by("department__sort_key", "pk")
    )
    for report in rows:
        found[report.period_id].append(report)
    return found


def _said(reports: Iterable[ProgressReport]) -> dict[int, list[UnitEntry]]:
    """Duty -> what accepted reports say on it."""
    found: dict[int, list[UnitEntry]] = defaultdict(list)
    for duty, entry in entries.answers([r.spoken for r in reports if r.spoken]):
        found[duty].append(entry)
    return found


def _obstacles(given: Iterable[Assignment]) -> dict[int, list[Obstacle]]:
    """Duty -> its open obstacles, the oldest first."""
    found: dict[int, list[Obstacle]] = defaultdict(list)
    raised = Obstacle.objects.open().filter(assignment__in=[one.pk for one in given])
    for obstacle in (
        raised.select_related("assignment__department")
        .annotate(duty=F("assignment__duty"))
        .order_by("raised_at", "pk")
    ):
        found[obstacle.duty].append(obstacle)
    return found
