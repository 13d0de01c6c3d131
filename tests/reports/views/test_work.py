"""Work items on the page of their assignment: who writes them, what is refused, the year after."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives import work
from directives.models import Assignment, WorkItem
from directives.posts import Role
from reports.models import Notice
from tests.builders import (
    at,
    make_assignment,
    make_coordinator,
    make_department,
    make_leader,
    make_member,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db

NOW = at("2026-12-11 09:00")


@pytest.fixture(autouse=True)
def _on_a_day_of_december():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def assignment():
    return make_assignment()


@pytest.fixture
def head(assignment):
    return make_member(assignment.department)


@pytest.fixture
def hcth():
    return make_member(make_coordinator(), Role.STAFF)


@pytest.fixture
def item(assignment, head):
    item = WorkItem(assignment=assignment, text="Viết bài", due_on=date(2026, 12, 30))
    return work.plan([item], agrees=False, by=head, at=at("2026-03-02 08:00"))[0]


def on(assignment, name):
    return reverse(f"reports:{name}", args=[assignment.public_id])


def of(item, name):
    return reverse(f"reports:{name}", args=[item.public_id])


def typed(**fields):
    return {f"work-{name}": value for name, value in fields.items()}


def test_the_unit_proposes_by_five_plain_facts_and_hcth_is_asked(client, assignment, head):
    officer = make_member(assignment.department, Role.STAFF, full_name="Lê Thị Thu Hà")
    client.force_login(head)
    data = typed(
        text="Viết bài giới thiệu",
        product="01 bài",
        due_on="30/12/2026",
        officer=officer.pk,
        responsibility="Trưởng phòng chịu trách nhiệm",
    )
    text = text_of(client.post(on(assignment, "add-work"), data, follow=True))
    assert "Đã ghi 1 nội dung công việc." in text
    assert "Chờ thống nhất" in text
    item = WorkItem.objects.get()
    assert (item.proposed_by, item.due_on, item.officer) == (head, date(2026, 12, 30), officer)
    notice = Notice.objects.get()
    assert (notice.person, notice.kind, notice.words) == (
        officer,
        "work_set",
        "Viết bài giới thiệu",
    )


def test_what_hcth_sets_is_agreed_and_the_unit_hears_of_it(client, assignment, head, hcth):
    client.force_login(hcth)
    client.post(on(assignment, "add-work"), typed(text="Họp báo"))
    assert WorkItem.objects.get().agreed_by == hcth
    assert [notice.person for notice in Notice.objects.all()] == [head]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": ""}, "Trường này là bắt buộc"),
        ({"text": "Viết bài", "due_on": "31/02/2026"}, "Ngày không có thật"),
        ({"text": "Viết bài", "due_on": "01/01/2020"}, "trước ngày giao nhiệm vụ"),
        ({"text": "Viết bài", "person": "An", "officer": "own"}, "một người thực hiện"),
        ({"text": "Công văn TUYỆT MẬT"}, "bí mật nhà nước"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, assignment, head, fields, said):
    if fields.get("officer"):
        fields = {**fields, "officer": head.pk}
    client.force_login(head)
    response = client.post(on(assignment, "add-work"), typed(product="01 bài báo", **fields))
    text = text_of(response)
    assert response.status_code == 422
    assert said in text
    assert 'value="01 bài báo"' in text
    assert not WorkItem.objects.exists()


def test_the_same_work_sent_twice_is_kept_once(client, assignment, head):
    client.force_login(head)
    client.post(on(assignment, "add-work"), typed(text="Viết bài"))
    text = text_of(client.post(on(assignment, "add-work"), typed(text="Viết bài")))
    assert "Nội dung công việc này đã có." in text
    assert WorkItem.objects.count() == 1


def test_an_officer_of_another_unit_is_not_offered(client, assignment, head):
    stranger = make_member(make_department("Chi cục mẫu"), Role.STAFF)
    client.force_login(head)
    data = typed(text="Viết bài", officer=stranger.pk)
    assert client.post(on(assignment, "add-work"), data).status_code == 422


# Many at once


def test_many_lines_are_read_from_bars_and_from_a_table(client, assignment, head):
    make_member(assignment.department, Role.STAFF, full_name="Lê Thị Thu Hà")
    client.force_login(head)
    lines = (
        "Viết bài | 01 bài | 30/12/2026 | lê thị thu hà\n\n"
        "Họp báo\t01 cuộc\t\tNguyễn Văn Ngoài\tTrưởng phòng chủ trì\n"
        "Tập huấn"
    )
    text = text_of(client.post(on(assignment, "add-work-lines"), {"lines": lines}, follow=True))
    assert "Đã ghi 3 nội dung công việc." in text
    assert list(
        WorkItem.objects.order_by("pk").values_list(
            "text", "product", "due_on", "officer__full_name", "person", "responsibility"
        )
    ) == [
        ("Viết bài", "01 bài", date(2026, 12, 30), "Lê Thị Thu Hà", "", ""),
        ("Họp báo", "01 cuộc", None, None, "Nguyễn Văn Ngoài", "Trưởng phòng chủ trì"),
        ("Tập huấn", "", None, None, "", ""),
    ]


def test_every_wrong_line_is_named_and_none_is_kept(client, assignment, head):
    client.force_login(head)
    lines = "Viết bài | 01 bài\nHọp báo | 01 cuộc | 31/02/2026\n| không có việc"
    response = client.post(on(assignment, "add-work-lines"), {"lines": lines})
    text = text_of(response)
    assert response.status_code == 422
    assert "Dòng 2: Ngày không có thật" in text
    assert "Dòng 3:" in text
    assert "Dòng 1:" not in text
    assert "01 cuộc | 31/02/2026" in text
    assert not WorkItem.objects.exists()


def test_a_paste_sent_twice_adds_nothing(client, assignment, head):
    client.force_login(head)
    for status in (302, 422):
        response = client.post(on(assignment, "add-work-lines"), {"lines": "Viết bài\nHọp báo"})
        assert response.status_code == status
    assert WorkItem.objects.count() == 2


def test_hcth_sets_the_same_work_to_several_units_and_each_hears_of_its_own(
    client, assignment, head, hcth
):
    other = make_assignment(assignment.duty, make_department("Chi cục mẫu"))
    left = make_assignment(assignment.duty, make_department("Trung tâm mẫu"))
    chief = make_member(other.department)
    client.force_login(hcth)
    data = {"lines": "Họp báo | 01 cuộc | 30/12/2026 | Lê Thị Hà", "also": [other.pk]}
    client.post(on(assignment, "add-work-lines"), data)
    assert list(WorkItem.objects.order_by("pk").values_list("assignment", "text", "person")) == [
        (assignment.pk, "Họp báo", "Lê Thị Hà"),
        (other.pk, "Họp báo", ""),
    ]
    assert {notice.person for notice in Notice.objects.all()} == {head, chief}
    assert not left.work_items.exists()


def test_a_unit_sets_no_work_to_another(client, assignment, head):
    other = make_assignment(assignment.duty, make_department("Chi cục mẫu"))
    client.force_login(head)
    data = {"lines": "Họp báo", "also": [other.pk]}
    assert client.post(on(assignment, "add-work-lines"), data).status_code == 422
    assert not WorkItem.objects.exists()


def test_nothing_is_written_under_a_duty_that_the_unit_has_left(client, assignment, item, head):
    Assignment.objects.filter(pk=assignment.pk).update(
        ends_on=date(2026, 12, 10), end_reason="Hết nhiệm vụ."
    )
    client.force_login(head)
    page = client.get(reverse("reports:assignment", args=[assignment.public_id]))
    assert "Thêm nội dung công việc" not in text_of(page)
    for address in [on(assignment, "add-work"), of(item, "finish-work"), of(item, "edit-work")]:
        assert client.post(address).status_code == 404


# What becomes of it


def test_hcth_agrees_to_one_or_to_all_and_is_told_when_nothing_waits(
    client, assignment, item, hcth
):
    client.force_login(hcth)
    assert "Đã thống nhất 1 nội dung công việc." in text_of(
        client.post(of(item, "agree-work"), follow=True)
    )
    assert "Không còn nội dung công việc nào chờ thống nhất." in text_of(
        client.post(on(assignment, "agree-all-work"), follow=True)
    )


def test_it_is_finished_on_a_day_that_has_come(client, item, head):
    client.force_login(head)
    text = text_of(client.post(of(item, "finish-work"), {"on": "12/12/2026"}, follow=True))
    assert "Ngày hoàn thành không được sau ngày hôm nay." in text
    client.post(of(item, "finish-work"), {"on": "10/12/2026"})
    item.refresh_from_db()
    assert item.done_on == date(2026, 12, 10)
    text = text_of(client.post(of(item, "finish-work"), {"on": "11/12/2026"}, follow=True))
    assert "vừa được người khác thay đổi" in text
    client.post(of(item, "resume-work"))
    item.refresh_from_db()
    assert item.done_on is None


def test_it_is_dropped_with_a_reason_and_stands_behind(client, assignment, item, head):
    client.force_login(head)
    text = text_of(client.post(of(item, "drop-work"), {"reason": ""}, follow=True))
    assert "Hãy ghi lý do dừng việc này." in text
    text = text_of(client.post(of(item, "drop-work"), {"reason": "Hết kinh phí"}, follow=True))
    assert "Đã dừng hoặc chuyển tiếp (1)" in text
    assert "Hết kinh phí" in text


def test_the_second_of_two_who_edit_sees_both_texts_and_saves_knowingly(client, item, head):
    seen = work.as_seen(item)
    client.force_login(head)
    client.post(of(item, "edit-work"), typed(text="Viết hai bài", seen=seen))
    response = client.post(of(item, "edit-work"), typed(text="Viết ba bài", seen=seen))
    text = text_of(response)
    assert response.status_code == 409
    assert "vừa được người khác thay đổi" in text
    assert "<dd>Viết hai bài</dd>" in text
    assert "Viết ba bài</textarea>" in text
    item.refresh_from_db()
    now = work.as_seen(item)
    assert f'value="{now}"' in text
    client.post(of(item, "edit-work"), typed(text="Viết ba bài", seen=now))
    item.refresh_from_db()
    assert item.text == "Viết ba bài"


# The year after


def test_unfinished_work_goes_on_next_year_with_the_days_that_are_typed(
    client, assignment, item, head
):
    left = work.plan(
        [WorkItem(assignment=assignment, text="Họp báo", due_on=date(2026, 11, 1))],
        agrees=False,
        by=head,
        at=NOW,
    )[0]
    client.force_login(head)
    address = on(assignment, "carry-work")
    assert f'href="{address}"' in text_of(
        client.get(reverse("reports:assignment", args=[assignment.public_id]))
    )
    data = {f"take-{item.pk}": "on", f"day-{item.pk}": "31/12/2026", f"day-{left.pk}": ""}
    assert "Thời hạn mới phải thuộc năm sau." in text_of(client.post(address, data))
    data[f"day-{item.pk}"] = "31/03/2027"
    assert "Đã chuyển 1 việc sang năm 2027." in text_of(client.post(address, data, follow=True))
    carried = WorkItem.objects.get(carried_from=item)
    assert carried.due_on == date(2027, 3, 31)
    assert list(WorkItem.objects.open().order_by("pk")) == [left, carried]


def test_without_a_tick_nothing_goes_on(client, assignment, item, head):
    client.force_login(head)
    text = text_of(client.post(on(assignment, "carry-work"), {"day": ""}))
    assert "Hãy chọn ít nhất một việc chuyển sang năm sau." in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_take_the_same_queries_however_many_items(
    client, assignment, head, count, django_assert_num_queries
):
    items = [
        WorkItem(assignment=assignment, text=f"Việc {number}", due_on=date(2026, 6, 30))
        for number in range(count)
    ]
    work.plan(items, agrees=False, by=head, at=NOW)
    client.force_login(head)
    client.get(reverse("reports:assignment", args=[assignment.public_id]))
    with django_assert_num_queries(17):
        client.get(reverse("reports:assignment", args=[assignment.public_id]))
    with django_assert_num_queries(6):
        client.get(on(assignment, "carry-work"))
    with django_assert_num_queries(7):
        client.get(of(items[0], "edit-work"))


def test_a_leader_reads_and_another_unit_does_not(client, assignment, item):
    for user, status in [(make_leader(), 200), (make_member(make_department("Phòng B")), 404)]:
        client.force_login(user)
        page = reverse("reports:assignment", args=[assignment.public_id])
        assert client.get(page).status_code == status
        assert client.post(of(item, "finish-work"), {"on": "10/12/2026"}).status_code == 404
