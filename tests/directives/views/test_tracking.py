"""The pages of a table: uploaded, tried dry, answered, written, and its fates with links."""

import pytest
import time_machine
from django.urls import reverse

from directives.models import Directive, Duty, TrackingImport
from directives.posts import Role
from tests.builders import at, make_coordinator, make_department, make_member
from tests.directives.sheets import HEADINGS, line, upload_of
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_january(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(at("2026-01-15 09:00"), tick=False):
        yield


@pytest.fixture
def hcth(client):
    make_department(short_name="P. QLKH")
    user = make_member(make_coordinator(), Role.STAFF, full_name="Phạm Thị Thu Hà")
    client.force_login(user)
    return user


def bring(client, *lines, **more):
    """The table, taken in by the page."""
    response = client.post(
        reverse("directives:tracking"),
        {"file": upload_of(*lines, **more), "coordinator": make_coordinator().pk},
    )
    assert response.status_code == 302, text_of(response)
    return TrackingImport.objects.latest("pk")


def url(name, table):
    return reverse(f"directives:{name}", args=[table.public_id])


def page(client, table, **query):
    return text_of(client.get(url("tracking-import", table), query))


def seen(client, table):
    return client.get(url("tracking-import", table)).context["plan"].digest


def test_a_table_is_tried_dry_and_then_written_once(client, hcth):
    table = bring(client, line(), line(duty="Hai", due="", state="Chưa thực hiện"))
    text = page(client, table)
    assert "2 dòng sẽ được nhập mới." in text
    assert "Chưa có gì được ghi vào hệ thống." in text
    assert "Văn bản mới, nhiệm vụ mới; giao: P. QLKH." in text
    assert not Directive.objects.exists()
    data = {"seen": seen(client, table)}
    written = text_of(client.post(url("apply-tracking", table), data, follow=True))
    assert "Đã nhập bảng theo dõi: 1 văn bản." in written
    directive = Directive.objects.get()
    assert reverse("directives:detail", args=[directive.public_id]) in written
    again = text_of(client.post(url("apply-tracking", table), data, follow=True))
    assert "Bảng này đã được nhập." in again
    assert Duty.objects.count() == 2
    assert "bang-theo-doi.xlsx" in text_of(client.get(reverse("directives:tracking")))


def test_what_is_open_is_asked_and_the_answers_change_the_fates(client, hcth):
    table = bring(
        client,
        line(lead="Phòng Lạ"),
        line(duty="Hai", due="sau Tết"),
        line("7/A-B", "Ba"),
        line(duty="Bốn", state="Hoàn thành"),
    )
    text = page(client, table)
    assert "4 dòng chưa nhập được." in text
    assert "Không tìm thấy đơn vị: “Phòng Lạ”." in text
    unit = make_department()
    data = {
        "unit-0": unit.pk,
        "paper-0": "02/01/2025",
        "deadline-0": "date",
        "deadline-0-day": "01/3/2026",
        "done_on": "31/12/2025",
    }
    assert client.post(url("answer-tracking", table), data).status_code == 302
    text = page(client, table)
    assert "4 dòng sẽ được nhập mới." in text
    assert "Thời hạn: hết ngày 01/3/2026." in text
    assert client.post(url("answer-tracking", table), {"action": "clear"}).status_code == 302
    assert "4 dòng chưa nhập được." in page(client, table)


def test_an_answer_that_is_no_day_is_shown_again(client, hcth):
    table = bring(client, line(due="sau Tết"))
    response = client.post(url("answer-tracking", table), {"deadline-0": "date"})
    assert response.status_code == 422
    assert "Hãy ghi ngày." in text_of(response)


def test_rows_that_stay_unclear_are_left_out_only_on_purpose(client, hcth):
    table = bring(client, line(), line("Chỉ đạo miệng", "Hai"))
    data = {"seen": seen(client, table)}
    refused = text_of(client.post(url("apply-tracking", table), data, follow=True))
    assert "Còn dòng chưa nhập được" in refused
    done = client.post(url("apply-tracking", table), {**data, "leave_unclear": "on"}, follow=True)
    assert "Không nhập được (1)" in text_of(done)
    assert "Không đọc được số, ký hiệu văn bản" in page(client, table, fate="error")
    assert Duty.objects.count() == 1


def test_columns_that_were_not_guessed_are_chosen_by_hand(client, hcth):
    odd = ["A", "B", "C", "D"]
    table = bring(client, ["123/A-B ngày 01/02/2025", "Việc", "P. QLKH", ""], headings=odd)
    assert "Chưa nhận ra đủ các cột." in page(client, table)
    data = {"sheet": "Theo dõi", "header": 1}
    assert client.post(url("lay-out-tracking", table), data).status_code == 302
    data |= {"column-paper": 0, "column-duty": 1}
    wrong = client.post(url("lay-out-tracking", table), data)
    assert wrong.status_code == 422
    assert "Hãy chọn cột." in text_of(wrong)
    twice = client.post(url("lay-out-tracking", table), {**data, "column-lead": 1})
    assert "Cột này đã được chọn." in text_of(twice)
    client.post(url("lay-out-tracking", table), {**data, "column-lead": 2})
    assert "1 dòng sẽ được nhập mới." in page(client, table)


def test_another_sheet_is_read_anew(client, hcth):
    def add(book):
        sheet = book.create_sheet("Năm 2025")
        sheet.append(HEADINGS)
        sheet.append(line("5/A-B ngày 01/02/2025", "Việc của trang hai"))

    table = bring(client, line(), change=add)
    client.post(url("lay-out-tracking", table), {"sheet": "Năm 2025", "header": 1})
    text = page(client, table)
    assert "Việc của trang hai" in text
    assert "123/SKHCN-HCTH" not in text


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("bang.xls", b"x", "Chỉ nhận bảng tính Excel .xlsx"),
        ("bang.xlsx", b"x", "Tệp hỏng hoặc không phải là bảng tính"),
    ],
)
def test_a_file_that_is_no_table_is_refused_on_the_page(client, hcth, name, content, sentence):
    upload = upload_of(line())
    upload.name, upload.file = name, type(upload.file)(content)
    upload.size = len(content)
    response = client.post(
        reverse("directives:tracking"), {"file": upload, "coordinator": make_coordinator().pk}
    )
    assert response.status_code == 422
    assert sentence in text_of(response)


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_take_the_same_queries_for_any_number_of_rows(
    client, hcth, count, django_assert_num_queries
):
    table = bring(client, *(line(f"{n}/A-B ngày 01/02/2025") for n in range(1, count + 1)))
    with django_assert_num_queries(9):
        client.get(url("tracking-import", table))
    with django_assert_num_queries(5):
        client.get(reverse("directives:tracking"))
