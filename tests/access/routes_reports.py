"""Who may read, write, send and judge a report of a unit, and what is beside it."""

from tests.access.roles import EVERYONE, HCTH, LEADERS, POSTED, REVIEWERS, SENDERS, UNIT
from tests.access.route import Route

ROUTES = {
    "reports:accept": Route("report", post=REVIEWERS),
    "reports:act-on-obstacle": Route("obstacle", post=UNIT),
    "reports:add-evidence": Route(
        "report",
        post=UNIT,
        data=lambda world: {"assignment": world.things["assignment"].public_id},
    ),
    "reports:answer": Route("report", post=set()),
    "reports:ask-again": Route("obstacle", post=REVIEWERS),
    "reports:ask-extension": Route("report", post=SENDERS),
    "reports:ask-final": Route("period", get=REVIEWERS, post=REVIEWERS),
    "reports:autosave": Route("report", post=UNIT),
    "reports:close-obstacle": Route("obstacle", post=REVIEWERS),
    "reports:confirm-opinion": Route("obstacle", post=LEADERS),
    "reports:confirm-entry": Route("report", post=SENDERS, data=lambda world: {"submission": "1"}),
    "reports:decide-extension": Route("extension", post=REVIEWERS),
    "reports:draft": Route("report", get=UNIT, post=UNIT),
    "reports:drop-entry": Route("report", post=REVIEWERS),
    "reports:enter": Route("report", get=REVIEWERS, post=REVIEWERS),
    "reports:enter-paper": Route("report", get=REVIEWERS, post=REVIEWERS),
    "reports:entry-file": Route("report", get=REVIEWERS),
    "reports:evidence": Route("evidence", get=UNIT | HCTH | LEADERS),
    "reports:explain": Route("report", post=SENDERS),
    "reports:finish-recommendation": Route("supervision", post=UNIT | REVIEWERS),
    "reports:give-opinion": Route("obstacle", post=LEADERS),
    "reports:history": Route("report", get=UNIT | HCTH | LEADERS),
    "reports:obstacle": Route("obstacle", get=UNIT | HCTH | LEADERS),
    "reports:obstacles": Route(get=EVERYONE),
    "reports:original": Route("submission", get=UNIT | HCTH | LEADERS),
    "reports:propose": Route("obstacle", post=REVIEWERS),
    "reports:raise-obstacle": Route("assignment", post=UNIT),
    "reports:record-acceptance": Route("report", post=set()),
    "reports:read-word": Route("report", post=UNIT),
    "reports:record-opinion": Route("obstacle", post=REVIEWERS),
    "reports:remove-evidence": Route("evidence", post=UNIT),
    "reports:reopen": Route("report", post=REVIEWERS),
    "reports:report": Route("report", get=UNIT | HCTH | LEADERS),
    "reports:return": Route("report", post=REVIEWERS),
    "reports:set-visibility": Route("obstacle", post=REVIEWERS),
    "reports:supervisions": Route("directive", get=POSTED, post=REVIEWERS),
    "reports:tag": Route(
        "report", post=REVIEWERS, more={"ordinal": 1}, data=lambda world: {"submission": "1"}
    ),
    "reports:urge": Route(post=REVIEWERS),
    "reports:urging": Route(get=REVIEWERS, post=REVIEWERS),
    "reports:word-form": Route("report", get=UNIT),
}
