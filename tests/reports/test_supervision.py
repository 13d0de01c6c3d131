"""The log of urging, inspection and monitoring."""

from datetime import date

import pytest

from directives.posts import Role
from reports import supervision
from reports.errors import ImpossibleDate, WrongState
from reports.models import Supervision
from tests.builders import at, make_department, make_directive, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def directive():
    return make_directive()


def entry(directive, on=date(2026, 12, 10), **fields):
    return Supervision(
        directive=directive,
        department=make_department(),
        kind=Supervision.Kind.URGING,
        means=Supervision.Means.PHONE,
        on=on,
        findings="Đã gọi điện.",
        **fields,
    )


def test_an_entry_keeps_who_wrote_it_and_when(directive):
    hcth = make_member(None, Role.STAFF)
    supervision.record(entry(directive), by=hcth, at=at("2026-12-10 09:00"))
    kept = Supervision.objects.get()
    assert (kept.by, kept.recorded_at) == (hcth, at("2026-12-10 09:00"))


def test_a_form_sent_twice_makes_one_entry_and_another_person_another(directive):
    hcth = make_member(None, Role.STAFF)
    for by in [hcth, hcth, make_member(None, Role.HEAD)]:
        supervision.record(entry(directive), by=by, at=at("2026-12-10 09:00"))
    assert Supervision.objects.count() == 2


def test_an_act_of_tomorrow_is_refused(directive):
    with pytest.raises(ImpossibleDate):
        supervision.record(
            entry(directive, date(2026, 12, 11)), by=make_member(), at=at("2026-12-10 23:59")
        )
    assert not Supervision.objects.exists()


def test_a_recommendation_is_finished_once_by_the_first_who_says_so(directive):
    unit_member, colleague = make_member(make_department()), make_member(None, Role.STAFF)
    made = supervision.record(
        entry(directive, recommendation="Lập hồ sơ.", recommendation_due_on=date(2026, 12, 20)),
        by=colleague,
        at=at("2026-12-10 09:00"),
    )
    supervision.finish_recommendation(
        made, note="Đã lập.", by=unit_member, at=at("2026-12-15 09:00")
    )
    with pytest.raises(WrongState):
        supervision.finish_recommendation(
            made, note="Lần hai.", by=colleague, at=at("2026-12-16 09:00")
        )
    kept = Supervision.objects.get()
    assert (
        kept.recommendation_done_on,
        kept.recommendation_done_by,
        kept.recommendation_done_note,
    ) == (date(2026, 12, 15), unit_member, "Đã lập.")
