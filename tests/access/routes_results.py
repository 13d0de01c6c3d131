"""Results logged day by day, inside the unit; and words between all who see the same thing."""

from tests.access.roles import HCTH, LEADERS, UNIT
from tests.access.route import Route

ROUTES = {
    "reports:add-result-files": Route("result", post=UNIT),
    "reports:log-result": Route("assignment", post=UNIT),
    "reports:remark-on-obstacle": Route("obstacle", post=UNIT | HCTH | LEADERS),
    "reports:remark-on-report": Route("report", post=UNIT | HCTH | LEADERS),
    "reports:remark-on-work-item": Route("item", post=UNIT | HCTH | LEADERS),
    "reports:remove-result": Route("result", post=UNIT),
    "reports:result": Route("result", get=UNIT, post=UNIT),
}
