"""A table as CSV, read back by Python's own reader."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.documents.data import Column, DataTable, Kind, written
from reports.printing.csv import csv_file

COLUMNS = (
    Column("Đơn vị"),
    Column("Có mặt", Kind.NUMBER, 12, "người"),
    Column("Tỷ lệ", Kind.PERCENT, 12, "%"),
    Column("Ngày", Kind.DATE),
)


def made(*rows) -> bytes:
    return csv_file(DataTable("results", "Kết quả", "Kết quả", COLUMNS, rows))


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_it_is_utf8_with_bom_split_by_semicolons_and_ended_by_crlf():
    content = made(("Phòng A", 1234, Decimal("92.30"), date(2026, 12, 1)))
    assert (
        content
        == (
            "\ufeffĐơn vị;Có mặt (người);Tỷ lệ (%);Ngày\r\nPhòng A;1234;92,3;01/12/2026\r\n"
        ).encode()
    )


def test_zero_is_zero_and_what_is_not_known_stays_blank():
    assert read(made(("A", 0, None, None)))[1] == ["A", "0", "", ""]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("=1+1", "'=1+1"),
        ("+84", "'+84"),
        ("- Tổ chức hội nghị", "'- Tổ chức hội nghị"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\n=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("Đã họp - xong", "Đã họp - xong"),
        ("a;b\n“c”", "a;b\n“c”"),
        ('"', '"'),
    ],
)
def test_a_text_that_begins_like_a_formula_gets_an_apostrophe(text, field):
    assert read(made((text, None, None, None)))[1][0] == field


def test_a_negative_number_stays_a_number():
    assert read(made(("A", Decimal("-5.50"), None, None)))[1][1] == "-5,5"


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=40))
def test_every_text_comes_back_as_it_was_written(text):
    field = read(made((text, 1, None, None)))[1][0]
    assert field.removeprefix("'") == written(text).removeprefix("'")
    assert not field.lstrip().startswith(("=", "+", "-", "@"))
