"""Units are renamed, merged, dissolved; a unit leaves a duty. `on` is the first day of the new."""

from datetime import date

import pytest

from directives import lifecycle, organisation
from directives.models import Assignment, Department, WorkItem
from directives.organisation import Refused
from tests.builders import (
    Role,
    at,
    make_agency,
    make_assignment,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_member,
    make_user,
)

pytestmark = pytest.mark.django_db

JULY_1, JUNE_30 = date(2026, 7, 1), date(2026, 6, 30)
RECORDED_AT = at("2026-07-03 08:00")


@pytest.fixture
def by():
    return make_user("Quản trị")


def merge(*departments, into, by, on=JULY_1, when=RECORDED_AT, paper=""):
    return organisation.merge(departments, into=into, on=on, by=by, at=when, paper=paper)


def facts(assignments):
    return [(one.department.name, one.starts_on, one.ends_on) for one in assignments]


# Renaming


def test_a_renamed_unit_bears_the_old_name_up_to_the_day_before(by):
    unit = make_department("Phòng Công nghệ", short_name="CN")
    organisation.rename(
        unit,
        name="Phòng Chuyển đổi số",
        short_name="CĐS",
        on=JULY_1,
        by=by,
        at=RECORDED_AT,
        paper="QĐ 12/QĐ-SKHCN",
    )
    unit.refresh_from_db()
    assert (unit.name, unit.short_name) == ("Phòng Chuyển đổi số", "CĐS")
    assert unit.name_on(JUNE_30) == "Phòng Công nghệ"
    assert unit.name_on(JULY_1) == "Phòng Chuyển đổi số"
    former = unit.former_names.get()
    assert (former.short_name, former.used_until, former.paper) == (
        "CN",
        JUNE_30,
        "QĐ 12/QĐ-SKHCN",
    )


def test_after_two_renamings_each_day_has_its_name(by):
    unit = make_department("Một")
    for name, on in [("Hai", date(2025, 3, 1)), ("Ba", date(2026, 3, 1))]:
        organisation.rename(unit, name=name, short_name=name, on=on, by=by, at=RECORDED_AT)
    unit.refresh_from_db()
    days = [date(2025, 2, 28), date(2025, 3, 1), date(2026, 2, 28), date(2026, 3, 1)]
    assert [unit.name_on(day) for day in days] == ["Một", "Hai", "Hai", "Ba"]


@pytest.mark.parametrize(
    ("name", "on", "sentence"),
    [
        ("Hai", JULY_1, "Tên mới giống tên hiện nay."),
        ("Phòng khác", JULY_1, "Đã có đơn vị mang tên “Phòng khác”."),
        (
            "Ba",
            date(2025, 3, 1),
            "Tên “Một” được dùng đến hết ngày 28/02/2025; ngày đổi tên phải sau ngày đó.",
        ),
        (
            "Ba",
            date(2026, 7, 4),
            "Ngày 04/7/2026 chưa đến; hãy ghi khi quyết định đã có hiệu lực.",
        ),
        ("Ba", date(2019, 1, 1), "Hai được thành lập ngày 01/01/2020; hãy chọn ngày sau đó."),
    ],
)
def test_an_impossible_renaming_is_refused_in_a_sentence(by, name, on, sentence):
    unit = make_department("Một", short_name="Một", founded_on=date(2020, 1, 1))
    make_department("Phòng khác")
    first = {"name": "Hai", "short_name": "Hai", "on": date(2025, 3, 1)}
    organisation.rename(unit, **first, by=by, at=RECORDED_AT)
    with pytest.raises(Refused) as refused:
        organisation.rename(unit, name=name, short_name=name, on=on, by=by, at=RECORDED_AT)
    assert str(refused.value) == sentence
    assert unit.former_names.count() == 1


# Merging


def test_a_merger_ends_the_old_and_carries_every_duty_on(by):
    old, other, new = (make_department(name) for name in ["Phòng A", "Phòng B", "Phòng C"])
    first, second = make_duty(), make_duty(make_directive("khác"))
    make_assignment(first, old)
    make_assignment(first, other, role=Assignment.Role.COORDINATING)
    make_assignment(second, other, role=Assignment.Role.COORDINATING)
    carried = merge(old, other, into=new, by=by, paper="QĐ 90/QĐ-UBND")
    assert facts(Assignment.objects.order_by("pk")) == [
        ("Phòng A", date(2024, 6, 7), JUNE_30),
        ("Phòng B", date(2024, 6, 7), JUNE_30),
        ("Phòng B", date(2024, 6, 7), JUNE_30),
        ("Phòng C", JULY_1, None),
        ("Phòng C", JULY_1, None),
    ]
    assert [(one.duty, one.role) for one in carried] == [
        (first, Assignment.Role.LEAD),
        (second, Assignment.Role.COORDINATING),
    ]
    ended = Assignment.objects.filter(department=old).get()
    assert ended.end_reason == "Sáp nhập vào Phòng C (QĐ 90/QĐ-UBND)"
    assert (ended.ended_by, ended.ended_at) == (by, RECORDED_AT)
    assert ended.continued_by == carried[0]
    assert carried[0].continues.count() == 2
    assert carried[0].acknowledged_at is None
    old.refresh_from_db()
    assert (old.dissolved_on, old.successor, old.dissolution_paper) == (
        JULY_1,
        new,
        "QĐ 90/QĐ-UBND",
    )
    assert not Department.objects.in_being(on=JULY_1).filter(pk=old.pk).exists()
    assert Department.objects.in_being(on=JUNE_30).filter(pk=old.pk).exists()


def test_a_successor_keeps_the_assignment_it_has(by):
    old, new, duty = make_department("Phòng A"), make_department("Phòng C"), make_duty()
    ended, kept = make_assignment(duty, old), make_assignment(duty, new)
    assert merge(old, into=new, by=by) == [kept]
    ended.refresh_from_db()
    assert ended.continued_by == kept
    assert facts(Assignment.objects.filter(department=new)) == [("Phòng C", date(2024, 6, 7), None)]


def test_a_successor_about_to_leave_the_duty_takes_the_other_units_part_from_the_day_after(by):
    old, new, duty = make_department("Phòng A"), make_department("Phòng C"), make_duty()
    make_assignment(duty, old)
    make_assignment(duty, new, ends_on=date(2026, 9, 30), end_reason="Chuyển")
    merge(old, into=new, by=by)
    assert facts(Assignment.objects.filter(department=new).order_by("starts_on")) == [
        ("Phòng C", date(2024, 6, 7), date(2026, 9, 30)),
        ("Phòng C", date(2026, 10, 1), None),
    ]


def test_a_duty_that_was_to_end_ends_on_the_same_day_with_the_successor(by):
    old, new = make_department("Phòng A"), make_department("Phòng C")
    make_assignment(None, old, ends_on=date(2026, 9, 30), end_reason="Hết việc")
    (carried,) = merge(old, into=new, by=by)
    assert (carried.starts_on, carried.ends_on, carried.end_reason) == (
        JULY_1,
        date(2026, 9, 30),
        "Hết việc",
    )


def test_what_is_over_before_the_merger_is_not_carried_on(by):
    old, new = make_department("Phòng A"), make_department("Phòng C")
    over = make_assignment(None, old, ends_on=date(2026, 3, 31), end_reason="Hết việc")
    assert merge(old, into=new, by=by) == []
    over.refresh_from_db()
    assert (over.ends_on, over.end_reason, over.continued_by) == (
        date(2026, 3, 31),
        "Hết việc",
        None,
    )


def test_a_duty_is_done_for_the_successor_when_every_unit_had_done_it(by):
    one, two, new = (make_department(name) for name in ["Phòng A", "Phòng B", "Phòng C"])
    done, half = make_duty(), make_duty(make_directive("khác"))
    make_assignment(done, one, completed_on=date(2025, 5, 1))
    make_assignment(done, two, completed_on=date(2025, 6, 2))
    make_assignment(half, one, completed_on=date(2025, 5, 1))
    make_assignment(half, two)
    assert [one.completed_on for one in merge(one, two, into=new, by=by)] == [
        date(2025, 6, 2),
        None,
    ]


def test_open_work_goes_along_and_done_work_stays_where_it_was_done(by):
    old, new = make_department("Phòng A"), make_department("Phòng C")
    assignment = make_assignment(None, old)
    proposed = {"proposed_by": by, "proposed_at": at("2026-01-05 08:00")}
    WorkItem.objects.create(assignment=assignment, text="Viết bài", person="An", **proposed)
    WorkItem.objects.create(assignment=assignment, text="Họp", done_on=date(2026, 2, 1), **proposed)
    (carried,) = merge(old, into=new, by=by)
    assert [(item.text, item.person) for item in carried.work_items.all()] == [("Viết bài", "An")]
    assert assignment.work_items.count() == 2


def test_the_posts_of_a_merged_unit_end_the_day_before(by):
    old, new = make_department("Phòng A"), make_department("Phòng C")
    head = make_member(old)
    past = make_member(old, Role.STAFF, ends_on=date(2025, 1, 31))
    merge(old, into=new, by=by)
    assert head.appointments.get().ends_on == JUNE_30
    assert past.appointments.get().ends_on == date(2025, 1, 31)


def test_a_coordinating_unit_hands_its_directives_to_the_successor(by):
    old, new = make_coordinator(), make_department("Văn phòng")
    directive = make_directive(coordinator=old)
    merge(old, into=new, by=by)
    directive.refresh_from_db()
    new.refresh_from_db()
    assert (directive.coordinator, new.is_coordinator) == (new, True)


def refusals():
    a, c = make_department("Phòng A", founded_on=date(2020, 1, 1)), make_department("Phòng C")
    yield "Hãy chọn ít nhất một đơn vị.", [], c, JULY_1
    yield "Đơn vị không thể sáp nhập vào chính mình.", [a, c], c, JULY_1
    same_agency = "Chỉ sáp nhập các đơn vị cùng trực thuộc một cơ quan."
    yield same_agency, [a], make_agency(), JULY_1
    yield same_agency, [a], make_department("Phòng lạ", parent=make_agency("Sở khác")), JULY_1
    not_yet = "Ngày 04/7/2026 chưa đến; hãy ghi khi quyết định đã có hiệu lực."
    yield not_yet, [a], c, date(2026, 7, 4)
    founded = "Phòng A được thành lập ngày 01/01/2020; hãy chọn ngày sau đó."
    yield founded, [a], c, date(2020, 1, 1)
    gone = make_department("Phòng cũ", dissolved_on=date(2025, 1, 1))
    yield "Phòng cũ đã chấm dứt hoạt động từ ngày 01/01/2025.", [gone], c, JULY_1
    yield "Phòng cũ đã chấm dứt hoạt động từ ngày 01/01/2025.", [a], gone, JULY_1
    parent = make_department("Chi cục")
    make_department("Phòng trong chi cục", parent=parent)
    yield "Chi cục còn đơn vị trực thuộc: Phòng trong chi cục.", [parent], c, JULY_1
    later = make_department("Phòng D")
    make_assignment(None, later, starts_on=JULY_1)
    yield (
        "Phòng D còn được giao nhiệm vụ 1 từ ngày 01/7/2026, sau khi đơn vị chấm dứt hoạt động.",
        [later],
        c,
        JULY_1,
    )
    joined = make_department("Phòng E")
    make_member(joined, full_name="Lê Văn Bình", starts_on=date(2026, 7, 2))
    yield (
        "Lê Văn Bình giữ chức vụ ở Phòng E từ ngày 02/7/2026, sau khi đơn vị chấm dứt hoạt động.",
        [joined],
        c,
        JULY_1,
    )


def test_an_impossible_merger_is_refused_in_a_sentence_and_changes_nothing(by):
    for sentence, ending, into, on in refusals():
        with pytest.raises(Refused) as refused:
            merge(*ending, into=into, by=by, on=on)
        assert str(refused.value) == sentence
    assert not Department.objects.filter(dissolved_on=JULY_1).exists()


def test_of_two_mergers_of_a_unit_the_first_stands(by):
    old, one, two = (make_department(name) for name in ["Phòng A", "Phòng C", "Phòng D"])
    merge(old, into=one, by=by)
    with pytest.raises(Refused, match="Phòng A đã chấm dứt hoạt động từ ngày 01/7/2026"):
        merge(old, into=two, by=by, on=date(2026, 7, 2))
    old.refresh_from_db()
    assert old.successor == one


# Dissolving


def test_a_dissolved_unit_has_no_duties_and_no_people_any_more(by):
    unit = make_department("Ban chỉ đạo")
    assignment, head = make_assignment(None, unit), make_member(unit)
    organisation.dissolve(unit, on=JULY_1, by=by, at=RECORDED_AT)
    unit.refresh_from_db()
    assignment.refresh_from_db()
    assert (unit.dissolved_on, unit.successor) == (JULY_1, None)
    assert (assignment.ends_on, assignment.end_reason) == (JUNE_30, "Giải thể đơn vị")
    assert head.appointments.get().ends_on == JUNE_30


def test_a_unit_that_follows_directives_up_is_not_dissolved_without_a_successor(by):
    unit = make_coordinator()
    make_directive(coordinator=unit, number="123")
    with pytest.raises(Refused) as refused:
        organisation.dissolve(unit, on=JULY_1, by=by, at=RECORDED_AT)
    assert str(refused.value) == (
        "Phòng Hành chính - Tổng hợp là đơn vị đầu mối của văn bản Công văn số "
        "123/SKHCN-HCTH; hãy sáp nhập thay vì giải thể."
    )


# One duty


def test_a_unit_leaves_a_duty_on_a_day_with_a_reason(by):
    assignment = make_assignment()
    leave = {"reason": "Chuyển cho Chi cục", "by": by, "at": RECORDED_AT}
    organisation.end_assignment(assignment, on=date(2026, 9, 30), **leave)
    assignment.refresh_from_db()
    assert (assignment.ends_on, assignment.end_reason, assignment.ended_by) == (
        date(2026, 9, 30),
        "Chuyển cho Chi cục",
        by,
    )
    with pytest.raises(Refused, match="đã dừng thực hiện nhiệm vụ này sau ngày 30/9/2026"):
        organisation.end_assignment(assignment, on=date(2026, 10, 31), **leave)


def test_a_unit_cannot_leave_a_duty_before_it_got_it(by):
    assignment = make_assignment(starts_on=date(2026, 5, 1))
    with pytest.raises(Refused) as refused:
        organisation.end_assignment(
            assignment, on=date(2026, 4, 30), reason="Nhầm", by=by, at=RECORDED_AT
        )
    assert str(refused.value) == (
        "Phòng Quản lý Khoa học được giao nhiệm vụ từ ngày 01/5/2026; "
        "ngày dừng không được trước ngày đó."
    )


def test_a_duty_is_given_only_to_units_in_being_on_its_first_day(by):
    young = make_department("Phòng mới", founded_on=date(2026, 10, 1))
    with pytest.raises(Refused) as refused:
        lifecycle.assign(make_duty(), [young], starts_on=date(2026, 9, 30), by=by, at=RECORDED_AT)
    assert str(refused.value) == ("Phòng mới được thành lập ngày 01/10/2026; hãy chọn ngày sau đó.")
