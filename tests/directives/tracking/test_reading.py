"""What a table says, by itself: days, papers, units, columns, cells. No database."""

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest

from directives.tracking import columns, names, rows, sheets
from directives.tracking.columns import Field
from directives.tracking.papers import cited_in
from directives.tracking.times import Deadline, UnclearDay, day_of, deadline_of, state_of
from tests.directives.sheets import HEADINGS, book_of, line


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (date(2026, 12, 15), Deadline("date", "one_off", date(2026, 12, 15))),
        ("15/12/2026", Deadline("date", "one_off", date(2026, 12, 15))),
        (46371, Deadline("date", "one_off", date(2026, 12, 15))),
        (
            "Trước ngày 15/12/2026",
            Deadline("date", "one_off", date(2026, 12, 14), "Trước ngày 15/12/2026"),
        ),
        (
            "hết ngày 15 tháng 12 năm 2026",
            Deadline("date", "one_off", date(2026, 12, 15), "hết ngày 15 tháng 12 năm 2026"),
        ),
        ("Quý II/2026", Deadline("date", "one_off", date(2026, 6, 30), "Quý II/2026")),
        ("tháng 02/2028", Deadline("date", "one_off", date(2028, 2, 29), "tháng 02/2028")),
        ("năm 2026", Deadline("date", "one_off", date(2026, 12, 31), "năm 2026")),
        ("Thường xuyên", Deadline("none", "continuing", None, "Thường xuyên")),
        ("Không quy định", Deadline("none", "continuing", None, "Không quy định")),
        ("Định kỳ hằng năm", Deadline("recurring", "periodic", None, "Định kỳ hằng năm")),
        ("trước 15/12 hằng năm", Deadline("recurring", "periodic", None, "trước 15/12 hằng năm")),
        ("Theo quy định", Deadline("unset", "continuing", None, "Theo quy định")),
        ("", Deadline("unset", "continuing")),
        (None, Deadline("unset", "continuing")),
    ],
)
def test_a_deadline_is_read_as_it_is_meant(said, meant):
    assert deadline_of(said) == meant


@pytest.mark.parametrize(
    "said",
    ["31/02/2026", "15/12", "01/6/2026, 15/12/2026", "tháng 13/2026", 2026, 1.5, "sớm", True],
)
def test_what_is_no_day_is_not_guessed(said):
    with pytest.raises(UnclearDay):
        deadline_of(said)


def test_a_day_stands_alone_in_its_cell():
    assert day_of("07/6/2024") == date(2024, 6, 7)
    assert day_of(None) is None
    with pytest.raises(UnclearDay):
        day_of("07/6/2024, 08/6/2024")


@pytest.mark.parametrize(
    ("said", "is_done", "done_on", "is_clear"),
    [
        ("Hoàn thành", True, None, True),
        ("Hoàn thành ngày 12/5/2026", True, date(2026, 5, 12), True),
        ("Hoàn thành quá hạn", True, None, True),
        ("Đã báo cáo", True, None, True),
        ("Chưa hoàn thành", False, None, True),
        ("Đang thực hiện", False, None, True),
        ("Quá hạn", False, None, True),
        ("", False, None, True),
        ("BC 12", False, None, False),
    ],
)
def test_a_state_is_done_only_where_the_words_say_so(said, is_done, done_on, is_clear):
    state = state_of(said)
    assert (state.is_done, state.done_on, state.is_clear) == (is_done, done_on, is_clear)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (
            "Công văn số 123/SKHCN-HCTH ngày 07/6/2024 V/v triển khai\nKế hoạch",
            ("CV", "123", "SKHCN-HCTH", date(2024, 6, 7), "triển khai Kế hoạch"),
        ),
        (
            "Quyết định số 62/2021/QĐ-UBND ngày 08 tháng 11 năm 2021 của UBND tỉnh",
            ("QĐ", "62", "2021/QĐ-UBND", date(2021, 11, 8), ""),
        ),
        ("47/NQ-CP", ("NQ", "47", "NQ-CP", None, "")),
        ("Kết luận số 57-KL/TW ngày 15/6/2023", ("KL", "57", "KL/TW", date(2023, 6, 15), "")),
        ("4977 / BVHTTDL – VP", ("CV", "4977", "BVHTTDL-VP", None, "")),
    ],
)
def test_a_paper_is_read_from_its_citation(said, found):
    cited = cited_in(said)
    assert (cited.doc_type, cited.number, cited.symbol, cited.issued_on, cited.subject) == found


@pytest.mark.parametrize("said", ["", "Chỉ đạo miệng", "07/6/2024", "Giao ban tuần 3/2026"])
def test_what_has_no_number_and_symbol_is_no_paper(said):
    assert cited_in(said) is None


def test_names_are_told_apart_where_a_name_holds_a_comma_itself():
    units = ["Phòng Kế hoạch và Tài chính", "Phòng Tiêu chuẩn, Đo lường", "TTra", "QLKH"]
    known = dict.fromkeys(map(names.key, units))
    assert names.split("Phòng Tiêu chuẩn, Đo lường, QLKH và TTra", known) == [
        "Phòng Tiêu chuẩn, Đo lường",
        "QLKH",
        "TTra",
    ]
    assert names.split("- Phòng Kế hoạch và Tài chính;\n- QLKH", known) == [
        "Phòng Kế hoạch và Tài chính",
        "QLKH",
    ]
    assert names.split("", known) == []


def test_what_begins_with_no_kind_of_unit_goes_with_the_unknown_name_before_it():
    known = {names.key("QLKH"): 1}
    assert names.split("Phòng Kế hoạch và Tài chính, QLKH, Thanh tra Sở", known) == [
        "Phòng Kế hoạch và Tài chính",
        "QLKH",
        "Thanh tra Sở",
    ]
    assert names.split("QLKH, TTCNTT", known) == ["QLKH", "TTCNTT"]


def test_the_unit_whose_name_is_most_alike_is_proposed():
    known = {"phong quan ly khoa hoc mau": 1, "chi cuc tieu chuan": 2}
    assert names.nearest("phong quan ly khoa hoc", known) == 1
    assert names.nearest("chi cuc tieu chuan do", known) == 2
    assert names.nearest("thanh tra", known) is None


def test_two_spellings_of_one_name_have_one_key():
    assert names.key("P. Hành chính – Tổng hợp") == names.key("Phòng Hành chính - Tổng hợp")
    assert names.means_all("Các phòng, đơn vị thuộc Sở")
    assert not names.means_all("Phòng Các vấn đề chung")


def read(*args, **more):
    return sheets.read(book_of(*args, **more)).sheets[0]


def test_columns_are_guessed_from_the_headings_below_the_title():
    above = [["SỞ KHOA HỌC VÀ CÔNG NGHỆ"], ["BẢNG THEO DÕI NHIỆM VỤ NĂM 2025"]]
    layout = columns.guess(read(line(), above=above))
    assert (layout.header, layout.missing) == (3, [])
    assert layout.columns == {
        Field.PAPER: 1,
        Field.DUTY: 2,
        Field.LEAD: 3,
        Field.COORDINATING: 4,
        Field.DUE: 5,
        Field.STATE: 7,
    }


def test_a_heading_of_two_rows_and_the_numbers_of_columns_are_no_data():
    def merge(book):
        book.active.merge_cells("A1:C1")
        book.active.merge_cells("E1:F1")

    sheet = read(
        ["Số, ký hiệu", "Ngày ban hành", "Trích yếu", None, "Chủ trì", "Phối hợp"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["123/SKHCN-HCTH", date(2025, 6, 7), "Kế hoạch", "Việc", "QLKH", None],
        headings=["Văn bản giao", None, None, "Nhiệm vụ", "Đơn vị", None],
        change=merge,
    )
    layout = columns.guess(sheet)
    assert layout.columns == {
        Field.PAPER: 0,
        Field.PAPER_ON: 1,
        Field.SUBJECT: 2,
        Field.DUTY: 3,
        Field.LEAD: 4,
        Field.COORDINATING: 5,
    }
    (row,) = rows.read(sheet, layout)
    assert (row.number, row.cited.key, row.paper_on, row.lead) == (
        4,
        "123/SKHCN-HCTH",
        date(2025, 6, 7),
        "QLKH",
    )


def test_a_heading_that_says_all_of_the_paper_is_that_of_the_paper():
    headings = ["Văn bản (số, ngày, trích yếu)", "Nội dung nhiệm vụ", "Đơn vị thực hiện"]
    layout = columns.guess(read(["1/A-B", "x", "y"], headings=headings))
    assert layout.columns == {Field.PAPER: 0, Field.DUTY: 1, Field.LEAD: 2}


def test_a_merged_cell_counts_for_each_of_its_rows_and_a_blank_one_goes_on():
    def merge(book):
        book.active.merge_cells("B2:B3")

    lines = [line(), line(paper=None, duty="Việc hai"), line(paper=None, duty=None)]
    sheet = read(*lines, change=merge)
    found = rows.read(sheet, columns.guess(sheet))
    assert [(row.cited.key, row.duty) for row in found] == [
        ("123/SKHCN-HCTH", "Xây dựng kế hoạch thông tin đối ngoại"),
        ("123/SKHCN-HCTH", "Việc hai"),
        ("123/SKHCN-HCTH", "Việc hai"),
    ]


def test_a_line_that_names_a_group_is_a_heading():
    sheet = read(["I", "NHIỆM VỤ UBND TỈNH GIAO"], line())
    assert [row.is_heading for row in rows.read(sheet, columns.guess(sheet))] == [True, False]


def test_days_are_days_and_hidden_sheets_are_named_and_not_read():
    def hide(book):
        book.create_sheet("Nháp").sheet_state = "hidden"

    book = sheets.read(book_of(line(due=datetime(2026, 12, 15)), change=hide))  # noqa: DTZ001
    assert [sheet.name for sheet in book.sheets] == ["Theo dõi"]
    assert book.hidden == ("Nháp",)
    assert book.sheets[0].rows[1].cells[5] == date(2026, 12, 15)


def test_a_formula_nobody_has_worked_out_is_a_fault_and_not_an_empty_cell():
    sheet = read(line(due="=B2+1"), line(state="#REF!"))
    found = rows.read(sheet, columns.guess(sheet))
    assert [row.has_fault for row in found] == [True, True]


def test_five_thousand_rows_are_read_and_one_more_is_refused():
    assert len(read(*[line()] * 4999).rows) == 5000
    with pytest.raises(sheets.Unreadable, match=r"có quá 5\.000 dòng"):
        read(*[line()] * 5000)


def packed(**parts) -> BytesIO:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return file


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (BytesIO(b"\xd0\xcf\x11\xe0 old"), "mật khẩu hoặc là tệp Excel cũ"),
        (BytesIO(b"not a table"), "Tệp hỏng"),
        (packed(**{"word__document.xml": "x"}), "không phải là bảng tính"),
        (packed(**{"xl__workbook.xml": "x", "xl__vbaProject.bin": "x"}), "có macro"),
        (packed(**{"xl__workbook.xml": b"0" * 50_000_000}), "quá lớn"),
        (packed(**{"xl__workbook.xml": "<x/>"}), "Tệp hỏng"),
    ],
)
def test_a_file_that_is_no_table_of_ours_is_refused_in_a_sentence(file, sentence):
    with pytest.raises(sheets.Unreadable, match=sentence):
        sheets.read(file)


def test_a_heading_is_asked_of_a_row_that_is_there():
    assert columns.headings(read(line()), 99) == {}
    assert columns.guess_at(read(line()), 1).columns[Field.DUTY] == HEADINGS.index("Nhiệm vụ")
