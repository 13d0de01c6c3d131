"""The page of an assignment, and what is done on it."""

from tests.access.roles import HCTH, LEADERS, UNIT
from tests.access.route import Route

ROUTES = {
    "reports:assignment": Route("assignment", get=UNIT | HCTH | LEADERS),
}
