"""Who may keep what the office shares: its units and their people, its days off."""

from tests.access.roles import KEEPERS, MEMBERS, REVIEWERS, SENDERS, UNIT
from tests.access.route import Route

ROUTES = {
    "directives:leave-staff": Route("member", post=UNIT),
    "directives:own-staff": Route(get=MEMBERS),
    "directives:set-headcount": Route("unit", post=SENDERS),
    "directives:staff": Route("unit", get=UNIT, post=UNIT),
    "directives:staff-member": Route("member", get=UNIT, post=UNIT),
    "directives:strike-staff": Route("member", post=UNIT),
    "reports:dissolve-unit": Route("unit", get=KEEPERS, post=KEEPERS),
    "reports:drop-holiday": Route(get=REVIEWERS, post=REVIEWERS, more={"day": "2026-12-24"}),
    "reports:holidays": Route(get=REVIEWERS, post=REVIEWERS),
    "reports:merge-units": Route(get=KEEPERS, post=KEEPERS),
    "reports:rename-unit": Route("unit", get=KEEPERS, post=KEEPERS),
    "reports:units": Route(get=KEEPERS),
}
