"""What a person finds on coming in: first screens, lists, notices, his own account."""

from tests.access.roles import EVERYONE, LEADERS, OVERSEERS
from tests.access.route import Route

ROUTES = {
    "account_change_password": Route(get=EVERYONE, post=EVERYONE),
    "account_logout": Route(get=EVERYONE, post=EVERYONE),
    "reports:counted-assignments": Route(
        "directive", get=OVERSEERS, more={"figure": "on_schedule"}
    ),
    "reports:counted-reports": Route("period", get=OVERSEERS, more={"figure": "owed"}),
    "reports:dashboard": Route(get=OVERSEERS),
    "reports:directive-dashboard": Route("directive", get=OVERSEERS),
    "reports:director": Route(get=LEADERS),
    "reports:failures": Route(get=OVERSEERS),
    "reports:feed-link": Route(get=EVERYONE),
    "reports:home": Route(get=EVERYONE),
    "reports:make-feed": Route(post=EVERYONE),
    "reports:notices": Route(get=EVERYONE),
    "reports:open-notice": Route("notice", post={"unit.head"}),
    "reports:queue": Route(get=EVERYONE),
    "reports:read-all-notices": Route(post=EVERYONE),
    "reports:read-notice": Route("notice", post={"unit.head"}),
    "reports:revoke-feed": Route(post=EVERYONE),
    "reports:send-again": Route("mail", post=OVERSEERS),
    "reports:todo": Route(get=EVERYONE),
}
