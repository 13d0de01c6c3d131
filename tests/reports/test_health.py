from datetime import date
from smtplib import SMTPRecipientsRefused

import pytest
import time_machine
from django.db import OperationalError

from config.celery import QUEUES
from reports import health, reminders
from reports.models import OutgoingMail
from reports.reminders.line import Line
from tests.builders import at, make_member, make_report
from tests.reports.reminding import work

pytestmark = pytest.mark.django_db

NOW = at("2026-12-16 07:00")
TODAY = date(2026, 12, 16)


@pytest.fixture
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def beat_all(when="2026-12-16 06:59"):
    for name in ["default", "pdf", "sweep"]:
        health.beat(name, at=at(when))


def test_every_queue_of_the_workers_is_watched():
    assert list(health.QUEUES) == QUEUES


@pytest.mark.usefixtures("_now")
def test_healthz_is_for_anybody_and_costs_one_query_and_no_session(
    client, django_assert_num_queries
):
    beat_all()
    with django_assert_num_queries(1):
        response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {
        "database": "ok",
        "queues": {
            "default": {"seen_seconds_ago": 60, "ok": True},
            "pdf": {"seen_seconds_ago": 60, "ok": True},
        },
        "sweep": {"seen_seconds_ago": 60, "ok": True},
        "ok": True,
    }
    assert not response.cookies


@pytest.mark.usefixtures("_now")
@pytest.mark.parametrize("silent", ["default", "pdf", "sweep"])
@pytest.mark.parametrize(
    ("last_seen", "status"), [("2026-12-16 06:55", 200), ("2026-12-16 06:54", 503)]
)
def test_five_minutes_of_silence_are_a_fault(client, silent, last_seen, status):
    beat_all()
    health.beat(silent, at=at(last_seen))
    response = client.get("/healthz")
    assert response.status_code == status
    assert response.json()["ok"] is (status == 200)


@pytest.mark.usefixtures("_now")
def test_a_queue_that_was_never_heard_of_is_a_fault(client):
    health.beat("default", at=NOW)
    health.beat("sweep", at=NOW)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["queues"]["pdf"] == {"seen_seconds_ago": None, "ok": False}


def test_a_database_that_does_not_answer_is_a_fault_and_no_crash(client, monkeypatch):
    def refuse(*, at):
        raise OperationalError("connection refused")

    monkeypatch.setattr(health, "pulses", refuse)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json() == {"database": "down", "ok": False}


def test_healthz_is_read_only(client):
    assert client.post("/healthz").status_code == 405


def test_reminders_move_while_the_sweep_comes_through():
    health.beat("sweep", at=at("2026-12-16 06:55"))
    assert health.standstill(at=NOW) is None


def test_reminders_stand_still_since_the_last_sweep():
    health.beat("sweep", at=at("2026-12-16 06:54"))
    assert health.standstill(at=NOW) == at("2026-12-16 06:54")


def test_an_office_that_never_swept_stands_still_since_its_first_reminder_was_due():
    assert health.standstill(at=NOW) is None
    make_report(due_on=date(2026, 12, 22))
    assert health.standstill(at=at("2026-12-14 23:59")) is None
    assert health.standstill(at=NOW) == at("2026-12-15 00:00")


def standstill(when):
    """While the sweep itself comes through every minute."""
    health.beat("sweep", at=at(when))
    return health.standstill(at=at(when))


def test_reminders_stand_still_since_the_first_mail_that_did_not_get_out(smtp_server):
    make_member(make_report(due_on=TODAY).department)
    smtp_server.down()
    for hour in ["06:00", "07:00", "07:05", "07:35"]:
        work(TODAY, hour)
    assert standstill("2026-12-16 07:36") == at("2026-12-16 07:00")


def test_reminders_stand_still_also_when_every_mail_was_given_up(smtp_server):
    make_member(make_report(due_on=TODAY).department)
    smtp_server.down()
    for hour in ["07:00", "07:05", "07:35", "09:35", "15:35"]:
        work(TODAY, hour)
    assert OutgoingMail.objects.get().state == "failed"
    assert standstill("2026-12-16 16:00") == at("2026-12-16 07:00")


def test_what_was_given_up_before_a_weekend_still_stands_when_the_week_begins(smtp_server):
    friday, monday = date(2026, 12, 18), "2026-12-21"
    make_member(make_report(due_on=friday).department)
    smtp_server.down()
    for hour in ["07:00", "07:05", "07:35", "09:35", "15:35"]:
        work(friday, hour)
    for when in ["2026-12-18 23:00", "2026-12-19 09:00", "2026-12-20 09:00", f"{monday} 06:59"]:
        assert standstill(when) == at("2026-12-18 07:00")
    assert standstill("2026-12-22 06:59") is None


@pytest.mark.parametrize(
    ("queued", "looked"),
    [
        ("2026-12-16 00:05", "2026-12-16 06:59"),  # for the morning
        ("2026-12-16 18:00", "2026-12-17 06:59"),  # for the next morning
        ("2026-12-18 18:00", "2026-12-20 23:59"),  # for a working day
    ],
)
def test_a_queue_that_waits_for_its_hours_is_no_standstill(smtp_server, queued, looked):
    day, hour = queued.split()
    make_member(make_report(due_on=date.fromisoformat(day)).department)
    smtp_server.down()
    work(date.fromisoformat(day), hour)
    assert OutgoingMail.objects.get().state == "queued"
    assert standstill(looked) is None


@pytest.mark.parametrize("code", [550, 451])
def test_one_bad_address_is_no_standstill(smtp_server, monkeypatch, code):
    report = make_report(due_on=TODAY)
    make_member(report.department, "focal_officer", username="bad")
    make_member(report.department, username="khoa")
    send = Line.send

    def refuse_one(line, message):
        if message.to == ["bad@example.vn"]:
            raise SMTPRecipientsRefused({"bad@example.vn": (code, b"no")})
        send(line, message)

    monkeypatch.setattr(Line, "send", refuse_one)
    work(TODAY, "07:00")
    assert smtp_server.recipients() == ["khoa@example.vn"]
    assert standstill("2026-12-16 07:01") is None


def test_reminders_move_again_after_a_mail_got_out(smtp_server):
    make_member(make_report(due_on=TODAY).department)
    smtp_server.down()
    work(TODAY, "07:00")
    smtp_server.up()
    work(TODAY, "07:05")
    assert standstill("2026-12-16 07:06") is None
    assert reminders.deliverable(on=TODAY, at=at("2026-12-16 07:06")).count() == 0
