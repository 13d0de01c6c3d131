"""Who is told: posts of the day, stand-ins, and the chain behind an address that is of no use."""

from datetime import date

import pytest

from directives.models import Absence, Department, User
from reports import inbox, reminders
from reports.ladders import PRESETS, Preset
from reports.models import Notice, OutgoingMail
from reports.reminders.recipients import Roll, Target
from tests.builders import (
    Role,
    at,
    make_agency,
    make_coordinator,
    make_department,
    make_leader,
    make_member,
    make_report,
    make_user,
)
from tests.reports.reminding import work

pytestmark = pytest.mark.django_db

DAY = date(2026, 12, 16)
UNIT = ("head", "focal_officer")
EVERYBODY = ("head", "focal_officer", "coordinator", "deputy_director", "director")


def people(*to, on=DAY) -> list[tuple]:
    """(who, as what, instead of whom, why) for the one unit of the test."""
    target = Target(make_department().pk, make_coordinator().pk, make_agency().pk, to or UNIT)
    roll = Roll.of([target], first=on, last=on)
    by_pk = {person.pk: person.username for person in User.objects.all()}
    return [
        (by_pk[a.person], a.reason, by_pk.get(a.instead_of, ""), a.cause)
        for a in roll.told(target, on=on)
    ]


def make_unit(**emails):
    """A head, a deputy and a focal officer in the unit, and a head of HCTH."""
    unit = make_department()
    for department, role, name in [
        (unit, Role.HEAD, "head"),
        (unit, Role.DEPUTY_HEAD, "deputy"),
        (unit, Role.FOCAL_OFFICER, "focal"),
        (make_coordinator(), Role.HEAD, "hcth"),
    ]:
        email = emails.get(name, f"{name}@example.vn")
        make_member(department, role, username=name, email=email)


def away(username, stand_in=None, *, first=DAY, last=DAY):
    users = User.objects
    return Absence.objects.create(
        user=users.get(username=username),
        stand_in=users.get(username=stand_in) if stand_in else None,
        starts_on=first,
        ends_on=last,
    )


def refuse(username, *, day=DAY, **fields):
    person = User.objects.get(username=username)
    fields = {"attempts": 1, "address": person.email, "kind": "reminder", **fields}
    fields = {"state": "failed", "key": f"{username}:{day}:{fields['kind']}", **fields}
    return OutgoingMail.objects.create(person=person, day=day, **fields)


def test_each_audience_is_the_posts_of_the_day():
    make_unit()
    deputy_director = make_leader(Role.DEPUTY_DIRECTOR, username="pgd")
    make_leader(Role.DEPUTY_DIRECTOR, username="pgd-not-in-charge")
    make_leader(username="director")
    make_member(make_coordinator(), Role.STAFF, username="hcth-staff-not-told")
    Department.objects.filter(pk=make_department().pk).update(leader_in_charge=deputy_director)
    assert people(*EVERYBODY) == [
        ("head", "head", "", ""),
        ("focal", "focal_officer", "", ""),
        ("hcth", "coordinator", "", ""),
        ("pgd", "deputy_director", "", ""),
        ("director", "director", "", ""),
    ]


def test_a_leader_in_charge_who_left_his_post_is_not_told():
    make_unit()
    left = make_leader(Role.DEPUTY_DIRECTOR, username="pgd", ends_on=date(2026, 12, 15))
    Department.objects.filter(pk=make_department().pk).update(leader_in_charge=left)
    assert people("head", "deputy_director") == [("head", "head", "", "")]


def test_the_deputies_take_the_place_of_a_head_that_is_not_there():
    make_member(make_department(), Role.DEPUTY_HEAD, username="deputy")
    make_member(make_department(), Role.DELEGATE, username="delegate")
    assert people() == [
        ("deputy", "head", "", ""),
        ("delegate", "focal_officer", "", ""),
    ]


@pytest.mark.parametrize(
    ("without_address", "told_instead"),
    [
        (["focal"], ["deputy"]),
        (["focal", "deputy"], ["head"]),
        (["focal", "deputy", "head"], ["hcth"]),
    ],
)
def test_the_chain_behind_a_focal_officer_link_by_link(without_address, told_instead):
    make_unit(**dict.fromkeys(without_address, ""))
    assert people("focal_officer") == [
        (name, "focal_officer", "focal", "no_address") for name in told_instead
    ]


def test_at_the_end_of_the_chain_the_others_of_hcth_are_told():
    make_unit(**dict.fromkeys(["focal", "deputy", "head", "hcth"], ""))
    make_member(make_coordinator(), Role.CLERK, username="clerk-not-told")
    make_member(make_coordinator(), Role.STAFF, username="staff")
    assert people("focal_officer") == [("staff", "focal_officer", "focal", "no_address")]


def test_where_nobody_is_in_reach_the_mail_stays_his_own():
    make_unit(**dict.fromkeys(["focal", "deputy", "head", "hcth"], ""))
    assert people("focal_officer") == [("focal", "focal_officer", "", "no_address")]


def test_the_chain_behind_a_head_is_his_deputies_then_hcth():
    make_unit(head="")
    assert people("head") == [("deputy", "head", "head", "no_address")]
    deputies = make_department().appointments.filter(role=Role.DEPUTY_HEAD)
    deputies.update(ends_on=date(2026, 12, 1))
    assert people("head") == [("hcth", "head", "head", "no_address")]


def test_leaders_are_replaced_by_hcth():
    make_unit()
    make_leader(username="director", email="")
    assert people("director") == [("hcth", "director", "director", "no_address")]


def test_one_who_is_told_anyway_hears_whom_he_is_told_instead_of():
    make_unit(focal="", deputy="")
    assert people() == [
        ("head", "head", "", ""),
        ("head", "focal_officer", "focal", "no_address"),
    ]


@pytest.mark.parametrize("day", [date(2026, 12, 9), date(2026, 11, 16)])
def test_an_address_refused_in_the_last_30_days_is_passed_over(day):
    make_unit()
    refuse("focal", day=day)
    assert people("focal_officer") == [("deputy", "focal_officer", "focal", "bounced")]


@pytest.mark.parametrize(
    ("day", "fields"),
    [
        (date(2026, 12, 9), {"address": "another@example.vn"}),
        (date(2026, 12, 9), {"attempts": 5}),
        (date(2026, 12, 9), {"state": "queued"}),
        (date(2026, 11, 15), {}),
    ],
    ids=["since changed", "the server was down", "not given up", "more than 30 days ago"],
)
def test_an_address_is_not_given_up_for_less(day, fields):
    make_unit()
    refuse("focal", day=day, **fields)
    assert people("focal_officer") == [("focal", "focal_officer", "", "")]


@pytest.mark.parametrize(
    ("arrived", "is_reached"),
    [(date(2026, 12, 8), False), (date(2026, 12, 9), True), (date(2026, 12, 10), True)],
    ids=["before", "the same day", "since"],
)
def test_a_mail_that_arrived_on_the_day_or_since_lifts_the_refusal(arrived, is_reached):
    make_unit()
    refuse("focal", day=date(2026, 12, 9))
    refuse("focal", day=arrived, kind="returned", state="sent", sent_at=at(f"{arrived} 07:00"))
    reached = ("focal", "focal_officer", "", "")
    assert (people("focal_officer") == [reached]) is is_reached


def test_an_absent_person_hands_over_to_his_stand_in():
    make_unit()
    make_user(username="stand-in")
    away("head", "stand-in", first=date(2026, 12, 10), last=DAY)
    assert people("head") == [("stand-in", "head", "head", "absent")]
    assert people("head", on=date(2026, 12, 17)) == [("head", "head", "", "")]
    assert people("head", on=date(2026, 12, 9)) == [("head", "head", "", "")]


def test_a_stand_in_who_is_away_hands_over_to_his():
    make_unit()
    make_user(username="first")
    make_user(username="second")
    away("head", "first")
    away("first", "second")
    assert people("head") == [("second", "head", "head", "absent")]


def test_two_who_stand_in_for_each_other_leave_it_to_the_chain():
    make_unit()
    away("head", "focal")
    away("focal", "head")
    assert people() == [
        ("deputy", "head", "head", "absent"),
        ("deputy", "focal_officer", "focal", "absent"),
    ]


@pytest.mark.parametrize("fields", [{"email": ""}, {"is_active": False}])
def test_a_stand_in_who_cannot_be_reached_leaves_it_to_the_chain(fields):
    make_unit()
    make_user(username="stand-in", **fields)
    away("focal", "stand-in")
    assert people("focal_officer") == [("deputy", "focal_officer", "focal", "absent")]


def test_an_absent_person_without_anybody_else_is_told_himself():
    make_member(make_department(), username="head")
    away("head")
    assert people("head") == [("head", "head", "", "absent")]


def test_a_unit_in_which_nobody_is_in_office_is_hcths_to_hear_of():
    make_member(make_coordinator(), username="hcth")
    assert people() == [("hcth", "head", "", "vacant")]


def test_a_step_for_a_vacant_post_alone_goes_along_the_chain():
    make_member(make_department(), Role.DEPUTY_HEAD, username="deputy")
    assert people("focal_officer") == [("deputy", "focal_officer", "", "vacant")]


def test_a_vacant_post_beside_one_that_is_held_needs_nobody():
    make_member(make_department(), username="head")
    assert people() == [("head", "head", "", "")]


def test_nobody_at_all():
    assert people(*EVERYBODY) == []


def test_the_roll_takes_the_same_queries_for_one_unit_and_for_many(django_assert_num_queries):
    targets = []
    for number in range(3):
        department = make_department(f"Phòng {number}")
        make_member(department, email="")
        targets.append(Target(department.pk, make_coordinator().pk, make_agency().pk, EVERYBODY))
    for some in (targets[:1], targets):
        with django_assert_num_queries(3):
            roll = Roll.of(some, first=DAY, last=date(2027, 2, 1))
            for target in some:
                roll.told(target, on=DAY)


# In a sweep


def recipients_of(report, step=0):
    rows = report.reminders.get(step=step).recipients.order_by("pk")
    return [
        (to.person.username, to.reason, getattr(to.instead_of, "username", ""), to.cause)
        for to in rows.select_related("person", "instead_of")
    ]


def test_the_stand_in_gets_the_mail_and_the_row_says_why(smtp_server):
    report = make_report(due_on=DAY)
    make_member(report.department, username="head")
    make_user(username="stand-in")
    away("head", "stand-in")
    work(DAY)
    assert smtp_server.recipients() == ["stand-in@example.vn"]
    assert recipients_of(report) == [("stand-in", "head", "head", "absent")]
    assert report.reminders.get(step=0).state == "sent"


def test_when_every_address_bounces_the_next_in_the_chain_is_told_the_same_day(smtp_server):
    report = make_report(due_on=DAY)
    make_member(report.department, Role.FOCAL_OFFICER, username="focal")
    make_member(make_coordinator(), username="hcth")
    smtp_server.refused.add("focal@example.vn")
    work(DAY, "07:00")
    assert work(DAY, "07:01").planned == 1
    assert smtp_server.recipients() == ["hcth@example.vn"]
    assert recipients_of(report) == [
        ("focal", "focal_officer", "", ""),
        ("hcth", "focal_officer", "focal", "bounced"),
    ]
    assert work(DAY, "07:02").planned == 0


def test_two_bounces_that_fall_on_one_head_are_two_rows_and_one_mail(smtp_server):
    report = make_report(due_on=DAY)
    make_member(report.department, username="head")
    make_member(report.department, Role.FOCAL_OFFICER, username="one", email="")
    make_member(report.department, Role.FOCAL_OFFICER, username="two", email="")
    work(DAY)
    assert smtp_server.recipients() == ["head@example.vn"]
    assert recipients_of(report) == [
        ("head", "head", "", ""),
        ("head", "focal_officer", "one", "no_address"),
        ("head", "focal_officer", "two", "no_address"),
    ]


def test_hcth_and_the_leader_in_charge_hear_of_the_late_steps_only(smtp_server):
    report = make_report(due_on=DAY)
    make_member(report.department, username="head")
    make_member(make_coordinator(), username="hcth")
    leader = make_leader(Role.DEPUTY_DIRECTOR, username="pgd")
    Department.objects.filter(pk=report.department_id).update(leader_in_charge=leader)
    reminders.adjust_ladder(
        report.period.directive, PRESETS[Preset.URGENT], by=leader, at=at("2026-11-25 08:00")
    )
    for day in range(1, 32):
        work(date(2026, 12, day))
    days = {}
    for mail in OutgoingMail.objects.filter(state="sent").order_by("day", "address"):
        days.setdefault(mail.day.day, []).append(mail.address.partition("@")[0])
    assert days == {
        2: ["head"],
        9: ["head"],
        11: ["head"],
        14: ["head"],
        15: ["head"],
        16: ["head"],
        17: ["hcth", "head"],
        18: ["hcth", "head", "pgd"],
        21: ["hcth", "head", "pgd"],
        23: ["hcth", "head", "pgd"],
        30: ["hcth", "head", "pgd"],
    }


def test_one_in_whose_place_another_gets_the_mail_finds_it_in_the_house(smtp_server):
    """The head is away, the focal officer's address bounces: both look when they sign in."""
    report = make_report(due_on=DAY)
    for role, name in [
        (Role.HEAD, "head"),
        (Role.DEPUTY_HEAD, "deputy"),
        (Role.FOCAL_OFFICER, "focal"),
    ]:
        make_member(report.department, role, username=name)
    away("head")
    refuse("focal", day=date(2026, 12, 9))
    work(DAY)
    assert smtp_server.recipients() == ["deputy@example.vn"]
    notices = Notice.objects.order_by("person__username")
    assert list(
        notices.values_list("person__username", "kind", "count", "mail__person__username")
    ) == [
        ("deputy", "reminder", 1, "deputy"),
        ("focal", "reminder", 1, None),
        ("head", "reminder", 1, None),
    ]
    [sentence] = {inbox.row(notice).sentence for notice in notices.for_listing()}
    assert sentence == (
        "Phòng Quản lý Khoa học: báo cáo năm 2026 chưa gửi, hạn hết ngày 16/12/2026"
    )


def test_he_finds_only_the_reports_for_which_another_is_told_instead(smtp_server):
    """The deputy answers for a unit of his own as well."""
    report, other = make_report(due_on=DAY), make_report("Chi cục mẫu", due_on=DAY)
    make_member(report.department, username="head")
    deputy = make_member(report.department, Role.DEPUTY_HEAD, username="deputy")
    make_member(other.department, Role.HEAD, user=deputy)
    away("head")
    work(DAY)
    counts = Notice.objects.order_by("person__username").values_list("person__username", "count")
    assert list(counts) == [("deputy", 2), ("head", 1)]
    assert Notice.objects.get(person__username="head").report == report
