"""A directive ends: its open duties settled one by one, and all that was done kept."""

from datetime import date

import pytest

from directives import closing, lifecycle
from directives.closing import Settlement, Way
from directives.models import Assignment, WorkItem
from directives.organisation import Refused
from tests.builders import (
    at,
    make_assignment,
    make_department,
    make_directive,
    make_duty,
    make_user,
)

pytestmark = pytest.mark.django_db

LAST_DAY = date(2026, 11, 30)
NOW = at("2026-11-30 09:00")


@pytest.fixture
def by():
    return make_user()


@pytest.fixture
def duty():
    return make_duty(make_directive(number="123"))


def ended(assignment, reason="Không còn phù hợp."):
    return Settlement(assignment, Way.END, reason=reason)


def close(directive, settlements, by, *, on=LAST_DAY, **more):
    closing.close(directive, settlements, on=on, note="Hết hiệu lực.", by=by, at=NOW, **more)


def standing(assignment):
    return Assignment.objects.values_list("ends_on", "end_reason", "completed_on").get(
        pk=assignment.pk
    )


def test_each_open_duty_is_done_ends_or_goes_on_in_the_new_directive(duty, by):
    done, left, carried, finished = (
        make_assignment(duty, make_department(name)) for name in ["A", "B", "C", "D"]
    )
    Assignment.objects.filter(pk=finished.pk).update(completed_on=date(2026, 5, 5))
    new_duty = make_duty(make_directive("Kế hoạch mới", number="456", issued_on=date(2026, 11, 2)))
    close(
        duty.directive,
        [
            Settlement(done, Way.DONE, done_on=date(2026, 11, 20)),
            ended(left),
            Settlement(carried, Way.CARRY, duty=new_duty),
        ],
        by,
        changed_by=new_duty.directive,
        change="replaces",
    )
    assert standing(done) == (LAST_DAY, "Kết thúc theo dõi văn bản", date(2026, 11, 20))
    assert standing(left) == (LAST_DAY, "Không còn phù hợp.", None)
    assert standing(carried) == (
        LAST_DAY,
        "Chuyển sang nhiệm vụ 1 của Công văn số 456/SKHCN-HCTH",
        None,
    )
    assert standing(finished) == (LAST_DAY, "Kết thúc theo dõi văn bản", date(2026, 5, 5))
    taken = new_duty.assignments.get()
    carried.refresh_from_db()
    assert (carried.continued_by, taken.department.name) == (taken, "C")
    assert (taken.starts_on, taken.ends_on) == (date(2026, 12, 1), None)
    old, new = duty.directive, new_duty.directive
    new.refresh_from_db()
    assert (old.closed_on, old.closed_by, old.closing_note) == (LAST_DAY, by, "Hết hiệu lực.")
    assert (new.changes, new.change) == (old, "replaces")


def test_a_unit_that_has_the_new_duty_keeps_it_and_gets_the_open_work(duty, by):
    carried = make_assignment(duty)
    WorkItem.objects.create(assignment=carried, text="Viết tin", proposed_by=by, proposed_at=NOW)
    new_duty = make_duty(make_directive("Kế hoạch mới", issued_on=date(2026, 1, 2)))
    has = make_assignment(new_duty, carried.department, starts_on=date(2026, 1, 2))
    close(
        duty.directive,
        [Settlement(carried, Way.CARRY, duty=new_duty)],
        by,
        changed_by=new_duty.directive,
        change="replaces",
    )
    carried.refresh_from_db()
    assert carried.continued_by == has
    assert [item.text for item in has.work_items.all()] == ["Viết tin"]


def test_no_duty_is_left_open(duty, by):
    make_assignment(duty, make_department("Phòng A"))
    with pytest.raises(Refused, match="Chưa xử lý nhiệm vụ 1 của Phòng A"):
        close(duty.directive, [], by)
    duty.directive.refresh_from_db()
    assert not duty.directive.is_closed


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (date(2026, 12, 1), "chưa đến"),
        (date(2024, 6, 6), "không được trước ngày ban hành"),
        (date(2026, 11, 29), "được giao nhiệm vụ từ ngày 30/11/2026"),
    ],
)
def test_the_last_day_can_be_true(duty, by, on, sentence):
    assignment = make_assignment(duty, starts_on=date(2026, 11, 30))
    with pytest.raises(Refused, match=sentence):
        close(duty.directive, [ended(assignment)], by, on=on)


@pytest.mark.parametrize("done_on", [None, date(2024, 6, 6), date(2026, 12, 1)])
def test_a_duty_is_done_on_a_day_on_which_the_unit_had_it(duty, by, done_on):
    assignment = make_assignment(duty)
    with pytest.raises(Refused, match="phải từ ngày 07/6/2024 đến 30/11/2026"):
        close(duty.directive, [Settlement(assignment, Way.DONE, done_on=done_on)], by)


def test_of_two_who_close_the_second_is_told(duty, by):
    close(duty.directive, [], by)
    with pytest.raises(lifecycle.AlreadyDone):
        close(duty.directive, [], by)


def test_what_was_settled_meanwhile_is_not_settled_again(duty, by):
    assignment = make_assignment(duty)
    Assignment.objects.filter(pk=assignment.pk).update(completed_on=date(2026, 11, 1))
    with pytest.raises(Refused, match="vừa được thay đổi"):
        close(duty.directive, [ended(assignment)], by)


def test_an_end_that_was_to_come_later_comes_with_the_directive(duty, by):
    assignment = make_assignment(duty, ends_on=date(2027, 6, 30), end_reason="Thôi.")
    close(duty.directive, [], by)
    assert standing(assignment) == (LAST_DAY, "Thôi.", None)


def test_a_closed_directive_gets_no_new_unit(duty, by):
    close(duty.directive, [], by)
    with pytest.raises(Refused, match="đã kết thúc theo dõi"):
        lifecycle.assign(duty, [make_department()], starts_on=LAST_DAY, by=by, at=NOW)


def test_a_paper_that_changes_another_one_already_is_not_the_successor(duty, by):
    other = make_directive("khác", issued_on=date(2026, 1, 2))
    later = make_directive(
        "mới", number="9", issued_on=date(2026, 1, 3), changes=other, change="amends"
    )
    with pytest.raises(Refused, match="số 9/SKHCN-HCTH đã được ghi là"):
        close(duty.directive, [], by, changed_by=later, change="replaces")


def test_an_amended_directive_goes_on_with_the_duties_that_are_not_touched(duty, by):
    touched, kept = make_assignment(duty), make_assignment(duty, make_department("B"))
    later = make_directive("Sửa đổi", issued_on=date(2026, 11, 2))
    closing.amend(duty.directive, [ended(touched)], changed_by=later, on=LAST_DAY, by=by, at=NOW)
    duty.directive.refresh_from_db()
    assert not duty.directive.is_closed
    assert (standing(touched)[0], standing(kept)[0]) == (LAST_DAY, None)
    later.refresh_from_db()
    assert (later.changes, later.change) == (duty.directive, "amends")


def test_a_reopened_directive_gives_back_what_ended_with_it_and_only_that(duty, by):
    with_it, before, carried = (
        make_assignment(duty, make_department(name)) for name in ["A", "B", "C"]
    )
    Assignment.objects.filter(pk=before.pk).update(ends_on=date(2026, 5, 5), end_reason="Thôi.")
    new_duty = make_duty(make_directive("Kế hoạch mới", issued_on=date(2026, 11, 2)))
    close(
        duty.directive,
        [ended(with_it), Settlement(carried, Way.CARRY, duty=new_duty)],
        by,
        changed_by=new_duty.directive,
        change="replaces",
    )
    closing.reopen(duty.directive, by=by, at=NOW)
    assert standing(with_it) == (None, "", None)
    assert (standing(before)[0], standing(carried)[0]) == (date(2026, 5, 5), LAST_DAY)
    assert not duty.directive.is_closed
    with pytest.raises(lifecycle.AlreadyDone):
        closing.reopen(duty.directive, by=by, at=NOW)
