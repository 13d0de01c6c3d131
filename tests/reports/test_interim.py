"""A deadline before the cut-off: figures up to the day of sending, an estimate, then final ones."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.datastructures import MultiValueDict

from reports import lifecycle, obligations, reading, reopened
from reports.content import EntryContent, IndicatorContent, ReportContent
from reports.desk import Desk, for_draft, kept
from reports.errors import ImpossibleDate, WrongState
from reports.models import DeadlineChange, ProgressReport
from tests import builders
from tests.builders import (
    at,
    confirm,
    make_assignment,
    make_department,
    make_duty,
    make_indicator,
    make_period,
    make_report,
    make_user,
)

pytestmark = pytest.mark.django_db

FINAL = date(2026, 12, 18)


@pytest.fixture
def report():
    """Due on 05/12, figures of the year up to 14/12."""
    duty, unit = make_duty(), make_department()
    make_indicator(duty)
    make_assignment(duty, unit)
    period = make_period(duty.directive, due_on=date(2026, 12, 5), label="Năm 2026")
    confirm(period)
    return make_report(unit, period=period)


def send(report, *, when, in_period="80", estimate="100"):
    [assignment] = obligations.assignments_of(report)
    value = IndicatorContent(
        indicator_id=assignment.duty.indicators.get().pk,
        in_period=Decimal(in_period),
        cumulative=Decimal("180"),
        estimate=estimate and Decimal(estimate),
    )
    entry = EntryContent(assignment_id=assignment.pk, results="Đã thực hiện.", indicators=(value,))
    return lifecycle.submit(
        report, content=ReportContent(entries=(entry,)), by=make_user(), at=at(when)
    )


def ask_final(period, *, when="2026-12-15 09:00", due_on=FINAL):
    return lifecycle.ask_final(
        period, reason="Đề nghị chốt số liệu.", due_on=due_on, by=make_user(), at=at(when)
    )


@pytest.mark.parametrize(
    ("when", "until"),
    [
        ("2026-12-04 09:00", date(2026, 12, 4)),
        ("2026-12-13 23:59", date(2026, 12, 13)),
        ("2026-12-14 00:00", None),
        ("2026-12-20 09:00", None),
    ],
)
def test_figures_sent_before_the_cut_off_count_to_the_day_of_sending(report, when, until):
    assert send(report, when=when).figures_until == until


def test_a_period_that_closes_before_its_deadline_has_no_interim_figures():
    report = make_report()
    assert builders.submit(report, when="2026-12-10 09:00").figures_until is None


def test_the_estimate_is_kept_and_read_beside_the_figures(report):
    submission = send(report, when="2026-12-04 09:00")
    [answer] = reading.read(submission)
    [figure] = answer.figures
    assert (figure.in_period, figure.estimate) == ("80", "100")


def form_of(report, on, typed=None):
    report = for_draft(ProgressReport.objects.all(), on=on).get(pk=report.pk)
    board = Desk(report, on=on).board(MultiValueDict(typed or {}), checked=bool(typed))
    [section] = board.sections
    return section.entry.indicators[0], board


@pytest.mark.parametrize(("on", "asks"), [(date(2026, 12, 4), True), (date(2026, 12, 14), False)])
def test_the_form_asks_for_an_estimate_only_while_the_period_runs(report, on, asks):
    indicator, _board = form_of(report, on)
    assert ("estimate" in indicator.fields) == asks


def test_an_estimate_is_not_below_what_was_done(report):
    indicator, _board = form_of(report, date(2026, 12, 4))
    typed = {f"{indicator.prefix}-in_period": ["80"], f"{indicator.prefix}-estimate": ["79"]}
    _indicator, board = form_of(report, date(2026, 12, 4), typed)
    sentences = [problem.text for problem in board.problems]
    assert "Số ước cả kỳ không được nhỏ hơn số đã thực hiện." in sentences


def test_a_report_that_comes_back_shows_the_estimate_again(report):
    submission = send(report, when="2026-12-04 09:00")
    typed = reopened.as_typed(submission)
    assert [value for name, value in typed.items() if name.endswith("-estimate")] == [["100"]]


# Made final


def test_all_interim_reports_of_the_period_come_back_prefilled_in_one_action(report):
    submission = send(report, when="2026-12-04 09:00")
    lifecycle.accept(report, submission=submission, by=make_user(), at=at("2026-12-05 09:00"))
    [asked] = ask_final(report.period)
    report.refresh_from_db()
    assert asked == report
    assert (report.state, report.due_on) == ("returned", FINAL)
    assert report.deadline_changes.get().reason == DeadlineChange.Reason.FINAL
    typed = kept(ProgressReport.objects.select_related("draft").get())
    assert [value for name, value in typed.items() if name.endswith("-in_period")] == [["80"]]
    assert ["Đã thực hiện."] in typed.values()


def test_final_figures_end_the_matter(report):
    send(report, when="2026-12-04 09:00")
    ask_final(report.period)
    report.refresh_from_db()
    assert send(report, when="2026-12-17 09:00", estimate=None).figures_until is None
    assert not ProgressReport.objects.interim().exists()
    assert ask_final(report.period, when="2026-12-18 09:00") == []


def test_who_owes_still_or_sent_after_the_cut_off_is_left_alone(report):
    assert ask_final(report.period) == []
    send(report, when="2026-12-15 10:00")
    assert ask_final(report.period, when="2026-12-15 11:00") == []


def test_nothing_is_made_final_on_the_day_of_the_cut_off(report):
    send(report, when="2026-12-04 09:00")
    with pytest.raises(WrongState):
        ask_final(report.period, when="2026-12-14 23:30")


def test_the_day_for_final_figures_does_not_lie_behind_us(report):
    send(report, when="2026-12-04 09:00")
    with pytest.raises(ImpossibleDate):
        ask_final(report.period, due_on=date(2026, 12, 14))
    report.refresh_from_db()
    assert report.state == "submitted"
