"""The list of obstacles, the page of one, and who writes what on it."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives.models import Assignment
from directives.posts import Role
from reports import lifecycle, obstacles
from reports.content import EntryContent, ObstacleContent, ReportContent
from reports.models import Obstacle
from tests.builders import (
    at,
    confirm,
    make_assignment,
    make_department,
    make_duty,
    make_leader,
    make_member,
    make_period,
    make_report,
    submit,
)

pytestmark = pytest.mark.django_db

NOW = at("2026-12-11 09:00")
VERBS = ["propose", "give-opinion", "record-opinion", "set-visibility", "close-obstacle"]


@pytest.fixture(autouse=True)
def _on_the_eleventh_of_december():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def obstacle():
    submit(make_report(), obstacle="Thiếu kinh phí in tài liệu.", when="2026-12-10 09:00")
    return Obstacle.objects.get()


@pytest.fixture
def hcth():
    return make_member(None, Role.HEAD, full_name="Lê Thị Soát")


def post(client, verb, obstacle, **data):
    return client.post(reverse(f"reports:{verb}", args=[obstacle.public_id]), data, follow=True)


def text_of(response):
    return response.content.decode()


def page_of(client, obstacle):
    return text_of(client.get(reverse("reports:obstacle", args=[obstacle.public_id])))


def close(obstacle, by):
    obstacles.close(obstacle, note="Đã bố trí kinh phí.", by=by, at=NOW)


def test_the_director_agrees_by_one_click_on_the_page_and_the_unit_is_named(client, obstacle, hcth):
    obstacles.propose(obstacle, text="Bổ sung 50 triệu đồng.", by=hcth, at=NOW)
    client.force_login(make_leader())
    page = page_of(client, obstacle)
    assert "Đồng ý với đề xuất" in page
    unit = obstacle.assignment.department
    assert f'<option value="{unit.pk}" selected>' not in page
    fields = {"opinion-opinion": "", "opinion-responsible": "", "opinion-action_due_on": ""}
    page = text_of(post(client, "give-opinion", obstacle, agree="yes", **fields))
    kept = Obstacle.objects.get()
    assert kept.opinion == "Đồng ý với đề xuất của Phòng Hành chính - Tổng hợp."
    assert (kept.responsible, kept.opinion_on) == (unit, date(2026, 12, 11))
    assert "Giao Phòng Quản lý Khoa học thực hiện" in page


def test_nobody_agrees_to_a_proposal_that_is_not_there(client, obstacle):
    client.force_login(make_leader())
    assert "Đồng ý với đề xuất" not in page_of(client, obstacle)
    response = post(client, "give-opinion", obstacle, agree="yes")
    assert response.status_code == 422
    assert Obstacle.objects.get().opinion == ""


def test_hcth_records_an_opinion_on_behalf_with_its_source(client, obstacle, hcth):
    client.force_login(hcth)
    page = text_of(
        post(
            client,
            "record-opinion",
            obstacle,
            **{
                "recorded-opinion": "Giao Văn phòng bố trí.",
                "recorded-opinion_source": "Giao ban ngày 07/12/2026",
                "recorded-opinion_on": "07/12/2026",
                "recorded-responsible": obstacle.assignment.department.pk,
                "recorded-action_due_on": "20/12/2026",
            },
        )
    )
    for said in [
        "(ghi thay)",
        "nguồn: Giao ban ngày 07/12/2026",
        "Giao Văn phòng bố trí.",
        "hạn 20/12/2026",
    ]:
        assert said in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"recorded-opinion_source": ""}, "Ghi thay ý kiến chỉ đạo phải nêu nguồn."),
        ({"recorded-opinion_on": "12/12/2026"}, "không được sau ngày hôm nay"),
        ({"recorded-action_due_on": "06/12/2026"}, "không được trước ngày cho ý kiến"),
        ({"recorded-opinion_on": "31/02/2026"}, "Ngày không có thật"),
    ],
)
def test_what_was_typed_is_kept_beside_the_error(client, obstacle, hcth, typed, said):
    client.force_login(hcth)
    data = {
        "recorded-opinion": "Giao Văn phòng.",
        "recorded-opinion_source": "Giao ban",
        "recorded-opinion_on": "07/12/2026",
        **typed,
    }
    response = post(client, "record-opinion", obstacle, **data)
    page = text_of(response)
    assert response.status_code == 422
    assert said in page
    assert all(value in page for value in data.values())
    assert Obstacle.objects.get().opinion == ""


def test_hcth_proposes_chooses_the_scope_and_closes(client, obstacle, hcth):
    client.force_login(hcth)
    assert "Nội bộ" in page_of(client, obstacle)
    post(client, "propose", obstacle, proposal="Bổ sung 50 triệu đồng.")
    page = text_of(post(client, "set-visibility", obstacle, visibility="upward"))
    assert "Đã đổi phạm vi: Đưa vào báo cáo gửi cấp trên." in page
    page = text_of(post(client, "close-obstacle", obstacle, closing_note="Đã in xong."))
    assert "Đã in xong." in page
    kept = Obstacle.objects.get()
    assert (kept.proposal, kept.visibility, kept.closed_on, kept.closed_by) == (
        "Bổ sung 50 triệu đồng.",
        "upward",
        date(2026, 12, 11),
        hcth,
    )


def charge(obstacle, unit, **fields):
    """A leader's opinion that charges the unit."""
    words = {"text": "Văn phòng bố trí.", "action_due_on": None, "by": make_leader(), "at": NOW}
    obstacles.give_opinion(obstacle, responsible=unit, **words | fields)


def record(obstacle, by, **fields):
    """What the Director said, written down for him."""
    said = {"text": "Giao Văn phòng.", "source": "Giao ban", "opinion_on": date(2026, 12, 10)}
    charged = {"responsible": None, "action_due_on": None}
    obstacles.record_opinion(obstacle, **said | charged | fields, by=by, at=NOW)


def test_the_unit_told_to_act_says_what_it_did_and_hcth_closes(client, obstacle, hcth):
    unit = make_department("Phòng được giao")
    charge(obstacle, unit)
    member = make_member(unit, Role.STAFF)
    client.force_login(member)
    page = page_of(client, obstacle)
    assert 'id="action"' in page
    assert 'id="closing"' not in page
    typed = {"action-action_note": "Đã in xong.", "action-acted_on": "11/12/2026"}
    assert "Phòng được giao đã thực hiện" in text_of(
        post(client, "act-on-obstacle", obstacle, **typed)
    )
    client.force_login(hcth)
    page = text_of(client.get(reverse("reports:todo")))
    assert "Phòng được giao: Đã in xong." in page
    assert 'id="again"' in page_of(client, obstacle)
    post(client, "close-obstacle", obstacle, closing_note="Đã in xong.")
    kept = Obstacle.objects.get()
    assert (kept.acted_by, kept.closed_by) == (member, hcth)
    assert "Khó khăn, vướng mắc cần xử lý" not in text_of(client.get(reverse("reports:todo")))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"action-acted_on": "12/12/2026"}, "không được sau ngày hôm nay"),
        ({"action-acted_on": "10/12/2026"}, "trước ngày cho ý kiến (11/12/2026)"),
        ({"action-action_note": ""}, "Hãy ghi kết quả thực hiện ý kiến chỉ đạo."),
    ],
)
def test_what_the_unit_typed_is_kept_beside_the_error(client, obstacle, typed, said):
    unit = make_department("Phòng được giao")
    charge(obstacle, unit)
    client.force_login(make_member(unit))
    data = {"action-action_note": "Đã in.", "action-acted_on": "11/12/2026", **typed}
    response = post(client, "act-on-obstacle", obstacle, **data)
    assert response.status_code == 422
    assert said in text_of(response)
    assert all(value in text_of(response) for value in data.values())


def test_what_was_done_goes_back_to_the_unit_with_a_reason(client, obstacle, hcth):
    unit = make_department("Phòng được giao")
    charge(obstacle, unit)
    member = make_member(unit)
    obstacles.act(obstacle, note="Đã in.", acted_on=date(2026, 12, 11), by=member, at=NOW)
    client.force_login(hcth)
    post(client, "ask-again", obstacle, reason="Còn thiếu 200 bản.")
    client.force_login(member)
    assert 'id="action"' in page_of(client, obstacle)
    assert "thực hiện tiếp ý kiến chỉ đạo" in text_of(client.get(reverse("reports:notices")))


def test_a_leader_confirms_by_one_tap_what_was_recorded_for_him(client, obstacle, hcth):
    record(obstacle, hcth)
    client.force_login(make_leader())
    for page in ["reports:todo", "reports:director"]:
        assert "Đúng ý kiến của tôi" in text_of(client.get(reverse(page)))
    todo = reverse("reports:todo")
    response = post(
        client, "confirm-opinion", obstacle, seal=Obstacle.objects.get().opinion_seal, next=todo
    )
    assert response.redirect_chain == [(todo, 302)]
    assert "Đúng ý kiến của tôi" not in text_of(response)
    assert "Xác nhận ý kiến được ghi thay" in page_of(client, obstacle)


def test_words_that_were_changed_under_his_eyes_are_shown_again_and_not_confirmed(
    client, obstacle, hcth
):
    record(obstacle, hcth)
    read = Obstacle.objects.get().opinion_seal
    record(obstacle, hcth, text="Giao Phòng Kế hoạch.")
    client.force_login(make_leader())
    response = post(client, "confirm-opinion", obstacle, seal=read)
    assert response.status_code == 409
    assert "vừa thay đổi" in text_of(response)
    assert Obstacle.objects.get().opinion_seal in text_of(response)
    assert Obstacle.objects.get().opinion_confirmed_at is None


def test_the_life_line_keeps_what_was_replaced(client, obstacle, hcth):
    obstacles.propose(obstacle, text="Bổ sung 50 triệu đồng.", by=hcth, at=NOW)
    obstacles.propose(obstacle, text="Bổ sung 60 triệu đồng.", by=hcth, at=NOW)
    record(obstacle, hcth)
    record(obstacle, hcth, text="Giao Phòng Kế hoạch.")
    client.force_login(hcth)
    page = page_of(client, obstacle)
    told = [
        "Bổ sung 50 triệu đồng.",
        "đề xuất lại",
        "Bổ sung 60 triệu đồng.",
        "Giao Văn phòng.",
        "nội dung thay thế",
        "Giao Phòng Kế hoạch.",
    ]
    assert [text for text in told if text not in page] == []


def test_a_unit_raises_an_obstacle_on_the_page_of_its_duty(client, hcth):
    given = make_assignment(None, make_department("Phòng Quản lý Khoa học"))
    client.force_login(make_member(given.department, Role.STAFF))
    hub = reverse("reports:assignment", args=[given.public_id])
    assert "Nêu khó khăn, vướng mắc" in text_of(client.get(hub))
    address = reverse("reports:raise-obstacle", args=[given.public_id])
    assert "Hãy ghi khó khăn, vướng mắc." in text_of(client.post(address, {"text": ""}))
    page = text_of(client.post(address, {"text": "Chưa có kinh phí."}, follow=True))
    assert "Đơn vị nêu" in page
    assert "0 ngày kể từ khi nêu" in page
    assert "Chưa có kinh phí." in text_of(client.get(hub))
    client.force_login(hcth)
    assert "nêu khó khăn, vướng mắc mới" in text_of(client.get(reverse("reports:notices")))
    assert "Nêu khó khăn, vướng mắc" not in text_of(client.get(hub))
    assert "nêu ngày 11/12/2026" in text_of(client.get(reverse("reports:obstacles")))


def test_on_a_duty_that_ended_meanwhile_nothing_typed_is_lost(client):
    given = make_assignment()
    Assignment.objects.update(ends_on=date(2026, 12, 10), end_reason="Dừng")
    client.force_login(make_member(given.department))
    address = reverse("reports:raise-obstacle", args=[given.public_id])
    response = client.post(address, {"text": "Chưa có kinh phí."})
    assert response.status_code == 409
    assert "Nhiệm vụ này đã kết thúc" in text_of(response)
    assert "Chưa có kinh phí." in text_of(response)


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("raising unit", []),
        ("other unit", []),
        ("director", ["give-opinion"]),
        ("HCTH", ["propose", "record-opinion", "set-visibility", "close-obstacle"]),
        ("clerk of HCTH", []),
    ],
)
def test_each_verb_is_there_only_for_those_it_is_for(client, obstacle, who, allowed):
    user = {
        "raising unit": lambda: make_member(obstacle.assignment.department),
        "other unit": lambda: make_member(make_department("Phòng khác")),
        "director": make_leader,
        "HCTH": lambda: make_member(None, Role.STAFF),
        "clerk of HCTH": lambda: make_member(None, Role.CLERK),
    }[who]()
    client.force_login(user)
    found = [verb for verb in VERBS if post(client, verb, obstacle).status_code != 404]
    assert found == allowed
    assert client.get(reverse("reports:obstacle", args=[obstacle.public_id])).status_code == (
        404 if who == "other unit" else 200
    )


def test_after_closing_every_verb_answers_with_a_sentence_and_shows_what_was_typed(
    client, obstacle, hcth
):
    close(obstacle, hcth)
    said = "Khó khăn, vướng mắc này đã giải quyết xong, không ghi thêm được."
    client.force_login(hcth)
    for verb, field in [("propose", "proposal"), ("close-obstacle", "closing_note")]:
        page = text_of(post(client, verb, obstacle, **{field: "Lời vừa gõ."}))
        assert said in page
        assert "Lời vừa gõ." in page
    client.force_login(make_leader())
    page = text_of(post(client, "give-opinion", obstacle, **{"opinion-opinion": "Lời vừa gõ."}))
    assert said in page
    assert "Lời vừa gõ." in page
    kept = Obstacle.objects.get()
    assert (kept.proposal, kept.opinion, kept.closing_note) == ("", "", "Đã bố trí kinh phí.")


def test_hcth_does_not_write_over_a_leaders_own_words(client, obstacle, hcth):
    obstacles.give_opinion(
        obstacle, text="Tôi đồng ý.", responsible=None, action_due_on=None, by=make_leader(), at=NOW
    )
    client.force_login(hcth)
    assert 'id="recorded-opinion"' not in page_of(client, obstacle)
    data = {
        "recorded-opinion": "Khác.",
        "recorded-opinion_source": "Giao ban",
        "recorded-opinion_on": "11/12/2026",
    }
    page = text_of(post(client, "record-opinion", obstacle, **data))
    assert "Lãnh đạo Sở đã cho ý kiến chỉ đạo, không ghi lại được." in page
    assert Obstacle.objects.get().opinion == "Tôi đồng ý."


def test_a_get_writes_nothing(client, obstacle, hcth):
    client.force_login(hcth)
    for verb in VERBS:
        address = reverse(f"reports:{verb}", args=[obstacle.public_id])
        assert client.get(address).status_code == 405


def test_the_life_line_tells_each_period_in_order(client, obstacle, hcth):
    directive = obstacle.assignment.duty.directive
    (later,) = confirm(make_period(directive, due_on=date(2027, 12, 16)), when="2027-11-20 08:00")
    content = ReportContent(
        entries=(EntryContent(obstacle.assignment_id, results="Có."),),
        obstacles=(
            ObstacleContent(obstacle.assignment_id, "Còn thiếu một nửa.", "changed", obstacle.pk),
        ),
    )
    lifecycle.submit(
        later,
        content=content,
        by=make_member(later.department, Role.HEAD),
        at=at("2027-12-10 09:00"),
    )
    client.force_login(hcth)
    page = page_of(client, obstacle)
    assert (
        page.index("Mới phát sinh")
        < page.index("báo cáo năm 2026")
        < page.index("Vẫn còn, có thay đổi")
        < page.index("báo cáo năm 2027")
    )


def make_obstacles(count):
    unit, duty = make_department(), make_duty()
    make_assignment(duty, unit)
    (report,) = confirm(make_period(duty.directive))
    assignment = duty.assignments.get()
    lifecycle.submit(
        report,
        content=ReportContent(
            entries=(EntryContent(assignment.pk, results="Có."),),
            obstacles=tuple(
                ObstacleContent(assignment.pk, f"Vướng mắc {serial}") for serial in range(count)
            ),
        ),
        by=make_member(unit, Role.HEAD),
        at=at("2026-12-10 09:00"),
    )
    return list(Obstacle.objects.order_by("pk"))


@pytest.mark.parametrize(
    ("show", "listed"),
    [("", ["Vướng mắc 0", "Vướng mắc 1"]), ("awaiting", ["Vướng mắc 0"]), ("all", None)],
)
def test_the_list_shows_open_ones_those_that_wait_or_all(client, hcth, show, listed):
    _, decided, closed = make_obstacles(3)
    obstacles.give_opinion(
        decided, text="Làm.", responsible=None, action_due_on=None, by=make_leader(), at=NOW
    )
    close(closed, hcth)
    client.force_login(hcth)
    page = text_of(client.get(reverse("reports:obstacles"), {"show": show} if show else {}))
    found = [text for text in ["Vướng mắc 0", "Vướng mắc 1", "Vướng mắc 2"] if text in page]
    assert found == (listed or ["Vướng mắc 0", "Vướng mắc 1", "Vướng mắc 2"])


def test_the_list_holds_nothing_of_other_units_and_knows_no_other_filter(client, obstacle):
    client.force_login(make_member(make_department("Phòng khác")))
    page = text_of(client.get(reverse("reports:obstacles")))
    assert "Không có khó khăn, vướng mắc nào" in page
    assert client.get(reverse("reports:obstacles"), {"show": "mine"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_the_same_however_many_rows(
    client, hcth, django_assert_num_queries, count
):
    make_obstacles(count)
    client.force_login(hcth)
    with django_assert_num_queries(6):
        page = text_of(client.get(reverse("reports:obstacles")))
    assert page.count('<li class="todo-row') == count


def test_the_page_of_one_asks_few_questions(client, hcth, obstacle, django_assert_num_queries):
    client.force_login(hcth)
    with django_assert_num_queries(9):
        page_of(client, obstacle)
