"""Kế hoạch kiểm tra: planned, changed, called off, or carried out."""

from datetime import date

import pytest

from directives.models import Directive
from directives.posts import Role
from reports import inspections
from reports.errors import ImpossibleDate, WrongState
from reports.models import Notice, PlannedInspection, Supervision
from tests.builders import at, make_assignment, make_member

pytestmark = pytest.mark.django_db

NOW = at("2026-05-04 09:00")


@pytest.fixture
def hcth():
    return make_member(None, Role.HEAD)


@pytest.fixture
def given():
    return make_assignment()


def line(given, **fields):
    fields = {"on": date(2026, 5, 20), "content": "Việc thực hiện nhiệm vụ."} | fields
    return PlannedInspection(
        directive=given.duty.directive,
        department=given.department,
        team="Trần Thị Hà, Trưởng phòng\nPhạm Văn Ghi, chuyên viên",
        **fields,
    )


def plan(given, hcth, **fields):
    return inspections.plan(line(given, **fields), by=hcth, at=NOW)


def act(on=date(2026, 5, 20), **fields):
    return Supervision(means="visit", on=on, findings="Đã lập hồ sơ.", **fields)


def told(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", "day"))


def test_the_unit_is_told_of_the_plan_of_another_day_and_of_no_visit(given, hcth):
    head = make_member(given.department)
    planned = plan(given, hcth)
    read = planned.seal
    planned.on = date(2026, 5, 27)
    inspections.change(planned, seal=read, by=hcth, at=at("2026-05-05 09:00"))
    inspections.call_off(planned, reason="Trùng lịch.", by=hcth, at=at("2026-05-06 09:00"))
    assert told(head) == [
        ("inspection", date(2026, 5, 20)),
        ("inspection", date(2026, 5, 27)),
        ("inspection_off", date(2026, 5, 27)),
    ]


def test_a_form_that_is_sent_twice_plans_one_visit(given, hcth):
    assert plan(given, hcth) == plan(given, hcth)
    assert PlannedInspection.objects.count() == 1


def test_no_visit_is_planned_for_a_closed_directive(given, hcth):
    when = {"closed_on": date(2026, 5, 1), "closed_at": at("2026-05-01 08:00")}
    Directive.objects.update(closed_by=hcth, closing_note="Hết.", **when)
    with pytest.raises(WrongState):
        plan(given, hcth)


def test_a_line_that_somebody_changed_meanwhile_is_not_written_over(given, hcth):
    planned = plan(given, hcth)
    read = planned.seal
    planned.content = "Hồ sơ."
    inspections.change(planned, seal=read, by=hcth, at=NOW)
    planned.content = "Khác."
    with pytest.raises(WrongState):
        inspections.change(planned, seal=read, by=hcth, at=NOW)
    assert PlannedInspection.objects.get().content == "Hồ sơ."


def test_carried_out_it_stands_in_the_log_and_its_recommendation_with_the_unit(given, hcth):
    head, planned = make_member(given.department), plan(given, hcth)
    asked = {"recommendation": "Bổ sung hồ sơ.", "recommendation_due_on": date(2026, 6, 20)}
    when = at("2026-05-21 09:00")
    inspections.carry_out(planned, act(**asked), by=hcth, at=when)
    entry = Supervision.objects.get()
    assert (entry.kind, entry.department, entry.directive, entry.by) == (
        "inspection",
        given.department,
        given.duty.directive,
        hcth,
    )
    assert PlannedInspection.objects.get().supervision == entry
    assert ("recommended", date(2026, 6, 20)) in told(head)


def test_what_took_place_or_was_called_off_is_not_touched_again(given, hcth):
    done, off = plan(given, hcth), plan(given, hcth, on=date(2026, 5, 25))
    when = at("2026-05-21 09:00")
    inspections.carry_out(done, act(), by=hcth, at=when)
    inspections.call_off(off, reason="Trùng lịch.", by=hcth, at=when)
    for over in [done, off]:
        for late in [
            lambda over=over: inspections.call_off(over, reason="Khác.", by=hcth, at=when),
            lambda over=over: inspections.change(over, seal=over.seal, by=hcth, at=when),
            lambda over=over: inspections.carry_out(over, act(), by=hcth, at=when),
        ]:
            with pytest.raises(WrongState):
                late()
    assert Supervision.objects.count() == 1


def test_a_visit_of_tomorrow_did_not_take_place(given, hcth):
    planned = plan(given, hcth)
    with pytest.raises(ImpossibleDate):
        inspections.carry_out(planned, act(), by=hcth, at=at("2026-05-19 09:00"))
    assert PlannedInspection.objects.to_come().count() == 1
