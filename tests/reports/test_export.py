"""JSON of a version; and that tables and JSON of the report upward hold nothing internal."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports import consolidated
from reports.consolidated import export, tables
from reports.printing.csv import csv_file
from reports.printing.xlsx import workbook
from tests.reports.marks import full, marked
from tests.reports.specimens import REPORT
from tests.reports.year import ON, make_year, send, take_in


@pytest.fixture
def whole(db):
    year = make_year(2)
    for name in ["Phòng A", "Phòng Hành chính - Tổng hợp"]:
        send(year.report_of(name))
        take_in(year.report_of(name))
    return consolidated.consolidate(year.period, on=ON)


def as_json(whole, part="report") -> str:
    return export.as_json(
        whole, part, document=replace(REPORT, code="2026.v1-0a1b2c3d"), sha256="f" * 64
    ).decode()


def read(whole, part="report"):
    return json.loads(as_json(whole, part))


def test_it_tells_what_it_is_of_before_the_content(whole):
    said = read(whole)
    assert list(said) == [
        "format",
        "part",
        "code",
        "sha256",
        "period",
        "units_of_measure",
        "facts",
        "text",
        "content",
    ]
    assert said["format"] == "dondoc.consolidated/1"
    assert said["period"] == {
        "label": "Năm 2026",
        "starts_on": "2025-12-15",
        "ends_on": "2026-12-14",
        "made_on": "2026-12-21",
    }


def test_figures_are_numbers_with_their_text_and_decimals_lose_no_digit(whole):
    told = read(whole)["facts"]
    assert list(told) == sorted(told)
    assert told["duty-1.briefed"] == {
        "label": "Nhiệm vụ 1: số người đã được phổ biến",
        "value": 24,
        "text": "24",
    }
    assert told["duty-2.indicator-1.in_period"]["value"] == "10.00"
    assert told["duty-2.indicator-2.in_period"]["value"] is None
    assert told["duty-2.indicator-2.in_period"]["text"] == "không phát sinh"


def test_every_indicator_has_its_unit_of_measure(whole):
    measures = read(whole)["units_of_measure"]
    assert measures["duty-2.indicator-1"] == "tin, bài"
    assert measures["coverage"] == "%"


def test_the_internal_part_names_the_submissions_and_is_the_whole(whole):
    said = read(whole, "annex")
    assert consolidated.thaw(said["content"]) == whole
    assert len(said["facts"]["reports.received"]["sources"]) == 2


def test_the_same_version_gives_the_same_bytes(whole):
    thawed = consolidated.thaw(consolidated.content_of(whole))
    for part in ["report", "annex"]:
        assert as_json(thawed, part) == as_json(whole, part)


def test_letters_stand_as_they_are(whole):
    assert "Phòng Hành chính - Tổng hợp" in as_json(whole)
    strange = replace(whole, agency=replace(whole.agency, place='"\u2028<script>'))
    assert read(strange)["content"]["agency"]["place"] == '"\u2028<script>'


def leaks(text: str, internal, marks) -> set:
    return {marks[mark] for mark in internal if mark in text}


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_nothing_internal_is_in_the_tables_or_the_json_of_the_report_upward(data):
    whole, internal, marks = marked(lambda low, high, path: data.draw(st.integers(low, high)))
    made = tables.upward_tables(consolidated.for_upward(whole))
    said = "".join(csv_file(table).decode() + table.title + table.note for table in made)
    assert leaks(said, internal, marks) == set()
    assert leaks(as_json(whole), internal, marks) == set()


def test_nothing_internal_is_in_the_workbook_of_the_report_upward_or_its_properties():
    whole, internal, marks = marked(full)
    report = consolidated.for_upward(whole)
    content = workbook(
        tables.upward_tables(report),
        title="Số liệu",
        code="2026.v1-0a1b2c3d",
        author=report.agency.name,
        on=date(2026, 12, 21),
    )
    opened = openpyxl.load_workbook(BytesIO(content))
    said = " ".join(
        f"{cell.value:%d/%m/%Y}" if isinstance(cell.value, date) else str(cell.value)
        for sheet in opened
        for row in sheet
        for cell in row
    )
    assert leaks(said + repr(opened.properties), internal, marks) == set()
    assert any(mark in said for mark, path in marks.items() if path == "duties.entries.unit")


def test_words_of_units_leave_the_house_only_as_the_approved_text(whole):
    said = read(whole)
    assert "Phòng A đã thực hiện nhiệm vụ 1." not in json.dumps(said, ensure_ascii=False)
    assert "Kết quả thực hiện" in " ".join(said["text"])
    assert "Phòng A đã thực hiện nhiệm vụ 1." in as_json(whole, "annex")


def test_the_tables_of_the_annex_hold_what_the_report_must_not():
    whole, internal, marks = marked(full)
    said = "".join(csv_file(table).decode() for table in tables.internal_tables(whole))
    assert {
        "standings.explanation",
        "standings.returns.reason",
        "obstacles.proposal",
        "obstacles.opinion",
        "supervisions.findings",
        "duties.entries.sessions.note",
    } <= leaks(said, internal, marks)
