"""The dashboard page: who may open it, what stands on it, how many queries it takes."""

from datetime import date

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse

from directives.posts import Role
from reports import health, papers, signing
from reports.citation import Citation
from tests.builders import (
    ask_extension,
    at,
    confirm,
    make_assignment,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_leader,
    make_member,
    make_period,
    make_report,
    make_reports,
    make_urging_paper,
    submit,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_a_day_of_december():
    with time_machine.travel(at("2026-12-11 09:00"), tick=False):
        yield


@pytest.fixture
def reviewer():
    return make_member(make_coordinator(), Role.STAFF)


def page(client, user, directive, **asked):
    client.force_login(user)
    return client.get(reverse("reports:directive-dashboard", args=[directive.public_id]), asked)


@pytest.mark.parametrize(
    ("make", "status"),
    [
        (lambda: make_member(make_coordinator(), Role.HEAD), 200),
        (lambda: make_member(make_coordinator(), Role.CLERK), 200),
        (lambda: make_leader(Role.DIRECTOR), 200),
        (lambda: make_leader(Role.DEPUTY_DIRECTOR), 200),
        (lambda: make_member(make_department(), Role.HEAD), 404),
        (lambda: make_member(make_department("Phòng khác", is_coordinator=True), Role.HEAD), 404),
    ],
)
def test_the_dashboard_is_for_the_coordinating_unit_and_the_leaders(client, make, status):
    report = make_report()
    assert page(client, make(), report.period.directive).status_code == status


def test_the_two_sets_of_counters_carry_their_nouns_and_open_their_lists(client, reviewer):
    report = make_report()
    directive = report.period.directive
    text = text_of(page(client, reviewer, directive))
    assert ">Nhiệm vụ <small>1 lượt giao nhiệm vụ" in text
    assert ">Báo cáo kỳ này <small>Năm 2026" in text
    assert f'href="/dashboard/{directive.public_id}/assignments/on_schedule/"' in text
    assert f'href="/periods/{report.period.public_id}/reports/missing/"' in text
    assert "1 = đã gửi 0 + chưa gửi 1" in text


def test_a_cell_is_a_link_with_its_sentence(client, reviewer):
    report = make_report("Phòng A")
    text = text_of(page(client, reviewer, report.period.directive))
    assert f'href="/reports/{report.public_id}/"' in text
    assert (
        'aria-label="Phòng A, Năm 2026. Sắp đến hạn: hạn 16/12/2026, chưa gửi; '
        'chưa nhắc lần nào."' in text
    )


def test_the_period_is_chosen_in_the_address(client, reviewer):
    report = make_report()
    directive = report.period.directive
    planned = make_period(directive, due_on=date(2027, 12, 16))
    text = text_of(page(client, reviewer, directive, period=planned.public_id))
    assert ">Báo cáo kỳ này <small>Năm 2027" in text
    assert "Kỳ này mới là dự kiến" in text
    elsewhere = make_period(make_directive(number="5"))
    assert page(client, reviewer, directive, period=elsewhere.public_id).status_code == 404


def test_only_the_coordinating_unit_may_consolidate(client, reviewer):
    report = make_report()
    action = f'action="/periods/{report.period.public_id}/consolidate/"'
    assert action in text_of(page(client, reviewer, report.period.directive))
    assert action not in text_of(page(client, make_leader(), report.period.directive))
    clerk = make_member(make_coordinator(), Role.CLERK)
    assert action not in text_of(page(client, clerk, report.period.directive))


def test_a_directive_without_periods_or_units_says_what_comes_next(client, reviewer):
    text = text_of(page(client, reviewer, make_directive()))
    assert "Chưa có kỳ báo cáo" in text
    assert "Chưa giao nhiệm vụ cho đơn vị nào" in text


def test_units_after_their_last_reminder_and_duties_not_taken_on_are_named(client, reviewer):
    report = make_report("Phòng A", due_on=date(2026, 12, 1))
    text = text_of(page(client, reviewer, report.period.directive))
    assert "Cần đôn đốc (1)" in text
    assert "Quá hạn 10 ngày" in text
    assert "Chưa tiếp nhận nhiệm vụ (1)" in text


def test_the_dashboard_leads_to_the_latest_directive_or_the_one_chosen(client, reviewer):
    older = make_directive(number="1", issued_on=date(2024, 6, 7))
    newer = make_directive(number="2", issued_on=date(2025, 6, 7))
    client.force_login(reviewer)
    address = reverse("reports:dashboard")
    assert client.get(address)["Location"] == f"/dashboard/{newer.public_id}/"
    chosen = client.get(address, {"directive": older.public_id})
    assert chosen["Location"] == f"/dashboard/{older.public_id}/"
    assert client.get(address, {"directive": "không có"}).status_code == 404


def test_an_empty_office_is_told_what_the_dashboard_is_for(client, reviewer):
    client.force_login(reviewer)
    assert "Chưa có văn bản nào" in text_of(client.get(reverse("reports:dashboard")))


def test_a_unit_has_no_dashboard_even_in_an_empty_office(client):
    client.force_login(make_member(make_department(), Role.HEAD))
    assert client.get(reverse("reports:dashboard")).status_code == 404


def test_the_coordinator_sees_since_when_reminders_stand_still(client, reviewer):
    health.beat("sweep", at=at("2026-12-10 07:05"))
    text = text_of(page(client, reviewer, make_directive()))
    assert "Nhắc việc tự động đang dừng từ 07:05 ngày 10/12/2026." in text


def test_while_reminders_move_there_is_no_banner(client, reviewer):
    health.beat("sweep", at=at("2026-12-11 08:59"))
    assert "đang dừng" not in text_of(page(client, reviewer, make_directive()))


@pytest.mark.parametrize("count", [1, 3])
def test_the_dashboard_takes_the_same_queries_however_many_rows(
    client, reviewer, count, django_assert_num_queries
):
    directive = make_directive()
    duty = make_duty(directive)
    names = [f"Phòng {number}" for number in range(count)]
    late = [f"Chi cục {number}" for number in range(count)]
    for name in names + late:
        make_assignment(duty, make_department(name))
    for year in range(2027 - count, 2027):
        period = make_period(directive, due_on=date(year, 12, 1))
        confirm(period)
    for name in names:
        submit(make_report(name, period=period), obstacle="Thiếu kinh phí.")
    for number in range(count - 1):
        make_directive(number=str(number))
    client.force_login(reviewer)
    address = reverse("reports:directive-dashboard", args=[directive.public_id])
    cache.set_many({"standstill": 0, f"failures-{reviewer.pk}": 0})
    with django_assert_num_queries(12):
        text = text_of(client.get(address))
    assert text.count('class="matrix-cell state-') == 2 * count * count
    assert f"Cần đôn đốc ({2 * count * count - count})" in text


def test_reports_that_wait_are_listed_only_for_those_who_may_take_them_in(client, reviewer):
    report = make_report("Phòng A")
    submit(report)
    directive = report.period.directive
    clerk = make_member(make_coordinator(), Role.CLERK)
    assert 'id="queue-title"' in text_of(page(client, reviewer, directive))
    assert 'id="queue-title"' not in text_of(page(client, clerk, directive))


def test_the_history_of_a_cell_is_a_link_of_its_own(client, reviewer):
    report = make_report("Phòng A")
    text = text_of(page(client, reviewer, report.period.directive))
    assert (
        f'class="matrix-more" href="/reports/{report.public_id}/history/" title="Lịch sử xử lý" '
        'aria-label="Lịch sử xử lý: Phòng A, Năm 2026"' in text
    )


def test_a_period_before_or_after_is_one_step_away_and_the_page_of_units_stays(client, reviewer):
    directive = make_directive()
    first, second, third = (
        make_period(directive, due_on=date(year, 12, 16)) for year in (2024, 2025, 2026)
    )
    make_assignment(make_duty(directive))

    def steps(period):
        text = text_of(page(client, reviewer, directive, period=period.public_id, page="1"))
        rows = text.split('class="step-links"')[1].split("</nav>")[0].split("<a ")[1:]
        return [row.split('href="')[1].split('"')[0] for row in rows]

    assert steps(first) == [f"?period={second.public_id}&amp;page=1#matrix-title"]
    assert steps(second) == [
        f"?period={first.public_id}&amp;page=1#matrix-title",
        f"?period={third.public_id}&amp;page=1#matrix-title",
    ]
    assert steps(third) == [f"?period={second.public_id}&amp;page=1#matrix-title"]


def test_the_list_of_the_coordinator_says_which_paper_went_and_which_is_next(client, reviewer):
    report = make_report("Phòng A", due_on=date(2026, 12, 1))
    directive = report.period.directive
    make_leader()
    text = text_of(page(client, reviewer, directive))
    assert "Soạn công văn đôn đốc lần 1" in text
    first = make_urging_paper(report.period, by=reviewer, when="2026-12-09 09:00")
    text = text_of(page(client, reviewer, directive))
    assert f'<a href="/papers/{first.public_id}/">Dự thảo công văn đôn đốc lần 1</a>' in text
    papers.issue_urging(
        first,
        issued=Citation("615/SKHCN-HCTH", date(2026, 12, 9)),
        by=reviewer,
        at=at("2026-12-09 15:00"),
    )
    second = make_urging_paper(report.period, by=reviewer, when="2026-12-10 09:00")
    text = text_of(page(client, reviewer, directive))
    assert (
        f'<a href="/papers/{first.public_id}/">'
        "Đã đôn đốc lần 1: Công văn số 615/SKHCN-HCTH ngày 09/12/2026</a> · "
        f'<a href="/papers/{second.public_id}/">Dự thảo công văn đôn đốc lần 2</a>' in text
    )
    assert "Soạn công văn đôn đốc lần 2" in text
    assert "Soạn công văn đôn đốc lần 1" not in text


def test_units_at_different_steps_get_a_button_each(client, reviewer):
    make_leader()
    urged, _other = make_reports("Phòng A", "Phòng B", due_on=date(2026, 12, 1))
    period = urged.period
    (paper,) = papers.draft_urgings(
        period,
        [urged],
        due_on=date(2026, 12, 14),
        signature=signing.signers(period.directive, on=date(2026, 12, 9))[0].signature,
        by=reviewer,
        at=at("2026-12-09 09:00"),
    )
    issued = Citation("615/SKHCN-HCTH", date(2026, 12, 9))
    papers.issue_urging(paper, issued=issued, by=reviewer, at=at("2026-12-09 15:00"))
    action = f'action="{reverse("reports:draft-urging-paper", args=[period.public_id])}"'
    text = text_of(page(client, reviewer, period.directive))
    first, second = (part.split("</form>")[0] for part in text.split(action)[1:])
    assert ("Phòng B" in first, "Soạn công văn đôn đốc lần 1" in first) == (True, True)
    assert ("Phòng A" in second, "Soạn công văn đôn đốc lần 2" in second) == (True, True)


@pytest.mark.parametrize("name", ["reports:dashboard", "reports:queue", "directives:list"])
def test_the_menu_counts_requests_beside_reports_on_every_page(client, reviewer, name):
    sent, asking = make_reports("Phòng A", "Phòng B")
    submit(sent)
    ask_extension(asking, when="2026-12-10 09:00")
    client.force_login(reviewer)
    text = text_of(client.get(reverse(name), follow=True))
    assert menu_count(text) == "2"


def menu_count(text):
    return text.split('class="nav-count"')[1].split("<")[0].split(">")[1].strip()


def test_the_menu_of_a_leader_counts_what_the_coordinating_unit_itself_asks(client):
    report = make_report(make_coordinator())
    ask_extension(report, when="2026-12-10 09:00")
    client.force_login(make_leader())
    assert menu_count(text_of(client.get(reverse("reports:director")))) == "1"
