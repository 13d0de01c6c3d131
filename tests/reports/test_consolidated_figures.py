"""What is counted of a duty: progress, work, and what its indicators are laid beside."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from directives import work as directives_work
from directives.models import WorkItem
from reports import consolidated
from reports.consolidated.results import UnitEntry
from reports.consolidated.totals import Compared, IndicatorTotal, bucket
from reports.content import IndicatorContent
from reports.models import ReportingPeriod
from tests.builders import at, confirm, make_period, make_user
from tests.reports.year import ON, Year, make_year, send, take_in

pytestmark = pytest.mark.django_db

UNITS = ["Phòng A", "Phòng B", "Phòng Hành chính - Tổng hợp"]


def whole(period, on=ON, **more):
    return consolidated.consolidate(period, on=on, **more)


def told(year: Year, name, in_period, *, when="2026-12-10 09:00", accepted="2026-12-18 09:00"):
    """The unit reports this many news items, blank where None, and is taken in."""
    news = year.directive.duties.get(ordinal=2).indicators.get(ordinal=1)
    figure = None if in_period is None else Decimal(in_period)
    send(year.report_of(name), indicators=(IndicatorContent(news.pk, figure),), when=when)
    take_in(year.report_of(name), when=accepted)


def at_percent(year: Year, **percents):
    for letter, percent in percents.items():
        report = year.report_of(f"Phòng {letter}")
        send(report, percent_of_year=percent)
        take_in(report)


# Progress


@pytest.mark.parametrize(
    ("percent", "place"),
    [(0, 0), (49, 0), (50, 1), (79, 1), (80, 2), (99, 2), (100, 3)],
)
def test_a_share_of_the_years_plan_falls_in_one_of_four(percent, place):
    assert bucket(percent) == place


def test_units_are_counted_by_how_far_they_are_and_a_blank_is_not_zero():
    year = make_year(5)
    at_percent(year, A=0, B=60, C=100, D=100, E=None)

    progress = whole(year.period).duties[1].progress

    assert progress.rows == [
        ("Dưới 50%", 1),
        ("Từ 50% đến dưới 80%", 1),
        ("Từ 80% đến dưới 100%", 0),
        ("Đạt 100%", 2),
    ]
    assert progress.unknown == 1


def test_who_has_nothing_to_report_is_not_silent_about_his_progress():
    year = make_year(2)
    at_percent(year, A=80)
    report = year.report_of("Phòng B")
    send(report, results="", nothing_to_report=True, percent_of_year=None)
    take_in(report)
    assert whole(year.period).duties[1].progress.unknown == 0


def test_progress_is_of_lead_units():
    year = make_year(2)
    year.directive.duties.get(ordinal=2).assignments.filter(department__name="Phòng B").update(
        role="coordinating"
    )
    at_percent(year, A=40, B=100)
    assert whole(year.period).duties[1].progress.units == (1, 0, 0, 0)


def test_where_nobody_says_how_far_he_is_there_is_no_distribution():
    year = make_year(1)
    at_percent(year, A=None)
    assert [duty.progress for duty in whole(year.period).duties] == [None, None, None]


# Work items


def plan(year: Year, unit: str, *, done_on=None, planned="2026-03-02 09:00", ordinal=2, **changes):
    assignment = year.directive.duties.get(ordinal=ordinal).assignments.get(department__name=unit)
    for name, value in changes.items():
        setattr(assignment, name, value)
    assignment.save()
    WorkItem.objects.create(
        assignment=assignment,
        text="Biên tập kỷ yếu",
        done_on=done_on,
        proposed_by=make_user(),
        proposed_at=at(planned),
    )


def work(year: Year):
    found = whole(year.period).duties[1].work
    return found and (found.done, found.open)


@pytest.mark.parametrize(
    ("done_on", "counted"),
    [
        (None, (0, 1)),
        (date(2025, 12, 14), (0, 0)),
        (date(2025, 12, 15), (1, 0)),
        (date(2026, 12, 14), (1, 0)),
        (date(2026, 12, 15), (0, 1)),
    ],
)
def test_work_is_done_within_the_period_or_open_at_its_cut_off(done_on, counted):
    year = make_year(1)
    plan(year, "Phòng A", done_on=done_on)
    assert work(year) == (None if counted == (0, 0) else counted)


def test_work_planned_after_the_cut_off_is_of_the_next_period():
    year = make_year(1)
    plan(year, "Phòng A", planned="2026-12-15 00:01")
    assert work(year) is None
    plan(year, "Phòng A", planned="2026-12-14 23:59")
    assert work(year) == (0, 1)


def test_work_of_coordinating_units_is_not_counted():
    year = make_year(1)
    plan(year, "Phòng A", role="coordinating")
    assert work(year) is None


def test_work_that_goes_on_next_year_counts_once_in_the_period_of_each_year():
    year = make_year(1)
    plan(year, "Phòng A")
    item = WorkItem.objects.get()
    carry = partial(directives_work.carry_over, agrees=False, by=make_user())
    carry({item: date(2027, 3, 31)}, at=at("2027-01-06 09:00"))
    assert work(year) == (0, 1)
    after = make_period(year.directive, due_on=date(2027, 12, 16))
    confirm(after)
    following = Year(year.directive, after, [])
    assert work(following) == (0, 1)
    new = WorkItem.objects.get(carried_from=item)
    directives_work.finish(new, on=date(2027, 3, 1), by=make_user(), at=at("2027-03-01 09:00"))
    assert work(following) == (1, 0)
    assert work(year) == (0, 1)


def test_work_that_was_dropped_by_the_cut_off_does_not_count():
    year = make_year(1)
    plan(year, "Phòng A")
    plan(year, "Phòng A")
    for item, when in zip(
        WorkItem.objects.order_by("pk"), ["2026-12-14 23:59", "2026-12-15 00:01"], strict=True
    ):
        directives_work.drop(item, reason="Hết kinh phí.", by=make_user(), at=at(when))
    assert work(year) == (0, 1)


def test_open_work_of_a_unit_that_left_is_counted_with_its_successor_only():
    year = make_year(2)
    left = {"ends_on": date(2026, 6, 30), "end_reason": "Sáp nhập"}
    plan(year, "Phòng A", done_on=date(2026, 5, 1))
    plan(year, "Phòng A", **left)
    plan(year, "Phòng B")
    assert work(year) == (1, 1)


# Beside other periods


def test_an_indicator_is_laid_beside_the_year_before():
    past, now = two_years()
    for name in UNITS:
        told_before(past, name, 4 if name == "Phòng A" else None)
        told(now, name, 5 if name == "Phòng A" else None)

    value = whole(now.period)
    news, events = value.duties[1].indicators

    cited = past.report_of("Phòng A").submissions.get().public_id
    assert news.previous == Compared(Decimal(4), 1, (cited,), asked=3)
    assert news.last_year == news.previous
    assert str(news.change(news.previous)) == "tăng 1 (25%)"
    assert (events.previous, events.last_year) == (None, None)
    assert (value.previous.label, value.last_year.label) == ("Năm 2025", "Năm 2025")


def told_before(past: Year, name, in_period):
    told(past, name, in_period, when="2025-12-10 09:00", accepted="2025-12-18 09:00")


def nothing_before(past: Year, name, **said):
    """The unit said "không phát sinh", of the news or as `said`."""
    news = past.directive.duties.get(ordinal=2).indicators.get(ordinal=1)
    none = (IndicatorContent(news.pk, nothing_to_report=True),)
    send(past.report_of(name), when="2025-12-10 09:00", **({"indicators": none} | said))
    take_in(past.report_of(name), when="2025-12-18 09:00")


def test_a_year_before_of_which_units_are_awaited_is_told_and_not_compared():
    past, now = two_years()
    told_before(past, "Phòng A", 4)
    told_before(past, "Phòng B", 0)
    for name in UNITS:
        told(now, name, 5)
    news, _ = whole(now.period).duties[1].indicators
    assert (news.in_period, news.is_whole) == (15, True)
    assert (news.previous.value, news.previous.units, news.previous.asked) == (4, 2, 3)
    assert (str(news.previous), news.change(news.previous)) == ("4 (2/3 đơn vị)", None)
    told_before(past, "Phòng Hành chính - Tổng hợp", 1)
    news, _ = whole(now.period).duties[1].indicators
    assert (str(news.previous), str(news.change(news.previous))) == ("5", "tăng 10 (200%)")


def test_a_year_before_in_which_every_unit_had_nothing_is_neither_blank_nor_zero():
    past, now = two_years()
    nothing_before(past, "Phòng A")
    nothing_before(past, "Phòng B")
    nothing = {"results": "", "nothing_to_report": True, "percent_of_year": None, "indicators": ()}
    nothing_before(past, "Phòng Hành chính - Tổng hợp", **nothing)
    for name in UNITS:
        told(now, name, 5)
    news, events = whole(now.period).duties[1].indicators
    before = news.previous
    assert (before.value, before.units, len(before.submissions)) == (None, 3, 3)
    assert (str(before), news.change(before)) == ("không phát sinh", None)
    # Of the events one unit had none, and two said nothing.
    assert str(events.previous) == "không phát sinh (1/3 đơn vị)"


def test_units_that_had_nothing_the_year_before_are_of_those_that_answered():
    past, now = two_years()
    told_before(past, "Phòng A", 4)
    nothing_before(past, "Phòng B")
    told_before(past, "Phòng Hành chính - Tổng hợp", None)
    news, _ = whole(now.period).duties[1].indicators
    assert str(news.previous) == "4 (2/3 đơn vị)"


def test_a_year_before_that_was_never_completed_is_told_and_not_compared():
    past, now = two_years()
    told(past, "Phòng A", 4, when="2025-12-10 09:00", accepted="2025-12-18 09:00")
    past.report_of("Phòng A").submissions.update(figures_until=date(2025, 12, 10))
    told(now, "Phòng A", 5)
    news, _ = whole(now.period).duties[1].indicators
    assert (news.previous.value, news.previous.is_final) == (4, False)
    assert str(news.previous) == "4 (1/3 đơn vị, chưa chốt số liệu)"
    assert news.change(news.previous) is None


def two_years(unit_count=2) -> tuple[Year, Year]:
    now = make_year(unit_count)
    period = make_period(now.directive, due_on=date(2025, 12, 16))
    confirm(period, when="2025-11-20 08:00")
    reports = list(period.reports.select_related("department", "period__directive__coordinator"))
    return Year(now.directive, period, reports), now


def test_the_period_before_tells_how_deadlines_were_kept():
    past, now = two_years()
    told(past, "Phòng A", 4, when="2025-12-10 09:00", accepted="2025-12-18 09:00")
    told(past, "Phòng B", 4, when="2025-12-17 09:00", accepted="2025-12-18 09:00")
    kept = whole(now.period).previous.figures
    assert (kept.owed, kept.received, kept.on_time, kept.late, kept.missing) == (3, 2, 1, 1, 1)


def test_only_accepted_reports_of_lead_units_are_laid_beside():
    past, now = two_years()
    past.directive.duties.get(ordinal=2).assignments.filter(department__name="Phòng B").update(
        role="coordinating"
    )
    send(past.report_of("Phòng A"), when="2025-12-10 09:00")
    told(past, "Phòng B", 9, when="2025-12-10 09:00", accepted="2025-12-18 09:00")
    news, _ = whole(now.period).duties[1].indicators
    assert news.previous is None


def test_only_the_last_submission_of_a_report_is_laid_beside():
    past, now = two_years()
    report = past.report_of("Phòng A")
    send(report, when="2025-12-10 09:00")
    report.state = "returned"
    report.save()
    told(past, "Phòng A", 7, when="2025-12-16 09:00", accepted="2025-12-18 09:00")
    news, _ = whole(now.period).duties[1].indicators
    assert (news.previous.value, news.previous.units) == (7, 1)


def test_a_share_is_never_summed_to_be_laid_beside():
    past, now = two_years()
    now.directive.duties.get(ordinal=2).indicators.update(unit="%")
    told(past, "Phòng A", 4, when="2025-12-10 09:00", accepted="2025-12-18 09:00")
    news, _ = whole(now.period).duties[1].indicators
    assert news.previous is None


def periods_of(directive, *names) -> dict[str, ReportingPeriod]:
    """Confirmed periods, each by name with its first and last day."""
    made = {}
    for label, starts_on, ends_on in names:
        made[label] = make_period(
            directive,
            label=label,
            starts_on=date.fromisoformat(starts_on),
            ends_on=date.fromisoformat(ends_on),
            due_on=date.fromisoformat(ends_on),
        )
        confirm(made[label])
    return made


def labels(period):
    value = whole(period)
    return [other and other.label for other in (value.previous, value.last_year)]


def test_a_quarter_has_the_quarter_before_and_the_same_one_of_last_year():
    directive = make_year(1).directive
    made = periods_of(
        directive,
        ("Quý I năm 2027", "2026-12-15", "2027-03-14"),
        ("Quý II năm 2027", "2027-03-15", "2027-06-14"),
        ("Quý III năm 2027", "2027-06-15", "2027-09-14"),
        ("Quý IV năm 2027", "2027-09-15", "2027-12-14"),
        ("Quý I năm 2028", "2027-12-15", "2028-03-14"),
    )
    assert labels(made["Quý I năm 2028"]) == ["Quý IV năm 2027", "Quý I năm 2027"]
    # Before the first quarter lies a year, which is no quarter.
    assert labels(made["Quý I năm 2027"]) == [None, None]


def test_a_week_has_the_one_of_last_year_that_ends_nearest():
    directive = make_year(1).directive
    made = periods_of(
        directive,
        ("Tuần 1 năm 2027", "2027-01-01", "2027-01-07"),
        ("Tuần 2 năm 2027", "2027-01-08", "2027-01-14"),
        ("Tuần 1 năm 2028", "2027-12-31", "2028-01-06"),
    )
    assert labels(made["Tuần 1 năm 2028"]) == ["Tuần 2 năm 2027", "Tuần 1 năm 2027"]


def test_another_month_of_last_year_is_not_the_same_period():
    directive = make_year(1).directive
    made = periods_of(
        directive,
        ("Tháng 3 năm 2027", "2027-02-15", "2027-03-14"),
        ("Tháng 2 năm 2028", "2028-01-15", "2028-02-14"),
    )
    assert labels(made["Tháng 2 năm 2028"]) == ["Tháng 3 năm 2027", None]


def test_a_phase_has_the_phase_before_and_no_last_year():
    directive = make_year(1).directive
    made = periods_of(
        directive,
        ("Sơ kết giai đoạn 2027-2028", "2026-12-15", "2028-12-14"),
        ("Giai đoạn 2029", "2028-12-15", "2029-12-14"),
    )
    assert labels(made["Giai đoạn 2029"]) == ["Sơ kết giai đoạn 2027-2028", None]
    assert labels(made["Sơ kết giai đoạn 2027-2028"]) == [None, None]


def test_planned_periods_and_those_on_demand_are_laid_beside_nothing():
    past, now = two_years()
    ReportingPeriod.objects.filter(pk=past.period.pk).update(is_on_demand=True)
    assert labels(now.period) == [None, None]
    ReportingPeriod.objects.filter(pk=past.period.pk).update(is_on_demand=False)
    assert labels(now.period) == ["Năm 2025", "Năm 2025"]
    ReportingPeriod.objects.filter(pk=now.period.pk).update(is_on_demand=True)
    assert labels(now.period) == [None, None]


def test_a_period_that_nobody_confirmed_is_no_period_before():
    now = make_year(1)
    make_period(now.directive, due_on=date(2025, 12, 16))
    assert labels(now.period) == [None, None]


@pytest.mark.parametrize(
    ("in_period", "before", "missing", "words"),
    [
        ("5", "4", {}, "tăng 1 (25%)"),
        ("3", "4", {}, "giảm 1 (25%)"),
        ("1234.5", "1000", {}, "tăng 234,5 (23,5%)"),
        ("4", "4", {}, "không thay đổi"),
        ("4", "0", {}, "tăng 4"),
        ("0", "3", {}, "giảm 3 (100%)"),
        (None, "4", {}, "None"),
        ("4", None, {}, "None"),
        ("4", "3", {"estimated": 1}, "None"),
        ("4", "3", {"without_estimate": ("Phòng A",)}, "None"),
        ("4", "3", {"awaited": 1}, "None"),
    ],
)
def test_a_change_is_told_only_of_whole_periods_with_figures(in_period, before, missing, words):
    total = IndicatorTotal(
        ordinal=1,
        name="Tin, bài",
        unit_of_measure="tin, bài",
        is_summed=True,
        in_period=in_period and Decimal(in_period),
        cumulative=None,
        answered=1,
        asked=1,
        nothing=(),
        without_in_period=(),
        without_cumulative=(),
        by_unit=(),
        **missing,
    )
    other = before and Compared(Decimal(before), 1, ())
    assert str(total.change(other)) == words
    assert total.change(Compared(Decimal(3), 1, (), awaited=1)) is None
    assert total.change(Compared(None, 1, ())) is None


def test_it_takes_the_same_queries_beside_other_periods(django_assert_num_queries):
    past, now = two_years()
    told(past, "Phòng A", 4, when="2025-12-10 09:00", accepted="2025-12-18 09:00")
    told(now, "Phòng A", 5)
    with django_assert_num_queries(29):
        whole(now.period)


def test_entries_name_the_submission_they_are_of():
    year = make_year(1)
    told(year, "Phòng A", 5)
    [entry] = whole(year.period).duties[1].entries
    assert isinstance(entry, UnitEntry)
    assert entry.submission == year.report_of("Phòng A").submissions.get().public_id


def test_lead_units_whose_report_is_not_taken_in_are_awaited():
    year = make_year(3)
    year.directive.duties.get(ordinal=2).assignments.filter(department__name="Phòng C").update(
        role="coordinating"
    )
    told(year, "Phòng A", 5)
    send(year.report_of("Phòng B"))
    work = whole(year.period).duties[1]
    assert (work.assigned, work.indicators[0].awaited) == (4, 2)
