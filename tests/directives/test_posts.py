from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from directives.models import Appointment
from directives.posts import posts
from tests.builders import Role, make_agency, make_coordinator, make_department, make_member

pytestmark = pytest.mark.django_db


def test_posts_take_one_query_however_many(django_assert_num_queries):
    user = make_member()
    make_member(make_department(), Role.FOCAL_OFFICER, user=user)
    with django_assert_num_queries(1):
        held = posts(user, on=date(2026, 12, 1))
    assert [post.role for post in held.held] == ["head", "focal_officer"]


@pytest.mark.parametrize(
    ("on", "held"),
    [
        (date(2024, 12, 31), False),
        (date(2025, 1, 1), True),
        (date(2025, 6, 30), True),
        (date(2025, 7, 1), False),
    ],
)
def test_a_post_is_held_from_its_first_to_its_last_day(on, held):
    department = make_department()
    user = make_member(department, starts_on=date(2025, 1, 1), ends_on=date(2025, 6, 30))
    assert (department.pk in posts(user, on=on).member_of) is held


def test_a_visitor_and_a_disabled_account_hold_nothing():
    user = make_member()
    user.is_active = False
    assert posts(user, on=date(2026, 1, 1)).held == ()
    assert posts(AnonymousUser(), on=date(2026, 1, 1)).held == ()


@pytest.mark.parametrize(
    ("role", "submits"),
    [
        (Role.HEAD, True),
        (Role.DEPUTY_HEAD, True),
        (Role.DELEGATE, True),
        (Role.FOCAL_OFFICER, False),
        (Role.STAFF, False),
        (Role.CLERK, False),
    ],
)
def test_head_deputy_and_delegate_send_the_units_report(role, submits):
    department = make_department()
    held = posts(make_member(department, role), on=date(2026, 1, 1))
    assert (department.pk in held.submits_for) is submits


@pytest.mark.parametrize(
    ("role", "reviews"), [(Role.STAFF, True), (Role.HEAD, True), (Role.CLERK, False)]
)
def test_everybody_in_the_coordinating_unit_but_the_clerk_reviews(role, reviews):
    coordinator = make_coordinator()
    held = posts(make_member(coordinator, role), on=date(2026, 1, 1))
    assert (coordinator.pk in held.coordinates) is reviews


def test_leaders_lead_the_agency_and_are_members_of_no_unit():
    agency = make_agency()
    held = posts(make_member(agency, Role.DEPUTY_DIRECTOR), on=date(2026, 1, 1))
    assert held.leads == {agency.pk}
    assert held.member_of == frozenset()


def test_the_delegation_paper_is_the_delegates_and_not_the_heads():
    department = make_department()
    delegate = make_member(department, Role.DELEGATE, paper="Giấy uỷ quyền số 05/GUQ")
    on = date(2026, 1, 1)
    assert posts(delegate, on=on).delegation_paper(department.pk) == "Giấy uỷ quyền số 05/GUQ"
    Appointment.objects.create(
        user=delegate, department=department, role=Role.HEAD, starts_on=date(2025, 1, 1)
    )
    assert posts(delegate, on=on).delegation_paper(department.pk) == ""
