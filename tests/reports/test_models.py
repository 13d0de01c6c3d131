"""What must never be false of answers, whoever writes."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from reports.content import IndicatorContent, People
from reports.models import Obstacle, ProgressReport, ReportingPeriod, Supervision
from tests import builders
from tests.builders import (
    ISSUED_AT,
    make_department,
    make_directive,
    make_indicator,
    make_period,
    make_report,
    make_user,
)

pytestmark = pytest.mark.django_db


def refuses(constraint):
    return pytest.raises(IntegrityError, match=constraint)


def test_periods_of_one_directive_do_not_overlap():
    directive = make_directive()
    make_period(directive)
    make_period(make_directive("văn bản khác"))
    with refuses("reportingperiod_periods_of_a_directive_do_not_overlap"):
        make_period(directive, starts_on=date(2026, 12, 14), ends_on=date(2027, 1, 1))


def test_a_period_is_confirmed_with_a_person_and_a_paper():
    period = make_period()
    with refuses("reportingperiod_confirmed_at_by_and_paper_together"):
        ReportingPeriod.objects.filter(pk=period.pk).update(
            confirmed_at=ISSUED_AT, confirmed_by=make_user()
        )


def test_the_unit_reports_before_the_director_and_he_before_the_agency():
    with refuses("reportingperiod_unit_then_director_then_upward"):
        make_period(due_on=date(2026, 12, 16), director_due_on=date(2026, 12, 15))


def test_a_unit_owes_one_report_per_period():
    report = make_report()
    with refuses("progressreport_one_per_department_and_period"):
        ProgressReport.objects.create(
            period=report.period,
            department=report.department,
            original_due_on=report.due_on,
            due_on=report.due_on,
            created_at=ISSUED_AT,
        )


@pytest.mark.parametrize(
    ("said", "constraint"),
    [
        ({"percent_of_year": 101}, "progressentry_percent_from_0_to_100"),
        (
            {"briefed": People(11, 0, 0), "present": People(10, 2, 1)},
            "progressentry_no_more_people_briefed_than_present",
        ),
        (
            {"nothing_to_report": True, "results": "Có kết quả."},
            "progressentry_nothing_to_report_says_nothing_else",
        ),
    ],
)
def test_an_impossible_answer_is_refused_and_nothing_of_it_stays(said, constraint):
    report = make_report()
    with refuses(constraint), transaction.atomic():
        builders.submit(report, **said)
    report.refresh_from_db()
    assert (report.state, report.submissions.count()) == ("expected", 0)


@pytest.mark.parametrize(
    ("figures", "constraint"),
    [
        (
            {"in_period": Decimal(5), "cumulative": Decimal(4)},
            "indicatorvalue_cumulative_at_least_in_period",
        ),
        (
            {"in_period": Decimal(0), "nothing_to_report": True},
            "indicatorvalue_nothing_to_report_has_no_figure",
        ),
    ],
)
def test_an_impossible_indicator_is_refused(figures, constraint):
    report = make_report()
    indicator = make_indicator(report.period.directive.duties.get())
    with refuses(constraint):
        builders.submit(report, indicators=(IndicatorContent(indicator.pk, **figures),))


def test_nothing_zero_and_not_said_are_three_things():
    report = make_report()
    duty = report.period.directive.duties.get()
    said = [
        IndicatorContent(make_indicator(duty, "a").pk),
        IndicatorContent(make_indicator(duty, "b").pk, in_period=Decimal(0)),
        IndicatorContent(make_indicator(duty, "c").pk, nothing_to_report=True),
    ]
    submission = builders.submit(report, indicators=tuple(said))
    values = submission.entries.get().indicator_values.values_list("in_period", "nothing_to_report")
    assert list(values) == [(None, False), (Decimal(0), False), (None, True)]


def test_a_return_names_its_reason():
    report = make_report()
    submission = builders.submit(report)
    with refuses("statechange_return_has_a_reason"):
        builders.lifecycle.return_(
            report,
            submission=submission,
            reason="",
            due_on=date(2026, 12, 20),
            by=make_user(),
            at=builders.at("2026-12-11 09:00"),
        )


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"opinion": "Giao HCTH."}, "obstacle_opinion_day_and_recorder_together"),
        ({"is_opinion_on_behalf": True}, "obstacle_opinion_on_behalf_names_its_source"),
        ({"closed_on": date(2026, 12, 20)}, "obstacle_closed_with_what_was_done"),
    ],
)
def test_an_obstacle_is_never_half_decided(changed, constraint):
    builders.submit(make_report(), obstacle="Thiếu kinh phí.")
    with refuses(constraint):
        Obstacle.objects.update(**changed)


def test_a_recommendation_has_a_date():
    with refuses("supervision_recommendation_has_a_date"):
        Supervision.objects.create(
            directive=make_directive(),
            department=make_department(),
            kind="inspection",
            means="visit",
            on=date(2026, 5, 5),
            findings="Chưa lập hồ sơ.",
            recommendation="Lập hồ sơ.",
            by=make_user(),
            recorded_at=ISSUED_AT,
        )
