"""Duties at work: what the unit logs its results for, on any day."""

from dataclasses import dataclass
from datetime import date

from directives.models import Assignment
from directives.posts import Posts
from reports import staleness

#: Duties that the to-do shows; the others stand under their directives.
MOST_RUNNING = 30


@dataclass(frozen=True)
class Running:
    """Those of which nothing was heard for longest first; each with the days of that, where they
    are too many.
    """

    duties: tuple[tuple[Assignment, int], ...] = ()
    has_more: bool = False


def of(posts: Posts, *, on: date) -> Running:
    """Of the reader's units: taken on, in force, not done; adds `heard_on`."""
    assignments = list(
        staleness.with_last_word(Assignment.objects.in_force(on=on))
        .exclude(acknowledged_at=None)
        .filter(department__in=posts.member_of, completed_on=None)
        .select_related("department", "duty__directive")
        .order_by("heard_on", "duty__directive_id", "duty__ordinal", "pk")[: MOST_RUNNING + 1]
    )
    rows = [(each, staleness.stale_days(each, on=on)) for each in assignments]
    return Running(tuple(rows[:MOST_RUNNING]), len(rows) > MOST_RUNNING)
