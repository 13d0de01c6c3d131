"""Two of everything, on committed rows: each mail goes out once."""

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from directives.models import Directive
from reports import obligations, planning, reminders, tasks
from reports.models import Heartbeat, OutgoingMail, ProgressReport, Reminder, Schedule
from reports.queue import nudge
from reports.reminders import SweepResult
from reports.reminders.line import Line
from tests.builders import (
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
from tests.reports.reminding import deliver, work
from tests.servers import BASE_DIR, free_port

pytestmark = pytest.mark.django_db(transaction=True)

DUE_ON = date(2026, 12, 16)


def make_units(count):
    directive = make_directive()
    for number in range(count):
        department = make_department(f"Trung tâm {number}")
        make_assignment(make_duty(directive), department)
        make_member(department, username=f"unit{number}")
    confirm(make_period(directive, due_on=DUE_ON))


def at_once(count, call):
    """The call in `count` threads that start together."""
    together = threading.Barrier(count)

    def run(_):
        together.wait()
        try:
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_two_sweeps_and_two_workers_at_once_send_each_mail_once(smtp_server):
    make_units(12)
    at_once(4, lambda: work(DUE_ON))
    work(DUE_ON, "07:01")
    assert smtp_server.recipients() == sorted(f"unit{n}@example.vn" for n in range(12))
    assert Reminder.objects.filter(step=0, state="sent").count() == 12
    assert Reminder.objects.filter(step__lt=0).exclude(state="superseded").count() == 0


def test_two_people_at_once_plan_each_period_once():
    schedule = Schedule.objects.create(directive=make_directive(), decided_by="x", paper="y")
    plan = partial(planning.plan_periods, schedule, until=date(2026, 11, 22), by=make_user())
    assert sorted(len(made) for made in at_once(3, plan)) == [0, 0, 3]


def test_sweeps_at_once_expect_a_latecomer_once():
    make_units(1)
    duty = ProgressReport.objects.get().period.directive.duties.get()
    for number in range(12):
        make_assignment(duty, make_department(f"Phòng {number}"), starts_on=date(2026, 12, 1))
    day = {"on": date(2026, 12, 2), "at": at("2026-12-02 08:00")}
    joined = at_once(4, lambda: len(obligations.expect_latecomers(**day)))
    assert sorted(joined) == [0, 0, 0, 12]
    assert ProgressReport.objects.count() == 13


def test_two_workers_on_one_mail_send_it_once(smtp_server):
    make_units(1)
    now = at(f"{DUE_ON} 07:00")
    reminders.sweep(on=DUE_ON, at=now)
    [mail] = OutgoingMail.objects.all()
    done = at_once(4, lambda: deliver(mail, now=now))
    assert [mail.state for mails in done for mail in mails] == ["sent"]
    assert len(smtp_server.messages) == 1


def test_two_sweeps_that_both_find_yesterdays_mails_carry_them_over_once(smtp_server):
    make_units(6)
    smtp_server.down()
    work(date(2026, 12, 15), "23:50")
    smtp_server.up()
    at_once(3, lambda: work(DUE_ON, "07:00"))
    work(DUE_ON, "07:01")
    assert smtp_server.recipients() == sorted(f"unit{n}@example.vn" for n in range(6))


def test_who_loses_the_race_for_todays_mail_leaves_the_old_one_to_the_next_sweep(smtp_server):
    make_units(1)
    smtp_server.down()
    work(date(2026, 12, 15), "23:50")
    smtp_server.up()
    old = OutgoingMail.objects.get()
    made = threading.Event()

    def make_todays_mail():
        with transaction.atomic():
            OutgoingMail.objects.create(person=old.person, day=DUE_ON, kind="reminder")
            made.set()
            time.sleep(0.5)
        connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(make_todays_mail)
        assert made.wait(5)
        assert reminders.sweep(on=DUE_ON, at=at(f"{DUE_ON} 07:00")).carried_over == 0
        other.result()
    assert reminders.sweep(on=DUE_ON, at=at(f"{DUE_ON} 07:01")).covered == 1
    work(DUE_ON, "07:02")
    assert smtp_server.recipients() == ["unit0@example.vn"]


def test_a_report_that_somebody_holds_waits_for_the_next_sweep(smtp_server):
    report = make_report(due_on=DUE_ON)
    make_member(report.department)
    with transaction.atomic():
        ProgressReport.objects.select_for_update().get(pk=report.pk)
        [swept] = at_once(1, lambda: reminders.sweep(on=DUE_ON, at=at(f"{DUE_ON} 07:00")))
    assert swept == SweepResult()
    assert reminders.sweep(on=DUE_ON, at=at(f"{DUE_ON} 07:01")).planned == 1


def test_nothing_is_locked_while_a_mail_is_on_its_way(smtp_server, monkeypatch):
    make_units(1)
    reminders.sweep(on=DUE_ON, at=at(f"{DUE_ON} 07:00"))
    send, seen = Line.send, []

    def look_then_send(*args):
        seen.append(connection.in_atomic_block)
        send(*args)

    monkeypatch.setattr(Line, "send", look_then_send)
    work(DUE_ON)
    assert seen == [False]


SWEEP = """
import django
django.setup()
from reports import tasks
tasks.sweep()
"""


def make_report_of_now():
    """For processes that keep the real clock: its mails leave at any hour, of any day.

    Hoả tốc knows no quiet hours. Five days before the deadline a step was due two days ago and
    the next is due in two days: midnight in the middle of a test brings no second one.
    """
    directive = make_directive(urgency=Directive.Urgency.EXPRESS)
    unit = make_assignment(make_duty(directive)).department
    make_member(unit, username="khoa")
    confirm(make_period(directive, due_on=timezone.localdate() + timedelta(days=5)))


def states():
    return sorted(OutgoingMail.objects.values_list("kind", "state"))


def test_a_dead_redis_stops_no_sweep_and_leaves_the_mail_to_the_next(server_environment):
    """A process of its own: here the connection to the living Redis is open already."""
    make_report_of_now()
    nobody = f"redis://127.0.0.1:{free_port()}/0"
    done = subprocess.run(
        [sys.executable, "-c", SWEEP],
        env=server_environment(REDIS_URL=nobody, DJANGO_SETTINGS_MODULE="config.settings"),
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "deliver_mails was not queued, the sweep will find it" in done.stderr
    assert states() == [("assigned", "queued"), ("reminder", "queued")]
    assert Heartbeat.objects.get().name == "sweep"


def test_a_real_worker_behind_redis_delivers(smtp_server, celery_worker_process):
    make_report_of_now()
    worker = celery_worker_process("default", EMAIL_URL=smtp_server.url)
    nudge(tasks.sweep)
    deadline = time.monotonic() + 20
    while len(smtp_server.messages) < 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    nudge(tasks.sweep)
    time.sleep(1)
    worker.stop()
    assert smtp_server.recipients() == ["khoa@example.vn"] * 2, worker.log.read_text()
    assert states() == [("assigned", "sent"), ("reminder", "sent")]
    [reminder] = [mail for mail in smtp_server.messages if "Cần gửi báo cáo" in mail["Subject"]]
    assert "quá hạn" not in reminder["Subject"]
