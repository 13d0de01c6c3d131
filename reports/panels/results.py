"""What the unit has logged on the assignment: what waits, and what a report has taken in."""

from dataclasses import dataclass

from django.db.models import F, Prefetch
from django.forms import BaseForm

from reports import evidence, permissions
from reports.forms.results import LogForm
from reports.models import Evidence, LoggedResult
from reports.panels.page import Page

#: Results on the page, those that wait before those that were reported, the latest first.
MOST_ROWS = 60


@dataclass(frozen=True)
class Results:
    """`form` where the reader may log one."""

    form: BaseForm | None
    waiting: tuple[LoggedResult, ...]
    reported: tuple[LoggedResult, ...]
    file_rule: str


def of(page: Page) -> Results | None:
    """Inside the unit only: everybody else reads them in the reports."""
    if not permissions.logs_results(page.posts, page.assignment):
        return None
    rows = list(
        LoggedResult.objects.standing()
        .filter(assignment=page.assignment)
        .select_related("work_item", "by", "submission__report__period")
        .prefetch_related(Prefetch("evidence", Evidence.objects.standing(), "files"))
        .order_by(F("submission").desc(nulls_first=True), "-on", "-pk")[:MOST_ROWS]
    )
    return Results(
        form=None if page.is_over else page.typed.get("log") or _blank(page),
        waiting=tuple(row for row in reversed(rows) if row.is_waiting),
        reported=tuple(row for row in rows if not row.is_waiting),
        file_rule=evidence.rule_of_a_result(),
    )


def _blank(page: Page) -> BaseForm:
    return LogForm(assignment=page.assignment, on=page.on)
