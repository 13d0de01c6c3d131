"""Bố trí nhân lực: the sheet of the coordinating unit's own duty."""

from datetime import date

import pytest

from directives.models import Duty
from directives.posts import Role
from reports import staffing
from reports.errors import ImpossibleDate, WrongState
from reports.models import StaffingPost
from tests.builders import (
    at,
    make_assignment,
    make_coordinator,
    make_duty,
    make_member,
    make_period,
)

pytestmark = pytest.mark.django_db

NOW = at("2026-03-02 09:00")
TODAY = date(2026, 3, 2)


@pytest.fixture
def hcth():
    return make_member(None, Role.HEAD)


@pytest.fixture
def given():
    return make_assignment(make_duty(kind=Duty.Kind.COORDINATION), make_coordinator())


def add(given, by, person="Phạm Thị Đầu Mối", **fields):
    fields = {"starts_on": date(2026, 1, 5)} | fields
    post = StaffingPost(assignment=given, person=person, **fields)
    return staffing.add(post, by=by, at=NOW)


def test_the_sheet_tells_who_does_the_work_on_the_day_and_who_did_before(given, hcth):
    add(given, hcth, is_focal=True, is_full_time=True)
    add(given, hcth, "Lê Văn Kiêm")
    add(given, hcth, "Trần Đã Chuyển", ends_on=date(2026, 3, 1))
    add(given, hcth, "Ngô Hết Hôm Nay", ends_on=TODAY)
    sheet = staffing.sheet(given, on=TODAY)
    assert [post.person for post in sheet.posts] == [
        "Phạm Thị Đầu Mối",
        "Lê Văn Kiêm",
        "Ngô Hết Hôm Nay",
    ]
    assert [post.person for post in sheet.former] == ["Trần Đã Chuyển"]
    assert (sheet.full_time, sheet.part_time, sheet.has_focal) == (1, 2, True)
    assert len(sheet.without_paper) == 3


def test_the_sheet_is_read_in_two_queries(given, hcth, django_assert_num_queries):
    for name in ["A", "B", "C"]:
        add(given, hcth, name)
    with django_assert_num_queries(2):
        staffing.sheet(given, on=TODAY)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_refused"),
    [
        (date(2026, 2, 1), None, True),
        (date(2026, 1, 31), date(2026, 1, 31), True),
        (date(2026, 2, 1), date(2026, 3, 1), False),
        (date(2025, 12, 1), date(2026, 1, 4), False),
    ],
)
def test_a_person_has_one_line_at_a_time_in_whatever_letters(
    given, hcth, starts_on, ends_on, is_refused
):
    kept = add(given, hcth, ends_on=None if is_refused else date(2026, 1, 31))
    again = {"person": kept.person.upper(), "starts_on": starts_on, "ends_on": ends_on}
    if is_refused:
        with pytest.raises(WrongState):
            add(given, hcth, **again)
    else:
        add(given, hcth, **again)
    assert StaffingPost.objects.count() == (1 if is_refused else 2)


def test_a_line_that_somebody_changed_meanwhile_is_not_written_over(given, hcth):
    kept = add(given, hcth)
    read = kept.seal
    kept.work = "Tổng hợp báo cáo"
    staffing.correct(kept, seal=read, by=hcth, at=NOW)
    kept.work = "Khác"
    with pytest.raises(WrongState):
        staffing.correct(kept, seal=read, by=hcth, at=NOW)
    assert StaffingPost.objects.get().work == "Tổng hợp báo cáo"


def test_of_one_day_the_last_count_stands_and_no_day_to_come_is_counted(given, hcth):
    for present in [7, 8]:
        staffing.count(given, counted_on=TODAY, given=9, present=present, by=hcth, at=NOW)
    quota = staffing.sheet(given, on=TODAY).quota
    assert (quota.given, quota.present) == (9, 8)
    assert staffing.sheet(given, on=date(2026, 3, 1)).quota is None
    with pytest.raises(ImpossibleDate):
        staffing.count(given, counted_on=date(2026, 3, 3), given=9, present=8, by=hcth, at=NOW)


def test_the_issued_paper_stands_on_every_line_that_names_none(given, hcth):
    add(given, hcth)
    add(given, hcth, "Lê Văn Kiêm", paper="Quyết định 01/QĐ-SKHCN")
    add(given, hcth, "Trần Đã Chuyển", ends_on=date(2026, 2, 1))
    assert staffing.name_paper(given, paper="Thông báo 15/TB-SKHCN", by=hcth, at=NOW) == 1
    assert [post.paper for post in StaffingPost.objects.order_by("pk")] == [
        "Thông báo 15/TB-SKHCN",
        "Quyết định 01/QĐ-SKHCN",
        "",
    ]
    with pytest.raises(WrongState):
        staffing.name_paper(given, paper="Lần nữa", by=hcth, at=NOW)


def test_the_report_is_filled_with_the_sheet_at_the_cut_off(given, hcth):
    period = make_period(given.duty.directive)
    staffing.count(given, counted_on=TODAY, given=9, present=8, by=hcth, at=NOW)
    add(given, hcth, is_focal=True, paper="Thông báo 15/TB-SKHCN")
    add(given, hcth, "Người Mới", starts_on=date(2026, 12, 15))
    add(given, hcth, "Người Cũ", ends_on=date(2026, 12, 13))
    start = f"a{given.pk}"
    assert staffing.as_typed(given, period, on=date(2026, 12, 20)) == {
        f"{start}-staff_quota": ["9"],
        f"{start}-staffing-0-person": ["Phạm Thị Đầu Mối"],
        f"{start}-staffing-0-paper": ["Thông báo 15/TB-SKHCN"],
        f"{start}-staffing-0-since": ["05/01/2026"],
        f"{start}-staffing-0-is_focal": ["on"],
    }
    assert staffing.as_typed(given, period, on=date(2026, 1, 1)) == {}
