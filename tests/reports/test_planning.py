"""Writes to the calendar before anybody owes anything: a schedule, its change, one period."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction

from reports import planning
from reports.calendar import Cycle, OfficeCalendar
from reports.errors import WrongState
from reports.models import (
    Holiday,
    Paper,
    ProgressReport,
    Reminder,
    ReportingPeriod,
    Schedule,
    SchedulePhase,
)
from tests.builders import (
    at,
    confirm,
    make_assignment,
    make_directive,
    make_duty,
    make_period,
    make_user,
)

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 20)
AT = at("2026-11-20 09:00")


@pytest.fixture
def directive():
    """From 07/6/2024 to the end of 2030, with one unit at work."""
    directive = make_directive(ends_on=date(2030, 12, 31))
    make_assignment(make_duty(directive))
    return directive


def new(directive, cycle=Cycle.YEARLY, **fields):
    return Schedule(
        directive=directive, cycle=cycle, decided_by="Giám đốc Sở", paper="Công văn", **fields
    )


def reschedule(schedule, phases=(), **fields):
    return planning.reschedule(
        schedule, phases, **{"on": ON, "by": make_user(), "at": AT, **fields}
    )


def labels(directive):
    return list(directive.periods.order_by("starts_on").values_list("label", flat=True))


def change_of(schedule, phases=()):
    return planning.change(schedule, phases, on=ON, calendar=OfficeCalendar())


def test_the_offices_calendar_is_its_own_rows_of_both_kinds():
    Holiday.objects.create(on=date(2026, 12, 17), name="Bão")
    Holiday.objects.create(on=date(2026, 12, 19), name="Làm bù", is_working_day=True)
    calendar = planning.office_calendar()
    assert calendar.days_off == {date(2026, 12, 17)}
    assert calendar.days_worked == {date(2026, 12, 19)}


# The first schedule


def test_a_directive_of_2024_to_2030_has_its_whole_calendar_at_once_and_obliges_nobody(directive):
    reschedule(new(directive))
    assert labels(directive) == [f"Năm {year}" for year in range(2024, 2031)]
    assert not ProgressReport.objects.exists()
    assert not Reminder.objects.exists()


def test_a_directive_without_an_end_is_planned_to_the_cut_off_of_next_year():
    directive = make_directive()
    reschedule(new(directive))
    assert labels(directive) == ["Năm 2024", "Năm 2025", "Năm 2026", "Năm 2027"]


def test_a_weekly_calendar_runs_to_the_last_day_of_the_directive(directive):
    reschedule(new(directive, Cycle.WEEKLY))
    last = directive.periods.order_by("ends_on").last()
    assert last.starts_on <= date(2030, 12, 31) <= last.ends_on
    assert directive.periods.count() == 343


def test_the_way_each_deadline_is_counted_stays_with_the_period(directive):
    schedule = new(
        directive, unit_working_days=-10, upward_working_days=None, upward_day=5, upward_month=1
    )
    reschedule(schedule)
    period = directive.periods.get(label="Năm 2026")
    assert (period.unit_due_on, period.unit_working_days) == (date(2026, 11, 30), -10)
    assert (period.upward_due_on, period.upward_working_days) == (date(2027, 1, 5), None)
    assert period.is_interim


def test_phases_are_kept_with_their_names(directive):
    phases = [
        SchedulePhase(name="Giai đoạn 2024-2025", ends_on=date(2025, 12, 14)),
        SchedulePhase(name="Tổng kết giai đoạn 2026-2030", ends_on=date(2030, 12, 14)),
    ]
    reschedule(new(directive, Cycle.PHASE), phases)
    assert labels(directive) == ["Giai đoạn 2024-2025", "Tổng kết giai đoạn 2026-2030"]
    assert directive.schedule.phases.count() == 2


def test_of_two_who_write_the_first_schedule_the_first_stands(directive):
    reschedule(new(directive))
    with pytest.raises(WrongState):
        reschedule(new(directive, Cycle.QUARTERLY))
    assert Schedule.objects.get().cycle == Cycle.YEARLY


# A changed schedule


def test_a_change_replaces_only_what_comes_after_the_last_period_with_reports(directive):
    reschedule(new(directive))
    confirm(directive.periods.get(label="Năm 2026"))
    kept = list(directive.periods.filter(ends_on__lte=date(2026, 12, 14)).order_by("pk").values())
    schedule = directive.schedule
    schedule.cycle = Cycle.HALF_YEARLY
    seen = change_of(schedule)
    assert [(k.period.label, k.reason) for k in seen.stays] == [
        ("Năm 2024", "trước một kỳ được giữ nguyên"),
        ("Năm 2025", "trước một kỳ được giữ nguyên"),
        ("Năm 2026", "đã xác nhận theo Công văn số 512/SKHCN-HCTH ngày 20/11/2026"),
    ]
    assert [p.label for p in seen.goes] == ["Năm 2027", "Năm 2028", "Năm 2029", "Năm 2030"]
    assert [p.label for p in seen.comes][:2] == ["6 tháng đầu năm 2027", "6 tháng cuối năm 2027"]
    assert labels(directive)[3] == "Năm 2027"  # looking changes nothing
    reschedule(schedule, agreed=seen.fingerprint)
    assert labels(directive)[:4] == ["Năm 2024", "Năm 2025", "Năm 2026", "6 tháng đầu năm 2027"]
    assert directive.periods.count() == 3 + 8
    after = directive.periods.filter(ends_on__lte=date(2026, 12, 14)).order_by("pk").values()
    assert list(after) == kept
    assert ProgressReport.objects.count() == 1


ENDLESS = [
    Cycle.WEEKLY,
    Cycle.MONTHLY,
    Cycle.QUARTERLY,
    Cycle.HALF_YEARLY,
    Cycle.NINE_MONTH,
    Cycle.YEARLY,
]


@pytest.mark.parametrize("cut_off_day", [14, 31])
@pytest.mark.parametrize("cycle", ENDLESS)
def test_whatever_the_new_schedule_periods_with_reports_and_all_before_them_stay(
    directive, cycle, cut_off_day
):
    reschedule(new(directive))
    confirm(directive.periods.get(label="Năm 2026"))
    until = date(2026, 12, 14)
    kept = list(directive.periods.filter(ends_on__lte=until).order_by("pk").values())
    schedule = directive.schedule
    schedule.cycle, schedule.cut_off_day = cycle, cut_off_day
    reschedule(schedule)
    assert list(directive.periods.filter(ends_on__lte=until).order_by("pk").values()) == kept
    assert len(kept) == 3
    rows = list(directive.periods.order_by("starts_on"))
    for earlier, later in pairwise(rows):
        assert later.starts_on == earlier.ends_on + timedelta(days=1)
    assert rows[0].starts_on == directive.issued_on
    assert rows[-1].ends_on >= date(2030, 12, 14)


@pytest.mark.parametrize(
    ("cycle", "cut_off_day", "seam"),
    [
        (Cycle.QUARTERLY, 14, None),
        (Cycle.QUARTERLY, 31, ("Quý IV năm 2026", date(2026, 12, 15), date(2026, 12, 31))),
        (Cycle.WEEKLY, 14, ("Tuần 51 năm 2026", date(2026, 12, 15), date(2026, 12, 17))),
        (Cycle.PHASE, 14, None),
    ],
)
def test_where_another_way_to_cut_off_begins_is_named(directive, cycle, cut_off_day, seam):
    reschedule(new(directive))
    assert change_of(directive.schedule).seam is None
    confirm(directive.periods.get(label="Năm 2026"))
    schedule = directive.schedule
    schedule.cycle, schedule.cut_off_day = cycle, cut_off_day
    found = change_of(schedule, [SchedulePhase(name="Tổng kết", ends_on=date(2030, 12, 31))]).seam
    assert (found and (found.label, found.starts_on, found.ends_on)) == seam


def test_a_period_of_which_the_paper_is_drafted_stays(directive):
    reschedule(new(directive))
    period = directive.periods.get(label="Năm 2025")
    Paper.objects.create(
        kind=Paper.Kind.OPENING,
        period=period,
        signer_title="Giám đốc",
        content={},
        content_hash="x",
        made_at=AT,
        made_by=make_user(),
        symbol="SKHCN-HCTH",
    )
    schedule = directive.schedule
    schedule.cycle = Cycle.QUARTERLY
    seen = change_of(schedule)
    assert [(kept.period.label, kept.reason) for kept in seen.stays] == [
        ("Năm 2024", "trước một kỳ được giữ nguyên"),
        ("Năm 2025", "đã dự thảo công văn yêu cầu báo cáo"),
    ]
    assert seen.comes[0].starts_on == date(2025, 12, 15)


def test_a_period_that_the_new_schedule_has_as_well_is_the_same_row(directive):
    reschedule(new(directive))
    before = set(directive.periods.values_list("pk", flat=True))
    schedule = directive.schedule
    schedule.paper = "Công văn số 2000/SKHCN-HCTH"
    made = reschedule(schedule)
    assert (len(made.stays), made.goes, made.comes) == (7, (), ())
    assert set(directive.periods.values_list("pk", flat=True)) == before
    assert Schedule.objects.get().paper == "Công văn số 2000/SKHCN-HCTH"


def test_the_same_days_counted_otherwise_are_planned_anew(directive):
    reschedule(new(directive))
    schedule = directive.schedule
    schedule.unit_working_days, schedule.unit_day, schedule.unit_month = None, 16, 12
    seen = change_of(schedule)
    assert len(seen.goes) == len(seen.comes) == 7


def test_a_period_confirmed_since_the_preview_refuses_the_change(directive):
    reschedule(new(directive))
    schedule = directive.schedule
    schedule.cycle = Cycle.QUARTERLY
    seen = change_of(schedule)
    confirm(directive.periods.get(label="Năm 2026"))
    with pytest.raises(WrongState):
        reschedule(schedule, agreed=seen.fingerprint)
    assert labels(directive) == [f"Năm {year}" for year in range(2024, 2031)]
    assert Schedule.objects.get().cycle == Cycle.YEARLY


def test_a_period_opened_by_hand_is_no_part_of_a_change(directive):
    reschedule(new(directive))
    extra = make_period(directive, label="Đột xuất tháng 11", is_on_demand=True)
    schedule = directive.schedule
    schedule.cycle = Cycle.ON_DEMAND
    reschedule(schedule)
    assert list(directive.periods.all()) == [extra]


# Time goes on


def test_planning_again_adds_only_what_is_missing():
    directive = make_directive()
    schedule = new(directive)
    schedule.save()
    planning.plan_periods(schedule, until=date(2025, 1, 1), by=make_user())
    added = planning.plan_periods(schedule, until=date(2026, 1, 1), by=make_user())
    assert [period.label for period in added] == ["Năm 2026"]


def test_periods_stop_where_the_directive_stops():
    schedule = new(make_directive(ends_on=date(2025, 6, 30)))
    schedule.save()
    periods = planning.plan_periods(schedule, until=date(2030, 1, 1), by=make_user())
    assert [period.label for period in periods] == ["Năm 2024", "Năm 2025"]


def test_after_a_change_planning_goes_on_from_the_last_period():
    directive = make_directive()
    make_period(directive, due_on=date(2026, 12, 16))
    schedule = new(directive, Cycle.HALF_YEARLY)
    schedule.save()
    added = planning.plan_periods(schedule, until=date(2027, 12, 14), by=make_user())
    assert [period.label for period in added] == ["6 tháng đầu năm 2027", "6 tháng cuối năm 2027"]


def test_a_period_opened_by_hand_moves_no_period_that_is_planned_after_it():
    directive = make_directive()
    make_period(directive, due_on=date(2026, 12, 16))
    make_period(directive, due_on=date(2027, 12, 16), label="Đột xuất", is_on_demand=True)
    schedule = new(directive)
    schedule.save()
    added = planning.plan_periods(schedule, until=date(2027, 12, 14), by=make_user())
    assert [(period.label, period.starts_on) for period in added] == [
        ("Năm 2027", date(2026, 12, 15))
    ]


# One period


def test_deadlines_of_a_period_confirmed_in_the_meantime_stay(directive):
    period = make_period(directive, due_on=date(2026, 12, 16))
    stale = ReportingPeriod.objects.get(pk=period.pk)
    confirm(period)
    stale.unit_due_on = date(2026, 12, 1)
    with pytest.raises(WrongState):
        planning.move_deadlines(stale, by=make_user(), at=AT)
    period.refresh_from_db()
    assert period.unit_due_on == date(2026, 12, 16)


def test_only_a_planned_period_opened_by_hand_is_taken_back():
    """No unit works on the directive, so that no report stands in the way either."""
    directive = make_directive()
    scheduled = make_period(directive)
    confirmed = make_period(directive, label="Đột xuất, đã xác nhận", is_on_demand=True)
    confirm(confirmed)
    planned = make_period(directive, label="Đột xuất", is_on_demand=True)
    for period in (scheduled, confirmed):
        with pytest.raises(WrongState):
            planning.drop_on_demand(period, by=make_user(), at=AT)
    planning.drop_on_demand(planned, by=make_user(), at=AT)
    assert set(labels(directive)) == {"Năm 2026", "Đột xuất, đã xác nhận"}


def test_number_and_day_of_the_report_upward_want_a_confirmed_period(directive):
    period = make_period(directive)
    period.upward_number, period.upward_sent_on = "85/BC-SKHCN", date(2026, 12, 24)
    with pytest.raises(WrongState):
        planning.record_sent(period, by=make_user(), at=AT)
    confirm(ReportingPeriod.objects.get(pk=period.pk))
    planning.record_sent(period, by=make_user(), at=AT)
    period.refresh_from_db()
    assert (period.upward_number, period.upward_sent_on) == ("85/BC-SKHCN", date(2026, 12, 24))


@pytest.mark.parametrize(
    ("unit_due_on", "interim"),
    [(date(2026, 12, 13), True), (date(2026, 12, 14), False), (date(2026, 12, 16), False)],
)
def test_figures_are_interim_where_units_report_before_the_cut_off(unit_due_on, interim):
    period = make_period(make_directive(), due_on=date(2026, 12, 16))
    period.unit_due_on = unit_due_on
    assert period.is_interim is interim


def test_only_a_period_opened_by_hand_may_lie_across_another(directive):
    make_period(directive)
    make_period(directive, label="Đột xuất", is_on_demand=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_period(directive, label="Năm 2026 nữa")


@pytest.mark.parametrize(
    "wrong",
    [
        {"cut_off_day": 29},
        {"cut_off_day": 0},
        {"cut_off_month": 13},
        {"cut_off_weekday": 8},
        {"unit_day": 3},
        {"unit_working_days": None},
        {"unit_working_days": None, "unit_day": 32},
        {"unit_working_days": None, "unit_month": 3},
        {"unit_working_days": 6},
    ],
)
def test_a_schedule_that_means_nothing_is_refused_by_the_database(directive, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        new(directive, **wrong).save()


@pytest.mark.parametrize(
    "wrong", [{"upward_number": "85/BC-SKHCN"}, {"upward_sent_on": date(2026, 12, 24)}]
)
def test_number_and_day_of_the_report_upward_go_together(directive, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_period(directive, **wrong)
