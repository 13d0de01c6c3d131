"""What units wrote on a section's subject, offered in their own words."""

import pytest

from reports import consolidated
from reports.consolidated import quotations
from reports.consolidated.quotations import Quotation
from reports.models import Obstacle
from tests.reports.year import ON, make_year, send, take_in

pytestmark = pytest.mark.django_db

WORK = "2. Triển khai, báo cáo kết quả"


@pytest.fixture
def whole():
    """Two of three units were accepted; Phòng A named an obstacle that may go upward, B did not."""
    year = make_year(3)
    for name, obstacle in [("Phòng B", "Thiếu nhân lực."), ("Phòng A", "Thiếu kinh phí.")]:
        send(year.report_of(name), obstacle=obstacle)
        take_in(year.report_of(name))
    Obstacle.objects.filter(text="Thiếu kinh phí.").update(visibility=Obstacle.Visibility.UPWARD)
    send(year.report_of("Phòng C"))
    return consolidated.consolidate(year.period, on=ON)


def test_units_are_quoted_in_reading_order_word_for_word(whole):
    assert quotations.for_section(whole, "plans", None) == (
        Quotation("Phòng A", WORK, "next_plan", "Tổ chức hội thảo của Phòng A."),
        Quotation("Phòng B", WORK, "next_plan", "Tổ chức hội thảo của Phòng B."),
    )


@pytest.mark.parametrize(
    ("content", "fields"),
    [
        ("results", {"results"}),
        ("achievements", {"results"}),
        ("shortcomings", {"shortcomings"}),
        ("obstacles", {"obstacles"}),
        ("plans", {"next_plan"}),
        ("proposals", {"proposals"}),
        ("", {"results", "shortcomings", "proposals", "next_plan", "obstacles"}),
    ],
)
def test_a_section_is_offered_what_is_on_its_subject(whole, content, fields):
    assert {found.field for found in quotations.for_section(whole, content, None)} == fields


def test_a_section_on_one_duty_is_offered_what_was_said_on_it(whole):
    assert quotations.for_section(whole, "results", 2) == (
        Quotation("Phòng A", WORK, "results", "Phòng A đã thực hiện nhiệm vụ 2."),
        Quotation("Phòng B", WORK, "results", "Phòng B đã thực hiện nhiệm vụ 2."),
    )


def test_an_obstacle_that_stays_in_the_house_is_not_offered_for_the_report_upward(whole):
    assert quotations.for_section(whole, "obstacles", None) == (
        Quotation("Phòng A", "", "obstacles", "Thiếu kinh phí."),
    )


@pytest.mark.parametrize(
    ("asked", "units"),
    [
        ("", ["Phòng A", "Phòng B"]),
        ("phong a", ["Phòng A"]),
        ("HỘI thảo b", ["Phòng B"]),
        ("hoi thao khac", []),
    ],
)
def test_words_are_found_in_name_or_text_with_or_without_tones(whole, asked, units):
    found = quotations.matching(quotations.for_section(whole, "plans", None), asked)
    assert [quotation.unit for quotation in found] == units
