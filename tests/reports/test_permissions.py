"""Who may do what in which state: the whole table, written out by hand."""

from datetime import date

import pytest

from reports import permissions
from reports.models import ExtensionRequest, ProgressReport
from tests.builders import (
    Role,
    ask_extension,
    confirm,
    make_agency,
    make_assignment,
    make_coordinator,
    make_department,
    make_duty,
    make_leader,
    make_member,
    make_period,
    make_report,
    posts_of,
)

pytestmark = pytest.mark.django_db

ON = date(2026, 12, 1)
OPEN = {"expected", "returned"}
WAITING = {"submitted"}
IN_HAND = {"submitted", "accepted"}
ALWAYS = {"expected", "submitted", "returned", "accepted", "replaced", "released"}

#: What a reviewer from outside the unit may do besides.
OF_DEADLINES = {"reopen": {"accepted"}, "decide_extension": OPEN}

#: person -> action -> the states in which he may; an action that is not named is never his.
UNIT_REPORT = {
    "head": {
        "read": ALWAYS,
        "draft": OPEN,
        "send_to_head": OPEN,
        "submit": OPEN,
        "ask_extension": OPEN,
    },
    "deputy_head": {
        "read": ALWAYS,
        "draft": OPEN,
        "send_to_head": OPEN,
        "submit": OPEN,
        "ask_extension": OPEN,
    },
    "delegate": {
        "read": ALWAYS,
        "draft": OPEN,
        "send_to_head": OPEN,
        "submit": OPEN,
        "ask_extension": OPEN,
    },
    "focal_officer": {"read": ALWAYS, "draft": OPEN, "send_to_head": OPEN},
    "staff": {"read": ALWAYS, "draft": OPEN, "send_to_head": OPEN},
    "other_head": {},
    "hcth_head": {
        "read": ALWAYS,
        "accept": WAITING,
        "return": WAITING,
        "tag": IN_HAND,
        **OF_DEADLINES,
    },
    "hcth_staff": {
        "read": ALWAYS,
        "accept": WAITING,
        "return": WAITING,
        "tag": IN_HAND,
        **OF_DEADLINES,
    },
    "hcth_clerk": {"read": ALWAYS},
    "director": {"read": ALWAYS},
    "deputy_director": {"read": ALWAYS},
    "nobody": {},
}
OWN_REPORT = {
    "hcth_head": {
        "read": ALWAYS,
        "draft": OPEN,
        "send_to_head": OPEN,
        "submit": OPEN,
        "ask_extension": OPEN,
        "record_acceptance": WAITING,
        "tag": IN_HAND,
    },
    "hcth_staff": {"read": ALWAYS, "draft": OPEN, "send_to_head": OPEN, "tag": IN_HAND},
    "hcth_clerk": {"read": ALWAYS, "draft": OPEN, "send_to_head": OPEN},
    "director": {"read": ALWAYS, "accept": WAITING, "return": WAITING, **OF_DEADLINES},
    "deputy_director": {"read": ALWAYS, "accept": WAITING, "return": WAITING, **OF_DEADLINES},
    "head": {},
}
ACTIONS = [
    "read",
    "draft",
    "send_to_head",
    "submit",
    "accept",
    "record_acceptance",
    "return",
    "tag",
    "reopen",
    "ask_extension",
    "decide_extension",
]


def people():
    unit, hcth = make_department(), make_coordinator()
    return {
        "head": make_member(unit),
        "deputy_head": make_member(unit, Role.DEPUTY_HEAD),
        "delegate": make_member(unit, Role.DELEGATE),
        "focal_officer": make_member(unit, Role.FOCAL_OFFICER),
        "staff": make_member(unit, Role.STAFF),
        "other_head": make_member(make_department("Chi cục mẫu")),
        "hcth_head": make_member(hcth),
        "hcth_staff": make_member(hcth, Role.STAFF),
        "hcth_clerk": make_member(hcth, Role.CLERK),
        "director": make_leader(),
        "deputy_director": make_leader(Role.DEPUTY_DIRECTOR),
        "nobody": make_member(unit, starts_on=date(2023, 1, 1), ends_on=date(2023, 12, 31)),
    }


def make_own_report():
    duty = make_duty()
    make_assignment(duty, make_coordinator())
    period = make_period(duty.directive)
    confirm(period)
    return make_report(make_coordinator(), period=period)


@pytest.mark.parametrize(
    ("make", "table"), [(make_report, UNIT_REPORT), (make_own_report, OWN_REPORT)]
)
def test_the_table_of_who_may_do_what_in_which_state(make, table):
    report = make()
    who = people()
    for person, allowed in table.items():
        held = posts_of(who[person], ON)
        for action in ACTIONS:
            states = set()
            for state in ALWAYS:
                report.state = state
                if permissions.may(action, held, report, on=ON):
                    states.add(state)
            assert states == allowed.get(action, set()), (person, action)


def test_every_action_of_the_table_is_tested_here():
    elsewhere = {"explain", "answer", "enter", "confirm_entry"}  # with what they are about
    assert sorted(permissions.ACTIONS) == sorted({*ACTIONS, *elsewhere})


def test_hcth_takes_in_its_own_report_only_while_no_leader_is_in_office():
    report = make_own_report()
    report.state = "submitted"
    staff = posts_of(make_member(make_coordinator(), Role.STAFF), ON)
    assert permissions.may("accept", staff, report, on=ON)
    make_member(make_agency(), Role.DEPUTY_DIRECTOR)
    assert not permissions.may("accept", staff, report, on=ON)


def test_nobody_moves_the_deadline_of_his_own_unit_even_while_no_leader_is_in_office():
    report = make_own_report()
    staff = posts_of(make_member(make_coordinator(), Role.STAFF), ON)
    assert not permissions.may("decide_extension", staff, report, on=ON)
    report.state = "accepted"
    assert not permissions.may("reopen", staff, report, on=ON)


@pytest.mark.parametrize("with_leader", [True, False])
def test_the_requests_to_answer_are_exactly_those_each_person_may_decide(with_leader):
    """The rule for one row and the rule for many are the same rule."""
    for report in [make_report(), make_own_report()]:
        ask_extension(report)
    who = people()
    if not with_leader:
        for leader in ["director", "deputy_director"]:
            who.pop(leader).appointments.all().delete()
    requests = list(ExtensionRequest.objects.select_related("report__period__directive"))
    assert len(requests) == 2
    for person, user in who.items():
        held = posts_of(user, ON)
        waiting = set(ExtensionRequest.objects.decidable_by(held))
        may = {
            asked
            for asked in requests
            if permissions.may("decide_extension", held, asked.report, on=ON)
        }
        assert waiting == may, person


def test_nobody_in_hcth_takes_in_the_report_of_a_unit_in_which_he_holds_a_post():
    report = make_report()
    report.state = "submitted"
    staff = make_member(make_coordinator(), Role.STAFF)
    make_member(report.department, Role.FOCAL_OFFICER, user=staff)
    assert not permissions.may("accept", posts_of(staff, ON), report, on=ON)


@pytest.mark.parametrize("with_leader", [True, False])
def test_the_queue_holds_exactly_what_each_person_may_take_in(with_leader):
    """The rule for one row and the rule for many are the same rule."""
    make_report()
    make_own_report()
    ProgressReport.objects.update(state="submitted")
    who = people()
    if not with_leader:
        for leader in ["director", "deputy_director"]:
            who.pop(leader).appointments.all().delete()
    reports = list(ProgressReport.objects.for_listing())
    assert len(reports) == 2
    for person, user in who.items():
        held = posts_of(user, ON)
        queue = set(ProgressReport.objects.acceptable_by(held, on=ON))
        may = {r for r in reports if permissions.may("accept", held, r, on=ON)}
        assert queue == may, person


def test_a_report_is_seen_by_its_unit_hcth_and_the_leaders_and_nobody_else():
    make_report()
    sees = {
        person: ProgressReport.objects.visible_to(posts_of(user, ON)).exists()
        for person, user in people().items()
    }
    assert [person for person, seen in sees.items() if not seen] == ["other_head", "nobody"]
