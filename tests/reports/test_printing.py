"""The two documents: what they say as HTML, and the furniture of their PDF."""

import logging
import re
import sys
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO

import pypdf
import pytest
from django.utils import translation

from reports import consolidated, printing
from reports.content import EntryContent, People
from reports.printing import pdf as pdf_module
from reports.printing.html import annex_document, report_document
from reports.signing import Signature
from tests.reports.year import ON, complete_dissemination, make_year, send, take_in

LONG_WORD = "x" * 300


@pytest.fixture
def whole(db):
    """Three units have reported, one of them late; one is missing."""
    year = make_year(3)
    send(year.report_of("Phòng A"), text=f"Kết quả của A.\nDòng hai: {LONG_WORD}")
    send(year.report_of("Phòng B"), when="2026-12-18 09:00", obstacle="Thiếu kinh phí.")
    send(year.report_of("Phòng Hành chính - Tổng hợp"))
    for name in ["Phòng A", "Phòng B", "Phòng Hành chính - Tổng hợp"]:
        take_in(year.report_of(name))
    return consolidated.consolidate(year.period, on=ON)


@pytest.fixture
def report(whole):
    return consolidated.for_upward(whole)


def words(html: str) -> str:
    """The text of a page, on one line, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&nbsp;", " ").split())


@cache
def pdf_of(report) -> bytes:
    """The report upward is the same value in every test, so it is rendered once."""
    return printing.report_pdf(report)


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]


def fonts(pdf: bytes) -> dict[str, bool]:
    """Name of each font without its subset tag, and whether it is embedded."""
    found = {}
    for page in pypdf.PdfReader(BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            below = font["/DescendantFonts"][0].get_object()
            name = font["/BaseFont"].rpartition("+")[2].lstrip("/")
            found[name] = "/FontFile2" in below["/FontDescriptor"]
    return found


@pytest.fixture
def quiet(caplog):
    """Fails the test when WeasyPrint has complained."""
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        yield
    assert [record.getMessage() for record in caplog.records] == []


# The page


def test_the_report_has_the_parts_of_the_decree_in_their_order(report):
    text = words(printing.report_sheet(report))
    parts = [
        "UBND tỉnh Quảng Ngãi",
        "Sở Khoa học và Công nghệ",
        "Cộng hòa xã hội chủ nghĩa Việt Nam",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: /BC-SKHCN",
        "Quảng Ngãi, ngày tháng năm 2026",
        "Báo cáo Kết quả triển khai công tác thông tin đối ngoại năm 2026",
        "Kính gửi: Uỷ ban nhân dân tỉnh Quảng Ngãi.",
        "Thực hiện Kế hoạch số 116/KH-UBND ngày 03/6/2024 của UBND tỉnh về việc thực hiện",
        "I. Tình hình triển khai",
        "đến hết ngày 14/12/2026",
        "II. Kết quả thực hiện",
        "1. Quán triệt, tuyên truyền, phổ biến",
        "2. Triển khai, báo cáo kết quả",
        "3. Tổ chức, theo dõi, tổng hợp",
        "III. Đánh giá chung",
        "1. Kết quả đạt được",
        "2. Tồn tại, hạn chế và nguyên nhân",
        "3. Khó khăn, vướng mắc Không có.",
        "IV. Phương hướng, nhiệm vụ",
        "V. Đề xuất, kiến nghị",
        "xem xét, chỉ đạo./.",
        "Nơi nhận: - Như trên; - Giám đốc Sở, các Phó Giám đốc Sở; - Lưu: VT, HCTH.",
        "Giám đốc Nguyễn Văn Thành",
    ]
    places = [text.find(part) for part in parts]
    assert dict(zip(parts, places, strict=True)) == {
        part: place for part, place in zip(parts, sorted(places), strict=True) if place >= 0
    }


def test_the_first_citation_is_full_and_the_last_line_ends_the_document(report):
    page = printing.report_sheet(report)
    assert words(page).count("116/KH-UBND ngày 03/6/2024 của UBND tỉnh về việc") == 1
    assert "chỉ đạo./.</p>" in page


def test_an_empty_year_says_so_section_by_section(db):
    year = make_year(1)
    report = consolidated.for_upward(consolidated.consolidate(year.period, on=ON))
    assert words(printing.report_sheet(report)).count("Không có.") == 8


def test_every_section_of_an_empty_annex_says_so(db):
    year = make_year(1)
    whole = consolidated.consolidate(year.period, on=date(2026, 12, 1))
    text = words(printing.annex_sheet(whole))
    assert "IV. Báo cáo do đơn vị đầu mối tự tiếp nhận Không có." in text
    assert "V. Khó khăn, vướng mắc và ý kiến chỉ đạo Không có." in text


def test_an_acting_director_signs_as_such(report):
    acting = replace(report, signer=Signature("Q.", ("Q. Giám đốc",), "Lê Quyền"))
    assert "Q. Giám đốc Lê Quyền" in words(printing.report_sheet(acting))


def test_figures_are_written_as_the_office_writes_them(report):
    text = words(printing.report_sheet(report))
    assert "đến 36/39 người có mặt (92,3%; số người không tính trùng), cụ thể:" in text
    assert "tổ chức 06 đợt phổ biến (họp phòng, đơn vị: 03 đợt; sinh hoạt chi bộ: 03 đợt)" in text
    assert "với 60 lượt người tham gia" in text
    assert "Tin, bài đăng trên Cổng thông tin điện tử tin, bài 15 60 3/3" in text
    assert "Sự kiện có yếu tố nước ngoài sự kiện không phát sinh không phát sinh 3/3" in text


def test_newcomers_are_told_apart_in_the_report_and_in_the_annex(db):
    year = make_year(3)
    for name in ["Phòng A", "Phòng C"]:
        complete_dissemination(name)
    said = {
        "Phòng A": EntryContent(0, results="Bổ sung.", briefed=People(1), present=People(2)),
        "Phòng B": EntryContent(0, nothing_to_report=True),
        "Phòng C": EntryContent(0, nothing_to_report=True),
    }
    for name, briefing in said.items():
        send(year.report_of(name), briefing=briefing)
        take_in(year.report_of(name))
    whole = consolidated.consolidate(year.period, on=ON)

    upward = words(printing.report_sheet(consolidated.for_upward(whole)))
    annex = words(printing.annex_sheet(whole))

    assert (
        "đến 25/26 người có mặt (96,2%; số người không tính trùng; chưa gồm 01 đơn vị chưa có số "
        "liệu), trong đó phổ biến bổ sung cho 01 người mới, cụ thể:"
    ) in upward
    assert "phổ biến: 25/26 người (96,2%) đã được quán triệt, phổ biến; 02 đơn vị" in upward
    assert (
        "Phòng A : đã phổ biến đến 12/13 người có mặt, trong đó bổ sung 1/2 người mới; kết quả"
    ) in annex
    assert "Phòng B : không phát sinh." in annex
    assert "Phòng C : đã phổ biến đến 13/13 người có mặt; không phát sinh." in annex
    assert "Số người đã được quán triệt, phổ biến: chưa có số liệu: Phòng B." in annex


def test_the_annex_names_who_is_missing_and_late(whole):
    text = words(printing.annex_sheet(whole))
    assert (
        "1 Phòng C 16/12/2026 16/12/2026 - Chưa báo cáo, quá hạn 5 ngày (3 ngày làm việc) 0 0"
    ) in text
    assert (
        "2 Phòng B 16/12/2026 16/12/2026 18/12/2026 "
        "Đã tiếp nhận, gửi quá hạn 2 ngày (2 ngày làm việc)"
    ) in text
    assert "Thiếu kinh phí. Mới, nêu ngày 18/12/2026. Nội bộ. Chưa có Chưa có" in text


def test_what_a_unit_typed_is_text_and_never_markup(whole):
    entry = replace(whole.duties[0].entries[0], results="<img src=https://example.vn/x.png>")
    duty = replace(whole.duties[0], entries=(entry,))
    report = consolidated.for_upward(replace(whole, duties=(duty,)))
    page = printing.report_sheet(report)
    assert "<img" not in page
    assert "&lt;img src=https://example.vn/x.png&gt;" in page


def test_documents_are_vietnamese_for_every_reader(whole):
    with translation.override("en"):
        english = printing.annex_sheet(whole)
    assert english == printing.annex_sheet(whole)


# The PDF


def test_the_pdf_holds_every_accepted_result_in_reading_order(report, quiet):
    text = " ".join(" ".join(pages(printing.report_pdf(report))).split())
    results = [
        "Phòng A: Kết quả của A.",
        "Phòng B: Phòng B đã thực hiện nhiệm vụ 1.",
        "Phòng Hành chính - Tổng hợp: Phòng Hành chính - Tổng hợp đã thực hiện nhiệm vụ 1.",
        "Phòng B: Phòng B đã thực hiện nhiệm vụ 2.",
        "Phòng Hành chính - Tổng hợp: Phòng Hành chính - Tổng hợp đã thực hiện nhiệm vụ 3.",
    ]
    places = [text.find(result) for result in results]
    assert -1 not in places
    assert places == sorted(places)
    assert text.replace(" ", "").count(LONG_WORD) == 5


def test_capitals_keep_their_marks(report):
    first = pages(pdf_of(report))[0]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in first
    assert "UBND TỈNH QUẢNG NGÃI" in first
    assert "II. KẾT QUẢ THỰC HIỆN" in " ".join(pages(pdf_of(report)))


def test_pages_are_numbered_from_the_second_on(report):
    first, second, *_ = pages(pdf_of(report))
    assert not first.endswith("\n1")
    assert second.endswith("\n2")


def test_only_tinos_is_used_and_it_is_embedded(whole, report, quiet):
    assert fonts(printing.report_pdf(report)) == {
        "Tinos": True,
        "Tinos-Bold": True,
        "Tinos-Italic": True,
        "Tinos-Bold-Italic": True,
    }
    assert set(fonts(printing.annex_pdf(whole)).values()) == {True}


def test_a_letter_that_tinos_lacks_is_a_box_and_brings_no_other_font(report, quiet):
    strange = replace(report, shortcomings=("Đạt 😀 漢字 ★.",))
    made = printing.report_pdf(strange)
    assert {name.partition("-")[0] for name in fonts(made)} == {"Tinos"}
    assert "Đạt □ □□" in " ".join(pages(made))


def test_it_is_tagged_archivable_titled_and_in_vietnamese(report):
    reader = pypdf.PdfReader(BytesIO(pdf_of(report)))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "vi"
    assert root["/MarkInfo"]["/Marked"]
    archival = root["/Metadata"].get_data().decode()
    assert re.search(r'part="3"|<pdfaid:part>3<', archival)
    assert reader.metadata.title == (
        "Báo cáo kết quả triển khai công tác thông tin đối ngoại năm 2026"
    )
    assert reader.metadata.creation_date.date() == ON


def test_the_same_value_gives_the_same_bytes(whole, report):
    assert printing.report_pdf(report) == pdf_of(report)
    assert printing.annex_pdf(whole) == printing.annex_pdf(whole)


def test_a_cell_longer_than_a_page_loses_nothing(whole, quiet):
    text = " ".join(f"từ{number}" for number in range(1500))
    obstacle = replace(whole.obstacles[0], text=text)
    told = " ".join(pages(printing.annex_pdf(replace(whole, obstacles=(obstacle,))))).split()
    assert [word for word in told if re.fullmatch(r"từ\d+", word)] == text.split()


@pytest.mark.parametrize("url", ["https://example.vn/x.css", "file:///etc/passwd", "app.css"])
def test_a_document_loads_nothing_but_its_style_and_fonts(report, url):
    from weasyprint.urls import FatalURLFetchingError

    document = report_document(report).replace('href="print.css"', f'href="{url}"')
    with pytest.raises(FatalURLFetchingError):
        pdf_module._pdf(document)


def test_the_signature_stands_beside_the_end_of_the_text(whole):
    """However long the text is, the last page has more than the signature."""
    for plan_count in [0, 3, 6, 9]:
        plans = tuple(f"Nhiệm vụ {number}." for number in range(plan_count))
        last = pages(printing.report_pdf(replace(consolidated.for_upward(whole), plans=plans)))[-1]
        assert "GIÁM ĐỐC" in last
        assert "chỉ đạo./." in last


def test_every_table_has_its_column_numbers_and_keeps_its_widths(whole, report):
    for document in [report_document(report), annex_document(whole)]:
        tables = re.findall(r'<table class="doc-table">.*?</table>', document, re.DOTALL)
        assert tables
        for table in tables:
            widths = [int(width) for width in re.findall(r'<col class="w-(\d+)">', table)]
            assert sum(widths) in (0, 100)
            head, numbers = re.findall(r"<tr.*?</tr>", table.partition("<tbody>")[0], re.DOTALL)
            assert head.count("<th>") == numbers.count("<td>")


def test_importing_the_printing_modules_does_not_import_weasyprint():
    import subprocess

    code = (
        "import django, sys; django.setup();"
        "import reports.printing, reports.views.consolidated, reports.jobs;"
        "sys.exit('weasyprint' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
