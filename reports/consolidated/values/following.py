"""What hinders the units, and what was done to follow them up."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class ObstacleFacts:
    """`is_upward`: marked for the report upward; `is_reported`: no report that waits for a verdict
    is the first to speak of it.

    `submission` is the one that last spoke of it in this period, or the one that raised it; None
    for one that was raised on a day between two reports, of which none has spoken.
    """

    unit: str
    submission: UUID | None
    text: str
    raised_on: date
    is_new: bool
    is_upward: bool
    is_reported: bool
    standing: str
    proposal: str
    opinion: str
    opinion_on: date | None
    opinion_source: str
    is_opinion_on_behalf: bool
    responsible: str
    action_due_on: date | None
    closed_on: date | None
    closing_note: str


@dataclass(frozen=True)
class ObstacleCounts:
    """Each obstacle is new or carried over, and open or closed."""

    new: int
    carried: int
    open: int
    with_opinion: int
    closed: int


@dataclass(frozen=True)
class SupervisionFacts:
    """One act of a named person; `in_period` when its day lies before the cut-off.

    `kind` is said, `kind_key` is the Supervision.Kind.
    """

    on: date
    in_period: bool
    unit: str
    kind_key: str
    kind: str
    means: str
    paper: str
    findings: str
    recommendation: str
    recommendation_due_on: date | None
    recommendation_done_on: date | None
    recommendation_done_note: str
    by: str


@dataclass(frozen=True)
class InspectionPlan:
    """Visits that the plan has in the period, those called off left out."""

    planned: int
    carried_out: int
