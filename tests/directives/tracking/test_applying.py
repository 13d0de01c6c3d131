"""A table is written once and whole, or not at all."""

from datetime import date

import pytest

from directives.lifecycle import AlreadyDone
from directives.models import Assignment, Directive, Duty
from directives.organisation import Refused
from directives.tracking import applying, receiving, sheets
from tests.builders import (
    at,
    make_assignment,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_member,
)
from tests.directives.sheets import line, upload_of

pytestmark = pytest.mark.django_db

NOW = at("2026-01-15 09:00")


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def by():
    make_department(short_name="P. QLKH")
    make_department("Chi cục mẫu", short_name="CC mẫu")
    return make_member()


def take_in(*lines, by, **more):
    return receiving.take_in(
        upload_of(*lines, **more), coordinator=make_coordinator(), by=by, at=NOW
    )


def apply(table, by, *, leave_unclear=False, seen=None):
    seen = seen or applying.look(table, on=date(2026, 1, 15)).plan.digest
    return applying.apply(table, seen=seen, leave_unclear=leave_unclear, by=by, at=NOW)


def test_directives_duties_units_deadlines_and_states_come_in(by):
    table = take_in(
        line(coordinating="CC mẫu"),
        line(paper=None, duty="Quán triệt Nghị quyết", due="Thường xuyên"),
        line(
            "Kế hoạch số 9/KH-UBND ngày 02/01/2025 về chuyển đổi số",
            "Báo cáo",
            "CC mẫu",
            due=date(2025, 3, 1),
            state="Hoàn thành ngày 20/02/2025",
        ),
        by=by,
    )
    first, second = sorted(apply(table, by), key=lambda one: one.number)
    assert (first.reference, first.issued_on, first.subject) == (
        "Công văn số 123/SKHCN-HCTH",
        date(2025, 6, 7),
        "thông tin đối ngoại",
    )
    assert (second.reference, second.issuing_body) == (
        "Kế hoạch số 9/KH-UBND",
        "UBND tỉnh Quảng Ngãi",
    )
    rows = Duty.objects.order_by("directive__number", "ordinal").values_list(
        "directive__number", "ordinal", "title", "kind", "deadline", "due_on", "deadline_words"
    )
    assert list(rows) == [
        (
            "123",
            1,
            "Xây dựng kế hoạch thông tin đối ngoại",
            "implementation",
            "date",
            date(2026, 12, 14),
            "trước ngày 15/12/2026",
        ),
        ("123", 2, "Quán triệt Nghị quyết", "dissemination", "none", None, "Thường xuyên"),
        ("9", 1, "Báo cáo", "implementation", "date", date(2025, 3, 1), ""),
    ]
    given = Assignment.objects.order_by("duty__directive__number", "duty__ordinal", "role")
    assert list(
        given.values_list("department__short_name", "role", "starts_on", "completed_on")
    ) == [
        ("CC mẫu", "coordinating", date(2025, 6, 7), None),
        ("P. QLKH", "lead", date(2025, 6, 7), None),
        ("P. QLKH", "lead", date(2025, 6, 7), None),
        ("CC mẫu", "lead", date(2025, 1, 2), date(2025, 2, 20)),
    ]
    table.refresh_from_db()
    assert (table.applied_by, table.applied_at) == (by, NOW)
    assert [one["directive"] for one in table.fates] == [
        str(first.public_id),
        str(first.public_id),
        str(second.public_id),
    ]


def test_a_directive_that_is_there_gets_the_new_duties_after_its_own(by):
    directive = make_directive(number="123", issued_on=date(2025, 6, 7))
    make_assignment(make_duty(directive, text="Việc cũ"), make_department())
    apply(take_in(line(duty="Việc cũ"), line(duty="Việc mới", due=""), by=by), by)
    assert list(directive.duties.values_list("ordinal", "title")) == [
        (1, "Triển khai, báo cáo"),
        (2, "Việc mới"),
    ]
    assert Directive.objects.count() == 1


def test_a_table_is_written_once(by):
    table = take_in(line(), by=by)
    seen = applying.look(table, on=date(2026, 1, 15)).plan.digest
    apply(table, by)
    with pytest.raises(AlreadyDone):
        apply(table, by, seen=seen)
    with pytest.raises(AlreadyDone):
        receiving.answer(table, {"done_on": "2025-12-31"}, by=by, at=NOW)
    again = take_in(line(), by=by)
    assert applying.look(again, on=date(2026, 1, 15)).plan.new_count == 0
    assert Directive.objects.count() == 1


def test_unclear_rows_are_left_out_only_where_somebody_says_so(by):
    table = take_in(line(), line(duty="Hai", lead="Phòng Lạ"), by=by)
    with pytest.raises(Refused, match="Còn dòng chưa nhập được"):
        apply(table, by)
    assert not Directive.objects.exists()
    table.refresh_from_db()
    assert table.applied_at is None
    apply(table, by, leave_unclear=True)
    assert Duty.objects.count() == 1
    assert [one["left_out"] for one in table.fates] == [False, True]


def test_what_changed_since_it_was_seen_is_not_written(by):
    table = take_in(line(), by=by)
    seen = applying.look(table, on=date(2026, 1, 15)).plan.digest
    make_assignment(
        make_duty(
            make_directive(number="123", issued_on=date(2025, 6, 7)),
            text="Xây dựng kế hoạch thông tin đối ngoại",
        )
    )
    with pytest.raises(Refused, match="hãy xem lại"):
        apply(table, by, seen=seen)


def test_a_table_with_the_mark_of_a_secret_is_not_even_kept(by, tmp_path):
    with pytest.raises(sheets.Unreadable, match="Dòng 2 có dấu “TỐI MẬT”"):
        take_in(line(duty="TỐI MẬT"), by=by)
    assert list(tmp_path.rglob("*.xlsx")) == []


def test_answers_add_up_and_are_taken_back_together(by):
    table = take_in(line(), by=by)
    receiving.answer(table, {"units": {"a": 1}}, by=by, at=NOW)
    receiving.answer(table, {"units": {"b": 2}, "done_on": "2025-12-31"}, by=by, at=NOW)
    assert table.mapping["decisions"] == {"units": {"a": 1, "b": 2}, "done_on": "2025-12-31"}
    receiving.answer(table, {}, by=by, at=NOW)
    assert table.mapping["decisions"] == {}


def test_five_thousand_rows_are_one_transaction_of_few_queries(by, django_assert_max_num_queries):
    lines = [
        line(f"{number % 500 + 1}/A-B ngày 01/02/2025", f"Việc {number}") for number in range(4999)
    ]
    table = take_in(*lines, by=by)
    with django_assert_max_num_queries(40):
        assert len(apply(table, by)) == 500
    assert Duty.objects.count() == 4999
