"""The page of a printout, and a unit's report printed to be signed."""

import pytest
import time_machine
from django.urls import reverse

from directives.posts import Role
from reports import printouts
from reports.models import Printout
from tests.builders import (
    at,
    make_agency,
    make_department,
    make_leader,
    make_member,
    make_report,
    make_user,
    submit,
)
from tests.pages import text_of
from tests.reports.finished import finish
from tests.reports.test_printouts import DOCUMENT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(at("2026-12-12 09:00"), tick=False):
        yield


@pytest.fixture
def report():
    return make_report("Phòng A")


@pytest.fixture
def head(report):
    return make_member(report.department, full_name="Trần Trưởng", title="Trưởng phòng")


def print_report(client, report, **data):
    address = reverse("reports:print-report", args=[report.public_id])
    return client.post(address, data, follow=True)


def page_of(client, printout, **asked):
    return client.get(reverse("reports:printout", args=[printout.public_id]), asked)


def test_the_page_of_a_report_offers_it_to_be_signed_once_it_was_sent(client, report, head):
    client.force_login(head)
    page = reverse("reports:report", args=[report.public_id])
    assert "Tải báo cáo để ký" not in text_of(client.get(page))
    submit(report, by=head)
    assert "Tải báo cáo để ký (PDF, Word)" in text_of(client.get(page))
    text = text_of(print_report(client, report, submission="1"))
    assert "Phòng A: báo cáo năm 2026, bản gửi lần 1" in text
    assert "Kính gửi: Giám đốc Sở (qua Phòng Hành chính - Tổng hợp)." in text
    assert "Trần Trưởng" in text
    assert "Đang chờ tạo tệp." in text


def test_an_earlier_submission_is_printed_as_it_was(client, report, head):
    submit(report, by=head, results="Lần đầu.")
    report.submissions.update(department_name="Phòng tên cũ")
    client.force_login(head)
    text = text_of(print_report(client, report, submission="1"))
    assert "Phòng tên cũ: báo cáo năm 2026, bản gửi lần 1" in text
    assert "Lần đầu." in text
    assert print_report(client, report, submission="7").status_code == 404


@pytest.mark.parametrize("typed", ["", "chữ"])
def test_without_a_number_the_latest_is_printed(client, report, head, typed):
    submit(report, by=head)
    client.force_login(head)
    assert "bản gửi lần 1" in text_of(print_report(client, report, submission=typed))


def test_before_anything_was_sent_a_sentence_says_so(client, report, head):
    client.force_login(head)
    assert "Đơn vị chưa gửi báo cáo kỳ này." in text_of(print_report(client, report))
    assert not Printout.objects.exists()


def test_whoever_prints_the_same_again_comes_to_the_same_page(client, report, head):
    submit(report, by=head)
    for person in [head, make_leader(), make_member()]:
        client.force_login(person)
        print_report(client, report)
    assert Printout.objects.count() == 1


def test_another_unit_finds_neither_the_report_nor_the_printout(client, report, head):
    submit(report, by=head)
    client.force_login(head)
    print_report(client, report)
    client.force_login(make_member(make_department("Phòng B")))
    assert print_report(client, report).status_code == 404
    assert page_of(client, Printout.objects.get()).status_code == 404


def test_the_files_are_offered_once_they_are_made(client, report, head):
    submit(report, by=head)
    client.force_login(head)
    print_report(client, report)
    printout = Printout.objects.get()
    finish(printout.job, "report.pdf", "report.docx")
    text = text_of(page_of(client, printout))
    for name, label in [("pdf", "Tải PDF báo cáo"), ("docx", "Tải Word báo cáo")]:
        address = reverse("reports:rendered", args=[printout.job.public_id, "report", name])
        assert f'href="{address}"' in text
        assert label in text
        assert b"".join(client.get(address).streaming_content) == f"report.{name}".encode()


def test_each_part_of_a_printout_is_a_page(client, report):
    printout = printouts.keep(
        Printout.Kind.DRAFT,
        {"report": DOCUMENT, "slip": DOCUMENT},
        agency=make_agency(),
        period=report.period,
        name="Dự thảo",
        by=make_user(),
        at=at("2026-12-12 08:00"),
    )
    client.force_login(make_member(role=Role.STAFF))
    text = text_of(page_of(client, printout))
    assert 'href="?part' not in text
    assert "?part=slip" in text
    assert "Phiếu trình" in text
    assert page_of(client, printout, part="slip").status_code == 200
    assert page_of(client, printout, part="annex").status_code == 404


def test_the_page_takes_six_queries(client, report, head, django_assert_num_queries):
    submit(report, by=head)
    client.force_login(head)
    print_report(client, report)
    printout = Printout.objects.get()
    finish(printout.job, "report.pdf", "report.docx")
    with django_assert_num_queries(6):
        page_of(client, printout)
