"""How late, in days and working days; the due day is on time until it ends in Viet Nam."""

import os
import subprocess
import sys
import time
from datetime import date

import pytest
import time_machine
from django.utils import timezone

from reports import lateness
from reports.calendar import OfficeCalendar
from reports.models import ProgressReport
from tests import builders
from tests.builders import ask_extension, at, make_report, make_user

CALENDAR = OfficeCalendar()


@pytest.mark.parametrize(
    ("due_on", "day", "days", "working_days"),
    [
        # Wednesday to Thursday; over a weekend; on the weekend itself.
        (date(2026, 12, 16), date(2026, 12, 17), 1, 1),
        (date(2026, 12, 16), date(2026, 12, 22), 6, 4),
        (date(2026, 12, 18), date(2026, 12, 20), 2, 0),
        # Over New Year's Day and over Tết 2027, 04/02 to 10/02.
        (date(2026, 12, 31), date(2027, 1, 4), 4, 1),
        (date(2027, 2, 3), date(2027, 2, 11), 8, 1),
        # Over a leap day.
        (date(2028, 2, 28), date(2028, 3, 1), 2, 2),
    ],
)
def test_a_delay_counts_days_and_working_days(due_on, day, days, working_days):
    delay = lateness.between(due_on, day, calendar=CALENDAR)
    assert (delay.days, delay.working_days) == (days, working_days)


@pytest.mark.parametrize("day", [date(2026, 12, 1), date(2026, 12, 16)])
def test_the_due_day_is_on_time(day):
    assert lateness.between(date(2026, 12, 16), day, calendar=CALENDAR) is None


def test_a_delay_in_words():
    delay = lateness.between(date(2026, 12, 16), date(2026, 12, 22), calendar=CALENDAR)
    assert str(delay) == "6 ngày (4 ngày làm việc)"


def test_a_day_worked_instead_counts():
    saturday = OfficeCalendar(days_worked=frozenset([date(2026, 12, 19)]))
    delay = lateness.between(date(2026, 12, 18), date(2026, 12, 20), calendar=saturday)
    assert delay.working_days == 1


# Of reports


def read(report):
    return ProgressReport.objects.for_listing().get(pk=report.pk)


@pytest.mark.django_db
def test_the_longest_delay_of_several_submissions_is_told_with_its_own_deadline():
    report = make_report()
    builders.submit(report, when="2026-12-17 09:00")
    builders.return_report(report, when="2026-12-18 09:00", due_on=date(2026, 12, 21))
    builders.submit(report, when="2026-12-25 09:00")
    delay = lateness.sent(read(report), calendar=CALENDAR)
    assert (delay.due_on, delay.day, delay.days) == (date(2026, 12, 21), date(2026, 12, 25), 4)


@pytest.mark.django_db
def test_an_extension_makes_on_time_what_the_first_deadline_calls_late():
    report = make_report()
    asked = ask_extension(report)
    builders.lifecycle.decide_extension(
        asked, granted=True, note="", by=make_user(), at=at("2026-12-15 09:00")
    )
    report.refresh_from_db()
    builders.submit(report, when="2026-12-18 09:00")
    shown = read(report)
    assert lateness.sent(shown, calendar=CALENDAR) is None
    beside = lateness.against_original(shown, on=date(2027, 1, 1), calendar=CALENDAR)
    assert (beside.days, beside.working_days) == (2, 2)


@pytest.fixture(params=["UTC", "America/New_York", "Australia/Sydney"])
def host_zone(request, monkeypatch):
    """The clock zone of the host; two of the three keep summer time, on opposite sides."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "is_late"),
    [
        ("2026-12-16 00:30", False),
        ("2026-12-16 23:30", False),
        ("2026-12-16 23:59:59.999999", False),
        ("2026-12-17 00:00", True),
        ("2026-12-17 00:30", True),
    ],
)
def test_the_due_day_ends_at_midnight_in_viet_nam_whatever_the_host_keeps(host_zone, sent, is_late):
    report = make_report()
    builders.submit(report, when=sent)
    shown = read(report)
    assert shown.was_late == is_late
    assert bool(lateness.sent(shown, calendar=CALENDAR)) == is_late
    assert ProgressReport.objects.with_was_late().filter(was_late=True).exists() == is_late


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("now", "is_overdue"), [("2026-12-16 23:30", False), ("2026-12-17 00:30", True)]
)
def test_today_is_the_day_in_viet_nam_whatever_the_host_keeps(host_zone, now, is_overdue):
    report = make_report()
    with time_machine.travel(at(now), tick=False):
        on = timezone.localdate()
        assert report.is_overdue(on=on) == is_overdue
        assert ProgressReport.objects.overdue(on=on).exists() == is_overdue
        assert bool(lateness.overdue(report, on=on, calendar=CALENDAR)) == is_overdue


@pytest.mark.django_db
@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
def test_a_process_that_starts_in_another_zone_keeps_the_day_of_viet_nam(zone, server_environment):
    code = (
        "import django; django.setup();"
        "from django.utils import timezone; from datetime import datetime, UTC;"
        "print(timezone.localdate(datetime(2026, 12, 16, 17, 30, tzinfo=UTC)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env=server_environment(TZ=zone, DJANGO_SETTINGS_MODULE="config.settings", PATH=os.defpath),
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "2026-12-17"
