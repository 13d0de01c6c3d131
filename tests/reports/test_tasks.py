from datetime import date

import pytest
import time_machine
from celery import current_app
from django.db import IntegrityError

from config.celery import QUEUES
from reports import jobs, reminders, succession, tasks
from reports.models import Heartbeat, OutgoingMail
from tests.builders import Role, at, make_member, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def nudged(monkeypatch):
    """What the sweep hands to the queue, in place of a broker."""
    handed = []
    monkeypatch.setattr(tasks, "nudge", lambda task, *args: handed.append((task.name, *args)))
    return handed


def test_the_sweep_hands_the_mails_to_tasks_by_the_chunk(nudged, monkeypatch):
    monkeypatch.setattr(reminders, "CHUNK", 2)
    report = make_report(due_on=date(2026, 12, 16))
    make_member(report.department)
    make_member(report.department, Role.FOCAL_OFFICER)
    with time_machine.travel(at("2026-12-16 07:00"), tick=False):
        tasks.sweep()
    mails = list(OutgoingMail.objects.values_list("pk", flat=True))
    assert len(mails) == 4
    assert nudged == [
        ("reports.tasks.deliver_mails", tuple(mails[:2])),
        ("reports.tasks.deliver_mails", tuple(mails[2:])),
    ]
    assert Heartbeat.objects.get(name="sweep").seen_at == at("2026-12-16 07:00")


def test_a_row_that_cannot_be_settled_keeps_no_mail_from_being_handed_out(nudged, monkeypatch):
    """What follows units is the first step; the heartbeat stands still, so that it is seen."""

    def broken(*, on, at):
        raise IntegrityError("a row that nobody foresaw")

    monkeypatch.setattr(succession, "follow_units", broken)
    make_member(make_report(due_on=date(2026, 12, 16)).department)
    with (
        time_machine.travel(at("2026-12-16 07:00"), tick=False),
        pytest.raises(ExceptionGroup) as failed,
    ):
        tasks.sweep()
    assert [str(error) for error in failed.value.exceptions] == ["a row that nobody foresaw"]
    kinds = OutgoingMail.objects.order_by("kind").values_list("kind", flat=True)
    assert list(kinds) == ["assigned", "reminder"]
    assert len(nudged) == 1
    assert not Heartbeat.objects.exists()


def test_the_sweep_looks_after_jobs_whose_worker_died(nudged, monkeypatch):
    asked = []
    monkeypatch.setattr(jobs, "requeue_expired", lambda *, at: asked.append(at))
    with time_machine.travel(at("2026-12-16 07:00"), tick=False):
        tasks.sweep()
    assert asked == [at("2026-12-16 07:00")]


@pytest.mark.parametrize(
    ("clock", "mails"),
    [("2026-12-08 23:59", 0), ("2026-12-09 00:01", 1)],
)
def test_the_day_is_vietnams_whatever_the_servers_clock(nudged, monkeypatch, clock, mails):
    """At 00:01 in Vietnam a server in UTC still writes 17:01 of the day before."""
    monkeypatch.setenv("TZ", "UTC")
    make_member(make_report(due_on=date(2026, 12, 16)).department)
    with time_machine.travel(at(clock), tick=False):
        tasks.sweep()
    assert OutgoingMail.objects.filter(kind="reminder").count() == mails


def test_a_mail_is_delivered_with_the_words_of_the_day_in_vietnam(nudged, smtp_server):
    make_member(make_report(due_on=date(2026, 12, 16)).department)
    with time_machine.travel(at("2026-12-16 23:59"), tick=False):
        tasks.sweep()
    with time_machine.travel(at("2026-12-17 07:00"), tick=False):
        tasks.deliver_mails([OutgoingMail.objects.get(kind="reminder").pk])
    assert smtp_server.messages[0]["Subject"].endswith("(quá hạn 1 ngày)")


def test_a_heartbeat_tells_when_its_queue_was_last_alive():
    with time_machine.travel(at("2026-12-16 07:00"), tick=False):
        tasks.heartbeat("pdf")
    with time_machine.travel(at("2026-12-16 07:01"), tick=False):
        tasks.heartbeat("pdf")
    assert list(Heartbeat.objects.values_list("name", "seen_at")) == [
        ("pdf", at("2026-12-16 07:01"))
    ]


def test_a_job_is_rendered_by_its_number(monkeypatch):
    rendered = []
    monkeypatch.setattr(jobs, "render", lambda job_id, *, clock: rendered.append((job_id, clock())))
    with time_machine.travel(at("2026-12-16 07:00"), tick=False):
        tasks.render_document(7)
    assert rendered == [(7, at("2026-12-16 07:00"))]


def test_every_task_that_the_clock_calls_exists():
    assert {entry["task"] for entry in current_app.conf.beat_schedule.values()} == {
        "reports.tasks.heartbeat",
        "reports.tasks.sweep",
    }
    for entry in current_app.conf.beat_schedule.values():
        assert entry["task"] in current_app.tasks
    assert QUEUES == ["default", "pdf"]
