"""A request for another assignment, from the unit's wish to the new order."""

from datetime import date

import pytest

from directives import adjusting
from directives.adjusting import Decision
from directives.errors import AlreadyDone
from directives.models import AdjustmentRequest, Assignment, WorkItem
from directives.organisation import Refused
from tests.builders import at, make_assignment, make_department, make_user

pytestmark = pytest.mark.django_db

ASKED = at("2026-03-02 08:00")
PUT = at("2026-03-03 08:00")
DECIDED = at("2026-03-05 08:00")
MARCH_5 = date(2026, 3, 5)
Wish = AdjustmentRequest.Wish
Role = Assignment.Role


@pytest.fixture
def by():
    return make_user("Võ Văn Kế")


@pytest.fixture
def assignment():
    return make_assignment()


@pytest.fixture
def asked(assignment, by):
    def make(wish=Wish.RELEASE, **fields):
        request = AdjustmentRequest(
            assignment=assignment, wish=wish, reason="Trùng nhiệm vụ.", **fields
        )
        return adjusting.ask(request, by=by, at=ASKED)

    return make


def agreed(**fields):
    return Decision(is_agreed=True, on=MARCH_5, **fields)


def test_one_request_waits_at_a_time(asked):
    asked()
    with pytest.raises(AlreadyDone):
        asked()


def test_a_unit_that_left_the_duty_or_has_done_it_asks_for_nothing(assignment, asked):
    for change in [{"ends_on": MARCH_5, "end_reason": "Hết."}, {"completed_on": MARCH_5}]:
        Assignment.objects.filter(pk=assignment.pk).update(
            **{"ends_on": None, "end_reason": "", "completed_on": None, **change}
        )
        assignment.refresh_from_db()
        with pytest.raises(Refused):
            asked()


def test_it_is_put_forward_once_with_an_opinion(asked, by):
    request = asked()
    adjusting.put_forward(request, opinion="Nên đồng ý.", by=by, at=PUT)
    assert (request.opinion, request.forwarded_at) == ("Nên đồng ý.", PUT)
    with pytest.raises(AlreadyDone):
        adjusting.put_forward(request, opinion="Không nên.", by=by, at=PUT)


def test_it_is_withdrawn_before_the_decision_and_not_after(asked, by):
    request = asked()
    adjusting.withdraw(request, by=by, at=PUT)
    assert not request.is_open
    with pytest.raises(AlreadyDone):
        adjusting.decide(request, agreed(), by=by, at=DECIDED)
    second = asked()
    adjusting.decide(second, Decision(is_agreed=False, on=MARCH_5, note="Chưa."), by=by, at=DECIDED)
    with pytest.raises(AlreadyDone):
        adjusting.withdraw(second, by=by, at=DECIDED)


def test_a_refusal_changes_nothing(asked, assignment, by):
    request = asked()
    decision = Decision(is_agreed=False, on=MARCH_5, note="Giữ nguyên.")
    assert adjusting.decide(request, decision, by=by, at=DECIDED) is None
    assignment.refresh_from_db()
    assert assignment.ends_on is None
    assert (request.decision, request.decision_note) == ("refused", "Giữ nguyên.")


def test_a_release_ends_the_assignment_the_day_before(asked, assignment, by):
    adjusting.decide(asked(), agreed(from_on=date(2026, 4, 1)), by=by, at=DECIDED)
    assignment.refresh_from_db()
    assert assignment.ends_on == date(2026, 3, 31)
    assert assignment.end_reason == "Thôi thực hiện theo đề nghị của đơn vị"
    assert assignment.continued_by is None


def test_a_transfer_goes_on_in_the_other_unit_with_the_open_work(asked, assignment, by):
    into = make_department("Chi cục mẫu")
    WorkItem.objects.create(
        assignment=assignment, text="Viết bài", proposed_by=by, proposed_at=ASKED
    )
    decision = agreed(department=into, from_on=date(2026, 4, 1))
    taken = adjusting.decide(asked(Wish.TRANSFER), decision, by=by, at=DECIDED)
    assignment.refresh_from_db()
    assert (taken.department, taken.role, taken.starts_on) == (into, Role.LEAD, date(2026, 4, 1))
    assert (assignment.ends_on, assignment.continued_by) == (date(2026, 3, 31), taken)
    assert [item.text for item in taken.work_items.all()] == ["Viết bài"]


def test_a_unit_that_had_a_part_takes_the_lead(asked, assignment, by):
    into = make_department("Chi cục mẫu")
    part = make_assignment(assignment.duty, into, role=Role.COORDINATING)
    taken = adjusting.decide(asked(Wish.TRANSFER), agreed(department=into), by=by, at=DECIDED)
    assert (taken, taken.role) == (part, Role.LEAD)


@pytest.mark.parametrize("who", ["nobody", "the same unit", "a unit that is no more"])
def test_a_transfer_wants_another_unit_in_being_and_leaves_all_as_it_was(
    asked, assignment, by, who
):
    into = {
        "nobody": lambda: None,
        "the same unit": lambda: assignment.department,
        "a unit that is no more": lambda: make_department("Cũ", dissolved_on=date(2026, 1, 1)),
    }[who]()
    request = asked(Wish.TRANSFER)
    with pytest.raises(Refused):
        adjusting.decide(request, agreed(department=into), by=by, at=DECIDED)
    request.refresh_from_db()
    assignment.refresh_from_db()
    assert request.is_open
    assert assignment.ends_on is None


@pytest.mark.parametrize(
    ("before", "after"), [(Role.LEAD, Role.COORDINATING), (Role.COORDINATING, Role.LEAD)]
)
def test_a_change_of_the_role_stays_in_the_same_assignment(asked, assignment, by, before, after):
    Assignment.objects.filter(pk=assignment.pk).update(role=before)
    changed = adjusting.decide(asked(Wish.ROLE), agreed(), by=by, at=DECIDED)
    assert (changed, changed.role) == (assignment, after)


def test_what_is_recorded_for_a_leader_names_its_source(asked, by):
    request = asked()
    adjusting.decide(request, agreed(source="Giao ban ngày 05/3/2026"), by=by, at=DECIDED)
    assert request.is_decision_on_behalf
    assert request.decision_source == "Giao ban ngày 05/3/2026"
