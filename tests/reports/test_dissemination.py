"""Who was told, by the list: meetings, newcomers, and what is proposed for the report."""

from datetime import date

import pytest

from directives import organisation
from directives.models import Assignment, Duty
from reports import dissemination, printouts
from reports.content import People
from reports.errors import WrongState
from reports.models import BriefingSession, Printout
from tests.builders import (
    at,
    make_assignment,
    make_briefing,
    make_department,
    make_duty,
    make_member,
    make_period,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 30)
NOW = at("2026-11-30 09:00")
HEADCOUNT = People(10, 2, 1)


@pytest.fixture
def unit():
    return make_department()


@pytest.fixture
def assignment(unit):
    return make_assignment(make_duty(kind=Duty.Kind.DISSEMINATION), unit)


@pytest.fixture
def people(unit):
    """An official, an employee, a worker; and an official since October."""
    return [
        make_staff(unit, "Lê An"),
        make_staff(unit, "Trần Bình", group="employee"),
        make_staff(unit, "Vũ Cường", group="worker"),
        make_staff(unit, "Hồ Dung", joined_on=date(2026, 10, 1)),
    ]


def coverage(assignment, on=TODAY):
    asked = Assignment.objects.with_line().get(pk=assignment.pk)
    return dissemination.coverages([asked], on=on).get(asked.pk)


def told(assignment, on=TODAY):
    """(name, told on, is new) in the order of the list."""
    return [
        (person.member.full_name, person.told_on and person.told_on.isoformat(), person.is_new)
        for person in coverage(assignment, on).people
    ]


def confirm(assignment, member, when):
    [link], _mails = dissemination.send(assignment, [member], by=make_user(), at=at(when))
    dissemination.confirm(link, at=at(when))


# Meetings


def test_everybody_was_there_but_who_is_ticked_and_who_was_not_of_the_unit(assignment, people):
    make_briefing(assignment, "2026-06-05", absent=[people[1]])
    assert told(assignment) == [
        ("Lê An", "2026-06-05", False),
        ("Trần Bình", None, False),
        ("Vũ Cường", "2026-06-05", False),
        ("Hồ Dung", None, True),
    ]
    [session] = coverage(assignment).sessions
    assert (session.came, session.absent) == (2, ["Trần Bình"])


def test_somebody_put_on_the_list_while_the_form_was_open_is_not_said_to_have_come(
    assignment, people
):
    make_briefing(assignment, "2026-06-05", listed=people[:1])
    assert [row.member.full_name for row in BriefingSession.objects.get().attendances.all()] == [
        "Lê An"
    ]


def test_a_meeting_to_which_nobody_came_is_none(assignment, people):
    with pytest.raises(dissemination.NobodyCame):
        make_briefing(assignment, "2026-06-05", absent=people)
    with pytest.raises(dissemination.NobodyCame):
        make_briefing(assignment, "2023-06-05")
    assert not BriefingSession.objects.exists()


def test_a_meeting_entered_by_mistake_is_removed_once_and_counts_no_more(assignment, people):
    session = make_briefing(assignment, "2026-06-05")
    dissemination.remove(session, by=make_user(), at=NOW)
    assert not coverage(assignment).has_begun
    with pytest.raises(WrongState):
        dissemination.remove(session, by=make_user(), at=NOW)


# Coverage


def test_a_person_counts_once_however_often_he_was_told(assignment, people):
    make_briefing(assignment, "2026-06-05", absent=[people[1]])
    make_briefing(assignment, "2026-10-05", absent=[people[2]])
    confirm(assignment, people[0], "2026-11-01 23:30")
    found = coverage(assignment)
    assert (found.told, found.listed) == (People(2, 1, 1), People(2, 1, 1))
    assert found.left == []


def test_newcomers_are_listed_first_until_they_are_told(assignment, people):
    make_briefing(assignment, "2026-06-05", absent=[people[0]])
    assert [person.member.full_name for person in coverage(assignment).left] == [
        "Hồ Dung",
        "Lê An",
    ]
    confirm(assignment, people[3], "2026-11-02 08:00")
    assert [person.member.full_name for person in coverage(assignment).left] == ["Lê An"]


def test_figures_are_those_of_the_day(assignment, people):
    make_briefing(assignment, "2026-06-05")
    confirm(assignment, people[3], "2026-11-02 23:59")
    by_day = {
        date(2026, 6, 4): None,
        date(2026, 6, 5): People(1, 1, 1),
        date(2026, 11, 1): People(1, 1, 1),
        date(2026, 11, 2): People(2, 1, 1),
    }
    for day, expected in by_day.items():
        found = coverage(assignment, day)
        assert (found.told if found.has_begun else None) == expected


def test_whoever_left_counts_neither_as_told_nor_as_there(assignment, people):
    make_briefing(assignment, "2026-06-05")
    people[1].left_on = date(2026, 9, 1)
    people[1].save()
    found = coverage(assignment)
    assert (found.told, found.listed) == (People(1, 0, 1), People(2, 0, 1))


def test_who_left_and_came_back_under_his_account_was_told(assignment, unit):
    user = make_user()
    make_staff(unit, "Lê An", user=user, left_on=date(2026, 7, 1))
    make_briefing(assignment, "2026-06-05")
    make_staff(unit, "Lê An", user=user, joined_on=date(2026, 9, 1))
    assert told(assignment) == [("Lê An", "2026-06-05", True)]


def test_a_unit_without_a_list_has_no_coverage(assignment):
    assert coverage(assignment) is None


def test_after_a_merger_what_people_were_told_before_still_counts(assignment, people):
    new = make_department("Phòng mới")
    make_staff(new, "Ngô Em")
    make_briefing(assignment, "2026-06-05")
    organisation.merge(
        [assignment.department], into=new, on=date(2026, 7, 1), by=make_member(new), at=NOW
    )
    carried = Assignment.objects.get(department=new)
    assert told(carried) == [
        ("Lê An", "2026-06-05", False),
        ("Trần Bình", "2026-06-05", False),
        ("Vũ Cường", "2026-06-05", False),
        ("Hồ Dung", None, True),
        ("Ngô Em", None, False),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_coverage_takes_four_queries_however_many_duties(
    unit, people, django_assert_num_queries, count
):
    for ordinal in range(count):
        duty = make_duty(kind=Duty.Kind.DISSEMINATION, ordinal=ordinal + 1)
        make_briefing(make_assignment(duty, unit), "2026-06-05")
    asked = list(Assignment.objects.with_line())
    with django_assert_num_queries(4):
        assert len(dissemination.coverages(asked, on=TODAY)) == count


# What is proposed for the report


def proposal(assignment, *, headcount=HEADCOUNT, on=TODAY, period=None):
    asked = Assignment.objects.with_line().select_related("duty").get(pk=assignment.pk)
    period = period or make_period(asked.duty.directive)
    return dissemination.proposals([asked], period, headcount=headcount, on=on).get(asked.pk)


def test_nothing_is_proposed_before_anybody_was_told(assignment, people):
    assert proposal(assignment) is None


def test_the_proposal_has_the_sessions_of_the_period_and_everybody_told_so_far(assignment, people):
    make_briefing(assignment, "2025-06-05", absent=people[:2], note="Họp quý II")
    make_briefing(assignment, "2026-10-05", form="party_cell", absent=[people[1]])
    for member, when in [(people[1], "2026-11-02 08:00"), (people[0], "2026-11-05 08:00")]:
        confirm(assignment, member, when)
    found = proposal(assignment)
    assert (found.told, found.listed, found.present, found.on) == (
        People(2, 1, 1),
        People(2, 1, 1),
        People(10, 2, 1),
        TODAY,
    )
    assert [(one.held_on, one.form, one.attendances, one.note) for one in found.sessions] == [
        (date(2026, 10, 5), "party_cell", 3, ""),
        (
            date(2026, 11, 5),
            "document",
            2,
            "Xác nhận “Đã đọc, nắm nội dung” qua liên kết riêng",
        ),
    ]
    assert found.differences == [("Công chức", 2, 10), ("Viên chức", 1, 2)]


def test_no_more_people_are_proposed_than_are_present(assignment, people):
    make_briefing(assignment, "2026-10-05")
    found = proposal(assignment, headcount=People(1, 2, 0))
    assert (found.told, found.told_of_list) == (People(1, 1, 0), People(2, 1, 1))


def test_without_a_headcount_the_list_says_who_is_present(assignment, people):
    make_briefing(assignment, "2026-10-05")
    found = proposal(assignment, headcount=None)
    assert (found.present, found.differences) == (People(2, 1, 1), [])


def test_the_cut_off_is_the_last_day_that_counts(assignment, people):
    make_briefing(assignment, "2026-06-05")
    make_briefing(assignment, "2026-12-15")
    after = proposal(assignment, on=date(2026, 12, 20))
    assert (after.on, after.told, len(after.sessions)) == (date(2026, 12, 14), People(1, 1, 1), 1)


def test_once_the_duty_is_done_newcomers_alone_are_asked_for_who_were_not_told_of_before(
    unit, people
):
    duty = make_duty(kind=Duty.Kind.DISSEMINATION, nature=Duty.Nature.ONE_OFF)
    done = make_assignment(duty, unit, completed_on=date(2025, 6, 30))
    make_staff(unit, "Tạ Giang", joined_on=date(2025, 8, 1))
    make_briefing(done, "2025-06-05")
    make_briefing(done, "2025-09-05", listed=list(unit.staff.filter(full_name="Tạ Giang")))
    period = make_period(duty.directive)
    found = proposal(done, period=period)
    assert (found.told, found.present) == (People(0, 0, 0), People(1, 0, 0))
    assert [person.member.full_name for person in found.left] == ["Hồ Dung"]
    make_briefing(done, "2026-10-05", listed=[people[3]])
    assert proposal(done, period=period).told == People(1, 0, 0)


# The list to be signed


def cells(document):
    return [
        ["".join(run.text for p in cell.paragraphs for run in p.runs) for cell in row.cells]
        for block in document.blocks
        if block.type == "table"
        for row in (*block.head, *block.rows)
    ]


def test_the_list_to_sign_has_a_line_for_each_person(assignment, unit):
    make_member(unit, full_name="Huỳnh Ngọc Sơn", title="Trưởng phòng")
    members = [make_staff(unit, "Lê An", position="Kế toán"), make_staff(unit, "Trần Bình")]
    document = dissemination.sheet(assignment, members, on=TODAY)
    assert cells(document) == [
        ["STT", "Họ và tên", "Chức vụ", "Ký nhận"],
        ["1", "Lê An", "Kế toán", "\xa0\xa0"],
        ["2", "Trần Bình", "", "\xa0\xa0"],
    ]
    assert (document.masthead.superior, document.masthead.issuer, document.masthead.symbol) == (
        "Sở Khoa học và Công nghệ",
        "Phòng Quản lý Khoa học",
        None,
    )
    assert (document.title.type, document.title.subject) == (
        "Danh sách ký nhận",
        "Quán triệt, phổ biến Công văn số …/SKHCN-HCTH ngày 07/6/2024 của Sở Khoa học và Công nghệ",
    )
    assert document.closing.signature.name == "Huỳnh Ngọc Sơn"


def test_the_list_of_a_meeting_says_who_was_absent(assignment, people):
    session = make_briefing(assignment, "2026-10-05", absent=[people[1]], note="Họp quý III.")
    document = dissemination.sheet_of(session, on=TODAY)
    assert document.blocks[0].runs[0].text == (
        "Họp phòng, đơn vị ngày 05/10/2026: có mặt 3 người, vắng 1 người. Nội dung: Họp quý III."
    )
    assert [row[3] for row in cells(document)[1:]] == ["\xa0\xa0", "Vắng", "\xa0\xa0", "\xa0\xa0"]


def test_a_list_to_sign_is_kept_for_the_unit(assignment, people):
    head = make_member(assignment.department)
    kept = printouts.keep(
        Printout.Kind.ATTENDANCE,
        {"paper": dissemination.sheet(assignment, people, on=TODAY)},
        agency=assignment.duty.directive.agency,
        coordinator=assignment.duty.directive.coordinator,
        assignment=assignment,
        name="Danh sách ký nhận",
        by=head,
        at=NOW,
    )
    assert kept.job.state == "queued"
