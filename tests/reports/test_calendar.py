"""Working days, cycles, cut-offs and deadlines, against literals and against counting by hand."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reports.calendar import (
    Cycle,
    Deadlines,
    Due,
    OfficeCalendar,
    Phase,
    Rhythm,
    out_of_order,
    periods,
    report_name,
    spans,
)

CALENDAR = OfficeCalendar()
DAY = timedelta(days=1)


def labelled(rhythm, first_day, last_day):
    return [(s.label, s.starts_on, s.ends_on) for s in spans(rhythm, first_day, last_day)]


# Working days


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 12, 14), True),  # Monday
        (date(2026, 12, 19), False),  # Saturday
        (date(2026, 12, 20), False),  # Sunday
        (date(2026, 9, 2), False),  # Quốc khánh
        (date(2026, 4, 30), False),  # Ngày Giải phóng miền Nam
        (date(2026, 4, 27), False),  # in lieu of Giỗ Tổ Hùng Vương, a Sunday
        (date(2026, 8, 31), False),  # a day off for ...
        (date(2026, 8, 22), True),  # ... this Saturday
        (date(2026, 2, 16), False),  # giao thừa
        (date(2026, 2, 17), False),  # mùng 1 Tết Bính Ngọ
        (date(2026, 2, 20), False),  # mùng 4
        (date(2026, 2, 23), True),  # back at work
        (date(2028, 2, 29), True),  # a leap day, Tuesday
    ],
)
def test_weekends_and_national_holidays_are_days_off(day, works):
    assert CALENDAR.is_working_day(day) is works


def test_the_offices_own_rows_stand_above_the_countrys():
    calendar = OfficeCalendar(
        days_off=frozenset({date(2026, 12, 15), date(2026, 8, 22)}),
        days_worked=frozenset({date(2026, 12, 19), date(2026, 9, 2)}),
    )
    assert not calendar.is_working_day(date(2026, 12, 15))
    assert not calendar.is_working_day(date(2026, 8, 22))
    assert calendar.is_working_day(date(2026, 12, 19))
    assert calendar.is_working_day(date(2026, 9, 2))


def test_a_day_of_ones_own_replaces_the_one_there_and_can_be_taken_away():
    calendar = OfficeCalendar().with_day(date(2026, 12, 15), works=False)
    assert calendar.days_off == {date(2026, 12, 15)}
    assert calendar.with_day(date(2026, 12, 15), works=True) == OfficeCalendar(
        days_worked=frozenset({date(2026, 12, 15)})
    )
    assert calendar.with_day(date(2026, 12, 15), works=None) == OfficeCalendar()


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 12, 14), 2, date(2026, 12, 16)),
        (date(2024, 12, 14), 2, date(2024, 12, 17)),  # over the weekend
        (date(2026, 12, 14), 0, date(2026, 12, 14)),
        (date(2026, 12, 13), 0, date(2026, 12, 13)),  # a Sunday counts as itself
        (date(2026, 12, 14), -1, date(2026, 12, 11)),
        (date(2026, 12, 14), -5, date(2026, 12, 7)),
        (date(2026, 2, 14), 1, date(2026, 2, 23)),  # over Tết
        (date(2026, 2, 23), -1, date(2026, 2, 13)),
        (date(2028, 2, 28), 1, date(2028, 2, 29)),  # a leap day
        (date(2027, 2, 26), 1, date(2027, 3, 1)),
        (date(2026, 8, 21), 1, date(2026, 8, 22)),  # a Saturday worked in lieu
    ],
)
def test_working_days_are_counted_forward_and_backward(day, count, expected):
    assert CALENDAR.add_working_days(day, count) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2026, 12, 16), date(2026, 12, 16), 0),
        (date(2026, 12, 16), date(2026, 12, 17), 1),
        (date(2026, 12, 18), date(2026, 12, 20), 0),  # sent on Sunday, due on Friday
        (date(2026, 12, 18), date(2026, 12, 21), 1),
        (date(2026, 12, 21), date(2026, 12, 18), -1),
        (date(2026, 2, 13), date(2026, 2, 23), 1),  # Tết between
    ],
)
def test_how_many_working_days_late(start, end, expected):
    assert CALENDAR.working_days_between(start, end) == expected


#: All days of 2026 on which the country does not work but for weekends, and a Saturday on which it
#: does; what is announced later is for the office to write.
OFF_IN_2026 = {
    date(2026, 1, 1),
    *(date(2026, 2, day) for day in (16, 17, 18, 19, 20)),
    *(date(2026, 4, day) for day in (27, 30)),
    date(2026, 5, 1),
    date(2026, 8, 31),
    *(date(2026, 9, day) for day in (1, 2)),
    date(2026, 11, 24),
}
WORKED_IN_2026 = {date(2026, 8, 22)}


def test_every_day_of_a_year_is_worked_or_not_as_the_country_has_it():
    year = [date(2026, 1, 1) + number * DAY for number in range(365)]
    worked = {day for day in year if day.isoweekday() < 6} - OFF_IN_2026 | WORKED_IN_2026
    assert {day for day in year if CALENDAR.is_working_day(day)} == worked
    assert len(worked) == 249


days = st.dates(date(2020, 1, 1), date(2032, 12, 31))
calendars = st.builds(
    lambda off, worked: OfficeCalendar(frozenset(off) - frozenset(worked), frozenset(worked)),
    st.lists(st.dates(date(2024, 1, 1), date(2026, 12, 31)), max_size=8),
    st.lists(st.dates(date(2024, 1, 1), date(2026, 12, 31)), max_size=8),
)


def counted_by_hand(start, end, calendar):
    """Day by day from the one after `start` to `end`."""
    count, day = 0, start
    while day < end:
        day += DAY
        if calendar.is_working_day(day):
            count += 1
    return count


@given(days, st.integers(0, 60), calendars)
@example(date(2028, 2, 28), 1, OfficeCalendar())
@example(date(2026, 2, 13), 3, OfficeCalendar())
def test_adding_agrees_with_a_count_day_by_day(day, count, calendar):
    later = calendar.add_working_days(day, count)
    assert counted_by_hand(day, later, calendar) == count
    assert count == 0 or calendar.is_working_day(later)
    assert calendar.working_days_between(day, later) == count


@given(days, st.integers(1, 60), calendars)
def test_going_back_agrees_with_a_count_day_by_day(day, count, calendar):
    earlier = calendar.add_working_days(day, -count)
    assert calendar.is_working_day(earlier)
    assert counted_by_hand(earlier - DAY, day - DAY, calendar) == count


@given(days, st.integers(0, 120), calendars)
def test_days_between_agree_with_a_count_day_by_day(start, span, calendar):
    end = start + span * DAY
    assert calendar.working_days_between(start, end) == counted_by_hand(start, end, calendar)
    backward = counted_by_hand(start - DAY, end - DAY, calendar)
    assert calendar.working_days_between(end, start) == -backward


# Cycles, in the words of the office


def test_a_directive_of_2024_to_2030_has_seven_years_and_the_first_starts_on_its_date():
    assert labelled(Rhythm(), date(2024, 6, 7), date(2030, 12, 14)) == [
        ("Năm 2024", date(2024, 6, 7), date(2024, 12, 14)),
        ("Năm 2025", date(2024, 12, 15), date(2025, 12, 14)),
        ("Năm 2026", date(2025, 12, 15), date(2026, 12, 14)),
        ("Năm 2027", date(2026, 12, 15), date(2027, 12, 14)),
        ("Năm 2028", date(2027, 12, 15), date(2028, 12, 14)),
        ("Năm 2029", date(2028, 12, 15), date(2029, 12, 14)),
        ("Năm 2030", date(2029, 12, 15), date(2030, 12, 14)),
    ]


def test_a_dispatch_issued_after_the_cut_off_belongs_to_the_next_year():
    assert labelled(Rhythm(), date(2024, 12, 20), date(2025, 1, 1)) == [
        ("Năm 2025", date(2024, 12, 20), date(2025, 12, 14))
    ]


def test_quarters_by_the_cut_off_of_the_decree():
    assert labelled(Rhythm(Cycle.QUARTERLY), date(2025, 12, 15), date(2026, 12, 14)) == [
        ("Quý I năm 2026", date(2025, 12, 15), date(2026, 3, 14)),
        ("Quý II năm 2026", date(2026, 3, 15), date(2026, 6, 14)),
        ("Quý III năm 2026", date(2026, 6, 15), date(2026, 9, 14)),
        ("Quý IV năm 2026", date(2026, 9, 15), date(2026, 12, 14)),
    ]


def test_quarters_of_the_calendar():
    rhythm = Rhythm(Cycle.QUARTERLY, cut_off_day=31)
    assert labelled(rhythm, date(2026, 1, 1), date(2026, 12, 31)) == [
        ("Quý I năm 2026", date(2026, 1, 1), date(2026, 3, 31)),
        ("Quý II năm 2026", date(2026, 4, 1), date(2026, 6, 30)),
        ("Quý III năm 2026", date(2026, 7, 1), date(2026, 9, 30)),
        ("Quý IV năm 2026", date(2026, 10, 1), date(2026, 12, 31)),
    ]


def test_months_by_the_cut_off_and_of_a_leap_year():
    assert labelled(Rhythm(Cycle.MONTHLY), date(2026, 10, 20), date(2026, 12, 20)) == [
        ("Tháng 11 năm 2026", date(2026, 10, 20), date(2026, 11, 14)),
        ("Tháng 12 năm 2026", date(2026, 11, 15), date(2026, 12, 14)),
        ("Tháng 1 năm 2027", date(2026, 12, 15), date(2027, 1, 14)),
    ]
    assert labelled(Rhythm(Cycle.MONTHLY, cut_off_day=31), date(2028, 1, 31), date(2028, 3, 1)) == [
        ("Tháng 1 năm 2028", date(2028, 1, 31), date(2028, 1, 31)),
        ("Tháng 2 năm 2028", date(2028, 2, 1), date(2028, 2, 29)),
        ("Tháng 3 năm 2028", date(2028, 3, 1), date(2028, 3, 31)),
    ]


def test_half_years():
    assert labelled(Rhythm(Cycle.HALF_YEARLY), date(2025, 12, 15), date(2026, 12, 1)) == [
        ("6 tháng đầu năm 2026", date(2025, 12, 15), date(2026, 6, 14)),
        ("6 tháng cuối năm 2026", date(2026, 6, 15), date(2026, 12, 14)),
    ]


def test_nine_months_and_the_rest_of_the_year():
    assert labelled(Rhythm(Cycle.NINE_MONTH), date(2025, 12, 15), date(2026, 12, 20)) == [
        ("9 tháng đầu năm 2026", date(2025, 12, 15), date(2026, 9, 14)),
        ("Năm 2026", date(2026, 9, 15), date(2026, 12, 14)),
        ("9 tháng đầu năm 2027", date(2026, 12, 15), date(2027, 9, 14)),
    ]


def test_weeks_are_cut_off_on_their_weekday_and_named_by_their_number():
    assert labelled(Rhythm(Cycle.WEEKLY), date(2026, 11, 16), date(2026, 11, 27)) == [
        ("Tuần 47 năm 2026", date(2026, 11, 16), date(2026, 11, 19)),
        ("Tuần 48 năm 2026", date(2026, 11, 20), date(2026, 11, 26)),
        ("Tuần 49 năm 2026", date(2026, 11, 27), date(2026, 12, 3)),
    ]
    sundays = Rhythm(Cycle.WEEKLY, cut_off_weekday=7)
    assert labelled(sundays, date(2026, 12, 28), date(2027, 1, 4)) == [
        ("Tuần 53 năm 2026", date(2026, 12, 28), date(2027, 1, 3)),
        ("Tuần 1 năm 2027", date(2027, 1, 4), date(2027, 1, 10)),
    ]


def test_phases_have_their_own_names_and_follow_each_other():
    rhythm = Rhythm(
        Cycle.PHASE,
        phases=(
            Phase("Tổng kết giai đoạn 2026-2030", date(2030, 12, 14)),
            Phase("Giai đoạn 2024-2025", date(2025, 12, 14)),
        ),
    )
    assert labelled(rhythm, date(2024, 6, 7), date(2024, 6, 7)) == [
        ("Giai đoạn 2024-2025", date(2024, 6, 7), date(2025, 12, 14)),
        ("Tổng kết giai đoạn 2026-2030", date(2025, 12, 15), date(2030, 12, 14)),
    ]
    assert labelled(rhythm, date(2026, 12, 15), date(2027, 1, 1)) == [
        ("Tổng kết giai đoạn 2026-2030", date(2026, 12, 15), date(2030, 12, 14)),
    ]


def test_one_report_only_is_named_by_its_days():
    rhythm = Rhythm(Cycle.ONCE, phases=(Phase("", date(2024, 12, 14)),))
    assert labelled(rhythm, date(2024, 6, 7), date(2030, 1, 1)) == [
        ("Giai đoạn 07/6/2024 - 14/12/2024", date(2024, 6, 7), date(2024, 12, 14)),
    ]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Năm 2026", "kết quả triển khai công tác năm 2026"),
        ("Giai đoạn 2024-2025", "kết quả triển khai công tác giai đoạn 2024-2025"),
        ("Sơ kết giai đoạn 2024-2027", "sơ kết triển khai công tác giai đoạn 2024-2027"),
        ("Tổng kết giai đoạn 2026-2030", "tổng kết triển khai công tác giai đoạn 2026-2030"),
        ("Sơ kết 2 năm", "sơ kết 2 năm triển khai công tác"),
    ],
)
def test_the_report_of_a_review_is_called_one(label, expected):
    assert report_name("kết quả", "triển khai công tác", label) == expected


def test_on_demand_plans_nothing():
    assert spans(Rhythm(Cycle.ON_DEMAND), date(2024, 6, 7), date(2030, 1, 1)) == []


def test_a_year_may_end_in_another_month():
    rhythm = Rhythm(Cycle.HALF_YEARLY, cut_off_day=31, cut_off_month=6)
    assert labelled(rhythm, date(2025, 9, 1), date(2026, 6, 30)) == [
        ("6 tháng đầu năm 2026", date(2025, 9, 1), date(2025, 12, 31)),
        ("6 tháng cuối năm 2026", date(2026, 1, 1), date(2026, 6, 30)),
    ]


# Deadlines


@pytest.mark.parametrize(
    ("due", "cut_off", "expected"),
    [
        (Due(2), date(2026, 12, 14), date(2026, 12, 16)),
        (Due(-10), date(2026, 12, 14), date(2026, 11, 30)),
        (Due(0), date(2026, 12, 14), date(2026, 12, 14)),
        (Due(day=25, month=11), date(2026, 12, 14), date(2026, 11, 25)),
        (Due(day=5, month=1), date(2026, 12, 14), date(2027, 1, 5)),
        (Due(day=31, month=12), date(2026, 1, 14), date(2025, 12, 31)),
        (Due(day=29, month=2), date(2027, 3, 14), date(2027, 2, 28)),
        (Due(day=29, month=2), date(2028, 3, 14), date(2028, 2, 29)),
        (Due(day=20), date(2026, 12, 14), date(2026, 12, 20)),
        (Due(day=5), date(2026, 12, 31), date(2027, 1, 5)),
        (Due(day=31), date(2026, 2, 28), date(2026, 2, 28)),
        (Due(day=28), date(2026, 1, 14), date(2026, 1, 28)),  # 17 days before, 14 after
        (Due(day=31), date(2026, 4, 15), date(2026, 4, 30)),  # as near as 31/3: the later
    ],
)
def test_a_deadline_is_counted_from_the_cut_off_or_a_plain_day_near_it(due, cut_off, expected):
    assert due.falls_on(cut_off, CALENDAR) == expected


def test_a_period_is_proposed_with_three_deadlines():
    (period,) = periods(Rhythm(), date(2025, 12, 15), date(2026, 1, 1))
    assert period.unit_due_on == date(2026, 12, 16)
    assert period.director_due_on == date(2026, 12, 21)
    assert period.upward_due_on == date(2026, 12, 24)


def test_no_deadline_lies_before_a_short_first_period():
    before = Deadlines(Due(-10), Due(-3), Due(2))
    first, second = periods(
        Rhythm(Cycle.MONTHLY), date(2026, 11, 12), date(2026, 12, 1), deadlines=before
    )
    assert (first.starts_on, first.ends_on) == (date(2026, 11, 12), date(2026, 11, 14))
    assert first.unit_due_on == first.director_due_on == date(2026, 11, 12)
    assert second.unit_due_on == date(2026, 11, 30)


def test_the_first_period_whose_deadlines_contradict_each_other_is_named():
    wrong = Deadlines(Due(2), Due(day=10, month=12), Due(8))
    found = periods(Rhythm(), date(2024, 6, 7), date(2026, 1, 1), deadlines=wrong)
    assert out_of_order(found, wrong, CALENDAR).label == "Năm 2024"
    assert out_of_order(found, Deadlines(), CALENDAR) is None


def test_three_deadlines_on_one_day_contradict_nothing():
    same = Deadlines(Due(2), Due(2), Due(2))
    found = periods(Rhythm(), date(2024, 6, 7), date(2026, 1, 1), deadlines=same)
    assert out_of_order(found, same, CALENDAR) is None


# Any schedule

endless = [
    Cycle.WEEKLY,
    Cycle.MONTHLY,
    Cycle.QUARTERLY,
    Cycle.HALF_YEARLY,
    Cycle.NINE_MONTH,
    Cycle.YEARLY,
]
rhythms = st.builds(
    Rhythm,
    cycle=st.sampled_from(endless),
    cut_off_day=st.integers(1, 28) | st.just(31),
    cut_off_month=st.integers(1, 12),
    cut_off_weekday=st.integers(1, 7),
)
dues = st.one_of(
    st.builds(Due, working_days=st.integers(-40, 40)),
    st.builds(lambda day: Due(day=day), st.integers(1, 31)),
    st.builds(lambda day, month: Due(day=day, month=month), st.integers(1, 31), st.integers(1, 12)),
)
deadlines = st.builds(Deadlines, dues, dues, dues)
first_days = st.dates(date(2015, 1, 1), date(2030, 1, 1))


@given(rhythms, first_days, st.integers(0, 1500))
@example(Rhythm(Cycle.MONTHLY, cut_off_day=31), date(2028, 2, 29), 1)
@example(Rhythm(Cycle.WEEKLY), date(2026, 2, 16), 7)
def test_periods_tile_the_horizon_without_gap_or_overlap(rhythm, first_day, span):
    last_day = first_day + span * DAY
    found = spans(rhythm, first_day, last_day)
    assert found[0].starts_on == first_day
    assert found[-1].starts_on <= last_day <= found[-1].ends_on
    assert all(period.starts_on <= period.ends_on for period in found)
    assert all(later.starts_on == earlier.ends_on + DAY for earlier, later in pairwise(found))
    assert len({period.label for period in found}) == len(found)


#: In how many months, counted from the last of the year, a period is cut off.
CUT_OFF_MONTHS = {
    "monthly": range(12),
    "quarterly": (0, 3, 6, 9),
    "half_yearly": (0, 6),
    "nine_month": (0, 9),
    "yearly": (0,),
}


def is_cut_off(day, rhythm):
    """The rule for one day, without counting any other."""
    if rhythm.cycle == "weekly":
        return day.isoweekday() == rhythm.cut_off_weekday
    is_the_day = (day + DAY).day == 1 if rhythm.cut_off_day == 31 else day.day == rhythm.cut_off_day
    return is_the_day and (day.month - rhythm.cut_off_month) % 12 in CUT_OFF_MONTHS[rhythm.cycle]


@given(rhythms, first_days, st.integers(0, 1500))
@example(Rhythm(Cycle.MONTHLY, cut_off_day=31), date(2028, 2, 1), 40)
@example(Rhythm(Cycle.YEARLY, cut_off_day=31, cut_off_month=2), date(2027, 3, 1), 400)
def test_periods_end_on_each_cut_off_that_a_look_at_every_day_finds(rhythm, first_day, span):
    found = [period.ends_on for period in spans(rhythm, first_day, first_day + span * DAY)]
    days = (first_day + number * DAY for number in range((found[-1] - first_day).days + 1))
    assert found == [day for day in days if is_cut_off(day, rhythm)]


@given(st.lists(st.dates(date(2024, 1, 1), date(2035, 1, 1)), unique=True, min_size=1), first_days)
def test_phases_tile_what_is_left_of_their_time(cut_offs, first_day):
    rhythm = Rhythm(Cycle.PHASE, phases=tuple(Phase(str(day), day) for day in cut_offs))
    found = spans(rhythm, first_day, first_day)
    assert [period.ends_on for period in found] == sorted(d for d in cut_offs if d >= first_day)
    assert not found or found[0].starts_on == first_day
    assert all(later.starts_on == earlier.ends_on + DAY for earlier, later in pairwise(found))


@given(rhythms, first_days, st.integers(0, 500), deadlines, calendars)
def test_unit_then_director_then_upward_and_none_before_the_period(
    rhythm, first_day, span, wished, calendar
):
    found = periods(rhythm, first_day, first_day + span * DAY, deadlines=wished, calendar=calendar)
    for period in found:
        assert period.starts_on <= period.unit_due_on
        assert period.unit_due_on <= period.director_due_on <= period.upward_due_on
    if out_of_order(found, wished, calendar) is None:
        for period in found:
            meant = wished.fall_on(period.ends_on, calendar)
            if meant[0] >= period.starts_on:
                assert meant == (period.unit_due_on, period.director_due_on, period.upward_due_on)
