"""Behind a personal link, without an account: one duty, its papers, one button."""

import logging
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from config.logs import HideSecrets
from directives.lifecycle import keep_file
from directives.models import Duty, LegalBasis
from reports import dissemination
from reports.models import ReadingLink
from tests.access.answers import put_down
from tests.builders import (
    ISSUED_AT,
    at,
    make_assignment,
    make_directive,
    make_duty,
    make_staff,
    make_user,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-30 09:00+07:00", tick=False):
        yield


def attach(name):
    file = SimpleUploadedFile(name, b"%PDF-1.7", content_type="application/pdf")
    return keep_file(file, by=make_user(), at=ISSUED_AT)


def basis(directive, ordinal, **fields):
    return LegalBasis.objects.create(
        directive=directive,
        ordinal=ordinal,
        doc_type="NQ",
        number_and_symbol=f"4{ordinal}/NQ-CP",
        issued_on=date(2024, 4, 15),
        issuer="Chính phủ",
        title="Chương trình hành động",
        **fields,
    )


@pytest.fixture
def link():
    duty = make_duty(make_directive(number="123"), kind=Duty.Kind.DISSEMINATION, text="Phổ biến.")
    assignment = make_assignment(duty)
    make_duty(duty.directive, text="Việc của người khác")
    member = make_staff(assignment.department, "Lê An")
    [link], _mails = dissemination.send(
        assignment, [member], by=make_user(), at=at("2026-11-29 09:00")
    )
    return link


def path_of(link):
    return dissemination.address(link).removeprefix(SITE)


def test_the_page_shows_the_duty_and_its_papers_and_nothing_else(client, link):
    directive = link.assignment.duty.directive
    with_file = basis(directive, 1, attachment=attach("toan-van.pdf"))
    basis(directive, 2, link="https://vanban.example.vn/42")
    basis(directive, 3)
    said = text_of(client.get(path_of(link)))
    assert "Kính gửi đồng chí Lê An, Phòng Quản lý Khoa học." in said
    assert "Phổ biến." in said
    assert "https://vanban.example.vn/42" in said
    assert "Chưa có toàn văn" in said
    assert f"{path_of(link)}files/{with_file.attachment.public_id}/" in said
    assert "Việc của người khác" not in said


def test_opening_confirms_nothing_and_the_button_confirms_once(client, link):
    client.get(path_of(link))
    assert ReadingLink.objects.get().confirmed_at is None
    said = text_of(client.post(path_of(link), follow=True))
    assert "Đã ghi nhận." in said
    assert "Đồng chí đã xác nhận “Đã đọc, nắm nội dung” lúc 09:00, 30/11/2026." in said
    with time_machine.travel("2026-12-01 09:00+07:00", tick=False):
        client.post(path_of(link))
    assert ReadingLink.objects.get().confirmed_at == at("2026-11-30 09:00")


def test_a_forged_address_opens_nothing(client, link):
    other = ReadingLink(assignment=link.assignment, member=link.member)
    token = path_of(link).split("/")[3]
    for key, signature in [(link.key, "x" * 43), (other.key, token)]:
        address = reverse("reports:reading", args=[key, signature])
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404


def _revoked(link):
    dissemination.revoke(link, by=make_user(), at=at("2026-11-29 10:00"))


def _left(link):
    link.member.left_on = date(2026, 11, 30)
    link.member.save()


def _ended(link):
    link.assignment.ends_on, link.assignment.end_reason = date(2026, 11, 29), "Xong"
    link.assignment.save()


@pytest.mark.parametrize("end", [_revoked, _left, _ended])
def test_an_address_out_of_use_says_so_and_takes_no_word(client, link, end):
    attached = basis(link.assignment.duty.directive, 1, attachment=attach("toan-van.pdf"))
    end(link)
    file = f"{path_of(link)}files/{attached.attachment.public_id}/"
    for answer in [client.get(path_of(link)), client.post(path_of(link))]:
        assert answer.status_code == 410
        assert "Liên kết không còn hiệu lực" in text_of(answer)
    assert client.get(file).status_code == 404
    assert ReadingLink.objects.get().confirmed_at is None


def test_full_texts_of_this_duty_are_read_and_no_other_file(client, link):
    directive = link.assignment.duty.directive
    directive.source_file = attach("cong-van.pdf")
    directive.save()
    attached = basis(directive, 1, attachment=attach("toan-van.pdf"))
    foreign = basis(make_directive(number="7"), 1, attachment=attach("khac.pdf"))
    found = {}
    for file in [directive.source_file, attached.attachment, foreign.attachment]:
        answer = client.get(f"{path_of(link)}files/{file.public_id}/")
        found[file.original_name] = answer.status_code
        put_down(answer)
    assert found == {"cong-van.pdf": 200, "toan-van.pdf": 200, "khac.pdf": 404}


def test_the_page_is_kept_nowhere_and_its_address_stands_in_no_log(client, link):
    assert "no-store" in client.get(path_of(link))["Cache-Control"]
    record = logging.LogRecord("x", 20, "", 0, 'GET %s "x"', (path_of(link),), None)
    HideSecrets().filter(record)
    assert record.getMessage() == 'GET /read/… "x"'
