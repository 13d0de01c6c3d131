"""The form is taken away as a Word file and dropped back."""

from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reports.models import Draft, Submission
from tests import builders
from tests.reports.views.drafting import head, officer, post, report, url

__all__ = ["head", "officer", "report"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def word(*lines, name="Báo cáo.docx"):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    buffer = BytesIO()
    document.save(buffer)
    return SimpleUploadedFile(name, buffer.getvalue())


def drop(client, report, upload):
    return client.post(url(report, "read-word"), {"file": upload}, follow=True)


def test_file_that_was_taken_away_comes_back(client, head, report):
    taken = client.get(url(report, "word-form"))
    assert "filename" in taken["Content-Disposition"]
    document = docx.Document(BytesIO(b"".join(taken.streaming_content)))
    [heading] = [one for one in document.paragraphs if one.text == "Kết quả thực hiện"]
    heading._p.getnext().append(docx.Document().add_paragraph().add_run("Đăng 12 tin.")._r)
    buffer = BytesIO()
    document.save(buffer)
    page = drop(client, report, SimpleUploadedFile("Đã điền.docx", buffer.getvalue())).text
    assert "Đăng 12 tin." in page
    assert "Đã đọc 1 mục từ tệp “Đã điền.docx” vào bản nháp" in page
    # Only what is missing is asked.
    assert "còn 1 chỗ cần sửa" in page
    assert "Hãy ghi tỷ lệ, từ 0 đến 100." in page


def test_file_goes_with_the_report_as_its_original(client, head, report):
    drop(client, report, word("Kết quả", "Đăng 12 tin.", "Mức độ hoàn thành: 80"))
    post(client, report, "submit", version=1)
    assert Submission.objects.get().original.original_name == "Báo cáo.docx"
    assert "Tệp gốc" in client.get(url(report, "report")).text


def test_heading_of_which_nobody_knows_the_duty_is_named(client):
    from tests.reports.views.drafting import make_open_report

    report = make_open_report(["dissemination", "implementation"])
    client.force_login(builders.make_member(report.department))
    page = drop(client, report, word("Kết quả", "Đăng 12 tin.", "Đề xuất", "Kinh phí.")).text
    assert "Chưa rõ các mục sau thuộc nhiệm vụ nào nên chưa đọc: kết quả thực hiện." in page


def test_what_is_no_form_is_refused_and_nothing_is_changed(client, head, report):
    page = drop(client, report, SimpleUploadedFile("a.pdf", b"%PDF-1.7")).text
    assert "Tệp “a.pdf”: chỉ nhận tệp Word (.docx)" in page
    assert (
        "Hãy chọn tệp Word của báo cáo." in client.post(url(report, "read-word"), follow=True).text
    )
    assert not Draft.objects.exists()


def test_report_that_was_sent_takes_no_file(client, head, report):
    builders.submit(report, by=head)
    assert "không sửa được bản nháp nữa" in drop(client, report, word("Kết quả", "Tin.")).text


def test_paper_of_hcth_that_is_a_word_file_is_typed_in_at_once(client, head, report):
    client.force_login(builders.make_member())
    client.post(
        url(report, "enter-paper"),
        {
            "received_on": f"{report.due_on:%d/%m/%Y}",
            "source": "Báo cáo số 15/BC-QLKH, gửi qua iOffice",
            "on_behalf_of": head.pk,
            "file": word("Kết quả", "Đăng 12 tin."),
        },
    )
    assert "Đăng 12 tin." in client.get(url(report, "enter")).text
