"""Output A carries nothing internal, by whatever path: a mark in every internal field proves it."""

import dataclasses
import json
from io import BytesIO

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from reports import consolidated
from reports.consolidated import text
from reports.consolidated.forms import FORMS
from reports.consolidated.upward import UpwardReport
from reports.documents.json import dump
from reports.printing.pdf import pdf
from tests.reports.marks import full, marked
from tests.reports.wholes import OUTLINE

UPWARD_JSON = TypeAdapter(UpwardReport)


def value_of(report) -> str:
    """All that is in the value, facts included."""
    return UPWARD_JSON.dump_json(report).decode()


def document_of(report):
    """Output A with every biểu mẫu that there is."""
    outline = dataclasses.replace(OUTLINE, forms=tuple(FORMS))
    sections = text.generated(report, outline)
    return text.report_document(report, outline, sections, signature=report.signer)


def words_of(document) -> str:
    """As it is kept."""
    return json.dumps(dump(document), ensure_ascii=False)


def text_of(made: bytes) -> str:
    reader = pypdf.PdfReader(BytesIO(made))
    pages = "".join(page.extract_text() for page in reader.pages)
    about = " ".join(map(str, (reader.metadata or {}).values()))
    return pages + about + reader.trailer["/Root"]["/Metadata"].get_data().decode()


@pytest.mark.parametrize(
    "written", [value_of, lambda report: words_of(document_of(report))], ids=["value", "document"]
)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_nothing_internal_reaches_the_report_upward(written, data):
    whole, internal, marks = marked(lambda low, high, path: data.draw(st.integers(low, high)))
    said = written(consolidated.for_upward(whole))
    assert {marks[mark] for mark in internal if mark in said} == set()


def test_nothing_internal_reaches_the_text_or_the_metadata_of_its_pdf():
    whole, internal, marks = marked(full)
    told = text_of(pdf(document_of(consolidated.for_upward(whole))))
    assert {marks[mark] for mark in internal if mark in told} == set()
    # ... and the marks can be found at all.
    assert any(mark in told for mark, path in marks.items() if path == "agency.place")


def test_the_annex_holds_what_the_report_must_not():
    whole, internal, marks = marked(full)
    page = words_of(text.annex_document(whole))
    told = {marks[mark] for mark in internal if mark in page}
    assert {
        "standings.explanation",
        "standings.returns.reason",
        "obstacles.proposal",
        "obstacles.opinion",
        "supervisions.findings",
        "period.unit_due_on",
    } <= told


def test_the_marks_can_be_found_at_all():
    whole, _internal, marks = marked(full)
    said = value_of(consolidated.for_upward(whole))
    found = {path for mark, path in marks.items() if mark in said}
    assert {
        "agency.place",
        "period.ends_on",
        "figures.accepted",
        "submission_ids",
        "duties.entries.submission",
        "duties.indicators.previous.value",
        "duties.progress.units",
        "obstacles.submission",
    } <= found


def test_the_facts_of_the_whole_hold_what_the_report_must_not():
    whole, internal, marks = marked(full)
    known = consolidated.facts.of(whole).values()
    said = " ".join(f"{fact.value} {' '.join(map(str, fact.sources))}" for fact in known)
    assert {
        "figures.late",
        "figures.missing",
        "figures.returned",
        "previous.figures.late",
        "standings.submission",
    } <= {marks[mark] for mark in internal if mark in said}


@pytest.mark.parametrize(
    ("is_upward", "is_reported", "told"),
    [(True, True, 1), (True, False, 0), (False, True, 0), (False, False, 0)],
)
def test_only_marked_obstacles_of_accepted_reports_go_up(is_upward, is_reported, told):
    whole, _, _ = marked(full)
    obstacle = dataclasses.replace(whole.obstacles[0], is_upward=is_upward, is_reported=is_reported)
    report = consolidated.for_upward(dataclasses.replace(whole, obstacles=(obstacle,)))
    assert len(report.obstacles) == told
    counted = [report.fact(f"upward-obstacles.{name}").value for name in ["new", "carried"]]
    assert sum(counted) == told


def test_shortcomings_and_plans_are_the_agencys_and_said_once():
    whole, _, _ = marked(full)
    entry = dataclasses.replace(
        whole.duties[0].entries[0], unit="Phòng Nêu Tên", shortcomings="Thiếu người. "
    )
    duty = dataclasses.replace(whole.duties[0], entries=(entry, entry))
    report = consolidated.for_upward(dataclasses.replace(whole, duties=(duty,)))
    assert report.shortcomings == ("Thiếu người.",)
