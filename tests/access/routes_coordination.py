"""HCTH's own duty: its staffing, its inspections, and what came of them."""

from tests.access.roles import HCTH, LEADERS, OVERSEERS, POSTED, REVIEWERS, UNIT
from tests.access.route import Route

ROUTES = {
    "reports:call-off-inspection": Route("inspection", post=REVIEWERS),
    "reports:carry-out-inspection": Route("inspection", post=REVIEWERS),
    "reports:change-inspection": Route("inspection", post=REVIEWERS),
    "reports:count-staffing": Route("own", post=HCTH),
    "reports:draft-minutes": Route("inspection", post=REVIEWERS),
    "reports:draft-staffing-paper": Route("own", post=HCTH),
    "reports:inspection": Route("inspection", get=UNIT | HCTH | LEADERS),
    "reports:inspections": Route("directive", get=POSTED, post=REVIEWERS),
    "reports:name-staffing-paper": Route("own", post=HCTH),
    "reports:performance": Route("directive", get=OVERSEERS),
    "reports:recommendation-file": Route("file", get=UNIT | HCTH | LEADERS),
    "reports:staffing": Route("own", get=HCTH | LEADERS, post=HCTH),
    "reports:staffing-post": Route("post", get=HCTH, post=HCTH),
}
