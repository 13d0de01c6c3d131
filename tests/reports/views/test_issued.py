"""Văn thư takes in what was issued; the page says what it is."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from directives.lifecycle import keep_file
from directives.models import Directive
from directives.posts import Role
from reports.issued.expected import document_of
from reports.models import IssuedCopy, RenderedFile
from reports.printing.pdf import pdf
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
    make_urging_paper,
)
from tests.pages import text_of
from tests.reports.approving import make_version
from tests.reports.issued.seals import director, sign, write_over

pytestmark = pytest.mark.django_db

STATED = {
    "number": "85",
    "symbol": "BC-SKHCN",
    "issued_on": "21/12/2026",
    "signer": "Nguyễn Văn Thành",
}


@pytest.fixture(autouse=True)
def _the_day_after_it_was_issued():
    with time_machine.travel(at("2026-12-22 09:00"), tick=False):
        yield


@pytest.fixture
def period():
    make_leader(full_name="Nguyễn Văn Thành")
    period = make_period(make_assignment(make_duty(), make_department()).duty.directive)
    confirm(period)
    return period


@pytest.fixture
def version(period):
    return make_version(period, by=make_member(make_coordinator()), at=at("2026-12-20 08:00"))


@pytest.fixture
def clerk(client):
    person = make_member(make_coordinator(), Role.CLERK, full_name="Trần Thị Văn Thư")
    client.force_login(person)
    return person


def kept_pdf(document, by) -> bytes:
    content = pdf(document_of(document))
    upload = SimpleUploadedFile("ban.pdf", content, "application/pdf")
    file = keep_file(upload, by=by, at=at("2026-12-20 09:00"))
    RenderedFile.objects.create(job=document.job, part="report", format="pdf", file=file)
    return content


def address_of(document) -> str:
    name = "issue-consolidated" if hasattr(document, "version") else "issue-paper"
    return reverse(f"reports:{name}", args=[document.public_id])


def hand_in(client, document, content=None, name="phat-hanh.pdf", **stated):
    data = STATED | stated
    if content is not None:
        data["upload"] = SimpleUploadedFile(name, content)
    return client.post(address_of(document), data, follow=True)


def test_the_form_proposes_symbol_and_signer(client, clerk, version):
    page = text_of(client.get(address_of(version)))
    assert 'name="symbol" value="BC-SKHCN"' in page
    assert 'name="signer" value="Nguyễn Văn Thành"' in page
    assert 'accept=".pdf,.docx,.jpg,.jpeg,.png,.tif,.tiff"' in page
    assert "Không nhập thông tin thuộc bí mật nhà nước." in page


def test_a_signed_copy_is_told_in_plain_words(client, clerk, version):
    page = text_of(hand_in(client, version, sign(kept_pdf(version, clerk), director())))
    assert (
        "Đã nhận bản phát hành số 85/BC-SKHCN. "
        "Đúng nguyên bản đã duyệt, chỉ thêm chữ ký số." in page
    )
    assert "<dd>21/12/2026</dd>" in page
    assert (
        "Nguyễn Văn Thành (Sở Khoa học và Công nghệ) ký số lúc 10:20 ngày 21/12/2026 "
        "theo đồng hồ máy của người ký." in page
    )
    assert "Chữ ký nguyên vẹn: văn bản không bị sửa sau khi ký." in page
    assert "Chưa khai báo chứng thư gốc nên không đối chiếu được." in page
    assert (
        "Hệ thống không truy cập mạng nên không kiểm tra được chứng thư số có bị thu hồi hay không."
        in page
    )


def test_a_stamped_copy_says_what_was_added(client, clerk, version):
    stamped = write_over(kept_pdf(version, clerk), (120, 700, "85"), (380, 700, "21"))
    page = text_of(hand_in(client, version, stamped))
    assert "Nội dung như bản đã duyệt, có thêm số, ngày, dấu hoặc chữ ký." in page
    assert "Phần ghi thêm: “85 21”." in page


def test_other_text_is_listed_side_by_side(client, clerk, version):
    kept_pdf(version, clerk)
    other = type(version).objects.get(pk=version.pk)
    paragraph = other.content["report"]["blocks"][0]["runs"]
    paragraph[0]["text"] = paragraph[0]["text"].replace("Thực hiện", "Căn cứ")
    page = text_of(hand_in(client, version, pdf(document_of(other))))
    assert "Nội dung khác bản đã duyệt ở 1 chỗ." in page
    assert "<del>Thực hiện</del>" in page
    assert "<ins>Căn cứ</ins>" in page


def test_a_scan_is_kept_and_said_to_be_one(client, clerk, version):
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (40, 60)).save(out, "PNG")
    page = text_of(hand_in(client, version, out.getvalue(), "quet.png"))
    assert "Không so sánh được với bản đã duyệt: tệp là bản quét, không có lớp chữ để đọc." in page


def test_what_is_refused_is_a_sentence_at_the_file(client, clerk, version):
    response = hand_in(client, version, b"%PDF-1.7 half")
    assert response.status_code == 422
    assert "Tệp hỏng, hoặc nội dung không đúng" in text_of(response)
    assert 'value="85"' in text_of(response)
    assert not IssuedCopy.objects.exists()


@pytest.mark.parametrize(
    ("stated", "sentence"),
    [
        ({"number": ""}, "Hãy ghi số của văn bản."),
        ({"issued_on": "23/12/2026"}, "Ngày ban hành không được sau ngày hôm nay."),
        ({"signer": ""}, "Hãy ghi người ký."),
        ({"symbol": "/"}, "Hãy ghi ký hiệu của văn bản."),
        ({"symbol": "BC (MẬT)"}, "Văn bản có dấu “MẬT” không được đưa vào hệ thống này."),
        ({"name": "a.exe"}, "Chỉ nhận PDF, DOCX, JPG, PNG, TIFF."),
    ],
)
def test_what_is_typed_wrong_is_a_sentence(client, clerk, version, stated, sentence):
    response = hand_in(client, version, b"%PDF-1.7", **stated)
    assert response.status_code == 422
    assert sentence in text_of(response)


def test_without_a_file_there_is_nothing_to_take_in(client, clerk, version):
    assert "Hãy chọn tệp bản phát hành." in text_of(hand_in(client, version))


def test_the_file_is_a_download_that_no_browser_opens(client, clerk, version):
    content = pdf(document_of(version))
    hand_in(client, version, content)
    address = reverse("reports:issued-file", args=[IssuedCopy.objects.get().public_id])
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="phat-hanh.pdf"'


def test_leaders_read_what_came_back_and_hand_in_nothing(client, clerk, version):
    hand_in(client, version, pdf(document_of(version)))
    client.force_login(make_leader())
    page = text_of(client.get(reverse("reports:consolidated", args=[version.public_id])))
    assert "85/BC-SKHCN" in page
    assert "Thay bằng bản phát hành khác" not in page
    assert client.get(address_of(version)).status_code == 404


def test_a_paper_that_has_its_number_keeps_it(client, clerk, period):
    paper = make_urging_paper(period, by=clerk)
    hand_in(client, paper, number="530", symbol="SKHCN-HCTH")
    page = text_of(client.get(address_of(paper)))
    assert 'name="number" value="530"' in page
    assert page.count("disabled") >= 3
    hand_in(client, paper, pdf(document_of(paper)), number="999", symbol="KHAC")
    assert str(IssuedCopy.objects.get()) == "530/SKHCN-HCTH"


# Văn thư's first page


def test_the_first_page_lists_what_waits_for_a_number_and_for_its_copy(client, clerk, version):
    Directive.objects.update(number="")
    paper = make_urging_paper(version.period, by=clerk)
    hand_in(client, paper, number="530", symbol="SKHCN-HCTH")
    page = text_of(client.get(reverse("reports:issuing")))
    assert f'href="{address_of(version)}"' in page
    assert "Báo cáo tổng hợp năm 2026, phiên bản 1" in page
    assert f'href="{address_of(paper)}"' in page
    assert "chưa có số" in page
    hand_in(client, version, pdf(document_of(version)))
    hand_in(client, paper, pdf(document_of(paper)))
    page = text_of(client.get(reverse("reports:issuing")))
    assert "Không có báo cáo nào chờ bản phát hành" in page
    assert "Không có công văn nào chờ bản phát hành" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_first_page_takes_the_same_queries_however_many_wait(
    client, clerk, count, django_assert_num_queries
):
    head = make_member(make_coordinator())
    for number in range(count):
        directive = make_directive(f"việc {number}", number="")
        make_assignment(make_duty(directive), make_department())
        period = make_period(directive)
        confirm(period)
        make_version(period, by=head, at=at("2026-12-20 08:00"))
        hand_in(client, make_urging_paper(period, by=clerk), number=f"5{number}")
    with django_assert_num_queries(7):
        page = client.get(reverse("reports:issuing"))
    assert len(page.context["reports"]) == len(page.context["papers"]) == count
    assert len(page.context["directives"]) == count
