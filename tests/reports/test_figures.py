from datetime import date

import pytest

from directives.models import Duty
from reports import figures
from reports.models import ProgressReport
from tests import builders
from tests.builders import (
    confirm,
    make_assignment,
    make_department,
    make_directive,
    make_duty,
    make_period,
    make_report,
)

pytestmark = pytest.mark.django_db

ON = date(2026, 12, 22)


def five_reports():
    """One each: missing, sent on time, sent late, returned in time, late then accepted."""
    duty = make_duty()
    names = ["missing", "on time", "late", "returned", "late, accepted"]
    for name in names:
        make_assignment(duty, make_department(name))
    period = make_period(duty.directive)
    confirm(period)
    reports = {n: make_report(make_department(n), period=period) for n in names}
    builders.submit(reports["on time"], when="2026-12-16 23:59")
    builders.submit(reports["late"], when="2026-12-17 00:00")
    builders.submit(reports["returned"], when="2026-12-10 09:00")
    builders.return_report(reports["returned"], due_on=date(2026, 12, 30))
    builders.submit(reports["late, accepted"], when="2026-12-20 09:00")
    builders.accept(reports["late, accepted"], when="2026-12-21 09:00")
    return period


def test_the_counters_of_a_period(django_assert_num_queries):
    period = five_reports()
    with django_assert_num_queries(1):
        counters = figures.report_counters(period, on=ON)
    assert counters == {
        "owed": 5,
        "received": 4,
        "on_time": 2,
        "late": 2,
        "missing": 1,
        "overdue": 1,
        "awaiting": 2,
        "returned": 1,
        "accepted": 1,
    }


@pytest.mark.parametrize("key", list(figures.REPORT_FIGURES))
def test_every_counter_of_a_period_opens_the_list_it_counts(key):
    period = five_reports()
    rows = figures.reports_counted(period, key, on=ON)
    assert rows.count() == figures.report_counters(period, on=ON)[key]


def test_the_due_day_is_on_time_until_midnight_in_vietnam():
    report = make_report(due_on=date(2026, 12, 16))
    overdue = ProgressReport.objects.overdue
    assert [overdue(on=date(2026, 12, day)).exists() for day in [15, 16, 17]] == [
        False,
        False,
        True,
    ]
    assert [report.is_overdue(on=date(2026, 12, day)) for day in [15, 16, 17]] == [
        False,
        False,
        True,
    ]


def was_late(report):
    return ProgressReport.objects.with_was_late().get(pk=report.pk).was_late


def test_a_slow_reviewer_makes_nobody_late():
    report = make_report()
    builders.submit(report, when="2026-12-16 09:00")
    builders.return_report(report, when="2026-12-28 09:00", due_on=date(2026, 12, 31))
    builders.submit(report, when="2026-12-31 20:00")
    builders.accept(report, when="2027-01-15 09:00")
    assert was_late(report) is False


def test_a_resubmission_after_its_sub_deadline_is_late():
    report = make_report()
    builders.submit(report, when="2026-12-10 09:00")
    builders.return_report(report, when="2026-12-11 09:00", due_on=date(2026, 12, 14))
    builders.submit(report, when="2026-12-15 09:00")
    assert was_late(report) is True


def test_nobody_owes_anything_in_a_planned_period():
    duty = make_duty()
    make_assignment(duty)
    make_period(duty.directive)
    assert not figures.owed(on=ON).exists()


def test_owed_is_what_is_open_in_periods_that_have_begun():
    report = make_report()
    assert figures.owed(on=date(2026, 12, 1)).get() == report
    assert not figures.owed(on=date(2025, 12, 14)).exists()
    builders.submit(report)
    assert not figures.owed(on=date(2026, 12, 31)).exists()
    builders.return_report(report)
    assert figures.owed(on=date(2026, 12, 31)).get() == report


def dated(ordinal, due_on, directive):
    return make_duty(
        directive,
        ordinal=ordinal,
        nature=Duty.Nature.ONE_OFF,
        deadline=Duty.Deadline.DATE,
        due_on=due_on,
    )


def six_assignments():
    directive = make_directive()
    due = date(2026, 6, 30)
    make_assignment(dated(1, due, directive), completed_on=due)
    make_assignment(dated(2, due, directive), completed_on=date(2026, 7, 1))
    make_assignment(dated(3, date(2026, 12, 22), directive))
    make_assignment(dated(4, date(2026, 12, 21), directive))
    make_assignment(make_duty(directive, ordinal=5, deadline=Duty.Deadline.RECURRING))
    make_assignment(make_duty(directive, ordinal=6, deadline=Duty.Deadline.NONE))
    make_assignment(make_duty(directive, ordinal=7, deadline=Duty.Deadline.UNSET))
    make_assignment(make_duty(directive, ordinal=8), ends_on=date(2026, 12, 21), end_reason="Dừng")
    return directive


def test_the_five_counters_of_duties_add_up_to_the_assignments_in_force():
    counters = figures.duty_counters(six_assignments(), on=ON)
    assert counters == {
        "done_on_time": 1,
        "done_late": 1,
        "on_schedule": 2,
        "overdue": 1,
        "no_deadline": 2,
        "stale": 5,
    }


@pytest.mark.parametrize("key", [*figures.DUTY_FIGURES, *figures.DUTY_FLAGS])
def test_every_counter_of_duties_opens_the_list_it_counts(key):
    directive = six_assignments()
    rows = figures.assignments_counted(directive, key, on=ON)
    assert rows.count() == figures.duty_counters(directive, on=ON)[key]


def test_a_duty_without_a_deadline_that_is_done_is_done_on_time():
    duty = make_duty(deadline=Duty.Deadline.NONE)
    make_assignment(duty, completed_on=date(2026, 7, 1))
    assert figures.duty_counters(duty.directive, on=ON)["done_on_time"] == 1
