"""A unit that joins, leaves, merges or is renamed has exactly the obligations of its time."""

from datetime import date

import pytest
from django.urls import reverse

from directives import organisation
from directives.models import Assignment
from reports import figures, lifecycle, obligations, permissions, succession, todo
from reports.consolidated import gather
from reports.models import DeadlineChange, Obstacle, ProgressReport, Reminder, Supervision
from tests.builders import (
    accept,
    at,
    confirm,
    content_of,
    make_assignment,
    make_department,
    make_directive,
    make_duty,
    make_member,
    make_period,
    make_user,
    posts_of,
    return_report,
    submit,
)

pytestmark = pytest.mark.django_db

JULY_1 = date(2026, 7, 1)


@pytest.fixture
def by():
    return make_user("Quản trị")


@pytest.fixture
def directive():
    return make_directive()


def quarter(directive, number, *, confirmed=None):
    """15th to 14th; units report by the 16th. Confirmed on the first of its last month."""
    starts = [date(2025, 12, 15), date(2026, 3, 15), date(2026, 6, 15), date(2026, 9, 15)]
    month = number * 3
    period = make_period(
        directive,
        label=f"Quý {number}",
        starts_on=starts[number - 1],
        ends_on=date(2026, month, 14),
        due_on=date(2026, month, 16),
    )
    confirm(period, when=confirmed or f"2026-{month:02d}-01 08:00")
    return period


def merge(*departments, into, by, on=JULY_1):
    organisation.merge(departments, into=into, on=on, by=by, at=at(f"{on} 08:00"))


def sweep(on):
    """As the sweep does it, in its order."""
    when = at(f"{on} 09:00")
    succession.follow_units(on=on, at=when)
    obligations.expect_latecomers(on=on, at=when)


def standing(period):
    """Short name of each unit with a report of the period, and its state."""
    reports = period.reports.select_related("department").order_by("department__name")
    return {report.department.name: report.state for report in reports}


def report_of(department, period):
    return ProgressReport.objects.for_listing().get(department=department, period=period)


def send(report, *, when):
    submit(report, when=when, by=make_user())


# A year


def test_over_a_year_each_unit_owes_what_was_its_own_at_each_cut_off(directive, by):
    """A and B become C on 01/7, D is renamed on 15/8, E joins on 10/10, F leaves on 31/5."""
    duty = make_duty(directive)
    a, b, d, f = (make_department(name) for name in ["A", "B", "D", "F"])
    for unit in [a, b, d, f]:
        make_assignment(duty, unit)
    timetable = {}

    def answer(period, when):
        for report in ProgressReport.objects.open().filter(period=period):
            send(report, when=when)
        timetable[period.label] = standing(period)

    first = quarter(directive, 1)
    answer(first, "2026-03-15 09:00")
    organisation.end_assignment(
        Assignment.objects.get(department=f),
        on=date(2026, 5, 31),
        reason="Hết nhiệm vụ",
        by=by,
        at=at("2026-05-28 08:00"),
    )
    answer(quarter(directive, 2), "2026-06-15 09:00")
    c = make_department("C", founded_on=JULY_1)
    merge(a, b, into=c, by=by)
    organisation.rename(
        d, name="D mới", short_name="D mới", on=date(2026, 8, 15), by=by, at=at("2026-08-15 09:00")
    )
    third = quarter(directive, 3)
    sweep(date(2026, 9, 1))
    answer(third, "2026-09-15 09:00")
    make_assignment(duty, make_department("E"), starts_on=date(2026, 10, 10))
    fourth = quarter(directive, 4)
    sweep(date(2026, 12, 1))
    answer(fourth, "2026-12-15 09:00")

    sent = "submitted"
    assert timetable == {
        "Quý 1": {"A": sent, "B": sent, "D": sent, "F": sent},
        "Quý 2": {"A": sent, "B": sent, "D": sent},
        "Quý 3": {"C": sent, "D mới": sent},
        "Quý 4": {"C": sent, "D mới": sent, "E": sent},
    }
    names = {
        period.label: sorted(period.reports.values_list("submissions__department_name", flat=True))
        for period in directive.periods.all()
    }
    assert names == {
        "Quý 1": ["A", "B", "D", "F"],
        "Quý 2": ["A", "B", "D"],
        "Quý 3": ["C", "D mới"],
        "Quý 4": ["C", "D mới", "E"],
    }
    counted = {
        period.label: figures.report_counters(period, on=date(2026, 12, 31))["owed"]
        for period in directive.periods.all()
    }
    assert counted == {"Quý 1": 4, "Quý 2": 3, "Quý 3": 2, "Quý 4": 3}
    for period in directive.periods.all():
        assert succession.follow_units(on=date(2026, 12, 31), at=at("2026-12-31 08:00")) == []
        assert (
            gather.consolidate(period, on=date(2026, 12, 31)).figures.owed == counted[period.label]
        )


def test_a_consolidated_report_of_an_old_period_names_the_units_as_they_were_called(directive, by):
    unit = make_department("Phòng cũ")
    make_assignment(make_duty(directive), unit)
    period = quarter(directive, 2)
    organisation.rename(
        unit, name="Phòng mới", short_name="PM", on=JULY_1, by=by, at=at("2026-07-01 08:00")
    )
    made = gather.consolidate(period, on=date(2026, 7, 2))
    assert [row.unit for row in made.standings] == ["Phòng cũ"]


# A merger meets open reports


def test_open_reports_of_merged_units_become_one_report_of_the_successor(directive, by):
    duty = make_duty(directive)
    a, b, c = (make_department(name) for name in ["A", "B", "C"])
    make_assignment(duty, a)
    make_assignment(duty, b)
    period = quarter(directive, 3, confirmed="2026-06-20 08:00")
    merge(a, b, into=c, by=by)
    sweep(JULY_1)
    assert standing(period) == {"A": "replaced", "B": "replaced", "C": "expected"}
    taken = report_of(c, period)
    assert {report.replaced_by for report in period.reports.filter(state="replaced")} == {taken}
    assert (taken.original_due_on, taken.due_on) == (date(2026, 9, 16), date(2026, 9, 16))
    assert [one.department for one in obligations.assignments_of(taken)] == [c]
    change = report_of(a, period).changes.get()
    assert (change.by, change.note) == (by, "A sáp nhập vào C từ ngày 01/7/2026.")
    promised = Reminder.objects.filter(state="promised").values_list("report", flat=True)
    assert set(promised) == {taken.pk}
    assert figures.report_counters(period, on=JULY_1)["owed"] == 1


def test_sweeping_again_changes_nothing(directive, by):
    a, c = make_department("A"), make_department("C")
    make_assignment(make_duty(directive), a)
    period = quarter(directive, 3, confirmed="2026-06-20 08:00")
    merge(a, into=c, by=by)
    sweep(JULY_1)
    sweep(JULY_1)
    sweep(date(2026, 7, 2))
    assert standing(period) == {"A": "replaced", "C": "expected"}
    assert report_of(a, period).changes.count() == 1


def test_what_was_owed_at_a_cut_off_before_the_merger_is_answered_by_the_successor(directive, by):
    """The second quarter was overdue when A ceased: C has five working days from the day."""
    a, c = make_department("A"), make_department("C", founded_on=JULY_1)
    make_assignment(make_duty(directive), a)
    period = quarter(directive, 2)
    merge(a, into=c, by=by)
    sweep(JULY_1)
    taken = report_of(c, period)
    assert taken.due_on == date(2026, 7, 8)
    assert [(one.department, one.starts_on) for one in obligations.assignments_of(taken)] == [
        (c, JULY_1)
    ]
    send(taken, when="2026-07-08 23:59")
    assert not report_of(c, period).was_late
    accept(taken, when="2026-07-09 09:00")
    entry = taken.submissions.get().entries.get()
    assert entry.submission.department_name == "C"


def test_a_successor_in_time_gets_the_later_deadline_and_an_overdue_one_does_not(directive, by):
    duty = make_duty(directive)
    a, c = make_department("A"), make_department("C")
    make_assignment(duty, a)
    make_assignment(duty, c)
    overdue, running = quarter(directive, 2), quarter(directive, 3, confirmed="2026-06-20 08:00")
    ProgressReport.objects.filter(period=running).update(due_on=date(2026, 7, 3))
    merge(a, into=c, by=by)
    sweep(JULY_1)
    assert report_of(c, overdue).due_on == date(2026, 6, 16)
    moved = report_of(c, running)
    assert (moved.original_due_on, moved.due_on) == (date(2026, 9, 16), date(2026, 7, 8))
    change = DeadlineChange.objects.get()
    assert (change.report, change.reason, change.note, change.by) == (moved, "takeover", "A", by)


def test_a_successor_that_had_reported_before_is_asked_to_complete(directive, by):
    duty = make_duty(directive)
    a, c = make_department("A"), make_department("C")
    make_assignment(duty, a)
    make_assignment(duty, c)
    period = quarter(directive, 2)
    send(report_of(c, period), when="2026-06-15 09:00")
    accept(report_of(c, period), when="2026-06-16 09:00")
    merge(a, into=c, by=by)
    sweep(JULY_1)
    again = report_of(c, period)
    assert (again.state, again.due_on) == ("returned", date(2026, 7, 8))
    assert again.changes.last().note == "Bổ sung phần việc tiếp nhận từ A."
    assert again.submissions.count() == 1


def test_sent_reports_stay_under_the_old_name_and_are_not_asked_again(directive, by):
    """A had sent its third quarter before the cut-off; new C has nothing to add to it."""
    duty = make_duty(directive)
    a, c = make_department("A"), make_department("C", founded_on=JULY_1)
    make_assignment(duty, a)
    period = quarter(directive, 3, confirmed="2026-06-20 08:00")
    send(report_of(a, period), when="2026-06-25 09:00")
    merge(a, into=c, by=by)
    sweep(JULY_1)
    assert standing(period) == {"A": "submitted"}
    return_report(report_of(a, period), when="2026-07-02 09:00", due_on=date(2026, 7, 20))
    sweep(date(2026, 7, 2))
    assert standing(period) == {"A": "replaced", "C": "expected"}
    assert report_of(c, period).due_on == date(2026, 7, 20)


def test_over_two_mergers_in_a_row_the_last_unit_answers(directive, by):
    a, c, d = (make_department(name) for name in ["A", "C", "D"])
    make_assignment(make_duty(directive), a)
    period = quarter(directive, 2)
    merge(a, into=c, by=by)
    merge(c, into=d, by=by, on=date(2026, 7, 15))
    sweep(date(2026, 7, 15))
    assert standing(period) == {"A": "replaced", "D": "expected"}
    taken = report_of(d, period)
    assert [one.department for one in obligations.assignments_of(taken)] == [d]


def test_over_two_mergers_with_a_sweep_between_the_last_unit_answers(directive, by):
    a, c, d = (make_department(name) for name in ["A", "C", "D"])
    make_assignment(make_duty(directive), a)
    period = quarter(directive, 2)
    merge(a, into=c, by=by)
    sweep(JULY_1)
    merge(c, into=d, by=by, on=date(2026, 7, 15))
    sweep(date(2026, 7, 15))
    assert standing(period) == {"A": "replaced", "C": "replaced", "D": "expected"}
    taken = report_of(d, period)
    assert [one.department for one in obligations.assignments_of(taken)] == [d]
    lifecycle.submit(taken, content=content_of(taken), by=by, at=at("2026-07-16 09:00"))


def test_open_obstacles_go_along_and_keep_who_raised_them(directive, by):
    duty = make_duty(directive)
    a, c = make_department("A"), make_department("C")
    make_assignment(duty, a)
    period = quarter(directive, 2)
    submit(report_of(a, period), when="2026-06-15 09:00", by=by, obstacle="Thiếu kinh phí.")
    Obstacle.objects.update(responsible=a)
    merge(a, into=c, by=by)
    sweep(JULY_1)
    obstacle = Obstacle.objects.get()
    assert (obstacle.assignment.department, obstacle.responsible) == (c, c)
    made = gather.consolidate(period, on=date(2026, 7, 2))
    assert [row.unit for row in made.obstacles] == ["A"]


# A unit leaves, or ends


def leave(assignment, on, *, by, when="2026-07-01 08:00"):
    organisation.end_assignment(assignment, on=on, reason="Chuyển", by=by, at=at(when))


def test_a_unit_that_left_all_duties_before_the_cut_off_owes_nothing(directive, by):
    a = make_department("A")
    assignment = make_assignment(make_duty(directive), a)
    period = quarter(directive, 3, confirmed="2026-06-20 08:00")
    leave(assignment, date(2026, 9, 13), by=by)
    sweep(JULY_1)
    assert standing(period) == {"A": "released"}
    change = report_of(a, period).changes.get()
    assert change.note == "Đơn vị thực hiện nhiệm vụ đến hết ngày 13/9/2026: Chuyển"
    assert change.by == by
    assert not Reminder.objects.filter(state="promised").exists()
    assert figures.report_counters(period, on=JULY_1)["owed"] == 0


def test_a_unit_that_leaves_after_the_cut_off_still_answers_for_it(directive, by):
    a = make_department("A")
    assignment = make_assignment(make_duty(directive), a)
    period = quarter(directive, 3, confirmed="2026-06-20 08:00")
    leave(assignment, date(2026, 9, 14), by=by)
    sweep(date(2026, 9, 15))
    assert standing(period) == {"A": "expected"}


def test_a_unit_that_leaves_one_of_two_duties_answers_for_the_other(directive, by):
    a, duty = make_department("A"), make_duty(directive)
    assignment = make_assignment(duty, a)
    make_assignment(make_duty(directive), a)
    period = quarter(directive, 3, confirmed="2026-06-20 08:00")
    leave(assignment, date(2026, 8, 31), by=by)
    sweep(date(2026, 9, 15))
    asked = obligations.assignments_of(report_of(a, period))
    assert [one.duty.ordinal for one in asked] == [2]


def test_the_open_report_of_a_dissolved_unit_is_owed_by_nobody(directive, by):
    a = make_department("A")
    make_assignment(make_duty(directive), a)
    period = quarter(directive, 2)
    organisation.dissolve(a, on=JULY_1, by=by, at=at("2026-07-01 08:00"))
    sweep(JULY_1)
    assert standing(period) == {"A": "released"}
    assert report_of(a, period).changes.get().note == (
        "Đơn vị thực hiện nhiệm vụ đến hết ngày 30/6/2026: Giải thể đơn vị"
    )


# A unit joins


def test_a_unit_that_joins_owes_the_running_period_and_no_earlier_one(directive, by):
    duty = make_duty(directive)
    make_assignment(duty, make_department("A"))
    past, running = quarter(directive, 2), quarter(directive, 3, confirmed="2026-06-20 08:00")
    make_assignment(duty, make_department("E"), starts_on=date(2026, 7, 10))
    sweep(date(2026, 7, 10))
    assert standing(past) == {"A": "expected"}
    assert standing(running) == {"A": "expected", "E": "expected"}


def test_a_unit_that_joins_after_the_cut_off_owes_the_next_period_only(directive):
    duty = make_duty(directive)
    make_assignment(duty, make_department("A"))
    period = quarter(directive, 3)
    make_assignment(duty, make_department("E"), starts_on=date(2026, 9, 15))
    sweep(date(2026, 9, 15))
    assert standing(period) == {"A": "expected"}


def test_a_recommendation_to_a_merged_unit_waits_for_its_successor(client, directive, by):
    a, c, d = (make_department(name) for name in ["A", "C", "D"])
    entry = Supervision.objects.create(
        directive=directive,
        department=a,
        kind="inspection",
        means="visit",
        on=date(2026, 5, 5),
        findings="Chưa lập hồ sơ.",
        recommendation="Lập hồ sơ.",
        recommendation_due_on=date(2026, 8, 30),
        by=by,
        recorded_at=at("2026-05-05 09:00"),
    )
    merge(a, into=c, by=by)
    merge(c, into=d, by=by, on=date(2026, 7, 15))
    member = make_member(d)
    held = posts_of(member)
    assert [row.subject for row in todo.of(held, on=date(2026, 8, 1)).rows] == [entry]
    client.force_login(member)
    done = reverse("reports:finish-recommendation", args=[entry.public_id])
    stranger = posts_of(make_member(make_department()))
    entry = Supervision.objects.for_listing().get()
    assert permissions.concerns_recommendation(held, entry)
    assert not permissions.concerns_recommendation(stranger, entry)
    client.post(done, {"note": "Đã lập."})
    entry.refresh_from_db()
    assert (entry.recommendation_done_by, entry.department) == (member, a)


def test_what_a_merged_unit_had_done_once_is_done_for_the_successor(directive, by):
    """It was stated before the merger, and taken in after it."""
    duty = make_duty(directive, nature="one_off", deadline="none")
    a, c = make_department("A"), make_department("C", founded_on=JULY_1)
    make_assignment(duty, a)
    period = quarter(directive, 2)
    report = report_of(a, period)
    submit(report, when="2026-06-15 09:00", by=by, done_on=date(2026, 6, 10))
    merge(a, into=c, by=by)
    accept(report, when="2026-07-02 09:00")
    done = Assignment.objects.values_list("department__name", "completed_on")
    assert sorted(done) == [("A", date(2026, 6, 10)), ("C", date(2026, 6, 10))]
    third = quarter(directive, 3)
    assert standing(third) == {}
