"""Every figure has a key, a value, words, and the submissions that it is of."""

from datetime import date
from decimal import Decimal

import pytest

from directives.models import WorkItem
from reports import consolidated, supervision
from reports.consolidated import facts
from reports.consolidated.facts import Fact
from reports.content import IndicatorContent
from reports.models import Obstacle, Supervision
from tests.builders import at, make_user
from tests.reports.test_consolidated_figures import UNITS, told, told_before, two_years
from tests.reports.year import ON, make_year, send, take_in

pytestmark = pytest.mark.django_db


def of(year):
    return facts.of(consolidated.consolidate(year.period, on=ON))


def sent(year, *names):
    """The last submission of each."""
    return tuple(year.report_of(name).submissions.latest().public_id for name in names)


def accepted(year, name, **fields):
    send(year.report_of(name), **fields)
    take_in(year.report_of(name))


def numbers(known, prefix):
    start = f"{prefix}."
    return {key.removeprefix(start): f.text for key, f in known.items() if key.startswith(start)}


def test_a_fact_that_counts_reports_is_of_their_submissions_and_a_missing_one_has_none():
    year = make_year(4)
    accepted(year, "Phòng A")
    send(year.report_of("Phòng B"), when="2026-12-17 09:00")
    back = year.report_of("Phòng C")
    send(back)
    back.state = "returned"
    back.save()

    known = of(year)

    a, b, c = sent(year, "Phòng A", "Phòng B", "Phòng C")
    found = {key: known[f"reports.{key}"] for key in facts._REPORTS}
    assert {key: (fact.value, fact.sources) for key, fact in found.items()} == {
        "owed": (5, (a, b, c)),
        "received": (3, (a, b, c)),
        "on_time": (2, (a, c)),
        "late": (1, (b,)),
        "missing": (2, ()),
        "overdue": (3, (c,)),
        "returned": (1, (c,)),
    }
    assert (known["reports.accepted"].value, known["reports.accepted"].sources) == (1, (a,))


def test_the_facts_of_a_dissemination():
    year = make_year(2)
    for name in ["Phòng A", "Phòng B"]:
        accepted(year, name)
    known = of(year)
    assert numbers(known, "duty-1") == {
        "assigned": "3",
        "answered": "2",
        "nothing": "0",
        "briefed": "24",
        "present": "26",
        "coverage": "92,3%",
        "newcomers": "0",
        "sessions": "4",
        "attendances": "40",
    }
    assert known["duty-1.coverage"].value == Decimal("92.3")
    assert known["duty-1.coverage"].sources == sent(year, "Phòng A", "Phòng B")


def test_the_facts_of_an_implementation():
    year = make_year(2)
    accepted(year, "Phòng A")
    accepted(year, "Phòng B", percent_of_year=None)
    assignment = year.directive.duties.get(ordinal=2).assignments.get(department__name="Phòng A")
    WorkItem.objects.create(
        assignment=assignment, text="x", proposed_by=make_user(), proposed_at=at("2026-03-02 09:00")
    )
    known = of(year)
    assert numbers(known, "duty-2") == {
        "assigned": "3",
        "answered": "2",
        "nothing": "0",
        "progress-0": "0",
        "progress-1": "0",
        "progress-2": "1",
        "progress-3": "0",
        "progress-unknown": "1",
        "items_done": "0",
        "items_open": "1",
        "indicator-1.in_period": "10",
        "indicator-1.cumulative": "40",
        "indicator-1.estimate": "chưa có số ước",
        "indicator-1.previous": "chưa có số liệu",
        "indicator-1.last_year": "chưa có số liệu",
        "indicator-2.in_period": "không phát sinh",
        "indicator-2.cumulative": "không phát sinh",
        "indicator-2.estimate": "chưa có số ước",
        "indicator-2.previous": "chưa có số liệu",
        "indicator-2.last_year": "chưa có số liệu",
    }
    assert known["duty-2.progress-2"] == Fact(
        "duty-2.progress-2",
        "Nhiệm vụ 2: số đơn vị thực hiện từ 80% đến dưới 100% kế hoạch năm",
        1,
        "1",
        sent(year, "Phòng A"),
    )
    assert known["duty-2.progress-unknown"].sources == sent(year, "Phòng B")
    assert known["duty-2.indicator-2.in_period"].value is None


def test_the_facts_of_the_coordination():
    year = make_year(1)
    accepted(year, "Phòng Hành chính - Tổng hợp")
    known = of(year)
    assert numbers(known, "duty-3") == {
        "assigned": "1",
        "answered": "1",
        "nothing": "0",
        "quota": "12",
        "staff": "1",
        "full_time": "0",
        "part_time": "1",
    }


def test_an_indicator_is_of_the_units_that_gave_a_figure():
    year = make_year(3)
    news = year.directive.duties.get(ordinal=2).indicators.get(ordinal=1)
    accepted(year, "Phòng A", indicators=(IndicatorContent(news.pk, Decimal(0), Decimal(7)),))
    accepted(year, "Phòng B", indicators=(IndicatorContent(news.pk),))
    accepted(year, "Phòng C", indicators=(IndicatorContent(news.pk, None, Decimal(2)),))
    known = of(year)
    in_period, cumulative = (
        known[f"duty-2.indicator-1.{name}"] for name in ["in_period", "cumulative"]
    )
    assert (in_period.value, in_period.sources) == (0, sent(year, "Phòng A"))
    assert (cumulative.value, cumulative.sources) == (9, sent(year, "Phòng A", "Phòng C"))


def test_a_share_has_each_units_figure_and_no_value():
    year = make_year(2)
    year.directive.duties.get(ordinal=2).indicators.update(unit="%")
    for name in ["Phòng A", "Phòng B"]:
        accepted(year, name)
    fact = of(year)["duty-2.indicator-1.in_period"]
    assert (fact.value, fact.text) == (None, "Phòng A: 5; Phòng B: 5")
    assert fact.sources == sent(year, "Phòng A", "Phòng B")


def test_what_is_laid_beside_is_of_the_submissions_of_then():
    past, now = two_years()
    for name in UNITS:
        told_before(past, name, 4 if name == "Phòng A" else None)
        told(now, name, 5 if name == "Phòng B" else None)
    known = of(now)
    before, change = (
        known[f"duty-2.indicator-1.{name}"] for name in ["last_year", "previous_change"]
    )
    assert (before.value, before.text) == (4, "4 (1/3 đơn vị)")
    assert before.sources == sent(past, "Phòng A")
    assert (change.value, change.text) == (1, "tăng 1 (25%)")
    assert known["previous-reports.on_time"].value == 3
    assert known["previous-reports.missing"].value == 0


def test_the_facts_of_obstacles_inside_and_upward():
    year = make_year(3)
    for name in ["Phòng A", "Phòng B", "Phòng C"]:
        accepted(year, name, obstacle=f"Vướng mắc của {name}.")
    mine = {o.raised_in.department_name: o for o in Obstacle.objects.select_related("raised_in")}
    Obstacle.objects.filter(pk=mine["Phòng A"].pk).update(visibility="upward")
    Obstacle.objects.filter(pk=mine["Phòng B"].pk).update(
        visibility="upward",
        closed_on=ON,
        closed_by=make_user(),
        closing_note="Xong.",
    )
    Obstacle.objects.filter(pk=mine["Phòng C"].pk).update(
        opinion="Đồng ý.", opinion_on=ON, opinion_recorded_by=make_user()
    )
    known = of(year)
    assert numbers(known, "obstacles") == {
        "new": "3",
        "carried": "0",
        "open": "2",
        "with_opinion": "1",
        "closed": "1",
    }
    assert known["obstacles.with_opinion"].sources == sent(year, "Phòng C")
    assert numbers(known, "upward-obstacles") == {"new": "2", "carried": "0", "closed": "1"}
    assert known["upward-obstacles.new"].sources == sent(year, "Phòng A", "Phòng B")


def test_the_facts_of_supervision_are_acts_of_the_period():
    year = make_year(2)
    for unit, kind, paper, on in [
        ("Phòng A", "urging", "615/SKHCN-HCTH", date(2026, 12, 10)),
        ("Phòng B", "urging", "615/SKHCN-HCTH", date(2026, 12, 10)),
        ("Phòng A", "inspection", "", date(2026, 6, 1)),
        ("Phòng A", "monitoring", "", date(2026, 12, 15)),
    ]:
        act = Supervision(
            directive=year.directive,
            department=year.report_of(unit).department,
            kind=kind,
            means="dispatch" if paper else "visit",
            paper=paper,
            on=on,
            findings="Đang tổng hợp.",
        )
        supervision.record(act, by=make_user(), at=at("2026-12-20 08:00"))
    assert numbers(of(year), "supervision") == {
        "urging": "1",
        "inspection": "1",
        "monitoring": "0",
    }


def test_the_report_upward_carries_only_what_may_leave_the_house():
    year = make_year(1)
    accepted(year, "Phòng A", obstacle="Thiếu kinh phí.")
    whole = consolidated.consolidate(year.period, on=ON)
    upward = consolidated.for_upward(whole)
    keys = {fact.key.partition(".")[0] for fact in upward.facts}
    assert keys == {"reports", "duty-1", "duty-2", "duty-3", "upward-obstacles", "supervision"}
    assert [f.key for f in upward.facts if f.key.startswith("reports.")] == ["reports.accepted"]
    assert upward.fact("reports.accepted").value == 1
    assert upward.fact("reports.late") is None


@pytest.mark.parametrize(
    ("value", "text", "words"),
    [(0, "0", "0"), (3, "3", "03"), (12, "12", "12"), (Decimal(3), "3", "3"), (None, "-", "-")],
)
def test_a_count_below_ten_has_two_digits_in_a_sentence(value, text, words):
    assert Fact("key", "label", value, text).in_sentence == words


def test_figures_read_in_english_are_the_same():
    from django.utils import translation

    year = make_year(1)
    accepted(year, "Phòng A", obstacle="Thiếu kinh phí.")
    whole = consolidated.consolidate(year.period, on=ON)
    vietnamese = facts.of(whole)
    with translation.override("en"):
        assert facts.of(consolidated.consolidate(year.period, on=ON)) == vietnamese
