"""The plan of inspections, the page of a visit, its minutes, and its recommendation."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from directives.posts import Role
from reports import printouts
from reports.documents.blocks import plain
from reports.models import PlannedInspection, Printout, Supervision
from tests.builders import at, make_assignment, make_department, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_may():
    with time_machine.travel(at("2026-05-21 09:00"), tick=False):
        yield


@pytest.fixture
def given():
    return make_assignment()


@pytest.fixture
def hcth(client, given):
    user = make_member(None, Role.HEAD, full_name="Trần Thị Hà")
    client.force_login(user)
    return user


def line(given, **fields):
    return {
        "department": given.department.pk,
        "on": "20/05/2026",
        "place": "Trụ sở đơn vị",
        "content": "Việc thực hiện nhiệm vụ.",
        "team": "Trần Thị Hà, Trưởng phòng\nPhạm Văn Ghi, chuyên viên",
    } | fields


def plan(client, given, **fields):
    address = reverse("reports:inspections", args=[given.duty.directive.public_id])
    return client.post(address, line(given, **fields), follow=True)


def post(client, name, row, **data):
    return client.post(reverse(f"reports:{name}", args=[row.public_id]), data, follow=True)


def text_of(response):
    return response.content.decode()


ACT = {
    "act-means": "visit",
    "act-on": "20/05/2026",
    "act-findings": "Chưa lập hồ sơ.",
    "act-recommendation": "Lập hồ sơ.",
    "act-recommendation_due_on": "20/06/2026",
}


def test_a_visit_goes_from_the_plan_to_the_units_to_do_and_is_closed_with_evidence(
    client, given, hcth
):
    assert "Đã qua ngày, chưa ghi kết quả" in text_of(plan(client, given))
    planned = PlannedInspection.objects.get()
    page = text_of(post(client, "carry-out-inspection", planned, **ACT))
    assert "Đã kiểm tra" in page
    member = make_member(given.department)
    client.force_login(member)
    assert "Lập hồ sơ." in text_of(client.get(reverse("reports:todo")))
    entry = Supervision.objects.get()
    photo = SimpleUploadedFile("ho-so.pdf", b"%PDF-1.7 ho so")
    post(client, "finish-recommendation", entry, note="Đã lập.", files=photo)
    entry.refresh_from_db()
    (file,) = entry.recommendation_files.all()
    assert (entry.recommendation_done_note, file.original_name) == ("Đã lập.", "ho-so.pdf")
    address = reverse("reports:recommendation-file", args=[file.public_id])
    client.force_login(hcth)
    log = reverse("reports:supervisions", args=[given.duty.directive.public_id])
    assert "ho-so.pdf" in text_of(client.get(log))
    response = client.get(address)
    assert b"".join(response.streaming_content) == b"%PDF-1.7 ho so"
    client.force_login(make_member(make_department("Phòng khác")))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (("virus.exe", b"MZ"), "chỉ nhận tệp PDF"),
        (("gia.pdf", b"khong phai"), "nội dung không đúng"),
        (("rong.pdf", b""), "không có nội dung"),
    ],
)
def test_a_file_that_is_none_is_refused_and_the_note_is_kept(client, given, hcth, files, said):
    plan(client, given)
    post(client, "carry-out-inspection", PlannedInspection.objects.get(), **ACT)
    entry = Supervision.objects.get()
    upload = SimpleUploadedFile(*files)
    response = post(client, "finish-recommendation", entry, note="Đã lập hồ sơ.", files=upload)
    assert response.status_code == 422
    assert said in text_of(response)
    assert "Đã lập hồ sơ." in text_of(response)
    entry.refresh_from_db()
    assert entry.recommendation_done_on is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"department": ""}, "Hãy chọn đơn vị được kiểm tra."),
        ({"team": ""}, "Hãy ghi thành phần đoàn kiểm tra."),
        ({"on": "06/06/2024"}, "trước ngày ban hành văn bản (07/6/2024)"),
    ],
)
def test_what_was_typed_is_kept_beside_the_error(client, given, hcth, typed, said):
    response = plan(client, given, **typed)
    assert response.status_code == 422
    assert said in text_of(response)
    assert "Trụ sở đơn vị" in text_of(response)


def test_the_second_who_changes_the_plan_is_told_and_may_save_once_more(client, given, hcth):
    plan(client, given)
    planned = PlannedInspection.objects.get()
    read = line(given) | {"seal": planned.seal}
    post(client, "change-inspection", planned, **read | {"content": "Hồ sơ."})
    response = post(client, "change-inspection", planned, **read | {"content": "Con người."})
    assert response.status_code == 409
    page = text_of(response)
    assert "Người khác vừa sửa kế hoạch này" in page
    assert "Hồ sơ." in page
    assert "Con người." in page
    planned.refresh_from_db()
    assert f'value="{planned.seal}"' in page
    assert planned.content == "Hồ sơ."


def test_a_visit_called_off_says_why_and_has_no_minutes(client, given, hcth):
    plan(client, given)
    planned = PlannedInspection.objects.get()
    page = text_of(post(client, "call-off-inspection", planned, **{"off-reason": "Trùng lịch."}))
    assert "Trùng lịch." in page
    assert "Dự thảo biên bản" not in page
    page = text_of(post(client, "carry-out-inspection", planned, **ACT))
    assert "đã được ghi kết quả hoặc đã ghi không kiểm tra" in page
    assert "Chưa lập hồ sơ." in page
    post(client, "draft-minutes", planned)
    assert not Printout.objects.exists()


def minutes(client, planned):
    post(client, "draft-minutes", planned)
    (document,) = printouts.documents_of(Printout.objects.latest("pk")).values()
    return document


def test_the_minutes_have_blanks_before_the_visit_and_are_filled_in_after_it(client, given, hcth):
    make_member(given.department, full_name="Đỗ Văn Trưởng", title="Trưởng phòng")
    plan(client, given)
    planned = PlannedInspection.objects.get()
    drafted = minutes(client, planned)
    assert "Chưa lập hồ sơ." not in plain(drafted.blocks)
    post(client, "carry-out-inspection", planned, **ACT)
    filled = minutes(client, planned)
    said = plain(filled.blocks)
    for words in [
        "tại Trụ sở đơn vị",
        "Phạm Văn Ghi, chuyên viên",
        "Chưa lập hồ sơ.",
        "Thời hạn thực hiện: hết ngày 20/6/2026.",
    ]:
        assert words in said
    assert filled.title.type == "Biên bản"
    assert (filled.closing.signature.name, filled.closing.beside.name) == (
        "Trần Thị Hà",
        "Đỗ Văn Trưởng",
    )


def test_a_unit_sees_in_the_plan_what_concerns_itself(client, given, hcth):
    other = make_assignment(given.duty, make_department("Phòng khác"))
    plan(client, given)
    plan(client, other)
    client.force_login(make_member(given.department))
    address = reverse("reports:inspections", args=[given.duty.directive.public_id])
    page = text_of(client.get(address))
    assert given.department.name in page
    assert "Phòng khác" not in page
    assert client.post(address, line(given)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_plan_takes_the_same_queries_however_many_visits(
    client, given, hcth, django_assert_num_queries, count
):
    for day in range(count):
        plan(client, given, on=f"{date(2026, 5, 10 + day):%d/%m/%Y}")
    address = reverse("reports:inspections", args=[given.duty.directive.public_id])
    client.get(address)
    with django_assert_num_queries(8):
        client.get(address)
