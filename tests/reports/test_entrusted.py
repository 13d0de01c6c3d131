"""What is one's own on the to-do list, and what waits for a word of HCTH or a leader."""

from datetime import date

import pytest

from directives import adjusting, officers, work
from directives.models import AdjustmentRequest, WorkItem
from directives.posts import Role
from reports import entrusted
from tests.builders import (
    at,
    make_assignment,
    make_coordinator,
    make_department,
    make_duty,
    make_leader,
    make_member,
    posts_of,
)

pytestmark = pytest.mark.django_db

NOW = at("2026-11-20 08:00")
TODAY = date(2026, 12, 1)


def mine(user):
    return entrusted.mine(posts_of(user, TODAY), on=TODAY)


def plan(assignment, text, **fields):
    by = make_member(assignment.department, Role.STAFF)
    item = WorkItem(assignment=assignment, text=text, **fields)
    return work.plan([item], agrees=False, by=by, at=NOW)[0]


def test_a_duty_is_his_from_the_day_it_is_given_until_it_is_taken_back():
    assignment = make_assignment()
    head = make_member(assignment.department)
    an = make_member(assignment.department, Role.STAFF)
    other = make_member(assignment.department, Role.STAFF)
    assert mine(an) == ()
    officers.give(assignment, an, by=head, at=NOW)
    assert [one.assignment for one in mine(an)] == [assignment]
    assert mine(other) == ()
    officers.take_back(assignment, an, by=head, at=NOW)
    assert mine(an) == ()


def test_it_is_not_his_any_more_once_it_is_done_or_he_has_left_the_unit():
    assignment = make_assignment()
    head = make_member(assignment.department)
    an = make_member(assignment.department, Role.STAFF)
    gone = make_member(assignment.department, Role.STAFF, ends_on=date(2026, 11, 25))
    for user in (an, gone):
        officers.give(assignment, user, by=head, at=NOW)
    assert mine(gone) == ()
    assignment.completed_on = date(2026, 11, 30)
    assignment.save()
    assert mine(an) == ()


def test_his_pieces_of_work_stand_under_their_duty_and_the_nearest_day_presses():
    duty = make_duty()
    first = make_assignment(duty)
    second = make_assignment(make_duty(duty.directive), first.department)
    an = make_member(first.department, Role.STAFF)
    plan(first, "Viết bài", officer=an, due_on=date(2026, 12, 20))
    plan(first, "Việc của người khác", due_on=date(2026, 12, 1))
    plan(second, "Họp báo", officer=an, due_on=date(2026, 11, 30))
    done = plan(second, "Đã xong", officer=an, due_on=date(2026, 11, 1))
    work.finish(done, on=date(2026, 11, 2), by=an, at=NOW)
    late, later = mine(an)
    assert ([item.text for item in late.items], late.is_late) == (["Họp báo"], True)
    assert ([item.text for item in later.items], later.is_late) == (["Viết bài"], False)


def test_a_request_waits_for_hcth_first_and_then_for_the_leaders():
    assignment = make_assignment()
    head, hcth, leader = make_member(assignment.department), make_member(), make_leader()
    request = AdjustmentRequest(assignment=assignment, wish="release", reason="Trùng.")
    adjusting.ask(request, by=head, at=NOW)

    def waits_for():
        return [bool(entrusted.adjustments(posts_of(user, TODAY))) for user in (head, hcth, leader)]

    assert waits_for() == [False, True, False]
    adjusting.put_forward(request, opinion="Nên đồng ý.", by=hcth, at=NOW)
    assert waits_for() == [False, False, True]
    decision = adjusting.Decision(is_agreed=False, on=TODAY, note="Chưa.")
    adjusting.decide(request, decision, by=leader, at=NOW)
    assert waits_for() == [False, False, False]


def test_proposed_work_is_counted_for_hcth_by_assignment():
    assignment = make_assignment()
    make_assignment(assignment.duty, make_department("Chi cục mẫu"))
    for text in ("Viết bài", "Họp báo"):
        plan(assignment, text)
    agreed = plan(assignment, "Đã thống nhất")
    hcth = make_member(make_coordinator(), Role.STAFF)
    work.agree(WorkItem.objects.filter(pk=agreed.pk), by=hcth, at=NOW)
    rows = entrusted.proposed_work(posts_of(hcth, TODAY), on=TODAY)
    assert [(row, row.proposed_count) for row in rows] == [(assignment, 2)]
    unit = make_member(assignment.department)
    assert list(entrusted.proposed_work(posts_of(unit, TODAY), on=TODAY)) == []
