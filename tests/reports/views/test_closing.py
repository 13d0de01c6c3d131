"""The page on which a directive ends, and what its pages show afterwards."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives.models import Assignment
from directives.posts import Role
from tests.builders import (
    at,
    make_assignment,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_member,
    make_report,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_a_day_of_december():
    with time_machine.travel(at("2026-12-20 09:00"), tick=False):
        yield


@pytest.fixture
def hcth(client):
    user = make_member(make_coordinator(), Role.STAFF, full_name="Phạm Thị Thu Hà")
    client.force_login(user)
    return user


@pytest.fixture
def report():
    return make_report("Phòng A")


def page(directive, **query):
    address = reverse("reports:close-directive", args=[directive.public_id])
    return address + (
        "?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else ""
    )


def detail(directive):
    return reverse("directives:detail", args=[directive.public_id])


def test_first_the_reason_is_asked(client, hcth, report):
    response = client.get(page(report.period.directive))
    assert response.status_code == 200
    assert "Được thay thế bởi văn bản khác" in text_of(response)


def test_a_replacement_names_the_new_paper(client, hcth, report):
    response = client.get(page(report.period.directive, change="replaces"))
    assert response.status_code == 422
    assert "Hãy chọn văn bản mới." in text_of(response)


def test_a_directive_is_closed_duty_by_duty_and_shows_it(client, hcth, report):
    directive = report.period.directive
    make_assignment(directive.duties.get(), make_department("Phòng B"))
    other = Assignment.objects.get(department__name="Phòng B")
    data = {
        "duty-1-way": "done",
        "duty-1-done_on": "10/12/2026",
        f"unit-{other.pk}-way": "end",
        f"unit-{other.pk}-reason": "Đơn vị thôi làm.",
        f"period-{report.period_id}": "release",
        "on": "19/12/2026",
        "note": "Kế hoạch hết hiệu lực.",
    }
    response = client.post(page(directive, change="ends"), data, follow=True)
    text = text_of(response)
    assert "Đã kết thúc theo dõi Công văn số …/SKHCN-HCTH; 1 báo cáo không phải gửi nữa." in text
    assert "Văn bản được theo dõi đến hết ngày 19/12/2026, nay đã kết thúc." in text
    assert "Kế hoạch hết hiệu lực." in text
    assert "Theo dõi lại" in text
    assert "Thêm nhiệm vụ" not in text
    assert "Phòng A" in text
    other.refresh_from_db()
    assert (other.ends_on, other.end_reason) == (date(2026, 12, 19), "Đơn vị thôi làm.")
    listed = text_of(client.get(reverse("directives:list"), {"show": "closed"}))
    assert "Kết thúc theo dõi 19/12/2026" in listed
    assert "1 nhiệm vụ, 2 đơn vị" in listed
    counted = text_of(
        client.get(reverse("reports:directive-dashboard", args=[directive.public_id]))
    )
    assert "Văn bản được theo dõi đến hết ngày 19/12/2026, nay đã kết thúc." in counted


def test_nothing_typed_is_lost_and_each_fault_is_said_once(client, hcth, report):
    response = client.post(
        page(report.period.directive, change="ends"),
        {"duty-1-way": "done", "note": "Hết hiệu lực.", "on": "19/12/2026"},
    )
    text = text_of(response)
    assert response.status_code == 422
    assert text.count("Hãy ghi ngày hoàn thành.") == 1
    assert "Hãy chọn: còn phải gửi báo cáo hay không." in text
    assert "Hết hiệu lực." in text


def test_what_cannot_be_true_is_said_on_the_page(client, hcth, report):
    response = client.post(
        page(report.period.directive, change="ends"),
        {
            "duty-1-way": "end",
            "duty-1-reason": "Thôi.",
            f"period-{report.period_id}": "owed",
            "note": "Hết hiệu lực.",
            "on": "10/12/2026",
        },
    )
    assert response.status_code == 422
    assert "chốt số liệu ngày 14/12/2026, sau ngày kết thúc theo dõi." in text_of(response)


def test_duties_are_carried_to_the_new_paper(client, hcth, report):
    directive = report.period.directive
    later = make_directive("Kế hoạch mới", number="456", issued_on=date(2026, 12, 1))
    duty = make_duty(later)
    data = {
        "duty-1-way": "carry",
        "duty-1-duty": "1",
        f"period-{report.period_id}": "owed",
        "on": "19/12/2026",
        "note": "Được thay thế.",
    }
    address = page(directive, change="replaces", later=later.public_id)
    assert client.post(address, data).url == detail(directive)
    assert duty.assignments.get().department.name == "Phòng A"
    assert "Được thay thế bởi" in text_of(client.get(detail(directive)))
    assert "Thay thế" in text_of(client.get(detail(later)))


def test_an_amendment_touches_what_is_chosen(client, hcth, report):
    directive = report.period.directive
    later = make_directive("Sửa đổi", issued_on=date(2026, 12, 1))
    address = page(directive, change="amends", later=later.public_id)
    response = client.post(address, {"on": "19/12/2026"})
    assert "Hãy chọn ít nhất một nhiệm vụ được sửa đổi." in text_of(response)
    data = {"on": "19/12/2026", "duty-1-way": "end", "duty-1-reason": "Bị sửa đổi."}
    assert client.post(address, data).url == detail(directive)
    directive.refresh_from_db()
    assert not directive.is_closed
    assert "Được sửa đổi bởi" in text_of(client.get(detail(directive)))


def test_a_closed_directive_is_read_only_until_it_is_followed_up_again(client, hcth, report):
    directive = report.period.directive
    directive.duties.get().assignments.update(completed_on=date(2026, 12, 10))
    data = {f"period-{report.period_id}": "owed", "on": "19/12/2026", "note": "Xong."}
    client.post(page(directive, change="ends"), data)
    for name in ["edit", "add-duty", "add-basis"]:
        address = reverse(f"directives:{name}", args=[directive.public_id])
        assert client.get(address).status_code == 404, name
    plan = reverse("reports:plan-periods", args=[directive.public_id])
    assert client.post(plan).status_code == 404
    again = client.get(page(directive), follow=True)
    assert "Văn bản này đã kết thúc theo dõi." in text_of(again)
    reopen = reverse("reports:reopen-directive", args=[directive.public_id])
    assert "Đã theo dõi lại văn bản" in text_of(client.post(reopen, follow=True))
    assert "Văn bản này đang được theo dõi." in text_of(client.post(reopen, follow=True))
    assert client.get(reverse("directives:edit", args=[directive.public_id])).status_code == 200


@pytest.mark.parametrize("unit_count", [1, 3])
def test_the_page_takes_the_same_queries_for_any_number_of_units(
    client, hcth, unit_count, django_assert_num_queries
):
    duty = make_duty()
    for number in range(unit_count):
        make_assignment(duty, make_department(f"Phòng {number}"))
    with django_assert_num_queries(10):
        client.get(page(duty.directive, change="ends"))
