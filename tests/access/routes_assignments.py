"""The page of an assignment, and what is done on it."""

from tests.access.roles import HCTH, LEADERS, REVIEWERS, SENDERS, UNIT
from tests.access.route import Route

PLANNERS = UNIT | REVIEWERS
GIVERS = {"unit.head", "unit.deputy"} | REVIEWERS


def _officer(world):
    return {"officer": world.people["unit.staff"].public_id}


ROUTES = {
    "reports:add-work": Route("assignment", post=PLANNERS),
    "reports:add-work-lines": Route("assignment", get=PLANNERS, post=PLANNERS),
    "reports:agree-all-work": Route("assignment", post=REVIEWERS),
    "reports:agree-work": Route("item", post=REVIEWERS),
    "reports:ask-adjustment": Route("assignment", post=SENDERS),
    "reports:assignment": Route("assignment", get=UNIT | HCTH | LEADERS),
    "reports:carry-work": Route("assignment", get=PLANNERS, post=PLANNERS),
    "reports:decide-adjustment": Route("adjustment", post=LEADERS),
    "reports:drop-work": Route("item", post=PLANNERS),
    "reports:edit-work": Route("item", get=PLANNERS, post=PLANNERS),
    "reports:finish-work": Route("item", post=PLANNERS),
    "reports:give-duty": Route("assignment", post=GIVERS, data=_officer),
    "reports:put-adjustment": Route("adjustment", post=REVIEWERS),
    "reports:record-adjustment": Route("adjustment", post=REVIEWERS),
    "reports:resume-work": Route("item", post=PLANNERS),
    "reports:take-back-duty": Route("assignment", post=GIVERS, data=_officer),
    "reports:urge-unacknowledged": Route("directive", post=REVIEWERS),
    "reports:withdraw-adjustment": Route("adjustment", post=SENDERS),
    "reports:hold-session": Route("assignment", get=UNIT, post=UNIT),
    "reports:print-attendance": Route("assignment", post=UNIT),
    "reports:readers": Route("assignment", get=UNIT, post=UNIT),
    "reports:remove-session": Route("briefing", post=UNIT),
    "reports:revoke-reading": Route(
        "assignment",
        post=UNIT,
        data=lambda world: {"member": world.things["member"].public_id},
    ),
}
