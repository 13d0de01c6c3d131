"""What a higher level sees of how a duty is carried out below it: which paper, and counts alone.

Who is late, what stands in the way and what units wrote stays in the agency below: it tells of it
in the report that it issues, as it sees fit.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from directives.models import Assignment, Department, Directive
from directives.posts import Posts
from reports.models import ProgressReport, ReportingPeriod, Submission
from reports.models.progress import LAPSED_STATES, RECEIVED_STATES
from reports.panels.page import Page

#: Answers shown; the others stand among the reports.
MOST_ANSWERS = 5


@dataclass(frozen=True)
class Counts:
    """Reports of the latest period in which units were asked."""

    period: str
    owed: int
    received: int


@dataclass(frozen=True)
class Paper:
    """A directive of the agency that carries the duty out.

    `units` have `given` assignments of it, of which `done` are completed; `is_open` to the reader.
    """

    directive: Directive
    units: int
    given: int
    done: int
    counts: Counts | None
    is_open: bool


@dataclass(frozen=True)
class Below:
    """`may_register`: the reader enters directives of the agency."""

    papers: tuple[Paper, ...]
    answers: tuple[Submission, ...]
    may_register: bool


def of(page: Page) -> Below | None:
    """None for a unit that is no agency: it has nobody below it."""
    assignment, posts, on = page.assignment, page.posts, page.on
    if assignment.department.kind != Department.Kind.AGENCY:
        return None
    directives = list(_directives(assignment, posts, on=on))
    counts = _counts(directives, on=on)
    return Below(
        papers=tuple(
            Paper(
                directive,
                directive.unit_count,
                directive.given_count,
                directive.done_count,
                counts.get(directive.pk),
                directive.is_open,
            )
            for directive in directives
        ),
        answers=tuple(_answers(assignment, posts)),
        may_register=assignment.department_id in posts.speaks_for
        and any(post.is_coordinator for post in posts.held),
    )


def _directives(assignment: Assignment, posts: Posts, *, on: date) -> QuerySet[Directive]:
    given = Q(duties__assignments__starts_on__lte=on) & (
        Q(duties__assignments__ends_on=None) | Q(duties__assignments__ends_on__gte=on)
    )
    done = given & Q(duties__assignments__completed_on__isnull=False)
    readable = Directive.objects.visible_to(posts).filter(pk=OuterRef("pk"))
    return (
        Directive.objects.filter(implements=assignment.duty_id, agency=assignment.department_id)
        .annotate(
            unit_count=Count("duties__assignments__department", filter=given, distinct=True),
            given_count=Count("duties__assignments", filter=given, distinct=True),
            done_count=Count("duties__assignments", filter=done, distinct=True),
            is_open=Exists(readable),
        )
        .order_by("issued_on", "pk")
    )


def _counts(directives: Iterable[Directive], *, on: date) -> dict[int, Counts]:
    """By directive."""
    asked = ReportingPeriod.objects.confirmed().filter(
        directive=OuterRef("directive"), starts_on__lte=on
    )
    latest = asked.order_by("-ends_on", "-pk").values("pk")[:1]
    counted = ~Q(reports__state__in=LAPSED_STATES)
    rows = (
        ReportingPeriod.objects.filter(directive__in=list(directives), pk=Subquery(latest))
        .annotate(
            owed_count=Count("reports", filter=counted),
            received_count=Count("reports", filter=Q(reports__state__in=RECEIVED_STATES)),
        )
        .order_by("pk")
    )
    return {
        row.directive_id: Counts(row.name_in_sentence, row.owed_count, row.received_count)
        for row in rows
    }


def _answers(assignment: Assignment, posts: Posts) -> QuerySet[Submission]:
    """Issued reports that were sent as the answer, the latest first."""
    reports = ProgressReport.objects.visible_to(posts).filter(department=assignment.department_id)
    return (
        Submission.objects.filter(
            report__in=reports,
            entries__assignment=assignment,
            answered_by__isnull=False,
        )
        .select_related("report__period", "original", "answered_by__period")
        .defer("answered_by__content")
        .order_by("-submitted_at", "-pk")[:MOST_ANSWERS]
    )
