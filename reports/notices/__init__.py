"""Who is told of an event, in the transaction of the event.

Each person gets a Notice, seen inside the house at once. What he must know without being asked
to look (a duty, a return, an opinion, an urging) also goes out as a mail of its own; the rest
waits in the house. Who is away, or whom no mail reaches, finds it in the house, and the mail goes
along the chain of the reminders, to HCTH at its end. Nobody is told of what he did himself, but he
is told in the place of another whom it does not reach.
"""

from reports.notices.assignments import (
    adjustment_asked,
    adjustment_decided,
    adjustment_put,
    given,
    work_set,
)
from reports.notices.consolidated import draft_approved, draft_returned, draft_submitted
from reports.notices.duties import assigned, closed
from reports.notices.events import (
    accepted,
    entered,
    entry_confirmed,
    extension_asked,
    extension_decided,
    passed_on,
    presented,
    recommended,
    reopened,
    returned,
    taken_over,
    urged,
)
from reports.notices.inspections import called_off as inspection_called_off
from reports.notices.inspections import planned as inspection_planned
from reports.notices.obstacles import acted as obstacle_acted
from reports.notices.obstacles import asked_again as obstacle_asked_again
from reports.notices.obstacles import closed as obstacle_closed
from reports.notices.obstacles import opinion_given
from reports.notices.obstacles import raised as obstacle_raised
from reports.notices.periods import opened, withdrawn
from reports.notices.remarks import remarked

__all__ = [
    "accepted",
    "adjustment_asked",
    "adjustment_decided",
    "adjustment_put",
    "assigned",
    "closed",
    "draft_approved",
    "draft_returned",
    "draft_submitted",
    "entered",
    "entry_confirmed",
    "extension_asked",
    "extension_decided",
    "given",
    "inspection_called_off",
    "inspection_planned",
    "obstacle_acted",
    "obstacle_asked_again",
    "obstacle_closed",
    "obstacle_raised",
    "opened",
    "opinion_given",
    "passed_on",
    "presented",
    "recommended",
    "remarked",
    "reopened",
    "returned",
    "taken_over",
    "urged",
    "withdrawn",
    "work_set",
]
