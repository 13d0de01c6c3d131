"""The admin: units, people, posts and absences, for system administrators; nothing else."""

from datetime import date

import pytest
from django.contrib import admin
from django.urls import reverse

from directives.models import Absence, Appointment, Department, User
from directives.posts import Role
from tests.builders import make_agency, make_coordinator, make_department, make_member, make_user
from tests.pages import text_of

pytestmark = pytest.mark.django_db

# Django's own widget of a password leaves a variable open.
ignore_djangos_widget = pytest.mark.ignore_template_errors


@pytest.fixture
def administrator(client):
    user = make_user("Quản trị", is_staff=True)
    client.force_login(user)
    return user


def test_nothing_that_has_a_life_of_its_own_is_kept_here():
    assert {model.__name__ for model in admin.site._registry} == {
        "Absence",
        "Appointment",
        "Department",
        "User",
    }


@pytest.mark.parametrize("address", ["/admin/", "/admin/directives/user/", "/admin/login/"])
def test_without_the_mark_of_an_administrator_there_is_no_admin(client, address):
    client.force_login(make_member(make_coordinator(), Role.HEAD))
    assert client.get(address).status_code in (302, 403)


def test_a_visitor_signs_in_by_the_one_way_in(client):
    assert client.get("/admin/login/")["Location"].startswith("/accounts/login/")


def test_an_administrator_needs_no_finer_rights(client, administrator):
    assert not administrator.is_superuser
    text = text_of(client.get("/admin/"))
    for words in [
        "Đơn vị",
        "Người dùng",
        "Chức vụ, phân công",
        "Vắng mặt, người thay",
    ]:
        assert words in text


@ignore_djangos_widget
@pytest.mark.parametrize("model", [User, Department, Appointment, Absence])
def test_lists_and_forms_open(client, administrator, model):
    head = make_member(make_department(), Role.HEAD)
    Absence.objects.create(user=head, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 2))
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    assert client.get(reverse(f"{name}_changelist"), {"q": "a"}).status_code == 200
    assert client.get(reverse(f"{name}_add")).status_code == 200
    row = model.objects.order_by("pk").last()
    assert client.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200


def test_an_account_is_made_with_a_password_and_can_sign_in(client, administrator):
    response = client.post(
        reverse("admin:directives_user_add"),
        {
            "username": "nva",
            "full_name": "Nguyễn Văn An",
            "email": "nva@example.vn",
            "usable_password": "true",
            "password1": "mật khẩu dài",
            "password2": "mật khẩu dài",
        },
    )
    assert response.status_code == 302
    user = User.objects.get(username="nva")
    assert user.check_password("mật khẩu dài")
    assert (user.is_staff, user.is_superuser) == (False, False)


@ignore_djangos_widget
def test_nobody_is_made_superuser_here(client, administrator):
    user = make_user()
    address = reverse("admin:directives_user_change", args=[user.pk])
    assert "is_superuser" not in client.get(address).content.decode()
    client.post(address, {"username": user.username, "is_superuser": "on"})
    user.refresh_from_db()
    assert not user.is_superuser


def test_accounts_are_disabled_never_deleted(client, administrator):
    user = make_user()
    address = reverse("admin:directives_user_delete", args=[user.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403


def test_a_second_head_is_refused_in_a_sentence(client, administrator):
    department = make_department()
    make_member(department, Role.HEAD)
    response = client.post(
        reverse("admin:directives_appointment_add"),
        {
            "user": make_user().pk,
            "department": department.pk,
            "role": "head",
            "starts_on": "2026-01-01",
        },
    )
    assert "Trong thời gian này đơn vị đã có người đứng đầu." in text_of(response)


def test_a_unit_with_a_history_cannot_be_deleted(client, administrator):
    department = make_department(parent=make_agency())
    make_member(department, Role.HEAD)
    client.post(
        reverse("admin:directives_department_delete", args=[department.pk]), {"post": "yes"}
    )
    assert Department.objects.filter(pk=department.pk).exists()


def test_a_post_stands_in_the_list_in_short(client, administrator):
    unit = make_department("Phòng Quản lý Khoa học", short_name="QLKH")
    make_member(unit, Role.HEAD, starts_on=date(2025, 3, 1))
    text = text_of(client.get("/admin/directives/appointment/"))
    assert '<td class="field-unit">QLKH</td>' in text
    assert '<td class="field-first_day">01/03/2025</td>' in text


def test_pages_name_the_icon_of_the_site(client, administrator):
    for address in ["/admin/", "/admin/directives/appointment/"]:
        assert '<link rel="icon" href="/static/favicon.svg"' in text_of(client.get(address))


@ignore_djangos_widget
def test_a_unit_is_not_ended_past_the_page_that_moves_its_duties(client, administrator):
    unit, other = make_department(), make_department("Chi cục mẫu")
    address = reverse("admin:directives_department_change", args=[unit.pk])
    form = client.get(address).content.decode()
    assert 'name="name"' in form
    assert 'name="dissolved_on"' not in form
    assert 'name="successor"' not in form
    client.post(address, {"dissolved_on": "2026-01-01", "successor": other.pk})
    unit.refresh_from_db()
    assert (unit.dissolved_on, unit.successor) == (None, None)


def test_nobody_gets_a_post_in_a_unit_that_is_no_more(client, administrator):
    unit = make_department(dissolved_on=date(2026, 7, 1))
    post = {"user": make_user().pk, "department": unit.pk, "role": "staff"}
    address = reverse("admin:directives_appointment_add")
    refused = client.post(address, {**post, "starts_on": "2026-06-01"})
    assert "Phòng Quản lý Khoa học đã chấm dứt hoạt động từ ngày 01/7/2026." in text_of(refused)
    past = {"starts_on": "2026-06-01", "ends_on": "2026-06-30"}
    assert client.post(address, {**post, **past}).status_code == 302


@ignore_djangos_widget
@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("appointment", {"department": "unit", "role": "head", "title": "Trưởng phòng"}),
        ("absence", {}),
    ],
)
def test_an_end_before_the_start_is_told(client, administrator, name, fields):
    unit = make_department()
    data = {
        "user": administrator.pk,
        "starts_on": "02/12/2026",
        "ends_on": "01/12/2026",
        **{key: unit.pk if value == "unit" else value for key, value in fields.items()},
    }
    response = client.post(reverse(f"admin:directives_{name}_add"), data)
    assert "Ngày kết thúc không được trước ngày bắt đầu." in text_of(response)


def test_a_day_is_typed_as_the_office_writes_it(client, administrator):
    unit, user = make_department(), make_user()
    address = reverse("admin:directives_appointment_add")
    typed = {"user": user.pk, "department": unit.pk, "role": "staff", "starts_on": "18/12/2028"}
    client.post(address, typed)
    assert Appointment.objects.get(user=user).starts_on == date(2028, 12, 18)
