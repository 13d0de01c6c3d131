"""The form as a Word file: what goes out comes back, and what must not be here is refused."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as WordDocument

from directives.models import Duty
from reports import desk, lifecycle
from reports.evidence import NotTaken
from reports.models import Obstacle, ProgressReport
from reports.printing.docx import docx
from reports.word import apart, filling, outline, reading, receiving
from reports.word.headings import duty_in, field_of, value_in
from reports.word.values import Grid, Line, Question
from tests import builders
from tests.builders import at

pytestmark = pytest.mark.django_db

TODAY = date(2026, 12, 10)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def make(*kinds):
    directive, unit = builders.make_directive(), builders.make_department()
    for kind in kinds:
        builders.make_assignment(builders.make_duty(directive, kind), unit)
    period = builders.make_period(directive)
    builders.confirm(period)
    return builders.make_report(unit, period=period)


def desk_of(report):
    return desk.Desk(
        desk.for_draft(ProgressReport.objects.all(), on=TODAY).get(pk=report.pk), on=TODAY
    )


def word(*lines, tables=()):
    """A Word file of these paragraphs and, behind them, tables."""
    document = WordDocument()
    for line in lines:
        document.add_paragraph(line)
    for rows in tables:
        table = document.add_table(len(rows), len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def passages(content, name="Báo cáo.docx"):
    found = reading.read(Question(name, content))
    assert found.refusal == ""
    return found.passages


def fill(report, content):
    table = desk_of(report)
    start = table.start()
    return filling.fill(table.board(start), start, passages(content)), start


def changed(report, content):
    """What the file changes, without the assignment's number in front of an only duty."""
    filled, _start = fill(report, content)
    return {name.partition("-")[2]: filled.data[name] for name in filled.names}


# Headings


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Kết quả thực hiện", "results"),
        ("II. KẾT QUẢ THỰC HIỆN", "results"),
        ("1. Kết quả thực hiện:", "results"),
        ("a) Tồn tại, hạn chế và nguyên nhân", "shortcomings"),
        ("V. ĐỀ XUẤT, KIẾN NGHỊ", "proposals"),
        ("Phương hướng, nhiệm vụ kỳ tới (nếu có)", "next_plan"),
        ("3. Khó khăn, vướng mắc (nếu có)", "obstacles"),
        ("Mức độ hoàn thành kế hoạch năm (%)", "percent_of_year"),
        ("Kết quả thực hiện tốt", None),
        ("Đăng 12 tin.", None),
    ],
)
def test_heading_is_known_by_the_words_of_the_office(text, field):
    assert field_of(text) == field


def test_value_may_stand_on_the_line_of_its_heading():
    assert value_in("Kết quả: Đăng 12 tin: 10 tin Việt.") == (
        "results",
        "Đăng 12 tin: 10 tin Việt.",
    )
    assert value_in("Lưu ý: không có") is None
    assert value_in("Kết quả:") is None


def test_duty_is_known_by_its_number():
    assert duty_in("Nhiệm vụ 2. Triển khai thực hiện") == 2
    assert duty_in("I. NHIỆM VỤ SỐ 3") == 3
    assert duty_in("Nhiệm vụ kỳ tới") is None


# Out and back


def test_what_goes_out_comes_back_unchanged():
    report = make(*Duty.Kind)
    _first, second, third = (asked.prefix for asked in desk_of(report).asked)
    builders.make_indicator(report.period.directive.duties.get(ordinal=2))
    table = desk_of(report)
    [figure] = [name for name in table.start() if name.endswith("-in_period")]
    data = table.start() | {
        f"{_first}-sessions-0-held_on": ["01/12/2026"],
        f"{_first}-sessions-0-form": ["party_cell"],
        f"{_first}-sessions-0-attendances": ["13"],
        f"{_first}-sessions-0-note": ["Quán triệt Nghị quyết"],
        f"{_first}-briefed_officials": ["10"],
        f"{second}-results": ["Đăng 12 tin.\nTổ chức 1 hội nghị."],
        f"{second}-percent_of_year": ["80"],
        f"{second}-next_plan": ["Đăng 20 tin."],
        f"{second}-new-0-text": ["Thiếu kinh phí."],
        figure: ["1.234,5"],
        f"{third}-staffing-0-person": ["Nguyễn Thị Mẫu"],
        f"{third}-staffing-0-paper": ["Quyết định số 5"],
        f"{third}-staffing-0-since": ["01/7/2026"],
        f"{third}-staffing-0-is_focal": ["on"],
        f"{third}-staff_quota": ["12"],
    }
    fetched = desk.for_draft(ProgressReport.objects.all(), on=TODAY).get()
    content = docx(outline.outline(fetched, table.board(data), on=TODAY))
    start = table.start()
    filled = filling.fill(table.board(start), start, passages(content))
    assert {name: filled.data.get(name) for name in data} == data
    again = filling.fill(table.board(data), data, passages(content))
    assert again.names == ()


def test_known_obstacle_is_answered_in_its_table():
    report = make(Duty.Kind.IMPLEMENTATION)
    builders.submit(report, obstacle="Thiếu kinh phí.")
    builders.return_report(report)
    key = Obstacle.objects.get().pk
    rows = [
        ["Khó khăn, vướng mắc", "Hiện nay", "Nội dung thay đổi"],
        ["Thiếu kinh phí.", "Vẫn còn, có thay đổi", "Còn thiếu 20 triệu."],
        ["Khác", "Đã được giải quyết", ""],
    ]
    table = desk_of(report)
    filled = filling.fill(table.board(table.typed), table.typed, passages(word(tables=[rows])))
    prefix = table.asked[0].prefix
    assert {name: filled.data[name] for name in filled.names} == {
        f"{prefix}-o{key}-standing": ["changed"],
        f"{prefix}-o{key}-text": ["Còn thiếu 20 triệu."],
    }


# Any file with the headings


def test_file_of_another_hand_is_read_by_its_headings():
    report = make(Duty.Kind.IMPLEMENTATION)
    content = word(
        "BÁO CÁO",
        "Thực hiện Công văn số 512/SKHCN-HCTH, đơn vị báo cáo như sau:",
        "I. KẾT QUẢ THỰC HIỆN",
        "Đăng 12 tin.",
        "Tổ chức 1 hội nghị.",
        "II. TỒN TẠI, HẠN CHẾ",
        "Chậm.",
        "III. KHÓ KHĂN, VƯỚNG MẮC",
        "Thiếu kinh phí.",
        "Mức độ hoàn thành kế hoạch năm: 70%",
        "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ: Đăng 20 tin.",
    )
    assert changed(report, content) == {
        "results": ["Đăng 12 tin.\nTổ chức 1 hội nghị."],
        "shortcomings": ["Chậm."],
        "new-0-text": ["Thiếu kinh phí."],
        "percent_of_year": ["70%"],
        "next_plan": ["Đăng 20 tin."],
    }


def test_what_the_file_leaves_blank_stays():
    report = make(Duty.Kind.IMPLEMENTATION)
    table = desk_of(report)
    data = table.start() | {f"{table.asked[0].prefix}-results": ["Đã gõ."]}
    filled = filling.fill(
        table.board(data), data, passages(word("Kết quả thực hiện", "Đề xuất", "Bố trí kinh phí."))
    )
    assert [name.partition("-")[2] for name in filled.names] == ["proposals"]


def test_nothing_to_report_and_no_obstacle_are_understood():
    report = make(Duty.Kind.IMPLEMENTATION)
    content = word("Kết quả", "Không phát sinh.", "Khó khăn, vướng mắc", "Không có.")
    assert changed(report, content) == {"nothing_to_report": ["on"]}


def test_obstacle_that_is_known_is_not_raised_twice():
    report = make(Duty.Kind.IMPLEMENTATION)
    builders.submit(report, obstacle="Thiếu kinh phí.")
    builders.return_report(report)
    assert changed(report, word("Khó khăn, vướng mắc", "thiếu kinh phí")) == {}


def test_of_several_duties_each_takes_what_stands_below_it():
    report = make(Duty.Kind.DISSEMINATION, Duty.Kind.IMPLEMENTATION)
    first, second = (asked.prefix for asked in desk_of(report).asked)
    filled, _start = fill(
        report, word("Nhiệm vụ 1", "Kết quả", "Họp.", "2. Nhiệm vụ 2", "Kết quả", "Đăng tin.")
    )
    assert {name: filled.data[name] for name in filled.names} == {
        f"{first}-results": ["Họp."],
        f"{second}-results": ["Đăng tin."],
    }


def test_heading_without_a_duty_goes_to_the_only_one_that_has_it_or_is_named():
    report = make(Duty.Kind.DISSEMINATION, Duty.Kind.IMPLEMENTATION)
    _first, second = (asked.prefix for asked in desk_of(report).asked)
    filled, _start = fill(report, word("Tồn tại, hạn chế", "Chậm.", "Kết quả", "Đăng tin."))
    assert filled.names == (f"{second}-shortcomings",)
    assert filled.unplaced == ("kết quả thực hiện",)


def test_table_without_a_duty_is_told_by_its_columns():
    report = make(Duty.Kind.DISSEMINATION, Duty.Kind.IMPLEMENTATION)
    first, _second = (asked.prefix for asked in desk_of(report).asked)
    rows = [
        ["Ngày", "Hình thức", "Lượt người", "Nội dung"],
        ["(1)", "(2)", "(3)", "(4)"],
        ["01/12/2026", "Sinh hoạt chi bộ", "13", ""],
        ["", "", "", ""],
    ]
    filled, _start = fill(report, word(tables=[rows]))
    assert {name: filled.data[name] for name in filled.names} == {
        f"{first}-sessions-0-held_on": ["01/12/2026"],
        f"{first}-sessions-0-form": ["party_cell"],
        f"{first}-sessions-0-attendances": ["13"],
    }


def test_list_keeps_its_dashes_and_a_table_its_place():
    document = WordDocument()
    document.add_paragraph("Kết quả")
    document.add_paragraph("Đăng tin", style="List Bullet")
    document.add_table(1, 1).cell(0, 0).text = "ô"
    buffer = io.BytesIO()
    document.save(buffer)
    assert passages(buffer.getvalue())[0] == Line("Kết quả")
    assert passages(buffer.getvalue())[2] == Grid((("ô",),))


# What must not be here


def refusal(content, name="Báo cáo.docx"):
    return reading.read(Question(name, content)).refusal


def with_part(name, content=b"x"):
    buffer = io.BytesIO(word("Kết quả"))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return buffer.getvalue()


def test_file_that_is_no_word_file_is_refused():
    assert refusal(b"%PDF-1.7", "a.pdf") == "kind"
    assert refusal(b"x", "a.doc") == "kind"
    assert refusal(b"x", "a.docm") == "hostile"
    assert refusal(b"%PDF-1.7") == "damaged"
    assert refusal(b"\xd0\xcf\x11\xe0") == "encrypted"
    assert refusal(word("Kết quả")[:200]) == "damaged"


def test_bomb_is_refused_before_it_is_unpacked():
    assert refusal(with_part("word/media/a.bin", b"0" * (257 * 1024 * 1024))) == "too_much"


def test_secret_mark_is_refused_wherever_it_stands():
    assert refusal(word("Độ mật: Tối mật", "Kết quả")) == "secret"
    assert refusal(word(tables=[[["TUYỆT MẬT"]]])) == "secret"
    document = WordDocument()
    document.sections[0].header.paragraphs[0].text = "MẬT"
    buffer = io.BytesIO()
    document.save(buffer)
    assert refusal(buffer.getvalue()) == "secret"


def test_file_is_read_by_a_program_of_its_own():
    question = Question("Báo cáo.docx", word("Kết quả", "Đăng tin."))
    assert apart.read(question) == reading.read(question)
    assert apart.read(question, seconds=0.01).refusal == "busy"


# Into the draft


def upload(content, name="Báo cáo.docx"):
    return SimpleUploadedFile(name, content)


def into_draft(report, content, **named):
    fetched = desk.for_draft(ProgressReport.objects.all(), on=TODAY).get(pk=report.pk)
    return receiving.into_draft(
        fetched,
        upload(content, **named),
        by=builders.make_user(),
        at=at("2026-12-10 08:00"),
    )


def test_file_is_kept_with_the_draft_and_with_what_is_sent():
    report = make(Duty.Kind.IMPLEMENTATION)
    into_draft(report, word("Kết quả", "Đăng tin."))
    report = ProgressReport.objects.get(pk=report.pk)
    kept = report.draft.original
    assert kept.original_name == "Báo cáo.docx"
    submission = lifecycle.submit(
        report,
        content=builders.content_of(report),
        by=builders.make_member(report.department),
        at=at("2026-12-10 09:00"),
    )
    assert submission.original == kept
    assert type(report.draft).objects.get().original is None


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "a.docx", "Tệp “a.docx” không có nội dung."),
        (b"%PDF", "a.pdf", "Tệp “a.pdf”: chỉ nhận tệp Word"),
        (word("Kính gửi"), "a.docx", "không thấy mục nào của đề cương báo cáo"),
    ],
)
def test_file_that_is_not_taken_is_named_with_the_reason(content, name, sentence):
    report = make(Duty.Kind.IMPLEMENTATION)
    with pytest.raises(NotTaken, match=sentence):
        into_draft(report, content, name=name)
    assert not hasattr(ProgressReport.objects.get(pk=report.pk), "draft")
