"""The lists behind the counters: as many rows as the tile says."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives.posts import Role
from reports import dashboard
from reports.figures import DUTY_FIGURES, REPORT_FIGURES
from tests.builders import (
    accept,
    at,
    confirm,
    make_assignment,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_leader,
    make_member,
    make_period,
    make_report,
    return_report,
    submit,
)

pytestmark = pytest.mark.django_db

ON = date(2026, 12, 18)


@pytest.fixture(autouse=True)
def _after_the_deadline():
    with time_machine.travel(at("2026-12-18 09:00"), tick=False):
        yield


@pytest.fixture
def reviewer():
    return make_member(make_coordinator(), Role.STAFF)


@pytest.fixture
def period():
    """Four units: one silent, one late, one returned, one accepted; one duty past its date."""
    directive = make_directive()
    duty = make_duty(directive)
    for name in ["A", "B", "C", "D"]:
        make_assignment(duty, make_department(f"Phòng {name}"))
    dated = make_duty(directive, deadline="date", due_on=date(2026, 12, 1))
    make_assignment(dated, make_department("Phòng A"))
    period = make_period(directive)
    confirm(period)
    late, returned, accepted = (
        make_report(f"Phòng {name}", period=period) for name in ["B", "C", "D"]
    )
    submit(late, when="2026-12-17 09:00")
    submit(returned, when="2026-12-10 09:00")
    return_report(returned)
    submit(accepted, when="2026-12-10 09:00")
    accept(accepted)
    return period


def reports_page(client, user, period, figure):
    client.force_login(user)
    return client.get(reverse("reports:counted-reports", args=[period.public_id, figure]))


def duties_page(client, user, directive, figure):
    client.force_login(user)
    return client.get(reverse("reports:counted-assignments", args=[directive.public_id, figure]))


@pytest.mark.parametrize("figure", list(REPORT_FIGURES))
def test_the_list_of_reports_has_as_many_rows_as_its_tile_says(client, reviewer, period, figure):
    counters = dashboard.report_counters(period, on=ON)
    tiles = [*counters.tiles, *counters.by_day, *counters.by_state]
    tile = next(tile for tile in tiles if tile.url.endswith(f"/{figure}/"))
    response = reports_page(client, reviewer, period, figure)
    assert len(response.context["rows"]) == tile.number
    assert f"{tile.label} ({tile.number})" in response.content.decode()


@pytest.mark.parametrize("figure", list(DUTY_FIGURES))
def test_the_list_of_duties_has_as_many_rows_as_its_tile_says(client, reviewer, period, figure):
    tiles = dashboard.duty_counters(period.directive, on=ON).tiles
    tile = next(tile for tile in tiles if tile.url.endswith(f"/{figure}/"))
    response = duties_page(client, reviewer, period.directive, figure)
    assert len(response.context["page"].object_list) == tile.number
    assert f"{tile.label} ({tile.number})" in response.content.decode()


def test_the_list_of_missing_reports_names_the_unit_and_why(client, reviewer, period):
    text = " ".join(reports_page(client, reviewer, period, "missing").content.decode().split())
    assert "Phòng A" in text
    assert "Quá hạn 2 ngày (2 ngày làm việc): hạn 16/12/2026, chưa gửi; chưa nhắc lần nào." in text
    assert "Phòng B" not in text


def test_an_unknown_figure_is_not_found(client, reviewer, period):
    assert reports_page(client, reviewer, period, "all").status_code == 404
    assert duties_page(client, reviewer, period.directive, "all").status_code == 404


@pytest.mark.parametrize(
    ("make", "status"),
    [
        (lambda: make_leader(Role.DEPUTY_DIRECTOR), 200),
        (lambda: make_member(make_coordinator(), Role.CLERK), 200),
        (lambda: make_member(make_department("Phòng A"), Role.HEAD), 404),
    ],
)
def test_units_do_not_see_how_other_units_stand(client, period, make, status):
    user = make()
    assert reports_page(client, user, period, "missing").status_code == status
    assert duties_page(client, user, period.directive, "overdue").status_code == status


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_take_the_same_queries_however_many_rows(
    client, reviewer, count, django_assert_num_queries
):
    directive = make_directive()
    duty = make_duty(directive)
    for number in range(count):
        make_assignment(duty, make_department(f"Phòng {number}"))
    period = make_period(directive)
    confirm(period)
    client.force_login(reviewer)
    with django_assert_num_queries(8):
        client.get(reverse("reports:counted-reports", args=[period.public_id, "owed"]))
    with django_assert_num_queries(7):
        client.get(
            reverse("reports:counted-assignments", args=[directive.public_id, "on_schedule"])
        )
