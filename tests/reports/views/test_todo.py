"""The to-do page, the queue and the buttons that take a duty on."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives.models import Assignment
from directives.posts import Role
from reports import lifecycle, obstacles, supervision
from reports.models import Obstacle, Supervision
from tests.builders import (
    at,
    confirm,
    make_assignment,
    make_department,
    make_directive,
    make_duty,
    make_leader,
    make_member,
    make_period,
    make_report,
    make_reports,
    return_report,
    submit,
)

pytestmark = pytest.mark.django_db

NOW = at("2026-12-10 09:00")


@pytest.fixture(autouse=True)
def _on_the_tenth_of_december():
    with time_machine.travel(NOW, tick=False):
        yield


def body(response):
    assert response.status_code == 200
    return response.content.decode()


def test_with_nothing_to_do_the_page_says_so_calmly(client):
    client.force_login(make_member(make_department()))
    assert "Không có việc nào đang chờ" in body(client.get(reverse("reports:todo")))


def test_an_owed_report_leads_to_its_form_and_says_by_which_paper(client):
    report = make_report()
    client.force_login(make_member(report.department, Role.FOCAL_OFFICER))
    page = body(client.get(reverse("reports:todo")))
    assert "Cập nhật tiến độ" in page
    assert reverse("reports:draft", args=[report.public_id]) in page
    assert "Công văn số 512/SKHCN-HCTH ngày 20/11/2026" in page
    assert "Sắp đến hạn: hạn 16/12/2026, chưa gửi; chưa nhắc lần nào." in page


def test_a_returned_report_shows_what_is_missing(client):
    report = make_report()
    submit(report, when="2026-12-08 09:00")
    return_report(report, when="2026-12-09 09:00")
    client.force_login(make_member(report.department, Role.STAFF))
    page = body(client.get(reverse("reports:todo")))
    assert "Bổ sung, hoàn thiện" in page
    assert "Bổ sung số liệu." in page


def test_a_draft_sent_to_the_head_asks_him_to_send_and_others_not(client):
    report = make_report()
    officer = make_member(report.department, Role.FOCAL_OFFICER, full_name="Trần Thị Đầu")
    lifecycle.save_draft(report, data={"a": "b"}, version=0, by=officer, at=NOW)
    lifecycle.send_to_head(report, by=officer, at=NOW)
    client.force_login(make_member(report.department, Role.HEAD))
    page = body(client.get(reverse("reports:todo")))
    assert "Chờ lãnh đạo đơn vị gửi" in page
    assert "Xem và gửi" in page
    assert "Trần Thị Đầu đã trình lãnh đạo đơn vị ngày 10/12/2026." in page
    client.force_login(officer)
    page = body(client.get(reverse("reports:todo")))
    assert "Chờ lãnh đạo đơn vị gửi" not in page
    assert "Xem và gửi" not in page


def test_a_duty_is_taken_on_by_one_click_and_the_second_click_is_told(client):
    assignment = make_assignment()
    user = make_member(assignment.department, Role.STAFF)
    client.force_login(user)
    address = reverse("directives:acknowledge", args=[assignment.public_id])
    assert address in body(client.get(reverse("reports:todo")))
    page = body(client.post(address, follow=True))
    assert "Đã tiếp nhận nhiệm vụ 1. Triển khai, báo cáo." in page
    assignment.refresh_from_db()
    assert (assignment.acknowledged_at, assignment.acknowledged_by) == (NOW, user)
    page = body(client.post(address, follow=True))
    assert "Nhiệm vụ này đã được tiếp nhận trước đó." in page


def test_all_duties_of_a_directive_are_taken_on_at_once_and_those_of_others_are_left(client):
    directive = make_directive()
    unit = make_department()
    for _ in range(2):
        make_assignment(make_duty(directive), unit)
    make_assignment(directive.duties.first(), make_department("Phòng khác"))
    client.force_login(make_member(unit))
    address = reverse("directives:acknowledge-all", args=[directive.public_id])
    assert "Đã tiếp nhận 2 nhiệm vụ." in body(client.post(address, follow=True))
    assert Assignment.objects.unacknowledged().count() == 1
    said = "Các nhiệm vụ của văn bản này đã được tiếp nhận trước đó."
    assert said in body(client.post(address, follow=True))


@pytest.mark.parametrize("who", ["other unit", "HCTH", "director"])
def test_nobody_takes_on_a_duty_for_another_unit(client, who):
    assignment = make_assignment()
    user = {
        "other unit": lambda: make_member(make_department("Phòng khác")),
        "HCTH": lambda: make_member(None, Role.HEAD),
        "director": make_leader,
    }[who]()
    client.force_login(user)
    directive = assignment.duty.directive
    for address in [
        reverse("directives:acknowledge", args=[assignment.public_id]),
        reverse("directives:acknowledge-all", args=[directive.public_id]),
    ]:
        assert client.post(address).status_code == 404
    assignment.refresh_from_db()
    assert assignment.acknowledged_at is None


@pytest.mark.parametrize(
    ("address", "comes_back_to"),
    [("/directives/", "/directives/"), ("https://example.com/", "/todo/"), ("", "/todo/")],
)
def test_the_button_leads_back_to_where_it_stood_and_never_out_of_the_site(
    client, address, comes_back_to
):
    assignment = make_assignment()
    client.force_login(make_member(assignment.department))
    response = client.post(
        reverse("directives:acknowledge", args=[assignment.public_id]), {"next": address}
    )
    assert response.url == comes_back_to


def test_get_takes_nothing_on(client):
    assignment = make_assignment()
    client.force_login(make_member(assignment.department))
    address = reverse("directives:acknowledge", args=[assignment.public_id])
    assert client.get(address).status_code == 405


def test_the_queue_lists_what_waits_the_oldest_first(client):
    first, second = make_reports("Phòng A", "Phòng B")
    submit(second, when="2026-12-08 09:00")
    submit(first, when="2026-12-09 09:00")
    client.force_login(make_member(None, Role.STAFF))
    page = body(client.get(reverse("reports:queue")))
    assert 0 < page.index("Phòng B") < page.index("Phòng A")
    client.force_login(make_member(make_department("Phòng A"), Role.STAFF))
    assert "Không có báo cáo nào chờ tiếp nhận" in body(client.get(reverse("reports:queue")))


def fill(count):
    """`count` rows of every sort for one member, who is of a unit and of HCTH at once."""
    unit, other = make_department("Phòng A"), make_department("Phòng B")
    member = make_member(unit, Role.HEAD)
    make_member(None, Role.STAFF, user=member)
    for serial in range(count):
        directive = make_directive(subject=f"Văn bản {serial}")
        duty = make_duty(directive)
        make_assignment(duty, unit)
        make_assignment(duty, other)
        reports = {r.department.name: r for r in confirm(make_period(directive))}
        submit(reports["Phòng B"], obstacle=f"Vướng mắc {serial}", when="2026-12-08 09:00")
        supervision.record(
            Supervision(
                directive=directive,
                department=unit,
                kind="urging",
                means="phone",
                on=date(2026, 12, 1),
                findings="Đã gọi.",
                recommendation="Gửi sớm.",
                recommendation_due_on=date(2026, 12, 30),
            ),
            by=member,
            at=NOW,
        )
    for obstacle in Obstacle.objects.all():
        obstacles.record_opinion(
            obstacle,
            text="Làm ngay.",
            source="Giao ban",
            opinion_on=date(2026, 12, 9),
            responsible=unit,
            action_due_on=None,
            by=member,
            at=NOW,
        )
    return member


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("reports:todo", 16), ("reports:queue", 6)])
def test_the_pages_ask_the_database_the_same_however_many_rows(
    client, django_assert_num_queries, count, name, queries
):
    client.force_login(fill(count))
    with django_assert_num_queries(queries):
        page = body(client.get(reverse(name)))
    assert page.count("todo-row") == {"reports:todo": 5 * count, "reports:queue": count}[name]
