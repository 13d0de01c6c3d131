"""UBND tỉnh -> Sở -> phòng: the issued report of the Sở answers the duty of the province."""

from datetime import date
from decimal import Decimal

import pytest

from directives import permissions
from directives.models import Assignment, Duty
from directives.posts import posts
from reports import cascade, notices, todo
from reports.content import IndicatorContent, People
from reports.errors import WrongState
from reports.models import Notice, Obstacle, ProgressEntry, ReminderRecipient
from reports.models.progress import State
from reports.reminders.recipients import Target
from tests import builders
from tests.builders import at, make_assignment, make_duty, make_indicator, make_report
from tests.reports.approving import make_version
from tests.two_levels import issue, issue_version, make_levels

pytestmark = pytest.mark.django_db

ON = date(2026, 12, 18)
AT = at("2026-12-18 16:00")


def held(levels, name):
    return posts(levels.people[name], on=ON)


def answer(levels, copy, *, by="hcth.clerk", when=AT):
    return cascade.answer(levels.report, copy, by=levels.people[by], at=when)


# Who speaks for an agency


def test_leaders_and_the_coordinating_unit_speak_for_an_agency_that_has_a_superior():
    levels = make_levels()
    speaking = {name for name in levels.people if held(levels, name).speaks_for}
    assert speaking == {"director", "hcth.head", "hcth.staff", "hcth.clerk"}
    assert held(levels, "hcth.clerk").speaks_for == {levels.agency.pk}
    assert held(levels, "director").member_of == {levels.agency.pk}
    assert held(levels, "director").belongs_to == frozenset()


def test_only_the_leaders_send_a_report_that_was_written_for_an_agency():
    levels = make_levels()
    sending = {name for name in levels.people if levels.agency.pk in held(levels, name).submits_for}
    assert sending == {"director"}


def test_an_agency_without_a_superior_has_nobody_to_answer():
    levels = make_levels()
    type(levels.agency).objects.filter(pk=levels.agency.pk).update(parent=None)
    assert not any(held(levels, name).speaks_for for name in levels.people)


@pytest.mark.parametrize("name", ["director", "hcth.head", "hcth.clerk"])
def test_what_the_agency_owes_stands_in_the_to_do_of_who_speaks_for_it(name):
    levels = make_levels()
    found = todo.of(held(levels, name), on=ON)
    assert levels.report in [row.subject for row in found.rows]
    assert [one.directive for one in found.new_duties] == [levels.given.directive]


def test_director_and_coordinating_unit_are_told_of_the_report_of_an_agency():
    levels = make_levels()
    target = Target(levels.agency.pk, levels.office.pk, levels.province.pk)
    told = notices.telling.told_of([target], on=ON)[target]
    names = {user.pk: name for name, user in levels.people.items()}
    assert {(names[who.person], who.reason) for who in told} == {
        ("director", "head"),
        ("hcth.head", "focal_officer"),
    }


def test_the_agency_is_told_of_its_new_duty():
    levels = make_levels()
    notices.assigned(on=ON, at=AT)
    names = {user.pk: name for name, user in levels.people.items()}
    told = Notice.objects.filter(directive=levels.given.directive)
    assert {names[notice.person_id] for notice in told} == {"director", "hcth.head"}


def test_deputies_are_told_where_no_director_is_in_office():
    levels = make_levels()
    levels.people["director"].appointments.update(role="deputy_director")
    target = Target(levels.agency.pk, to=("head",))
    (told,) = notices.telling.told_of([target], on=ON)[target]
    assert told.person == levels.people["director"].pk


# Answering


def test_the_issued_report_answers_the_duty_in_one_step():
    levels = make_levels()
    copy = issue(levels)
    assert list(cascade.copies_for(levels.report)) == [copy]
    assert list(cascade.reports_for(copy.consolidated)) == [levels.report]
    submission = answer(levels, copy)
    levels.report.refresh_from_db()
    assert levels.report.state == State.SUBMITTED
    assert (submission.answered_by, submission.original) == (copy.consolidated, copy.file)
    assert submission.department_name == "Sở Khoa học và Công nghệ"
    assert (submission.officials, submission.employees, submission.workers) == (20, 4, 2)
    (entry,) = submission.entries.all()
    assert entry.assignment == levels.assignment
    assert "Phòng Quản lý Khoa học: Đã tổ chức 12 đợt." in entry.results
    assert "II." not in entry.results
    assert (entry.shortcomings, entry.proposals, entry.done_on) == ("", "", None)


def test_plans_and_proposals_go_where_the_form_has_them():
    levels = make_levels()
    copy = issue(levels, next_plan="Tập huấn quý I.", proposals="Bố trí kinh phí.")
    (entry,) = answer(levels, copy).entries.all()
    assert (entry.next_plan, entry.proposals) == ("- Tập huấn quý I.", "- Bố trí kinh phí.")


def test_the_province_takes_it_in_and_the_duty_done_once_is_done():
    levels = make_levels(nature=Duty.Nature.ONE_OFF)
    copy = issue(levels)
    Assignment.objects.filter(duty__directive=levels.lower).update(completed_on=date(2026, 11, 5))
    answer(levels, copy)
    builders.accept(levels.report, by=levels.people["office.staff"], when="2026-12-19 08:00")
    levels.assignment.refresh_from_db()
    assert levels.assignment.completed_on == date(2026, 11, 5)


def test_a_duty_done_once_is_open_while_a_unit_has_not_finished():
    levels = make_levels(nature=Duty.Nature.ONE_OFF)
    copy = issue(levels)
    (entry,) = answer(levels, copy).entries.all()
    assert entry.done_on is None


def test_sums_of_the_same_name_and_measure_are_carried_up():
    levels = make_levels()
    for duty in (levels.given, levels.lower.duties.get()):
        make_indicator(duty)
    make_indicator(levels.given, "Đoàn ra", "đoàn")
    own = levels.lower.duties.get().indicators.get()
    copy = issue(levels, indicators=(IndicatorContent(own.pk, Decimal(12), Decimal(30)),))
    (entry,) = answer(levels, copy).entries.all()
    (value,) = entry.indicator_values.all()
    assert (value.indicator.name, value.in_period, value.cumulative) == ("Tin, bài", 12, 30)


def test_people_briefed_are_carried_up():
    levels = make_levels(kind=Duty.Kind.DISSEMINATION)
    Duty.objects.filter(directive=levels.lower).update(kind="dissemination")
    copy = issue(levels, briefed=People(9, 2, 1), present=People(10, 2, 1))
    (entry,) = answer(levels, copy).entries.all()
    assert (entry.briefed, entry.present) == (12, 13)


def test_only_obstacles_marked_for_the_report_upward_go_up_and_once():
    levels = make_levels()
    issue(levels, obstacle="Thiếu kinh phí.")
    Obstacle.objects.update(visibility=Obstacle.Visibility.UPWARD)
    version = make_version(levels.period, by=levels.people["hcth.head"], at=at("2026-12-18 08:00"))
    copy = issue_version(version, by=levels.people["hcth.clerk"], number="86")
    answer(levels, copy)
    (raised,) = Obstacle.objects.filter(assignment=levels.assignment)
    assert (raised.text, raised.visibility) == ("Thiếu kinh phí.", "internal")
    builders.return_report(levels.report, by=levels.people["office.staff"], when="2026-12-19 08:00")
    answer(levels, copy, when=at("2026-12-19 09:00"))
    assert Obstacle.objects.filter(assignment=levels.assignment).count() == 1


def test_internal_obstacles_stay_inside():
    levels = make_levels()
    answer(levels, issue(levels, obstacle="Thiếu kinh phí."))
    assert not Obstacle.objects.filter(assignment=levels.assignment).exists()
    assert "Thiếu kinh phí" not in ProgressEntry.objects.get(assignment=levels.assignment).results


def test_of_two_people_at_once_the_second_is_told():
    levels = make_levels()
    copy = issue(levels)
    answer(levels, copy)
    with pytest.raises(WrongState):
        answer(levels, copy, by="director")


def test_a_report_that_asks_about_another_duty_is_not_answered_by_half():
    levels = make_levels()
    other = make_duty(levels.given.directive, title="Tập huấn")
    make_assignment(other, levels.agency)
    copy = issue(levels)
    with pytest.raises(cascade.AsksMore) as refused:
        answer(levels, copy)
    assert refused.value.duties == [other]
    levels.report.refresh_from_db()
    assert levels.report.state == State.EXPECTED


def test_what_is_not_issued_answers_nothing():
    levels = make_levels()
    issue(levels).delete()
    assert not cascade.copies_for(levels.report).exists()


def test_the_newest_version_and_copy_answer():
    levels = make_levels()
    old = issue(levels)
    again = issue_version(old.consolidated, by=levels.people["hcth.clerk"], when="2026-12-18 15:30")
    assert list(cascade.copies_for(levels.report)) == [again]
    version = make_version(levels.period, by=levels.people["hcth.head"], at=at("2026-12-18 15:40"))
    assert list(cascade.copies_for(levels.report)) == [again]
    newest = issue_version(
        version, by=levels.people["hcth.clerk"], number="86", when="2026-12-18 15:50"
    )
    assert list(cascade.copies_for(levels.report)) == [newest]


def test_a_report_of_another_time_answers_nothing():
    levels = make_levels()
    copy = issue(levels)
    period = levels.report.period
    type(period).objects.filter(pk=period.pk).update(
        starts_on=date(2026, 12, 15), ends_on=date(2027, 12, 14)
    )
    assert not cascade.reports_for(copy.consolidated).exists()
    assert not cascade.copies_for(make_report(levels.agency, period=period)).exists()


def test_a_directive_that_carries_out_nothing_answers_nobody():
    levels = make_levels()
    copy = issue(levels)
    levels.lower.implements = None
    levels.lower.save()
    copy.consolidated.period.directive.refresh_from_db()
    assert not cascade.copies_for(levels.report).exists()
    assert not cascade.reports_for(copy.consolidated).exists()


def test_reminders_of_an_agency_find_their_people():
    from reports import rounds

    levels = make_levels()
    rounds.go(on=date(2026, 12, 24), at=at("2026-12-24 08:00"))
    names = {user.pk: name for name, user in levels.people.items()}
    told = ReminderRecipient.objects.filter(reminder__report=levels.report)
    assert {"director", "hcth.head"} <= {names[one.person_id] for one in told}


def test_the_agency_says_itself_who_of_it_does_a_duty_from_above():
    levels = make_levels()
    giving = {
        name
        for name in levels.people
        if permissions.gives_to_officers(held(levels, name), levels.assignment)
    }
    assert giving == {"director"}
