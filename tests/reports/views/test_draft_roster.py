"""The report form of a unit that told its people by its list: what stands in it, and from where."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives.models import Duty
from reports.models import Draft, ProgressReport
from tests.builders import (
    Role,
    confirm,
    make_assignment,
    make_briefing,
    make_department,
    make_duty,
    make_member,
    make_period,
    make_staff,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-12-10 09:00+07:00", tick=False):
        yield


def make(**fields):
    """A unit of five with a meeting of four, and the report that it owes."""
    duty = make_duty(kind=Duty.Kind.DISSEMINATION, nature=Duty.Nature.ONE_OFF, deadline="none")
    unit = make_department()
    assignment = make_assignment(duty, unit, **fields)
    make_staff(unit, "Lê An")
    make_staff(unit, "Trần Bình", group="employee")
    make_staff(unit, "Vũ Cường", group="employee")
    away = make_staff(unit, "Ngô Em", group="worker")
    make_staff(unit, "Hồ Dung", joined_on=date(2026, 11, 1))
    make_briefing(assignment, "2026-06-05", absent=[away], note="Họp quý II")
    confirm(make_period(duty.directive))
    return ProgressReport.objects.get(), assignment


@pytest.fixture
def report():
    return make()[0]


@pytest.fixture
def head(client, report):
    user = make_member(report.department)
    client.force_login(user)
    return user


def url(report):
    return reverse("reports:draft", args=[report.public_id])


def values(page):
    """What stands in the form, under its names without the prefix."""
    [section] = page.context["board"].sections
    forms = [section.entry, *section.entry.rows]
    start = len(section.asked.prefix) + 1
    return {
        bound.html_name[start:]: bound.value()
        for form in forms
        for bound in form
        if "briefed" in bound.html_name
        or "present" in bound.html_name
        or "sessions" in bound.html_name
        or "nothing" in bound.html_name
    }


def post(client, report, action, typed=(), version=0):
    [assignment] = report.department.assignments.all()
    data = {f"a{assignment.pk}-{name}": value for name, value in dict(typed).items()}
    data |= {"action": action.replace("a0", f"a{assignment.pk}"), "version": version}
    return client.post(url(report), data, follow=True)


BY_THE_LIST = {
    "nothing_to_report": False,
    "present_officials": 10,
    "present_employees": 2,
    "present_workers": 1,
    "briefed_officials": 1,
    "briefed_employees": 2,
    "briefed_workers": 0,
    "sessions-0-held_on": date(2026, 6, 5),
    "sessions-0-form": "meeting",
    "sessions-0-attendances": 3,
    "sessions-0-note": "Họp quý II",
}


def in_words(found):
    """As a browser would have it: drafts keep text."""
    return {
        name: f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
        for name, value in found.items()
        if value is not False
    }


def test_an_untouched_form_holds_the_figures_of_the_list_and_says_so(client, head, report):
    page = client.get(url(report))
    assert in_words(values(page)) == in_words(BY_THE_LIST)
    said = text_of(page)
    assert "Theo danh sách người của đơn vị đến ngày 10/12/2026: đã phổ biến 3/5 người." in said
    assert "Còn chưa phổ biến: Hồ Dung (mới), Ngô Em." in said
    assert "Danh sách khác số người có mặt đã ghi: công chức 2 (đã ghi 10)." in said
    assert "Lấy số theo danh sách" not in said


def test_what_was_proposed_can_be_sent_as_it_stands(client, head, report):
    typed = in_words(values(client.get(url(report))))
    post(client, report, "submit", typed | {"results": "Đã phổ biến."})
    entry = report.submissions.get().entries.get()
    assert (entry.briefed, entry.present) == (3, 13)
    assert [one.attendances for one in entry.sessions.all()] == [3]


def test_the_unit_may_write_something_else_and_take_the_figures_of_the_list_later(
    client, head, report
):
    typed = {
        "results": "Đang thực hiện.",
        "nothing_to_report": "on",
        "briefed_officials": "9",
        "present_officials": "10",
        "sessions-3-held_on": "01/10/2026",
        "sessions-3-form": "party_cell",
        "sessions-3-attendances": "9",
        "sessions-3-note": "",
    }
    said = text_of(post(client, report, "save", typed))
    assert "Lấy số theo danh sách" in said
    page = post(client, report, "take_list:a0", typed, version=1)
    assert "Đã lấy số theo danh sách người của đơn vị." in text_of(page)
    assert "Lấy số theo danh sách" not in text_of(page)
    assert in_words(values(page)) == in_words(
        {name: value for name, value in BY_THE_LIST.items() if "sessions" not in name}
    ) | {
        "sessions-3-held_on": "01/10/2026",
        "sessions-3-form": "party_cell",
        "sessions-3-attendances": "9",
        "sessions-3-note": "",
        "sessions-4-held_on": "05/06/2026",
        "sessions-4-form": "meeting",
        "sessions-4-attendances": "3",
        "sessions-4-note": "Họp quý II",
    }
    again = post(client, report, "take_list:a0", in_words(values(page)), version=2)
    assert in_words(values(again)) == in_words(values(page))
    assert Draft.objects.get().version == 3


def test_once_the_duty_is_done_newcomers_are_asked_for_by_name(client):
    report, _assignment = make(completed_on=date(2026, 6, 30))
    client.force_login(make_member(report.department))
    page = client.get(url(report))
    assert in_words(values(page)) == {
        "present_officials": "1",
        "present_employees": "0",
        "present_workers": "0",
        "briefed_officials": "0",
        "briefed_employees": "0",
        "briefed_workers": "0",
    }
    assert "Còn chưa phổ biến: Hồ Dung (mới)." in text_of(page)


def test_without_a_newcomer_a_duty_that_is_done_has_nothing_to_report(client):
    report, _assignment = make(completed_on=date(2026, 11, 30))
    client.force_login(make_member(report.department))
    assert values(client.get(url(report)))["nothing_to_report"] is True


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_form_three_queries(client, count, django_assert_num_queries):
    report, assignment = make()
    for number in range(count):
        make_staff(report.department, f"Lê An {'ABC'[number]}")
        make_briefing(assignment, f"2026-07-0{number + 1}")
    client.force_login(make_member(report.department, Role.DEPUTY_HEAD))
    with django_assert_num_queries(17):
        client.get(url(report))
