"""Tables as a workbook, read back by another library."""

import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.documents.data import Column, DataTable, Kind
from reports.printing.xlsx import workbook

COLUMNS = (
    Column("Đơn vị", width=30),
    Column("Kết quả", width=60),
    Column("Có mặt", Kind.NUMBER, 12, "người"),
    Column("Tỷ lệ", Kind.PERCENT, 10, "%"),
    Column("Ngày", Kind.DATE, 13),
)


def table(*rows, note="", key="results", name="Kết quả"):
    return DataTable(key, name, "Kết quả theo đơn vị", COLUMNS, rows, note)


def made(*tables, code="2026.v1-0a1b2c3d") -> bytes:
    return workbook(
        tables,
        title="Số liệu báo cáo năm 2026",
        code=code,
        author="Sở Khoa học và Công nghệ",
        on=date(2026, 12, 21),
        about=[("Kỳ báo cáo", "Năm 2026, đến hết ngày 14/12/2026")],
    )


def read(*tables, **changes):
    return openpyxl.load_workbook(BytesIO(made(*tables, **changes)))


def cells(*row):
    """The data cells of a table with one row."""
    return read(table(row))["Kết quả"][3]


def test_numbers_percents_and_days_are_real_ones():
    said = cells("Phòng A", "Đã họp.", 1234, Decimal("92.3"), date(2026, 12, 1))
    assert [(cell.value, cell.number_format) for cell in said] == [
        ("Phòng A", "General"),
        ("Đã họp.", "General"),
        (1234, "#,##0"),
        (0.923, "0.0%"),
        (datetime(2026, 12, 1), "dd/mm/yyyy"),  # noqa: DTZ001 (a day of Excel has no zone)
    ]
    assert [cell.data_type for cell in said] == ["s", "s", "n", "n", "d"]


def test_a_number_shows_its_own_decimals_and_no_idle_comma():
    formats = {
        Decimal("1234.50"): "#,##0.0",
        Decimal("0.25"): "#,##0.00",
        Decimal("80.00"): "#,##0",
        Decimal(-3): "#,##0",
    }
    for value, expected in formats.items():
        cell = cells("A", "", value, None, None)[2]
        assert (cell.value, cell.number_format) == (float(value), expected)


def test_zero_is_zero_and_what_is_not_known_stays_blank():
    assert [cell.value for cell in cells("A", "", 0, Decimal(0), None)[2:]] == [0, 0, None]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "=cmd|' /C calc'!A0",
        "+84 255 3822",
        "-1 việc",
        "@SUM(A1)",
        "\t=1",
        "0912345678",
        "https://example.vn",
        "file:///etc/passwd",
        "internal:'Kết quả'!A1",
        "{=1}",
    ],
)
def test_a_text_stays_a_text_whatever_it_looks_like(text):
    cell = cells(text, "", None, None, None)[0]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_a_text_like_a_formula_stays_one_when_the_cell_is_edited():
    formula, plain, *_ = cells("=1+1", "Đã họp.", None, None, None)
    assert (formula.quotePrefix, bool(plain.quotePrefix)) == (True, False)


@settings(max_examples=40)
@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=40))
def test_no_text_breaks_the_file_or_becomes_a_formula(text):
    content = made(table((text, text, None, None, None), note=text))
    opened = openpyxl.load_workbook(BytesIO(content))
    assert {cell.data_type for sheet in opened for row in sheet for cell in row} <= {"s", "n"}
    for name in zipfile.ZipFile(BytesIO(content)).namelist():
        assert b"<f>" not in zipfile.ZipFile(BytesIO(content)).read(name)


def test_a_sheet_has_title_note_and_frozen_head_with_filters():
    sheet = read(table(("A", "", 1, None, None), ("B", "", 2, None, None), note="Ghi chú."))[
        "Kết quả"
    ]
    assert [sheet["A1"].value, sheet["A2"].value] == ["Kết quả theo đơn vị", "Ghi chú."]
    assert [cell.value for cell in sheet[3]] == [
        "Đơn vị",
        "Kết quả",
        "Có mặt (người)",
        "Tỷ lệ (%)",
        "Ngày",
    ]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A4", "A3:E5")
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.column_dimensions["B"].width == pytest.approx(60, abs=1)
    assert sheet["B4"].alignment.wrap_text
    written = [cell for row in sheet for cell in row if cell.value is not None]
    assert {cell.font.name for cell in written} == {"Times New Roman"}


def test_a_table_wider_than_a_page_names_its_rows_on_every_page():
    columns = (Column("Đơn vị", width=30), *(Column(f"Cột {n}", width=60) for n in range(5)))
    wide = DataTable("wide", "Rộng", "Bảng rộng", columns, (("A", *"bcdef"),))
    sheet = read(wide)["Rộng"]
    assert sheet.page_setup.fitToWidth == 2
    assert (sheet.print_title_cols, sheet.print_title_rows) == ("$A:$A", "$2:$2")


def test_rows_are_as_high_as_their_texts():
    lines = read(table(("A", "Đã họp.\nĐã gửi.", 1, None, None), ("B", "x" * 150, 1, None, None)))
    heights = lines["Kết quả"].row_dimensions
    assert [heights[row].height for row in (3, 4)] == [pytest.approx(32, abs=1), 48]


def test_a_table_without_rows_says_so():
    sheet = read(table())["Kết quả"]
    assert (sheet["A3"].value, sheet.auto_filter.ref) == ("Không có.", None)


def test_the_first_sheet_tells_what_it_is_and_leads_to_every_table():
    opened = read(table(("A", "", 1, None, None)), table(key="more", name="Chỉ tiêu"))
    assert opened.sheetnames == ["Mục lục", "Kết quả", "Chỉ tiêu"]
    first = opened["Mục lục"]
    assert [[cell.value for cell in row if cell.value is not None] for row in first] == [
        ["Số liệu báo cáo năm 2026"],
        ["Kỳ báo cáo", "Năm 2026, đến hết ngày 14/12/2026"],
        ["Mã phiên bản", "2026.v1-0a1b2c3d"],
        ["Ô để trống là chưa có số liệu, không phải bằng 0."],
        ["TT", "Bảng", "Nội dung", "Số dòng"],
        [1, "Kết quả", "Kết quả theo đơn vị", 1],
        [2, "Chỉ tiêu", "Kết quả theo đơn vị", 0],
    ]
    assert [first[f"B{row}"].hyperlink.location for row in (6, 7)] == [
        "'Kết quả'!A1",
        "'Chỉ tiêu'!A1",
    ]


def test_a_text_that_excel_cannot_hold_is_cut_in_plain_sight():
    sheet = read(table(("A" * 40_000, "", None, None, None)))["Kết quả"]
    text = sheet["A4"].value
    assert len(text) == 32_767
    assert text.endswith("AAA […] (đã cắt bớt)")
    assert sheet["A2"].value.startswith("Có ô dài quá giới hạn của Excel (32.767 ký tự)")


def test_a_picture_letter_counts_twice_and_is_never_halved():
    text = read(table(("😀" * 20_000, "", None, None, None)))["Kết quả"]["A4"].value
    assert len(text.encode("utf-16-le")) // 2 <= 32_767
    assert set(text.removesuffix(" […] (đã cắt bớt)")) == {"😀"}


def test_what_excel_would_round_or_miscount_is_written_as_text():
    long, first = Decimal("12345678901234567.5"), date(1900, 2, 28)
    said = cells("A", "", long, None, first)
    assert [said[2].value, said[4].value] == ["12.345.678.901.234.567,5", "28/02/1900"]


def test_decomposed_letters_are_composed_and_turning_marks_dropped():
    assert cells("Pho\u0300ng\u202e A\u0000", "", None, None, None)[0].value == "Phòng A"


def test_the_same_tables_give_the_same_bytes():
    row = ("A", "", 1, Decimal("92.3"), date(2026, 12, 1))
    assert made(table(row)) == made(table(row))


def test_the_file_says_what_it_is_of():
    about = read(table())
    assert about.properties.title == "Số liệu báo cáo năm 2026"
    assert about.properties.creator == "Sở Khoa học và Công nghệ"
    assert about.properties.created.replace(tzinfo=UTC) == datetime(2026, 12, 21, tzinfo=UTC)
    assert about.custom_doc_props["Mã phiên bản"].value == "2026.v1-0a1b2c3d"
