"""The gateway to telephones: a real HTTP server that takes, refuses, redirects, hangs and dies."""

import hashlib
import hmac
from datetime import date, timedelta

import pytest

from reports import reminders
from reports.models import OutgoingCall, OutgoingMail
from reports.reminders import hook, ledger
from tests.builders import (
    Role,
    at,
    make_member,
    make_report,
    return_report,
    submit,
)
from tests.reports.reminding import work
from tests.servers import HookServer

pytestmark = pytest.mark.django_db

DUE_ON = date(2026, 12, 16)
SECRET = "a secret of fifty characters that the gateway knows"


@pytest.fixture
def gateway(settings, smtp_server, monkeypatch):
    monkeypatch.setattr(hook, "TIMEOUT_SECONDS", 0.3)
    server = HookServer()
    settings.NOTIFY_HOOK_URL, settings.NOTIFY_HOOK_SECRET = server.url, SECRET
    yield server
    server.down()


@pytest.fixture
def report():
    report = make_report(due_on=DUE_ON)
    make_member(report.department, username="khoa", full_name="Trần Thị Khoa", phone="0905 000 001")
    make_member(report.department, Role.FOCAL_OFFICER, username="focal", phone="0905 000 002")
    make_member(report.department, Role.FOCAL_OFFICER, username="without-telephone")
    return report


def make_calls(when, day=DUE_ON):
    now = at(f"{day} {when}")
    hook.plan(on=day)
    for pk in list(hook.callable_now(on=day, at=now).values_list("pk", flat=True)):
        hook.call(pk, on=day, at=now)


def call_to(username) -> OutgoingCall:
    return OutgoingCall.objects.get(mail__person__username=username)


def test_a_digest_goes_out_in_one_line_signed_and_with_the_key_of_its_mail(gateway, report):
    work(DUE_ON)
    make_calls("07:00")
    mail = OutgoingMail.objects.get(person__username="khoa")
    [path, headers, said] = next(call for call in gateway.calls if call[2]["phone"].endswith("1"))
    assert said == {
        "id": f"reminder:2026-12-16:{mail.person_id}",
        "kind": "reminder",
        "person": "Trần Thị Khoa",
        "phone": "0905 000 001",
        "text": "Đôn Đốc: Phòng Quản lý Khoa học chưa gửi báo cáo năm 2026, hạn 16/12/2026 "
        f"(hôm nay). http://127.0.0.1:8000/reports/{report.public_id}/draft/",
    }
    assert path == "/dondoc?to=sms"
    assert headers["Idempotency-Key"] == said["id"]
    expected = hmac.new(SECRET.encode(), headers["body"], hashlib.sha256).hexdigest()
    assert headers["X-Dondoc-Signature"] == f"sha256={expected}"
    assert [call[2]["phone"] for call in gateway.calls] == ["0905 000 001", "0905 000 002"]
    sent = call_to("khoa")
    assert (sent.state, sent.sent_at) == ("sent", at(f"{DUE_ON} 07:00"))


def test_a_call_is_made_once(gateway, report):
    work(DUE_ON)
    for when in ["07:00", "07:01", "09:00"]:
        make_calls(when)
    assert len(gateway.calls) == 2


def test_without_an_address_nothing_is_planned(settings, gateway, report):
    settings.NOTIFY_HOOK_URL = None
    work(DUE_ON)
    make_calls("07:00")
    assert (OutgoingCall.objects.count(), gateway.calls) == (0, [])


def test_a_return_says_nothing_of_what_is_missing(gateway, report):
    submit(report)
    return_report(report, when="2026-12-11 09:00")
    make_calls("09:01", date(2026, 12, 11))
    assert {call[2]["text"] for call in gateway.calls} == {
        "Đôn Đốc: báo cáo năm 2026 của Phòng Quản lý Khoa học cần bổ sung, hoàn thiện, "
        "hạn 20/12/2026 (còn 9 ngày). "
        f"http://127.0.0.1:8000/reports/{report.public_id}/draft/"
    }


@pytest.mark.parametrize("status", [408, 425, 429, 500, 503])
def test_not_now_is_tried_again_with_the_same_id(gateway, report, status):
    work(DUE_ON)
    gateway.statuses = [status, status]
    make_calls("07:00")
    waiting = call_to("khoa")
    assert (waiting.state, waiting.last_error) == ("queued", f"OSError: {status} as you wish")
    make_calls("07:04")
    make_calls("07:05")
    assert (call_to("khoa").state, call_to("khoa").failing_since) == ("sent", None)
    ids = [call[2]["id"] for call in gateway.calls]
    assert ids == ids[:2] * 2


@pytest.mark.parametrize("status", [301, 302, 307, 400, 401, 404, 410])
def test_never_is_final_and_no_redirect_is_followed(gateway, report, status):
    work(DUE_ON)
    gateway.statuses = [status, status]
    make_calls("07:00")
    refused = call_to("khoa")
    assert (refused.state, refused.last_error) == ("failed", f"{status} as you wish")
    make_calls("12:00")
    assert [call[0] for call in gateway.calls] == ["/dondoc?to=sms"] * 2


def test_one_number_that_never_works_delays_nobody(gateway, report):
    gateway.by_phone["0905 000 001"] = 500
    work(DUE_ON)
    make_calls("07:00")
    assert (call_to("khoa").state, call_to("focal").state) == ("queued", "sent")


def test_a_gateway_that_hangs_or_is_gone_is_tried_five_times(gateway, report):
    work(DUE_ON)
    gateway.statuses = [None, None]
    make_calls("07:00")
    assert call_to("khoa").last_error.startswith("TimeoutError")
    gateway.down()
    for when in ["07:05", "07:35", "09:35", "15:35"]:
        make_calls(when)
    given_up = call_to("khoa")
    assert (given_up.state, given_up.attempts) == ("failed", 5)
    assert given_up.last_error.startswith("ConnectionRefusedError")
    assert given_up.failing_since == at(f"{DUE_ON} 07:00")


def test_while_nothing_gets_through_only_a_few_are_tried_at_a_time(gateway):
    for number in range(6):
        report = make_report(f"Trung tâm {number}", due_on=DUE_ON)
        make_member(report.department, phone=f"0905 000 00{number}")
    reminders.sweep(on=DUE_ON, at=at(f"{DUE_ON} 07:00"))
    now = at(f"{DUE_ON} 07:00")
    hook.plan(on=DUE_ON)

    def handed_out():
        return len(ledger.worth_trying(hook.callable_now(on=DUE_ON, at=now)))

    assert handed_out() == 6
    gateway.statuses = [500]
    hook.call(OutgoingCall.objects.first().pk, on=DUE_ON, at=now)
    assert handed_out() == 4
    hook.call(OutgoingCall.objects.last().pk, on=DUE_ON, at=now)
    assert handed_out() == 4  # one is sent, one rests: all that are left


def test_a_unit_that_reports_before_the_call_gets_none(gateway, report):
    work(DUE_ON)
    hook.plan(on=DUE_ON)
    submit(report, when=f"{DUE_ON} 07:01")
    make_calls("07:02")
    assert (gateway.calls, call_to("khoa").state) == ([], "called_off")


def test_by_night_and_on_days_off_no_telephone_rings(gateway, report):
    work(DUE_ON)
    hook.plan(on=DUE_ON)
    for moment in ["2026-12-16 18:00", "2026-12-17 06:59", "2026-12-19 09:00"]:
        now = at(moment)
        assert not hook.callable_now(on=date.fromisoformat(moment[:10]), at=now).exists()
    assert hook.callable_now(on=DUE_ON, at=at("2026-12-16 17:59")).count() == 2


def test_a_worker_killed_after_the_answer_repeats_the_same_id(gateway, report, monkeypatch):
    work(DUE_ON)

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(ledger, "mark_sent", killed)
        with pytest.raises(KeyboardInterrupt):
            make_calls("07:00")
    make_calls("07:04")
    make_calls("07:05")
    ids = [call[2]["id"] for call in gateway.calls]
    assert len(ids) == 3
    assert ids[2] == ids[0]


def test_a_mail_of_the_last_minute_before_midnight_has_its_call(gateway, report):
    submit(report)
    return_report(report, when="2026-12-14 23:59")
    day = date(2026, 12, 14) + timedelta(days=1)
    assert hook.plan(on=day) == 2
