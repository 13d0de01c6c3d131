"""What the coordinating unit and the leaders see of a directive. Reads only."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value, Window
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce, Greatest, JSONObject, TruncDate
from django.urls import reverse

from directives.models import Assignment, Department, Directive
from directives.posts import Posts
from reports import far_overdue, figures
from reports.calendar import DUE_SOON_DAYS
from reports.far_overdue import FarOverdue
from reports.models import (
    ConsolidatedDraft,
    ConsolidatedReport,
    ExtensionRequest,
    Job,
    Obstacle,
    ProgressReport,
    ReportingPeriod,
)

#: Rows of a list shown on the dashboard itself; the rest is one link away.
FIRST_ROWS = 5
#: Periods that the matrix shows at once.
MATRIX_COLUMNS = 13


def overseen(posts: Posts) -> QuerySet[Directive]:
    """Directives he sees as a whole: the same rule as `permissions.sees_whole`. Live ones first."""
    whole = Directive.objects.filter(Q(coordinator__in=posts.member_of) | Q(agency__in=posts.leads))
    return whole.select_related("coordinator", "closed_by").live_first()


def with_is_assigned(directives: QuerySet[Directive], *, on: date) -> QuerySet[Directive]:
    """Adds `is_assigned`: some unit has a duty of it on that day."""
    in_force = Assignment.objects.in_force(on=on).filter(duty__directive=OuterRef("pk"))
    return directives.annotate(is_assigned=Exists(in_force))


def shown_first(directives: Collection[Directive]) -> Directive:
    """Of directives `with_is_assigned`, the latest at work; one just entered can wait."""
    latest = next(iter(directives))
    return next((directive for directive in directives if directive.is_assigned), latest)


def periods_of(*directives: Directive) -> list[ReportingPeriod]:
    """Oldest first, each with its newest consolidated report and the newest one printed.

    Adds `newest_id`, `newest_version`, `newest_state` (of its job), `pdf_job_id` and
    `pdf_version`, `draft_id` and `draft_state`, `awaiting`, the `id` and `basis` of each draft
    that waits for a leader, and `is_owed`: some unit has yet to report.
    """
    owed = ProgressReport.objects.open().filter(period=OuterRef("pk"))
    versions = ConsolidatedReport.objects.filter(period=OuterRef("pk"), basis=None)
    versions = versions.order_by("-version")
    printed = versions.filter(job__state=Job.State.DONE)
    drafts = ConsolidatedDraft.objects.filter(period=OuterRef("pk"), basis=None)
    submitted = ConsolidatedDraft.objects.filter(
        period=OuterRef("pk"), state=ConsolidatedDraft.State.SUBMITTED
    )
    awaiting = submitted.order_by("pk").values(
        draft=JSONObject(id="public_id", basis="basis__number_and_symbol")
    )
    periods = list(
        ReportingPeriod.objects.filter(directive__in=directives)
        .order_by("starts_on", "pk")
        .annotate(
            newest_id=Subquery(versions.values("public_id")[:1]),
            newest_version=Subquery(versions.values("version")[:1]),
            newest_state=Subquery(versions.values("job__state")[:1]),
            pdf_job_id=Subquery(printed.values("job__public_id")[:1]),
            pdf_version=Subquery(printed.values("version")[:1]),
            draft_id=Subquery(drafts.values("public_id")),
            draft_state=Subquery(drafts.values("state")),
            awaiting=ArraySubquery(awaiting),
            is_owed=Exists(owed),
        )
    )
    by_pk = {directive.pk: directive for directive in directives}
    for period in periods:
        period.directive = by_pk[period.directive_id]
    return periods


def columns(
    periods: Collection[ReportingPeriod], period: ReportingPeriod | None
) -> list[ReportingPeriod]:
    """The periods that the matrix shows: up to the next one that nobody has confirmed.

    The years beyond it say nothing yet. Of very many periods those around the one shown.
    """
    periods = list(periods)
    shown = periods.index(period) if period is not None else 0
    confirmed = [at for at, period in enumerate(periods) if period.is_confirmed]
    last = max([shown, *confirmed]) + 2
    first = min(max(last - MATRIX_COLUMNS, 0), shown)
    return periods[first : min(last, first + MATRIX_COLUMNS)]


def beside(
    periods: Collection[ReportingPeriod], period: ReportingPeriod | None
) -> tuple[ReportingPeriod | None, ReportingPeriod | None]:
    """The periods just before and just after the one shown."""
    periods = list(periods)
    if period is None:
        return None, None
    at = periods.index(period)
    return (periods[at - 1] if at else None), next(iter(periods[at + 1 : at + 2]), None)


def current_period(periods: Iterable[ReportingPeriod], *, on: date) -> ReportingPeriod | None:
    """The period that matters on the day, of `periods_of`.

    Of the confirmed ones that have begun and are still owed, the one whose due day is nearest,
    before or after; one opened by hand (đột xuất) comes before those of the schedule only about
    its due day, so that a late answer to it does not hide the report of the year. With nothing
    owed, the latest confirmed one that has begun; with none, the one of today, or the first.
    """
    periods = list(periods)
    begun = [period for period in periods if period.is_confirmed and period.starts_on <= on]
    if owed := [period for period in begun if period.is_owed]:
        return min(owed, key=lambda period: _nearness(period, on))
    if begun:
        return begun[-1]
    of_today = (period for period in periods if period.starts_on <= on <= period.ends_on)
    return next(of_today, periods[0] if periods else None)


def _nearness(period: ReportingPeriod, on: date) -> tuple[bool, int, bool]:
    days = abs((period.unit_due_on - on).days)
    return period.is_on_demand and days > DUE_SOON_DAYS, days, period.is_on_demand


def latest_printed(
    directive: Directive, period: ReportingPeriod | None, periods: Iterable[ReportingPeriod]
) -> ReportingPeriod | None:
    """The period whose PDF is offered first.

    The one shown, or the latest of its directive that has one, or the latest of another.
    """
    if period is not None and period.pdf_job_id:
        return period
    printed = [candidate for candidate in periods if candidate.pdf_job_id]
    own = [candidate for candidate in printed if candidate.directive == directive]
    return next(reversed(own or printed), None)


def latest_of_each(
    directives: Iterable[Directive], periods: Collection[ReportingPeriod]
) -> list[ReportingPeriod]:
    """Of each directive that has a printed report, the period of the latest."""
    latest = (
        latest_printed(directive, None, [p for p in periods if p.directive == directive])
        for directive in directives
    )
    return [period for period in latest if period]


def is_consolidating(period: ReportingPeriod) -> bool:
    """The newest version of the period is still being printed."""
    return period.newest_state in (Job.State.QUEUED, Job.State.RUNNING)


@dataclass(frozen=True)
class Tile:
    """A counter, and the address of the list behind it."""

    url: str
    number: int
    label: str
    tone: str
    icon: str


def _tile(figure: figures.Figure, number: int, url: str) -> Tile:
    return Tile(url, number, figure.label, figure.tone, figure.icon)


@dataclass(frozen=True)
class DutyCounters:
    """Nhiệm vụ: the tiles add up to `total`; the flags stand beside them and add up to nothing."""

    total: int
    tiles: tuple[Tile, ...]
    flags: tuple[Tile, ...]


def duty_counters(directive: Directive, *, on: date) -> DutyCounters:
    numbers = figures.duty_counters(directive, on=on)

    def tiles(known):
        return tuple(
            _tile(
                figure,
                numbers[key],
                reverse("reports:counted-assignments", args=[directive.public_id, key]),
            )
            for key, figure in known.items()
        )

    return DutyCounters(
        total=sum(numbers[key] for key in figures.DUTY_FIGURES),
        tiles=tiles(figures.DUTY_FIGURES),
        flags=tiles(figures.DUTY_FLAGS),
    )


@dataclass(frozen=True)
class ReportCounters:
    """Báo cáo kỳ này: `owed` = `received` + `missing`; `received` is divided in two ways."""

    owed: Tile
    received: Tile
    missing: Tile
    overdue: Tile
    by_day: tuple[Tile, ...]
    by_state: tuple[Tile, ...]

    @property
    def tiles(self) -> tuple[Tile, ...]:
        return self.owed, self.received, self.missing, self.overdue


def report_counters(period: ReportingPeriod, *, on: date) -> ReportCounters:
    numbers = figures.report_counters(period, on=on)
    tiles = {
        key: _tile(
            figure, numbers[key], reverse("reports:counted-reports", args=[period.public_id, key])
        )
        for key, figure in figures.REPORT_FIGURES.items()
    }
    return ReportCounters(
        **{key: tiles[key] for key in ("owed", "received", "missing", "overdue")},
        by_day=(tiles["on_time"], tiles["late"]),
        by_state=(tiles["awaiting"], tiles["returned"], tiles["accepted"]),
    )


def units(directive: Directive, *, on: date) -> list[Department]:
    """Units ever involved, in Vietnamese order, with what HCTH must know of each.

    Adds `unacknowledged_count` and `unacknowledged_since`, the day from which the first of those
    duties lies, `times`, the days from and to which it has duties, as
    `matrix.rows` wants them, and `far_overdue`, the reports whose reminders have all gone out:
    now it is HCTH's turn.
    """
    assignments = Assignment.objects.filter(duty__directive=directive, department=OuterRef("pk"))
    reports = ProgressReport.objects.filter(
        period__directive=directive, department=OuterRef("pk")
    ).order_by("due_on")
    unacknowledged = (
        assignments.in_force(on=on)
        .unacknowledged()
        .order_by()
        .values("department")
        .annotate(count=Count("pk"), since=Min(Greatest(TruncDate("assigned_at"), F("starts_on"))))
    )
    far = far_overdue.with_facts(reports.after_last_step(on=on))
    return list(
        Department.objects.filter(Exists(assignments) | Exists(reports))
        .annotate(
            times=ArraySubquery(
                assignments.order_by("pk").values(
                    row=JSONObject(duty="duty_id", starts_on="starts_on", ends_on="ends_on")
                )
            ),
            unacknowledged_count=Coalesce(Subquery(unacknowledged.values("count")), 0),
            unacknowledged_since=Subquery(unacknowledged.values("since")),
            far_overdue=ArraySubquery(far.values(row=F("facts"))),
        )
        .order_by("sort_key")
    )


def far_overdue_of(
    directive: Directive, departments: Iterable[Department], *, on: date
) -> list[FarOverdue]:
    """Step by step of the urging, the longest overdue first; `departments` are of `units`."""
    rows = [
        far_overdue.of(facts, unit=department.name, directive=directive, on=on)
        for department in departments
        for facts in department.far_overdue
    ]
    # Units come in their order, and a sort keeps it.
    return sorted(rows, key=lambda row: (row.period, row.next_step, -row.days))


# Lists of which the page shows the beginning


@dataclass(frozen=True)
class Glimpse:
    """The first rows of a list, and how many there are in all."""

    rows: list
    total: int

    @property
    def has_more(self) -> bool:
        return self.total > len(self.rows)


def glimpse(rows: QuerySet, *, size: int = FIRST_ROWS) -> Glimpse:
    """Rows and number in one query."""
    first = list(rows.annotate(all_rows=Window(Count("pk")))[:size])
    return Glimpse(first, first[0].all_rows if first else 0)


def beginning(rows: list, *, size: int = 2 * FIRST_ROWS) -> Glimpse:
    """The first of rows that are at hand already."""
    return Glimpse(rows[:size], len(rows))


def waiting(posts: Posts, *, on: date) -> Glimpse:
    """What this person may take in, the longest waiting first."""
    return glimpse(
        ProgressReport.objects.acceptable_by(posts, on=on)
        .select_related("department", "period")
        .with_last_submission()
        .order_by("last_submitted_at", "pk")
    )


def waiting_count(posts: Posts, *, on: date) -> CombinedExpression:
    """What `todo.waiting_count` counts, as part of another query."""
    reports = ProgressReport.objects.acceptable_by(posts, on=on)
    return _number(reports) + _number(ExtensionRequest.objects.decidable_by(posts))


def _number(rows: QuerySet) -> Coalesce:
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(count=Count("pk"))
    return Coalesce(Subquery(counted.values("count")), 0)


def open_obstacles(directive: Directive) -> Glimpse:
    rows = Obstacle.objects.filter(assignment__duty__directive=directive)
    return glimpse(rows.open().select_related("assignment__department"))
