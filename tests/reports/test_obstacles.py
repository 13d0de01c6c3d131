"""The life of an obstacle after it is raised."""

from datetime import date

import pytest

from directives.posts import Role
from reports import obstacles
from reports.errors import ImpossibleDate, WrongState
from reports.models import Obstacle
from tests.builders import at, make_leader, make_member, make_report, submit

pytestmark = pytest.mark.django_db

NOW = at("2026-12-11 09:00")


@pytest.fixture
def obstacle():
    submit(make_report(), obstacle="Thiếu kinh phí.", when="2026-12-10 09:00")
    return Obstacle.objects.get()


@pytest.fixture
def hcth():
    return make_member(None, Role.STAFF)


def give(obstacle, by, text="Đồng ý.", **fields):
    values = {"responsible": None, "action_due_on": None, "at": NOW} | fields
    obstacles.give_opinion(obstacle, text=text, by=by, **values)


def record(obstacle, by, text="Giao Phòng Tài chính.", **fields):
    values = {
        "source": "Giao ban ngày 10/12/2026",
        "opinion_on": date(2026, 12, 10),
        "responsible": None,
        "action_due_on": None,
        "at": NOW,
    } | fields
    obstacles.record_opinion(obstacle, text=text, by=by, **values)


def test_a_proposal_may_be_written_anew_until_there_is_an_opinion(obstacle, hcth):
    obstacles.propose(obstacle, text="Đề nghị bổ sung 50 triệu.", by=hcth, at=NOW)
    obstacles.propose(obstacle, text="Đề nghị bổ sung 60 triệu.", by=hcth, at=NOW)
    assert (obstacle.proposal, obstacle.proposed_by) == ("Đề nghị bổ sung 60 triệu.", hcth)
    give(obstacle, make_leader())
    with pytest.raises(WrongState):
        obstacles.propose(obstacle, text="Thôi.", by=hcth, at=NOW)
    assert Obstacle.objects.get().proposal == "Đề nghị bổ sung 60 triệu."


def test_a_leader_gives_his_own_opinion_under_this_day(obstacle):
    director = make_leader()
    give(obstacle, director, action_due_on=date(2026, 12, 11))
    kept = Obstacle.objects.get()
    assert (kept.opinion, kept.opinion_on, kept.opinion_recorded_by, kept.is_opinion_on_behalf) == (
        "Đồng ý.",
        date(2026, 12, 11),
        director,
        False,
    )


def test_an_opinion_recorded_on_behalf_keeps_its_source_and_its_own_day(obstacle, hcth):
    record(obstacle, hcth)
    kept = Obstacle.objects.get()
    assert (kept.opinion_source, kept.opinion_on, kept.is_opinion_on_behalf) == (
        "Giao ban ngày 10/12/2026",
        date(2026, 12, 10),
        True,
    )


def test_a_leader_may_replace_what_was_recorded_for_him_and_hcth_may_not_replace_his_words(
    obstacle, hcth
):
    record(obstacle, hcth)
    record(obstacle, hcth, text="Giao Phòng Kế hoạch.")
    give(obstacle, make_leader(), text="Tôi đồng ý.")
    assert Obstacle.objects.get().opinion_source == ""
    with pytest.raises(WrongState):
        record(obstacle, hcth)
    assert Obstacle.objects.get().opinion == "Tôi đồng ý."


def test_a_leader_may_correct_himself_and_no_other_leader(obstacle):
    director, deputy = make_leader(), make_leader(Role.DEPUTY_DIRECTOR)
    give(obstacle, deputy, text="Đồng ý một phần.")
    give(obstacle, deputy, text="Đồng ý.")
    with pytest.raises(WrongState):
        give(obstacle, director, text="Không đồng ý.")
    assert Obstacle.objects.get().opinion == "Đồng ý."


def test_an_action_is_not_due_before_the_opinion_nor_an_opinion_of_tomorrow(obstacle, hcth):
    with pytest.raises(ImpossibleDate):
        give(obstacle, make_leader(), action_due_on=date(2026, 12, 10))
    with pytest.raises(ImpossibleDate):
        record(obstacle, hcth, opinion_on=date(2026, 12, 12))
    with pytest.raises(ImpossibleDate):
        record(obstacle, hcth, action_due_on=date(2026, 12, 9))
    assert Obstacle.objects.get().opinion == ""


def test_closed_takes_nothing_more_but_its_visibility(obstacle, hcth):
    obstacles.close(obstacle, note="Đã bố trí kinh phí.", by=hcth, at=NOW)
    assert (obstacle.closed_on, obstacle.closed_by) == (date(2026, 12, 11), hcth)
    for late in [
        lambda: obstacles.close(obstacle, note="Lần nữa.", by=hcth, at=NOW),
        lambda: obstacles.propose(obstacle, text="Thôi.", by=hcth, at=NOW),
        lambda: give(obstacle, make_leader()),
        lambda: record(obstacle, hcth),
    ]:
        with pytest.raises(WrongState):
            late()
    obstacles.set_visibility(obstacle, visibility="upward", by=hcth, at=NOW)
    kept = Obstacle.objects.get()
    assert (kept.visibility, kept.closing_note) == ("upward", "Đã bố trí kinh phí.")
