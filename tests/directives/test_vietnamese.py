from datetime import date
from decimal import Decimal

import pytest

from directives.vietnamese import number, person_sort_key, short_date, sort_key


def test_dictionary_order_puts_d_with_stroke_after_d_and_tones_last():
    words = ["đa", "dũ", "dư", "du", "ê", "e", "ăn", "an", "ân", "dù", "dụ"]
    assert sorted(words, key=sort_key) == [
        "an", "ăn", "ân", "du", "dù", "dũ", "dụ", "dư", "đa", "e", "ê",
    ]  # fmt: skip


def test_composed_and_decomposed_spellings_sort_alike():
    assert sort_key("Đôn Đốc") == sort_key("Đôn Đốc")


def test_people_sort_by_the_last_word_of_the_name():
    people = ["Trần Văn Đức", "Nguyễn An", "Lê Thị Dung", "Bùi An"]
    assert sorted(people, key=person_sort_key) == [
        "Bùi An", "Nguyễn An", "Lê Thị Dung", "Trần Văn Đức",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2024, 6, 7), "07/6/2024"),
        (date(2026, 1, 5), "05/01/2026"),
        (date(2026, 2, 28), "28/02/2026"),
        (date(2026, 12, 16), "16/12/2026"),
    ],
)
def test_dates_have_a_leading_zero_below_day_10_and_in_january_and_february(day, written):
    assert short_date(day) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(1234.5, "1.234,5"), (Decimal("1000.00"), "1.000"), (0, "0"), (Decimal("98.50"), "98,5")],
)
def test_numbers_have_a_decimal_comma_and_points_for_thousands(value, written):
    assert number(value) == written
