"""HCTH types in the paper of a unit, page by page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from reports.models import HeadConfirmation, Submission, Transcript
from tests import builders
from tests.reports.views.drafting import head, report, typed, url

__all__ = ["head", "report"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def hcth(client, head):
    user = builders.make_member(full_name="Lê Văn Tổng Hợp")
    client.force_login(user)
    return user


def facts(head, **said):
    today = timezone.localdate()
    return {
        "received_on": f"{today:%d/%m/%Y}",
        "source": "Báo cáo số 15/BC-QLKH, gửi qua iOffice",
        "on_behalf_of": head.pk,
        "file": SimpleUploadedFile("Báo cáo.pdf", b"%PDF-1.7 mau"),
    } | said


def start(client, report, head, **said):
    return client.post(url(report, "enter-paper"), facts(head, **said))


def enter(client, report, action, **said):
    return client.post(url(report, "enter"), typed(report, **said) | {"action": action})


def test_the_way_from_the_paper_to_the_submission(client, report, head, hcth):
    assert client.get(url(report, "enter"))["Location"] == url(report, "enter-paper")
    assert "Phạm Thị Trưởng, " in client.get(url(report, "enter-paper")).text
    assert start(client, report, head)["Location"] == url(report, "enter")
    page = client.get(url(report, "enter")).text
    assert "Báo cáo do đồng chí Phạm Thị Trưởng ký" in page
    assert "Thêm tệp" not in page
    assert enter(client, report, "submit")["Location"] == url(report, "report")
    assert Submission.objects.get().on_behalf_of == head
    page = client.get(url(report, "report")).text
    assert "Nhập thay" in page
    assert "Lãnh đạo đơn vị chưa xác nhận." in page
    assert "Xác nhận đúng báo cáo của đơn vị" not in page


def test_what_is_missing_is_said_and_what_was_typed_stays(client, report, head, hcth):
    start(client, report, head)
    answer = enter(client, report, "submit", percent_of_year="101")
    assert answer["Location"] == f"{url(report, 'enter')}?check=1#problems"
    page = client.get(answer["Location"]).text
    assert "Tỷ lệ phải là một số nguyên từ 0 đến 100." in page
    assert "Đăng 12 tin, bài." in page
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"received_on": "01/01/2099"}, "Ngày này chưa đến."),
        ({"received_on": "01/01/2025"}, "Ngày này trước ngày đơn vị được yêu cầu báo cáo"),
        ({"source": "Báo cáo MẬT số 1"}, "có dấu “MẬT”"),
        ({"source": ""}, "Hãy ghi số, ngày của báo cáo và cách đơn vị gửi."),
        ({"on_behalf_of": "0"}, "Hãy chọn người ký trong danh sách lãnh đạo đơn vị."),
        ({"file": ""}, "Hãy kèm bản chụp hoặc tệp báo cáo của đơn vị."),
        ({"file": SimpleUploadedFile("a.exe", b"MZ")}, "chỉ nhận tệp PDF, DOCX"),
    ],
)
def test_paper_that_is_not_right_is_refused_in_a_sentence(
    client, report, head, hcth, said, sentence
):
    answer = start(client, report, head, **said)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Transcript.objects.exists()


def test_second_of_two_people_is_told_and_keeps_what_he_typed(client, report, head, hcth):
    start(client, report, head)
    enter(client, report, "save", results="Của người thứ nhất.")
    answer = enter(client, report, "save", results="Của người thứ hai.")
    assert answer.status_code == 409
    assert "Của người thứ hai." in answer.text
    assert "Đồng chí Lê Văn Tổng Hợp đã lưu" in answer.text
    [kept] = Transcript.objects.all()
    assert ["Của người thứ nhất."] in kept.data.values()


def test_report_that_the_unit_sent_meanwhile_is_not_entered(client, report, head, hcth):
    start(client, report, head)
    builders.submit(report, by=head)
    for address in ["enter", "enter-paper"]:
        assert client.get(url(report, address))["Location"] == url(report, "report")
    assert enter(client, report, "submit")["Location"] == url(report, "report")
    assert client.post(url(report, "drop-entry"))["Location"] == url(report, "report")
    assert Submission.objects.get().on_behalf_of is None


def test_nonsense_is_refused(client, report, head, hcth):
    start(client, report, head)
    assert enter(client, report, "nonsense").status_code == 400
    assert client.post(url(report, "enter"), {"action": "save"}).status_code == 400


def test_drop_leaves_the_report_to_the_unit(client, report, head, hcth):
    start(client, report, head)
    client.post(url(report, "drop-entry"))
    assert not Transcript.objects.exists()


def test_hcth_does_not_type_in_its_own_report(client):
    hcth = builders.make_coordinator()
    own = builders.make_report(hcth)
    client.force_login(builders.make_member(hcth))
    assert client.get(url(own, "enter")).status_code == 404


def test_head_confirms_from_his_list_in_one_tap(client, report, head, hcth):
    start(client, report, head)
    enter(client, report, "submit")
    client.force_login(head)
    page = client.get(reverse("reports:todo")).text
    assert "Chờ xác nhận nhập thay" in page
    confirm = {"submission": "1", "next": "todo"}
    assert client.post(url(report, "confirm-entry"), confirm)["Location"] == reverse("reports:todo")
    assert HeadConfirmation.objects.get().by == head
    again = client.post(url(report, "confirm-entry"), {"submission": "1"}, follow=True)
    assert "Bản gửi này đã được xác nhận trước đó." in again.text
    assert client.post(url(report, "confirm-entry"), {"submission": "x"}).status_code == 404


def test_paper_is_kept_and_read_by_whoever_reads_the_report(client, report, head, hcth):
    start(client, report, head)
    kept = client.get(url(report, "entry-file"))
    assert b"".join(kept.streaming_content) == b"%PDF-1.7 mau"
    enter(client, report, "submit")
    assert client.get(url(report, "entry-file")).status_code == 404
    address = reverse("reports:original", args=[Submission.objects.get().public_id])
    client.force_login(head)
    kept = client.get(address)
    assert kept["Content-Disposition"].startswith("attachment")
    assert b"".join(kept.streaming_content) == b"%PDF-1.7 mau"
    client.force_login(builders.make_member(builders.make_department("Phòng khác")))
    assert client.get(address).status_code == 404
