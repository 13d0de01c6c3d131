"""The PDF of our papers: how many pages, what stands on each, how they are numbered."""

from dataclasses import replace
from datetime import date

import pytest

from reports import briefing, papers, unit_report
from reports.papers.values import IndicatorAsked
from reports.printing.pdf import pdf
from tests.builders import Role, make_coordinator, make_member, posts_of
from tests.reports.printed import pages, quiet
from tests.reports.test_papers_wording import OPENING, OWING, UNITS, URGING
from tests.reports.test_unit_report import sent
from tests.reports.year import make_year

__all__ = ["quiet"]


def printed(paper) -> list[str]:
    return pages(pdf(papers.document_of(paper)))


def test_the_opening_pdf_numbers_each_appendix_on_its_own(quiet):
    asked = tuple(IndicatorAsked(f"Chỉ tiêu {number}", "lượt") for number in range(60))
    first, outline, *forms = printed(
        replace(OPENING, duties=(replace(OPENING.duties[1], indicators=asked),))
    )
    assert "GIÁM ĐỐC" in first
    assert "ĐỀ CƯƠNG BÁO CÁO" in outline
    assert "BIỂU MẪU SỐ LIỆU" in forms[0]
    numbered = [text.split()[0] == "2" or text.split()[-1] == "2" for text in forms]
    assert numbered == [False, True]


def test_the_urging_to_three_units_still_fits_one_page(quiet):
    three = tuple(
        replace(OWING, name=name, urgings=OWING.urgings[:1])
        for name in ["Phòng Chuyển đổi số", "Phòng Hành chính - Tổng hợp", UNITS[1]]
    )
    letter = replace(URGING.letter, units=tuple(unit.name for unit in three))
    (page,) = printed(replace(URGING, letter=letter, owing=three))
    assert "Phạm Thị Thu Hà" in page


def test_the_urging_to_one_is_one_page_with_the_block_of_who_signs_by_order(quiet):
    (page,) = printed(URGING)
    for words in ["TL. GIÁM ĐỐC", "TRƯỞNG PHÒNG", "Phạm Thị Thu Hà", "V/v đôn đốc báo cáo kết quả"]:
        assert words in page


@pytest.mark.django_db
def test_a_units_report_ends_with_its_last_sentence_beside_the_signature(quiet):
    document = unit_report.document(sent(make_year(1)), on=date(2026, 12, 11))
    *_before, last = pages(pdf(document))
    assert "xem xét, chỉ đạo./." in " ".join(last.split())
    assert "TRƯỞNG PHÒNG" in last


@pytest.mark.django_db
def test_the_head_of_the_table_for_giao_ban_comes_again_on_every_page(quiet):
    make_year(1)
    scope = briefing.scope_of(posts_of(make_member(make_coordinator(), Role.STAFF)))
    made = briefing.briefing(scope, on=date(2026, 12, 21))
    document = briefing.document(replace(made, lines=made.lines * 8))
    found = pages(pdf(document))
    assert len(found) > 2
    assert all("Nguyên nhân" in page and "(9)" in page for page in found[:-1])
    assert all("GB-20261221" in page for page in found)
