"""The consolidated report as tables: typed values, and nothing internal in those that leave."""

from datetime import date
from decimal import Decimal

import pytest

from reports import consolidated
from reports.consolidated import tables
from reports.documents.data import Kind
from tests.reports.year import ON, make_year, send, take_in

TYPES = {
    Kind.TEXT: (str,),
    Kind.NUMBER: (int, Decimal),
    Kind.PERCENT: (int, Decimal),
    Kind.DATE: (date,),
}


@pytest.fixture
def whole(db):
    """A and the coordinator reported in time, B late; C is missing."""
    year = make_year(3)
    send(year.report_of("Phòng A"))
    send(year.report_of("Phòng B"), when="2026-12-18 09:00", obstacle="Thiếu kinh phí.")
    send(year.report_of("Phòng Hành chính - Tổng hợp"))
    for name in ["Phòng A", "Phòng B", "Phòng Hành chính - Tổng hợp"]:
        take_in(year.report_of(name))
    return consolidated.consolidate(year.period, on=ON)


@pytest.fixture
def upward(whole):
    return {t.key: t for t in tables.upward_tables(consolidated.for_upward(whole))}


@pytest.fixture
def internal(whole):
    return {t.key: t for t in tables.internal_tables(whole)}


def told(table, *titles):
    """The rows, of these columns only."""
    headings = [column.heading for column in table.columns]
    places = [headings.index(title) for title in titles]
    return [tuple(row[place] for place in places) for row in table.rows]


def test_every_value_has_the_type_of_its_column(internal):
    for table in internal.values():
        for row in table.rows:
            assert len(row) == len(table.columns), table.key
            for value, column in zip(row, table.columns, strict=True):
                assert value is None or isinstance(value, TYPES[column.kind]), (table.key, column)


def test_names_fit_on_a_sheet_and_are_told_apart(internal):
    names = [table.name for table in internal.values()]
    assert len({name.casefold() for name in names}) == len(names)
    assert [name for name in names if len(name) > 31 or set(name) & set("[]:*?/\\'")] == []


def test_the_duties_are_summed_up_with_blanks_where_nothing_is_asked(upward):
    assert told(
        upward["duties"],
        "Nhiệm vụ số",
        "Đơn vị được giao (đơn vị)",
        "Có báo cáo được tiếp nhận (đơn vị)",
        "Không phát sinh (đơn vị)",
        "Có mặt (người)",
        "Đã được phổ biến (người)",
        "Tỷ lệ phổ biến (%)",
        "Đợt phổ biến (đợt)",
        "Lượt tham gia (lượt người)",
        "Biên chế được giao (người)",
        "Đã bố trí (người)",
    ) == [
        (1, 4, 3, 0, 39, 36, Decimal("92.3"), 6, 60, None, None),
        (2, 4, 3, 0, None, None, None, None, None, None, None),
        (3, 1, 1, 0, None, None, None, None, None, 12, 1),
    ]


def test_every_accepted_result_has_a_row(upward):
    rows = told(
        upward["results"],
        "Nhiệm vụ số",
        "Đơn vị",
        "Tình trạng",
        "Mức độ hoàn thành kế hoạch năm (%)",
    )
    assert rows == [
        (1, "Phòng A", "có kết quả", None),
        (1, "Phòng B", "có kết quả", None),
        (1, "Phòng Hành chính - Tổng hợp", "có kết quả", None),
        (2, "Phòng A", "có kết quả", 80),
        (2, "Phòng B", "có kết quả", 80),
        (2, "Phòng Hành chính - Tổng hợp", "có kết quả", 80),
        (3, "Phòng Hành chính - Tổng hợp", "có kết quả", None),
    ]


def test_words_of_units_stay_in_the_house(upward, internal):
    """The office may have left them out of the report that was approved."""
    texts = {column.title for table in upward.values() for column in table.columns}
    assert "Kết quả thực hiện" not in texts
    assert "assessment" not in upward
    said = told(internal["entries"], "Đơn vị", "Kết quả thực hiện")
    assert ("Phòng A", "Phòng A đã thực hiện nhiệm vụ 1.") in said


def test_nothing_to_report_is_a_word_and_never_zero(db):
    year = make_year(1)
    report = year.report_of("Phòng A")
    blank = {
        "nothing_to_report": True,
        "results": "",
        "percent_of_year": None,
        "indicators": (),
    }
    send(report, **blank)
    take_in(report)
    whole = consolidated.consolidate(year.period, on=ON)
    results = next(t for t in tables.internal_tables(whole) if t.key == "results")
    assert told(results, "Nhiệm vụ số", "Đơn vị", "Tình trạng")[-1] == (
        2,
        "Phòng A",
        "không phát sinh",
    )


def test_coverage_is_told_by_group(upward):
    assert told(
        upward["coverage"], "Nhóm", "Có mặt (người)", "Đã được phổ biến (người)", "Tỷ lệ (%)"
    ) == [
        ("Công chức", 30, 27, Decimal("90.0")),
        ("Viên chức", 6, 6, Decimal("100.0")),
        ("Người lao động", 3, 3, Decimal("100.0")),
    ]


def test_indicators_of_units_are_a_figure_or_a_word_beside_a_blank(internal):
    assert told(
        internal["entry-indicators"],
        "Đơn vị",
        "Chỉ tiêu",
        "Trong kỳ",
        "Lũy kế",
        "Tình trạng số liệu",
    )[:2] == [
        ("Phòng A", "Tin, bài đăng trên Cổng thông tin điện tử", 5, 20, "có số liệu"),
        ("Phòng A", "Sự kiện có yếu tố nước ngoài", None, None, "không phát sinh"),
    ]


def test_standings_keep_reminders_and_urgings_apart(internal):
    assert told(
        internal["standings"],
        "Đơn vị",
        "Gửi lần đầu",
        "Đúng hạn, quá hạn",
        "Quá hạn (ngày)",
        "Quá hạn (ngày làm việc)",
        "Nhắc việc tự động (lần)",
        "Đôn đốc (lần)",
    ) == [
        ("Phòng A", date(2026, 12, 10), "đúng hạn", 0, 0, 0, 0),
        ("Phòng B", date(2026, 12, 18), "quá hạn", 2, 2, 0, 0),
        ("Phòng C", None, "chưa gửi, quá hạn", 5, 3, 0, 0),
        ("Phòng Hành chính - Tổng hợp", date(2026, 12, 10), "đúng hạn", 0, 0, 0, 0),
    ]


def test_an_obstacle_of_the_house_is_only_in_the_internal_table(upward, internal):
    assert upward["obstacles"].rows == ()
    assert told(internal["all-obstacles"], "Đơn vị", "Khó khăn, vướng mắc", "Phạm vi") == [
        ("Phòng B", "Thiếu kinh phí.", "nội bộ")
    ]


def test_one_table_is_found_by_the_part_that_has_it(whole):
    assert tables.named(whole, "report", "results").name == "Mức độ hoàn thành theo đơn vị"
    assert tables.named(whole, "annex", "standings").name == "Tình hình gửi báo cáo"
    assert tables.named(whole, "report", "standings") is None
    assert tables.named(whole, "slip", "results") is None


def test_the_list_of_names_is_that_of_the_tables(upward, internal):
    assert tables.NAMES["report"] == {key: table.name for key, table in upward.items()}
    assert tables.NAMES["annex"] == {key: table.name for key, table in internal.items()}
