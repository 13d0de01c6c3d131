"""Officers and adjustments on the page of an assignment: who presses what, and what is told."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives import adjusting, officers
from directives.models import AdjustmentRequest, Assignment, DutyOfficer
from directives.posts import Role
from reports import assigning, inbox, notices
from reports.models import Notice
from tests.builders import (
    at,
    make_assignment,
    make_coordinator,
    make_department,
    make_leader,
    make_member,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db

NOW = at("2026-12-11 09:00")


@pytest.fixture(autouse=True)
def _on_a_day_of_december():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def assignment():
    return make_assignment()


@pytest.fixture
def head(assignment):
    return make_member(assignment.department)


@pytest.fixture
def hcth():
    return make_member(make_coordinator(), Role.STAFF)


def on(assignment, name):
    return reverse(f"reports:{name}", args=[assignment.public_id])


def told():
    return sorted(Notice.objects.values_list("person__full_name", "kind"))


# Officers


def test_the_head_gives_the_duty_by_one_press_and_takes_it_on_with_it(client, assignment, head):
    officer = make_member(assignment.department, Role.STAFF, full_name="Lê Thị Thu Hà")
    client.force_login(head)
    page = text_of(client.get(on(assignment, "assignment")))
    assert "Tiếp nhận và giao cho" in page
    data = {"officer": officer.public_id}
    text = text_of(client.post(on(assignment, "give-duty"), data, follow=True))
    assert "Đã giao nhiệm vụ 1 cho Lê Thị Thu Hà." in text
    assignment.refresh_from_db()
    assert assignment.acknowledged_by == head
    assert told() == [("Lê Thị Thu Hà", "given")]
    text = text_of(client.post(on(assignment, "give-duty"), data, follow=True))
    assert "Lê Thị Thu Hà đang được giao nhiệm vụ này." in text
    text = text_of(client.post(on(assignment, "take-back-duty"), data, follow=True))
    assert "Đã thôi giao nhiệm vụ cho Lê Thị Thu Hà." in text
    text = text_of(client.post(on(assignment, "take-back-duty"), data, follow=True))
    assert "Lê Thị Thu Hà không còn được giao nhiệm vụ này." in text


def test_the_officer_finds_it_on_his_list(client, assignment, head):
    officer = make_member(assignment.department, Role.STAFF)
    officers.give(assignment, officer, by=head, at=NOW)
    client.force_login(officer)
    page = text_of(client.get(reverse("reports:todo")))
    assert "Việc được giao cho tôi" in page
    assert f'href="{on(assignment, "assignment")}"' in page


def test_hcth_names_whom_the_paper_names_and_the_unit_has_still_to_take_it_on(
    client, assignment, hcth
):
    officer = make_member(assignment.department, Role.STAFF)
    client.force_login(hcth)
    client.post(on(assignment, "give-duty"), {"officer": officer.public_id})
    assert DutyOfficer.objects.get().given_by == hcth
    assignment.refresh_from_db()
    assert not assignment.is_acknowledged


@pytest.mark.parametrize("named", ["", "not an address", "a stranger"])
def test_only_people_of_the_unit_are_given_its_duty(client, assignment, head, named):
    if named == "a stranger":
        named = make_member(make_department("Chi cục mẫu"), Role.STAFF).public_id
    client.force_login(head)
    assert client.post(on(assignment, "give-duty"), {"officer": named}).status_code == 404


def test_an_officer_who_left_the_unit_is_named_as_gone(client, assignment, head):
    officer = make_member(assignment.department, Role.STAFF, ends_on=date(2026, 12, 10))
    officers.give(assignment, officer, by=head, at=at("2026-03-02 08:00"))
    client.force_login(head)
    assert "Không còn công tác tại đơn vị" in text_of(client.get(on(assignment, "assignment")))


def test_from_the_list_the_head_gives_a_new_duty_and_comes_back_to_the_list(
    client, assignment, head
):
    officer = make_member(assignment.department, Role.STAFF)
    client.force_login(head)
    todo = reverse("reports:todo")
    assert f'action="{on(assignment, "give-duty")}"' in text_of(client.get(todo))
    data = {"officer": officer.public_id, "next": todo}
    assert client.post(on(assignment, "give-duty"), data).url == todo


# Adjustments


@pytest.fixture
def asked(assignment, head):
    request = AdjustmentRequest(assignment=assignment, wish="release", reason="Trùng nhiệm vụ.")
    return adjusting.ask(request, by=head, at=at("2026-12-10 08:00"))


def test_a_request_goes_from_the_unit_to_hcth_to_the_director_and_is_carried_out(
    client, assignment, head, hcth
):
    hcth.full_name, head.full_name = "Phạm Văn Hành", "Đỗ Thị Khoa"
    hcth.save()
    head.save()
    director = make_leader(full_name="Nguyễn Văn Thành")
    into = make_department("Chi cục mẫu")
    make_member(into, full_name="Trần Chi Cục")
    client.force_login(head)
    data = {
        "ask-wish": "transfer",
        "ask-proposed_department": into.pk,
        "ask-reason": "Thuộc chức năng của Chi cục.",
    }
    text = text_of(client.post(on(assignment, "ask-adjustment"), data, follow=True))
    assert "Đã gửi đề nghị điều chỉnh phân công." in text
    assert told() == [("Phạm Văn Hành", "adjustment_asked")]
    asked = AdjustmentRequest.objects.get()
    client.force_login(hcth)
    address = reverse("reports:put-adjustment", args=[asked.public_id])
    client.post(address, {"opinion-opinion": "Nên chuyển."})
    assert ("Nguyễn Văn Thành", "adjustment_put") in told()
    client.force_login(director)
    page = text_of(client.get(reverse("reports:todo")))
    assert f'href="{on(assignment, "assignment")}#adjustment"' in page
    address = reverse("reports:decide-adjustment", args=[asked.public_id])
    data = {
        "answer": "agreed",
        "decision-department": into.pk,
        "decision-from_on": "01/01/2027",
        "decision-note": "",
    }
    assert "Đã ghi quyết định về đề nghị điều chỉnh phân công." in text_of(
        client.post(address, data, follow=True)
    )
    assignment.refresh_from_db()
    assert assignment.ends_on == date(2026, 12, 31)
    assert Assignment.objects.get(department=into).starts_on == date(2027, 1, 1)
    assert {name for name, kind in told() if kind == "adjustment_decided"} == {
        "Phạm Văn Hành",
        "Đỗ Thị Khoa",
        "Trần Chi Cục",
    }


def test_each_notice_says_what_happened_and_leads_to_the_page(assignment, head, hcth, asked):
    officer = make_member(assignment.department, Role.STAFF)
    assigning.give(assignment, officer, for_unit=True, by=head, at=NOW)
    assigning.put_forward(asked, opinion="Nên đồng ý.", by=hcth, at=NOW)
    make_leader()
    notices.adjustment_asked(asked, by=head, at=NOW)
    notices.adjustment_put(asked, by=hcth, at=NOW)
    notices.adjustment_decided(asked, None, by=hcth, at=NOW)
    rows = inbox.rows(Notice.objects.for_listing())
    duty = "nhiệm vụ 1. Triển khai, báo cáo"
    unit = "Phòng Quản lý Khoa học"
    assert {(row.notice.kind, row.sentence, row.url) for row in rows} == {
        (kind, sentence, on(assignment, "assignment"))
        for kind, sentence in [
            ("given", f"Nguyễn Thị Mẫu giao đồng chí thực hiện {duty} của {unit}"),
            (
                "adjustment_asked",
                f"{unit} đề nghị điều chỉnh phân công {duty}; chờ ý kiến của đơn vị đầu mối",
            ),
            (
                "adjustment_put",
                f"{unit} đề nghị điều chỉnh phân công {duty}; chờ quyết định của lãnh đạo",
            ),
            (
                "adjustment_decided",
                f"{unit}: đã có quyết định về đề nghị điều chỉnh phân công {duty}",
            ),
        ]
    }


def test_hcth_records_what_the_director_decided_with_its_source(client, asked, hcth):
    client.force_login(hcth)
    address = reverse("reports:record-adjustment", args=[asked.public_id])
    data = {
        "answer": "refused",
        "recorded-on": "10/12/2026",
        "recorded-from_on": "11/12/2026",
        "recorded-note": "Giữ nguyên phân công.",
    }
    response = client.post(address, data)
    assert response.status_code == 422
    assert "Ghi thay quyết định phải nêu nguồn." in text_of(response)
    assert "Giữ nguyên phân công." in text_of(response)
    data["recorded-source"] = "Giao ban ngày 10/12/2026"
    text = text_of(client.post(address, data, follow=True))
    assert "Đã ghi thay quyết định." in text
    assert "ghi thay theo Giao ban ngày 10/12/2026" in text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Hãy chọn đồng ý hoặc không đồng ý."),
        ({"answer": "refused"}, "Hãy ghi lý do không đồng ý."),
        ({"answer": "agreed", "decision-from_on": "01/01/2020"}, "ngày dừng không được trước"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_in_a_sentence(client, asked, hcth, data, said):
    adjusting.put_forward(asked, opinion="Nên đồng ý.", by=hcth, at=NOW)
    client.force_login(make_leader())
    address = reverse("reports:decide-adjustment", args=[asked.public_id])
    response = client.post(address, {"decision-from_on": "01/01/2027", **data})
    assert response.status_code == 422
    assert said in text_of(response)
    asked.refresh_from_db()
    assert asked.is_open


def test_the_second_of_two_who_decide_is_told_and_keeps_what_was_typed(client, asked, hcth):
    adjusting.put_forward(asked, opinion="Nên đồng ý.", by=hcth, at=NOW)
    first = make_leader()
    refused = adjusting.Decision(is_agreed=False, on=NOW.date(), note="Chưa.")
    adjusting.decide(asked, refused, by=first, at=NOW)
    client.force_login(make_leader(Role.DEPUTY_DIRECTOR))
    address = reverse("reports:decide-adjustment", args=[asked.public_id])
    data = {"answer": "refused", "decision-from_on": "01/01/2027", "decision-note": "Ý của tôi."}
    response = client.post(address, data)
    assert response.status_code == 409
    assert "đã được xử lý trước đó" in text_of(response)
    assert "Ý của tôi." in text_of(response)


def test_the_unit_takes_its_request_back(client, asked, head):
    client.force_login(head)
    address = reverse("reports:withdraw-adjustment", args=[asked.public_id])
    assert "Đã rút đề nghị" in text_of(client.post(address, follow=True))
    assert "đã được xử lý trước đó" in text_of(client.post(address, follow=True))


def test_a_second_request_while_one_waits_is_told(client, asked, assignment, head):
    client.force_login(head)
    data = {"ask-wish": "role", "ask-reason": "Đổi vai trò."}
    response = client.post(on(assignment, "ask-adjustment"), data)
    assert response.status_code == 422
    assert "Đã có một đề nghị đang chờ xem xét." in text_of(response)
    assert "Đổi vai trò." in text_of(response)
