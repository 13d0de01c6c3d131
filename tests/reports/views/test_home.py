"""The first page: where this person's work is; and the menu on every page."""

import pytest
import time_machine
from django.urls import reverse

from directives.posts import Role
from reports.context import navigation
from tests.builders import (
    at,
    make_agency,
    make_coordinator,
    make_department,
    make_leader,
    make_member,
    make_report,
    make_user,
    submit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_a_day_of_december():
    with time_machine.travel(at("2026-12-11 09:00"), tick=False):
        yield


def first_page(client, user):
    client.force_login(user)
    return client.get(reverse("reports:home"))


@pytest.mark.parametrize(
    ("make", "address"),
    [
        (lambda: make_leader(Role.DIRECTOR), "/director/"),
        (lambda: make_leader(Role.DEPUTY_DIRECTOR), "/director/"),
        (lambda: make_member(make_coordinator(), Role.HEAD), "/dashboard/"),
        (lambda: make_member(make_coordinator(), Role.STAFF), "/dashboard/"),
        (lambda: make_member(make_coordinator(), Role.CLERK), "/issuing/"),
        (lambda: make_member(make_department(), Role.HEAD), "/todo/"),
        (lambda: make_member(make_department(), Role.FOCAL_OFFICER), "/todo/"),
        (lambda: make_member(make_department(), Role.CLERK), "/todo/"),
        (lambda: make_user(is_staff=True), "/admin/"),
        (lambda: make_member(make_department(), Role.HEAD, is_staff=True), "/todo/"),
    ],
)
def test_everybody_begins_where_his_work_is(client, make, address):
    assert first_page(client, make())["Location"] == address


def test_a_person_without_a_post_is_told_so_politely(client):
    response = first_page(client, make_user())
    assert response.status_code == 200
    assert "Tài khoản chưa được phân công" in response.content.decode()


def test_a_post_that_ended_yesterday_leads_nowhere(client):
    user = make_member(make_department(), Role.HEAD, ends_on=at("2026-12-10 12:00").date())
    assert "Tài khoản chưa được phân công" in first_page(client, user).content.decode()


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get("/")["Location"] == "/accounts/login/?next=/"


# The menu


class Request:
    """As much of a request as the menu looks at."""

    htmx = False
    resolver_match = None

    def __init__(self, user):
        from directives.posts import posts

        self.user = user
        self.posts = posts(user, on=at("2026-12-11 09:00").date())


def menu(user):
    return [(item.label, item.count) for item in navigation(Request(user))]


def test_the_menu_of_a_unit_counts_what_it_owes():
    report = make_report()
    assert menu(make_member(report.department, Role.HEAD)) == [
        ("Việc cần làm", 1),
        ("Khó khăn, vướng mắc", 0),
        ("Văn bản", 0),
    ]


def test_the_menu_of_a_reviewer_counts_what_waits_for_him():
    report = make_report()
    submit(report)
    assert menu(make_member(make_coordinator(), Role.STAFF)) == [
        ("Bảng theo dõi", 0),
        ("Chờ tiếp nhận", 1),
        ("Việc cần làm", 0),
        ("Khó khăn, vướng mắc", 0),
        ("Văn bản", 0),
    ]


def test_the_menu_of_a_director_begins_with_his_page():
    assert [label for label, _count in menu(make_leader())] == [
        "Tổng quan",
        "Bảng theo dõi",
        "Chờ tiếp nhận",
        "Khó khăn, vướng mắc",
        "Văn bản",
    ]


def test_a_clerk_of_the_coordinating_unit_has_no_queue():
    assert [label for label, _count in menu(make_member(make_coordinator(), Role.CLERK))] == [
        "Bảng theo dõi",
        "Chờ phát hành",
        "Việc cần làm",
        "Khó khăn, vướng mắc",
        "Văn bản",
    ]


def test_an_administrator_without_posts_sees_the_units_and_the_admin_only():
    make_agency()
    assert menu(make_user(is_staff=True)) == [("Đơn vị", 0), ("Quản trị", 0)]


def test_a_fragment_has_no_menu_and_asks_for_none(django_assert_num_queries):
    from reports.context import office

    request = Request(make_member(make_department(), Role.HEAD))
    request.htmx = True
    with django_assert_num_queries(0):
        assert office(request) == {"navigation": (), "user_title": "", "banners": ()}


def test_the_menu_costs_one_query(django_assert_num_queries):
    request = Request(make_member(make_coordinator(), Role.STAFF))
    with django_assert_num_queries(1):
        list(navigation(request))
