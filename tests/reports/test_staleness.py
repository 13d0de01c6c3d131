"""Chưa cập nhật quá 30 ngày: the same for one row and for many, by days written out by hand."""

from datetime import date

import pytest

from directives.models import Assignment, WorkItem
from reports import figures, remarks, results, staleness
from reports.models import BriefingSession, Obstacle
from tests import builders
from tests.builders import Role, at

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 30)


@pytest.fixture
def assignment():
    """Given in 2024, and never heard of since."""
    return builders.make_assignment()


@pytest.fixture
def officer(assignment):
    return builders.make_member(assignment.department, Role.STAFF)


def is_stale(assignment, on=ON) -> bool:
    """As the row says, which the lists must say as well."""
    row = staleness.with_last_word(Assignment.objects.all()).get(pk=assignment.pk)
    said = staleness.is_stale(row, on=on)
    listed = figures.assignments_counted(row.duty.directive, "stale", on=on)
    assert list(listed) == ([row] if said else [])
    return said


def item_of(assignment, by, when, **fields):
    return WorkItem.objects.create(
        assignment=assignment, text="Đưa tin", proposed_by=by, proposed_at=at(when), **fields
    )


def obstacle_of(assignment, by):
    return Obstacle.objects.create(
        assignment=assignment, text="Thiếu máy.", raised_by=by, raised_at=at("2026-01-05 08:00")
    )


def test_a_duty_of_which_nothing_is_heard_is_stale(assignment):
    assert is_stale(assignment)


def test_thirty_days_are_not_too_many_the_next_one_is(assignment, officer):
    results.log(
        assignment, on=date(2026, 10, 1), text="Họp.", by=officer, at=at("2026-10-31 23:59")
    )
    assert not is_stale(assignment, on=date(2026, 11, 30))
    assert is_stale(assignment, on=date(2026, 12, 1))


def test_days_are_those_of_vietnam(assignment, officer):
    results.log(
        assignment, on=date(2026, 10, 1), text="Họp.", by=officer, at=at("2026-10-31 00:30")
    )
    assert not is_stale(assignment, on=date(2026, 11, 30))


def test_that_the_unit_told_its_people_is_heard(assignment, officer):
    BriefingSession.objects.create(
        assignment=assignment,
        held_on=date(2026, 11, 9),
        form="meeting",
        by=officer,
        at=at("2026-11-10 08:00"),
    )
    assert not is_stale(assignment)


def test_a_result_that_was_removed_is_not_heard(assignment, officer):
    result = results.log(
        assignment, on=date(2026, 11, 2), text="Họp.", by=officer, at=at("2026-11-02 16:00")
    )
    assert not is_stale(assignment)
    results.remove(result, by=officer, at=at("2026-11-02 16:30"))
    assert is_stale(assignment)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"starts_on": date(2026, 10, 31)}, False),
        ({"starts_on": date(2026, 10, 30)}, True),
        ({"assigned_at": at("2026-10-31 08:00")}, False),
        ({"acknowledged_at": at("2026-10-31 08:00")}, False),
        ({"acknowledged_at": at("2026-10-30 08:00")}, True),
        ({"completed_on": date(2026, 3, 1)}, False),
        ({"ends_on": date(2026, 11, 29), "end_reason": "Thôi"}, False),
        ({"ends_on": date(2026, 11, 30), "end_reason": "Thôi"}, True),
        ({"starts_on": date(2026, 12, 1)}, False),
    ],
)
def test_a_duty_just_given_just_taken_on_done_or_not_in_force_is_not_stale(
    assignment, officer, fields, expected
):
    if "acknowledged_at" in fields:
        fields = fields | {"acknowledged_by": officer}
    Assignment.objects.filter(pk=assignment.pk).update(**fields)
    assert is_stale(assignment) is expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"when": "2026-10-31 08:00"}, False),
        ({"when": "2026-10-30 08:00"}, True),
        ({"when": "2026-01-05 08:00", "done_on": date(2026, 10, 31)}, False),
        ({"when": "2026-01-05 08:00", "agreed_at": at("2026-10-31 08:00")}, False),
        ({"when": "2026-01-05 08:00", "dropped_at": at("2026-10-31 08:00")}, False),
    ],
)
def test_a_step_of_a_piece_of_work_is_heard(assignment, officer, item, expected):
    more = {name: officer for name in ("agreed", "dropped") if f"{name}_at" in item}
    fields = {f"{name}_by": by for name, by in more.items()}
    if "dropped" in more:
        fields["drop_reason"] = "Trùng việc khác"
    item_of(assignment, officer, **item, **fields)
    assert is_stale(assignment) is expected


@pytest.mark.parametrize(
    ("when", "expected"), [("2026-10-31 08:00", False), ("2026-10-30 08:00", True)]
)
def test_a_report_is_heard(when, expected):
    report = builders.make_report()
    builders.submit(report, when=when)
    assert is_stale(report.department.assignments.get()) is expected


def subject(kind, assignment, by):
    match kind:
        case "work_item":
            return item_of(assignment, by, "2026-01-05 08:00")
        case "obstacle":
            return obstacle_of(assignment, by)
    period = builders.make_period(assignment.duty.directive)
    builders.confirm(period)
    return builders.make_report(assignment.department, period=period)


@pytest.mark.parametrize("kind", ["report", "work_item", "obstacle"])
def test_a_word_of_the_unit_is_heard_and_a_question_of_hcth_is_none(kind, assignment, officer):
    about = subject(kind, assignment, officer)
    hcth = builders.make_member(role=Role.STAFF)
    remarks.add(about, text="Sao chưa có gì?", by=hcth, at=at("2026-11-20 08:00"))
    assert is_stale(assignment)
    remarks.add(about, text="Đang làm.", by=officer, at=at("2026-11-20 09:00"))
    assert not is_stale(assignment)


def test_a_word_on_another_units_report_is_none(assignment, officer):
    other = builders.make_assignment(assignment.duty, builders.make_department("Phòng khác"))
    about = subject("report", other, officer)
    remarks.add(about, text="Xem giúp.", by=officer, at=at("2026-11-20 09:00"))
    row = staleness.with_last_word(Assignment.objects.all()).get(pk=assignment.pk)
    assert staleness.is_stale(row, on=ON)


def test_silent_days_are_counted_from_the_last_word(assignment, officer):
    item_of(assignment, officer, "2026-10-01 08:00")
    row = staleness.with_last_word(Assignment.objects.all()).get(pk=assignment.pk)
    assert row.heard_on == date(2026, 10, 1)
    assert staleness.silent_days(row, on=ON) == 60
