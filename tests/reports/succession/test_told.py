"""What a successor is told, and what it answers for another."""

from datetime import date

import pytest

from reports import inbox, lifecycle, succession
from reports.models import Notice
from tests.builders import (
    at,
    make_assignment,
    make_department,
    make_duty,
    make_member,
    return_report,
)
from tests.reports.succession.steps import (
    JULY_1,
    leave,
    merge,
    quarter,
    report_of,
    send,
    standing,
    sweep,
)

pytestmark = pytest.mark.django_db


def test_a_report_of_a_merged_unit_is_returned_and_the_successor_answers(accepted, by):
    merge(accepted.department, into=make_department("B"), by=by)
    lifecycle.reopen(
        accepted, reason="x", due_on=date(2026, 7, 9), by=by, at=at("2026-07-02 08:00")
    )
    sweep(date(2026, 7, 2))
    assert standing(accepted.period) == {"A": "replaced", "B": "expected"}


def test_a_unit_that_had_left_answers_for_a_unit_that_is_merged_into_it(directive, by):
    a, c, duty = make_department("A"), make_department("C"), make_duty(directive)
    make_assignment(duty, a)
    left = make_assignment(duty, c)
    period = quarter(directive, 2)
    leave(left, date(2026, 6, 10), by=by, when="2026-06-10 08:00")
    sweep(date(2026, 6, 11))
    assert standing(period) == {"A": "expected", "C": "released"}
    merge(a, into=c, by=by)
    sweep(JULY_1)
    assert standing(period) == {"A": "replaced", "C": "expected"}
    assert report_of(c, period).due_on == date(2026, 7, 8)


def test_a_report_that_comes_to_the_successor_is_told_to_it_with_its_deadline(directive, by):
    """Phòng A owes until 16/6 and is merged on 15/6: its successor has five working days."""
    merged, into = make_department("Phòng A"), make_department("Phòng B")
    make_assignment(make_duty(directive), merged)
    make_member(into, username="head.b")
    quarter(directive, 2)
    merge(merged, into=into, by=by, on=date(2026, 6, 15))
    sweep(date(2026, 6, 15))
    sweep(date(2026, 6, 15))
    notice = Notice.objects.for_listing().get()
    assert (notice.person.username, notice.kind, notice.mail) == ("head.b", "taken_over", None)
    assert inbox.row(notice).sentence == (
        "Phòng B: báo cáo quý 2 gồm cả phần việc của Phòng A; hạn gửi: hết ngày 22/6/2026"
    )


@pytest.mark.parametrize("has_sent", [False, True])
def test_what_a_merged_unit_was_asked_to_complete_is_told_to_the_successor_once(
    directive, by, has_sent
):
    a, b, duty = make_department("A"), make_department("B"), make_duty(directive)
    make_assignment(duty, a)
    make_assignment(duty, b)
    head = make_member(b)
    period = quarter(directive, 3, confirmed="2026-06-20 08:00")
    report = report_of(a, period)
    send(report, when="2026-07-01 09:00")
    if has_sent:
        send(report_of(b, period), when="2026-07-01 09:00")
    return_report(report, when="2026-07-02 09:00", due_on=date(2026, 7, 6))
    merge(a, into=b, by=by, on=date(2026, 7, 3))
    sweep(date(2026, 7, 3))
    taken = report_of(b, period)
    told = taken.notices.get(person=head)
    assert told.words.endswith("A đã được đề nghị bổ sung: Bổ sung số liệu.")
    assert (told.kind, told.day) == ("returned", taken.due_on)
    assert told.mail.kind == "returned"


@pytest.mark.parametrize("count", [1, 3])
def test_a_sweep_asks_no_more_however_many_units_were_merged(
    directive, by, count, django_assert_num_queries
):
    into = make_department("Z")
    for number in range(count):
        merge(make_department(f"A{number}"), into=into, by=by)
    with django_assert_num_queries(8):
        succession.follow_units(on=date(2026, 7, 2), at=at("2026-07-02 09:00"))
