"""The PDF against the table of components of NĐ 30/2020, Phụ lục I: to 0,5 mm and 0,1 pt.

Numbers of components are those of the decree. Places are millimetres from the page's top left
corner; the text of an upright page runs from 30 to 190.
"""

from dataclasses import replace
from functools import cache

import pytest

from reports.documents import Document
from reports.printing.pdf import pdf
from tests.reports.printed import MM, Sheet, sheets
from tests.reports.specimens import ANNEX, LETTER, REPORT, TEXT, appendix, paragraph, table

UPRIGHT, BOLD, ITALIC, BOLD_ITALIC = "Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-Bold-Italic"
#: Middles of the two blocks of the head, 38.6 and 61.4 percent of 160 mm.
LEFT_BLOCK, RIGHT_BLOCK, PAGE = 60.9, 140.9, 110.0
NEAR = {"abs": 0.5}


@cache
def printed(document: Document) -> list[Sheet]:
    return sheets(pdf(document))


APPENDED = replace(LETTER, appendices=(appendix("I", *TEXT[:3], is_landscape=False),))
LANDSCAPE = replace(REPORT, appendices=(appendix("", table(5, 60)),))

#: Component, document, page, words, size in points, font, middle in mm (None: not centred).
COMPONENTS = [
    ("1 quốc hiệu", REPORT, 0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, BOLD, RIGHT_BLOCK),
    ("1 tiêu ngữ", REPORT, 0, "Độc lập - Tự do - Hạnh phúc", 14, BOLD, RIGHT_BLOCK),
    ("2 cơ quan chủ quản", REPORT, 0, "UBND TỈNH QUẢNG NGÃI", 13, UPRIGHT, LEFT_BLOCK),
    ("2 cơ quan ban hành", REPORT, 0, "SỞ KHOA HỌC", 13, BOLD, LEFT_BLOCK),
    ("2 dòng hai", REPORT, 0, "VÀ CÔNG NGHỆ", 13, BOLD, LEFT_BLOCK),
    ("3 số, ký hiệu", REPORT, 0, "Số: /BC-SKHCN", 13, UPRIGHT, LEFT_BLOCK),
    ("4 địa danh, ngày", REPORT, 0, "Quảng Ngãi, ngày tháng năm 2026", 14, ITALIC, RIGHT_BLOCK),
    ("5a tên loại", REPORT, 0, "BÁO CÁO", 14, BOLD, PAGE),
    ("5a trích yếu", REPORT, 0, "Kết quả triển khai .* năm 2026", 14, BOLD, PAGE),
    ("5b V/v", LETTER, 0, "V/v báo cáo kết quả, tiến độ", 12, UPRIGHT, LEFT_BLOCK),
    ("6 lời văn", REPORT, 0, "Thực hiện Kế hoạch số 116/KH-UBND", 14, UPRIGHT, None),
    ("6 mục", REPORT, 0, "I. TÌNH HÌNH TRIỂN KHAI", 14, BOLD, None),
    ("6 khoản có tiêu đề", REPORT, 0, "1. Quán triệt, tuyên truyền, phổ biến", 14, BOLD, None),
    ("6 điểm có tiêu đề", REPORT, 0, r"a\) Số liệu các chỉ tiêu", 14, BOLD, None),
    ("6 điểm", REPORT, 0, r"đ\) Việc thứ 5;", 14, UPRIGHT, None),
    ("7a quyền hạn", LETTER, 1, "TL. GIÁM ĐỐC", 14, BOLD, 150),
    ("7a chức vụ", LETTER, 1, "TRƯỞNG PHÒNG", 14, BOLD, 150),
    ("7b họ tên", LETTER, 1, "Phạm Thị Thu Hà", 14, BOLD, 150),
    ("9a kính gửi", REPORT, 0, "Kính gửi: Uỷ ban nhân dân tỉnh Quảng Ngãi.", 14, UPRIGHT, PAGE),
    ("9b nơi nhận", REPORT, 1, "Nơi nhận:", 12, BOLD_ITALIC, None),
    ("9b danh sách", REPORT, 1, "- Như trên;", 11, UPRIGHT, None),
    ("9b lưu", REPORT, 1, "- Lưu: VT, HCTH.", 11, UPRIGHT, None),
    ("10b độ khẩn", LETTER, 0, "THƯỢNG KHẨN", 13, BOLD, LEFT_BLOCK),
    ("11 lưu hành nội bộ", ANNEX, 0, "LƯU HÀNH NỘI BỘ", 13, BOLD, 153.5),
    ("số trang", REPORT, 1, "2", 14, UPRIGHT, PAGE),
    ("mã phiên bản", REPORT, 0, "BC-2026-v1 · 3f9a2c71", 8, UPRIGHT, PAGE),
    ("PL số", APPENDED, 2, "Phụ lục I", 14, BOLD, PAGE),
    ("PL tiêu đề", APPENDED, 2, "BIỂU MẪU SỐ LIỆU", 14, BOLD, PAGE),
    ("PL kèm theo", APPENDED, 2, r"\(Kèm theo Báo cáo số .* năm 2026", 14, ITALIC, PAGE),
    ("PL ngang", LANDSCAPE, 2, "BIỂU MẪU SỐ LIỆU", 14, BOLD, 153.5),
    ("biểu: đầu", REPORT, 0, "Chỉ tiêu", 12, BOLD, None),
    ("biểu: số cột", REPORT, 0, r"\(2\)", 11, ITALIC, None),
    ("biểu: ô", REPORT, 0, r"1\.234,5", 12, UPRIGHT, None),
]


@pytest.mark.parametrize(
    ("document", "page", "words", "size", "font", "middle"),
    [component[1:] for component in COMPONENTS],
    ids=[component[0] for component in COMPONENTS],
)
def test_every_component_has_the_size_the_style_and_the_place_of_the_decree(
    document, page, words, size, font, middle
):
    place = printed(document)[page].of(words)
    assert place.size == pytest.approx(size, abs=0.1)
    assert place.font == font
    if middle is not None:
        assert place.middle == pytest.approx(middle, **NEAR)


def test_the_page_is_a4_and_its_text_keeps_the_margins():
    for sheet in printed(REPORT):
        assert (sheet.width, sheet.height) == pytest.approx((210, 297), abs=0.1)
        body = [c for c in sheet.page.chars if 40 < c["top"] < 800]
        assert min(c["x0"] for c in body) / MM == pytest.approx(30, **NEAR)
        assert max(c["x1"] for c in body) / MM == pytest.approx(190, **NEAR)
    first = printed(REPORT)[0]
    assert first.of("UBND TỈNH QUẢNG NGÃI").top == pytest.approx(20, abs=0.7)


def test_the_page_number_stands_in_the_top_margin_from_the_second_page_on():
    first, second = printed(REPORT)
    assert not [c for c in first.page.chars if c["top"] < 20 * MM]
    number = second.of("2")
    assert 5 < number.top < number.bottom < 20


def test_the_code_stands_in_the_bottom_margin_of_every_page():
    for sheet in printed(REPORT) + printed(ANNEX) + printed(LANDSCAPE):
        code = sheet.of("BC-2026-v1 · 3f9a2c71")
        assert sheet.height - 20 < code.top < code.bottom < sheet.height - 5


# The head


def rule_under(sheet: Sheet, place) -> float:
    """The length of the rule that is drawn right under words."""
    rules = [
        right - left
        for left, right, top, bottom in sheet.boxes()
        if bottom - top < 0.5
        and place.baseline < bottom < place.baseline + 4
        and left <= place.middle <= right
    ]
    (length,) = rules
    return length


def underline(sheet: Sheet, place) -> float:
    """The length of the border under words, drawn as a box around them."""
    ends = [
        right - left
        for left, right, _top, bottom in sheet.boxes()
        if place.baseline < bottom < place.baseline + 2.5 and left <= place.middle <= right
    ]
    return max(ends)


def test_the_rule_under_the_motto_is_as_long_as_the_motto():
    sheet = printed(REPORT)[0]
    motto = sheet.of("Độc lập - Tự do - Hạnh phúc")
    assert underline(sheet, motto) == pytest.approx(60.5, **NEAR)
    assert motto.right - motto.left == pytest.approx(60.5, **NEAR)


@pytest.mark.parametrize("words", ["VÀ CÔNG NGHỆ", "Kết quả triển khai .* năm 2026"])
def test_the_rule_under_agency_and_subject_is_a_third_to_a_half_of_the_line(words):
    sheet = printed(REPORT)[0]
    place = sheet.of(words)
    assert 1 / 3 <= rule_under(sheet, place) / (place.right - place.left) <= 1 / 2


@pytest.mark.parametrize(("document", "number"), [(REPORT, "/BC-SKHCN"), (LETTER, "/SKHCN-HCTH")])
def test_the_number_stays_level_with_the_day_however_long_the_agency_is(document, number):
    sheet = printed(document)[0]
    day = sheet.of("Quảng Ngãi, ngày")
    assert sheet.of(number).baseline == pytest.approx(day.baseline, abs=0.1)


def test_a_long_agency_wraps_into_lines_of_its_block():
    sheet = printed(LETTER)[0]
    lines = [
        "TRUNG TÂM ỨNG",
        "DỤNG, CHUYỂN GIAO",
        "KHOA HỌC CÔNG NGHỆ",
        "VÀ TIÊU CHUẨN ĐO",
        "LƯỜNG CHẤT LƯỢNG",
    ]
    places = [sheet.of(line) for line in lines]
    assert all(30 <= place.left < place.right <= 91.8 for place in places)
    assert [place.top for place in places] == sorted(place.top for place in places)


def test_the_subject_of_a_letter_stands_six_points_under_the_number():
    """A line of 13 pt ends 3.1 pt below its writing, one of 12 pt begins 10.95 pt above."""
    sheet = printed(LETTER)[0]
    distance = sheet.of("V/v báo cáo").baseline - sheet.of("Số:").baseline
    assert distance * MM == pytest.approx(20.05, abs=0.3)


@pytest.mark.parametrize(
    ("urgency", "words", "millimetres"),
    [("urgent", "KHẨN", 20), ("very_urgent", "THƯỢNG KHẨN", 40), ("express", "HOẢ TỐC", 30)],
)
def test_the_stamp_of_urgency_has_the_size_and_the_red_of_the_decree(urgency, words, millimetres):
    document = replace(LETTER, masthead=replace(LETTER.masthead, urgency=urgency))
    sheet = printed(document)[0]
    place = sheet.of(words)
    assert place.color == (1, 0, 0)
    left, right, top, bottom = max(
        (box for box in sheet.boxes() if box[0] < place.left and box[2] < place.top < box[3]),
        key=lambda box: box[1] - box[0],
    )
    assert right - left == pytest.approx(millimetres, abs=0.1)
    assert bottom - top == pytest.approx(8, abs=0.1)
    assert top < place.top < place.bottom < bottom


def test_a_paper_that_is_not_urgent_bears_no_stamp():
    colors = {str(c["non_stroking_color"]) for c in printed(REPORT)[0].page.chars}
    assert colors == {"(0.0, 0.0, 0.0)"}


# Addressees


def test_several_addressees_stand_below_each_other_with_their_dashes_under_the_colon():
    sheet = printed(LETTER)[0]
    colon = sheet.of("Kính gửi:")
    colon_left = colon.right - 14 * 0.278 / MM
    dashes = [sheet.of(f"- {word}") for word in ["Phòng Quản lý", "Chi cục Tiêu", "Trung tâm Ứng"]]
    assert [dash.left for dash in dashes] == pytest.approx([colon_left] * 3, abs=0.2)
    assert all(dash.baseline > colon.baseline + 4 for dash in dashes)
    below = sheet.of("thuật Tiêu chuẩn")
    assert below.left == pytest.approx(sheet.of("- Chi cục").left + 2.9, **NEAR)


# The text


def test_a_paragraph_is_indented_justified_and_set_in_lines_of_1_2():
    sheet = printed(REPORT)[0]
    first, second = sheet.of("Thực hiện Kế hoạch số"), sheet.of("về việc thực hiện")
    assert first.left == pytest.approx(42.7, abs=0.1)
    assert second.left == pytest.approx(30, abs=0.1)
    distance = (second.baseline - first.baseline) * MM
    assert distance == pytest.approx(16.8, abs=0.1)
    lines = sheet.page.extract_text_lines()
    full = [line for line in lines if line["text"].startswith(("Thực hiện Kế", "về việc thực"))]
    assert [line["x1"] / MM for line in full] == pytest.approx([190, 190], **NEAR)


def test_paragraphs_are_six_points_apart():
    sheet = printed(REPORT)[0]
    lead = sheet.of("Kết quả của các đơn vị:")
    item = sheet.of("- Phòng Quản lý Khoa học")
    assert (item.baseline - lead.baseline) * MM == pytest.approx(16.8 + 6, abs=0.1)


def test_the_end_mark_stays_with_the_last_word():
    asked = "Uỷ ban nhân dân tỉnh xem xét, cho ý kiến ./."
    ends = tuple(paragraph(f"Kính trình {'i' * more} {asked}", "last") for more in range(1, 60))
    document = replace(REPORT, blocks=ends)
    lines = [line for sheet in printed(document) for line in sheet.lines() if "./." in line]
    assert len(lines) == 59
    assert all(line.endswith("kiến./.") for line in lines)


def test_a_heading_never_ends_a_page():
    parts = tuple(
        block
        for number in range(60)
        for block in (*TEXT[3:6], *[paragraph(f"Dòng {number}.")] * (number % 4 + 1))
    )
    ends = [sheet.lines()[-1] for sheet in printed(replace(REPORT, blocks=(*parts, TEXT[-1])))]
    assert len(ends) > 8
    assert not [end for end in ends if end.startswith(("II. ", "1. ", "Kết quả của"))]


# The end


def test_the_recipients_are_level_with_the_capacity_and_the_space_to_sign_is_clean():
    sheet = printed(REPORT)[1]
    capacity, name = sheet.of("GIÁM ĐỐC"), sheet.of("Nguyễn Văn Thành")
    assert sheet.of("Nơi nhận:").baseline == pytest.approx(capacity.baseline, abs=0.1)
    assert capacity.middle == pytest.approx(150, **NEAR)
    assert name.top - capacity.bottom == pytest.approx(28.9, abs=0.5)
    inside = [
        c
        for c in sheet.page.chars
        if capacity.bottom < c["top"] / MM < name.top - 1 and c["x0"] / MM > 110
    ]
    assert inside == []
    assert not sheet.page.images
    assert not [box for box in sheet.boxes() if capacity.bottom < box[2] < name.top]


@pytest.mark.parametrize("filling", range(28, 40, 3))
def test_the_signature_is_never_alone_on_a_page(filling):
    lines = tuple(paragraph(f"Dòng {number}.") for number in range(filling))
    *_before, last = printed(replace(REPORT, blocks=(*lines, TEXT[-1])))
    assert last.of("GIÁM ĐỐC")
    assert last.of("./.")


# Appendices and annexes


def test_an_appendix_is_landscape_numbered_on_its_own_and_its_first_page_bears_no_number():
    *body, first, second, third = printed(LANDSCAPE)
    assert [round(sheet.width) for sheet in body] == [210, 210]
    for sheet in (first, second, third):
        assert (sheet.width, sheet.height) == pytest.approx((297, 210), abs=0.1)
    assert not [c for c in first.page.chars if c["top"] / MM < 18]
    for sheet, number in [(second, "2"), (third, "3")]:
        assert "".join(c["text"] for c in sheet.page.chars if c["top"] / MM < 15) == number


def test_any_number_of_appendices_is_numbered_each_on_its_own():
    five = tuple(appendix(number, table(3, 45)) for number in ["I", "II", "III", "IV", "V"])
    numbers = [
        "".join(c["text"] for c in sheet.page.chars if c["top"] / MM < 15)
        for sheet in printed(replace(REPORT, appendices=five))
    ]
    assert numbers == ["", "2", *["", "2", "3"] * 5]


def test_a_table_repeats_its_head_and_its_numbers_on_every_page():
    for sheet in printed(LANDSCAPE)[2:]:
        assert sheet.of("Cột 5").top < sheet.of(r"\(5\)").top
        assert sheet.of("Cột 5").size == 12


def test_twelve_columns_stay_within_the_page():
    for sheet in printed(ANNEX):
        assert sheet.width == pytest.approx(297, abs=0.1)
        assert max(c["x1"] for c in sheet.page.chars) / MM <= 277.5
        assert max(right for _left, right, _top, _bottom in sheet.boxes()) <= 298


def test_a_chart_is_drawn_with_its_figures_beside_it():
    sheet = printed(ANNEX)[0]
    blue = pytest.approx((0x2F / 255, 0x5D / 255, 0x8C / 255), abs=0.01)
    bars = [r["x1"] - r["x0"] for r in sheet.page.rects if r["non_stroking_color"] == blue]
    whole = max(bars)
    assert [round(bar / whole, 3) for bar in bars] == [0.755, 1]
    figure, label = sheet.of("75,5%"), sheet.of("Phòng Quản lý Khoa học")
    assert figure.baseline == pytest.approx(label.baseline, **NEAR)
    assert sheet.of("0%").left == pytest.approx(figure.left, **NEAR)
