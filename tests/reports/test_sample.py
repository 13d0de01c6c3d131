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
from reports import dissemination, figures, sample
from reports.models import (
    BriefingSession,
    ConsolidatedReport,
    Draft,
    Obstacle,
    Paper,
    PlannedInspection,
    ProgressReport,
    ReportingPeriod,
    StaffingPost,
    StaffingQuota,
    StateChange,
    Submission,
    Supervision,
)
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
