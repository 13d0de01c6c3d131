"""The log of a directive: HCTH writes, leaders read all, a unit reads what concerns itself."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives.posts import Role
from reports import supervision
from reports.models import Supervision
from tests.builders import (
    at,
    make_assignment,
    make_department,
    make_directive,
    make_duty,
    make_leader,
    make_member,
)

pytestmark = pytest.mark.django_db

NOW = at("2026-12-11 09:00")


@pytest.fixture(autouse=True)
def _on_the_eleventh_of_december():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def directive():
    directive = make_directive()
    duty = make_duty(directive)
    for name in ["Phòng A", "Phòng B"]:
        make_assignment(duty, make_department(name))
    return directive


@pytest.fixture
def hcth():
    return make_member(None, Role.STAFF)


def record(directive, unit="Phòng A", by=None, **fields):
    entry = Supervision(
        directive=directive,
        department=make_department(unit),
        kind="inspection",
        means="visit",
        on=date(2026, 12, 1),
        findings=fields.pop("findings", "Chưa lưu hồ sơ."),
        **fields,
    )
    return supervision.record(entry, by=by or make_member(None, Role.STAFF), at=NOW)


def recommend(directive, unit="Phòng A"):
    return record(
        directive,
        unit,
        recommendation="Lập hồ sơ công việc.",
        recommendation_due_on=date(2026, 12, 20),
    )


def log_of(directive):
    return reverse("reports:supervisions", args=[directive.public_id])


def finish_of(entry):
    return reverse("reports:finish-recommendation", args=[entry.public_id])


def text_of(response):
    return response.content.decode()


def typed(**fields):
    return {
        "department": make_department("Phòng A").pk,
        "kind": "urging",
        "means": "dispatch",
        "on": "10/12/2026",
        "paper": "Công văn số 530/SKHCN-HCTH",
        "findings": "Đôn đốc gửi báo cáo.",
        "recommendation": "Gửi trước hạn.",
        "recommendation_due_on": "15/12/2026",
        **fields,
    }


def test_hcth_adds_an_entry(client, directive, hcth):
    client.force_login(hcth)
    page = text_of(client.post(log_of(directive), typed(), follow=True))
    kept = Supervision.objects.get()
    assert (kept.directive, kept.kind, kept.on, kept.by, kept.recommendation_due_on) == (
        directive,
        "urging",
        date(2026, 12, 10),
        hcth,
        date(2026, 12, 15),
    )
    for said in ["Đôn đốc: Phòng A", "Công văn số 530/SKHCN-HCTH", "thời hạn 15/12/2026"]:
        assert said in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"on": "12/12/2026"}, "Ngày thực hiện không được sau ngày hôm nay."),
        (
            {"on": "01/01/2020"},
            "Ngày thực hiện không được trước ngày ban hành văn bản (07/6/2024).",
        ),
        ({"on": "31/02/2026"}, "Ngày không có thật"),
        ({"recommendation_due_on": ""}, "Kiến nghị phải có thời hạn thực hiện."),
        ({"recommendation": ""}, "Có thời hạn thì phải ghi nội dung kiến nghị."),
        ({"recommendation_due_on": "09/12/2026"}, "Thời hạn không được trước ngày thực hiện."),
    ],
)
def test_what_was_typed_is_kept_beside_the_error(client, directive, hcth, wrong, said):
    client.force_login(hcth)
    response = client.post(log_of(directive), typed(**wrong))
    page = text_of(response)
    assert response.status_code == 422
    assert page.count(said) == 1
    assert "Đôn đốc gửi báo cáo." in page
    assert not Supervision.objects.exists()


def test_a_unit_without_a_duty_of_the_directive_is_not_offered(client, directive, hcth):
    stranger = make_department("Phòng không được giao")
    client.force_login(hcth)
    assert "Phòng không được giao" not in text_of(client.get(log_of(directive)))
    response = client.post(log_of(directive), typed(department=stranger.pk))
    assert response.status_code == 422


@pytest.mark.parametrize("who", ["unit", "director", "clerk of HCTH"])
def test_nobody_else_adds_an_entry(client, directive, who):
    user = {
        "unit": lambda: make_member(make_department("Phòng A")),
        "director": make_leader,
        "clerk of HCTH": lambda: make_member(None, Role.CLERK),
    }[who]()
    client.force_login(user)
    assert 'id="record"' not in text_of(client.get(log_of(directive)))
    assert client.post(log_of(directive), typed()).status_code == 404
    assert not Supervision.objects.exists()


def test_a_unit_reads_its_own_entries_and_leaders_all(client, directive):
    record(directive, "Phòng A", findings="Của phòng A.")
    record(directive, "Phòng B", findings="Của phòng B.")

    def read_by(user):
        client.force_login(user)
        page = text_of(client.get(log_of(directive)))
        return [text for text in ["Của phòng A.", "Của phòng B."] if text in page]

    assert read_by(make_member(make_department("Phòng A"))) == ["Của phòng A."]
    assert read_by(make_leader()) == ["Của phòng A.", "Của phòng B."]


def test_a_unit_without_a_duty_does_not_find_the_log(client, directive):
    client.force_login(make_member(make_department("Phòng khác")))
    assert client.get(log_of(directive)).status_code == 404


def test_the_unit_finishes_its_recommendation_from_the_to_do_list(client, directive):
    entry = recommend(directive)
    member = make_member(make_department("Phòng A"), Role.STAFF)
    client.force_login(member)
    assert finish_of(entry) in text_of(client.get(reverse("reports:todo")))
    response = client.post(finish_of(entry), {"note": "Đã lập.", "next": "/todo/"}, follow=True)
    assert response.redirect_chain == [("/todo/", 302)]
    kept = Supervision.objects.get()
    assert (kept.recommendation_done_on, kept.recommendation_done_by) == (NOW.date(), member)
    page = text_of(client.post(finish_of(entry), {"note": "Lần hai."}, follow=True))
    assert "Kiến nghị này đã được ghi kết quả trước đó." in page
    assert "Đã lập." in page


def test_without_a_word_on_what_was_done_it_stays_open(client, directive):
    entry = recommend(directive)
    client.force_login(make_member(make_department("Phòng A")))
    page = text_of(client.post(finish_of(entry), {"note": " "}, follow=True))
    assert "Hãy ghi kết quả thực hiện kiến nghị." in page
    assert Supervision.objects.open_recommendations().count() == 1


@pytest.mark.parametrize("who", ["other unit", "director", "no recommendation"])
def test_a_recommendation_is_finished_by_its_unit_or_hcth_only(client, directive, who):
    entry = record(directive) if who == "no recommendation" else recommend(directive)
    user = {
        "other unit": lambda: make_member(make_department("Phòng B")),
        "director": make_leader,
        "no recommendation": lambda: make_member(make_department("Phòng A")),
    }[who]()
    client.force_login(user)
    assert client.post(finish_of(entry), {"note": "Đã lập."}).status_code == 404
    assert client.get(finish_of(entry)).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_the_log_asks_the_database_the_same_however_many_rows(
    client, directive, hcth, django_assert_num_queries, count
):
    for serial in range(count):
        record(
            directive,
            findings=f"Lần {serial}.",
            recommendation="Lập hồ sơ.",
            recommendation_due_on=date(2026, 12, 20),
        )
    client.force_login(hcth)
    with django_assert_num_queries(9):
        page = text_of(client.get(log_of(directive)))
    assert page.count('id="supervision-') == count
