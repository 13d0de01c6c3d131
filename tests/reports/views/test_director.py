"""The Director's page."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives.posts import Role
from reports import papers
from reports.citation import Citation
from tests.builders import (
    at,
    confirm,
    make_agency,
    make_assignment,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_leader,
    make_member,
    make_period,
    make_report,
    make_urging_paper,
    submit,
)
from tests.pages import text_of
from tests.reports.test_dashboard import consolidated

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _after_the_deadline():
    with time_machine.travel(at("2026-12-18 09:00"), tick=False):
        yield


def page(client, user, **asked):
    client.force_login(user)
    return client.get(reverse("reports:director"), asked)


@pytest.mark.parametrize(
    ("make", "status"),
    [
        (lambda: make_leader(Role.DIRECTOR), 200),
        (lambda: make_leader(Role.DEPUTY_DIRECTOR), 200),
        (lambda: make_member(make_coordinator(), Role.HEAD), 404),
        (lambda: make_member(make_department(), Role.HEAD), 404),
    ],
)
def test_the_page_is_for_leaders(client, make, status):
    make_report()
    assert page(client, make()).status_code == status


def test_what_is_red_is_said_with_its_reason_and_a_link(client):
    report = make_report("Phòng A", due_on=date(2026, 12, 16))
    text = text_of(page(client, make_leader()))
    assert f'<a href="/reports/{report.public_id}/">Phòng A</a>' in text
    assert "Quá hạn 2 ngày (2 ngày làm việc): hạn 16/12/2026, chưa gửi; chưa nhắc lần nào." in text


def test_an_obstacle_that_waits_for_an_opinion_is_one_click_away(client):
    report = make_report("Phòng A")
    obstacle = submit(report, obstacle="Thiếu kinh phí.").raised_obstacles.get()
    text = text_of(page(client, make_leader()))
    assert f'<a href="/obstacles/{obstacle.public_id}/">Thiếu kinh phí.</a>' in text


def test_the_pdf_is_one_click_away_and_earlier_versions_stay(client):
    report = make_report("Phòng A")
    first = consolidated(report.period, version=1)
    second = consolidated(report.period, version=2)
    text = text_of(page(client, make_leader()))
    head = text[: text.index("<h2")]
    assert f'href="/jobs/{second.job.public_id}/report.pdf"' in head
    assert f'href="/jobs/{first.job.public_id}/report.pdf"' in text


def test_without_a_pdf_the_page_says_so(client):
    make_report("Phòng A")
    text = text_of(page(client, make_leader()))
    assert "Chưa có báo cáo tổng hợp" in text
    assert "Hạn trình Giám đốc Sở: hết ngày 21/12/2026." in text
    assert "report.pdf" not in text


def test_every_directive_of_his_agency_can_be_chosen(client):
    make_report("Phòng A")
    other = make_directive("chuyển đổi số", number="12", issued_on=date(2023, 1, 5))
    leader = make_leader()
    assert "chuyển đổi số" in text_of(page(client, leader))
    shown = page(client, leader, directive=other.public_id)
    assert shown.context["directive"] == other


def test_what_is_red_or_waits_in_any_directive_is_said_whichever_is_shown(client):
    report = make_report("Phòng A", due_on=date(2026, 12, 16))
    reference = report.period.directive.reference
    printed = consolidated(report.period, version=1)
    other = make_directive("chuyển đổi số", number="12", issued_on=date(2026, 11, 2))
    leader = make_leader()
    text = text_of(page(client, leader, directive=other.public_id))
    assert f"chưa nhắc lần nào. · {reference}</p>" in text
    assert f'href="/jobs/{printed.job.public_id}/report.pdf"' in text[: text.index("<h2")]
    assert f"Tải PDF báo cáo năm 2026 ({reference})" in text
    submit(report, obstacle="Thiếu kinh phí.")
    text = text_of(page(client, leader, directive=other.public_id))
    assert f"Nội bộ · {reference}</p>" in text


@pytest.mark.parametrize("asked", ["không có", "01936d4e-0000-7000-8000-000000000000"])
def test_an_unknown_directive_is_not_found(client, asked):
    make_report("Phòng A")
    assert page(client, make_leader(), directive=asked).status_code == 404


def test_a_directive_of_another_agency_is_not_found(client):
    make_report("Phòng A")
    elsewhere = make_directive(number="3")
    elsewhere.agency = make_agency("Sở Nội vụ")
    elsewhere.save()
    assert page(client, make_leader(), directive=elsewhere.public_id).status_code == 404


def test_a_leader_of_an_office_without_directives_is_told_so(client):
    assert "Chưa có văn bản nào" in text_of(page(client, make_leader()))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_many_rows(
    client, count, django_assert_num_queries
):
    directive = make_directive()
    duty = make_duty(directive)
    dated = make_duty(directive, deadline="date", due_on=date(2026, 12, 1))
    period = make_period(directive)
    for number in range(count):
        make_assignment(duty, make_department(f"Phòng {number}"))
        make_assignment(duty, make_department(f"Chi cục {number}"))
        make_assignment(dated, make_department(f"Phòng {number}"))
    confirm(period)
    for number in range(count):
        submit(make_report(f"Chi cục {number}", period=period), obstacle="Thiếu kinh phí.")
        consolidated(period, version=number + 1)
    for number in range(count - 1):
        make_period(make_directive(number=str(number)))
    client.force_login(make_leader())
    with django_assert_num_queries(12):
        text = text_of(client.get(reverse("reports:director"), {"directive": directive.public_id}))
    assert text.count("alarm-row") == 2 * count


def test_who_stays_silent_after_the_last_reminder_is_named_with_the_paper_that_urged_him(client):
    report = make_report("Phòng A", due_on=date(2026, 12, 1))
    leader, hcth = make_leader(), make_member(make_coordinator(), Role.HEAD)
    assert "Đã qua lần nhắc cuối, chưa gửi (1)" in text_of(page(client, leader))
    paper = make_urging_paper(report.period, by=hcth, when="2026-12-16 09:00")
    issued = Citation("615/SKHCN-HCTH", date(2026, 12, 16))
    papers.issue_urging(paper, issued=issued, by=hcth, at=at("2026-12-16 15:00"))
    text = text_of(page(client, leader))
    assert (
        f'<a href="/papers/{paper.public_id}/">'
        "Đã đôn đốc lần 1: Công văn số 615/SKHCN-HCTH ngày 16/12/2026</a>" in text
    )
