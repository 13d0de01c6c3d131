"""The page of an assignment: what stands on it, and for whom."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives.posts import Role
from tests.builders import (
    at,
    confirm,
    make_assignment,
    make_department,
    make_duty,
    make_leader,
    make_member,
    make_period,
    make_reports,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_first_of_december():
    with time_machine.travel(at("2026-12-01 09:00"), tick=False):
        yield


def address(assignment):
    return reverse("reports:assignment", args=[assignment.public_id])


def test_the_unit_finds_its_duty_and_takes_it_on(client):
    assignment = make_assignment()
    client.force_login(make_member(assignment.department))
    page = client.get(address(assignment)).content.decode()
    assert "Nguyên văn nhiệm vụ 1" in page
    assert "chưa tiếp nhận" in page
    client.post(
        reverse("directives:acknowledge", args=[assignment.public_id]),
        {"next": address(assignment)},
    )
    page = client.get(address(assignment)).content.decode()
    assert "ngày 01/12/2026, Nguyễn Thị Mẫu" in page


def test_the_coordinator_and_the_leaders_read_it_another_unit_does_not(client):
    assignment = make_assignment()
    readers = {
        make_member(role=Role.STAFF): 200,
        make_leader(): 200,
        make_member(make_department("Chi cục mẫu")): 404,
    }
    for user, status in readers.items():
        client.force_login(user)
        assert client.get(address(assignment)).status_code == status


def test_the_reports_that_ask_for_the_duty_stand_on_it(client):
    (report,) = make_reports("Phòng Quản lý Khoa học")
    assignment = report.department.assignments.get()
    later = make_assignment(
        make_duty(report.period.directive), report.department, starts_on=date(2026, 12, 15)
    )
    client.force_login(make_member(report.department))
    assert reverse("reports:report", args=[report.public_id]) in (
        client.get(address(assignment)).content.decode()
    )
    assert client.get(address(later)).context["panels"]["reports"] == []


@pytest.mark.parametrize("report_count", [1, 3])
def test_the_page_takes_the_same_queries_however_many_reports(
    report_count, client, django_assert_num_queries
):
    assignment = make_assignment()
    client.force_login(make_member(assignment.department))
    for year in range(2026, 2026 - report_count, -1):
        confirm(make_period(assignment.duty.directive, due_on=date(year, 12, 16)))
    client.get(address(assignment))
    with django_assert_num_queries(16):
        client.get(address(assignment))
