"""How the coordinating unit does its own part of a directive."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives.models import Duty
from directives.posts import Role
from reports import inspections, obstacles, performance, supervision
from reports.models import PlannedInspection, Supervision
from tests.builders import (
    at,
    confirm,
    make_assignment,
    make_coordinator,
    make_department,
    make_duty,
    make_leader,
    make_member,
    make_period,
    make_report,
    submit,
)

pytestmark = pytest.mark.django_db

ON = date(2026, 12, 20)
NOW = at("2026-12-20 09:00")


@pytest.fixture
def directive():
    """HCTH sent its report two days late; a unit's report waits since 10/12."""
    duty = make_duty(kind=Duty.Kind.COORDINATION)
    make_assignment(duty, make_coordinator())
    work = make_duty(duty.directive)
    make_assignment(work, make_department("Phòng A"))
    period = make_period(duty.directive)
    confirm(period)
    submit(make_report("Phòng A", period=period), when="2026-12-10 09:00")
    submit(make_report(make_coordinator(), period=period), when="2026-12-18 09:00")
    return duty.directive


@pytest.fixture
def hcth():
    return make_member(None, Role.STAFF)


def act(directive, hcth, kind="urging", on=date(2026, 6, 1), **fields):
    entry = Supervision(
        directive=directive,
        department=make_department("Phòng A"),
        kind=kind,
        means="phone",
        on=on,
        findings="Đã làm.",
        **fields,
    )
    return supervision.record(entry, by=hcth, at=NOW)


def visit(directive, hcth, on):
    planned = PlannedInspection(
        directive=directive,
        department=make_department("Phòng A"),
        on=on,
        content="Hồ sơ.",
        team="Trần Thị Hà",
    )
    return inspections.plan(planned, by=hcth, at=at("2026-01-10 09:00"))


def done(directive, year=2026):
    return performance.of(directive, year=year, on=ON)


def test_its_own_reports_and_its_consolidated_report_are_late_or_on_time(directive):
    told = done(directive)
    assert [status.key for _report, status in told.reports] == ["submitted"]
    assert [report.was_late for report, _status in told.reports] == [True]
    (presented,) = told.presented
    assert (presented.presented_on, presented.is_late) == (None, False)
    (later,) = performance.of(directive, year=2026, on=date(2026, 12, 22)).presented
    assert later.is_late
    assert done(directive, 2025).reports == ()


def test_acts_recommendations_and_visits_of_the_year_are_counted(directive, hcth):
    act(directive, hcth)
    act(directive, hcth, on=date(2025, 12, 31))
    asked = {"recommendation": "Lập hồ sơ.", "recommendation_due_on": date(2026, 12, 19)}
    act(directive, hcth, "inspection", **asked)
    finished = act(directive, hcth, "monitoring", **asked)
    supervision.finish_recommendation(finished, note="Đã lập.", by=hcth, at=NOW)
    visit(directive, hcth, date(2026, 12, 19))
    visit(directive, hcth, date(2026, 12, 20))
    inspections.call_off(
        visit(directive, hcth, date(2026, 3, 3)), reason="Trùng lịch.", by=hcth, at=NOW
    )
    told = done(directive)
    assert told.acts == {
        "urging": 1,
        "inspection": 1,
        "monitoring": 1,
        "recommended": 2,
        "open": 1,
        "overdue": 1,
    }
    assert told.inspections == {"planned": 2, "done": 0, "past": 1, "off": 1}


def test_what_waits_for_it_is_as_old_as_its_oldest(directive, hcth):
    unit = make_department("Phòng A")
    for when in ["2026-12-01 09:00", "2026-12-19 09:00"]:
        obstacles.raise_(
            unit.assignments.get(),
            text=f"Thiếu kinh phí, {when}.",
            by=make_member(unit, Role.STAFF),
            at=at(when),
        )
    told = done(directive)
    assert (told.queue.count, told.queue.oldest) == (1, 10)
    assert (told.unproposed.count, told.unproposed.oldest) == (2, 19)
    assert (told.unclosed.count, told.unclosed.oldest) == (0, None)
    assert (told.extensions.count, told.extensions.oldest) == (0, None)


def test_the_deputy_reads_it_and_every_number_leads_to_its_list(client, directive, hcth):
    act(directive, hcth)
    act(directive, hcth, on=date(2026, 6, 2))
    act(directive, hcth, "monitoring")
    log = reverse("reports:supervisions", args=[directive.public_id])
    with time_machine.travel(NOW, tick=False):
        client.force_login(make_leader(Role.DEPUTY_DIRECTOR))
        page = client.get(reverse("reports:performance", args=[directive.public_id]))
        text = page.content.decode()
        assert f'<a href="{log}?show=urging&amp;year=2026">2 lần</a>' in text
        listed = client.get(log, {"show": "urging", "year": "2026"}).content.decode()
        assert listed.count("Đôn đốc: Phòng A") == 2
        assert "Giám sát: Phòng A" not in listed
        for wrong in [{"show": "khac"}, {"year": "20x6"}]:
            assert client.get(log, wrong).status_code == 404
        address = reverse("reports:performance", args=[directive.public_id])
        assert client.get(address, {"year": "2023"}).status_code == 404


def test_it_is_read_in_nine_queries(directive, hcth, django_assert_num_queries):
    for month in range(1, 4):
        act(directive, hcth, on=date(2026, month, 1))
    with django_assert_num_queries(9):
        done(directive)
