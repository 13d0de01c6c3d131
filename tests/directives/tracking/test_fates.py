"""The fate of each row, in words, before anything is written."""

from datetime import date

import pytest

from directives.models import Directive, FormerName
from directives.tracking import columns, rows, sheets
from directives.tracking.decisions import NOBODY, Decisions
from directives.tracking.fates import judge
from directives.tracking.office import office_of
from directives.tracking.times import Deadline
from tests.builders import (
    make_assignment,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
)
from tests.directives.sheets import book_of, line

pytestmark = pytest.mark.django_db

TODAY = date(2026, 1, 15)


@pytest.fixture(autouse=True)
def _units():
    make_department(short_name="P. QLKH")
    make_department("Chi cục Tiêu chuẩn Đo lường Chất lượng", short_name="CC TĐC")


def plan(*lines, decisions=None, **more):
    sheet = sheets.read(book_of(*lines, **more)).sheets[0]
    office = office_of(make_coordinator(), on=TODAY)
    return judge(rows.read(sheet, columns.guess(sheet)), office, decisions or Decisions(), on=TODAY)


def fates(*lines, **more):
    return [(str(one.fate), " ".join(one.words)) for one in plan(*lines, **more).judged]


def test_a_new_paper_a_new_duty_of_it_and_another_unit_are_told_apart():
    assert fates(
        line(),
        line(paper=None, duty="Tuyên truyền", due="Thường xuyên"),
        line(paper=None, duty="Tuyên truyền", lead="CC TĐC", due="Thường xuyên"),
        line(),
    ) == [
        ("new", "Văn bản mới, nhiệm vụ mới; giao: P. QLKH. Thời hạn: hết ngày 14/12/2026."),
        ("new", "Nhiệm vụ mới; giao: P. QLKH. Thời hạn: không quy định thời hạn."),
        ("new", "Thêm đơn vị cho nhiệm vụ đã có; giao: CC TĐC."),
        ("exists", "Nhiệm vụ này của đơn vị đã có; không thay đổi."),
    ]


def test_what_the_register_has_is_left_as_it_is():
    directive = make_directive(number="123", issued_on=date(2025, 6, 7))
    duty = make_duty(directive, text="Xây dựng kế hoạch thông tin đối ngoại")
    make_assignment(duty, make_department(), starts_on=date(2025, 6, 7))
    assert fates(line(), line(lead="CC TĐC"), line(duty="Việc khác", due="")) == [
        ("exists", "Nhiệm vụ này của đơn vị đã có; không thay đổi."),
        ("new", "Thêm đơn vị cho nhiệm vụ đã có; giao: CC TĐC."),
        ("new", "Nhiệm vụ mới; giao: P. QLKH. Thời hạn: chưa xác định thời hạn."),
    ]


def test_a_unit_nobody_knows_is_asked_for_once_and_the_answer_counts():
    lines = [line(lead="Phòng Lạ"), line(duty="Hai", lead="P. Lạ", coordinating="CC TĐC")]
    asked = plan(*lines)
    assert [one.fate for one in asked.judged] == ["unit", "unit"]
    assert asked.judged[0].words == ["Không tìm thấy đơn vị: “Phòng Lạ”."]
    assert asked.questions.units == {"phong la": "P. Lạ"}
    answered = Decisions(units={"phong la": make_department().pk})
    assert [fate for fate, _words in fates(*lines, decisions=answered)] == ["new", "new"]
    nobody = Decisions(units={"phong la": NOBODY})
    assert fates(*lines, decisions=nobody) == [
        ("skipped", "Không giao cho đơn vị nào, theo lựa chọn."),
        ("new", "Văn bản mới, nhiệm vụ mới; giao: CC TĐC. Thời hạn: hết ngày 14/12/2026."),
    ]


def test_a_unit_is_known_by_its_old_name_and_by_the_one_that_took_its_place():
    heir = make_department(short_name="P. QLKH")
    FormerName.objects.create(
        department=heir, name="Phòng Khoa học", short_name="P. KH", used_until=date(2024, 1, 1)
    )
    make_department(
        "Phòng Công nghệ",
        short_name="P. CN",
        dissolved_on=date(2025, 7, 1),
        successor=heir,
    )
    told = [words for _fate, words in fates(line(lead="Phòng Khoa học"), line("2/A", "x", "P. CN"))]
    assert told[0].startswith("Văn bản mới, nhiệm vụ mới; giao: P. QLKH.")


def test_everybody_is_every_unit_in_being():
    (one,) = plan(line(lead="Các phòng, đơn vị thuộc Sở")).judged
    assert one.words[0] == "Văn bản mới, nhiệm vụ mới; giao: CC TĐC, HCTH, P. QLKH."


def test_a_deadline_that_cannot_be_read_is_asked_for():
    lines = [line(due="sau Tết"), line(duty="Hai", due="sau Tết")]
    asked = plan(*lines)
    assert asked.judged[0].words == ["Không đọc được thời hạn “sau Tết”."]
    assert asked.questions.counts["deadlines", "sau Tết"] == 2
    answered = Decisions(deadlines={"sau Tết": Deadline("date", "one_off", date(2026, 3, 1))})
    assert fates(*lines, decisions=answered)[1] == (
        "new",
        "Nhiệm vụ mới; giao: P. QLKH. Thời hạn: hết ngày 01/3/2026.",
    )


def test_the_day_of_a_paper_is_asked_for_where_it_stands_nowhere():
    asked = plan(line(paper="123/SKHCN-HCTH"))
    assert asked.judged[0].words == ["Chưa rõ ngày ban hành của văn bản 123/SKHCN-HCTH."]
    answered = Decisions(papers={"123/SKHCN-HCTH": date(2025, 6, 7)})
    assert fates(line(paper="123/SKHCN-HCTH"), decisions=answered)[0][0] == "new"


def test_what_is_done_needs_a_day():
    asked = plan(line(state="Hoàn thành"))
    assert asked.judged[0].words == ["Ghi là hoàn thành mà không có ngày hoàn thành."]
    assert asked.questions.is_done_on_no_day
    answered = Decisions(done_on=date(2025, 12, 31))
    ((_fate, words),) = fates(line(state="Hoàn thành"), decisions=answered)
    assert "Hoàn thành ngày 31/12/2025." in words
    assert "Hoàn thành ngày 12/5/2025." not in fates(line())[0][1]
    assert "Hoàn thành ngày 01/7/2025." in fates(line(state="Hoàn thành 01/7/2025"))[0][1]


def test_all_that_a_row_leaves_open_is_asked_at_once():
    asked = plan(line("7/A-B", lead="Phòng Lạ", due="sau Tết", state="Hoàn thành"))
    assert asked.judged[0].fate == "day"
    assert asked.judged[0].words == [
        "Chưa rõ ngày ban hành của văn bản 7/A-B. Không tìm thấy đơn vị: “Phòng Lạ”. "
        "Không đọc được thời hạn “sau Tết”. Ghi là hoàn thành mà không có ngày hoàn thành."
    ]
    assert asked.questions.is_done_on_no_day
    assert len(asked.questions.counts) == 4


def test_a_state_that_says_nothing_clear_is_open_and_said_to_be():
    assert fates(line(state="BC 12"))[0][1].endswith(
        "Tình trạng “BC 12” chưa rõ: ghi là chưa hoàn thành."
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"paper": "Chỉ đạo miệng"}, "Không đọc được số, ký hiệu văn bản: “Chỉ đạo miệng”."),
        ({"paper": None}, "Chưa ghi văn bản giao nhiệm vụ."),
        ({"lead": None}, "Chưa ghi đơn vị chủ trì."),
        ({"duty": None}, "Chưa ghi nhiệm vụ."),
        ({"state": "Hoàn thành 01/7/2027"}, "Ngày hoàn thành 01/7/2027 không nằm trong khoảng"),
        ({"paper": "9/A-B ngày 01/02/2026"}, "Ngày ban hành 01/02/2026 chưa đến."),
        (
            {"due": "#REF!"},
            "Có ô công thức không có kết quả; hãy sửa trong Excel rồi đưa tệp lên lại.",
        ),
    ],
)
def test_what_nobody_can_mend_here_is_an_error_in_a_sentence(changes, words):
    (found,) = fates(line(**changes))
    assert found[0] == "error"
    assert found[1].startswith(words)


def test_a_directive_of_another_unit_or_a_closed_one_is_not_touched(django_user_model):
    other = make_department("Văn phòng", is_coordinator=True)
    make_directive(number="123", issued_on=date(2025, 6, 7), coordinator=other)
    assert fates(line()) == [("error", "Văn bản do Văn phòng theo dõi nên không nhập được.")]
    Directive.objects.update(
        coordinator=make_coordinator(),
        closed_on=date(2025, 12, 31),
        closed_at="2025-12-31T00:00Z",
        closed_by=django_user_model.objects.create(username="x"),
        closing_note="Xong.",
    )
    assert fates(line()) == [("error", "Văn bản đã kết thúc theo dõi nên không nhập được.")]
    assert not plan(line(lead="Phòng Lạ")).questions


@pytest.mark.parametrize("count", [1, 300])
def test_the_office_is_asked_the_same_few_times_for_any_number_of_rows(
    count, django_assert_num_queries
):
    lines = [line(f"{number}/A-B ngày 01/02/2025") for number in range(1, count + 1)]
    coordinator = make_coordinator()
    sheet = sheets.read(book_of(*lines)).sheets[0]
    found = rows.read(sheet, columns.guess(sheet))
    with django_assert_num_queries(4):
        office = office_of(coordinator, on=TODAY)
    with django_assert_num_queries(0):
        assert len(judge(found, office, Decisions(), on=TODAY).judged) == count
