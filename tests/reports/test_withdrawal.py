"""Rút xác nhận: what becomes of the period, its reports, its paper, and who hears of it."""

from datetime import date

import pytest
from django.apps import apps
from django.urls import reverse

from reports import (
    dashboard,
    lifecycle,
    matrix,
    papers,
    reminders,
    signing,
    supervision,
    withdrawal,
)
from reports.citation import Citation
from reports.errors import WrongState
from reports.models import Notice, OutgoingMail, Paper, Reminder, ReportingPeriod, Supervision
from tests.builders import (
    Role,
    ask_extension,
    at,
    make_assignment,
    make_department,
    make_duty,
    make_member,
    make_period,
    submit,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db

PAPER = Citation("512/SKHCN-HCTH", date(2026, 11, 20))
REASON = "Ghi nhầm hạn gửi."


@pytest.fixture
def hcth():
    return make_member(full_name="Phạm Thị Thu Hà")


@pytest.fixture
def period():
    duty = make_duty()
    for name in ["Phòng A", "Phòng B"]:
        make_assignment(duty, make_department(name))
    make_member(make_department("Phòng A"), username="head.a")
    return make_period(duty.directive)


def confirm(period, hcth, *, when="2026-11-20 08:00", drafted=None):
    return papers.open_period(
        period, paper=PAPER, drafted=drafted, decided_by="Giám đốc Sở", by=hcth, at=at(when)
    )


def withdraw(period, hcth, *, when="2026-11-20 09:00"):
    return withdrawal.withdraw(period, reason=REASON, by=hcth, at=at(when))


def test_the_period_is_planned_again_and_says_who_and_why(period, hcth):
    confirm(period, hcth)
    assert withdraw(period, hcth) == 2
    assert (period.is_confirmed, period.confirming_paper, period.decided_by) == (False, "", "")
    assert (period.withdrawn_by, period.withdrawal_reason) == (hcth, REASON)
    events = apps.get_model("reports", "ReportingPeriodEvent")
    said = events.objects.filter(pgh_obj=period).order_by("pgh_id")
    assert [row.paper_number for row in said] == ["", "512/SKHCN-HCTH", ""]


def test_nobody_owes_or_is_reminded_and_each_report_keeps_the_reason(period, hcth):
    reports = confirm(period, hcth)
    withdraw(period, hcth)
    assert {report.state for report in period.reports.all()} == {"released"}
    assert [(c.by, c.note) for c in reports[0].changes.all()] == [
        (hcth, "Rút xác nhận kỳ báo cáo: Ghi nhầm hạn gửi.")
    ]
    assert set(Reminder.objects.values_list("state", flat=True)) == {"called_off"}
    reminders.sweep(on=date(2026, 12, 16), at=at("2026-12-16 08:00"))
    assert not OutgoingMail.objects.exists()


def test_the_units_hear_of_the_opening_and_of_the_withdrawal_in_the_house_only(period, hcth):
    confirm(period, hcth)
    withdraw(period, hcth)
    told = Notice.objects.order_by("pk").values_list("person__username", "kind", "words")
    assert list(told) == [
        ("head.a", "opened", "Theo Công văn số 512/SKHCN-HCTH ngày 20/11/2026."),
        ("head.a", "withdrawn", REASON),
    ]
    assert not OutgoingMail.objects.exists()


def test_the_drafted_paper_is_a_draft_again_and_opens_the_period_once_more(period, hcth):
    drafted = papers.draft_opening(
        period,
        signature=signing.signers(period.directive, on=date(2026, 11, 20))[0].signature,
        by=hcth,
        at=at("2026-11-20 07:00"),
    )
    confirm(period, hcth, drafted=drafted)
    withdraw(period, hcth)
    paper = Paper.objects.get()
    assert (paper.number, paper.is_issued) == ("", False)
    confirm(period, hcth, drafted=paper, when="2026-11-21 08:00")
    assert Paper.objects.get().is_issued


def test_confirmed_anew_the_same_reports_are_owed_by_the_new_deadline(period, hcth):
    first = confirm(period, hcth)
    withdraw(period, hcth)
    period.unit_due_on = date(2026, 12, 18)
    period.save()
    again = confirm(period, hcth, when="2026-11-23 08:00")
    assert sorted(report.pk for report in again) == sorted(report.pk for report in first)
    assert {
        (report.state, report.due_on, report.original_due_on) for report in period.reports.all()
    } == {("expected", date(2026, 12, 18), date(2026, 12, 18))}
    assert (period.is_withdrawn, period.withdrawal_reason) == (False, "")
    promised = Reminder.objects.filter(state="promised")
    assert set(promised.values_list("due_on", flat=True)) == {date(2026, 12, 18)}
    assert Notice.objects.filter(kind="opened").count() == 2


def test_the_page_of_a_report_tells_the_story_and_nothing_false(client, period, hcth):
    """A withdrawn confirmation names no paper, as that of the period may be another by now."""
    report = confirm(period, hcth)[0]
    withdraw(period, hcth)
    client.force_login(hcth)
    address = reverse("reports:report", args=[report.public_id])
    page = text_of(client.get(address))
    assert "Kỳ báo cáo đã được rút xác nhận; đơn vị chưa phải gửi báo cáo." in page
    assert "Xác nhận kỳ báo cáo; lần xác nhận này đã được rút." in page
    assert "Rút xác nhận kỳ báo cáo: Ghi nhầm hạn gửi." in page
    assert "512/SKHCN-HCTH" not in page
    confirm(period, hcth, when="2026-11-23 08:00")
    page = text_of(client.get(address))
    assert "Xác nhận lại kỳ báo cáo theo Công văn số 512/SKHCN-HCTH ngày 20/11/2026." in page
    assert "Xác nhận kỳ báo cáo; lần xác nhận này đã được rút." in page


def test_in_the_matrix_a_withdrawn_period_is_planned(period, hcth):
    confirm(period, hcth)
    withdraw(period, hcth)
    units = dashboard.units(period.directive, on=date(2026, 12, 1))
    [row, _] = matrix.rows(units, [period], on=date(2026, 12, 1))
    assert [cell.status.label for cell in row.cells] == ["Dự kiến"]


def saves_a_draft(report, hcth):
    lifecycle.save_draft(
        report,
        data={"a": "b"},
        version=0,
        by=make_member(report.department, Role.STAFF),
        at=at("2026-11-20 08:30"),
    )


def asks_for_an_extension(report, hcth):
    ask_extension(report, when="2026-11-20 08:30")


def sends(report, hcth):
    submit(report, when="2026-11-20 08:30")


def explains(report, hcth):
    lifecycle.explain(report, text="Chờ số liệu.", by=hcth, at=at("2026-11-20 08:30"))


def is_urged(report, hcth):
    act = Supervision(
        directive=report.period.directive,
        department=report.department,
        kind="urging",
        means="phone",
        on=date(2026, 11, 20),
        findings="Đề nghị gửi sớm.",
    )
    supervision.record_all([(act, [report])], by=hcth, at=at("2026-11-20 08:30"))


@pytest.mark.parametrize("touch", [saves_a_draft, asks_for_an_extension, sends, explains, is_urged])
def test_once_anybody_has_touched_a_report_the_confirmation_stands(period, hcth, touch):
    report = confirm(period, hcth)[1]
    periods = ReportingPeriod.objects.filter(pk=period.pk)
    assert not withdrawal.with_is_touched(periods).get().is_touched
    touch(report, hcth)
    assert withdrawal.with_is_touched(periods).get().is_touched
    with pytest.raises(WrongState):
        withdraw(period, hcth)
    period.refresh_from_db()
    assert period.is_confirmed
    assert period.reports.filter(state="released").count() == 0


def test_a_planned_period_has_nothing_to_withdraw(period, hcth):
    with pytest.raises(WrongState):
        withdraw(period, hcth)


@pytest.mark.parametrize("count", [1, 30])
def test_opening_and_withdrawing_take_the_same_queries_for_any_number_of_units(
    hcth, count, django_assert_num_queries
):
    duty = make_duty()
    for number in range(count):
        unit = make_department(f"Phòng {number}")
        make_assignment(duty, unit)
        make_member(unit)
    period = make_period(duty.directive)
    with django_assert_num_queries(22):
        confirm(period, hcth)
    with django_assert_num_queries(16):
        withdraw(period, hcth)
    assert Notice.objects.count() == 2 * count
