from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse

from reports.models import OutgoingMail
from tests.builders import (
    Role,
    make_agency,
    make_coordinator,
    make_department,
    make_leader,
    make_member,
    make_report,
    return_report,
    submit,
)
from tests.reports.reminding import work

pytestmark = pytest.mark.django_db

DUE_ON = date(2026, 12, 16)


@pytest.fixture
def hcth(client):
    hcth = make_member(make_coordinator(), Role.STAFF, username="hcth")
    client.force_login(hcth)
    return hcth


def make_failure(smtp_server, unit="Phòng Quản lý Khoa học", username="khoa"):
    report = make_report(unit, due_on=DUE_ON)
    smtp_server.refused.add(f"{username}@example.vn")
    head = make_member(report.department, username=username, full_name="Trần Thị Khoa")
    work(DUE_ON)
    return head


def page(client):
    return client.get(reverse("reports:failures"))


def again(client, mail):
    return client.post(reverse("reports:send-again", args=[mail.public_id]), follow=True)


def test_a_refused_address_is_shown_with_what_did_not_arrive_since_when_and_who_got_it(
    client, hcth, smtp_server
):
    make_member(make_department(), Role.FOCAL_OFFICER, full_name="Lê Văn Đầu")
    make_failure(smtp_server)
    html = page(client).content.decode()
    for said in [
        "Trần Thị Khoa",
        "khoa@example.vn",
        "Nhắc việc: Cần gửi báo cáo năm 2026, hạn 16/12/2026 (hôm nay)",
        "Không gửi được từ 07:00, 16/12/2026, đã thử 1 lần: 550 5.1.1 No such user here",
        "Đã gửi được cho: Lê Văn Đầu.",
        "Nội dung đã có trong mục Thông báo của người nhận.",
    ]:
        assert said in html
    assert "Nếu địa chỉ sai, đề nghị quản trị hệ thống sửa trước khi gửi lại." in html


def test_a_server_that_was_wrong_about_an_address_is_asked_again(client, hcth, smtp_server):
    make_failure(smtp_server)
    smtp_server.refused.clear()
    again(client, OutgoingMail.objects.get())
    work(DUE_ON, "07:10")
    assert smtp_server.recipients() == ["khoa@example.vn"]


def test_of_a_direct_mail_it_says_who_else_got_it(client, hcth, smtp_server):
    report = make_report(due_on=DUE_ON)
    smtp_server.refused.add("khoa@example.vn")
    make_member(report.department, username="khoa")
    make_member(report.department, Role.FOCAL_OFFICER, full_name="Lê Văn Đầu")
    submit(report)
    return_report(report, by=hcth)
    work(date(2026, 12, 11), "09:01")
    [row] = page(client).context["rows"]
    assert (row.mail.kind, row.others) == ("returned", ("Lê Văn Đầu",))


def test_nothing_to_put_right_is_said(client, hcth):
    assert "Không có thư nào không gửi được" in page(client).content.decode()


def test_an_address_that_was_corrected_gets_the_mail_again(client, hcth, smtp_server):
    head = make_failure(smtp_server)
    head.email = "right@example.vn"
    head.save()
    assert "nay là right@example.vn" in page(client).content.decode()
    assert "Gửi lại</button>" in page(client).content.decode()
    response = again(client, OutgoingMail.objects.get())
    assert "Đã đưa vào danh sách gửi lại thư cho Trần Thị Khoa, địa chỉ right@example.vn." in (
        response.content.decode()
    )
    work(DUE_ON, "07:10")
    assert smtp_server.recipients() == ["right@example.vn"]
    assert page(client).context["rows"] == []


def test_a_mail_of_an_earlier_day_goes_out_again_with_todays_words(client, hcth, smtp_server):
    head = make_failure(smtp_server)
    head.email = "right@example.vn"
    head.save()
    again(client, OutgoingMail.objects.get())
    work(date(2026, 12, 18))
    [message] = smtp_server.messages
    assert message["Subject"].endswith("(quá hạn 2 ngày)")


def test_without_an_address_there_is_nothing_to_send_to(client, hcth, smtp_server):
    head = make_failure(smtp_server)
    head.email = ""
    head.save()
    response = again(client, OutgoingMail.objects.get())
    assert "chưa có địa chỉ thư điện tử" in response.content.decode()
    assert OutgoingMail.objects.get().state == "failed"


def test_a_mail_that_is_out_is_not_sent_again(client, hcth, smtp_server):
    report = make_report(due_on=DUE_ON)
    make_member(report.department)
    work(DUE_ON)
    response = again(client, OutgoingMail.objects.get())
    assert "Thư này đã được gửi hoặc đang chờ gửi." in response.content.decode()
    assert len(smtp_server.messages) == 1


def test_whoever_got_a_mail_since_needs_no_help(client, hcth, smtp_server):
    head = make_failure(smtp_server)
    smtp_server.refused.clear()
    head.email = "right@example.vn"
    head.save()
    work(date(2026, 12, 17))
    assert page(client).context["rows"] == []


def test_another_agencys_coordinator_sees_nothing_of_it(client, smtp_server):
    failed = make_failure(smtp_server)
    other = make_agency("Sở khác", short_name="SK")
    unit = make_department("Văn phòng Sở khác", parent=other, is_coordinator=True)
    client.force_login(make_member(unit, Role.STAFF))
    assert page(client).context["rows"] == []
    assert again(client, OutgoingMail.objects.get(person=failed)).status_code == 404


def test_the_dashboard_says_how_many_people_no_mail_reaches(client, smtp_server):
    make_failure(smtp_server)
    report_of = OutgoingMail.objects.get().recipients.get().reminder.report
    client.force_login(make_leader())
    address = reverse("reports:directive-dashboard", args=[report_of.period.directive.public_id])
    cache.clear()
    html = client.get(address).content.decode()
    assert "1 người không nhận được thư của hệ thống." in html
    assert f'href="{reverse("reports:failures")}"' in html


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_many(
    client, hcth, smtp_server, count, django_assert_num_queries
):
    for number in range(count):
        make_failure(smtp_server, f"Trung tâm {number}", f"khoa{number}")
    with django_assert_num_queries(9):
        page(client)
