"""Danh sách người của đơn vị: its own members keep it, by pasting, and compare the counts."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives.models import Headcount, StaffMember
from tests.builders import (
    Role,
    make_assignment,
    make_briefing,
    make_coordinator,
    make_department,
    make_leader,
    make_member,
    make_staff,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-30 09:00+07:00", tick=False):
        yield


@pytest.fixture
def unit():
    return make_department()


@pytest.fixture
def head(client, unit):
    user = make_member(unit, full_name="Huỳnh Ngọc Sơn", title="Trưởng phòng")
    client.force_login(user)
    return user


def address(unit, name="staff"):
    return reverse(f"directives:{name}", args=[unit.public_id])


def paste(client, unit, text, **fields):
    typed = {"text": text, "group": "official", "joined_on": "01/01/2026", **fields}
    return client.post(address(unit), typed, follow=True)


def test_an_empty_list_offers_those_who_hold_a_post(client, unit, head):
    make_member(unit, Role.STAFF, full_name="Phan Anh Tuấn", email="", title="Chuyên viên")
    form = client.get(address(unit)).context["form"]
    assert form.initial == {
        "text": (f"Huỳnh Ngọc Sơn; Trưởng phòng; {head.email}\nPhan Anh Tuấn; Chuyên viên"),
        "joined_on": date(2024, 1, 1),
    }
    make_staff(unit)
    assert client.get(address(unit)).context["form"].initial["joined_on"] == date(2026, 11, 30)


def test_pasted_people_are_listed_and_known_ones_are_named(client, unit, head):
    make_staff(unit, "Lê An")
    said = text_of(paste(client, unit, "Lê An\nTrần Thị Bình; Kế toán; viên chức"))
    assert "Đã thêm 1 người." in said
    assert "Đã có trong danh sách, không thêm: Lê An." in said
    assert StaffMember.objects.get(full_name="Trần Thị Bình").position == "Kế toán"


def test_a_wrong_line_is_named_nothing_is_added_and_nothing_is_lost(client, unit, head):
    typed = "Lê An\nBình\nVũ Cường; cuong@"
    answer = paste(client, unit, typed, group="worker")
    said = text_of(answer)
    assert answer.status_code == 422
    assert "Dòng 2: Hãy ghi đủ họ và tên: “Bình”." in said
    assert "Dòng 3: Địa chỉ thư “cuong@” ghi chưa đúng." in said
    assert answer.context["form"]["text"].value() == typed
    assert not StaffMember.objects.exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Hãy dán hoặc ghi ít nhất một người."),
        ("Họ và tên\tChức vụ", "Hãy dán hoặc ghi ít nhất một người."),
        ("MẬT\nLê An", "Văn bản có dấu “MẬT” không được đưa vào hệ thống này."),
    ],
)
def test_what_is_no_list_is_refused(client, unit, head, text, words):
    assert words in text_of(paste(client, unit, text))
    assert not StaffMember.objects.exists()


def test_the_count_is_set_by_whoever_answers_for_the_reports(client, unit, head):
    empty = text_of(client.post(address(unit, "set-headcount"), follow=True))
    assert "Danh sách chưa có ai: hãy lập danh sách trước." in empty
    assert "Ghi theo danh sách" not in empty
    make_staff(unit, "Lê An")
    page = text_of(client.get(address(unit)))
    assert "Số đã ghi tính từ ngày 01/01/2024." in page
    said = text_of(client.post(address(unit, "set-headcount"), follow=True))
    assert "Đã ghi số người có mặt từ ngày 30/11/2026." in said
    assert "Hai số khớp nhau." in said
    counted = Headcount.objects.get(counted_on=date(2026, 11, 30))
    assert (counted.officials, counted.employees, counted.workers) == (1, 0, 0)
    client.force_login(make_member(unit, Role.STAFF))
    assert client.post(address(unit, "set-headcount")).status_code == 404


def test_a_person_is_put_right(client, unit, head):
    member = make_staff(unit, "Lê An")
    typed = {
        "full_name": "Lê Thị An",
        "position": "Kế toán",
        "group": "employee",
        "email": "an@example.vn",
        "user": head.pk,
        "joined_on": "05/01/2026",
    }
    said = text_of(client.post(address(member, "staff-member"), typed, follow=True))
    assert "Đã lưu: Lê Thị An." in said
    member.refresh_from_db()
    assert (member.group, member.user, member.joined_on) == ("employee", head, date(2026, 1, 5))


def test_an_account_belongs_to_one_person_of_the_list(client, unit, head):
    make_staff(unit, "Huỳnh Ngọc Sơn", user=head)
    member = make_staff(unit, "Lê An")
    typed = {"full_name": "Lê An", "group": "official", "user": head.pk, "joined_on": "05/01/2026"}
    answer = client.post(address(member, "staff-member"), typed)
    assert answer.status_code == 422
    assert "Người này đã có trong danh sách." in text_of(answer)


def test_a_person_leaves_and_the_second_who_says_so_is_told(client, unit, head):
    member = make_staff(unit, "Lê An", joined_on=date(2026, 1, 1))
    answer = client.post(address(member, "leave-staff"), {"left_on": "01/01/2026"})
    assert answer.status_code == 422
    assert "Ngày thôi làm việc phải sau ngày vào đơn vị." in text_of(answer)
    said = text_of(
        client.post(address(member, "leave-staff"), {"left_on": "01/6/2026"}, follow=True)
    )
    assert "Lê An không còn trong danh sách từ ngày 01/6/2026." in said
    again = client.post(address(member, "leave-staff"), {"left_on": "02/6/2026"}, follow=True)
    assert "Người này đã được ghi thôi làm việc ở đơn vị trước đó." in text_of(again)
    assert StaffMember.objects.get().left_on == date(2026, 6, 1)


def test_only_who_was_never_told_is_struck_off(client, unit, head):
    told, mistake = make_staff(unit, "Lê An"), make_staff(unit, "Trần Bình")
    make_briefing(make_assignment(department=unit), "2026-06-05", listed=[told])
    said = text_of(client.post(address(told, "strike-staff"), follow=True))
    assert "Lê An đã có trong buổi phổ biến hoặc đã được gửi liên kết" in said
    client.post(address(mistake, "strike-staff"))
    assert list(StaffMember.objects.all()) == [told]


def test_a_list_is_its_own_units_alone(client, unit, head):
    foreign = make_staff(make_coordinator(), "Lê An")
    assert client.get(address(foreign.department)).status_code == 404
    for name in ["staff-member", "leave-staff", "strike-staff"]:
        assert client.post(address(foreign, name)).status_code == 404


def test_the_way_to_the_list_leads_to_his_own_unit(client, unit, head):
    assert client.get(reverse("directives:own-staff")).url == address(unit)
    make_member(make_department("Chi cục B"), Role.STAFF, user=head)
    assert text_of(client.get(address(unit))).count("Chi cục B") == 1
    client.force_login(make_leader())
    assert client.get(reverse("directives:own-staff")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_many_people(
    client, unit, head, django_assert_num_queries, count
):
    for number in range(count):
        make_staff(unit, f"Lê An {'ABC'[number]}")
        make_staff(unit, f"Vũ Gone {'ABC'[number]}", left_on=date(2026, 3, 1))
    with django_assert_num_queries(11):
        client.get(address(unit))
