"""Urging by hand: from the matrix to the preview to the entry, for HCTH alone."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives.posts import Role
from reports.models import OutgoingMail, Supervision
from tests.builders import (
    at,
    confirm,
    make_assignment,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_leader,
    make_member,
    make_period,
    make_report,
    make_reports,
    submit,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _after_the_deadline():
    with time_machine.travel(at("2026-12-18 09:00"), tick=False):
        yield


@pytest.fixture
def hcth():
    return make_member(make_coordinator(), Role.STAFF)


def prepare(client, user, **asked):
    client.force_login(user)
    return client.get(reverse("reports:urging"), asked)


def send(client, user, reports, **said):
    client.force_login(user)
    ticked = {"report": [report.public_id for report in reports]}
    return client.post(reverse("reports:urge"), ticked | said)


# The matrix


def test_hcth_sees_a_box_in_each_cell_that_owes_and_others_see_none(client, hcth):
    first, second = make_reports("Phòng A", "Phòng B")
    submit(first)
    address = reverse("reports:directive-dashboard", args=[first.period.directive.public_id])
    box = f'name="report" value="{second.public_id}" aria-label="Phòng B, Năm 2026"'
    client.force_login(hcth)
    text = text_of(client.get(address))
    assert box in text
    assert text.count("matrix-box") == 1
    assert 'action="/urging/"' in text
    for other in [make_leader(), make_member(make_coordinator(), Role.CLERK)]:
        client.force_login(other)
        text = text_of(client.get(address))
        assert "matrix-box" not in text
        assert "/urging/" not in text


# The page before anything is sent


def test_the_preview_names_units_people_words_and_the_message(client, hcth):
    (report,) = make_reports("Phòng A")
    make_member(report.department, full_name="Trần Văn Trưởng", email="truong@x.vn")
    text = text_of(prepare(client, hcth, report=report.public_id))
    assert "1 đơn vị chưa gửi báo cáo." in text
    assert "Trần Văn Trưởng" in text
    assert "truong@x.vn" in text
    assert "Đến nay đã quá hạn gửi báo cáo." in text
    assert "hạn 16/12/2026 (đã quá 2 ngày):\n- Phòng A" in (
        prepare(client, hcth, report=report.public_id).content.decode()
    )
    assert not Supervision.objects.exists()


def test_a_long_selection_comes_by_post_and_changes_nothing(client, hcth):
    reports = make_reports("Phòng A", "Phòng B")
    client.force_login(hcth)
    ticked = {"report": [report.public_id for report in reports]}
    text = text_of(client.post(reverse("reports:urging"), ticked))
    assert "2 đơn vị chưa gửi báo cáo." in text
    assert not Supervision.objects.exists()


def test_a_unit_without_an_address_is_named_before_the_letter_is_sent(client, hcth):
    (report,) = make_reports("Phòng A")
    make_member(report.department, email="")
    text = text_of(prepare(client, hcth, report=report.public_id))
    assert "chưa có địa chỉ thư điện tử" in text
    assert "Thư không đến được các đơn vị sau; đề nghị gọi điện hoặc nhắn tin: Phòng A." in text


@pytest.mark.parametrize(
    ("which", "names"),
    [
        ("owed", ["Phòng A", "Phòng B"]),
        ("overdue", ["Phòng A"]),
        ("far-overdue", []),
    ],
)
def test_the_lists_of_the_day(client, hcth, which, names):
    make_report("Phòng A", due_on=date(2026, 12, 16))
    make_report("Phòng B", due_on=date(2026, 12, 18))
    response = prepare(client, hcth, which=which)
    if not names:
        assert response.status_code == 302
        return
    assert [unit.department.name for unit in response.context["units"]] == names


def test_a_list_can_be_of_one_directive(client, hcth):
    first = make_report("Phòng A")
    make_report("Phòng B")
    page = prepare(client, hcth, which="owed", directive=first.period.directive.public_id)
    assert [unit.department.name for unit in page.context["units"]] == ["Phòng A"]


@pytest.mark.parametrize("asked", ["không phải địa chỉ", "01890000-0000-7000-8000-000000000000"])
def test_what_names_no_report_that_is_owed_is_said_politely(client, hcth, asked):
    response = prepare(client, hcth, report=asked)
    assert response.status_code == 302
    assert send(client, hcth, []).status_code == 302
    assert not Supervision.objects.exists()


def test_a_report_of_another_coordinator_cannot_be_urged(client, hcth):
    directive = make_directive(coordinator=make_department("Văn phòng khác", is_coordinator=True))
    make_assignment(make_duty(directive), make_department("Phòng A"))
    period = make_period(directive)
    confirm(period)
    report = make_report("Phòng A", period=period)
    send(client, hcth, [report], act="letter", text="Gửi ngay.")
    assert not Supervision.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_takes_the_same_queries_however_many_units(
    client, hcth, count, django_assert_num_queries
):
    reports = make_reports(*(f"Phòng {number}" for number in range(count)))
    for report in reports:
        make_member(report.department)
    client.force_login(hcth)
    with django_assert_num_queries(10):
        client.get(reverse("reports:urging"), {"which": "owed"})


# What is sent, and what stays


def test_a_letter_goes_to_the_unit_and_into_the_log(client, hcth):
    (report,) = make_reports("Phòng A")
    head = make_member(report.department)
    for _ in range(2):
        response = send(client, hcth, [report], act="letter", text="Đề nghị gửi ngay.")
    directive = report.period.directive
    assert response["Location"] == f"/dashboard/{directive.public_id}/"
    entry = Supervision.objects.get()
    assert (entry.kind, entry.means, entry.findings) == ("urging", "email", "Đề nghị gửi ngay.")
    assert OutgoingMail.objects.get(kind="urged").person == head


@pytest.mark.parametrize("means", ["phone", "meeting", "zalo"])
def test_a_call_a_meeting_or_a_message_is_only_written_down(client, hcth, means):
    (report,) = make_reports("Phòng A")
    make_member(report.department)
    send(client, hcth, [report], act="note", means=means, on="17/12/2026", said="Đã trao đổi.")
    entry = Supervision.objects.get()
    assert (entry.means, entry.on, entry.findings) == (means, date(2026, 12, 17), "Đã trao đổi.")
    assert not OutgoingMail.objects.exists()


def test_one_click_writes_down_the_message_in_the_group(client, hcth):
    reports = make_reports("Phòng A", "Phòng B")
    response = send(client, hcth, reports, act="message")
    entries = Supervision.objects.order_by("department__name")
    assert [(entry.department.name, entry.means) for entry in entries] == [
        ("Phòng A", "zalo"),
        ("Phòng B", "zalo"),
    ]
    assert not OutgoingMail.objects.exists()
    page = client.get(response["Location"])
    assert "Đã ghi vào nhật ký đôn đốc của 2 đơn vị." in text_of(page)


CALLED = {"act": "note", "on": "17/12/2026", "said": "Đã gọi điện."}


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({"act": "letter", "text": " "}, ["Hãy ghi nội dung đôn đốc."]),
        (
            CALLED | {"means": "phone", "on": "19/12/2026"},
            ["Đã gọi điện.", "Ngày thực hiện không được sau ngày hôm nay."],
        ),
        (CALLED | {"means": "email"}, ["Đã gọi điện.", "Hãy chọn một lựa chọn hợp lệ."]),
        ({"act": "không có"}, ["Đến nay đã quá hạn gửi báo cáo."]),
    ],
)
def test_what_is_not_complete_comes_back_with_what_was_typed(client, hcth, said, shown):
    (report,) = make_reports("Phòng A")
    response = send(client, hcth, [report], **said)
    assert response.status_code == 422
    page = text_of(response)
    assert [words for words in shown if words not in page] == []
    assert not Supervision.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_the_report_page_leads_hcth_to_the_message_and_the_letter(client, hcth):
    (report,) = make_reports("Phòng A")
    address = reverse("reports:report", args=[report.public_id])
    client.force_login(hcth)
    assert f'href="/urging/?report={report.public_id}#message"' in text_of(client.get(address))
    client.force_login(make_member(report.department))
    assert "/urging/" not in text_of(client.get(address))


# The history beside the cell


def test_the_history_of_a_cell_is_a_panel_with_script_and_a_page_without(client, hcth):
    (report,) = make_reports("Phòng A")
    head = make_member(report.department, email="truong@x.vn")
    send(client, hcth, [report], act="letter", text="Đề nghị gửi ngay.")
    OutgoingMail.objects.update(address="truong@x.vn")
    address = reverse("reports:history", args=[report.public_id])
    page = text_of(client.get(address))
    assert "<html" in page
    assert "Đôn đốc: Thư điện tử, ngày 18/12/2026." in page
    assert "truong@x.vn" in page
    panel = text_of(client.get(address, headers={"HX-Request": "true"}))
    assert "<html" not in panel
    assert "Đề nghị gửi ngay." in panel
    client.force_login(head)
    own = text_of(client.get(address))
    assert "Đề nghị gửi ngay." in own
    assert head.full_name in own
    assert "truong@x.vn" not in own
