"""Who may keep what the whole office shares: its units, its days off."""

from tests.access.roles import KEEPERS, REVIEWERS
from tests.access.route import Route

ROUTES = {
    "reports:dissolve-unit": Route("unit", get=KEEPERS, post=KEEPERS),
    "reports:drop-holiday": Route(get=REVIEWERS, post=REVIEWERS, more={"day": "2026-12-24"}),
    "reports:holidays": Route(get=REVIEWERS, post=REVIEWERS),
    "reports:merge-units": Route(get=KEEPERS, post=KEEPERS),
    "reports:rename-unit": Route("unit", get=KEEPERS, post=KEEPERS),
    "reports:units": Route(get=KEEPERS),
}
