"""The page of the staffing sheet, and the paper drafted from it."""

import pytest
import time_machine
from django.urls import reverse

from directives.models import Duty
from directives.posts import Role
from reports import printouts
from reports.documents.blocks import plain
from reports.models import Printout, StaffingPost
from tests.builders import (
    at,
    confirm,
    make_assignment,
    make_coordinator,
    make_duty,
    make_leader,
    make_member,
    make_period,
    make_report,
)

pytestmark = pytest.mark.django_db

NEW = {
    "person": "Phạm Thị Đầu Mối",
    "work": "Tổng hợp báo cáo",
    "stand_in": "Lê Văn Kiêm",
    "starts_on": "05/01/2026",
    "is_focal": "on",
}


@pytest.fixture(autouse=True)
def _in_march():
    with time_machine.travel(at("2026-03-02 09:00"), tick=False):
        yield


@pytest.fixture
def given():
    return make_assignment(make_duty(kind=Duty.Kind.COORDINATION), make_coordinator())


@pytest.fixture
def hcth(client, given):
    user = make_member(None, Role.HEAD, full_name="Lê Thị Soát")
    client.force_login(user)
    return user


def address(name, row):
    return reverse(f"reports:{name}", args=[row.public_id])


def post(client, name, row, **data):
    return client.post(address(name, row), data, follow=True)


def text_of(response):
    return response.content.decode()


def test_a_person_is_added_and_stands_on_the_sheet_and_on_the_page_of_the_duty(client, given, hcth):
    page = text_of(post(client, "staffing", given, **NEW))
    for said in ["Phạm Thị Đầu Mối", "Lê Văn Kiêm", "kiêm nhiệm", "chưa có"]:
        assert said in page
    assert "Được phân công 1 người: 0 chuyên trách, 1 kiêm nhiệm." in text_of(
        client.get(address("assignment", given))
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"person": ""}, "Hãy ghi họ và tên."),
        ({"stand_in": "phạm thị đầu mối"}, "Người thay phải là người khác."),
        ({"ends_on": "04/01/2026"}, "Ngày kết thúc không được trước ngày bắt đầu."),
        ({"starts_on": "31/02/2026"}, "Ngày không có thật"),
    ],
)
def test_what_was_typed_is_kept_beside_the_error(client, given, hcth, typed, said):
    response = post(client, "staffing", given, **NEW | typed)
    assert response.status_code == 422
    assert said in text_of(response)
    assert "Tổng hợp báo cáo" in text_of(response)
    assert not StaffingPost.objects.exists()


def test_the_same_person_twice_is_said_in_a_sentence(client, given, hcth):
    post(client, "staffing", given, **NEW)
    response = post(client, "staffing", given, **NEW)
    assert response.status_code == 409
    assert "Người này đã có trong bảng trong cùng thời gian." in text_of(response)


def test_of_two_who_correct_a_line_the_second_reads_what_the_first_wrote(client, given, hcth):
    post(client, "staffing", given, **NEW)
    line = StaffingPost.objects.get()
    read = NEW | {"seal": line.seal}
    post(client, "staffing-post", line, **read | {"work": "Theo dõi các đơn vị"})
    response = post(client, "staffing-post", line, **read | {"work": "Đôn đốc"})
    assert response.status_code == 409
    assert "Lê Thị Soát vừa sửa dòng này" in text_of(response)
    assert "Theo dõi các đơn vị" in text_of(response)
    assert "Đôn đốc" in text_of(response)
    line.refresh_from_db()
    assert line.work == "Theo dõi các đơn vị"
    post(client, "staffing-post", line, **read | {"work": "Đôn đốc", "seal": line.seal})
    line.refresh_from_db()
    assert line.work == "Đôn đốc"


def test_the_notice_is_drafted_from_the_sheet_and_its_number_comes_back_to_the_lines(
    client, given, hcth
):
    quota = {"quota-given": "9", "quota-present": "8", "quota-counted_on": "01/01/2026"}
    post(client, "count-staffing", given, **quota)
    post(client, "staffing", given, **NEW)
    make_leader(full_name="Nguyễn Văn Thành")
    page = text_of(client.get(address("staffing", given)))
    signer = page.partition('name="signer"')[2].partition('<option value="')[2].partition('"')[0]
    page = text_of(post(client, "draft-staffing-paper", given, signer=signer))
    assert "Dự thảo thông báo phân công nhân lực" in page
    kept = Printout.objects.get()
    (document,) = printouts.documents_of(kept).values()
    said = plain(document.blocks)
    for words in [
        "Biên chế được giao của Phòng Hành chính - Tổng hợp: 09 người; có mặt: 08 người",
        "Phân công 01 người thực hiện nhiệm vụ (chuyên trách: 0; kiêm nhiệm: 01)",
        "Phạm Thị Đầu Mối (đầu mối)",
    ]:
        assert words in said
    assert document.title.type == "Thông báo"
    assert document.closing.signature.name == "Nguyễn Văn Thành"
    paper = "Thông báo số 15/TB-SKHCN ngày 03/3/2026"
    page = text_of(post(client, "name-staffing-paper", given, paper=paper))
    assert "Đã ghi văn bản phân công cho 1 người." in page
    assert StaffingPost.objects.get().paper == paper


def test_a_leader_reads_the_sheet_and_writes_nothing_on_it(client, given, hcth):
    post(client, "staffing", given, **NEW)
    client.force_login(make_leader())
    page = text_of(client.get(address("staffing", given)))
    assert "Phạm Thị Đầu Mối" in page
    assert "Thêm người" not in page
    assert post(client, "staffing", given, **NEW).status_code == 404


def test_a_new_report_begins_with_the_sheet(client, given, hcth):
    post(client, "staffing", given, **NEW)
    period = make_period(given.duty.directive)
    confirm(period, when="2026-02-01 08:00")
    report = make_report(given.department, period=period)
    page = text_of(client.get(address("draft", report)))
    assert 'value="Phạm Thị Đầu Mối"' in page
    assert 'value="05/01/2026"' in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_many_people(
    client, given, hcth, django_assert_num_queries, count
):
    for serial in range(count):
        post(client, "staffing", given, **NEW | {"person": f"Người {serial}"})
    client.get(address("staffing", given))
    with django_assert_num_queries(8):
        client.get(address("staffing", given))
