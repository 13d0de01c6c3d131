from datetime import date

import pytest

from directives.models import Department, Duty, Headcount
from directives.posts import posts
from reports import history, lifecycle, obligations, permissions
from reports.content import EntryContent, ObstacleContent, People, ReportContent, SessionContent
from reports.models import Draft, Obstacle, ProgressReport
from tests import builders
from tests.builders import (
    Role,
    at,
    confirm,
    make_agency,
    make_assignment,
    make_coordinator,
    make_department,
    make_duty,
    make_leader,
    make_member,
    make_period,
    make_report,
    make_user,
)

pytestmark = pytest.mark.django_db


# Periods


def test_confirming_makes_every_unit_with_an_open_assignment_owe_a_report():
    duty = make_duty()
    for name in ["Phòng A", "Phòng B"]:
        make_assignment(duty, make_department(name))
    make_assignment(
        duty, make_department("Phòng C"), ends_on=date(2026, 6, 30), end_reason="Sáp nhập"
    )
    make_department("Phòng D")
    reports = confirm(make_period(duty.directive))
    assert sorted(str(r.department) for r in reports) == ["Phòng A", "Phòng B"]
    assert {(r.state, r.original_due_on, r.due_on) for r in reports} == {
        ("expected", date(2026, 12, 16), date(2026, 12, 16))
    }


@pytest.mark.parametrize(("on", "expected"), [(16, ["Phòng B"]), (17, [])])
def test_a_unit_that_joins_before_the_deadline_owes_the_running_periods_report(on, expected):
    report = make_report("Phòng A")
    duty = report.period.directive.duties.get()
    make_assignment(duty, make_department("Phòng B"), starts_on=date(2026, 12, 1))
    day = {"on": date(2026, 12, on), "at": at(f"2026-12-{on} 08:00")}
    joined = obligations.expect_latecomers(**day)
    assert [str(r.department) for r in joined] == expected
    assert obligations.expect_latecomers(**day) == []
    assert all(r.reminders.count() == 7 for r in joined)


@pytest.mark.parametrize(("on", "due_on"), [(1, 16), (9, 16), (10, 17), (16, 23)])
def test_a_unit_that_joins_late_has_five_working_days(on, due_on):
    report = make_report("Phòng A")
    duty = report.period.directive.duties.get()
    make_assignment(duty, make_department("Phòng B"), starts_on=date(2026, 12, 1))
    (joined,) = obligations.expect_latecomers(
        on=date(2026, 12, on), at=at(f"2026-12-{on:02d} 08:00")
    )
    assert (joined.original_due_on, joined.due_on) == (date(2026, 12, due_on),) * 2


def test_nobody_joins_a_planned_period():
    duty = make_duty()
    make_assignment(duty)
    make_period(duty.directive)
    assert obligations.expect_latecomers(on=date(2026, 12, 1), at=at("2026-12-01 08:00")) == []


def test_a_unit_whose_only_duty_was_completed_before_the_period_is_not_asked():
    duty = make_duty(kind=Duty.Kind.DISSEMINATION, nature=Duty.Nature.ONE_OFF, deadline="none")
    make_assignment(duty, completed_on=date(2024, 8, 1))
    assert confirm(make_period(duty.directive)) == []


def test_a_period_is_confirmed_once_and_keeps_its_paper():
    period = make_period()
    confirm(period)
    assert period.confirming_paper == "Công văn số 512/SKHCN-HCTH ngày 20/11/2026"
    with pytest.raises(lifecycle.WrongState):
        confirm(period)


# Drafts


def test_each_save_of_a_draft_raises_its_version():
    report, user = make_report(), make_user()
    first = lifecycle.save_draft(
        report, data={"a": ["1"]}, version=0, by=user, at=at("2026-12-01 08:00")
    )
    second = lifecycle.save_draft(
        report, data={"a": ["2"]}, version=1, by=user, at=at("2026-12-01 08:01")
    )
    assert (first.version, second.version) == (1, 2)
    assert Draft.objects.get().data == {"a": ["2"]}


def test_the_second_of_two_people_in_one_draft_is_refused_and_told_what_stands():
    report, first, second = make_report(), make_user(), make_user()
    lifecycle.save_draft(
        report, data={"a": ["của tôi"]}, version=0, by=first, at=at("2026-12-01 08:00")
    )
    with pytest.raises(lifecycle.StaleDraft) as refused:
        lifecycle.save_draft(
            report, data={"a": ["của bạn"]}, version=0, by=second, at=at("2026-12-01 08:01")
        )
    assert refused.value.draft.data == {"a": ["của tôi"]}
    assert refused.value.draft.saved_by == first
    assert Draft.objects.get().version == 1


def test_saving_what_stands_already_is_no_new_version():
    report, user = make_report(), make_user()
    for version in [0, 1]:
        draft = lifecycle.save_draft(
            report, data={"a": ["1"]}, version=version, by=user, at=at("2026-12-01 08:00")
        )
    assert draft.version == 1


def test_a_sent_report_takes_no_draft():
    report = make_report()
    builders.submit(report)
    with pytest.raises(lifecycle.WrongState):
        lifecycle.save_draft(report, data={}, version=0, by=make_user(), at=at("2026-12-10 10:00"))


def test_a_draft_sent_to_the_head_says_when_and_by_whom():
    report, officer = make_report(), make_user()
    lifecycle.save_draft(
        report, data={"a": ["1"]}, version=0, by=officer, at=at("2026-12-01 08:00")
    )
    draft = lifecycle.send_to_head(report, by=officer, at=at("2026-12-01 09:00"))
    assert (draft.sent_to_head_by, draft.sent_to_head_at) == (officer, at("2026-12-01 09:00"))


def test_nothing_typed_is_nothing_to_send_to_the_head():
    with pytest.raises(lifecycle.WrongState):
        lifecycle.send_to_head(make_report(), by=make_user(), at=at("2026-12-01 09:00"))


# Sending


def test_a_submission_keeps_the_name_the_headcount_and_the_deadline_of_its_day():
    report = make_report("Phòng Quản lý Khoa học")
    Headcount.objects.create(
        department=report.department, counted_on=date(2026, 12, 1), officials=7, employees=3
    )
    head = make_member(report.department, title="Trưởng phòng")
    submission = builders.submit(report, when="2026-12-10 09:00", by=head)
    Department.objects.filter(pk=report.department.pk).update(name="Tên mới")
    submission.refresh_from_db()
    assert submission.number == 1
    assert submission.department_name == "Phòng Quản lý Khoa học"
    assert (submission.officials, submission.employees, submission.workers) == (7, 3, 0)
    assert submission.due_on == date(2026, 12, 16)
    assert (submission.submitted_by, submission.submitter_title) == (head, "Trưởng phòng")
    assert submission.delegation_paper == ""


def test_a_delegate_sends_under_his_paper():
    report = make_report()
    delegate = make_member(report.department, Role.DELEGATE, paper="Giấy uỷ quyền số 05/GUQ")
    assert builders.submit(report, by=delegate).delegation_paper == "Giấy uỷ quyền số 05/GUQ"


def test_a_report_is_sent_once():
    report = make_report()
    again = ProgressReport.objects.get(pk=report.pk)
    builders.submit(report)
    with pytest.raises(lifecycle.WrongState):
        builders.submit(again)
    assert report.submissions.count() == 1


def test_a_stale_copy_is_refused_even_where_the_real_state_would_allow_the_move():
    report = make_report()
    before_the_return = ProgressReport.objects.get(pk=report.pk)
    builders.submit(report)
    builders.return_report(report)
    with pytest.raises(lifecycle.WrongState):
        builders.submit(before_the_return, when="2026-12-12 09:00")
    report.refresh_from_db()
    assert (report.state, report.submissions.count()) == ("returned", 1)


def test_an_answer_on_every_open_assignment_is_wanted():
    report = make_report()
    with pytest.raises(lifecycle.Incomplete):
        lifecycle.submit(
            report, content=ReportContent(entries=()), by=make_user(), at=at("2026-12-10 09:00")
        )
    report.refresh_from_db()
    assert report.state == "expected"


def test_an_empty_answer_is_no_answer():
    with pytest.raises(lifecycle.Incomplete):
        builders.submit(make_report(), results="  ")


def test_nothing_to_report_is_an_answer():
    submission = builders.submit(make_report(), results="", nothing_to_report=True)
    assert submission.entries.get().nothing_to_report


def test_the_whole_of_a_dissemination_is_written_down():
    report = make_report(kind=Duty.Kind.DISSEMINATION)
    submission = builders.submit(
        report,
        briefed=People(9, 2, 1),
        present=People(10, 2, 1),
        sessions=(SessionContent(date(2026, 3, 2), "meeting", 14, "Họp phòng"),),
    )
    entry = submission.entries.get()
    assert (entry.briefed, entry.present) == (12, 13)
    assert entry.sessions.get().attendances == 14


def test_an_obstacle_lives_on_over_the_reports_that_state_it():
    report = make_report()
    builders.submit(report, obstacle="Thiếu kinh phí.")
    obstacle = Obstacle.objects.get()
    builders.return_report(report)
    assignment = obligations.assignments_of(report)[0]
    content = ReportContent(
        entries=(EntryContent(assignment.pk, results="Đã bổ sung."),),
        obstacles=(ObstacleContent(assignment.pk, "Vẫn thiếu kinh phí.", "changed", obstacle.pk),),
    )
    lifecycle.submit(report, content=content, by=make_user(), at=at("2026-12-12 09:00"))
    obstacle.refresh_from_db()
    assert obstacle.text == "Vẫn thiếu kinh phí."
    assert obstacle.visibility == "internal"
    assert [s.standing for s in obstacle.statements.order_by("pk")] == ["raised", "changed"]


# Review


def test_accepting_makes_a_stated_completion_true():
    duty = make_duty(kind=Duty.Kind.DISSEMINATION, nature=Duty.Nature.ONE_OFF, deadline="none")
    assignment = make_assignment(duty)
    period = make_period(duty.directive)
    confirm(period)
    report = make_report(assignment.department, period=period)
    builders.submit(report, done_on=date(2026, 7, 1))
    assignment.refresh_from_db()
    assert assignment.completed_on is None
    builders.accept(report)
    assignment.refresh_from_db()
    assert assignment.completed_on == date(2026, 7, 1)


def test_a_continuing_duty_is_never_completed_by_a_report():
    report = make_report()
    builders.submit(report, done_on=date(2026, 7, 1))
    builders.accept(report)
    assert obligations.assignments_of(report)[0].completed_on is None


def test_a_return_has_a_sub_deadline_and_keeps_the_original():
    report = make_report()
    builders.submit(report)
    builders.return_report(report, due_on=date(2026, 12, 20))
    assert (report.state, report.due_on) == ("returned", date(2026, 12, 20))
    assert report.original_due_on == date(2026, 12, 16)
    change = report.deadline_changes.get()
    assert (change.from_due_on, change.to_due_on) == (date(2026, 12, 16), date(2026, 12, 20))
    assert report.changes.last().note == "Bổ sung số liệu."


def test_a_return_until_yesterday_is_refused_and_until_today_is_not():
    report = make_report()
    builders.submit(report)
    with pytest.raises(lifecycle.ImpossibleDate):
        builders.return_report(report, when="2026-12-11 09:00", due_on=date(2026, 12, 10))
    builders.return_report(report, when="2026-12-11 09:00", due_on=date(2026, 12, 11))


def test_a_verdict_on_an_older_submission_is_refused():
    report = make_report()
    first = builders.submit(report)
    builders.return_report(report)
    builders.submit(report, when="2026-12-12 09:00")
    with pytest.raises(lifecycle.WrongState):
        lifecycle.accept(report, submission=first, by=make_user(), at=at("2026-12-12 10:00"))
    report.refresh_from_db()
    assert report.state == "submitted"


@pytest.mark.parametrize("verdict", [builders.accept, builders.return_report])
def test_a_verdict_is_given_once(verdict):
    report = make_report()
    builders.submit(report)
    stale = ProgressReport.objects.get(pk=report.pk)
    builders.accept(report)
    with pytest.raises(lifecycle.WrongState):
        verdict(stale)


def test_every_move_leaves_a_row_with_its_author():
    report = make_report()
    builders.submit(report)
    builders.return_report(report)
    builders.submit(report, when="2026-12-12 09:00")
    builders.accept(report, when="2026-12-13 09:00")
    assert [
        (c.from_state, c.to_state, c.submission.number) for c in report.changes.order_by("pk")
    ] == [
        ("expected", "submitted", 1),
        ("submitted", "returned", 1),
        ("returned", "submitted", 2),
        ("submitted", "accepted", 2),
    ]


def make_own_report():
    duty = make_duty(kind=Duty.Kind.COORDINATION)
    make_assignment(duty, make_coordinator())
    period = make_period(duty.directive)
    confirm(period)
    return make_report(make_coordinator(), period=period)


def test_hcths_own_report_taken_in_by_a_leader_is_no_self_acceptance():
    report = make_own_report()
    builders.submit(report)
    builders.accept(report, by=make_leader(Role.DEPUTY_DIRECTOR))
    assert not report.changes.last().is_self_acceptance


def test_hcth_takes_in_its_own_report_only_visibly():
    report = make_own_report()
    make_agency()
    builders.submit(report)
    builders.accept(report, by=make_member(make_coordinator(), Role.STAFF))
    assert report.changes.last().is_self_acceptance


def test_hcths_head_records_that_a_leader_took_in_its_report_with_the_source():
    report = make_own_report()
    make_leader()
    builders.submit(report)
    recorder = make_member(make_coordinator())
    lifecycle.record_acceptance(
        report,
        submission=report.submissions.latest(),
        source="Giám đốc Sở, bút phê ngày 18/12/2026",
        by=recorder,
        at=at("2026-12-18 09:00"),
    )
    change = report.changes.last()
    assert (report.state, change.by, change.is_self_acceptance, change.source) == (
        "accepted",
        recorder,
        False,
        "Giám đốc Sở, bút phê ngày 18/12/2026",
    )
    told = history.of_report(report, sees_whole=True)
    assert ("Lãnh đạo Sở tiếp nhận báo cáo (ghi thay).", change.source) in [
        (event.text, event.note) for event in told.events
    ]


def test_where_no_leader_is_in_office_hcth_takes_in_itself_and_records_nobody():
    report = make_own_report()
    make_agency()
    builders.submit(report)
    on = date(2026, 12, 18)
    held = posts(make_member(make_coordinator()), on=on)
    assert permissions.may("accept", held, report, on=on)
    assert not permissions.may("record_acceptance", held, report, on=on)


def test_an_explanation_stands_beside_the_late_mark():
    report = make_report()
    builders.submit(report, when="2026-12-20 09:00")
    head = make_user()
    lifecycle.explain(report, text="Cán bộ đầu mối nghỉ ốm.", by=head, at=at("2026-12-20 10:00"))
    assert report.late_explanation == "Cán bộ đầu mối nghỉ ốm."
    assert (report.explained_by, report.explained_at) == (head, at("2026-12-20 10:00"))
