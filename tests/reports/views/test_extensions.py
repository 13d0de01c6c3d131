"""Asking for an extension and answering it, reopening, and making figures final, on the pages."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives.posts import Role
from reports.models import ExtensionRequest
from tests import builders
from tests.builders import (
    ask_extension,
    at,
    confirm,
    make_assignment,
    make_coordinator,
    make_department,
    make_duty,
    make_leader,
    make_member,
    make_period,
    make_report,
)

pytestmark = pytest.mark.django_db

NOW = at("2026-12-14 09:00")


@pytest.fixture(autouse=True)
def _on_the_fourteenth_of_december():
    with time_machine.travel(NOW, tick=False):
        yield


def url(name, thing):
    return reverse(f"reports:{name}", args=[thing.public_id])


def page_of(client, report):
    return client.get(url("report", report)).content.decode()


@pytest.fixture
def report():
    return make_report()


@pytest.fixture
def head(report):
    return make_member(report.department)


@pytest.fixture
def hcth():
    return make_member(make_coordinator(), Role.STAFF, full_name="Lê Thị Soát")


def test_the_head_asks_and_hcth_sees_it_in_the_queue_and_in_its_work(client, report, head, hcth):
    client.force_login(head)
    asked = {"to_due_on": "20/12/2026", "reason": "Chờ số liệu."}
    response = client.post(url("ask-extension", report), asked, follow=True)
    page = response.content.decode()
    assert "Đã đề nghị gia hạn đến hết ngày 20/12/2026." in page
    assert "Hạn 20/12/2026 là ngày nghỉ (Chủ nhật)." in page
    assert "đến hết ngày 20/12/2026, chờ ý kiến" in page
    client.force_login(hcth)
    for name in ["queue", "todo"]:
        page = client.get(reverse(f"reports:{name}")).content.decode()
        assert "Hạn đang áp dụng 16/12/2026, đề nghị gia hạn đến hết ngày 20/12/2026" in page, name
        assert "Chờ số liệu." in page, name
    assert "Đang đề nghị gia hạn đến 20/12/2026." in page_of(client, report)


def test_agreeing_shows_both_deadlines_on_the_page_the_form_and_the_list(
    client, report, head, hcth
):
    asked = ask_extension(report, when="2026-12-14 08:00", by=head)
    client.force_login(hcth)
    answer = {"answer": "granted", "note": "Đồng ý."}
    page = client.post(url("decide-extension", asked), answer, follow=True).content.decode()
    assert "Đã đồng ý gia hạn cho Phòng Quản lý Khoa học đến hết ngày 20/12/2026." in page
    assert "Hạn gửi (đã gia hạn)" in page
    assert "hạn 20/12/2026 (hạn gốc 16/12/2026)" in page
    client.force_login(head)
    form = client.get(url("draft", report)).content.decode()
    assert "hết ngày 20/12/2026" in form
    assert "(hạn gốc 16/12/2026)" in form
    work = client.get(reverse("reports:todo")).content.decode()
    assert "hạn 20/12/2026 (hạn gốc 16/12/2026)" in work


def test_a_refusal_says_why_or_is_not_taken(client, report, head, hcth):
    asked = ask_extension(report, when="2026-12-14 08:00", by=head)
    client.force_login(hcth)
    response = client.post(url("decide-extension", asked), {"answer": "refused", "note": " "})
    assert response.status_code == 422
    assert "Hãy ghi lý do không đồng ý." in response.content.decode()
    asked.refresh_from_db()
    assert asked.is_open
    client.post(url("decide-extension", asked), {"answer": "refused", "note": "Không có lý do."})
    client.force_login(head)
    assert "Không có lý do." in page_of(client, report)


def test_a_second_answer_gets_a_sentence(client, report, head, hcth):
    asked = ask_extension(report, when="2026-12-14 08:00", by=head)
    client.force_login(hcth)
    client.post(url("decide-extension", asked), {"answer": "granted"})
    response = client.post(
        url("decide-extension", asked), {"answer": "refused", "note": "Không thấy lý do."}
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "Đề nghị gia hạn này không còn chờ ý kiến." in page
    assert "Không thấy lý do." in page
    assert ExtensionRequest.objects.get().is_granted


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"to_due_on": "16/12/2026", "reason": "Bận."}, "Ngày đề nghị phải sau hạn gửi 16/12/2026"),
        ({"to_due_on": "20/12/2026", "reason": ""}, "Hãy ghi lý do đề nghị gia hạn."),
        ({"to_due_on": "", "reason": "Bận."}, "Hãy ghi ngày đề nghị gia hạn."),
        ({"to_due_on": "18/12/2027", "reason": "Bận."}, "Hãy kiểm tra lại năm."),
    ],
)
def test_a_wrong_request_comes_back_with_what_was_typed(client, report, head, typed, sentence):
    client.force_login(head)
    response = client.post(url("ask-extension", report), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert typed["reason"] in page
    assert not ExtensionRequest.objects.exists()


def test_after_the_deadline_a_sentence_and_nothing_typed_is_lost(client, report, head):
    client.force_login(head)
    with time_machine.travel(at("2026-12-17 00:30"), tick=False):
        response = client.post(
            url("ask-extension", report), {"to_due_on": "20/12/2026", "reason": "Do mất điện."}
        )
    page = response.content.decode()
    assert response.status_code == 409
    assert "chỉ đề nghị gia hạn được khi còn trong hạn" in page
    assert "Do mất điện." in page


def test_a_focal_officer_does_not_ask_and_hcth_does_not_answer_for_itself(client, report):
    client.force_login(make_member(report.department, Role.FOCAL_OFFICER))
    typed = {"to_due_on": "20/12/2026", "reason": "Bận."}
    assert client.post(url("ask-extension", report), typed).status_code == 404
    make_assignment(report.period.directive.duties.get(), make_coordinator())
    period = make_period(
        report.period.directive,
        label="Năm 2027",
        starts_on=date(2026, 12, 15),
        due_on=date(2027, 12, 16),
    )
    confirm(period)
    own = make_report(make_coordinator(), period=period)
    asked = ask_extension(own, to_due_on=date(2027, 12, 20))
    client.force_login(make_member(make_coordinator(), Role.STAFF))
    granted = {"answer": "granted"}
    assert client.post(url("decide-extension", asked), granted).status_code == 404
    client.force_login(make_leader())
    assert client.post(url("decide-extension", asked), granted).status_code == 302
    asked.refresh_from_db()
    assert asked.is_granted


# Reopening


def test_hcth_reopens_with_a_reason_that_stays_on_the_page(client, report, head, hcth):
    builders.submit(report, when="2026-12-10 09:00", by=head)
    builders.accept(report, when="2026-12-11 09:00")
    client.force_login(hcth)
    typed = {"reason": "Số liệu Nhiệm vụ 2 chưa khớp.", "due_on": "18/12/2026"}
    page = client.post(url("reopen", report), typed, follow=True).content.decode()
    assert "Đã mở lại báo cáo của Phòng Quản lý Khoa học." in page
    report.refresh_from_db()
    builders.submit(report, when="2026-12-15 09:00", by=head)
    builders.accept(report, when="2026-12-16 09:00")
    client.force_login(head)
    page = page_of(client, report)
    assert "Số liệu Nhiệm vụ 2 chưa khớp." in page
    assert "Mở lại báo cáo đã tiếp nhận" in page


def test_reopening_without_a_reason_or_twice_changes_nothing(client, report, head, hcth):
    builders.submit(report, when="2026-12-10 09:00", by=head)
    builders.accept(report, when="2026-12-11 09:00")
    client.force_login(hcth)
    response = client.post(url("reopen", report), {"reason": "", "due_on": "18/12/2026"})
    assert response.status_code == 422
    assert "Hãy ghi lý do mở lại báo cáo." in response.content.decode()
    typed = {"reason": "Chưa khớp số liệu.", "due_on": "18/12/2026"}
    client.post(url("reopen", report), typed)
    response = client.post(url("reopen", report), typed)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Chỉ mở lại được báo cáo đã tiếp nhận." in page
    assert "Nội dung vừa nhập, chưa được gửi đi:" in page
    assert report.deadline_changes.count() == 1


# Figures made final


@pytest.fixture
def interim():
    """Due on 05/12, cut off on 14/12."""
    duty = make_duty()
    unit = make_department()
    make_assignment(duty, unit)
    period = make_period(duty.directive, due_on=date(2026, 12, 5), label="Năm 2026")
    confirm(period)
    report = make_report(unit, period=period)
    builders.submit(report, when="2026-12-04 09:00")
    builders.accept(report, when="2026-12-05 09:00")
    return report


def test_hcth_asks_all_units_for_final_figures_in_one_action(client, interim, hcth):
    client.force_login(hcth)
    with time_machine.travel(at("2026-12-15 09:00"), tick=False):
        assert "Đề nghị chốt số liệu" in client.get(reverse("reports:queue")).content.decode()
        page = client.get(url("ask-final", interim.period)).content.decode()
        assert "04/12/2026" in page
        typed = {"reason": "Đề nghị chốt số liệu.", "due_on": "18/12/2026"}
        page = client.post(url("ask-final", interim.period), typed, follow=True).content.decode()
        assert "Đã đề nghị 1 đơn vị chốt số liệu." in page
        interim.refresh_from_db()
        assert (interim.state, interim.due_on) == ("returned", date(2026, 12, 18))
        assert "Đề nghị chốt số liệu" not in client.get(reverse("reports:queue")).content.decode()
        again = client.post(url("ask-final", interim.period), typed, follow=True)
        assert "Không còn báo cáo nào có số liệu ước." in again.content.decode()


def test_nothing_is_made_final_before_the_cut_off_has_passed(client, interim, hcth):
    client.force_login(hcth)
    typed = {"reason": "Đề nghị chốt số liệu.", "due_on": "18/12/2026"}
    response = client.post(url("ask-final", interim.period), typed)
    assert response.status_code == 409
    assert "Kỳ báo cáo chưa kết thúc" in response.content.decode()
    interim.refresh_from_db()
    assert interim.state == "accepted"


def test_the_page_marks_figures_that_end_before_the_cut_off(client, interim, hcth):
    client.force_login(hcth)
    assert "thực hiện đến ngày 04/12/2026, cả kỳ là số ước" in page_of(client, interim)
