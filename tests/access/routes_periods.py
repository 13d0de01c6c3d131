"""Who may plan, open and close a reporting period, and write the papers about it."""

from tests.access.roles import HCTH, OVERSEERS, POSTED, REVIEWERS
from tests.access.route import Route

ROUTES = {
    "reports:confirm-period": Route("period", get=REVIEWERS, post=REVIEWERS),
    "reports:draft-opening-paper": Route("period", post=REVIEWERS),
    "reports:draft-paper-again": Route("paper", post=REVIEWERS),
    "reports:draft-urging-paper": Route("period", post=REVIEWERS),
    "reports:drop-on-demand": Route("period", post=REVIEWERS),
    "reports:ladder": Route("directive", get=OVERSEERS, post=REVIEWERS),
    "reports:open-on-demand": Route("directive", get=REVIEWERS, post=REVIEWERS),
    "reports:outline": Route("directive", get=OVERSEERS, post=REVIEWERS),
    "reports:paper": Route("paper", get=OVERSEERS),
    "reports:papers": Route("period", get=OVERSEERS),
    "reports:period-deadlines": Route("period", get=REVIEWERS, post=REVIEWERS),
    "reports:period-sent": Route("period", get=HCTH, post=HCTH),
    "reports:periods": Route("directive", get=POSTED),
    "reports:plan-periods": Route("directive", post=REVIEWERS),
    "reports:schedule": Route("directive", get=REVIEWERS, post=REVIEWERS),
    "reports:withdraw-period": Route("period", get=REVIEWERS, post=REVIEWERS),
}
