"""What a person finds in his to-do list, and in which order."""

from datetime import date

import pytest

from directives.models import Assignment
from directives.posts import Role
from reports import lifecycle, obstacles, supervision, todo
from reports.models import Obstacle, Supervision
from tests.builders import (
    at,
    confirm,
    make_assignment,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_leader,
    make_member,
    make_period,
    make_report,
    posts_of,
    return_report,
    submit,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 12, 10)


def owe(department, due_on):
    """A report for a directive of its own."""
    duty = make_duty(make_directive(subject=f"Văn bản {due_on}"))
    make_assignment(
        duty, department, acknowledged_at=at("2024-06-08 08:00"), acknowledged_by=anybody()
    )
    period = make_period(duty.directive, due_on=due_on, starts_on=date(2025, 12, 15))
    (report,) = confirm(period)
    return report


def anybody():
    return make_member(make_department("Đơn vị khác"), Role.STAFF)


def names(rows):
    return [(row.rank.name, row.due_on) for row in rows]


def test_reports_come_overdue_then_returned_then_due_soon_then_the_rest():
    """A returned report that is not due yet presses less than an overdue one; once it is overdue
    it stands among these."""
    unit = make_department()
    head = make_member(unit, Role.HEAD)
    owe(unit, date(2026, 12, 18))  # eight days: the rest
    owe(unit, date(2026, 12, 17))  # seven days: due soon
    owe(unit, date(2026, 12, 9))
    returned = owe(unit, date(2026, 12, 8))
    submit(returned, by=head, when="2026-12-08 09:00")
    return_report(returned, when="2026-12-09 09:00", due_on=date(2026, 12, 20))
    again = owe(unit, date(2026, 12, 1))
    submit(again, by=head, when="2026-12-01 09:00")
    return_report(again, when="2026-12-02 09:00", due_on=date(2026, 12, 5))

    work = todo.of(posts_of(head), on=TODAY)

    assert names(work.rows) == [
        ("OVERDUE", date(2026, 12, 5)),
        ("OVERDUE", date(2026, 12, 9)),
        ("RETURNED", date(2026, 12, 20)),
        ("DUE_SOON", date(2026, 12, 17)),
        ("LATER", date(2026, 12, 18)),
    ]
    assert names(work.later) == [("LATER", date(2026, 12, 18))]
    assert len(work.pressing) == 4


def test_a_draft_sent_to_the_head_comes_first_for_him_and_in_its_place_for_the_others():
    unit = make_department()
    head, officer = make_member(unit, Role.HEAD), make_member(unit, Role.FOCAL_OFFICER)
    owe(unit, date(2026, 12, 9))
    sent = owe(unit, date(2027, 3, 1))
    lifecycle.save_draft(sent, data={"a": "b"}, version=0, by=officer, at=at("2026-12-01 09:00"))
    lifecycle.send_to_head(sent, by=officer, at=at("2026-12-01 10:00"))

    for_head = todo.of(posts_of(head), on=TODAY).rows
    for_officer = todo.of(posts_of(officer), on=TODAY).rows

    assert [(row.subject.pk == sent.pk, row.is_to_send) for row in for_head] == [
        (True, True),
        (False, False),
    ]
    assert [(row.subject.pk == sent.pk, row.is_to_send) for row in for_officer] == [
        (False, False),
        (True, False),
    ]
    assert for_officer[1].waits_for_head


def test_a_report_of_a_planned_period_is_owed_by_nobody():
    unit = make_department()
    duty = make_duty()
    make_assignment(duty, unit, acknowledged_at=at("2024-06-08 08:00"), acknowledged_by=anybody())
    make_period(duty.directive)
    assert todo.of(posts_of(make_member(unit)), on=TODAY).is_empty


def test_new_duties_are_grouped_by_directive_and_gone_once_acknowledged():
    unit = make_department()
    head = make_member(unit, Role.HEAD)
    first, second = make_directive("một"), make_directive("hai")
    given = [make_assignment(make_duty(directive), unit) for directive in (first, first, second)]
    make_assignment(make_duty(first), make_department("Phòng khác"))

    groups = todo.of(posts_of(head), on=TODAY).new_duties

    assert [(group.directive.subject, len(group.assignments)) for group in groups] == [
        ("một", 2),
        ("hai", 1),
    ]
    Assignment.objects.filter(pk__in=[a.pk for a in given]).update(
        acknowledged_at=at("2026-12-01 09:00"), acknowledged_by=head
    )
    assert todo.of(posts_of(head), on=TODAY).new_duties == ()


def test_a_stopped_duty_need_not_be_acknowledged():
    unit = make_department()
    make_assignment(make_duty(), unit, ends_on=date(2026, 12, 9), end_reason="Chuyển đơn vị khác")
    assert todo.of(posts_of(make_member(unit)), on=TODAY).new_duties == ()


@pytest.mark.parametrize(
    ("due_on", "rank"),
    [
        (date(2026, 12, 9), "OVERDUE"),
        (date(2026, 12, 10), "DUE_SOON"),
        (date(2026, 12, 18), "LATER"),
        (None, "DUE_SOON"),
    ],
)
def test_an_opinion_presses_the_unit_that_it_names_and_no_other(due_on, rank):
    named = make_department("Phòng được giao")
    report = make_report()
    submit(report, obstacle="Thiếu kinh phí.", when="2026-12-01 09:00")
    obstacle = Obstacle.objects.get()
    obstacles.record_opinion(
        obstacle,
        text="Bố trí kinh phí.",
        source="Giao ban ngày 02/12/2026",
        opinion_on=date(2026, 12, 2),
        responsible=named,
        action_due_on=due_on,
        by=make_member(None, Role.STAFF),
        at=at("2026-12-03 09:00"),
    )

    (row,) = todo.of(posts_of(make_member(named)), on=TODAY).rows
    assert (row.kind, row.rank.name, row.subject) == ("obstacle", rank, obstacle)

    raiser = todo.of(posts_of(make_member(report.department)), on=TODAY)
    assert [row.kind for row in raiser.rows] == []

    obstacles.close(
        obstacle, note="Đã bố trí.", by=make_member(named, Role.STAFF), at=at("2026-12-09 09:00")
    )
    assert todo.of(posts_of(make_member(named, Role.STAFF)), on=TODAY).rows == ()


def test_a_recommendation_stands_there_until_it_is_done():
    unit = make_department()
    directive = make_directive()
    hcth = make_member(None, Role.STAFF)
    entry = supervision.record(
        Supervision(
            directive=directive,
            department=unit,
            kind=Supervision.Kind.INSPECTION,
            means=Supervision.Means.VISIT,
            on=date(2026, 12, 1),
            findings="Chưa lưu hồ sơ.",
            recommendation="Lập hồ sơ công việc.",
            recommendation_due_on=date(2026, 12, 9),
        ),
        by=hcth,
        at=at("2026-12-01 09:00"),
    )
    head = make_member(unit)

    (row,) = todo.of(posts_of(head), on=TODAY).rows
    assert (row.kind, row.rank.name, row.press) == ("recommendation", "OVERDUE", "overdue")
    assert todo.of(posts_of(hcth), on=TODAY).rows == ()

    supervision.finish_recommendation(entry, note="Đã lập.", by=head, at=at("2026-12-10 09:00"))
    assert todo.of(posts_of(head), on=TODAY).rows == ()


def test_verdicts_wait_for_hcth_the_oldest_first_and_hcths_own_for_the_leaders():
    duty = make_duty()
    hcth = make_coordinator()
    for department in [make_department("Phòng A"), make_department("Phòng B"), hcth]:
        make_assignment(
            duty, department, acknowledged_at=at("2024-06-08 08:00"), acknowledged_by=anybody()
        )
    reports = {report.department.name: report for report in confirm(make_period(duty.directive))}
    submit(reports["Phòng B"], when="2026-12-08 09:00")
    submit(reports["Phòng A"], when="2026-12-09 09:00")
    submit(reports[hcth.name], when="2026-12-07 09:00")

    def waiting(user):
        return [report.department.name for report, _ in todo.of(posts_of(user), on=TODAY).verdicts]

    director = make_leader()
    assert waiting(make_member(hcth, Role.STAFF)) == ["Phòng B", "Phòng A"]
    assert waiting(director) == ["Phòng Hành chính - Tổng hợp"]
    assert waiting(make_member(make_department("Phòng A"))) == []


def test_leaders_are_asked_for_an_opinion_and_nobody_else_is():
    submit(make_report(), obstacle="Thiếu kinh phí.", when="2026-12-01 09:00")
    director, hcth = make_leader(), make_member(None, Role.HEAD)
    asked = todo.of(posts_of(director), on=TODAY).opinions
    assert [obstacle.text for obstacle in asked] == ["Thiếu kinh phí."]
    assert todo.of(posts_of(hcth), on=TODAY).opinions == ()
