"""A new draft takes over what the last report left open, and is not sent before somebody looked."""

from datetime import date
from decimal import Decimal

import pytest

from directives.models import Duty
from reports import desk, lifecycle
from reports.content import IndicatorContent, People
from reports.models import ProgressReport
from tests import builders
from tests.builders import at

pytestmark = pytest.mark.django_db

TODAY = date(2026, 12, 10)


def two_years(kind=Duty.Kind.IMPLEMENTATION, **said):
    """A unit whose report of 2025 was accepted and said this; the assignment and that of 2026."""
    unit, duty = builders.make_department(), builders.make_duty(kind=kind)
    builders.make_indicator(duty)
    assignment = builders.make_assignment(duty, unit)
    reports = []
    for year in [2025, 2026]:
        period = builders.make_period(duty.directive, due_on=date(year, 12, 16))
        builders.confirm(period, when=f"{year}-11-20 08:00")
        reports.append(builders.make_report(unit, period=period))
    before, now = reports
    builders.submit(before, when="2025-12-10 09:00", **said)
    builders.accept(before, when="2025-12-11 09:00")
    return assignment, now


def desk_of(report, *, on=TODAY):
    return desk.Desk(desk.for_draft(ProgressReport.objects.all(), on=on).get(pk=report.pk), on=on)


def save(report, data, *, version=0, confirmed="", carried=None):
    return lifecycle.save_draft(
        report,
        data=data,
        version=version,
        by=builders.make_user(),
        at=at("2026-12-01 08:00"),
        carried=desk_of(report).carried if carried is None else carried,
        confirmed=confirmed,
    )


def carried_of(report):
    """Without the assignment's own number in front."""
    return {name.partition("-")[2]: values for name, values in desk_of(report).carried.items()}


def test_plan_proposals_and_what_fell_short_are_carried_and_results_are_not():
    _assignment, report = two_years(
        results="Đăng 12 tin.",
        shortcomings="Chậm đăng tin.",
        proposals="Bố trí kinh phí.",
        next_plan="Đăng 20 tin.",
        percent_of_year=80,
    )
    assert carried_of(report) == {
        "shortcomings": ["Chậm đăng tin."],
        "proposals": ["Bố trí kinh phí."],
        "next_plan": ["Đăng 20 tin."],
    }


def test_cumulative_figure_is_carried_and_that_of_the_period_is_not():
    duty_of = builders.make_duty()
    indicator = builders.make_indicator(duty_of)
    unit = builders.make_department()
    builders.make_assignment(duty_of, unit)
    for year in [2025, 2026]:
        builders.confirm(
            builders.make_period(duty_of.directive, due_on=date(year, 12, 16)),
            when=f"{year}-11-20 08:00",
        )
    before, now = ProgressReport.objects.order_by("due_on")
    value = IndicatorContent(indicator.pk, in_period=Decimal(5), cumulative=Decimal("1234.5"))
    builders.submit(before, when="2025-12-10 09:00", indicators=(value,))
    builders.accept(before, when="2025-12-11 09:00")
    assert carried_of(now) == {f"i{indicator.pk}-cumulative": ["1.234,5"]}


def test_share_of_the_plan_is_carried_within_the_year_only():
    _assignment, report = two_years(percent_of_year=60)
    assert carried_of(report) == {}
    type(report.period).objects.filter(pk=report.period_id).update(ends_on=date(2025, 12, 30))
    assert carried_of(report) == {"percent_of_year": ["60"]}


def test_people_who_were_briefed_stay_briefed_until_the_duty_is_done():
    assignment, report = two_years(
        Duty.Kind.DISSEMINATION,
        present=People(10, 2, 1),
        briefed=People(8, 2, 0),
    )
    assert carried_of(report) == {
        "briefed_officials": ["8"],
        "briefed_employees": ["2"],
    }
    type(assignment).objects.update(completed_on=date(2026, 1, 5))
    assert carried_of(report) == {}


def test_open_obstacle_is_carried_as_unchanged_and_one_called_resolved_asks_again():
    _assignment, report = two_years(obstacle="Thiếu kinh phí.")
    (name,) = carried_of(report)
    assert name.endswith("-standing")
    assert carried_of(report)[name] == ["unchanged"]
    statement = report.period.directive.duties.get().assignments.get().obstacles.get().statements
    statement.update(standing="resolved")
    assert carried_of(report) == {}


def test_report_that_was_not_accepted_is_not_carried():
    _assignment, report = two_years(next_plan="Đăng 20 tin.")
    ProgressReport.objects.exclude(pk=report.pk).update(state="submitted")
    assert carried_of(report) == {}


def test_form_starts_with_what_is_known_and_what_is_carried():
    assignment, report = two_years(next_plan="Đăng 20 tin.")
    start = desk_of(report).start()
    assert start[f"a{assignment.pk}-next_plan"] == ["Đăng 20 tin."]
    assert start[f"a{assignment.pk}-results"] == [""]


def test_carried_field_is_marked_until_it_is_changed():
    assignment, report = two_years(next_plan="Đăng 20 tin.", proposals="Bố trí kinh phí.")
    plan, proposals = f"a{assignment.pk}-next_plan", f"a{assignment.pk}-proposals"
    start = desk_of(report).start()
    saved = save(report, start | {plan: ["Đăng 25 tin."]})
    assert saved.carried == [proposals]
    saved = save(report, saved.data | {plan: ["Đăng 20 tin."]}, version=1)
    assert saved.carried == [proposals]


@pytest.mark.parametrize(
    ("confirmed", "left"),
    [
        ("a{}-next_plan", ["a{}-proposals"]),
        ("a{}", []),
        ("all", []),
        ("a{}-next", ["a{}-proposals", "a{}-next_plan"]),
        ("b", ["a{}-proposals", "a{}-next_plan"]),
    ],
)
def test_carried_field_is_marked_until_it_is_called_right(confirmed, left):
    assignment, report = two_years(next_plan="Đăng 20 tin.", proposals="Bố trí kinh phí.")
    saved = save(report, desk_of(report).start(), confirmed=confirmed.format(assignment.pk))
    assert saved.carried == [name.format(assignment.pk) for name in left]


def test_nothing_is_sent_while_a_field_is_not_looked_at_and_the_sentence_names_it():
    assignment, report = two_years(next_plan="Đăng 20 tin.")
    answer = {
        f"a{assignment.pk}-results": ["Đăng 30 tin."],
        f"a{assignment.pk}-percent_of_year": ["90"],
    }
    save(report, desk_of(report).start() | answer)
    table = desk_of(report)
    [problem] = table.board(table.typed, checked=True).problems
    assert problem.place == "Nhiệm vụ 1, Phương hướng, nhiệm vụ kỳ tới"
    assert problem.text == "Chưa cập nhật: hãy sửa lại, hoặc chọn “Vẫn đúng”."
    save(report, table.typed, version=1, confirmed="all")
    table = desk_of(report)
    assert table.board(table.typed, checked=True).problems == []


def test_what_is_set_aside_by_nothing_to_report_is_not_asked():
    assignment, report = two_years(next_plan="Đăng 20 tin.")
    nothing = {f"a{assignment.pk}-nothing_to_report": ["on"]}
    save(report, desk_of(report).start() | nothing)
    table = desk_of(report)
    assert table.board(table.typed, checked=True).problems == []
