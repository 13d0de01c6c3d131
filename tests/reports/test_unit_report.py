"""A unit's own report as a document: its head, its words, its figures, who signs it."""

from dataclasses import replace
from datetime import date

import pytest

from directives.models import Appointment, Department
from reports import unit_report
from reports.models import ProgressReport, Submission
from reports.signing import Signature
from tests.builders import Role, make_member
from tests.reports.told import rows, tables, told
from tests.reports.year import make_year, send

pytestmark = pytest.mark.django_db

ON = date(2026, 12, 11)
UNIT, HCTH = "Phòng A", "Phòng Hành chính - Tổng hợp"


def sent(year, unit=UNIT, **said) -> Submission:
    """The submission as the page of a report hands it over."""
    report = year.report_of(unit)
    send(report, **said)
    return (
        Submission.objects.select_related(
            "report__department__parent", "report__period__directive__agency"
        )
        .select_related("report__period__directive__coordinator")
        .get(report=report)
    )


@pytest.fixture
def year():
    return make_year(2)


@pytest.fixture
def unit(year):
    return Department.objects.get(name=UNIT)


def head_of(unit, **fields):
    return make_member(unit, Role.HEAD, title="Trưởng phòng", full_name="Trần Trưởng", **fields)


# Head and foot


def test_a_division_writes_under_the_agency_without_a_number_of_its_own(year, unit):
    head_of(unit)
    document = unit_report.document(sent(year), on=ON)
    assert (document.masthead.superior, document.masthead.issuer) == (
        "Sở Khoa học và Công nghệ",
        "Phòng A",
    )
    assert document.masthead.symbol is None
    assert (document.masthead.place, document.masthead.year) == ("Quảng Ngãi", 2026)
    assert (document.title.type, document.title.subject) == (
        "Báo cáo",
        "Kết quả, tiến độ triển khai công tác thông tin đối ngoại năm 2026",
    )
    assert document.addressees == ("Giám đốc Sở (qua Phòng Hành chính - Tổng hợp)",)
    assert document.closing.recipients == ("Như trên", "Lưu: Phòng A")
    assert document.closing.signature == Signature("", ("Trưởng phòng",), "Trần Trưởng")
    assert (document.on, document.is_draft, document.is_landscape) == (
        date(2026, 12, 10),
        False,
        False,
    )


def test_a_division_with_a_symbol_has_a_series(year, unit):
    Department.objects.filter(pk=unit.pk).update(symbol="QLKH")
    document = unit_report.document(sent(year), on=ON)
    assert document.masthead.symbol == "BC-QLKH"
    assert document.closing.recipients == ("Như trên", "Lưu: QLKH")


@pytest.mark.parametrize("kind", ["branch", "centre"])
def test_a_branch_or_a_centre_has_its_own_series_place_and_clerk(year, unit, kind):
    Department.objects.filter(pk=unit.pk).update(kind=kind, symbol="CCTĐC", place="Đức Phổ")
    document = unit_report.document(sent(year), on=ON)
    assert (document.masthead.symbol, document.masthead.place) == ("BC-CCTĐC", "Đức Phổ")
    assert document.closing.recipients == ("Như trên", "Lưu: VT")


def test_a_branch_without_a_symbol_leaves_it_to_be_filled_in(year, unit):
    Department.objects.filter(pk=unit.pk).update(kind="branch")
    assert unit_report.document(sent(year), on=ON).masthead.symbol == "BC"


def test_the_coordinator_writes_to_the_director_itself(year):
    document = unit_report.document(sent(year, HCTH), on=ON)
    assert document.addressees == ("Giám đốc Sở",)


@pytest.mark.parametrize(
    ("role", "title", "is_acting", "lines"),
    [
        ("head", "Trưởng phòng", False, ("Trưởng phòng",)),
        ("head", "Quyền Trưởng phòng", True, ("Q. Trưởng phòng",)),
        (
            "deputy_head",
            "Phó Trưởng phòng phụ trách",
            False,
            ("KT. Trưởng phòng", "Phó Trưởng phòng"),
        ),
    ],
)
def test_who_leads_the_unit_on_the_day_signs(year, unit, role, title, is_acting, lines):
    person = make_member(unit, role, title=title, full_name="Lê Ký", paper="Quyết định số 01")
    Appointment.objects.filter(user=person).update(is_acting=is_acting)
    signature = unit_report.document(sent(year), on=ON).closing.signature
    assert (signature.lines, signature.name) == (lines, "Lê Ký")


def test_a_unit_that_nobody_leads_keeps_the_line_of_its_head_without_a_name(year, unit):
    head_of(unit, ends_on=date(2026, 12, 10))
    signature = unit_report.document(sent(year), on=ON).closing.signature
    assert (signature.lines, signature.name) == (("Trưởng phòng",), "")


def test_the_name_of_the_day_of_sending_stands_at_the_head(year, unit):
    submission = sent(year)
    Department.objects.filter(pk=unit.pk).update(name="Phòng mới")
    submission.refresh_from_db()
    assert unit_report.document(submission, on=ON).masthead.issuer == "Phòng A"


# Text


def test_the_outline_is_filled_with_the_units_own_words(year):
    text = told(unit_report.document(sent(year, obstacle="Thiếu kinh phí."), on=ON))
    place = 0
    for part in [
        "Thực hiện Công văn số …/SKHCN-HCTH ngày 07/6/2024 của Sở Khoa học và Công nghệ về việc "
        "triển khai thực hiện Kế hoạch số 116/KH-UBND ngày 03/6/2024 của UBND tỉnh và Công văn số "
        "512/SKHCN-HCTH ngày 20/11/2026, Phòng A báo cáo kết quả, tiến độ triển khai công tác "
        "thông tin đối ngoại năm 2026 như sau:",
        "I. Tình hình triển khai",
        "Phòng A được giao 02 nhiệm vụ:",
        "Quán triệt, tuyên truyền, phổ biến (chủ trì);",
        "Triển khai, báo cáo kết quả (chủ trì).",
        "10 công chức, 02 viên chức, 01 người lao động.",
        "Số liệu tính từ ngày 15/12/2025 đến hết ngày 14/12/2026.",
        "II. Kết quả thực hiện",
        "1. Quán triệt, tuyên truyền, phổ biến",
        "Phòng A đã thực hiện nhiệm vụ 1.",
        "Đã tổ chức 02 đợt phổ biến với 20 lượt người tham gia:",
        "2. Triển khai, báo cáo kết quả",
        "Phòng A đã thực hiện nhiệm vụ 2.",
        "Số liệu các chỉ tiêu:",
        "Mức độ hoàn thành kế hoạch năm: 80%.",
        "III. Đánh giá chung",
        "1. Kết quả đạt được",
        "phổ biến: đã phổ biến đến 12/13 người có mặt (92,3%).",
        "báo cáo kết quả: đạt 80% kế hoạch năm.",
        "2. Tồn tại, hạn chế và nguyên nhân",
        "Chưa có tin, bài bằng tiếng nước ngoài do thiếu nhân lực.",
        "3. Khó khăn, vướng mắc",
        "Thiếu kinh phí (mới phát sinh).",
        "IV. Phương hướng, nhiệm vụ",
        "Tổ chức hội thảo của Phòng A.",
        "V. Đề xuất, kiến nghị",
        "Đề nghị tập huấn nghiệp vụ thông tin đối ngoại.",
        "Trên đây là báo cáo kết quả, tiến độ triển khai công tác thông tin đối ngoại năm 2026 của "
        "Phòng A, kính gửi Giám đốc Sở xem xét, chỉ đạo./.",
    ]:
        found = text.find(part, place)
        assert found >= place, part
        place = found


def test_figures_stand_in_tables_and_a_blank_is_no_zero(year):
    coverage, sessions, indicators = tables(unit_report.document(sent(year), on=ON).blocks)
    assert rows(coverage) == [
        ["1", "Công chức", "10", "9", "90%"],
        ["2", "Viên chức", "2", "2", "100%"],
        ["3", "Người lao động", "1", "1", "100%"],
        ["", "Tổng số", "13", "12", "92,3%"],
    ]
    assert rows(sessions)[0] == ["1", "02/03/2026", "Họp phòng, đơn vị", "", "12"]
    assert rows(indicators) == [
        ["1", "Tin, bài đăng trên Cổng thông tin điện tử", "tin, bài", "5", "20"],
        ["2", "Sự kiện có yếu tố nước ngoài", "sự kiện", "không phát sinh", "chưa có số liệu"],
    ]


def test_the_coordinator_lists_who_does_the_work(year):
    document = unit_report.document(sent(year, HCTH), on=ON)
    assert "Biên chế được giao: 12 người." in told(document)
    assert rows(tables(document.blocks)[-1]) == [
        ["1", "Phạm Đầu Mối", "Kiêm nhiệm", "x", "Thông báo số 15/TB-SKHCN", "01/07/2024"]
    ]


def test_an_empty_part_says_so(year):
    silent = {"shortcomings": "", "proposals": "", "next_plan": ""}
    text = told(unit_report.document(sent(year, **silent), on=ON))
    for part in [
        "nguyên nhân Không có. 3. Khó khăn, vướng mắc Không có. IV.",
        "IV. Phương hướng, nhiệm vụ Không có.",
        "V. Đề xuất, kiến nghị Không có.",
    ]:
        assert part in text


def test_nothing_to_report_is_a_statement_of_the_unit(year):
    nothing = {"results": "", "percent_of_year": None, "briefed": None, "present": None}
    submission = sent(year, nothing_to_report=True, sessions=(), **nothing)
    text = told(unit_report.document(submission, on=ON))
    assert "1. Quán triệt, tuyên truyền, phổ biến Không phát sinh." in text
    assert "Quán triệt, tuyên truyền, phổ biến: không phát sinh." in text


def test_an_explanation_stands_with_the_shortcomings(year):
    submission = sent(year, shortcomings="")
    submission.report.late_explanation = "Chờ số liệu\ncủa ba xã."
    text = told(unit_report.document(submission, on=ON))
    assert (
        "nguyên nhân Giải trình về việc gửi báo cáo quá hạn: Chờ số liệu của ba xã. 3. Khó khăn"
        in text
    )


def test_figures_of_a_period_that_still_runs_stand_beside_an_estimate(year):
    submission = sent(year)
    submission.figures_until = date(2026, 12, 1)
    document = unit_report.document(submission, on=ON)
    assert "Số liệu tính từ ngày 15/12/2025 đến ngày 01/12/2026; số liệu chính thức" in told(
        document
    )
    head = [cell.paragraphs[0].runs[0].text for cell in tables(document.blocks)[-1].head[0].cells]
    assert head[3:] == ["Thực hiện đến ngày 01/12/2026", "Lũy kế", "Ước cả năm"]
    assert rows(tables(document.blocks)[-1])[0][5] == "chưa có số ước"


def test_words_are_text_and_stay_whole(year):
    hostile = "<script>alert(1)</script>\n<img src=file:///etc/passwd>" + "x" * 300
    text = told(unit_report.document(sent(year, text=hostile), on=ON))
    assert "<script>alert(1)</script>" in text
    assert "<img src=file:///etc/passwd>" + "x" * 300 in text


def test_the_same_submission_reads_the_same_the_next_day(year, unit):
    head_of(unit)
    submission = sent(year)
    today = unit_report.document(submission, on=ON)
    assert unit_report.document(submission, on=date(2026, 12, 12)) == today
    new_year = unit_report.document(submission, on=date(2027, 1, 4))
    assert new_year == replace(today, masthead=replace(today.masthead, year=2027))


@pytest.mark.parametrize("unit_name", [UNIT, HCTH])
def test_the_document_takes_four_queries_however_many_duties(
    year, unit_name, django_assert_num_queries
):
    """Entries, obstacles, legal bases, who leads the unit."""
    submission = sent(year, unit_name)
    assert ProgressReport.objects.count() == 3
    with django_assert_num_queries(4):
        unit_report.document(submission, on=ON)
