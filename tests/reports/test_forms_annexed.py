"""Biểu mẫu annexed to the report upward."""

from dataclasses import replace

import pytest

from reports import consolidated
from reports.consolidated import forms
from reports.documents import Heading, Paragraph, Run, Table, figures_in, plain
from tests.reports.year import ON, make_year, send, take_in

ATTACHED = "(Kèm theo Báo cáo của Sở Khoa học và Công nghệ)"


@pytest.fixture
def report(db):
    year = make_year(2)
    send(year.report_of("Phòng A"), text="Đã họp.\n\nĐã gửi văn bản.")
    send(year.report_of("Phòng Hành chính - Tổng hợp"))
    for name in ["Phòng A", "Phòng Hành chính - Tổng hợp"]:
        take_in(year.report_of(name))
    return consolidated.for_upward(consolidated.consolidate(year.period, on=ON))


def said(blocks) -> list[list[str]]:
    """The rows of the first table, a cell as its lines."""
    table = next(block for block in blocks if isinstance(block, Table))
    return [[plain(cell.paragraphs) for cell in row.cells] for row in table.rows]


def blocks(report, name):
    return forms.FORMS[name].blocks(report)


def test_numerals_come_with_the_second_appendix(report):
    (only,) = forms.appendices(report, ["indicators"], ATTACHED)
    assert (only.number, only.title, only.attached, only.is_landscape) == (
        "",
        "Số liệu các chỉ tiêu",
        ATTACHED,
        True,
    )
    both = forms.appendices(report, ["staffing", "units"], ATTACHED)
    assert [(appendix.number, appendix.title) for appendix in both] == [
        ("I", "Bố trí nhân lực thực hiện nhiệm vụ"),
        ("II", "Kết quả thực hiện nhiệm vụ của các đơn vị"),
    ]


def test_a_form_that_is_not_there_any_more_is_left_out(report):
    assert forms.appendices(report, ["of-old"], ATTACHED) == ()


@pytest.mark.parametrize("name", ["units", "indicators", "coverage", "staffing"])
def test_a_form_without_anything_to_tell_says_so(report, name):
    (appendix,) = forms.appendices(replace(report, duties=()), [name], ATTACHED)
    assert appendix.blocks == (Paragraph((Run("Không có."),)),)


@pytest.mark.parametrize("name", ["units", "indicators", "coverage", "staffing"])
def test_every_table_is_as_wide_as_the_page_and_numbers_its_columns(report, name):
    tables = [block for block in blocks(report, name) if isinstance(block, Table)]
    assert tables
    for table in tables:
        assert sum(table.widths) == pytest.approx(100)
        assert table.numbers == tuple(f"({n})" for n in range(1, len(table.widths) + 1))
        assert {len(row.cells) for row in (*table.head, *table.rows)} == {len(table.widths)}
        assert {row.cells[0].align for row in table.rows} == {"center"}


def test_every_accepted_result_stands_in_the_units_words_duty_by_duty(report):
    made = blocks(report, "units")
    assert [block.text for block in made if isinstance(block, Heading)] == [
        "1. Quán triệt, tuyên truyền, phổ biến",
        "2. Triển khai, báo cáo kết quả",
        "3. Tổ chức, theo dõi, tổng hợp",
    ]
    assert said(made[2:]) == [
        ["1", "Phòng A", "Đã họp.\nĐã gửi văn bản.", "80%"],
        [
            "2",
            "Phòng Hành chính - Tổng hợp",
            "Phòng Hành chính - Tổng hợp đã thực hiện nhiệm vụ 2.",
            "80%",
        ],
    ]


def test_a_unit_with_nothing_to_report_has_its_row(report):
    duty = replace(report.duties[1], nothing_units=("Phòng B",))
    rows = said(blocks(replace(report, duties=(duty,)), "units"))
    assert rows[-1] == ["3", "Phòng B", "Không phát sinh.", ""]


def test_indicators_carry_their_figures_by_key(report):
    made = blocks(report, "indicators")
    assert said(made) == [
        ["1", "Tin, bài đăng trên Cổng thông tin điện tử", "tin, bài", "10", "40", "2/2"],
        [
            "2",
            "Sự kiện có yếu tố nước ngoài",
            "sự kiện",
            "không phát sinh",
            "không phát sinh",
            "2/2",
        ],
    ]
    assert figures_in(made)["duty-2.indicator-1.in_period"] == "10"


def test_coverage_ends_with_its_total(report):
    made = blocks(report, "coverage")
    assert said(made) == [
        ["1", "Công chức", "20", "18", "90%"],
        ["2", "Viên chức", "4", "4", "100%"],
        ["3", "Người lao động", "2", "2", "100%"],
        ["", "Tổng số", "26", "24", "92,3%"],
    ]
    assert {cell.bold for cell in made[1].rows[-1].cells} == {True}


def test_staffing_names_people_and_their_paper(report):
    assert said(blocks(report, "staffing")) == [
        ["1", "Phạm Đầu Mối", "Kiêm nhiệm", "x", "Thông báo số 15/TB-SKHCN", "01/07/2024"]
    ]
