"""Promises whose clock, deadline or server was not where it should have been."""

from datetime import date, timedelta

import pytest

from directives.models import Directive
from reports import ladders, lifecycle, reminders
from reports.models import OutgoingMail, ProgressReport
from reports.reminders.preview import preview
from tests.builders import (
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
    make_user,
)
from tests.reports.reminding import work

pytestmark = pytest.mark.django_db

#: A Wednesday; the steps of its ladder stand in test_reminders.
DUE_ON = date(2026, 12, 16)


def make_owed() -> ProgressReport:
    report = make_report(due_on=DUE_ON)
    make_member(report.department, username="khoa")
    return report


def days_told(first: date, last: date) -> list[date]:
    for offset in range((last - first).days + 1):
        work(first + timedelta(days=offset))
    sent = OutgoingMail.objects.filter(state="sent", kind="reminder")
    return list(sent.order_by("day").values_list("day", flat=True))


def test_a_clock_that_ran_months_ahead_by_night_costs_no_reminder(smtp_server):
    make_owed()
    reminders.sweep(on=date(2027, 3, 2), at=at("2027-03-02 03:00"))
    assert days_told(date(2026, 12, 1), date(2026, 12, 31)) == [
        date(2026, 12, 9),
        date(2026, 12, 14),
        date(2026, 12, 15),
        date(2026, 12, 16),
        date(2026, 12, 17),
        date(2026, 12, 21),
        date(2026, 12, 23),
    ]


def test_what_was_given_up_today_is_planned_again_tomorrow_and_not_every_minute(smtp_server):
    make_owed()
    today, tomorrow = date(2026, 12, 14), date(2026, 12, 15)
    reminders.sweep(on=today, at=at("2026-12-14 08:00"))
    mail = OutgoingMail.objects.get()
    mail.state, mail.attempts, mail.address = "failed", 5, mail.person.email
    mail.failing_since, mail.last_error = at("2026-12-14 08:00"), "ConnectionRefusedError"
    mail.save()
    assert reminders.sweep(on=today, at=at("2026-12-14 09:00")).planned == 0
    assert reminders.sweep(on=tomorrow, at=at("2026-12-15 07:00")).planned == 1


def test_a_period_opened_late_is_told_at_once_by_its_newest_step_alone(smtp_server):
    """The day before it is due, and on the third day after its first reminder would have gone."""
    directive = make_directive()
    unit = make_department()
    make_assignment(make_duty(directive), unit)
    make_member(unit, username="khoa")
    [report] = confirm(make_period(directive, due_on=DUE_ON), when="2026-12-15 09:00")
    promised = report.reminders.order_by("step").values_list("step", "send_on")
    assert list(promised)[:3] == [
        (-1, date(2026, 12, 15)),
        (0, date(2026, 12, 16)),
        (1, date(2026, 12, 17)),
    ]
    [late] = confirm(make_period(directive, due_on=date(2027, 12, 16)), when="2027-12-10 09:00")
    assert late.reminders.order_by("step").values_list("step", "send_on").first() == (
        -7,
        date(2027, 12, 10),
    )


def test_an_extension_reminds_of_no_step_before_it_was_granted(smtp_server):
    """Of the ladder to 21/12 the day of 7 before is 14/12, and that of 3 before 18/12."""
    report = make_owed()
    request = ask_extension(report, when="2026-12-15 07:00", to_due_on=date(2026, 12, 21))
    lifecycle.decide_extension(
        request, granted=True, note="", by=make_user(), at=at("2026-12-15 07:30")
    )
    assert days_told(date(2026, 12, 15), date(2026, 12, 20)) == [date(2026, 12, 18)]


@pytest.mark.parametrize("starts_on", [date(2026, 12, 12), date(2026, 12, 14)])
def test_a_short_period_is_told_from_its_first_working_day_as_the_preview_says(
    smtp_server, starts_on
):
    """A week from Saturday or Monday, due on Friday: 7 days before lies before the week."""
    directive: Directive = make_directive()
    unit = make_department()
    make_assignment(make_duty(directive), unit)
    make_member(unit, username="khoa")
    confirm(
        make_period(
            directive,
            starts_on=starts_on,
            ends_on=date(2026, 12, 18),
            due_on=date(2026, 12, 18),
            director_due_on=date(2026, 12, 21),
            upward_due_on=date(2026, 12, 21),
            label="Tuần 51",
        )
    )
    foretold = [day.on for day in preview(directive, ladders.of(directive), on=date(2026, 11, 23))]
    told = days_told(date(2026, 11, 23), date(2026, 12, 31))
    assert told == [
        date(2026, 12, 14),
        date(2026, 12, 15),
        date(2026, 12, 17),
        date(2026, 12, 18),
        date(2026, 12, 21),
        date(2026, 12, 25),
    ]
    assert foretold == told
