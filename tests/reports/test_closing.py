"""Reports of a closed directive: each period is decided on, nobody is reminded of the rest."""

from datetime import date

import pytest

from directives import closing as register
from directives.closing import Settlement, Way
from directives.models import Assignment
from directives.organisation import Refused
from reports import closing, obligations, succession
from reports.errors import WrongState
from reports.models import Notice, ProgressReport, Reminder
from tests.builders import (
    accept,
    ask_extension,
    at,
    confirm,
    make_assignment,
    make_department,
    make_directive,
    make_duty,
    make_member,
    make_period,
    make_report,
    submit,
)

pytestmark = pytest.mark.django_db

NOW = at("2026-12-20 09:00")
LAST_DAY = date(2026, 12, 19)
DONE = date(2026, 12, 1)


@pytest.fixture
def report():
    """Of Phòng A for the year, cut off on 14/12/2026, owed until 16/12."""
    return make_report("Phòng A")


@pytest.fixture
def by():
    return make_member(full_name="Phạm Thị Thu Hà")


def close(report, by, *, still_owed=(), on=LAST_DAY):
    directive = report.period.directive
    settlements = [Settlement(one, Way.DONE, done_on=DONE) for one in register.unsettled(directive)]
    return closing.close(
        directive, settlements, still_owed=still_owed, on=on, note="Hết hiệu lực.", by=by, at=NOW
    )


def state(report):
    report.refresh_from_db()
    return report.state


def test_a_report_given_up_is_released_and_nobody_is_reminded_or_waits(report, by):
    request = ask_extension(report)
    assert close(report, by) == [report]
    assert state(report) == "released"
    assert not Reminder.objects.filter(report=report, state="promised").exists()
    request.refresh_from_db()
    assert request.outcome == "lapsed"
    note = report.changes.latest("pk").note
    assert note == "Kết thúc theo dõi Công văn số …/SKHCN-HCTH: Hết hiệu lực."


def test_a_report_still_owed_stays_owed_with_its_reminders(report, by):
    assert close(report, by, still_owed=[report.period]) == []
    succession.follow_units(on=date(2026, 12, 21), at=at("2026-12-21 08:00"))
    assert state(report) == "expected"
    assert Reminder.objects.filter(report=report, state="promised").exists()
    submit(report, when="2026-12-22 09:00")
    accept(report, when="2026-12-23 09:00")
    assert state(report) == "accepted"


def test_what_is_not_cut_off_by_the_last_day_cannot_stay_owed(report, by):
    with pytest.raises(Refused, match="chốt số liệu ngày 14/12/2026, sau ngày kết thúc"):
        close(report, by, still_owed=[report.period], on=date(2026, 12, 13))
    report.period.directive.refresh_from_db()
    assert not report.period.directive.is_closed


def test_the_sweep_asks_nothing_of_a_closed_directive(report, by):
    planned = make_period(
        report.period.directive, due_on=date(2027, 12, 16), starts_on=date(2026, 12, 15)
    )
    close(report, by)
    succession.follow_units(on=date(2026, 12, 20), at=NOW)
    assert state(report) == "released"
    assert obligations.expect_latecomers(on=date(2026, 12, 20), at=NOW) == []
    with pytest.raises(WrongState):
        confirm(planned)


def test_a_reopened_directive_owes_again_what_it_had_given_up(report, by):
    ProgressReport.objects.update(due_on=date(2026, 12, 31))
    Assignment.objects.update(completed_on=None)
    close(report, by)
    register.reopen(report.period.directive, by=by, at=NOW)
    succession.follow_units(on=date(2026, 12, 21), at=at("2026-12-21 08:00"))
    assert state(report) == "expected"


def test_the_people_of_the_units_are_told_once_and_the_writer_is_not(report, by):
    head = make_member(make_department("Phòng A"))
    make_assignment(report.period.directive.duties.get(), by.appointments.get().department)
    close(report, by)
    told = Notice.objects.filter(kind="closed").values_list("person", "words", "day")
    assert list(told) == [(head.pk, "Hết hiệu lực.", LAST_DAY)]


def test_periods_are_counted_with_the_reports_that_are_owed(report):
    (period,) = closing.periods_owed(report.period.directive)
    assert (period, period.owed_count) == (report.period, 1)
    submit(report)
    assert list(closing.periods_owed(report.period.directive)) == []
    assert closing.remaining(report.period.directive) == closing.Remaining(1, 0, 0)


def test_a_duty_carried_over_is_asked_about_in_the_new_directive_before_and_after_the_answer(by):
    """The old report of the same unit answered another directive's period."""
    old = make_assignment(make_duty(make_directive("cũ")), make_department("Phòng A"))
    new_duty = make_duty(make_directive("mới", issued_on=date(2026, 6, 1)))
    register.close(
        old.duty.directive,
        [Settlement(old, Way.CARRY, duty=new_duty)],
        on=date(2026, 6, 30),
        note="Thay thế.",
        by=by,
        at=at("2026-07-01 08:00"),
        changed_by=new_duty.directive,
        change="replaces",
    )
    period = make_period(new_duty.directive)
    confirm(period)
    report = make_report("Phòng A", period=period)
    submit(report)
    assert [one.duty for one in obligations.assignments_of(report)] == [new_duty]
