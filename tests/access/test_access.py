"""Every URL of the site x every role x own or another's unit x every state.

The routes come from the URL configuration: a new one without a row in `routes_*.py` fails.
Own unit: `unit.*`, whose report, assignment and evidence are asked for. Another's: `other.head`.
"""

import pytest
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern

from reports.models import ProgressReport
from tests.access.answers import answers
from tests.access.roles import EVERYONE, STATES
from tests.access.routes import ANSWERS_401, PUBLIC, ROOMS, ROUTES

pytestmark = pytest.mark.django_db

LET_IN = {200, 302, 400, 409, 422}


def routes_of(resolver, namespace=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or str(pattern.pattern))
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from routes_of(pattern, namespace + inner)


def test_every_url_has_a_row():
    routes = {name for name in routes_of(get_resolver()) if not name.startswith("admin:")}
    assert routes == set(ROUTES) | set(PUBLIC)


def test_a_route_has_one_row():
    assert sum(len(room.ROUTES) for room in ROOMS) == len(ROUTES)


def test_a_visitor_is_asked_to_sign_in(client, world):
    sign_in = (302, reverse("account_login"))
    for name in ROUTES:
        for method in ["get", "post"]:
            response = getattr(client, method)(world.url(name))
            if name in ANSWERS_401:
                assert response.status_code in {401, 405}
            else:
                assert (response.status_code, response.url.partition("?")[0]) == sign_in, name


@pytest.mark.parametrize(
    ("name", "state"),
    [
        (name, state)
        for name, route in sorted(ROUTES.items())
        for state in (STATES if route.on == "report" else ["accepted"])
    ],
)
def test_who_is_let_in(name, state, client, world):
    """What depends on the state is the effect, not who is let in: see test_effects.py."""
    route = ROUTES[name]
    for method, allowed in [("get", route.get), ("post", route.post)]:
        ProgressReport.objects.filter(pk=world.things["report"].pk).update(state=state)
        found = answers(client, world, name, method)
        if allowed is None:
            assert set(found.values()) <= {404, 405}, method
            continue
        let_in = {role for role, status in found.items() if status in LET_IN}
        assert let_in == allowed, method
        assert {found[role] for role in EVERYONE - allowed} <= {404}, method


def test_an_unknown_object_is_not_found(client, world):
    for name, route in ROUTES.items():
        if not route.on:
            continue
        client.force_login(world.people["hcth.head"])
        method = "get" if route.get else "post"
        url = world.url(name).replace(
            str(world.things[route.on].public_id), "01890000-0000-7000-8000-000000000000"
        )
        assert getattr(client, method)(url).status_code == 404, name
