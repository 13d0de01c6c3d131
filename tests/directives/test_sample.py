"""The sample office: what the dispatch says is loaded word for word, and nothing is mixed up."""

from pathlib import Path

import pytest

from directives import sample
from directives.models import Appointment, Assignment, Department, Directive, Duty, LegalBasis, User
from directives.sample import load
from directives.sample.dispatch import duty_texts, introduction, recipients
from tests.builders import make_department, make_directive, make_user

DISPATCH = Path(sample.__file__).with_name("dispatch.md").read_text(encoding="utf-8")


def test_three_duties_are_read_from_the_dispatch():
    texts = duty_texts()

    assert list(texts) == [1, 2, 3]
    assert texts[1].startswith("Tổ chức quán triệt, tuyên truyền, phổ biến thông tin nội dung")
    assert texts[1].endswith(
        "đến toàn thể công chức, viên chức và người lao động tại phòng, đơn vị mình."
    )
    assert "Định kỳ hằng năm hoặc theo giao đoạn báo cáo Giám đốc Sở" in texts[2]
    assert "(thông qua Phòng Hành chính – Tổng hợp)" in texts[2]
    assert texts[3].startswith("Giao Phòng Hành chính - Tổng hợp thực hiện bố trí")


def test_quotations_differ_from_the_dispatch_by_the_marks_of_italics_only():
    plain = DISPATCH.replace("*", "")

    for ordinal, text in duty_texts().items():
        assert f"\n{ordinal}. {text}\n" in plain
    assert introduction() in plain
    assert recipients() == "- Như trên;\n- GD, các PGD Sở;\n- Lưu: VT, HCTH."


@pytest.mark.django_db
def test_the_dispatch_is_registered_with_its_duties_and_its_chain_of_bases():
    office = load.load()

    directive = Directive.objects.get()
    assert directive == office.directive
    assert (directive.number, directive.symbol) == ("", "SKHCN-HCTH")
    assert directive.coordinator.name == "Phòng Hành chính - Tổng hợp"
    duties = Duty.objects.order_by("ordinal")
    assert {duty.ordinal: duty.text for duty in duties} == duty_texts()
    assert [duty.kind for duty in duties] == ["dissemination", "implementation", "coordination"]
    assert [duty.deadline for duty in duties] == ["none", "recurring", "none"]
    bases = LegalBasis.objects.order_by("ordinal")
    assert [
        (basis.number_and_symbol, basis.implements and basis.implements.number_and_symbol)
        for basis in bases
    ] == [
        ("57-KL/TW", None),
        ("47/NQ-CP", "57-KL/TW"),
        ("116/KH-UBND", "47/NQ-CP"),
        ("124/KH-UBND", None),
    ]


@pytest.mark.django_db
def test_every_unit_has_duties_1_and_2_and_the_coordinator_alone_duty_3():
    load.load()

    assert [duty.assignments.count() for duty in Duty.objects.order_by("ordinal")] == [10, 10, 1]
    third = Assignment.objects.get(duty__ordinal=3)
    assert third.department.is_coordinator
    assert set(
        Assignment.objects.unacknowledged().values_list("department__short_name", "duty__ordinal")
    ) == {("QLKH", 1), ("QLKH", 2), ("CĐS", 2), ("TT Kỹ thuật TĐC", 2)}


@pytest.mark.django_db
def test_only_the_unit_that_the_dispatch_names_goes_without_the_mark_of_a_sample():
    load.load()

    names = Department.objects.units().values_list("name", flat=True)
    assert [name for name in names if not name.endswith(" (mẫu)")] == [
        "Phòng Hành chính - Tổng hợp"
    ]


@pytest.mark.django_db
def test_somebody_holds_every_role_and_every_unit_has_a_head():
    load.load()

    assert set(Appointment.objects.values_list("role", flat=True)) == {
        "director",
        "deputy_director",
        "head",
        "deputy_head",
        "focal_officer",
        "delegate",
        "clerk",
        "staff",
    }
    assert Appointment.objects.filter(role="head").count() == 10
    assert User.objects.get(is_superuser=True).username == "quantri"


@pytest.mark.django_db
def test_the_printed_accounts_exist_and_their_password_is_true():
    load.load()

    for username, password, _who in sample.ACCOUNTS:
        assert User.objects.get(username=username).check_password(password)
    assert not User.objects.exclude(email__endswith="@mau.example.vn").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("anything", [make_user, make_department, make_directive])
def test_a_database_that_holds_anything_is_left_as_it_is(anything):
    anything()
    before = User.objects.count(), Department.objects.count()

    with pytest.raises(load.NotEmpty):
        load.load()

    assert (User.objects.count(), Department.objects.count()) == before
