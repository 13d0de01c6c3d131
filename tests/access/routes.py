"""The whole table, and what stands outside it.

A row is in the file of its room, one for each route, in the order of the alphabet.
"""

from itertools import chain

from tests.access import (
    routes_assignments,
    routes_consolidated,
    routes_coordination,
    routes_desk,
    routes_directives,
    routes_office,
    routes_periods,
    routes_reports,
    routes_results,
)

ROOMS = (
    routes_assignments,
    routes_consolidated,
    routes_coordination,
    routes_desk,
    routes_directives,
    routes_office,
    routes_periods,
    routes_reports,
    routes_results,
)
ROUTES = dict(chain.from_iterable(room.ROUTES.items() for room in ROOMS))
#: Open to visitors, and why.
PUBLIC = {
    "account_login": "signing in",
    "account_inactive": "says that an account is out of use",
    "account_reset_password": "a forgotten password",
    "account_reset_password_done": "a forgotten password",
    "account_reset_password_from_key": "a forgotten password",
    "account_reset_password_from_key_done": "a forgotten password",
    "set_language": "the language of the sign-in page",
    "reports:feed": "a calendar program, by a secret link that its owner can revoke",
    "reports:reading": "one person of a unit, by a secret link: one duty to read and confirm",
    "reports:reading-file": "the same person: the full texts of that duty's papers",
    "healthz": "the machine that watches over us",
}
#: Answers a visitor with 401 instead of the sign-in page: a script asks.
ANSWERS_401 = {"reports:autosave", "reports:write-section"}
