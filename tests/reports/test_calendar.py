from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.calendar import OfficeCalendar, yearly_periods

CALENDAR = OfficeCalendar()


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 12, 14), True),  # Monday
        (date(2026, 12, 19), False),  # Saturday
        (date(2026, 12, 20), False),  # Sunday
        (date(2026, 9, 2), False),  # Quốc khánh
        (date(2026, 4, 30), False),  # Ngày Giải phóng miền Nam
        (date(2026, 2, 17), False),  # mùng 1 Tết Bính Ngọ
    ],
)
def test_weekends_and_national_holidays_are_days_off(day, works):
    assert CALENDAR.is_working_day(day) is works


def test_the_offices_own_rows_stand_above_the_countrys():
    calendar = OfficeCalendar(
        days_off=frozenset({date(2026, 12, 15)}), days_worked=frozenset({date(2026, 12, 19)})
    )
    assert not calendar.is_working_day(date(2026, 12, 15))
    assert calendar.is_working_day(date(2026, 12, 19))


def test_two_working_days_after_the_cut_off_of_2026_is_16_december():
    assert CALENDAR.add_working_days(date(2026, 12, 14), 2) == date(2026, 12, 16)


def test_working_days_jump_over_the_weekend():
    assert CALENDAR.add_working_days(date(2024, 12, 14), 2) == date(2024, 12, 17)


def test_working_days_are_not_counted_backward():
    with pytest.raises(ValueError, match="forward"):
        CALENDAR.add_working_days(date(2026, 12, 14), -1)


def test_the_first_period_starts_on_the_dispatchs_date_and_each_ends_on_14_december():
    periods = yearly_periods(date(2024, 6, 7), date(2026, 11, 22))
    assert [(p.label, p.starts_on, p.ends_on, p.unit_due_on) for p in periods] == [
        ("2024", date(2024, 6, 7), date(2024, 12, 14), date(2024, 12, 17)),
        ("2025", date(2024, 12, 15), date(2025, 12, 14), date(2025, 12, 16)),
        ("2026", date(2025, 12, 15), date(2026, 12, 14), date(2026, 12, 16)),
    ]


def test_a_period_is_proposed_with_three_deadlines():
    (period,) = yearly_periods(date(2025, 12, 15), date(2026, 1, 1), working_days=(2, 5, 8))
    assert period.unit_due_on == date(2026, 12, 16)
    assert period.director_due_on == date(2026, 12, 21)
    assert period.upward_due_on == date(2026, 12, 24)


def test_a_dispatch_issued_after_the_cut_off_belongs_to_the_next_year():
    (period,) = yearly_periods(date(2024, 12, 20), date(2025, 1, 1))
    assert (period.label, period.starts_on) == ("2025", date(2024, 12, 20))


@given(st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(0, 3000))
def test_periods_cover_every_day_once(first_day, span):
    last_day = date.fromordinal(first_day.toordinal() + span)
    periods = yearly_periods(first_day, last_day)
    assert periods[0].starts_on == first_day
    assert periods[-1].ends_on >= last_day
    for earlier, later in pairwise(periods):
        assert (later.starts_on - earlier.ends_on).days == 1
