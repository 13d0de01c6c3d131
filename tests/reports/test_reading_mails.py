"""Mails with a personal link: within the hours, once, and what fails stays to be seen."""

from datetime import timedelta

import pytest

from directives.models import Duty
from reports import dissemination
from reports.dissemination import mails
from reports.models import ReadingMail
from tests.builders import (
    at,
    make_assignment,
    make_directive,
    make_duty,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.django_db

MONDAY = "2026-11-30"


@pytest.fixture
def assignment():
    directive = make_directive(number="123", subject="triển khai Kế hoạch số 116")
    return make_assignment(make_duty(directive, kind=Duty.Kind.DISSEMINATION))


@pytest.fixture
def link(assignment):
    member = make_staff(assignment.department, "Lê An", email="an@example.vn")
    by = make_user("Trương Mỹ Duyên")
    [link], _mails = dissemination.send(assignment, [member], by=by, at=at(f"{MONDAY} 06:00"))
    return link


def deliver(when):
    now = at(when)
    waiting = mails.deliverable(on=now.date(), at=now).values_list("pk", flat=True)
    return mails.deliver(list(waiting), clock=lambda: now)


def test_the_mail_waits_for_the_hours_and_goes_out_once(smtp_server, link):
    assert [deliver(f"{MONDAY} {hour}") for hour in ["06:59", "07:00", "07:01"]] == [0, 1, 0]
    sent = ReadingMail.objects.get()
    assert (sent.state, sent.sent_at) == ("sent", at(f"{MONDAY} 07:00"))
    [mail] = smtp_server.messages
    assert mail["To"] == "an@example.vn"
    assert mail["Subject"] == ("[Đôn Đốc] Đề nghị đọc Công văn số 123/SKHCN-HCTH ngày 07/6/2024")


def test_the_letter_says_who_asks_for_what_and_where_to_read(link):
    assert (
        mails.written(link).text
        == f"""\
Kính gửi đồng chí Lê An,

Phòng Quản lý Khoa học đề nghị đồng chí đọc Công văn số 123/SKHCN-HCTH ngày 07/6/2024 về việc \
triển khai Kế hoạch số 116, rồi xác nhận đã đọc, nắm nội dung.

Đọc và xác nhận: {dissemination.address(link)}

Liên kết này dành riêng cho đồng chí; xin không chuyển cho người khác.
Người gửi: Trương Mỹ Duyên

Trân trọng.

--\x20
Thư tự động của hệ thống Đôn Đốc; xin không trả lời thư này.
"""
    )


def test_whoever_has_read_meanwhile_or_lost_his_link_gets_no_mail(smtp_server, assignment, link):
    other = make_staff(assignment.department, "Trần Bình", email="binh@example.vn")
    [revoked], _mails = dissemination.send(
        assignment, [other], by=make_user(), at=at(f"{MONDAY} 06:00")
    )
    dissemination.confirm(link, at=at(f"{MONDAY} 06:30"))
    dissemination.revoke(revoked, by=make_user(), at=at(f"{MONDAY} 06:30"))
    assert deliver(f"{MONDAY} 08:00") == 0
    assert {mail.state for mail in ReadingMail.objects.all()} == {"called_off"}
    assert smtp_server.messages == []


def test_an_address_that_is_refused_is_not_tried_again(smtp_server, link):
    smtp_server.refused.add("an@example.vn")
    assert deliver(f"{MONDAY} 08:00") == 0
    failed = ReadingMail.objects.get()
    assert (failed.state, failed.last_error) == ("failed", "địa chỉ không nhận thư")


def test_a_server_that_is_down_is_tried_again_later_and_given_up_in_the_end(smtp_server, link):
    smtp_server.down()
    now = at(f"{MONDAY} 07:00")
    for waiting_minutes in [5, 30, 120, 360]:
        assert mails.deliver([ReadingMail.objects.get().pk], clock=lambda: now) == 0
        row = ReadingMail.objects.get()
        assert (row.state, row.retry_at) == ("queued", now + timedelta(minutes=waiting_minutes))
        ReadingMail.objects.update(retry_at=None)
    mails.deliver([row.pk], clock=lambda: now)
    assert ReadingMail.objects.get().state == "failed"
