"""Every URL of a Sở, asked for by the people of its superior: they are let in nowhere.

The world of one agency is put below a province whose plan its directive carries out, so that the
province follows the Sở up, and sees what it issues.
"""

import pytest
from django.urls import reverse

from directives.models import Directive
from tests.access.answers import put_down
from tests.access.routes import ROUTES
from tests.access.test_access import LET_IN
from tests.builders import Role, confirm, make_agency, make_assignment, make_member, make_period
from tests.two_levels import make_higher_duty, make_province

pytestmark = pytest.mark.django_db

#: Words of the Sở's inside: a unit, a person's text, the paper that only it follows up.
INSIDE = ("Chi cục mẫu", "Phòng Quản lý Khoa học", "Thiếu kinh phí", "…/SKHCN-HCTH")


@pytest.fixture
def above(world):
    """The people of the province, by their posts there."""
    province, office = make_province()
    duty = make_higher_duty(province, office)
    make_assignment(duty, make_agency())
    confirm(make_period(duty.directive))
    directive = world.things["directive"]
    Directive.objects.filter(pk=directive.pk).update(implements=duty)
    return {
        "chairman": make_member(province, Role.DIRECTOR),
        "office.head": make_member(office),
        "office.focal": make_member(office, Role.FOCAL_OFFICER),
        "office.clerk": make_member(office, Role.CLERK),
    }


@pytest.mark.parametrize("name", sorted(name for name, route in ROUTES.items() if route.on))
def test_what_is_inside_an_agency_is_not_found_from_above(name, client, world, above):
    url = world.url(name)
    for role, user in above.items():
        client.force_login(user)
        for method, data in [("get", {}), ("post", ROUTES[name].data(world))]:
            status = getattr(client, method)(url, data).status_code
            assert status in {404, 405}, (role, method)


@pytest.mark.parametrize(
    "name",
    sorted(n for n, route in ROUTES.items() if route.get and not route.on and ":" in n),
)
def test_no_list_from_above_tells_of_it(name, client, world, above):
    for role, user in above.items():
        client.force_login(user)
        response = client.get(world.url(name), follow=True)
        assert response.status_code in LET_IN | {404}, role
        if not response.streaming:
            told = response.content.decode(errors="ignore")
            assert [word for word in INSIDE if word in told] == [], role
        put_down(response)


def test_from_above_the_agency_is_a_unit_with_counts(client, world, above):
    client.force_login(above["office.head"])
    assignment = make_agency().assignments.get()
    told = client.get(reverse("reports:assignment", args=[assignment.public_id])).content.decode()
    assert "Triển khai ở cấp dưới" in told
    assert [word for word in INSIDE if word in told] == ["…/SKHCN-HCTH"]
    assert world.things["directive"].public_id.hex not in told.replace("-", "")
