"""The sample office on the day on which it is mostly looked at, 22 November 2026."""

from datetime import date

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import translation

from directives.models import (
    AdjustmentRequest,
    WorkItem,
)
from reports import desk, figures, sample, staffing
from reports.models import (
    Obstacle,
    Paper,
    PlannedInspection,
    ProgressEntry,
    ProgressReport,
    Reminder,
    ReportingPeriod,
    StateChange,
    Supervision,
)
from reports.models.progress import State

#: The day on which these tests look around.
NOVEMBER = date(2026, 11, 22)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """The office of NOVEMBER, made once; what a test does to it is undone behind the test."""
    files = tmp_path_factory.mktemp("sample")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=files, FILES_ROOT=files), translation.override("vi"):
            office = sample.load(on=NOVEMBER)
        yield office, files
        transaction.set_rollback(True)


@pytest.fixture
def november(made, settings, db):
    office, files = made
    settings.MEDIA_ROOT = settings.FILES_ROOT = files
    return office


def test_only_the_open_period_has_promises_left(november):
    promised = Reminder.objects.filter(state=Reminder.State.PROMISED)
    assert set(promised.values_list("report__period__label", flat=True)) == {"Năm 2026"}
    assert not promised.filter(send_on__lte=date(2026, 11, 22)).exists()


def test_five_counters_of_duties_add_up_to_the_assignments_in_force(november):
    office = november

    counters = figures.duty_counters(office.directive, on=date(2026, 11, 22))

    assert counters == {
        "done_on_time": 9,
        "done_late": 0,
        "on_schedule": 10,
        "overdue": 0,
        "no_deadline": 2,
        "stale": 4,
    }


def test_past_reports_came_on_time_late_and_in_two_goes(november):
    reports = ProgressReport.objects.with_was_late().filter(period__label="Năm 2024")

    assert set(reports.filter(was_late=True).values_list("department__short_name", flat=True)) == {
        "TT Ứng dụng KH&CN",
        "TT Kỹ thuật TĐC",
    }
    assert not reports.filter(was_late=True, late_explanation="").exists()
    returned = StateChange.objects.filter(to_state=State.RETURNED, report__in=reports)
    assert [change.report.department.short_name for change in returned] == ["QLCN&ĐMST"]


def test_the_coordinators_own_report_was_taken_in_by_a_deputy_director(november):
    accepted = StateChange.objects.filter(
        to_state=State.ACCEPTED, report__department__is_coordinator=True
    )
    assert {change.by.username for change in accepted} == {"pgd1"}
    assert not accepted.filter(is_self_acceptance=True).exists()


def test_obstacles_stand_in_every_stage_of_their_life(november):
    assert [
        (
            obstacle.assignment.department.short_name,
            len(obstacle.statements.all()),
            obstacle.visibility,
            bool(obstacle.opinion),
            obstacle.closed_on is not None,
        )
        for obstacle in Obstacle.objects.order_by("raised_at")
    ] == [
        ("Chi cục TĐC", 4, "upward", False, False),
        ("TT Ứng dụng KH&CN", 1, "internal", True, True),
        ("CĐS", 1, "internal", True, False),
        ("QLCN&ĐMST", 1, "internal", False, False),
    ]


def test_duties_are_at_work_in_every_way(november):
    """An officer, another role wished for, pieces of work, the staffing sheet, inspections."""
    office, on = november, NOVEMBER

    named = office.assignment("qlkh", 2)
    assert [row.officer.full_name for row in named.officers.all()] == ["Trương Mỹ Duyên"]
    assert not named.is_acknowledged
    (asked,) = AdjustmentRequest.objects.open().filter(forwarded_at=None)
    assert (asked.assignment, asked.wish) == (office.assignment("khtc", 2), "role")
    assert WorkItem.objects.unagreed().count() == 2
    assert [item.product for item in WorkItem.objects.exclude(done_on=None)] == ["02 ấn phẩm"]
    assert [
        (planned.department.short_name, planned.on, planned.is_to_come)
        for planned in PlannedInspection.objects.order_by("on")
    ] == [
        ("TT Ứng dụng KH&CN", date(2026, 11, 16), False),
        ("TT CNTT&TT", date(2026, 12, 3), True),
    ]
    check_the_staffing_sheet_says_what_the_last_report_said(office, on)


def check_the_staffing_sheet_says_what_the_last_report_said(office, on):
    sheet = staffing.sheet(office.assignment("hcth", 3), on=on)
    said = ProgressEntry.objects.get(
        submission__report__period__label="Năm 2025", assignment__duty__ordinal=3
    )
    assert [(post.person, post.paper, post.starts_on, post.is_focal) for post in sheet.posts] == [
        (line.person, line.paper, line.since, line.is_focal) for line in said.staffing.all()
    ]
    assert [(post.person, post.stand_in) for post in sheet.posts] == [
        ("Đặng Hoàng Nam", "Nguyễn Thị Bích Ngọc"),
        ("Nguyễn Thị Bích Ngọc", "Đặng Hoàng Nam"),
    ]
    assert (sheet.quota.given, sheet.quota.present, said.staff_quota) == (7, 7, 7)


def test_the_draft_that_waits_for_the_head_could_be_sent_as_it_is(november):
    on = NOVEMBER
    (report,) = desk.for_draft(ProgressReport.objects.exclude(draft__sent_to_head_at=None), on=on)

    board = desk.Desk(report, on=on).board(report.draft.data, checked=True)

    assert report.department.short_name == "TT CNTT&TT"
    assert board.problems == []
    assert [entry.percent_of_year for entry in board.content().entries] == [None, 93]


def test_the_report_upward_of_the_last_year_is_ready_to_be_printed(november):
    period = ReportingPeriod.objects.get(label="Năm 2025")
    version = period.consolidated_reports.get()
    assert version.version == 1
    assert version.submissions.count() == 10


def test_every_period_was_opened_by_a_paper_drafted_here_and_the_late_unit_urged_by_one(november):
    assert [
        (paper.title, paper.period.label, str(paper.citation), paper.signer_name)
        for paper in Paper.objects.order_by("made_at")
    ] == [
        (
            "Công văn yêu cầu báo cáo",
            "Năm 2024",
            "Công văn số 1894/SKHCN-HCTH ngày 25/11/2024",
            "Phạm Thị Thu Hà",
        ),
        (
            "Công văn đôn đốc lần 1",
            "Năm 2024",
            "Công văn số 2041/SKHCN-HCTH ngày 23/12/2024",
            "Phạm Thị Thu Hà",
        ),
        (
            "Công văn yêu cầu báo cáo",
            "Năm 2025",
            "Công văn số 2107/SKHCN-HCTH ngày 25/11/2025",
            "Phạm Thị Thu Hà",
        ),
        (
            "Công văn yêu cầu báo cáo",
            "Năm 2026",
            "Công văn số 2304/SKHCN-HCTH ngày 10/11/2026",
            "Phạm Thị Thu Hà",
        ),
    ]
    urged = Paper.objects.get(kind="urging")
    assert [unit.short_name for unit in urged.departments.all()] == ["TT Kỹ thuật TĐC"]
    assert Supervision.objects.get(means="dispatch").paper == str(urged.citation)
