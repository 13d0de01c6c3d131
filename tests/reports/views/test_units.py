"""The page of the units: rename, merge and dissolve, each after a look at what will follow."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives.models import Department
from reports.models import ProgressReport
from tests.builders import (
    Role,
    make_agency,
    make_assignment,
    make_coordinator,
    make_department,
    make_duty,
    make_member,
    make_report,
    make_user,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db

PAPER = "Quyết định số 90/QĐ-UBND ngày 25/11/2026"


def agree(client, address, data):
    """The button below the preview that these data lead to."""
    preview = client.post(address, data).context["preview"]
    return client.post(address, {**data, "agreed": preview.fingerprint}, follow=True)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-12-01 09:00+07:00", tick=False):
        yield


@pytest.fixture
def keeper(client):
    user = make_member(make_coordinator(), Role.HEAD)
    client.force_login(user)
    return user


def merger(*units, into, on="01/12/2026", **more):
    return {
        "departments": [unit.public_id for unit in units],
        "into": into.public_id,
        "on": on,
        "paper": PAPER,
        **more,
    }


def test_the_administrator_keeps_every_unit_and_others_find_no_page(client):
    make_department()
    client.force_login(make_user(is_staff=True))
    assert "Phòng Quản lý Khoa học" in text_of(client.get(reverse("reports:units")))
    client.force_login(make_member(make_coordinator(), Role.STAFF))
    assert client.get(reverse("reports:units")).status_code == 404


def test_hcth_keeps_the_units_of_its_own_agency_only(client, keeper):
    foreign = make_department("Phòng của Sở khác", parent=make_agency("Sở khác"))
    assert foreign.name not in text_of(client.get(reverse("reports:units")))
    for name in ["reports:rename-unit", "reports:dissolve-unit"]:
        assert client.get(reverse(name, args=[foreign.public_id])).status_code == 404
    refused = client.post(
        reverse("reports:merge-units"), merger(foreign, into=make_department(), agreed="yes")
    )
    assert refused.status_code == 200
    assert not Department.objects.filter(dissolved_on__isnull=False).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_many_units(
    client, keeper, django_assert_num_queries, count
):
    for number in range(count):
        make_assignment(None, make_department(f"Phòng {number}"))
        make_department(
            f"Phòng cũ {number}", dissolved_on=date(2026, 1, 1), successor=make_coordinator()
        )
    client.get(reverse("reports:units"))
    with django_assert_num_queries(7):
        client.get(reverse("reports:units"))


def test_renaming_keeps_what_the_unit_was_called(client, keeper):
    unit = make_department("Phòng Công nghệ", short_name="CN")
    data = {"name": "Phòng Số", "short_name": "PS", "on": "01/12/2026", "paper": PAPER}
    page = client.post(reverse("reports:rename-unit", args=[unit.public_id]), data, follow=True)
    text = text_of(page)
    assert "Phòng Công nghệ được đổi tên thành Phòng Số." in text
    assert "đến hết ngày 30/11/2026: Phòng Công nghệ" in text


def test_an_impossible_renaming_keeps_what_was_typed(client, keeper):
    unit = make_department("Phòng Công nghệ")
    data = {"name": "Phòng Số", "short_name": "PS", "on": "02/12/2026", "paper": PAPER}
    text = text_of(client.post(reverse("reports:rename-unit", args=[unit.public_id]), data))
    assert "Ngày 02/12/2026 chưa đến; hãy ghi khi quyết định đã có hiệu lực." in text
    assert 'value="Phòng Số"' in text


def test_a_merger_is_shown_first_and_done_when_it_is_confirmed(client, keeper):
    old, new = make_department("Phòng A"), make_department("Phòng C")
    make_member(old, full_name="Lê Văn Bình", title="Trưởng phòng A")
    report = make_report(old)
    address = reverse("reports:merge-units")
    shown = text_of(client.post(address, merger(old, into=new)))
    for words in [
        "<dt>Đơn vị được sáp nhập</dt><dd><div>Phòng A</div></dd>",
        "<dt>Đơn vị kế thừa</dt><dd>Phòng C</dd>",
        "chuyển giao cho đơn vị kế thừa",
        "Năm 2026",
        "đơn vị kế thừa báo cáo thay",
        "Đề nghị gia hạn chưa được trả lời không còn hiệu lực; đơn vị kế thừa đề nghị lại nếu cần.",
        "Lê Văn Bình",
        "Trưởng phòng A, Phòng A",
        f'value="{old.public_id}"',
    ]:
        assert words in shown
    assert not Department.objects.filter(dissolved_on__isnull=False).exists()
    done = agree(client, address, merger(old, into=new))
    assert "Phòng A được sáp nhập vào Phòng C." in text_of(done)
    old.refresh_from_db()
    assert (old.successor, old.dissolution_paper) == (new, PAPER)
    states = dict(ProgressReport.objects.values_list("department__name", "state"))
    assert states == {"Phòng A": "replaced", "Phòng C": "expected"}
    assert report.state == "expected"


def test_what_changed_since_the_preview_is_shown_before_anything_is_done(client, keeper):
    old, new = make_department("Phòng A"), make_department("Phòng C")
    address, data = reverse("reports:merge-units"), merger(old, into=new)
    seen = client.post(address, data).context["preview"].fingerprint
    make_assignment(make_duty(), old)
    again = client.post(address, {**data, "agreed": seen})
    assert "Vừa có thay đổi khác; hãy xem lại rồi xác nhận." in text_of(again)
    assert not Department.objects.filter(dissolved_on__isnull=False).exists()


def test_a_look_back_at_the_form_keeps_what_was_chosen(client, keeper):
    old, new = make_department("Phòng A"), make_department("Phòng C")
    back = client.post(reverse("reports:merge-units"), merger(old, into=new, back="yes"))
    text = text_of(back)
    assert "Xem trước" in text
    assert f'value="{PAPER}"' in text
    assert f'<option value="{new.public_id}" selected >' in text


def test_the_unit_whose_button_was_pressed_is_chosen_already(client, keeper):
    old = make_department("Phòng A")
    page = client.get(reverse("reports:merge-units"), {"unit": old.public_id})
    assert page.context["form"]["departments"].value() == [str(old.public_id)]
    assert text_of(page).count(" checked") == 1


def test_a_merger_confirmed_twice_is_done_once(client, keeper):
    old, new = make_department("Phòng A"), make_department("Phòng C")
    address, data = reverse("reports:merge-units"), merger(old, into=new)
    seen = client.post(address, data).context["preview"].fingerprint
    client.post(address, {**data, "agreed": seen})
    again = client.post(address, {**data, "agreed": seen})
    assert again.status_code == 200
    assert Department.objects.filter(dissolved_on__isnull=False).count() == 1


def test_a_unit_is_dissolved_after_a_preview(client, keeper):
    unit = make_department("Tổ giúp việc")
    make_assignment(make_duty(), unit)
    address = reverse("reports:dissolve-unit", args=[unit.public_id])
    data = {"on": "01/12/2026", "paper": PAPER}
    assert "không còn đơn vị thực hiện" in text_of(client.post(address, data))
    unit.refresh_from_db()
    assert unit.dissolved_on is None
    agree(client, address, data)
    unit.refresh_from_db()
    assert unit.dissolved_on == date(2026, 12, 1)


def test_hcth_itself_is_merged_not_dissolved(client, keeper):
    make_duty()
    unit = make_coordinator()
    address = reverse("reports:dissolve-unit", args=[unit.public_id])
    text = text_of(client.post(address, {"on": "01/12/2026", "paper": PAPER}))
    assert "là đơn vị đầu mối của văn bản" in text
