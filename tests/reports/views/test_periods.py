"""The calendar of a directive: schedule, planned periods, and the confirmation by a paper."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives.posts import Role
from reports.models import ProgressReport, Schedule
from tests.builders import (
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
)

pytestmark = pytest.mark.django_db

PAPER = "Công văn số 512/SKHCN-HCTH ngày 20/11/2026"


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(at("2026-11-20 09:00"), tick=False):
        yield


@pytest.fixture
def hcth():
    return make_member(make_coordinator(), Role.HEAD)


@pytest.fixture
def directive():
    directive = make_directive()
    make_assignment(make_duty(directive), make_department("Phòng A"))
    return directive


def text_of(response):
    return " ".join(response.content.decode().split())


def calendar(directive):
    return reverse("reports:periods", args=[directive.public_id])


def schedule(directive):
    return Schedule.objects.create(
        directive=directive, decided_by="Giám đốc Sở", paper="Công văn số 1012/SKHCN-HCTH"
    )


SCHEDULE = {
    "cut_off_day": "14",
    "cut_off_month": "12",
    "unit_working_days": "2",
    "director_working_days": "5",
    "upward_working_days": "8",
    "decided_by": "Giám đốc Sở",
    "paper": "Công văn số 1012/SKHCN-HCTH ngày 21/6/2024",
}


# Who may do what


@pytest.mark.parametrize(
    ("make", "read", "write"),
    [
        (lambda: make_member(make_coordinator(), Role.STAFF), 200, 302),
        (lambda: make_member(make_coordinator(), Role.CLERK), 200, 404),
        (lambda: make_leader(), 200, 404),
        (lambda: make_member(make_department("Phòng A"), Role.HEAD), 200, 404),
        (lambda: make_member(make_department("Phòng B"), Role.HEAD), 404, 404),
    ],
)
def test_whom_the_directive_concerns_reads_and_hcth_writes(client, directive, make, read, write):
    period = make_period(directive)
    client.force_login(make())
    assert client.get(calendar(directive)).status_code == read
    assert client.post(calendar(directive), SCHEDULE).status_code == write
    plan = reverse("reports:plan-periods", args=[directive.public_id])
    assert client.post(plan).status_code == write
    deadlines = reverse("reports:period-deadlines", args=[period.public_id])
    assert client.get(deadlines).status_code == (200 if write == 302 else 404)


def test_planning_wants_a_post(client, directive, hcth):
    client.force_login(hcth)
    plan = reverse("reports:plan-periods", args=[directive.public_id])
    assert client.get(plan).status_code == 405


# The schedule


def test_hcth_writes_down_who_chose_the_cycle_and_by_which_paper(client, directive, hcth):
    client.force_login(hcth)
    text = text_of(client.post(calendar(directive), SCHEDULE, follow=True))
    assert "Công văn số 1012/SKHCN-HCTH ngày 21/6/2024" in text
    assert "hết ngày 14 tháng 12 hằng năm" in text
    assert Schedule.objects.get().decided_by == "Giám đốc Sở"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"cut_off_day": "31"}, "Ngày chốt số liệu từ 1 đến 28, tháng từ 1 đến 12."),
        ({"cut_off_month": "13"}, "Ngày chốt số liệu từ 1 đến 28, tháng từ 1 đến 12."),
        (
            {"unit_working_days": "9"},
            "Thứ tự các hạn: đơn vị gửi, trình Giám đốc Sở, gửi cấp trên.",
        ),
    ],
)
def test_an_impossible_schedule_is_refused_in_a_sentence_and_kept_typed(
    client, directive, hcth, wrong, sentence
):
    client.force_login(hcth)
    text = text_of(client.post(calendar(directive), {**SCHEDULE, **wrong}))
    assert sentence in text
    assert 'value="Công văn số 1012/SKHCN-HCTH ngày 21/6/2024"' in text
    assert not Schedule.objects.exists()


def test_a_schedule_sent_twice_is_kept_once(client, directive, hcth):
    client.force_login(hcth)
    client.post(calendar(directive), SCHEDULE)
    text = text_of(client.post(calendar(directive), {**SCHEDULE, "paper": "khác"}, follow=True))
    assert "Văn bản này đã có lịch báo cáo." in text
    assert Schedule.objects.get().paper == "Công văn số 1012/SKHCN-HCTH ngày 21/6/2024"


# Planning


def test_periods_are_planned_up_to_the_one_named_after_next_year_and_oblige_nobody(
    client, directive, hcth
):
    schedule(directive)
    client.force_login(hcth)
    plan = reverse("reports:plan-periods", args=[directive.public_id])
    text = text_of(client.post(plan, follow=True))
    assert "Đã lập 4 kỳ dự kiến." in text
    periods = directive.periods.order_by("starts_on")
    assert [period.label for period in periods] == [
        "Năm 2024",
        "Năm 2025",
        "Năm 2026",
        "Năm 2027",
    ]
    assert not ProgressReport.objects.exists()
    again = text_of(client.post(plan, follow=True))
    assert "Các kỳ đến hết năm sau đã được lập từ trước." in again


def test_without_a_schedule_nothing_is_planned(client, directive, hcth):
    client.force_login(hcth)
    plan = reverse("reports:plan-periods", args=[directive.public_id])
    assert "Hãy ghi lịch báo cáo trước" in text_of(client.post(plan, follow=True))
    assert not directive.periods.exists()


# The deadlines of a planned period


def change(client, period, **days):
    return client.post(
        reverse("reports:period-deadlines", args=[period.public_id]),
        {
            "unit_due_on": "01/12/2026",
            "director_due_on": "05/12/2026",
            "upward_due_on": "10/12/2026",
            **days,
        },
        follow=True,
    )


def test_deadlines_of_a_planned_period_may_move_before_the_cut_off(client, directive, hcth):
    period = make_period(directive)
    client.force_login(hcth)
    assert "Đã ghi các hạn của kỳ báo cáo năm 2026." in text_of(change(client, period))
    period.refresh_from_db()
    assert period.unit_due_on == date(2026, 12, 1)
    assert period.ends_on == date(2026, 12, 14)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (
            {"unit_due_on": "06/12/2026"},
            "Thứ tự các hạn: đơn vị gửi, trình Giám đốc Sở, gửi cấp trên.",
        ),
        ({"unit_due_on": "31/02/2026"}, "Ngày không có thật"),
    ],
)
def test_impossible_deadlines_are_refused_in_a_sentence(client, directive, hcth, wrong, sentence):
    period = make_period(directive)
    client.force_login(hcth)
    text = text_of(change(client, period, **wrong))
    assert sentence in text
    assert wrong["unit_due_on"] in text
    period.refresh_from_db()
    assert period.unit_due_on == date(2026, 12, 16)


def test_deadlines_of_a_confirmed_period_stay(client, directive, hcth):
    period = make_period(directive)
    confirm(period)
    client.force_login(hcth)
    assert "Kỳ báo cáo năm 2026 đã được xác nhận ngày 20/11/2026" in text_of(change(client, period))
    period.refresh_from_db()
    assert period.unit_due_on == date(2026, 12, 16)


@pytest.mark.parametrize("count", [1, 3])
def test_the_calendar_takes_the_same_queries_however_many_periods(
    client, directive, hcth, count, django_assert_num_queries
):
    schedule(directive)
    for year in range(2027 - count, 2027):
        confirm(make_period(directive, due_on=date(year, 12, 16)))
    client.force_login(hcth)
    with django_assert_num_queries(7):
        client.get(calendar(directive))
