"""A unit that joins, leaves, merges or is renamed has exactly the obligations of its time."""

from datetime import date

import pytest
from django.urls import reverse

from directives import organisation
from directives.models import Assignment
from reports import figures, permissions, succession, todo
from reports.consolidated import gather
from reports.models import ProgressReport, Supervision
from tests.builders import (
    accept,
    at,
    make_assignment,
    make_department,
    make_duty,
    make_member,
    posts_of,
    submit,
)
from tests.reports.succession.steps import (
    JULY_1,
    merge,
    quarter,
    report_of,
    send,
    standing,
    sweep,
)

pytestmark = pytest.mark.django_db


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
