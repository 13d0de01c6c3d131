"""The page of an assignment, the unit's home for one duty: its panels, and what each shows.

A panel is a function of the `Page` (reports/panels/page.py): it answers None where it has nothing
for this reader. The template includes the partial of the panel of the same name.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from directives.models import Assignment
from directives.posts import Posts
from reports import planning, staleness, status
from reports.dissemination.panel import Panel, panel
from reports.models import ProgressReport
from reports.models.progress import LAPSED_STATES
from reports.panels import adjustment, below, obstacles, officers, results, staffing, work
from reports.panels.page import Page
from reports.status import Status

#: Reports on the page; the older ones stand in the matrix and the archive.
MOST_REPORTS = 12


def visible(posts: Posts) -> QuerySet[Assignment]:
    """The assignments that he may see, with all that the head of the page says."""
    seen = staleness.with_last_word(Assignment.objects.visible_to(posts))
    return seen.select_related(
        "department",
        "duty__directive__coordinator",
        "duty__directive__agency",
        "acknowledged_by",
        "continued_by__department",
    )


def _reports(page: Page) -> list[tuple[ProgressReport, Status]]:
    """The unit's reports of the periods that ask for the duty, the latest first."""
    assignment = page.assignment
    reports = (
        ProgressReport.objects.visible_to(page.posts)
        .filter(
            Q(period__duty=None) | Q(period__duty=assignment.duty_id),
            department=assignment.department_id,
            period__directive=assignment.duty.directive_id,
            period__ends_on__gte=assignment.starts_on,
        )
        .exclude(state__in=LAPSED_STATES)
        .select_related("department", "period__directive")
        .with_status()
        .order_by("-period__ends_on", "-pk")
    )
    if assignment.ends_on is not None:
        reports = reports.filter(period__starts_on__lte=assignment.ends_on)
    calendar = planning.office_calendar()
    return [
        (report, status.of_report(report, on=page.on, calendar=calendar))
        for report in reports[:MOST_REPORTS]
    ]


def _roster(page: Page) -> Panel | None:
    return panel(page.assignment, page.posts, on=page.on)


def _stale_days(page: Page) -> int:
    return staleness.stale_days(page.assignment, on=page.on)


#: By name, in any order: the template says where each stands.
PANELS: dict[str, Callable[[Page], Any]] = {
    "adjustment": adjustment.of,
    "below": below.of,
    "obstacles": obstacles.of,
    "officers": officers.of,
    "roster": _roster,
    "reports": _reports,
    "results": results.of,
    "stale_days": _stale_days,
    "staffing": staffing.of,
    "work": work.of,
}


def panels(page: Page) -> dict[str, Any]:
    return {name: panel(page) for name, panel in PANELS.items()}
