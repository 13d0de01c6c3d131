"""The table for giao ban: which duties, one line each, what a cell tells, who gets it."""

from datetime import date

import pytest

from directives.models import Assignment, Department, Duty, WorkItem
from directives.posts import NOBODY
from reports import briefing
from reports.documents import Table
from reports.models import ProgressReport
from tests.builders import (
    Role,
    at,
    make_agency,
    make_assignment,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_leader,
    make_member,
    make_user,
    posts_of,
)
from tests.reports.told import rows, tables, told
from tests.reports.year import make_year, send, take_in

pytestmark = pytest.mark.django_db

ON = date(2026, 12, 21)
HCTH = "Phòng Hành chính - Tổng hợp"


def made(person=None, *, on=ON):
    person = person or make_member(make_coordinator(), Role.STAFF)
    return briefing.briefing(briefing.scope_of(posts_of(person, on=on)), on=on)


def cells(document) -> list[list[str]]:
    (table,) = tables(document.blocks)
    assert isinstance(table, Table)
    return rows(table)


def lines(person=None, *, on=ON) -> list[list[str]]:
    return cells(briefing.document(made(person, on=on)))


# Which duties


def test_each_duty_is_one_line_however_many_units_have_it():
    make_year(6)
    found = lines()
    assert [line[:6] for line in found] == [
        [
            "1",
            "Công văn số …/SKHCN-HCTH ngày 07/06/2024",
            "1. Quán triệt, tuyên truyền, phổ biến",
            "Các phòng, đơn vị (07)",
            "",
            "Theo kỳ báo cáo năm 2026\n16/12/2026",
        ],
        [
            "2",
            "Công văn số …/SKHCN-HCTH ngày 07/06/2024",
            "2. Triển khai, báo cáo kết quả",
            "Các phòng, đơn vị (07)",
            "",
            "Theo kỳ báo cáo năm 2026\n16/12/2026",
        ],
        [
            "3",
            "Công văn số …/SKHCN-HCTH ngày 07/06/2024",
            "3. Tổ chức, theo dõi, tổng hợp",
            HCTH,
            "",
            "Theo kỳ báo cáo năm 2026\n16/12/2026",
        ],
    ]


def test_few_units_are_named_and_those_that_help_stand_apart():
    duty = make_duty(deadline="none")
    make_assignment(duty, make_department("Phòng A"))
    make_assignment(duty, make_department("Phòng B"))
    make_assignment(duty, make_department("Phòng C"), role=Assignment.Role.COORDINATING)
    (line,) = lines()
    assert line[3:6] == ["Phòng A;\nPhòng B", "Phòng C", "Không quy định thời hạn"]


def test_many_units_that_are_not_all_are_counted():
    first = make_duty(deadline="unset")
    for name in "ABCDEF":
        make_assignment(first, make_department(f"Phòng {name}"))
    second = make_duty(first.directive, deadline="date", due_on=date(2026, 12, 31))
    for name in "ABCDE":
        make_assignment(second, make_department(f"Phòng {name}"))
    assert [line[3] for line in lines()] == ["Các phòng, đơn vị (06)", "05 phòng, đơn vị"]
    assert [line[5] for line in lines()] == ["Chưa xác định thời hạn", "31/12/2026"]


@pytest.mark.parametrize(
    ("completed_on", "told_of"),
    [
        (date(2026, 12, 1), True),
        (date(2026, 11, 30), False),
        (date(2025, 12, 21), False),
    ],
)
def test_a_completed_duty_is_told_of_in_the_month_of_its_completion(completed_on, told_of):
    duty = make_duty(deadline="date", due_on=date(2026, 12, 31))
    make_assignment(duty, completed_on=completed_on)
    assert bool(made().lines) is told_of


def test_a_duty_that_one_unit_still_works_on_stays():
    duty = make_duty(deadline="date", due_on=date(2026, 12, 31))
    make_assignment(duty, make_department("Phòng A"), completed_on=date(2026, 1, 5))
    make_assignment(duty, make_department("Phòng B"))
    (line,) = lines()
    assert line[7] == "Hoàn thành đúng hạn: 01.\nĐang thực hiện, trong hạn: 01."


def test_a_duty_that_was_ended_is_not_told_of():
    make_assignment(ends_on=date(2026, 12, 20), end_reason="Chuyển đơn vị khác.")
    assert made().lines == ()
    text = told(briefing.document(made()))
    assert "Không có nhiệm vụ đang thực hiện hoặc hoàn thành trong tháng." in text


# What a cell tells


def test_a_duty_past_its_day_says_how_many_days_and_names_the_units():
    duty = make_duty(deadline="date", due_on=date(2026, 12, 11))
    make_assignment(duty, make_department("Phòng A"))
    (line,) = lines()
    assert line[7] == "Quá hạn 10 ngày."
    make_assignment(duty, make_department("Phòng B"), completed_on=date(2026, 12, 15))
    make_assignment(duty, make_department("Phòng C"))
    (line,) = lines()
    assert line[7] == (
        "Hoàn thành quá hạn: 01 (Phòng B).\nQuá hạn: 02 (Phòng A; Phòng C; 10 ngày)."
    )


def test_a_duty_without_a_deadline_is_at_work():
    make_assignment(make_duty(deadline="unset"))
    (line,) = lines()
    assert line[5:8:2] == ["Chưa xác định thời hạn", "Đang thực hiện, không quy định thời hạn."]


def test_a_unit_that_completed_its_duty_has_the_day_beside_it():
    duty = make_duty(deadline="date", due_on=date(2026, 12, 31))
    make_assignment(duty, completed_on=date(2026, 12, 15))
    (line,) = lines()
    assert line[7] == "Hoàn thành đúng hạn (15/12/2026)."


def test_accepted_reports_give_the_results_and_others_nothing():
    year = make_year(2)
    for name in ["Phòng A", "Phòng B"]:
        send(year.report_of(name), when="2026-12-10 09:00")
    take_in(year.report_of("Phòng A"))
    brief, work, lead = lines()
    assert brief[6] == "Đã phổ biến 12/13 người (92,3%).\nĐã tiếp nhận 1/3 báo cáo năm 2026."
    assert work[6] == "Đạt 80% kế hoạch năm.\nĐã tiếp nhận 1/3 báo cáo năm 2026."
    assert lead[6] == "Đã tiếp nhận 0/1 báo cáo năm 2026."


def test_the_one_unit_of_a_duty_speaks_in_its_own_words():
    year = make_year(1)
    send(year.report_of(HCTH), text="Đã bố trí\n02 người.")
    take_in(year.report_of(HCTH))
    *_others, lead = lines()
    assert lead[6] == "Đã bố trí 02 người.\nĐã tiếp nhận 1/1 báo cáo năm 2026."
    assert lead[8] == ""


def test_work_items_and_their_products_stand_with_the_results():
    assignment = make_assignment(make_duty(deadline="none"))
    by = make_user()
    for product, done_on in [("Kế hoạch", date(2026, 5, 5)), ("", date(2026, 6, 6)), ("Sổ", None)]:
        WorkItem.objects.create(
            assignment=assignment,
            text="Việc",
            product=product,
            done_on=done_on,
            proposed_by=by,
            proposed_at=at("2026-01-05 08:00"),
        )
    (line,) = lines()
    assert line[6] == "Đã xong 2/3 nội dung công việc.\nSản phẩm: Kế hoạch."


def test_a_late_report_is_named_with_its_days_and_its_explanation():
    year = make_year(2)
    for name in ["Phòng A", HCTH]:
        send(year.report_of(name))
    ProgressReport.objects.filter(department__name="Phòng B").update(
        late_explanation="Chờ số liệu của ba xã.",
        explained_at=at("2026-12-20 08:00"),
        explained_by=make_user(),
    )
    brief, work, lead = lines()
    assert brief[7] == "Đang thực hiện, trong hạn: 03.\nQuá hạn gửi báo cáo: Phòng B (5 ngày)."
    assert work[8] == "Phòng B: Chờ số liệu của ba xã."
    assert lead[7:] == ["Đang thực hiện, trong hạn.", ""]


def test_late_reports_stand_once_where_no_duty_asks_for_one():
    year = make_year(1)
    Duty.objects.filter(directive=year.directive).update(deadline="none")
    assert ["Quá hạn gửi" in line[7] for line in lines()] == [True, False, False]


def test_open_obstacles_are_the_reason_and_three_are_told():
    year = make_year(4)
    for name in "ABCD":
        send(year.report_of(f"Phòng {name}"), obstacle=f"Thiếu kinh phí {name}.")
    _brief, work, _lead = lines()
    assert work[8] == (
        "Phòng A: Thiếu kinh phí A.\nPhòng B: Thiếu kinh phí B.\nPhòng C: Thiếu kinh phí C.\n"
        "Và các khó khăn, vướng mắc khác."
    )


def test_what_several_units_say_in_the_same_words_stands_once():
    year = make_year(2)
    for name in ["Phòng A", "Phòng B"]:
        send(year.report_of(name), obstacle="Thiếu kinh phí.")
    _brief, work, _lead = lines()
    assert work[8] == "Phòng A; Phòng B: Thiếu kinh phí."


def test_shortcomings_are_told_of_units_that_are_behind():
    year = make_year(2)
    Duty.objects.filter(directive=year.directive, ordinal=2).update(
        deadline="date", due_on=date(2026, 12, 15)
    )
    for name in ["Phòng A", "Phòng B"]:
        send(year.report_of(name), shortcomings=f"{name} thiếu người.")
        take_in(year.report_of(name))
    Assignment.objects.filter(department__name="Phòng A").update(completed_on=date(2026, 12, 10))
    _brief, work, _lead = lines()
    assert work[8] == "Phòng B: Phòng B thiếu người."


# The document


def test_the_table_lies_across_the_page_inside_the_house():
    make_year(1)
    document = briefing.document(made())
    assert (document.mark, document.is_landscape) == ("Lưu hành nội bộ", True)
    assert (document.masthead.superior, document.masthead.issuer, document.masthead.symbol) == (
        "Sở Khoa học và Công nghệ",
        HCTH,
        None,
    )
    assert document.title.subject == (
        "Tình hình thực hiện nhiệm vụ phục vụ giao ban tháng 12 năm 2026"
    )
    assert document.title.attached == "(Số liệu đến ngày 21/12/2026)"
    assert document.closing.recipients == ()
    assert (document.closing.signature.lines, document.closing.signature.name) == (
        ("Trưởng phòng",),
        "Trần Thị Hà",
    )
    assert (
        "Có 03 nhiệm vụ của 01 văn bản đang thực hiện hoặc hoàn thành trong tháng. Tính theo từng "
        "đơn vị được giao: đang thực hiện, trong hạn 05." in told(document)
    )
    (table,) = tables(document.blocks)
    assert table.numbers == ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)")


def test_the_workbook_has_days_as_days_and_counters_as_numbers():
    duty = make_duty(deadline="date", due_on=date(2026, 12, 11))
    make_assignment(duty, make_department("Phòng A"))
    table = briefing.table(made())
    assert [column.title for column in table.columns[:11]] == [
        "STT",
        "Văn bản",
        "Ngày văn bản",
        "Nhiệm vụ",
        "Đơn vị chủ trì",
        "Phối hợp",
        "Thời hạn",
        "Loại thời hạn",
        "Kết quả/Sản phẩm",
        "Tình trạng",
        "Nguyên nhân",
    ]
    assert table.rows == (
        (
            1,
            "Công văn số …/SKHCN-HCTH",
            date(2024, 6, 7),
            "1. Triển khai, báo cáo",
            "Phòng A",
            "",
            date(2026, 12, 11),
            "Có ngày cụ thể",
            "",
            "Quá hạn 10 ngày.",
            "",
            0,
            0,
            0,
            1,
            0,
        ),
    )


# Who gets it


def test_hcth_gets_what_it_follows_up_and_a_leader_all_of_the_agency():
    make_assignment(make_duty(make_directive("việc thứ nhất"), deadline="none"))
    office = make_department("Văn phòng", is_coordinator=True, short_name="VP")
    other = make_directive("việc thứ hai", coordinator=office)
    make_assignment(make_duty(other, deadline="none"))
    assert len(made().lines) == 1
    assert len(made(make_member(office, Role.STAFF)).lines) == 1
    of_all = made(make_leader())
    assert len(of_all.lines) == 2
    document = briefing.document(of_all)
    assert (document.masthead.issuer, document.closing) == ("Sở Khoa học và Công nghệ", None)
    assert document.masthead.superior == "UBND tỉnh Quảng Ngãi"


def test_a_leader_of_an_agency_with_one_coordinator_gets_its_table():
    make_assignment(make_duty(deadline="none"))
    scope = briefing.scope_of(posts_of(make_leader()))
    assert (scope.agency, scope.coordinator) == (make_agency(), make_coordinator())
    staff = make_member(make_coordinator(), Role.STAFF)
    assert briefing.scope_of(posts_of(staff)) == scope


def test_nobody_else_gets_one():
    assert briefing.scope_of(posts_of(make_member(make_department()))) is None
    assert briefing.scope_of(NOBODY) is None


@pytest.mark.parametrize("unit_count", [1, 4])
def test_the_table_takes_the_same_queries_however_many_units(unit_count, django_assert_num_queries):
    year = make_year(unit_count)
    for report in year.reports:
        send(report, obstacle="Thiếu kinh phí.")
        take_in(report)
    other = make_directive("việc khác", number="9") if unit_count > 1 else None
    if other:
        make_assignment(make_duty(other, deadline="none"), make_department("Phòng A"))
    scope = briefing.scope_of(posts_of(make_member(make_coordinator(), Role.STAFF)))
    assert Department.objects.units().count() == unit_count + 1
    with django_assert_num_queries(10):
        briefing.document(briefing.briefing(scope, on=ON))
