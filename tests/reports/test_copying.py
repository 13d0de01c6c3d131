"""Results of a year, as the unit copies them into a summing-up of its own."""

import io
from datetime import date
from decimal import Decimal

import docx
import pytest
from django.urls import reverse

from reports import copying, results
from reports.content import IndicatorContent
from tests import builders
from tests.builders import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return builders.make_department()


@pytest.fixture
def duty():
    return builders.make_duty(title="Triển khai theo chức năng")


@pytest.fixture
def assignment(duty, unit):
    return builders.make_assignment(duty, unit)


def report_of(assignment, year=2026, **said):
    period = builders.make_period(assignment.duty.directive, due_on=date(year, 12, 16))
    builders.confirm(period, when=f"{year}-11-20 08:00")
    report = builders.make_report(assignment.department, period=period)
    builders.submit(report, when=f"{year}-12-10 09:00", **said)
    return report


def text(unit, year=2026):
    return copying.of(unit, year, copying.assignments(unit)).text


def test_text_says_words_figures_and_the_share_of_the_plan(assignment, unit, duty):
    indicator = builders.make_indicator(duty)
    value = IndicatorContent(indicator.pk, in_period=Decimal(12), cumulative=Decimal("1200"))
    report_of(
        assignment,
        results="Đăng tin về cấp tỉnh.\nTổ chức hội nghị.",
        percent_of_year=80,
        indicators=(value,),
    )
    assert text(unit) == (
        "Công văn số …/SKHCN-HCTH, triển khai công tác thông tin đối ngoại\n"
        "Nhiệm vụ 1. Triển khai theo chức năng\n"
        "Đăng tin về cấp tỉnh.\n"
        "Tổ chức hội nghị.\n"
        "Tin, bài: 12 tin, bài (lũy kế 1.200).\n"
        "Mức độ hoàn thành kế hoạch năm: 80%."
    )


def test_last_submission_of_each_report_of_the_year_stands(assignment, unit):
    report_of(assignment, 2025, results="Năm trước.")
    report = report_of(assignment, results="Bản đầu.")
    builders.return_report(report)
    builders.submit(report, when="2026-12-12 09:00", results="Bản sau.")
    assert "Bản sau." in text(unit)
    assert "Bản đầu." not in text(unit)
    assert "Năm trước." not in text(unit)
    assert copying.years(unit, on=date(2027, 1, 5)) == [2027, 2026, 2025]


def test_what_was_logged_and_not_reported_yet_stands_apart(assignment, unit):
    by = builders.make_member(unit)
    results.log(
        assignment, on=date(2026, 10, 12), text="Đăng 3 tin.", by=by, at=at("2026-10-12 08:00")
    )
    assert text(unit).endswith(
        "Kết quả đã ghi, chưa đưa vào báo cáo:\nNgày 12/10/2026: Đăng 3 tin."
    )
    assert text(unit, 2025) == ""


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_queries_however_many_duties(count, unit, django_assert_num_queries):
    directive = builders.make_directive()
    for _number in range(count):
        assignment = builders.make_assignment(builders.make_duty(directive), unit)
    report_of(assignment)
    chosen = copying.assignments(unit)
    with django_assert_num_queries(2):
        copying.of(unit, 2026, chosen)


def test_page_and_file_say_the_same_of_the_year_or_of_one_duty(client, assignment, unit):
    other = builders.make_assignment(builders.make_duty(assignment.duty.directive), unit)
    report_of(assignment, results="Đăng 12 tin.")
    client.force_login(builders.make_member(unit))
    page, file = (reverse(f"reports:{name}", args=[unit.public_id]) for name in PAGES)
    assert "Đăng 12 tin." in client.get(page, {"year": "2026"}).text
    named = {"year": "2026", "duty": str(other.public_id)}
    assert client.get(page, named).text.count("Nhiệm vụ 1.") == 0
    content = b"".join(client.get(file, {"year": "2026"}).streaming_content)
    words = [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]
    assert "Đăng 12 tin." in words


PAGES = ("results", "results-file")


@pytest.mark.parametrize("asked", [{"year": "x"}, {"year": "20260"}, {"duty": "x"}])
def test_nonsense_is_not_found(client, assignment, unit, asked):
    client.force_login(builders.make_member(unit))
    for name in PAGES:
        address = reverse(f"reports:{name}", args=[unit.public_id])
        assert client.get(address, asked).status_code == 404


def test_another_units_results_are_not_found(client, assignment, unit):
    client.force_login(builders.make_member(builders.make_department("Phòng khác")))
    for name in PAGES:
        assert client.get(reverse(f"reports:{name}", args=[unit.public_id])).status_code == 404
