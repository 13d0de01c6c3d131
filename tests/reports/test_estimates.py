"""Estimates beside what was done, in the consolidated report: two sums, never added."""

from datetime import date
from decimal import Decimal

import pytest

from reports import consolidated, lifecycle, obligations
from reports.consolidated import text
from reports.consolidated.values import Interim, whole_period
from reports.content import EntryContent, IndicatorContent, ReportContent
from reports.documents import plain
from tests.builders import (
    Role,
    at,
    confirm,
    make_assignment,
    make_coordinator,
    make_department,
    make_duty,
    make_indicator,
    make_member,
    make_period,
)
from tests.reports.wholes import DIRECTOR, OUTLINE

pytestmark = pytest.mark.django_db

NEWS = "Tin, bài trên Cổng"


@pytest.fixture
def period():
    """Due on 05/12, figures of the year up to 14/12."""
    duty = make_duty()
    make_coordinator()
    make_indicator(duty, NEWS, "tin, bài")
    return make_period(duty.directive, due_on=date(2026, 12, 5), label="Năm 2026")


def units(period, *names, role="lead"):
    for name in names:
        make_assignment(period.directive.duties.get(), make_department(name), role=role)


def report(period, unit, in_period, estimate, *, when="2026-12-04 09:00", **said):
    """`unit` sends, and HCTH takes in."""
    report = period.reports.get(department__name=unit)
    [assignment] = obligations.assignments_of(report)
    indicator = assignment.duty.indicators.get()
    value = IndicatorContent(
        indicator.pk,
        in_period and Decimal(in_period),
        in_period and Decimal(in_period),
        estimate=estimate and Decimal(estimate),
        **said,
    )
    entry = EntryContent(assignment.pk, results="Đã thực hiện.", indicators=(value,))
    submission = lifecycle.submit(
        report,
        content=ReportContent((entry,)),
        by=make_member(make_department(unit), Role.DEPUTY_HEAD),
        at=at(when),
    )
    by = make_member(role=Role.STAFF)
    lifecycle.accept(report, submission=submission, by=by, at=at("2026-12-18 09:00"))


def consolidate(period):
    return consolidated.consolidate(period, on=date(2026, 12, 20))


def total(period):
    [indicator] = consolidate(period).duties[0].indicators
    return indicator


def one_line(document) -> str:
    return " ".join(plain(document.blocks).split())


def upward(period) -> str:
    report = consolidated.for_upward(consolidate(period))
    sections = text.generated(report, OUTLINE)
    return one_line(text.report_document(report, OUTLINE, sections, signature=DIRECTOR))


def test_what_was_done_and_what_is_expected_are_summed_apart_over_lead_units(period):
    units(period, "Phòng A", "Phòng B")
    units(period, "Phòng C", role="coordinating")
    confirm(period)
    report(period, "Phòng A", "80", "100")
    report(period, "Phòng B", "20", "25")
    report(period, "Phòng C", "700", "900")
    assert (total(period).in_period, total(period).estimate) == (Decimal(100), Decimal(125))
    assert (total(period).estimated, total(period).without_estimate) == (2, ())


def test_a_unit_without_an_estimate_is_named_inside_and_never_counted_as_zero(period):
    units(period, "Phòng A", "Phòng B")
    confirm(period)
    report(period, "Phòng A", "80", "100")
    report(period, "Phòng B", "20", None)
    assert total(period).estimate == Decimal(100)
    assert total(period).without_estimate == ("Phòng B",)
    inside = one_line(text.annex_document(consolidate(period)))
    assert f"Chỉ tiêu “{NEWS}” chưa có số ước cả năm của: Phòng B." in inside
    assert f"1 {NEWS} tin, bài 100 100 100 2/2; 1/2" in upward(period)
    assert "chưa có số ước cả năm" not in upward(period)


def test_where_nobody_gave_an_estimate_the_column_says_so(period):
    units(period, "Phòng A")
    confirm(period)
    report(period, "Phòng A", "80", None)
    assert total(period).estimate is None
    assert f"1 {NEWS} tin, bài 80 80 chưa có số ước 1/1; 0/1" in upward(period)


def test_an_estimate_may_stand_although_nothing_has_arisen_yet(period):
    units(period, "Phòng A")
    confirm(period)
    report(period, "Phòng A", None, "3", nothing_to_report=True)
    assert (total(period).in_period, total(period).estimate) == (None, Decimal(3))
    assert f"1 {NEWS} tin, bài không phát sinh không phát sinh 3 1/1; 1/1" in upward(period)


def test_shares_are_never_summed_neither_done_nor_expected(period):
    period.directive.duties.get().indicators.update(unit="%")
    units(period, "Phòng A", "Phòng B")
    confirm(period)
    report(period, "Phòng A", "80", "95")
    report(period, "Phòng B", "60", "70")
    assert total(period).estimate is None
    assert "Phòng A: 80; Phòng B: 60 không cộng Phòng A: 95; Phòng B: 70 2/2; 2/2" in upward(period)


def test_the_report_says_to_which_day_figures_count_and_that_final_ones_follow(period):
    units(period, "Phòng A", "Phòng B")
    confirm(period)
    report(period, "Phòng A", "80", "100", when="2026-12-02 09:00")
    report(period, "Phòng B", "20", "25")
    assert consolidate(period).interim == Interim(2, 0, date(2026, 12, 2), date(2026, 12, 4))
    assert (
        "Trong đó, 02 đơn vị báo cáo trước ngày chốt số liệu: số liệu là số thực hiện đến ngày gửi "
        "báo cáo (từ ngày 02/12/2026 đến ngày 04/12/2026), số ước cả năm được tổng hợp riêng; số "
        "liệu chính thức được bổ sung sau ngày 14/12/2026." in upward(period)
    )
    assert "Thực hiện đến ngày 04/12/2026 Lũy kế Ước cả năm" in upward(period)


def test_units_with_final_figures_are_told_apart_and_have_no_estimate_to_give(period):
    units(period, "Phòng A", "Phòng B")
    confirm(period)
    report(period, "Phòng A", "80", "100")
    report(period, "Phòng B", "20", None, when="2026-12-15 09:00")
    assert (total(period).in_period, total(period).estimate) == (Decimal(100), Decimal(100))
    assert total(period).without_estimate == ()
    assert consolidate(period).interim == Interim(1, 1, date(2026, 12, 4), date(2026, 12, 4))
    assert (
        "(ngày 04/12/2026), số ước cả năm được tổng hợp riêng, không gồm 01 đơn vị đã gửi số liệu "
        "chính thức;" in upward(period)
    )
    assert "Thực hiện đến ngày gửi báo cáo Lũy kế Ước cả năm" in upward(period)


def test_final_figures_of_all_leave_the_report_without_estimates(period):
    units(period, "Phòng A")
    confirm(period)
    report(period, "Phòng A", "80", None, when="2026-12-15 09:00")
    assert consolidate(period).interim is None
    assert "Trong kỳ Lũy kế Số đơn vị có số liệu" in upward(period)
    assert "Ước" not in upward(period)
    assert "số ước" not in upward(period)


def test_the_annex_marks_figures_that_are_not_final(period):
    units(period, "Phòng A")
    confirm(period)
    report(period, "Phòng A", "80", "100")
    whole = consolidate(period)
    [entry] = whole.duties[0].entries
    assert entry.figures_until == date(2026, 12, 4)
    assert entry.indicators[0].estimate == Decimal("100")
    assert consolidated.thaw(consolidated.content_of(whole)) == whole


@pytest.mark.parametrize(
    ("label", "whole"),
    [("Năm 2026", "cả năm"), ("Quý I năm 2027", "cả kỳ"), ("Giai đoạn 2026-2030", "cả kỳ")],
)
def test_an_estimate_is_of_the_year_or_of_the_period(label, whole):
    assert whole_period(label) == whole
