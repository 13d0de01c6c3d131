"""The life of an obstacle after it is raised."""

from datetime import date

import pytest

from directives.models import Directive
from directives.posts import Role
from reports import obstacles
from reports.errors import ImpossibleDate, WrongState
from reports.models import Notice, Obstacle
from tests.builders import (
    at,
    make_assignment,
    make_department,
    make_directive,
    make_duty,
    make_leader,
    make_member,
    make_report,
    submit,
)

pytestmark = pytest.mark.django_db

NOW = at("2026-12-11 09:00")


@pytest.fixture
def obstacle():
    submit(make_report(), obstacle="Thiếu kinh phí.", when="2026-12-10 09:00")
    return Obstacle.objects.get()


@pytest.fixture
def hcth():
    return make_member(None, Role.STAFF)


def told(person):
    """Kind and words of what he was told."""
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", "words"))


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


def raised(unit=None, text="Chưa có kinh phí.", when="2026-07-03 09:00", **fields):
    unit = unit or make_department("Phòng Quản lý Khoa học")
    return obstacles.raise_(
        make_assignment(None, unit, **fields),
        text=text,
        by=make_member(unit, Role.STAFF),
        at=at(when),
    )


def test_a_unit_raises_an_obstacle_on_a_day_between_two_reports_and_hcth_is_told(hcth):
    kept = raised()
    assert (kept.raised_in, kept.text, kept.visibility) == (None, "Chưa có kinh phí.", "internal")
    assert told(hcth) == [("obstacle_raised", "Chưa có kinh phí.")]


def test_a_form_that_is_sent_twice_raises_one_obstacle(hcth):
    first = raised()
    again = obstacles.raise_(
        first.assignment, text=first.text, by=first.raised_by, at=at("2026-07-03 09:01")
    )
    assert (again, Obstacle.objects.count()) == (first, 1)
    assert len(told(hcth)) == 1


def test_no_obstacle_is_raised_on_a_duty_that_ended_or_of_a_closed_directive(hcth):
    with pytest.raises(WrongState):
        raised(ends_on=date(2026, 7, 2), end_reason="Dừng")
    directive = make_directive()
    when = {"closed_on": date(2026, 7, 1), "closed_at": at("2026-07-01 08:00")}
    Directive.objects.filter(pk=directive.pk).update(closed_by=hcth, closing_note="Hết.", **when)
    given = make_assignment(make_duty(directive), make_department("Phòng khác"))
    with pytest.raises(WrongState):
        obstacles.raise_(given, text="Thiếu.", by=hcth, at=at("2026-07-03 09:00"))
    assert not Obstacle.objects.exists()


@pytest.fixture
def charged(obstacle):
    """The obstacle with an opinion that charges a unit; and a member of that unit."""
    unit = make_department("Văn phòng")
    give(obstacle, make_leader(), responsible=unit, action_due_on=date(2026, 12, 20))
    return make_member(unit, Role.HEAD)


def act(obstacle, by, note="Đã bố trí kinh phí.", acted_on=date(2026, 12, 15)):
    when = at("2026-12-16 09:00")
    obstacles.act(obstacle, note=note, acted_on=acted_on, by=by, at=when)


def test_the_responsible_unit_says_what_it_did_and_hcth_closes(obstacle, hcth, charged):
    act(obstacle, charged)
    assert ("obstacle_acted", "Đã bố trí kinh phí.") in told(hcth)
    assert list(Obstacle.objects.to_be_closed()) == [obstacle]
    obstacles.close(obstacle, note="Đã giải quyết.", by=hcth, at=at("2026-12-17 09:00"))
    kept = Obstacle.objects.get()
    assert (kept.acted_on, kept.acted_by, kept.action_note, kept.closed_on) == (
        date(2026, 12, 15),
        charged,
        "Đã bố trí kinh phí.",
        date(2026, 12, 17),
    )
    assert ("obstacle_closed", "Đã giải quyết.") in told(charged)


def test_the_second_who_says_what_was_done_is_told_so(obstacle, charged):
    act(obstacle, charged)
    with pytest.raises(WrongState):
        act(Obstacle.objects.get(), charged, note="Lần hai.")
    assert Obstacle.objects.get().action_note == "Đã bố trí kinh phí."


def test_an_action_is_neither_of_tomorrow_nor_older_than_the_opinion(obstacle, charged):
    for day in [date(2026, 12, 17), date(2026, 12, 10)]:
        with pytest.raises(ImpossibleDate):
            act(obstacle, charged, acted_on=day)


def test_a_unit_that_is_not_charged_any_more_does_not_act(obstacle, charged):
    before = Obstacle.objects.get()
    give(obstacle, obstacle.opinion_recorded_by, responsible=make_department("Chi cục"))
    with pytest.raises(WrongState):
        act(before, charged)


def test_hcth_asks_the_unit_to_go_on_and_the_reason_stands_among_the_remarks(
    obstacle, hcth, charged
):
    act(obstacle, charged)
    obstacles.ask_again(obstacle, reason="Còn thiếu.", by=hcth, at=at("2026-12-17 09:00"))
    kept = Obstacle.objects.get()
    assert (kept.acted_on, kept.action_note) == (None, "")
    assert [remark.text for remark in kept.remarks.all()] == ["Còn thiếu."]
    assert ("obstacle_again", "Còn thiếu.") in told(charged)
    with pytest.raises(WrongState):
        obstacles.ask_again(obstacle, reason="Nữa.", by=hcth, at=at("2026-12-17 09:00"))


def test_another_opinion_asks_the_unit_anew(obstacle, charged):
    act(obstacle, charged)
    give(obstacle, obstacle.opinion_recorded_by, text="Bố trí thêm.", at=at("2026-12-17 08:00"))
    assert Obstacle.objects.get().acted_on is None


def test_a_leader_confirms_the_words_that_he_read_and_hcth_changes_them_no_more(obstacle, hcth):
    record(obstacle, hcth)
    read = obstacle.opinion_seal
    record(obstacle, hcth, text="Giao Phòng Kế hoạch.")
    director = make_leader()
    with pytest.raises(WrongState):
        obstacles.confirm_opinion(obstacle, seal=read, by=director, at=NOW)
    read = obstacle.opinion_seal
    obstacles.confirm_opinion(obstacle, seal=read, by=director, at=NOW)
    kept = Obstacle.objects.get()
    assert (kept.opinion_confirmed_by, kept.opinion_confirmed_at) == (director, NOW)
    for late in [
        lambda: obstacles.confirm_opinion(obstacle, seal=read, by=director, at=NOW),
        lambda: record(obstacle, hcth),
    ]:
        with pytest.raises(WrongState):
            late()


@pytest.mark.parametrize(
    ("closed_on", "days"), [(None, 92), (date(2026, 7, 3), 0), (date(2026, 7, 13), 10)]
)
def test_the_age_of_an_obstacle_ends_with_the_day_it_was_closed(closed_on, days):
    kept = raised()
    kept.closed_on = closed_on
    assert kept.days_open(on=date(2026, 10, 3)) == days
