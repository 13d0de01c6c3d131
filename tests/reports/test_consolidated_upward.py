"""Output A carries nothing internal, by whatever path: a mark in every internal field proves it."""

import dataclasses
import json
import types
import typing
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import count
from uuid import uuid4

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.consolidated import for_upward, text, values
from reports.consolidated.forms import FORMS
from reports.documents.json import dump
from reports.printing import pdf
from tests.reports.wholes import DIRECTOR, OUTLINE

#: Fields whose words may leave the house. All others are internal: a new field is, until
#: somebody puts it here.
UPWARD = {
    *(f"agency.{name}" for name in ["name", "superior_name", "symbol", "place", "head_title"]),
    "coordinator.symbol",
    "signer.name",
    "signer.lines",
    *(f"directive.paper.{name}" for name in ["short", "issuer", "about", "issued_on"]),
    *(f"directive.basis.{name}" for name in ["short", "issuer", "about", "issued_on"]),
    "directive.programme_name",
    "directive.report_to",
    "on",
    "period.label",
    "period.starts_on",
    "period.ends_on",
    "duties.title",
    "duties.text",
    "duties.entries.unit",
    "duties.entries.results",
    "duties.entries.done_on",
    "duties.entries.figures_until",
    "duties.entries.shortcomings",
    "duties.entries.proposals",
    "duties.entries.next_plan",
    *(f"duties.entries.staffing.{name}" for name in ["person", "paper", "since"]),
    "duties.sessions.forms",
    "duties.indicators.name",
    "duties.indicators.unit_of_measure",
    "duties.indicators.by_unit",
    "duties.indicators.estimate_by_unit",
    "obstacles.text",
    "supervisions.kind",
    "supervisions.means",
    "previous.label",
    "last_year.label",
}
#: Words that decide how a value is read: they cannot be marks.
FIXED = {"duties.kind": ["dissemination", "implementation", "coordination"]}


class Marker:
    """Makes a Consolidation with a mark of its own in every text and day."""

    def __init__(self, draw):
        self.draw = draw
        self.serial = count(1000)
        self.marks = {}

    def make(self, kind, path=""):
        origin, arguments = typing.get_origin(kind), typing.get_args(kind)
        if origin in (types.UnionType, typing.Union):
            return self.make(next(a for a in arguments if a is not type(None)), path)
        if origin is tuple and arguments[-1] is Ellipsis:
            return tuple(self.make(arguments[0], path) for _ in range(self.draw(0, 2, path)))
        if origin is tuple:
            return tuple(self.make(argument, path) for argument in arguments)
        if dataclasses.is_dataclass(kind):
            hints = typing.get_type_hints(kind)
            return kind(
                **{
                    name: self.make(hint, f"{path}.{name}".lstrip("."))
                    for name, hint in hints.items()
                }
            )
        return self.leaf(kind, path)

    def leaf(self, kind, path):
        if path in FIXED:
            return FIXED[path][self.draw(0, 2, path)]
        if kind is str:
            mark = f"dấu{next(self.serial)}"
            self.marks[mark] = path
            return mark
        if kind is date:
            day = date(2100, 1, 1) + timedelta(days=next(self.serial))
            self.marks[f"{day:%d/%m/%Y}"] = path
            self.marks[values.short_date(day)] = path
            return day
        if kind is bool:
            return bool(self.draw(0, 1, path))
        return {int: 5, Decimal: Decimal(5)}.get(kind) or uuid4()


def marked(draw):
    marker = Marker(draw)
    whole = marker.make(values.Consolidation)
    internal = {mark for mark, path in marker.marks.items() if path not in UPWARD}
    internal |= {o.text for o in whole.obstacles if not (o.is_upward and o.is_reported)}
    acts = [act for act in whole.supervisions if not act.in_period]
    internal |= {word for act in acts for word in (act.kind, act.means)}
    return whole, internal, marker.marks


def report_of(whole):
    """Output A with every biểu mẫu that there is."""
    report, laid_out = for_upward(whole), dataclasses.replace(OUTLINE, forms=tuple(FORMS))
    sections = text.generated(report, laid_out)
    return text.report_document(report, laid_out, sections, signature=DIRECTOR)


def words_of(document) -> str:
    return json.dumps(dump(document), ensure_ascii=False)


def text_of(made: bytes) -> str:
    reader = pypdf.PdfReader(BytesIO(made))
    pages = "".join(page.extract_text() for page in reader.pages)
    about = " ".join(map(str, (reader.metadata or {}).values()))
    return pages + about + reader.trailer["/Root"]["/Metadata"].get_data().decode()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_nothing_internal_reaches_the_report_upward(data):
    whole, internal, marks = marked(lambda low, high, path: data.draw(st.integers(low, high)))
    page = words_of(report_of(whole))
    leaked = {marks[mark] for mark in internal if mark in page}
    assert leaked == set()


def test_nothing_internal_reaches_the_text_or_the_metadata_of_its_pdf():
    whole, internal, marks = marked(lambda low, high, path: high)
    told = text_of(pdf(report_of(whole)))
    assert {marks[mark] for mark in internal if mark in told} == set()
    # ... and the marks can be found at all.
    assert any(mark in told for mark, path in marks.items() if path == "agency.place")


def test_the_annex_holds_what_the_report_must_not():
    whole, internal, marks = marked(lambda low, high, path: high)
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


@pytest.mark.parametrize(
    ("is_upward", "is_reported", "told"),
    [(True, True, 1), (True, False, 0), (False, True, 0), (False, False, 0)],
)
def test_only_marked_obstacles_of_accepted_reports_go_up(is_upward, is_reported, told):
    whole, _, _ = marked(lambda low, high, path: high)
    obstacle = dataclasses.replace(whole.obstacles[0], is_upward=is_upward, is_reported=is_reported)
    report = for_upward(dataclasses.replace(whole, obstacles=(obstacle,)))
    assert len(report.obstacles) == told


def test_shortcomings_and_plans_are_the_agencys_and_said_once():
    whole, _, _ = marked(lambda low, high, path: high)
    entry = dataclasses.replace(
        whole.duties[0].entries[0], unit="Phòng Nêu Tên", shortcomings="Thiếu người. "
    )
    duty = dataclasses.replace(whole.duties[0], entries=(entry, entry))
    report = for_upward(dataclasses.replace(whole, duties=(duty,)))
    assert report.shortcomings == ("Thiếu người.",)
