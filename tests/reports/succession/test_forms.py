"""What the successor finds on its form."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from reports import desk, lifecycle, obligations
from reports.models import ProgressReport
from tests.builders import (
    accept,
    at,
    make_assignment,
    make_department,
    make_duty,
    make_member,
    make_user,
)
from tests.reports.succession.steps import (
    JULY_1,
    merge,
    quarter,
    report_of,
    send,
    sweep,
)

pytestmark = pytest.mark.django_db


# What the successor finds on its form


def form_of(report, *, on):
    found = desk.for_draft(ProgressReport.objects.all(), on=on).get(pk=report.pk)
    return desk.Desk(found, on=on).board({}).sections


def typed(report, text, *, by, when):
    [assignment] = obligations.assignments_of(report)
    data = {f"a{assignment.pk}-results": [text]}
    lifecycle.save_draft(report, data=data, version=0, by=by, at=at(when))


def test_the_successor_reads_what_each_unit_on_the_way_had_typed(directive, by):
    """A typed before it became part of B, and B before it became part of C."""
    a, b, c = (make_department(name) for name in ["A", "B", "C"])
    make_assignment(make_duty(directive), a)
    period = quarter(directive, 2)
    typed(report_of(a, period), "A đã họp.", by=make_user("Lê An"), when="2026-06-30 10:20")
    merge(a, into=b, by=by)
    sweep(JULY_1)
    typed(report_of(b, period), "B đã họp.", by=make_user("Lê Bình"), when="2026-07-02 08:00")
    merge(b, into=c, by=by, on=date(2026, 7, 5))
    sweep(date(2026, 7, 6))
    taken = report_of(c, period)
    [section] = form_of(taken, on=date(2026, 7, 6))
    read = [
        (draft.unit, draft.saved_by, draft.saved_at, [(line.label, line.text) for line in lines])
        for draft, lines in section.inherited
    ]
    label = "Kết quả thực hiện"
    assert read == [
        ("A", "Lê An", at("2026-06-30 10:20"), [(label, "A đã họp.")]),
        ("B", "Lê Bình", at("2026-07-02 08:00"), [(label, "B đã họp.")]),
    ]
    assert section.entry["results"].value() is None  # to read, never carried over
    again = form_of(report_of(a, period), on=date(2026, 7, 6))
    assert [list(section.inherited) for section in again] == [[]]


def test_the_successor_reads_the_period_before_of_each_unit_until_it_has_one_of_its_own(
    directive, by
):
    duty = make_duty(directive)
    a, c = make_department("A"), make_department("C")
    make_assignment(duty, a)
    make_assignment(duty, c)
    first = quarter(directive, 1)
    for unit in [a, c]:
        send(report_of(unit, first), when="2026-03-15 09:00")
        accept(report_of(unit, first), when="2026-03-16 09:00")
    second = quarter(directive, 2)
    merge(a, into=c, by=by)
    sweep(JULY_1)

    def before(period, on):
        [section] = form_of(report_of(c, period), on=on)
        return [
            (entry.submission.department_name, entry.submission.report.period.label)
            for entry in section.asked.previous
        ]

    assert before(second, JULY_1) == [("A", "Quý 1"), ("C", "Quý 1")]
    send(report_of(c, second), when="2026-07-02 09:00")
    accept(report_of(c, second), when="2026-07-03 09:00")
    third = quarter(directive, 3)
    assert before(third, date(2026, 9, 1)) == [("C", "Quý 2")]


def test_the_page_names_the_old_unit_at_what_it_had_said(client, directive, by):
    a, c = make_department("A"), make_department("C", founded_on=JULY_1)
    make_assignment(make_duty(directive), a)
    first = quarter(directive, 1)
    send(report_of(a, first), when="2026-03-15 09:00")
    accept(report_of(a, first), when="2026-03-16 09:00")
    second = quarter(directive, 2)
    typed(report_of(a, second), "A đã họp.", by=make_user("Lê An"), when="2026-06-30 10:20")
    merge(a, into=c, by=by)
    sweep(JULY_1)
    client.force_login(make_member(c))
    with time_machine.travel(at("2026-07-02 09:00"), tick=False):
        address = reverse("reports:draft", args=[report_of(c, second).public_id])
        page = " ".join(client.get(address).content.decode().split())
    for words in [
        "Kỳ trước: quý 1, A</summary>",
        "Bản nháp của A</summary>",
        "Chưa gửi; Lê An lưu lần cuối lúc 10:20, 30/06/2026.",
        "A đã họp.",
    ]:
        assert page.count(words) == 1, words


def test_the_successor_tells_what_was_done_before_it_had_the_duty(directive, by):
    a, b, c = (make_department(name) for name in ["A", "B", "C"])
    make_assignment(make_duty(directive), a, starts_on=date(2026, 5, 1))
    period = quarter(directive, 2)
    merge(a, into=b, by=by)
    merge(b, into=c, by=by, on=date(2026, 7, 5))
    sweep(date(2026, 7, 6))
    [section] = form_of(report_of(c, period), on=date(2026, 7, 6))
    assert section.asked.since == date(2026, 5, 1)
