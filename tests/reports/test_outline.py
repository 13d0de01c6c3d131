"""How a report is laid out: I-V until HCTH lays it out, then as kept, per directive and basis."""

from datetime import date

import pytest

from directives.models import LegalBasis
from reports.consolidated import outline
from reports.consolidated.outline import Outline, OutlineSection
from reports.models import ReportOutline
from tests.builders import at, make_coordinator, make_directive, make_member

pytestmark = pytest.mark.django_db

OWN = Outline(
    addressees=("Bộ Khoa học và Công nghệ", "Uỷ ban nhân dân tỉnh"),
    recipients=("Như trên", "Lưu: VT, HCTH"),
    signer="director-1",
    sections=(OutlineSection("results", 1, "Kết quả", "results"),),
    forms=("units",),
)


def make_basis(directive):
    return LegalBasis.objects.create(
        directive=directive,
        ordinal=1,
        doc_type="KH",
        number_and_symbol="124/KH-UBND",
        issued_on=date(2023, 6, 7),
        issuer="UBND tỉnh",
        title="Truyền thông chính sách",
        is_reported_apart=True,
    )


@pytest.fixture
def by():
    return make_member(make_coordinator())


def test_without_a_row_the_five_parts_stand(by):
    found = outline.of(make_directive())
    assert [(section.level, section.title) for section in found.sections] == [
        (1, "Tình hình triển khai"),
        (1, "Kết quả thực hiện"),
        (1, "Đánh giá chung"),
        (2, "Kết quả đạt được"),
        (2, "Tồn tại, hạn chế và nguyên nhân"),
        (2, "Khó khăn, vướng mắc"),
        (1, "Phương hướng, nhiệm vụ"),
        (1, "Đề xuất, kiến nghị"),
    ]
    assert found.addressees == ("Uỷ ban nhân dân tỉnh Quảng Ngãi",)
    assert found.recipients == (
        "Như trên",
        "Giám đốc Sở, các Phó Giám đốc Sở",
        "Lưu: VT, HCTH",
    )
    assert (found.signer, found.forms) == ("", ())


def test_what_is_kept_comes_back_and_is_kept_once(by):
    directive = make_directive()
    outline.keep(directive, None, OWN, by=by, at=at("2026-12-01 08:00"))
    outline.keep(directive, None, OWN, by=by, at=at("2026-12-02 08:00"))
    assert outline.of(directive) == OWN
    assert ReportOutline.objects.count() == 1


def test_each_basis_has_an_outline_of_its_own(by):
    directive = make_directive()
    basis = make_basis(directive)
    outline.keep(directive, basis, OWN, by=by, at=at("2026-12-01 08:00"))
    assert outline.of(directive, basis) == OWN
    assert outline.of(directive) == outline.default(directive)


def test_history_says_who_laid_it_out(by):
    directive = make_directive()
    outline.keep(directive, None, OWN, by=by, at=at("2026-12-01 08:00"))
    event = ReportOutline.pgh_event_model.objects.get()
    assert event.pgh_context.metadata["user"] == by.pk


def test_every_section_of_the_default_is_filled_by_what_can_fill_one():
    assert {section.content for section in outline.SECTIONS} <= set(outline.CONTENTS)
