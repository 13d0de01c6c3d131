"""The list of people of a unit: read from what is pasted, kept, counted."""

from datetime import date

import pytest

from directives import organisation, staff
from directives.lifecycle import AlreadyDone
from directives.models import Headcount, StaffMember
from tests.builders import Role, at, make_department, make_member, make_staff, make_user

NOW = at("2026-11-30 09:00")
TODAY = date(2026, 11, 30)


def read(text):
    """What was read of each line, without its number."""
    return [
        (line.full_name, line.position, line.group, line.email) for line in staff.read(text).lines
    ]


def faults(text):
    return [(fault.number, fault.words) for fault in staff.read(text).faults]


# Reading


def test_a_column_of_names_is_read_and_blank_lines_are_passed_over():
    assert read("Nguyễn Văn An\n\n  Trần  Thị Bình \n") == [
        ("Nguyễn Văn An", "", "", ""),
        ("Trần Thị Bình", "", "", ""),
    ]


def test_a_line_may_say_position_group_and_address_in_any_order():
    assert read(
        "1. Nguyễn Văn An; Trưởng phòng; công chức; an@example.vn\n"
        "2) Trần Thị Bình, Viên chức, Kế toán, phụ trách tài chính\n"
        "- Ông Lê Văn Cường | NLĐ | Lái xe"
    ) == [
        ("Nguyễn Văn An", "Trưởng phòng", "official", "an@example.vn"),
        ("Trần Thị Bình", "Kế toán, phụ trách tài chính", "employee", ""),
        ("Lê Văn Cường", "Lái xe", "worker", ""),
    ]


def test_columns_pasted_from_a_table_are_told_by_their_heads():
    text = (
        "STT\tHọ và tên\tNgày sinh\tChức vụ, vị trí\tĐối tượng\tEmail\tCó mặt từ\n"
        "1\tNGUYỄN VĂN AN\t01/02/1980\tTrưởng phòng\tCông chức\t\t05/01/2026\n"
        '2\tTrần Thị Bình\t\t"Viên chức\nPhòng Hành chính"\tViên chức\tbinh@example.vn\t\n'
    )
    assert read(text) == [
        ("Nguyễn Văn An", "Trưởng phòng", "official", ""),
        ("Trần Thị Bình", "Viên chức Phòng Hành chính", "employee", "binh@example.vn"),
    ]
    assert [line.joined_on for line in staff.read(text).lines] == [date(2026, 1, 5), None]


def test_columns_without_a_head_are_told_by_what_stands_in_them():
    assert read("1\tNguyễn Văn An\tChuyên viên\tCC\tan@example.vn") == [
        ("Nguyễn Văn An", "Chuyên viên", "official", "an@example.vn")
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("An", "Hãy ghi đủ họ và tên: “An”."),
        ("Phòng 302", "“Phòng 302” không phải là họ và tên."),
        ("; Trưởng phòng", None),
        ("Nguyễn Văn An; an@", "Địa chỉ thư “an@” ghi chưa đúng."),
        (
            "Nguyễn Văn An\t12/05/1990",
            "Không rõ ngày 12/05/1990 là ngày gì: hãy dán cả dòng tiêu đề của bảng.",
        ),
        (
            "Họ và tên\tNhóm\nNguyễn Văn An\tbiên chế",
            "Không rõ nhóm “biên chế”: hãy ghi công chức, viên chức hoặc người lao động.",
        ),
        (
            "Họ và tên\tTừ ngày\nNguyễn Văn An\t31/02/2026",
            "Ngày “31/02/2026” không có thật hoặc ghi chưa đúng; hãy ghi ngày/tháng/năm.",
        ),
        ("Họ và tên\tChức vụ\n\tTrưởng phòng", "Thiếu họ và tên."),
        (f"Nguyễn Văn An; {'x' * 121}", "Chức vụ dài quá 120 ký tự."),
    ],
)
def test_a_line_that_is_no_person_says_why(line, words):
    found = faults(line)
    if words is None:
        assert read(line) == [("Trưởng phòng", "", "", "")]
    else:
        assert [said for _number, said in found] == [words]


def test_faults_name_their_line_and_the_others_are_read():
    text = "Nguyễn Văn An\n\nBình\nLê Văn Cường"
    assert [number for number, _words in faults(text)] == [3]
    assert len(read(text)) == 2


def test_a_paste_has_an_end():
    text = "\n".join(["Nguyễn Văn An"] * 501)
    assert faults(text) == [(501, "Mỗi lần dán tối đa 500 người.")]


# Keeping


def add(unit, text, **fields):
    given = {"group": "official", "joined_on": date(2026, 1, 1), "by": make_user()}
    return staff.add(unit, staff.read(text).lines, at=NOW, **given | fields)


def listed(unit):
    return [
        (one.full_name, one.group, one.joined_on.isoformat())
        for one in unit.staff.order_by("sort_key")
    ]


@pytest.mark.django_db
def test_people_are_listed_in_the_order_of_their_last_names():
    unit = make_department()
    add(unit, "Trần Văn Tú\nNguyễn Thị Ánh; viên chức\nLê An")
    assert listed(unit) == [
        ("Lê An", "official", "2026-01-01"),
        ("Nguyễn Thị Ánh", "employee", "2026-01-01"),
        ("Trần Văn Tú", "official", "2026-01-01"),
    ]


@pytest.mark.django_db
def test_the_same_list_pasted_twice_stands_once_and_a_namesake_is_asked_for():
    unit = make_department()
    by = make_member(unit)
    add(unit, "Lê An", by=by)
    again = add(unit, "lê  an; Kế toán\nTrần Tú", by=by)
    assert [line.full_name for line in again.known] == ["lê an"]
    assert [one.full_name for one in again.made] == ["Trần Tú"]
    assert len(add(unit, "Lê An", namesakes=True, by=by).made) == 1
    assert unit.staff.count() == 3


@pytest.mark.django_db
def test_people_are_tied_to_their_accounts_by_address_or_by_a_name_of_one():
    unit = make_department()
    head = make_member(unit, full_name="Lê An", email="head@example.vn")
    for _again in range(2):
        make_member(unit, Role.STAFF, full_name="Trần Tú")
    focal = make_member(unit, Role.FOCAL_OFFICER, full_name="Vũ Hà", email="ha@example.vn")
    add(unit, "LÊ AN\nTrần Tú\nVũ Thị Hà; HA@example.vn\nNgười Lạ", by=head)
    assert list(unit.staff.order_by("pk").values_list("user", "email")) == [
        (head.pk, "head@example.vn"),
        (None, ""),
        (focal.pk, "HA@example.vn"),
        (None, ""),
    ]


@pytest.mark.django_db
def test_whoever_holds_a_post_and_is_not_listed_is_named_once():
    unit = make_department()
    head = make_member(unit, full_name="Lê An")
    make_member(unit, Role.DELEGATE, user=head)
    make_member(unit, Role.FOCAL_OFFICER, full_name="Trần Tú")
    make_staff(unit, "Trần Tú", user=unit.appointments.get(role="focal_officer").user)
    assert [post.user for post in staff.not_listed(unit, on=TODAY)] == [head]


@pytest.mark.django_db
def test_a_person_leaves_once_and_is_not_there_on_that_day():
    member = make_staff()
    by = make_member(member.department)
    staff.leave(member, on=date(2026, 6, 1), by=by, at=NOW)
    there = StaffMember.objects.present
    assert [there(on=date(2026, 5, 31)).count(), there(on=date(2026, 6, 1)).count()] == [1, 0]
    with pytest.raises(AlreadyDone):
        staff.leave(member, on=date(2026, 7, 1), by=by, at=NOW)


@pytest.mark.django_db
def test_the_headcount_becomes_what_the_list_counts():
    unit = make_department()
    for name, group in [("A Một", "official"), ("A Hai", "official"), ("A Ba", "worker")]:
        make_staff(unit, name, group=group)
    make_staff(unit, "A Bốn", left_on=date(2026, 11, 30))
    staff.set_headcount(unit, on=TODAY, by=make_member(unit), at=NOW)
    make_staff(unit, "A Năm", group="employee")
    staff.set_headcount(unit, on=TODAY, by=make_member(unit, Role.DEPUTY_HEAD), at=NOW)
    assert list(
        Headcount.objects.filter(department=unit).values_list(
            "counted_on", "officials", "employees", "workers"
        )
    ) == [(date(2024, 1, 1), 10, 2, 1), (TODAY, 2, 1, 1)]


# Units end


@pytest.mark.django_db
def test_after_a_merger_its_people_are_on_the_list_of_the_successor():
    old, new = make_department("Phòng cũ"), make_department("Phòng mới")
    both = make_member(old, Role.STAFF)
    make_staff(old, "Lê An")
    make_staff(old, "Trần Tú", left_on=date(2026, 5, 1))
    make_staff(old, "Vũ Hà", user=both)
    make_staff(new, "Vũ Hà", user=both)
    make_staff(old, "Hồ Kiên", user=both, left_on=date(2026, 7, 1))
    organisation.merge([old], into=new, on=date(2026, 7, 1), by=make_member(new), at=NOW)
    assert list(
        StaffMember.objects.order_by("pk").values_list("full_name", "department__name", "left_on")
    ) == [
        ("Lê An", "Phòng mới", None),
        ("Trần Tú", "Phòng cũ", date(2026, 5, 1)),
        ("Vũ Hà", "Phòng cũ", date(2026, 7, 1)),
        ("Vũ Hà", "Phòng mới", None),
        ("Hồ Kiên", "Phòng cũ", date(2026, 7, 1)),
    ]


@pytest.mark.django_db
def test_after_a_dissolution_nobody_is_on_the_list():
    unit = make_department()
    make_staff(unit, "Lê An")
    make_staff(unit, "Trần Tú", joined_on=date(2026, 8, 1))
    organisation.dissolve(unit, on=date(2026, 7, 1), by=make_member(), at=NOW)
    assert list(unit.staff.order_by("pk").values_list("left_on", flat=True)) == [
        date(2026, 7, 1),
        date(2026, 8, 2),
    ]
