"""Vắng mặt, người thay."""

from datetime import date

import pytest
from django.urls import reverse

from directives.models import Absence
from tests.builders import (
    Role,
    at,
    make_coordinator,
    make_department,
    make_leader,
    make_member,
    make_user,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 12, 10)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(at(f"{TODAY} 08:00"), tick=False)


@pytest.fixture
def head(client):
    user = make_member(make_department(), username="head", full_name="Trần Thị Khoa")
    client.force_login(user)
    return user


@pytest.fixture
def deputy():
    return make_member(make_department(), Role.DEPUTY_HEAD, username="deputy")


def typed(**fields):
    return {
        "starts_on": "14/12/2026",
        "ends_on": "18/12/2026",
        "stand_in": "",
        "note": "Nghỉ phép",
        **fields,
    }


def rows():
    return list(
        Absence.objects.order_by("pk").values_list(
            "user__username", "starts_on", "ends_on", "stand_in__username"
        )
    )


def test_a_person_writes_down_his_own_absence(client, head, deputy):
    response = client.post(reverse("directives:absences"), typed(stand_in=deputy.pk))
    assert response.status_code == 302
    assert rows() == [("head", date(2026, 12, 14), date(2026, 12, 18), "deputy")]
    page = client.get(reverse("directives:absences")).content.decode()
    assert "14/12/2026" in page
    assert "Nghỉ phép" in page


def test_he_cannot_write_for_another_nor_name_a_stranger(client, head, deputy):
    stranger = make_member(make_department("Chi cục"), username="stranger")
    client.post(reverse("directives:absences"), typed(user=deputy.pk))
    assert rows() == [("head", date(2026, 12, 14), date(2026, 12, 18), None)]
    Absence.objects.all().delete()
    response = client.post(reverse("directives:absences"), typed(stand_in=stranger.pk))
    assert response.status_code == 422
    assert rows() == []


def test_hcth_writes_for_anybody(client, deputy):
    client.force_login(make_member(make_coordinator(), Role.STAFF))
    client.post(reverse("directives:absences"), typed(user=deputy.pk))
    assert rows() == [("deputy", date(2026, 12, 14), date(2026, 12, 18), None)]


@pytest.mark.parametrize(
    ("role", "written"),
    [(Role.HEAD, True), (Role.DEPUTY_HEAD, True), (Role.STAFF, False), (Role.FOCAL_OFFICER, False)],
)
def test_of_a_leader_only_the_head_of_hcth_and_his_deputies_do(client, role, written):
    """His mail goes to the stand-in."""
    director = make_leader()
    hcth = make_member(make_coordinator(), role)
    client.force_login(hcth)
    client.post(reverse("directives:absences"), typed(user=director.pk, stand_in=hcth.pk))
    assert Absence.objects.filter(user=director).exists() is written


def test_the_clerk_of_hcth_writes_for_himself_only_and_ends_no_absence_of_another(client, deputy):
    clerk = make_member(make_coordinator(), Role.CLERK, username="clerk")
    absence = Absence.objects.create(user=deputy, starts_on=TODAY, ends_on=TODAY)
    client.force_login(clerk)
    client.post(reverse("directives:absences"), typed(user=deputy.pk))
    assert [row[0] for row in rows()] == ["deputy", "clerk"]
    address = reverse("directives:end-absence", args=[absence.public_id])
    assert client.post(address).status_code == 404


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"ends_on": "13/12/2026"}, "Ngày kết thúc không được trước ngày bắt đầu."),
        ({"starts_on": "01/12/2026", "ends_on": "09/12/2026"}, "Ngày này đã qua."),
        ({"starts_on": "31/02/2026"}, "Ngày không có thật"),
        ({"ends_on": ""}, "Hãy ghi ngày."),
    ],
)
def test_impossible_days_are_told_and_stay_as_typed(client, head, fields, sentence):
    response = client.post(reverse("directives:absences"), typed(**fields))
    assert response.status_code == 422
    page = response.content.decode()
    assert sentence in page
    assert all(value in page for value in fields.values())
    assert rows() == []


def test_two_absences_of_one_person_do_not_overlap(client, head):
    client.post(reverse("directives:absences"), typed())
    response = client.post(
        reverse("directives:absences"), typed(starts_on="18/12/2026", ends_on="20/12/2026")
    )
    assert "Trong thời gian này đã ghi người đó vắng mặt." in response.content.decode()
    assert len(rows()) == 1


def test_nobody_stands_in_for_himself(client):
    hcth = make_member(make_coordinator(), Role.STAFF)
    client.force_login(hcth)
    response = client.post(reverse("directives:absences"), typed(user=hcth.pk, stand_in=hcth.pk))
    assert "Người nhận thay phải là người khác." in response.content.decode()


@pytest.mark.parametrize(
    ("starts_on", "left"),
    [
        (date(2026, 12, 1), [(date(2026, 12, 1), date(2026, 12, 9))]),
        (date(2026, 12, 10), []),
        (date(2026, 12, 14), []),
    ],
)
def test_one_who_is_back_is_told_again_from_today(client, head, starts_on, left):
    absence = Absence.objects.create(user=head, starts_on=starts_on, ends_on=date(2026, 12, 20))
    client.post(reverse("directives:end-absence", args=[absence.public_id]))
    assert list(Absence.objects.values_list("starts_on", "ends_on")) == left


def test_what_has_passed_stays_as_it_was(client, head):
    absence = Absence.objects.create(
        user=head, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 3)
    )
    client.post(reverse("directives:end-absence", args=[absence.public_id]))
    absence.refresh_from_db()
    assert absence.ends_on == date(2026, 12, 3)


def test_anothers_absence_is_not_found(client, head, deputy):
    absence = Absence.objects.create(user=deputy, starts_on=TODAY, ends_on=TODAY)
    address = reverse("directives:end-absence", args=[absence.public_id])
    assert client.post(address).status_code == 404
    client.force_login(make_leader())
    assert client.post(address).status_code == 404


def test_without_a_post_there_is_nothing_to_be_away_from(client):
    client.force_login(make_user())
    assert client.get(reverse("directives:absences")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_long(client, count, django_assert_num_queries):
    hcth = make_member(make_coordinator(), Role.STAFF)
    for _ in range(count):
        person = make_member(make_department(), Role.STAFF)
        Absence.objects.create(user=person, stand_in=hcth, starts_on=TODAY, ends_on=TODAY)
    client.force_login(hcth)
    with django_assert_num_queries(8):
        client.get(reverse("directives:absences"))
