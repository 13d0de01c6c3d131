"""Work items: who plans and agrees, what became of them, and the year after."""

from datetime import date

import pytest

from directives import work
from directives.errors import AlreadyDone
from directives.models import WorkItem
from tests.builders import at, make_assignment, make_department, make_user

pytestmark = pytest.mark.django_db

PLANNED = at("2026-01-05 08:00")
LATER = at("2026-03-05 08:00")


@pytest.fixture
def assignment():
    return make_assignment()


@pytest.fixture
def by():
    return make_user("Võ Văn Kế")


@pytest.fixture
def item(assignment, by):
    item = WorkItem(assignment=assignment, text="Viết bài", due_on=date(2026, 6, 30))
    (item,) = work.plan([item], agrees=False, by=by, at=PLANNED)
    return item


def test_what_the_unit_plans_waits_for_hcth(item, by):
    assert (item.proposed_by, item.proposed_at) == (by, PLANNED)
    assert not item.is_agreed
    assert list(WorkItem.objects.unagreed()) == [item]


def test_what_hcth_sets_is_agreed_to_by_setting_it(assignment, by):
    (item,) = work.plan(
        [WorkItem(assignment=assignment, text="Họp báo")], agrees=True, by=by, at=PLANNED
    )
    assert (item.agreed_by, item.agreed_at) == (by, PLANNED)


def test_hcth_agrees_once_and_only_to_what_is_still_open(item, assignment, by):
    dropped = WorkItem(assignment=assignment, text="Triển lãm")
    work.plan([dropped], agrees=False, by=by, at=PLANNED)
    work.drop(dropped, reason="Không có kinh phí.", by=by, at=LATER)
    assert work.agree(WorkItem.objects.all(), by=by, at=LATER) == 1
    assert work.agree(WorkItem.objects.all(), by=by, at=LATER) == 0
    item.refresh_from_db()
    assert item.agreed_at == LATER


@pytest.mark.parametrize(
    ("change", "agrees", "is_agreed"),
    [
        ({"due_on": date(2026, 9, 30)}, False, False),
        ({"product": "01 phóng sự"}, False, False),
        ({"person": "Nguyễn Văn An"}, False, True),
        ({"due_on": date(2026, 9, 30)}, True, True),
    ],
)
def test_what_the_unit_changes_waits_again_but_for_who_does_it(item, by, change, agrees, is_agreed):
    work.agree(WorkItem.objects.all(), by=by, at=PLANNED)
    item.refresh_from_db()
    seen = work.as_seen(item)
    for name, value in change.items():
        setattr(item, name, value)
    work.correct(item, seen=seen, agrees=agrees, by=by, at=LATER)
    item.refresh_from_db()
    assert item.is_agreed is is_agreed
    assert {name: getattr(item, name) for name in change} == change


def test_who_changes_what_another_has_changed_is_told(item, by):
    seen = work.as_seen(item)
    first = WorkItem.objects.get()
    first.text = "Viết hai bài"
    work.correct(first, seen=seen, agrees=False, by=by, at=LATER)
    item.text = "Viết ba bài"
    with pytest.raises(AlreadyDone):
        work.correct(item, seen=seen, agrees=False, by=by, at=LATER)
    assert WorkItem.objects.get().text == "Viết hai bài"


def test_it_is_done_once_and_may_be_resumed(item, by):
    work.finish(item, on=date(2026, 3, 4), by=by, at=LATER)
    assert item.done_on == date(2026, 3, 4)
    with pytest.raises(AlreadyDone):
        work.finish(item, on=date(2026, 3, 5), by=by, at=LATER)
    with pytest.raises(AlreadyDone):
        work.drop(item, reason="Nhầm.", by=by, at=LATER)
    work.resume(item, by=by, at=LATER)
    assert item.done_on is None
    with pytest.raises(AlreadyDone):
        work.resume(item, by=by, at=LATER)


def test_it_is_dropped_with_a_reason(item, by):
    work.drop(item, reason="Không có kinh phí.", by=by, at=LATER)
    assert (item.dropped_by, item.drop_reason) == (by, "Không có kinh phí.")
    assert not WorkItem.objects.open().exists()
    with pytest.raises(AlreadyDone):
        work.finish(item, on=date(2026, 3, 5), by=by, at=LATER)


@pytest.mark.parametrize(("on", "late"), [(date(2026, 6, 30), False), (date(2026, 7, 1), True)])
def test_the_day_itself_is_in_time(item, on, late):
    assert item.is_late(on=on) is late
    assert WorkItem.objects.late(on=on).exists() is late


# The year after


def test_unfinished_work_goes_on_with_a_new_day_and_the_old_one_keeps_its(item, by):
    january = at("2027-01-06 08:00")
    (new,) = work.carry_over({item: date(2027, 3, 31)}, agrees=False, by=by, at=january)
    item.refresh_from_db()
    assert (item.due_on, new.due_on) == (date(2026, 6, 30), date(2027, 3, 31))
    assert (new.text, new.carried_from, new.proposed_at) == ("Viết bài", item, january)
    assert list(WorkItem.objects.open()) == [new]
    assert list(WorkItem.objects.current()) == [new]


def test_work_is_carried_over_once_and_is_closed_by_it(item, by):
    work.carry_over({item: None}, agrees=True, by=by, at=LATER)
    for step in [
        lambda: work.carry_over({item: None}, agrees=True, by=by, at=LATER),
        lambda: work.finish(item, on=date(2026, 3, 5), by=by, at=LATER),
        lambda: work.drop(item, reason="Nhầm.", by=by, at=LATER),
    ]:
        with pytest.raises(AlreadyDone):
            step()
    assert WorkItem.objects.count() == 2


def test_another_unit_takes_the_work_as_it_was_agreed(item, assignment, by):
    work.agree(WorkItem.objects.all(), by=by, at=PLANNED)
    other = make_assignment(assignment.duty, make_department("Chi cục mẫu"))
    (taken,) = work.hand_over([assignment], into=other)
    assert (taken.assignment, taken.carried_from) == (other, item)
    assert (taken.proposed_at, taken.agreed_at, taken.due_on) == (
        PLANNED,
        PLANNED,
        date(2026, 6, 30),
    )


@pytest.mark.parametrize(
    ("on", "first"),
    [
        (date(2026, 1, 2), date(2026, 1, 1)),
        (date(2026, 6, 30), date(2026, 1, 1)),
        (date(2026, 7, 1), date(2027, 1, 1)),
        (date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_the_plan_is_that_of_this_year_until_june_then_of_the_next(on, first):
    assert work.next_plan(on) == first
