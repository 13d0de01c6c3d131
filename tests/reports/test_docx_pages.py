"""Pages of a Word file: paper, page numbers, head, close, and what the file says of itself."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from docx.shared import Mm

from reports.documents import Closing, Title
from reports.printing.docx import docx
from reports.signing import Signature
from tests.reports.specimens import ANNEX, INDICATORS, LETTER, REPORT, appendix, paragraph
from tests.reports.word import W, body, file_of, lines, opened, parts, texts, words

APART = replace(
    REPORT,
    appendices=(
        appendix("I", INDICATORS),
        appendix("II", paragraph("Danh sách."), is_landscape=False),
    ),
    is_draft=True,
)


def in_mm(length) -> float:
    return round(length / Mm(1), 1)


def head_of(document):
    """The cells of the masthead, row by row: style and words of each paragraph."""
    rows = opened(document).tables[0]._tbl.findall(f"{W}tr")
    return [[[*lines(tc)] for tc in row.findall(f"{W}tc")] for row in rows]


# Sections


def test_every_appendix_is_a_section_of_its_own():
    sections = opened(APART).sections
    assert [(in_mm(s.page_width), in_mm(s.page_height)) for s in sections] == [
        (210, 297),
        (297, 210),
        (210, 297),
    ]
    for section in sections:
        margins = section.top_margin, section.bottom_margin, section.left_margin
        assert [in_mm(margin) for margin in (*margins, section.right_margin)] == [20, 20, 30, 20]
        assert section.start_type == 2  # on a new page
        assert section.different_first_page_header_footer
        assert section._sectPr.find(f"{W}pgNumType").get(f"{W}start") == "1"


def test_a_lying_document_lies_from_its_first_page():
    section = opened(ANNEX).sections[0]
    assert (in_mm(section.page_width), in_mm(section.page_height)) == (297, 210)
    assert section._sectPr.find(f"{W}pgSz").get(f"{W}orient") == "landscape"


def test_page_numbers_begin_on_the_second_page_of_each_section():
    first, *others = opened(APART).sections
    assert "PAGE" in first.header._element.xml
    assert "PAGE" not in first.first_page_header._element.xml
    assert first.header.paragraphs[0].style.name == "Header"
    assert all(section.header.is_linked_to_previous for section in others)
    assert all(section.first_page_header.is_linked_to_previous for section in others)


def test_appendices_are_headed_as_the_decree_wants_it():
    assert texts(APART, "AppendixNumber") == ["Phụ lục I", "Phụ lục II"]
    assert texts(APART, "AppendixTitle") == ["BIỂU MẪU SỐ LIỆU"] * 2
    assert texts(APART, "Attached")[0].startswith("(Kèm theo Báo cáo số")
    alone = replace(REPORT, appendices=(appendix("", INDICATORS),))
    assert texts(alone, "AppendixNumber") == ["Phụ lục"]


# DỰ THẢO


def test_a_draft_is_marked_on_every_page():
    headers = [text for name, text in parts(APART).items() if name.startswith("word/header")]
    assert len(headers) == 2
    assert all('string="DỰ THẢO"' in text for text in headers)
    names = re.findall("PowerPlusWaterMarkObject[0-9]+", "".join(headers))
    assert len(set(names)) == 2


def test_no_other_paper_is_marked_as_a_draft():
    assert [name for name, text in parts(REPORT).items() if "DỰ THẢO" in text] == []


# Head


def test_the_head_is_a_table_of_two_rows_without_rules():
    table = opened(REPORT).tables[0]
    assert [int(c.get(f"{W}w")) for c in table._tbl.find(f"{W}tblGrid")] == [3501, 5570]
    assert table.style.name == "Bảng trình bày"
    assert head_of(REPORT) == [
        [
            [("Superior", "UBND TỈNH QUẢNG NGÃI"), ("Issuer", "SỞ KHOA HỌC\nVÀ CÔNG NGHỆ")],
            [
                ("Nation", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
                ("Motto", "Độc lập - Tự do - Hạnh phúc"),
            ],
        ],
        [
            [("Number", "Số:" + "\N{NO-BREAK SPACE}" * 8 + "/BC-SKHCN")],
            [
                (
                    "Place",
                    "Quảng Ngãi, ngày" + "\N{NO-BREAK SPACE}" * 6 + "tháng"
                    "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}"
                    "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}năm 2026",
                )
            ],
        ],
    ]


def test_a_paper_without_a_number_keeps_its_place():
    assert head_of(ANNEX)[1][0] == [("Number", "")]


def test_rules_take_their_part_of_the_words_above_them():
    """Of the motto the whole, of the issuer and the subject between 1/3 and 1/2."""
    columns = {"issuer": 3501, "motto": 5570, "subject": 9071}
    rules = [p for p in body(REPORT).iter(f"{W}p") if 'w:pStyle w:val="Rule"' in p.xml]
    indents = [p.find(f"{W}pPr/{W}ind") for p in rules]
    lengths = {
        name: columns[name] - int(ind.get(f"{W}left")) - int(ind.get(f"{W}right"))
        for name, ind in zip(columns, indents, strict=True)
    }
    # In points: "VÀ CÔNG NGHỆ" 102.6, the motto 171.4, the subject 340.3.
    assert {name: round(length / 20) for name, length in lengths.items()} == {
        "issuer": 41,
        "motto": 171,
        "subject": 136,
    }


@pytest.mark.parametrize(
    ("urgency", "words", "wide"),
    [("urgent", "KHẨN", 20), ("very_urgent", "THƯỢNG KHẨN", 40), ("express", "HOẢ TỐC", 30)],
)
def test_an_urgent_letter_has_the_stamp_of_the_decree(urgency, words, wide):
    letter = replace(LETTER, masthead=replace(LETTER.masthead, urgency=urgency))
    box = opened(letter).tables[0].cell(1, 0).tables[0]
    assert box.cell(0, 0).text == words
    assert in_mm(box.cell(0, 0).width) == wide
    assert in_mm(box.rows[0].height) == 8
    assert box._tbl.find(f"{W}tr/{W}trPr/{W}trHeight").get(f"{W}hRule") == "exact"
    borders = box._tbl.find(f"{W}tr/{W}tc/{W}tcPr/{W}tcBorders")
    assert {border.get(f"{W}color") for border in borders} == {"FF0000"}


def test_the_subject_of_a_letter_stands_under_its_number():
    about = "V/v báo cáo kết quả, tiến độ triển khai công tác thông tin đối ngoại năm 2026"
    assert [style for style, _ in head_of(LETTER)[1][0]] == ["Number", "About", "Urgency"]
    assert texts(LETTER, "About") == [about]


def test_title_mark_and_what_it_is_attached_to_stand_in_their_order():
    found = [(style, text[:22]) for style, text in lines(body(ANNEX))][6:10]
    assert found == [
        ("Mark", "LƯU HÀNH NỘI BỘ"),
        ("Type", "PHỤ LỤC NỘI BỘ TRÌNH G"),
        ("Subject", "Kết quả triển khai côn"),
        ("Attached", "(Kèm theo dự thảo Báo "),
    ]


def test_a_title_may_be_its_type_alone():
    alone = replace(REPORT, title=Title("Báo cáo", ""))
    assert (texts(alone, "Type"), texts(alone, "Subject")) == (["BÁO CÁO"], [])
    assert len([p for p in body(alone).iter(f"{W}p") if 'w:pStyle w:val="Rule"' in p.xml]) == 2


def test_one_addressee_stands_on_the_line_and_several_under_each_other():
    assert texts(REPORT, "To") == ["Kính gửi: Uỷ ban nhân dân tỉnh Quảng Ngãi."]
    assert texts(LETTER, "ToMany") == ["Kính gửi:"]
    assert [(text[:9], text[-1]) for text in texts(LETTER, "Addressee")] == [
        ("- Phòng Q", ";"),
        ("- Chi cục", ";"),
        ("- Trung t", "."),
    ]


# Close


def test_recipients_and_signature_are_level():
    row = opened(LETTER).tables[-1].rows[0]
    left, right = ([*lines(cell._tc)] for cell in row.cells)
    assert left == [
        ("RecipientsHead", "Nơi nhận:"),
        ("Recipient", "- Như trên;"),
        ("Recipient", "- Giám đốc Sở, các Phó Giám đốc Sở;"),
        ("Recipient", "- Lưu: VT, HCTH."),
    ]
    assert right == [
        ("Capacity", "TL. GIÁM ĐỐC"),
        ("Capacity", "TRƯỞNG PHÒNG\nHÀNH CHÍNH - TỔNG HỢP"),
        ("Signer", "Phạm Thị Thu Hà"),
    ]
    assert row._tr.find(f"{W}trPr/{W}cantSplit") is not None


def test_the_place_of_the_signature_is_blank_by_spacing_alone():
    space = opened(REPORT).styles["Họ tên người ký"].paragraph_format.space_before
    assert in_mm(space) == 28
    assert "<w:drawing" not in parts(REPORT)["word/document.xml"]


def test_nobody_in_office_leaves_the_name_blank():
    document = replace(REPORT, closing=Closing((), Signature("", ("Giám đốc",), "")))
    left, right = opened(document).tables[-1].rows[0].cells
    assert [words(cell._tc) for cell in (left, right)] == ["", "GIÁM ĐỐC"]


# The file


def test_the_file_tells_its_version_and_its_day_not_the_clocks():
    facts = opened(REPORT).core_properties
    assert facts.title == "Báo cáo kết quả triển khai công tác thông tin đối ngoại năm 2026"
    assert (facts.author, facts.last_modified_by) == ("Sở Khoa học và Công nghệ",) * 2
    assert facts.language == "vi-VN"
    assert facts.keywords == "BC-2026-v1 · 3f9a2c71"
    assert facts.created == facts.modified == datetime(2026, 12, 21, tzinfo=UTC)
    assert facts.revision == 1
    custom = parts(REPORT)["docProps/custom.xml"]
    assert 'name="Mã phiên bản"' in custom
    assert "<vt:lpwstr>BC-2026-v1 · 3f9a2c71</vt:lpwstr>" in custom


def test_a_paper_without_a_code_has_no_property_for_it():
    assert "docProps/custom.xml" not in parts(replace(REPORT, code=""))


def test_a_name_of_any_length_and_letters_is_a_title():
    document = replace(REPORT, name="Tên\x00 \n" + "dài " * 200)
    assert opened(document).core_properties.title.startswith("Tên dài dài")


def test_the_same_document_is_the_same_file():
    assert docx(APART) == docx(APART)
    assert docx(replace(APART, on=date(2026, 12, 22))) != docx(APART)


def test_nothing_in_the_file_leads_out_of_it():
    assert sorted(parts(APART)) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "docProps/custom.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/header-default.xml",
        "word/header-first.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
    ]
    text = "".join(parts(APART).values())
    assert "External" not in text
    assert "<w:hyperlink" not in text
    assert "INCLUDE" not in text
    assert file_of(APART)[:2] == b"PK"
