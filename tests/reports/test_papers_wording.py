"""The two công văn as documents: what they say, in which order."""

from dataclasses import replace
from datetime import date

from reports import papers
from reports.consolidated.values import Agency, DirectiveFacts, Paper
from reports.papers.values import (
    DutyAsked,
    IndicatorAsked,
    Letter,
    OpeningPaper,
    UnitAsked,
    UnitOwing,
    Urged,
    UrgingPaper,
)
from reports.signing import Signature
from tests.reports.told import told

UNITS = ("Phòng Quản lý Khoa học", "Chi cục Tiêu chuẩn Đo lường Chất lượng")
DIRECTOR = Signature("", ("Giám đốc",), "Nguyễn Văn Thành")
DEPUTY = Signature("KT.", ("KT. Giám đốc", "Phó Giám đốc"), "Lê Quang Dũng")
BY_ORDER = Signature(
    "TL.", ("TL. Giám đốc", "Trưởng phòng\nHành chính - Tổng hợp"), "Phạm Thị Thu Hà"
)
LETTER = Letter(
    on=date(2026, 11, 20),
    agency=Agency(
        name="Sở Khoa học và Công nghệ",
        superior_name="UBND tỉnh Quảng Ngãi",
        symbol="SKHCN",
        place="Quảng Ngãi",
        head_title="Giám đốc",
    ),
    symbol="SKHCN-HCTH",
    coordinator="Phòng Hành chính - Tổng hợp",
    filing_symbol="HCTH",
    signature=DIRECTOR,
    units=UNITS,
    directive=DirectiveFacts(
        is_own=True,
        paper=Paper(
            "Công văn số 123/SKHCN-HCTH",
            date(2024, 6, 7),
            "Sở Khoa học và Công nghệ",
            "về việc triển khai thực hiện Kế hoạch số 116/KH-UBND",
        ),
        basis=None,
        programme_name="triển khai công tác thông tin đối ngoại",
        report_to="Uỷ ban nhân dân tỉnh Quảng Ngãi",
    ),
    label="Năm 2026",
)
OPENING = OpeningPaper(
    letter=LETTER,
    starts_on=date(2025, 12, 15),
    cut_off_on=date(2026, 12, 14),
    due_on=date(2026, 12, 16),
    director_due_on=date(2026, 12, 21),
    address="https://dondoc.example.vn/",
    duties=(
        DutyAsked(1, "Quán triệt, phổ biến", "dissemination", (), ()),
        DutyAsked(
            2,
            "Triển khai thực hiện",
            "implementation",
            (),
            (
                IndicatorAsked("Tin, bài trên Cổng", "tin, bài"),
                IndicatorAsked("Sự kiện có yếu tố nước ngoài", "sự kiện"),
            ),
        ),
        DutyAsked(3, "Tổ chức, theo dõi", "coordination", ("Phòng Hành chính - Tổng hợp",), ()),
    ),
    units=(UnitAsked(UNITS[0], (1, 2)), UnitAsked(UNITS[1], (1, 2))),
)
OWING = UnitOwing(
    name=UNITS[0],
    due_on=date(2026, 12, 16),
    original_due_on=date(2026, 12, 16),
    is_returned=False,
    days_late=7,
    working_days_late=5,
    reminders=7,
    urgings=(Urged("Điện thoại", date(2026, 12, 18), ""), Urged("Zalo", date(2026, 12, 21), "")),
)
URGING = UrgingPaper(
    letter=replace(LETTER, on=date(2026, 12, 23), signature=BY_ORDER, units=UNITS[:1]),
    round=1,
    requested_by="Công văn số 512/SKHCN-HCTH ngày 20/11/2026",
    before=(),
    due_on=date(2026, 12, 28),
    owing=(OWING,),
)


def in_order(text: str, parts: list[str]) -> list[str]:
    """The parts that are missing or stand before the part named ahead of them."""
    place, wrong = 0, []
    for part in parts:
        found = text.find(part, place)
        if found < 0:
            wrong.append(part)
        else:
            place = found
    return wrong


# Opening


def test_the_opening_paper_has_the_parts_of_the_decree_in_their_order():
    assert not in_order(
        told(papers.document_of(OPENING)),
        [
            "UBND tỉnh Quảng Ngãi",
            "Sở Khoa học và Công nghệ",
            "Số: /SKHCN-HCTH",
            "V/v báo cáo kết quả, tiến độ triển khai công tác thông tin đối ngoại năm 2026",
            "Quảng Ngãi, ngày tháng năm 2026",
            "Kính gửi: - Phòng Quản lý Khoa học; - Chi cục Tiêu chuẩn Đo lường Chất lượng.",
            "Thực hiện Công văn số 123/SKHCN-HCTH ngày 07/6/2024 về việc triển khai thực hiện "
            "Kế hoạch số 116/KH-UBND; để kịp thời tổng hợp, báo cáo Uỷ ban nhân dân tỉnh "
            "Quảng Ngãi, Giám đốc Sở Khoa học và Công nghệ yêu cầu Trưởng các phòng, đơn vị "
            "thuộc Sở báo cáo kết quả, tiến độ",
            "1. Nội dung: theo đề cương tại Phụ lục I, số liệu theo biểu mẫu tại Phụ lục II",
            "2. Thời gian lấy số liệu: từ ngày 15/12/2025 đến hết ngày 14/12/2026",
            "3. Thời hạn, hình thức gửi: báo cáo gửi Giám đốc Sở (qua Phòng Hành chính - Tổng "
            "hợp) chậm nhất hết ngày 16/12/2026",
            "https://dondoc.example.vn/",
            "trình Giám đốc Sở chậm nhất hết ngày 21/12/2026.",
            "triển khai thực hiện đúng thời hạn./.",
            "Nơi nhận: - Như trên; - Giám đốc Sở, các Phó Giám đốc Sở; - Lưu: VT, HCTH.",
            "Giám đốc Nguyễn Văn Thành",
            "Phụ lục I Đề cương báo cáo (Kèm theo Công văn số /SKHCN-HCTH ngày tháng năm 2026",
            "Phụ lục II Biểu mẫu số liệu (Kèm theo Công văn số /SKHCN-HCTH",
        ],
    )


def test_the_outline_has_five_parts_and_the_results_by_duty():
    assert not in_order(
        told(papers.document_of(OPENING)).partition("Đề cương báo cáo")[2],
        [
            "I. Tình hình triển khai",
            "II. Kết quả thực hiện",
            "1. Quán triệt, phổ biến",
            "2. Triển khai thực hiện",
            "3. Tổ chức, theo dõi (Phòng Hành chính - Tổng hợp)",
            "III. Đánh giá chung",
            "2. Tồn tại, hạn chế và nguyên nhân",
            "3. Khó khăn, vướng mắc",
            "IV. Phương hướng, nhiệm vụ",
            "V. Đề xuất, kiến nghị",
        ],
    )


def test_the_forms_ask_each_indicator_with_its_unit_in_the_period_and_cumulated():
    text = told(papers.document_of(OPENING)).partition("Biểu mẫu số liệu")[2]
    assert not in_order(
        text,
        [
            "Biểu 1. Quán triệt, phổ biến TT Đối tượng Đơn vị tính Số người có mặt",
            "Biểu 2. Triển khai thực hiện TT Chỉ tiêu Đơn vị tính Trong kỳ Lũy kế Ghi chú",
            "1 Tin, bài trên Cổng tin, bài 2 Sự kiện có yếu tố nước ngoài sự kiện",
            "Biểu 3. Tổ chức, theo dõi TT Họ và tên Văn bản phân công (số, ngày)",
        ],
    )


def test_one_unit_stands_on_the_line_of_the_addressee():
    one = replace(OPENING, letter=replace(LETTER, units=UNITS[:1]))
    text = told(papers.document_of(one))
    assert "Kính gửi: Phòng Quản lý Khoa học. Thực hiện" in text
    assert "yêu cầu Phòng Quản lý Khoa học báo cáo kết quả, tiến độ" in text


def test_many_units_are_listed_with_their_duties_in_a_third_appendix():
    names = tuple(f"Phòng {number}" for number in range(1, 7))
    many = replace(
        OPENING,
        letter=replace(LETTER, units=names),
        units=tuple(UnitAsked(name, (1, 2)) for name in names),
    )
    text = told(papers.document_of(many))
    assert "Kính gửi: Các phòng, đơn vị thuộc Sở (danh sách tại Phụ lục III)." in text
    assert "Phụ lục III Danh sách phòng, đơn vị gửi báo cáo" in text
    assert "6 Phòng 6 1, 2" in text
    assert "Phụ lục III" not in told(papers.document_of(OPENING))


def test_a_deadline_before_the_cut_off_asks_for_an_estimate():
    early = replace(OPENING, due_on=date(2026, 11, 25))
    assert (
        "đề nghị ghi số liệu thực hiện đến ngày 25/11/2026 và số ước cả năm; số liệu chính thức "
        "bổ sung sau ngày 14/12/2026." in told(papers.document_of(early))
    )
    forms = told(papers.document_of(early)).partition("Biểu mẫu số liệu")[2]
    assert "Đơn vị tính Thực hiện đến ngày 25/11/2026 Lũy kế Ước cả năm" in forms


# Urging


def test_the_urging_to_one_unit_says_how_late_in_days_and_working_days():
    text = told(papers.document_of(URGING))
    assert not in_order(
        text,
        [
            "Số: /SKHCN-HCTH",
            "V/v đôn đốc báo cáo kết quả, tiến độ triển khai công tác thông tin đối ngoại năm "
            "2026 (lần 1)",
            "Kính gửi: Phòng Quản lý Khoa học.",
            "và Công văn số 512/SKHCN-HCTH ngày 20/11/2026, các phòng, đơn vị báo cáo",
            "chậm nhất hết ngày 16/12/2026.",
            "Đến ngày 23/12/2026, Phòng Quản lý Khoa học chưa gửi báo cáo, quá hạn 07 ngày "
            "(05 ngày làm việc). Hệ thống đã tự động nhắc việc 07 lần. Phòng Hành chính - Tổng "
            "hợp đã đôn đốc 02 lần (điện thoại ngày 18/12/2026; Zalo ngày 21/12/2026).",
            "Sở Khoa học và Công nghệ đề nghị Phòng Quản lý Khoa học khẩn trương hoàn thành",
            "chậm nhất hết ngày 28/12/2026, trong đó giải trình lý do gửi quá hạn./.",
            "Nơi nhận: - Như trên;",
            "TL. Giám đốc Trưởng phòng Hành chính - Tổng hợp Phạm Thị Thu Hà",
        ],
    )
    assert "theo quy định" not in text


def test_the_second_urging_cites_the_first_and_goes_to_the_director():
    second = replace(URGING, round=2, before=("Công văn số 530/SKHCN-HCTH ngày 23/12/2026",))
    text = told(papers.document_of(second))
    assert "(lần 2)" in text
    assert "đã đôn đốc tại Công văn số 530/SKHCN-HCTH ngày 23/12/2026." in text
    assert "báo cáo Giám đốc Sở xem xét, cho ý kiến chỉ đạo./." in text
    assert text.count("./.") == 1


def test_reminders_and_urgings_of_several_units_stand_in_two_columns():
    other = replace(OWING, name=UNITS[1], is_returned=True, reminders=2, urgings=())
    two = replace(URGING, letter=replace(URGING.letter, units=UNITS), owing=(OWING, other))
    text = told(papers.document_of(two))
    assert "chưa nhận được báo cáo của 02 phòng, đơn vị sau:" in text
    assert "1 Phòng Quản lý Khoa học 16/12/2026 7 (5) 7 điện thoại ngày 18/12/2026; Zalo" in text
    assert "Chất lượng (bổ sung, hoàn thiện báo cáo) 16/12/2026 7 (5) 2 -" in text


def test_a_moved_deadline_stands_beside_the_original_one():
    moved = replace(OWING, due_on=date(2026, 12, 20), days_late=3, working_days_late=3)
    text = told(papers.document_of(replace(URGING, owing=(moved,))))
    assert "so với thời hạn hết ngày 20/12/2026 (hạn gốc: hết ngày 16/12/2026)." in text


def test_a_deputy_signs_for_the_director_with_two_lines():
    text = told(papers.document_of(replace(URGING, letter=replace(LETTER, signature=DEPUTY))))
    assert "KT. Giám đốc Phó Giám đốc Lê Quang Dũng" in text
    assert "Giám đốc Sở Khoa học và Công nghệ yêu cầu" in text


def test_names_are_text_and_never_markup():
    strange = replace(OWING, name="<b>Phòng</b>")
    text = told(papers.document_of(replace(URGING, owing=(strange,))))
    assert "Đến ngày 23/12/2026, <b>Phòng</b> chưa gửi báo cáo" in text


def test_an_urgent_paper_bears_its_stamp_and_others_none():
    urgent = replace(URGING, letter=replace(URGING.letter, urgency="very_urgent"))
    assert papers.document_of(urgent).masthead.stamp == "Thượng khẩn"
    assert papers.document_of(URGING).masthead.stamp == ""


def test_a_paper_is_portrait_with_its_appendices_and_has_no_title_of_a_type():
    document = papers.document_of(OPENING)
    assert document.name == (
        "Công văn báo cáo kết quả, tiến độ triển khai công tác thông tin đối ngoại năm 2026"
    )
    assert (document.title, document.is_landscape, document.is_draft) == (None, False, False)
    assert [(a.number, a.is_landscape) for a in document.appendices] == [
        ("I", False),
        ("II", False),
    ]
    assert document.on == date(2026, 11, 20)


def test_the_closing_sentence_stays_with_the_signature():
    for paper in [OPENING, URGING, replace(URGING, round=2)]:
        blocks = papers.document_of(paper).blocks
        assert [block.role == "last" for block in blocks[-2:]] == [False, True]
