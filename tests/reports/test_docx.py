"""The text of a Word file, and the styles it is in."""

from dataclasses import replace

import docx
import pytest
from docx.shared import Cm, Pt

from reports.documents import ItemList, Paragraph, Run, plain
from tests.reports import specimens
from tests.reports.specimens import ANNEX, LETTER, REPORT, paragraph
from tests.reports.word import W, body, lines, opened, parts, plain_of, properties, texts, words


def said(*blocks) -> list[str]:
    """The lines of a document of these blocks."""
    return plain_of(replace(REPORT, blocks=blocks))


def runs_of(text: str, document):
    """Words, bold, italic of each run of the paragraph that holds a text."""
    found = next(p for p in opened(document).paragraphs if text in p.text)
    return [(run.text, bool(run.bold), bool(run.italic)) for run in found.runs]


# The text


@pytest.mark.parametrize("document", [REPORT, LETTER])
def test_the_file_says_block_by_block_what_the_document_says(document):
    said = plain(document.blocks).replace(" ./.", "./.").split("\n")
    assert plain_of(document) == [line for line in said if line]


def test_a_chart_is_its_labels_and_figures():
    table = opened(ANNEX).tables[1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Phòng Quản lý Khoa học", "75,5%"],
        ["Chi cục Tiêu chuẩn Đo lường Chất lượng", "0%"],
        ["Trung tâm Ứng dụng và Dịch vụ Khoa học Công nghệ", "120%"],
    ]
    assert texts(ANNEX, "Caption") == ["Mức độ hoàn thành kế hoạch năm"]


def test_the_last_word_holds_the_sign_that_ends_the_text():
    assert texts(REPORT, "Last")[0].endswith("xem xét, chỉ đạo./.")


def test_words_are_bold_and_italic_as_in_the_document():
    assert runs_of("Đã quán triệt", REPORT) == [
        ("Đã quán triệt, phổ biến đến ", False, False),
        ("36/39", False, False),
        (" người có mặt, ", False, False),
        ("đúng đối tượng", True, False),
        ("; ", False, False),
        ("đúng thời hạn", False, True),
        (".", False, False),
    ]


def test_no_key_of_a_figure_is_in_the_file():
    assert [name for name, text in parts(REPORT).items() if "duty-1" in text] == []


def test_lettered_items_go_by_the_vietnamese_alphabet():
    assert texts(REPORT, "Lettered") == [
        "a) Việc thứ 1;",
        "b) Việc thứ 2;",
        "c) Việc thứ 3;",
        "d) Việc thứ 4;",
        "đ) Việc thứ 5;",
    ]


def test_dashes_are_a_list_of_word():
    assert texts(REPORT, "Item") == [
        "Phòng Quản lý Khoa học: đã phổ biến tại 02 cuộc họp phòng.",
        "Chi cục Tiêu chuẩn Đo lường Chất lượng: đã phổ biến tại sinh hoạt chi bộ.",
        "Đầu mối thứ nhất;",
        "Đầu mối thứ hai.",
    ]
    style = opened(REPORT).styles["Gạch đầu dòng"].element
    number = style.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
    assert f'<w:num w:numId="{number}">' in parts(REPORT)["word/numbering.xml"]
    assert '<w:lvlText w:val="-"/>' in parts(REPORT)["word/numbering.xml"]


def test_an_item_that_brings_its_dash_gets_no_second_one():
    document = replace(REPORT, blocks=(paragraph("– Phòng A: xong.", "item"),))
    assert texts(document, "Item") == []
    assert texts(document, "Normal") == ["– Phòng A: xong."]


def test_a_second_paragraph_of_an_item_has_no_mark():
    blocks = (ItemList(((paragraph("Một."), paragraph("Thêm.")),)),)
    document = replace(REPORT, blocks=blocks)
    assert (texts(document, "Item"), texts(document, "Normal")) == (["Một."], ["Thêm."])


# Bad input


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\x00một\x08 \x1fhai \ufffe\ud800ba", "một hai ba"),
        ("Qua\u0309ng Nga\u0303i", "Quảng Ngãi"),
        ("\u202edảo\u202c \u2067ngược\u2069\u200e", "dảo ngược"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("<img src=file:///etc/passwd> & url(x)", "<img src=file:///etc/passwd> & url(x)"),
        ("xong 👩\u200d🔬 🎉", "xong 👩\u200d🔬 🎉"),
        ("một\r\nhai\rba\nbốn\tnăm", "một\nhai\nba\nbốn\tnăm"),
        ("x" * 300, "x" * 300),
        ("từ " * 10_000, "từ " * 10_000),
    ],
)
def test_any_text_is_kept_but_for_what_no_file_can_hold(typed, kept):
    assert said(paragraph(typed)) == [kept]


def test_blanks_at_the_ends_of_words_are_kept():
    assert said(Paragraph((Run(" một "), Run("hai ", bold=True), Run("ba")))) == [" một hai ba"]


def test_an_empty_document_is_a_file():
    document = replace(REPORT, blocks=(), title=None, addressees=(), closing=None)
    assert [text for _, text in lines(body(document))][:3] == [
        "UBND TỈNH QUẢNG NGÃI",
        "SỞ KHOA HỌC\nVÀ CÔNG NGHỆ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ]


# Styles


@pytest.mark.parametrize("document", [REPORT, LETTER, ANNEX])
def test_every_paragraph_and_table_is_in_a_style_that_the_file_defines(document):
    defined = {style.style_id for style in opened(document).styles}
    for name, text in parts(document).items():
        if name.startswith("word/") and name.endswith(".xml"):
            root = docx.oxml.parse_xml(text.encode())
            kinds = (f"{W}pStyle", f"{W}tblStyle", f"{W}basedOn", f"{W}next")
            used = {element.get(f"{W}val") for element in root.iter(*kinds)}
            assert used <= defined
            assert all(p.find(f"{W}pPr/{W}pStyle") is not None for p in root.iter(f"{W}p"))


def test_the_text_is_set_as_the_decree_wants_it():
    normal = opened(REPORT).styles["Normal"]
    paragraph = normal.paragraph_format
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(14))
    assert paragraph.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.JUSTIFY
    assert abs(paragraph.first_line_indent - Cm(1.27)) < Pt(0.1)
    assert (paragraph.space_before, paragraph.space_after) == (Pt(6), Pt(6))
    assert paragraph.line_spacing == 1.05
    assert paragraph.widow_control


@pytest.mark.parametrize("level", [1, 2, 3])
def test_headings_are_those_that_word_navigates_by(level):
    styles = opened(REPORT).styles
    style = styles[f"Heading {level}"]
    assert (style.font.bold, style.paragraph_format.keep_with_next) == (True, True)
    assert style.element.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") == str(level - 1)
    assert style.base_style == styles["Normal"]
    assert (
        texts(REPORT, f"Heading{level}")
        == {
            1: ["I. Tình hình triển khai", "II. Kết quả thực hiện"],
            2: ["1. Quán triệt, tuyên truyền, phổ biến"],
            3: ["a) Số liệu các chỉ tiêu"],
        }[level]
    )


@pytest.mark.parametrize(
    ("name", "size", "bold", "italic"),
    [
        ("Tên cơ quan chủ quản", 13, None, None),
        ("Tên cơ quan ban hành", 13, True, None),
        ("Quốc hiệu", 13, True, None),
        ("Tiêu ngữ", 14, True, None),
        ("Số, ký hiệu", 13, None, None),
        ("Trích yếu công văn", 12, None, None),
        ("Địa danh, thời gian", 14, None, True),
        ("Độ khẩn", 13, True, None),
        ("Phạm vi lưu hành", 13, True, None),
        ("Nơi nhận", 12, True, True),
        ("Danh sách nơi nhận", 11, None, None),
        ("Ô bảng", 12, None, None),
        ("header", 14, None, None),
    ],
)
def test_sizes_and_letters_are_those_of_the_decree(name, size, bold, italic):
    font = opened(REPORT).styles[name].font
    assert (font.size, font.bold, font.italic) == (Pt(size), bold, italic)


@pytest.mark.parametrize(
    "name", ["Tên loại văn bản", "Trích yếu", "Quyền hạn, chức vụ", "Họ tên người ký"]
)
def test_names_in_bold_have_the_size_of_the_text(name):
    font = opened(REPORT).styles[name].font
    assert (font.size, font.bold) == (None, True)


def test_there_is_one_font_and_one_language():
    styles = parts(REPORT)["word/styles.xml"]
    fonts = 'w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman"'
    assert styles.count(f'<w:rFonts {fonts} w:cs="Times New Roman"/>') == 2
    assert styles.count("<w:rFonts") == 2
    assert '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="vi-VN"/>' in styles
    assert [name for name, text in parts(REPORT).items() if "asciiTheme" in text] == []
    assert [name for name in parts(REPORT) if "theme" in name] == []


def test_roles_have_styles_of_their_own():
    assert texts(REPORT, "Lead") == ["Kết quả của các đơn vị:"]
    assert texts(REPORT, "Note") == ["Ghi chú: số liệu tính đến hết ngày 14/12/2026."]
    assert texts(REPORT, "Mark") == ["Phiếu này không thay văn bản"]
    styles = opened(REPORT).styles
    assert styles["Câu dẫn"].paragraph_format.keep_with_next
    assert styles["Câu kết"].paragraph_format.keep_with_next
    assert styles["Ghi chú"].font.italic
    assert styles["Phạm vi lưu hành"].element.find(f"{W}rPr/{W}bdr") is not None


def test_the_last_words_stay_with_the_signature_whatever_they_are():
    document = replace(REPORT, blocks=(paragraph("Một."), paragraph("Hai.")))
    assert properties(document, "Normal") == [{}, {"keepNext": ""}]
    document = replace(REPORT, blocks=(specimens.INDICATORS,))
    last = opened(document).tables[1].rows[-1]._tr
    assert [words(p) for p in last.iter(f"{W}p") if p.find(f"{W}pPr/{W}keepNext") is not None] == [
        "", "Tổng số", "", "", "1.234,5",
    ]  # fmt: skip
