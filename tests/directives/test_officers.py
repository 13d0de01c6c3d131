"""Who in a unit does a duty."""

from datetime import date

import pytest

from directives import officers
from directives.errors import AlreadyDone
from directives.models import DutyOfficer
from directives.posts import Role
from tests.builders import at, make_assignment, make_department, make_member, make_user

pytestmark = pytest.mark.django_db

NOW = at("2026-03-05 08:00")
TODAY = date(2026, 3, 5)


def test_candidates_hold_a_post_in_the_unit_today():
    unit = make_department()
    an = make_member(unit, Role.STAFF, full_name="Lê An", title="Chuyên viên")
    make_member(unit, Role.STAFF, full_name="Lê Bình", ends_on=date(2026, 3, 4))
    make_member(unit, Role.STAFF, full_name="Lê Cúc", starts_on=date(2026, 3, 6))
    make_member(unit, Role.STAFF, full_name="Lê Dung", is_active=False)
    make_member(make_department("Chi cục mẫu"), Role.STAFF, full_name="Lê Giang")
    found = officers.candidates(unit, on=TODAY)
    assert [(user, user.title) for user in found] == [(an, "Chuyên viên")]
    assert officers.by_unit([unit.pk], on=TODAY) == {unit.pk: [an]}


def test_a_person_with_two_posts_is_named_once():
    unit = make_department()
    an = make_member(unit, Role.STAFF)
    make_member(unit, Role.FOCAL_OFFICER, user=an)
    assert list(officers.candidates(unit, on=TODAY)) == [an]
    assert officers.by_unit([unit.pk], on=TODAY) == {unit.pk: [an]}


def test_a_duty_is_given_once_taken_back_once_and_may_be_given_again():
    assignment, head, an = make_assignment(), make_user(), make_user()
    officers.give(assignment, an, by=head, at=NOW)
    with pytest.raises(AlreadyDone):
        officers.give(assignment, an, by=head, at=NOW)
    officers.take_back(assignment, an, by=head, at=NOW)
    with pytest.raises(AlreadyDone):
        officers.take_back(assignment, an, by=head, at=NOW)
    officers.give(assignment, an, by=head, at=at("2026-04-05 08:00"))
    assert list(DutyOfficer.objects.values_list("ended_at", flat=True)) == [NOW, None]
