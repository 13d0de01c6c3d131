"""Who may sign, in which capacity, and under which title: one rule for every document."""

from datetime import date

import pytest

from directives.posts import Role
from reports import consolidated, signing
from reports.signing import Signature, full_title
from tests.builders import (
    make_coordinator,
    make_department,
    make_directive,
    make_leader,
    make_member,
    make_period,
)

pytestmark = pytest.mark.django_db

ON = date(2026, 12, 23)
HEAD = "Trưởng phòng\nHành chính - Tổng hợp"


@pytest.fixture
def directive():
    make_coordinator()
    return make_directive(number="123")


def blocks(directive, on=ON):
    return [
        (signer.signature.capacity, *signer.signature.lines, signer.signature.name)
        for signer in signing.signers(directive, on=on)
    ]


def appoint(unit, role, title="", *, is_acting=False, name="Võ Đình Khoa", **more):
    person = make_member(unit, role, full_name=name, title=title, paper="Số 9", **more)
    person.appointments.update(is_acting=is_acting)


def test_director_deputies_and_the_head_of_hcth_may_sign_under_their_own_titles(directive):
    make_leader(full_name="Nguyễn Văn Thành")
    make_leader(Role.DEPUTY_DIRECTOR, full_name="Lê Quang Dũng", title="Phó Giám đốc Sở")
    make_member(full_name="Phạm Thị Thu Hà")
    make_member(role=Role.DEPUTY_HEAD, full_name="Võ Đình Khoa", title="Phó Trưởng phòng")
    assert blocks(directive) == [
        ("", "Giám đốc", "Nguyễn Văn Thành"),
        ("KT.", "KT. Giám đốc", "Phó Giám đốc", "Lê Quang Dũng"),
        ("TL.", "TL. Giám đốc", HEAD, "Phạm Thị Thu Hà"),
        ("TL.", "TL. Giám đốc", f"KT. {HEAD}", "Phó Trưởng phòng", "Võ Đình Khoa"),
    ]


def test_who_left_office_cannot_sign(directive):
    make_leader(full_name="Người cũ", ends_on=date(2026, 11, 30))
    assert blocks(directive) == [("", "Giám đốc", "")]


#: How he who leads was appointed: role, title, acting; then how he signs.
LEADING_THE_AGENCY = [
    (Role.DIRECTOR, "Giám đốc Sở", False, ("", ("Giám đốc",))),
    (Role.DIRECTOR, "Quyền Giám đốc Sở", True, ("Q.", ("Q. Giám đốc",))),
    (Role.DIRECTOR, "", True, ("Q.", ("Q. Giám đốc",))),
    (Role.DIRECTOR, "Phó Giám đốc Sở phụ trách", True, ("KT.", ("KT. Giám đốc", "Phó Giám đốc"))),
    (Role.DIRECTOR, "Phó Giám đốc Sở", True, ("KT.", ("KT. Giám đốc", "Phó Giám đốc"))),
    (
        Role.DEPUTY_DIRECTOR,
        "Phó Giám đốc Sở phụ trách, điều hành",
        True,
        ("KT.", ("KT. Giám đốc", "Phó Giám đốc")),
    ),
]


@pytest.mark.parametrize(("role", "title", "is_acting", "block"), LEADING_THE_AGENCY)
def test_a_deputy_in_charge_signs_for_the_head_and_only_an_acting_head_in_his_place(
    directive, role, title, is_acting, block
):
    appoint(directive.agency, role, title, is_acting=is_acting)
    agency, _coordinator = signing.in_charge(directive, on=ON)
    assert (agency.capacity, agency.lines, agency.name) == (*block, "Võ Đình Khoa")
    *_, last = signing.signers(directive, on=ON)
    assert last.signature == agency


def test_the_consolidated_report_and_the_papers_are_signed_by_the_same_rule(directive):
    appoint(directive.agency, Role.DIRECTOR, "Phó Giám đốc Sở phụ trách", is_acting=True)
    appoint(directive.coordinator, Role.HEAD, "Phó Trưởng phòng phụ trách", is_acting=True)
    leader = Signature("KT.", ("KT. Giám đốc", "Phó Giám đốc"), "Võ Đình Khoa")
    whole = consolidated.consolidate(make_period(directive), on=ON)
    assert whole.signer == leader
    assert whole.coordinator.signer == Signature(
        "KT.", ("KT. Trưởng phòng", "Phó Trưởng phòng"), "Võ Đình Khoa"
    )
    assert [signer.signature for signer in signing.signers(directive, on=ON)] == [
        leader,
        Signature("TL.", ("TL. Giám đốc", f"KT. {HEAD}", "Phó Trưởng phòng"), "Võ Đình Khoa"),
    ]


def test_a_deputy_who_is_not_in_charge_does_not_lead(directive):
    appoint(directive.agency, Role.DEPUTY_DIRECTOR, "Phó Giám đốc Sở")
    appoint(directive.coordinator, Role.DEPUTY_HEAD, "Phó Trưởng phòng")
    assert signing.in_charge(directive, on=ON) == (
        Signature("", ("Giám đốc",), ""),
        Signature("", ("Trưởng phòng",), ""),
    )


def test_the_head_leads_although_a_deputy_was_in_charge_before_him(directive):
    appoint(directive.agency, Role.DEPUTY_DIRECTOR, "Phó Giám đốc Sở phụ trách")
    appoint(directive.agency, Role.DIRECTOR, "Giám đốc Sở", name="Nguyễn Văn Thành")
    agency, _coordinator = signing.in_charge(directive, on=ON)
    assert agency == Signature("", ("Giám đốc",), "Nguyễn Văn Thành")


def test_without_anybody_in_office_the_line_of_the_director_stays_with_no_name(directive):
    assert blocks(directive) == [("", "Giám đốc", "")]


@pytest.mark.parametrize(
    ("head_title", "name", "full"),
    [
        ("Trưởng phòng", "Phòng Tổ chức", "Trưởng phòng\nTổ chức"),
        ("Chánh Văn phòng", "Văn phòng Sở", "Chánh Văn phòng\nSở"),
        ("Chánh Văn phòng", "Văn phòng", "Chánh Văn phòng"),
        ("Chi cục trưởng", "Chi cục Đo lường", "Chi cục trưởng"),
    ],
)
def test_the_full_title_says_the_kind_of_unit_once(head_title, name, full):
    assert full_title(make_department(name, head_title=head_title)) == full


@pytest.mark.parametrize(
    ("name", "head_title", "title", "lines"),
    [
        (
            "Trung tâm Kỹ thuật",
            "Giám đốc Trung tâm",
            "Phó Giám đốc Trung tâm phụ trách",
            ("KT. Giám đốc", "Phó Giám đốc"),
        ),
        (
            "Chi cục Tiêu chuẩn",
            "Chi cục trưởng",
            "Phó Chi cục trưởng phụ trách",
            ("KT. Chi cục trưởng", "Phó Chi cục trưởng"),
        ),
        (
            "Văn phòng Sở",
            "Chánh Văn phòng",
            "Phó Chánh Văn phòng phụ trách",
            ("KT. Chánh Văn phòng", "Phó Chánh Văn phòng"),
        ),
        (
            "Phòng Quản lý Khoa học",
            "Trưởng phòng",
            "Phó Trưởng phòng phụ trách",
            ("KT. Trưởng phòng", "Phó Trưởng phòng"),
        ),
    ],
)
def test_a_unit_signs_under_its_own_name_without_repeating_its_kind(name, head_title, title, lines):
    unit = make_department(name, head_title=head_title)
    appoint(unit, Role.DEPUTY_HEAD, title)
    assert signing.leading(unit, on=ON) == Signature("KT.", lines, "Võ Đình Khoa")
    appoint(unit, Role.HEAD, head_title, name="Lê Trưởng")
    (line,) = signing.leading(unit, on=ON).lines
    assert line == lines[0].removeprefix("KT. ")


def test_the_chosen_signer_signs_while_in_office_and_who_leads_after_that(directive):
    make_leader(full_name="Nguyễn Văn Thành")
    deputy = make_leader(
        Role.DEPUTY_DIRECTOR,
        full_name="Lê Quang Dũng",
        title="Phó Giám đốc Sở",
        ends_on=date(2026, 12, 31),
    )
    key = f"deputy_director-{deputy.public_id}"
    signed = [
        (signature.lines, signature.name)
        for signature in (
            signing.chosen(directive, key, on=ON),
            signing.chosen(directive, key, on=date(2027, 1, 1)),
            signing.chosen(directive, "", on=ON),
        )
    ]
    assert signed == [
        (("KT. Giám đốc", "Phó Giám đốc"), "Lê Quang Dũng"),
        (("Giám đốc",), "Nguyễn Văn Thành"),
        (("Giám đốc",), "Nguyễn Văn Thành"),
    ]
