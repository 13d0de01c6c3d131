"""The unit tells its people by its list: the panel, meetings, the list to sign, links."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives.models import Duty
from reports import dissemination
from reports.dissemination.panel import panel
from reports.models import BriefingSession, Printout, ReadingLink, ReadingMail
from tests.builders import (
    Role,
    at,
    make_assignment,
    make_briefing,
    make_coordinator,
    make_department,
    make_duty,
    make_leader,
    make_member,
    make_staff,
    posts_of,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-30 09:00+07:00", tick=False):
        yield


@pytest.fixture
def assignment():
    return make_assignment(make_duty(kind=Duty.Kind.DISSEMINATION), make_department())


@pytest.fixture
def head(client, assignment):
    user = make_member(assignment.department)
    client.force_login(user)
    return user


@pytest.fixture
def people(assignment):
    unit = assignment.department
    return [
        make_staff(unit, "Lê An", position="Kế toán", email="an@example.vn"),
        make_staff(unit, "Trần Bình", group="worker"),
        make_staff(unit, "Hồ Dung", joined_on=date(2026, 10, 1)),
    ]


def address(name, thing):
    return reverse(f"reports:{name}", args=[thing.public_id])


def record(client, assignment, people, absent=(), **typed):
    return client.post(
        address("hold-session", assignment),
        {
            "held_on": "05/6/2026",
            "form": "meeting",
            "note": "Họp quý II",
            "listed": [member.public_id for member in people],
            "absent": [member.public_id for member in absent],
        }
        | typed,
        follow=True,
    )


# The panel


def test_the_panel_says_who_was_told_and_who_was_not(client, assignment, head, people):
    make_briefing(assignment, "2026-06-05", absent=[people[0]])
    said = text_of(client.get(address("assignment", assignment)))
    assert "Còn chưa được phổ biến (2)" in said
    assert '<span class="percent-number">33%</span>' in said
    assert 'Hồ Dung <span class="muted">(mới, từ 01/10/2026)</span>' in said
    assert "Có mặt 1 người. Vắng: Lê An." in said
    assert address("hold-session", assignment) in said


def test_hcth_reads_the_panel_and_a_leader_has_none(client, assignment, people):
    make_briefing(assignment, "2026-06-05")
    client.force_login(make_member(make_coordinator(), Role.STAFF))
    said = text_of(client.get(address("assignment", assignment)))
    assert "Phổ biến theo danh sách" in said
    assert address("hold-session", assignment) not in said
    client.force_login(make_leader())
    assert "Phổ biến theo danh sách" not in text_of(client.get(address("assignment", assignment)))


def test_a_unit_without_a_list_is_told_what_it_is_good_for(client, assignment, head):
    said = text_of(client.get(address("assignment", assignment)))
    assert "Đơn vị chưa có danh sách người" in said
    assert reverse("directives:staff", args=[assignment.department.public_id]) in said


def test_a_duty_of_another_kind_has_no_panel(client, head, assignment, people):
    other = make_assignment(make_duty(assignment.duty.directive), assignment.department)
    assert "Phổ biến theo danh sách" not in text_of(client.get(address("assignment", other)))


@pytest.mark.parametrize("count", [1, 3])
def test_the_panel_takes_the_same_queries_however_many_people_and_meetings(
    assignment, head, django_assert_num_queries, count
):
    for number in range(count):
        make_staff(assignment.department, f"Lê An {'ABC'[number]}")
    for number in range(count):
        make_briefing(assignment, f"2026-06-0{number + 1}")
    posts = posts_of(head)
    with django_assert_num_queries(6):
        panel(assignment, posts, on=date(2026, 11, 30))


# A meeting


def test_nobody_ticked_means_everybody_came(client, assignment, head, people):
    said = text_of(record(client, assignment, people))
    assert "Đã ghi buổi phổ biến ngày 05/6/2026." in said
    assert "Có mặt 2 người." in said
    session = BriefingSession.objects.get()
    assert (session.by, session.note) == (head, "Họp quý II")


def test_a_blank_form_is_of_a_meeting_today(client, assignment, head, people):
    form = client.get(address("hold-session", assignment)).context["form"]
    assert (form["held_on"].value(), form["form"].value()) == (date(2026, 11, 30), "meeting")


def test_the_absent_are_ticked(client, assignment, head, people):
    said = text_of(record(client, assignment, people, absent=people[:1]))
    assert "Có mặt 1 người. Vắng: Lê An." in said


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"held_on": "01/12/2026"}, "Ngày này chưa đến."),
        ({"held_on": "06/6/2024"}, "Ngày này trước ngày giao nhiệm vụ (07/6/2024)."),
        ({"held_on": "hôm qua"}, "Ngày không có thật hoặc ghi chưa đúng"),
        ({"form": "dance"}, "dance"),
        ({"listed": ["01890000-0000-7000-8000-000000000000"]}, "Danh sách vừa có thay đổi"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(
    client, assignment, head, people, typed, words
):
    answer = record(client, assignment, people, absent=people[:1], **typed)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert answer.context["form"]["note"].value() == "Họp quý II"
    assert answer.context["form"]["absent"].value() == [str(people[0].public_id)]
    assert not BriefingSession.objects.exists()


def test_a_meeting_without_anybody_is_refused(client, assignment, head, people):
    answer = record(client, assignment, people, absent=people)
    assert "Không có ai trong danh sách có mặt ở buổi này." in text_of(answer)


def test_the_second_who_records_the_same_meeting_is_told(client, assignment, head, people):
    record(client, assignment, people)
    answer = record(client, assignment, people)
    assert answer.status_code == 422
    assert "Buổi này đã được ghi" in text_of(answer)
    record(client, assignment, people, note="Ca chiều")
    assert BriefingSession.objects.count() == 2


def test_a_mistake_is_removed_and_the_second_is_told(client, assignment, head, people):
    session = make_briefing(assignment, "2026-06-05")
    said = text_of(client.post(address("remove-session", session), follow=True))
    assert "Đã bỏ buổi ghi nhầm." in said
    again = text_of(client.post(address("remove-session", session), follow=True))
    assert "Buổi này đã được bỏ trước đó." in again


def test_people_who_left_within_the_year_can_still_have_been_there(
    client, assignment, head, people
):
    make_staff(assignment.department, "Vũ Cũ", left_on=date(2026, 8, 1))
    make_staff(assignment.department, "Vũ Xưa", left_on=date(2025, 8, 1))
    said = text_of(client.get(address("hold-session", assignment)))
    assert "Vũ Cũ (thôi từ 01/8/2026)" in said
    assert "Vũ Xưa" not in said


# The list to be signed


def test_the_list_to_sign_is_a_page_with_files(client, assignment, head, people):
    said = text_of(client.post(address("print-attendance", assignment), follow=True))
    assert "Ký nhận" in said
    assert "Lê An" in said
    kept = Printout.objects.get()
    assert (kept.kind, kept.assignment, kept.made_by) == ("attendance", assignment, head)
    client.force_login(make_member(make_department("Chi cục B")))
    assert client.get(address("printout", kept)).status_code == 404


def test_the_list_of_a_meeting_is_printed_from_it(client, assignment, head, people):
    session = make_briefing(assignment, "2026-06-05", absent=people[:1])
    posted = {"briefing": session.public_id}
    said = text_of(client.post(address("print-attendance", assignment), posted, follow=True))
    assert "có mặt 1 người, vắng 1 người." in said
    for wrong in ["x", "01890000-0000-7000-8000-000000000000"]:
        answer = client.post(address("print-attendance", assignment), {"briefing": wrong})
        assert answer.status_code == 404


# Links


def send(client, assignment, people):
    posted = {"people": [member.public_id for member in people]}
    return client.post(address("readers", assignment), posted, follow=True)


def test_links_are_made_once_and_mailed_where_there_is_an_address(client, assignment, head, people):
    said = text_of(send(client, assignment, people[:2]))
    assert "Đã tạo 2 liên kết; sẽ gửi 1 thư trong giờ làm việc." in said
    assert "Thư sẽ được gửi trong giờ làm việc." in said
    assert "Chưa đọc. Không có địa chỉ thư: hãy sao chép liên kết." in said
    assert "Đã tạo 0 liên kết; sẽ gửi 0 thư" in text_of(send(client, assignment, people[:2]))
    assert [mail.address for mail in ReadingMail.objects.all()] == ["an@example.vn"]


def test_nobody_chosen_is_said(client, assignment, head, people):
    assert "Hãy chọn ít nhất một người." in text_of(send(client, assignment, []))


def test_a_link_is_taken_back_until_it_was_confirmed(client, assignment, head, people):
    links, _mails = dissemination.send(assignment, people[:2], by=head, at=at("2026-11-29 09:00"))
    dissemination.confirm(links[0], at=at("2026-11-29 10:00"))
    revoked = {"member": people[1].public_id}
    said = text_of(client.post(address("revoke-reading", assignment), revoked, follow=True))
    assert "Đã thu hồi liên kết." in said
    assert "Đã đọc, nắm nội dung lúc 10:00, 29/11/2026" in said
    for member in people[:2]:
        posted = {"member": member.public_id}
        late = client.post(address("revoke-reading", assignment), posted, follow=True)
        assert "Liên kết này đã được xác nhận hoặc thu hồi." in text_of(late)
    assert client.post(address("revoke-reading", assignment)).status_code == 404
    assert ReadingLink.objects.standing().count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_links_takes_the_same_queries_however_many_people(
    client, assignment, head, django_assert_num_queries, count
):
    unit = assignment.department
    members = [
        make_staff(unit, f"Lê An {letter}", email=f"{letter}@example.vn")
        for letter in "ABC"[:count]
    ]
    dissemination.send(assignment, members, by=head, at=at("2026-11-29 09:00"))
    for letter in "ABC"[:count]:
        make_staff(unit, f"Vũ Hà {letter}")
    with django_assert_num_queries(9):
        client.get(address("readers", assignment))
