"""The sample office as a whole, on days before, around and after the turn of a period."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from directives import staff
from directives.models import (
    AdjustmentRequest,
    Assignment,
    Directive,
    DutyOfficer,
    StaffMember,
    User,
    WorkItem,
)
from reports import desk, dissemination, figures, sample, staffing
from reports.models import (
    BriefingSession,
    ConsolidatedReport,
    Draft,
    Obstacle,
    Paper,
    PlannedInspection,
    ProgressEntry,
    ProgressReport,
    Reminder,
    ReportingPeriod,
    StaffingPost,
    StaffingQuota,
    StateChange,
    Submission,
    Supervision,
)
from reports.models.progress import State
from reports.sample.timetable import Sent, days_open
from tests.builders import make_user

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

#: The day, the period that is open then, and how many periods lie behind it.
DAYS = [
    (date(2026, 11, 22), "Năm 2026", 2),
    (date(2026, 12, 16), "Năm 2026", 2),
    (date(2026, 12, 24), "Năm 2026", 2),
    (date(2026, 12, 25), "Năm 2027", 3),
    (date(2027, 1, 5), "Năm 2027", 3),
]


@pytest.fixture
def queue_is_deaf(monkeypatch):
    """No broker is asked: what is queued is not what these tests are about."""
    monkeypatch.setattr("reports.queue.transaction.on_commit", lambda publish: None)


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue_is_deaf")]


@pytest.mark.parametrize(("on", "label", "past"), DAYS)
def test_on_any_day_past_periods_are_over_and_the_open_one_is_half_answered(on, label, past):
    office = sample.load(on=on)

    *over, current = ReportingPeriod.objects.confirmed().order_by("starts_on")
    assert (current.label, len(over)) == (label, past)
    assert ReportingPeriod.objects.filter(confirmed_at=None).exists()
    for period in over:
        counters = figures.report_counters(period, on=on)
        assert counters["accepted"] == counters["owed"]
    counters = figures.report_counters(current, on=on)
    assert [counters[key] for key in ("owed", "accepted", "awaiting", "returned", "missing")] == [
        10,
        1,
        3,
        1,
        5,
    ]
    check_nothing_has_happened_on_the_day_or_after(on)
    check_steps_of_a_report_follow_each_other()
    check_no_number_was_given_twice(past)
    check_one_person_of_three_lists_is_still_to_be_told(office, on)


def check_nothing_has_happened_on_the_day_or_after(on):
    morning = datetime.combine(on, time(0), VIETNAM).astimezone(UTC)
    assert not Submission.objects.filter(submitted_at__gte=morning).exists()
    assert not StateChange.objects.filter(at__gte=morning).exists()
    assert not ReportingPeriod.objects.filter(confirmed_at__gte=morning).exists()
    assert not Supervision.objects.filter(on__gte=on).exists()
    assert not Obstacle.objects.filter(raised_at__gte=morning).exists()
    assert not Draft.objects.filter(saved_at__gte=morning).exists()
    assert not ConsolidatedReport.objects.filter(made_at__gte=morning).exists()
    assert not Paper.objects.filter(made_at__gte=morning).exists()
    assert not Paper.objects.filter(issued_on__gte=on).exists()
    assert not BriefingSession.objects.filter(at__gte=morning).exists()
    assert not StaffingPost.objects.filter(recorded_at__gte=morning).exists()
    assert not StaffingQuota.objects.filter(counted_on__gte=on).exists()
    assert not PlannedInspection.objects.filter(planned_at__gte=morning).exists()
    assert not PlannedInspection.objects.to_come().filter(on__lte=on).exists()
    assert not DutyOfficer.objects.filter(given_at__gte=morning).exists()
    assert not AdjustmentRequest.objects.filter(asked_at__gte=morning).exists()
    assert not WorkItem.objects.filter(done_on__gte=on).exists()


def check_steps_of_a_report_follow_each_other():
    for report in ProgressReport.objects.select_related("period").prefetch_related("changes"):
        steps = [report.period.confirmed_at, *(change.at for change in report.changes.all())]
        assert steps == sorted(steps)


def check_no_number_was_given_twice(past):
    """Past periods have an opening and a report upward each, the first an urging too."""
    sent = ReportingPeriod.objects.exclude(upward_number="").order_by("starts_on")
    upward = ["338/BC-SKHCN", "352/BC-SKHCN", "361/BC-SKHCN"]
    assert list(sent.values_list("upward_number", flat=True)) == upward[:past]
    numbers = Paper.objects.issued().values_list("number", flat=True)
    assert len(numbers) == len(set(numbers)) == past + 2


def check_one_person_of_three_lists_is_still_to_be_told(office, on):
    """Each list counts the people whom the headcount counts."""
    left = {}
    for unit, people in [("hcth", 10), ("khtc", 5), ("qlkh", 6)]:
        listed = StaffMember.objects.present(on=on).filter(department=office.units[unit])
        assert listed.count() == people
        assert not staff.compare(office.units[unit], listed, on=on).differs
        assert staff.not_listed(office.units[unit], on=on) == []
        told = Assignment.objects.with_line().get(pk=office.assignment(unit, 1).pk)
        found = dissemination.coverages([told], on=on)[told.pk]
        left[unit] = [person.member.full_name for person in found.left]
        for session in found.sessions:
            assert session.absent == left[unit]
    assert left == {"hcth": [], "khtc": [], "qlkh": ["Nguyễn Đình Phương"]}


def test_only_the_open_period_has_promises_left():
    sample.load(on=date(2026, 11, 22))

    promised = Reminder.objects.filter(state=Reminder.State.PROMISED)
    assert set(promised.values_list("report__period__label", flat=True)) == {"Năm 2026"}
    assert not promised.filter(send_on__lte=date(2026, 11, 22)).exists()


def test_five_counters_of_duties_add_up_to_the_assignments_in_force():
    office = sample.load(on=date(2026, 11, 22))

    counters = figures.duty_counters(office.directive, on=date(2026, 11, 22))

    assert counters == {
        "done_on_time": 9,
        "done_late": 0,
        "on_schedule": 10,
        "overdue": 0,
        "no_deadline": 2,
        "stale": 4,
    }


def test_past_reports_came_on_time_late_and_in_two_goes():
    sample.load(on=date(2026, 11, 22))
    reports = ProgressReport.objects.with_was_late().filter(period__label="Năm 2024")

    assert set(reports.filter(was_late=True).values_list("department__short_name", flat=True)) == {
        "TT Ứng dụng KH&CN",
        "TT Kỹ thuật TĐC",
    }
    assert not reports.filter(was_late=True, late_explanation="").exists()
    returned = StateChange.objects.filter(to_state=State.RETURNED, report__in=reports)
    assert [change.report.department.short_name for change in returned] == ["QLCN&ĐMST"]


def test_the_coordinators_own_report_was_taken_in_by_a_deputy_director():
    sample.load(on=date(2026, 11, 22))

    accepted = StateChange.objects.filter(
        to_state=State.ACCEPTED, report__department__is_coordinator=True
    )
    assert {change.by.username for change in accepted} == {"pgd1"}
    assert not accepted.filter(is_self_acceptance=True).exists()


def test_obstacles_stand_in_every_stage_of_their_life():
    sample.load(on=date(2026, 11, 22))

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


def test_duties_are_at_work_in_every_way():
    """An officer, another role wished for, pieces of work, the staffing sheet, inspections."""
    on = date(2026, 11, 22)
    office = sample.load(on=on)

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


def test_the_draft_that_waits_for_the_head_could_be_sent_as_it_is():
    on = date(2026, 11, 22)
    sample.load(on=on)
    (report,) = desk.for_draft(ProgressReport.objects.exclude(draft__sent_to_head_at=None), on=on)

    board = desk.Desk(report, on=on).board(report.draft.data, checked=True)

    assert report.department.short_name == "TT CNTT&TT"
    assert board.problems == []
    assert [entry.percent_of_year for entry in board.content().entries] == [None, 93]


def test_the_report_upward_of_the_last_year_is_ready_to_be_printed():
    sample.load(on=date(2026, 11, 22))

    period = ReportingPeriod.objects.get(label="Năm 2025")
    version = period.consolidated_reports.get()
    assert version.version == 1
    assert version.submissions.count() == 10


def test_every_period_was_opened_by_a_paper_drafted_here_and_the_late_unit_urged_by_one():
    sample.load(on=date(2026, 11, 22))

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


@pytest.mark.parametrize("on", [date(2026, 1, 31), date(2031, 1, 1)])
def test_a_day_outside_the_story_is_refused_in_a_sentence(on):
    with pytest.raises(CommandError, match="any day from 2026-02-01 to 2030-12-31"):
        call_command("load_sample", on=on)
    assert not Directive.objects.exists()


def test_an_office_that_is_there_is_refused_in_a_sentence():
    make_user("Người đã có")
    with pytest.raises(CommandError, match="holds an office already"):
        call_command("load_sample", on=date(2026, 11, 22))
    assert User.objects.count() == 1


def test_accounts_are_printed_without_loading_anything(capsys):
    call_command("load_sample", "--accounts")

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["giamdoc", "dondoc-mau", "Giám", "đốc", "Sở"]
    assert len(lines) == 8
    assert not User.objects.exists()


def test_the_period_is_open_for_nine_working_days_at_most_and_never_before_it_began():
    days = days_open(date(2026, 11, 22), not_before=date(2025, 12, 15))
    assert (days[0], days[-1], len(days)) == (date(2026, 11, 10), date(2026, 11, 20), 9)

    first = days_open(date(2026, 12, 25), not_before=date(2026, 12, 15))
    assert (first[0], first[-1], len(first)) == (date(2026, 12, 15), date(2026, 12, 24), 8)


@pytest.mark.parametrize(
    ("days", "sent_on"),
    [(0, date(2026, 12, 16)), (3, date(2026, 12, 21)), (-3, date(2026, 12, 11))],
)
def test_a_report_is_sent_working_days_from_its_deadline(days, sent_on):
    assert Sent(days).sent_on(date(2026, 12, 16)) == sent_on
