"""Whatever the server's clock and zone, the days of the reminders are Vietnam's."""

import re
from datetime import date

import pytest

from reports.models import OutgoingMail, Reminder
from tests.builders import at
from tests.soak.conftest import wait_until
from tests.soak.office import DUE_ON, addresses, is_at_rest, make_units, morning

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def run_tasks(make_driver, redis_url, post_office):
    """The tasks of one minute, in a process that lives in `zone` and sees that minute."""
    drivers = {}

    def run(when, zone="UTC"):
        driver = drivers.get(zone) or make_driver(EMAIL_URL=post_office.url, TZ=zone)
        drivers[zone] = driver
        driver.order(do="tasks", at=at(when))

    return run


def days_told(post_office):
    """For each mail that arrived, in order, the day for which it was sent."""
    day = dict(OutgoingMail.objects.values_list("message_id", "day"))
    return sorted(day[message["Message-ID"]] for message in post_office.messages)


def promised_days():
    """In order; two steps that days off moved to one day are told together."""
    return sorted(set(Reminder.objects.order_by().values_list("send_on", flat=True)))


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Ho_Chi_Minh"])
def test_half_past_midnight_in_vietnam_is_the_new_day_and_half_past_23_the_old(
    zone, run_tasks, post_office, tell
):
    """16/12 begins at 17:00 of 15/12 in UTC and at 12:00 in New York."""
    make_units(1)
    step = Reminder.objects.get(step=0)
    run_tasks("2026-12-15 23:30", zone)
    assert not step.recipients.exists()
    run_tasks("2026-12-16 00:30", zone)
    assert {told.mail.day for told in step.recipients.all()} == {DUE_ON}
    run_tasks("2026-12-16 09:00", zone)
    run_tasks("2026-12-16 23:30", zone)
    assert days_told(post_office) == [DUE_ON] * 2
    # ... the due day is on time to its last minute, and late from the next.
    overdue = Reminder.objects.get(step=1)
    assert not overdue.recipients.exists()
    run_tasks("2026-12-17 00:30", zone)
    assert {told.mail.day for told in overdue.recipients.all()} == {date(2026, 12, 17)}
    tell(f"host in {zone}: 15/12 at 23:30, 16/12 at 00:30 and 23:30, 17/12 at 00:30: right days")


@pytest.mark.parametrize(
    ("changes", "due_on"),
    [("spring, 08/03/2026", date(2026, 3, 10)), ("autumn, 01/11/2026", date(2026, 11, 3))],
)
def test_an_hour_that_is_skipped_or_doubled_where_the_host_is_moves_no_reminder(
    changes, due_on, run_tasks, post_office, tell
):
    make_units(1, due_on=due_on)
    promised = promised_days()
    for day in promised:
        for hour in ["00:30", "12:30", "23:30"]:
            run_tasks(f"{day} {hour}", "America/New_York")
    assert days_told(post_office) == sorted(promised * 2)
    assert is_at_rest(promised[-1])
    tell(f"host in New York, {changes}: {len(promised)} days, {len(post_office.messages)} mails")


def told_day_by_day(run_tasks, first, days):
    for ordinal in range(first.toordinal(), first.toordinal() + days):
        run_tasks(f"{date.fromordinal(ordinal)} 09:00")


def test_a_leap_day_is_a_day(run_tasks, post_office, tell):
    """The 29th of February 2028 is a Tuesday."""
    make_units(1, due_on=date(2028, 2, 29))
    told_day_by_day(run_tasks, date(2028, 2, 21), 20)
    days = days_told(post_office)
    assert days.count(date(2028, 2, 29)) == 2
    assert days.count(date(2028, 3, 1)) == 2
    assert days == sorted(promised_days() * 2)
    tell(f"leap day: told on {', '.join(f'{day:%d/%m}' for day in sorted(set(days)))}")


def test_nobody_gets_a_mail_at_tet_and_everybody_hears_afterwards(run_tasks, post_office, tell):
    """Tết 2026 is the 17th of February; the State's days off go from the 14th to the 22nd."""
    make_units(1, due_on=date(2026, 2, 24))
    told_day_by_day(run_tasks, date(2026, 2, 9), 25)
    days = days_told(post_office)
    assert not [day for day in days if date(2026, 2, 16) <= day <= date(2026, 2, 20)]
    assert not [day for day in days if day.weekday() >= 5]
    assert days.count(date(2026, 2, 24)) == 2
    assert days.count(date(2026, 2, 25)) == 2
    assert days == sorted(promised_days() * 2)
    assert is_at_rest(date(2026, 3, 5))
    tell(f"Tết: told on {', '.join(f'{day:%d/%m}' for day in sorted(set(days)))}")


def test_a_clock_that_stood_for_ten_days_over_a_deadline_brings_one_mail_in_todays_words(
    run_tasks, post_office, tell
):
    people = make_units(3)
    run_tasks("2026-12-10 08:30")
    before = len(post_office.messages)
    for minute in ["08:30", "08:31", "09:30"]:
        run_tasks(f"2026-12-21 {minute}")
    late = post_office.messages[before:]
    assert sorted(address for _, to in post_office.envelopes[before:] for address in to) == people
    for message in late:
        assert re.search(r"quá hạn 5 ngày", message["Subject"])
    newest = Reminder.objects.filter(send_on__lte=date(2026, 12, 21)).order_by("report", "-send_on")
    states = {}
    for reminder in newest:
        states.setdefault(reminder.report_id, []).append(reminder.state)
    assert {tuple(one) for one in states.values()} == {
        ("sent", "superseded", "superseded", "superseded", "superseded", "sent")
    }
    tell(f"clock down from 11/12 to 21/12: {len(late)} mails to {len(people)} people, one each")


def test_real_clocks_and_workers_do_the_same_after_ten_days(
    crew, redis_url, clock, post_office, tell
):
    people = make_units(3)
    clock.set(morning(date(2026, 12, 21)))
    worker = crew("worker", "--concurrency", "1", "--without-gossip", "--without-mingle",
                  "--queues", "default", "--hostname", f"late@{id(clock)}")  # fmt: skip
    worker.wait_for(lambda: " ready." in worker.log.read_text(errors="replace"), 120)
    crew("beat", "--scheduler", "celery.beat:Scheduler", "--pidfile", "", "--max-interval", "1")
    wait_until(lambda: is_at_rest(date(2026, 12, 21)), what="rest")
    assert post_office.recipients() == people == addresses(0, 1, 2)
    tell(f"the same with a real beat and worker: {len(post_office.messages)} mails, one each")
