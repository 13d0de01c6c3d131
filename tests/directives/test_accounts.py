"""Signing in, in the words of the office."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from tests.builders import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    user = make_user(username="qlkh.truong", email="truong@example.vn")
    user.set_password("mat-khau-rat-dai")
    user.save()
    return user


@pytest.mark.parametrize("login", ["qlkh.truong", "truong@example.vn"])
def test_a_person_signs_in_by_name_or_address_and_lands_where_he_wanted(client, user, login):
    wanted = reverse("reports:todo")
    response = client.post(
        f"{reverse('account_login')}?next={wanted}",
        {"login": login, "password": "mat-khau-rat-dai"},
    )
    assert response.status_code == 302
    assert response.url == wanted


@pytest.mark.parametrize("login", ["qlkh.truong", "nobody"])
def test_a_wrong_password_and_a_wrong_name_read_the_same(client, user, login):
    response = client.post(reverse("account_login"), {"login": login, "password": "sai"})
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in response.text


def test_guessing_passwords_is_slowed_down(client, user):
    for _ in range(12):
        response = client.post(
            reverse("account_login"), {"login": "qlkh.truong", "password": "sai"}
        )
    assert "Đăng nhập sai quá nhiều lần." in response.text


def test_a_disabled_account_is_out_at_once(client, user):
    client.force_login(user)
    assert client.get(reverse("account_change_password")).status_code == 200
    user.is_active = False
    user.save()
    assert client.get(reverse("account_change_password")).status_code == 302


def test_nobody_signs_up(client):
    assert client.get("/accounts/signup/").status_code == 404


def test_the_link_of_a_forgotten_password_sets_a_new_one(client, user):
    client.post(reverse("account_reset_password"), {"email": "truong@example.vn"})
    (message,) = mail.outbox
    assert message.subject == "Đôn Đốc: đặt lại mật khẩu"
    link = re.search(r"https?://\S+", message.body)[0]
    page = client.get(link, follow=True)
    client.post(
        page.request["PATH_INFO"],
        {"password1": "mat-khau-moi-rat-dai", "password2": "mat-khau-moi-rat-dai"},
    )
    user.refresh_from_db()
    assert user.check_password("mat-khau-moi-rat-dai")
