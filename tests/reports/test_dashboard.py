"""What the coordinating unit and the leaders see of a directive."""

from datetime import date

import pytest
from uuid_utils.compat import uuid7

from directives.posts import Role
from reports import dashboard, director, matrix
from reports.models import ConsolidatedReport, Job, Obstacle, ProgressReport, ReportingPeriod
from tests.builders import (
    accept,
    at,
    confirm,
    make_agency,
    make_assignment,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_leader,
    make_member,
    make_period,
    make_report,
    make_reports,
    make_user,
    posts_of,
    submit,
)

pytestmark = pytest.mark.django_db

ON = date(2026, 12, 1)


@pytest.fixture
def directive():
    return make_directive()


def years(directive, *numbers):
    return [make_period(directive, due_on=date(year, 12, 16)) for year in numbers]


def test_overseen_are_the_directives_of_his_coordinating_unit_and_of_his_agency(directive):
    other = make_directive(
        coordinator=make_department("Văn phòng khác", is_coordinator=True), number="7"
    )
    assert set(dashboard.overseen(posts_of(make_member(make_coordinator(), Role.CLERK)))) == {
        directive
    }
    assert set(dashboard.overseen(posts_of(make_leader()))) == {directive, other}
    assert not dashboard.overseen(posts_of(make_member(make_department(), Role.HEAD)))


def shown_first():
    overseen = dashboard.overseen(posts_of(make_leader()))
    return dashboard.shown_first(dashboard.with_is_assigned(overseen, on=ON))


def test_the_latest_directive_at_work_is_shown_first_until_a_newer_one_is_assigned(directive):
    make_assignment(make_duty(directive), make_department("Phòng A"))
    newer = make_directive(number="7", issued_on=date(2026, 11, 2))
    duty = make_duty(newer)
    assert shown_first() == directive
    ended = {"ends_on": date(2026, 11, 30), "end_reason": "Giao đơn vị khác."}
    make_assignment(duty, make_department("Phòng B"), **ended)
    assert shown_first() == directive
    make_assignment(duty, make_department("Phòng A"))
    assert shown_first() == newer


def test_where_nothing_is_assigned_the_latest_directive_is_shown_first(directive):
    newer = make_directive(number="7", issued_on=date(2026, 11, 2))
    assert shown_first() == newer


@pytest.mark.parametrize(
    ("on", "label"),
    [
        (date(2026, 12, 1), "Năm 2026"),
        (date(2026, 12, 20), "Năm 2026"),
        (date(2025, 12, 1), "Năm 2025"),
        (date(2027, 3, 1), "Năm 2026"),
    ],
)
def test_the_current_period_is_the_latest_confirmed_one_that_has_begun(directive, on, label):
    first, second, _planned = years(directive, 2025, 2026, 2027)
    confirm(first)
    confirm(second)
    assert dashboard.current_period(dashboard.periods_of(directive), on=on).label == label


@pytest.mark.parametrize(
    ("on", "label"),
    [
        (date(2026, 11, 19), "Năm 2026"),  # eight days before its due day: the year's
        (date(2026, 11, 20), "Đột xuất"),
        (date(2026, 12, 4), "Đột xuất"),
        (date(2026, 12, 5), "Năm 2026"),
    ],
)
def test_a_period_opened_by_hand_is_the_current_one_only_about_its_due_day(directive, on, label):
    make_assignment(make_duty(directive))
    (year,) = years(directive, 2026)
    by_hand = make_period(
        directive,
        label="Đột xuất",
        due_on=date(2026, 11, 27),
        starts_on=date(2026, 11, 2),
        ends_on=date(2026, 11, 20),
        is_on_demand=True,
    )
    for period in (year, by_hand):
        confirm(period)
    assert dashboard.current_period(dashboard.periods_of(directive), on=on).label == label


def test_a_period_that_is_still_owed_is_current_before_one_that_was_answered(directive):
    make_assignment(make_duty(directive))
    (year,) = years(directive, 2026)
    by_hand = make_period(
        directive,
        label="Đột xuất",
        due_on=date(2026, 12, 2),
        starts_on=date(2026, 11, 2),
        ends_on=date(2026, 11, 20),
        is_on_demand=True,
    )
    confirm(year)
    for report in confirm(by_hand):
        submit(report, when="2026-11-30 09:00")
    assert dashboard.current_period(dashboard.periods_of(directive), on=ON).label == "Năm 2026"


def test_with_nothing_confirmed_the_current_period_is_the_one_of_today(directive):
    years(directive, 2025, 2026, 2027)
    assert dashboard.current_period(dashboard.periods_of(directive), on=ON).label == "Năm 2026"


def test_without_periods_there_is_no_current_one():
    assert dashboard.current_period([], on=ON) is None


def consolidated(period, *, version, state=Job.State.DONE):
    by, when = make_user(), at("2026-12-18 09:00")
    made = ConsolidatedReport.objects.create(
        period=period,
        version=version,
        content={},
        content_hash="0" * 64,
        reason="Sửa số liệu." if version > 1 else "",
        made_at=when,
        made_by=by,
        approved_at=when,
        approved_by=by,
    )
    Job.objects.create(consolidated=made, state=state, queued_at=when, requested_by=by)
    return made


def test_a_period_knows_its_newest_version_and_the_newest_one_printed(directive):
    (period,) = years(directive, 2026)
    first = consolidated(period, version=1)
    second = consolidated(period, version=2, state=Job.State.QUEUED)
    (shown,) = dashboard.periods_of(directive)
    assert (shown.newest_id, shown.newest_version) == (second.public_id, 2)
    assert (shown.pdf_job_id, shown.pdf_version) == (first.job.public_id, 1)
    assert dashboard.is_consolidating(shown)


def test_where_the_period_has_no_pdf_the_latest_earlier_one_is_offered(directive):
    past, _current = years(directive, 2025, 2026)
    consolidated(past, version=1)
    periods = dashboard.periods_of(directive)
    assert dashboard.latest_printed(directive, periods[1], periods).label == "Năm 2025"
    assert dashboard.latest_printed(directive, periods[1], periods[1:]) is None


def test_where_the_directive_has_no_pdf_that_of_another_is_offered(directive):
    (past,) = years(directive, 2025)
    consolidated(past, version=1)
    other = make_directive(number="7")
    (empty,) = years(other, 2026)
    periods = dashboard.periods_of(directive, other)
    assert dashboard.latest_printed(other, next(p for p in periods if p == empty), periods) == past
    assert dashboard.latest_printed(other, None, periods) == past


# Counters


def test_owed_is_received_plus_missing_and_received_is_divided_in_two_ways(directive):
    on_time, late, accepted, _missing = make_reports(
        "Phòng A", "Phòng B", "Phòng C", "Phòng D", directive=directive
    )
    submit(on_time, when="2026-12-16 23:59")
    submit(late, when="2026-12-17 00:00")
    submit(accepted, when="2026-12-10 09:00")
    accept(accepted, when="2026-12-11 09:00")
    counters = dashboard.report_counters(on_time.period, on=date(2026, 12, 18))
    assert [(tile.label, tile.number) for tile in counters.tiles] == [
        ("Phải báo cáo", 4),
        ("Đã gửi", 3),
        ("Chưa gửi", 1),
        ("Đang quá hạn", 1),
    ]
    assert [(tile.label, tile.number) for tile in counters.by_day] == [
        ("Gửi đúng hạn", 2),
        ("Gửi quá hạn", 1),
    ]
    assert [(tile.label, tile.number) for tile in counters.by_state] == [
        ("Chờ tiếp nhận", 2),
        ("Cần bổ sung", 0),
        ("Đã tiếp nhận", 1),
    ]


def test_the_duty_tiles_add_up_to_the_assignments_in_force(directive):
    dated = make_duty(directive, deadline="date", due_on=date(2026, 11, 30))
    yearly = make_duty(directive)
    for duty in (dated, yearly):
        for name in ["A", "B"]:
            make_assignment(duty, make_department(f"Phòng {name}"))
    counters = dashboard.duty_counters(directive, on=ON)
    assert counters.total == 4
    assert [(tile.label, tile.number, tile.tone) for tile in counters.tiles] == [
        ("Hoàn thành đúng hạn", 0, "success"),
        ("Hoàn thành quá hạn", 0, "warning"),
        ("Đang thực hiện, trong hạn", 2, "info"),
        ("Quá hạn", 2, "danger"),
        ("Không quy định thời hạn", 0, "neutral"),
    ]


# The matrix


def rows_of(directive, *, on=ON):
    units = dashboard.units(directive, on=on)
    periods = dashboard.periods_of(directive)
    return {
        row.department.name: [(cell.status.key, cell.status.label) for cell in row.cells]
        for row in matrix.rows(units, periods, on=on)
    }


def test_a_unit_is_not_announced_a_period_at_whose_end_it_has_no_duty(directive):
    duty = make_duty(directive)
    ended = {"ends_on": date(2026, 12, 13), "end_reason": "Sáp nhập vào Phòng C"}
    make_assignment(duty, make_department("Phòng A"), **ended)
    make_assignment(duty, make_department("Phòng C"), starts_on=date(2026, 12, 14))
    make_assignment(duty, make_department("Phòng D"), starts_on=date(2026, 12, 15))
    years(directive, 2026, 2027)
    planned = ("planned", "Dự kiến")
    assert rows_of(directive) == {
        "Phòng A": [("none", "-"), ("none", "-")],
        "Phòng C": [planned, planned],
        "Phòng D": [("none", "-"), planned],
    }


def test_the_matrix_has_a_row_for_each_unit_ever_involved_and_a_column_for_each_period(directive):
    duty = make_duty(directive)
    make_assignment(duty, make_department("Phòng Đo lường"))
    make_assignment(duty, make_department("Phòng Công nghệ"), starts_on=date(2026, 1, 1))
    past, present, _planned = years(directive, 2025, 2026, 2027)
    confirm(past, when="2025-11-20 08:00")
    confirm(present)
    make_department("Phòng không liên quan")
    assert rows_of(directive) == {
        "Phòng Công nghệ": [
            ("none", "-"),
            ("expected", "Chưa đến hạn"),
            ("planned", "Dự kiến"),
        ],
        "Phòng Đo lường": [
            ("overdue", "Quá hạn 350 ngày"),
            ("expected", "Chưa đến hạn"),
            ("planned", "Dự kiến"),
        ],
    }


def test_a_unit_whose_assignment_ended_keeps_its_row(directive):
    make_assignment(
        make_duty(directive),
        make_department("Phòng cũ"),
        ends_on=date(2025, 1, 1),
        end_reason="Sáp nhập",
    )
    years(directive, 2026)
    assert list(rows_of(directive)) == ["Phòng cũ"]


# What HCTH must know of the units


@pytest.mark.parametrize(
    ("on", "units"),
    [(date(2026, 12, 23), []), (date(2026, 12, 24), [("Phòng A", "Năm 2026", 8)])],
)
def test_after_the_last_reminder_the_unit_is_on_the_list_of_the_coordinator(on, units):
    report = make_report("Phòng A", due_on=date(2026, 12, 16))
    directive = report.period.directive
    rows = dashboard.far_overdue_of(directive, dashboard.units(directive, on=on), on=on)
    assert [(row.unit, row.period, row.days) for row in rows] == units


def test_a_report_of_another_directive_is_not_on_the_list():
    report = make_report("Phòng A", due_on=date(2026, 12, 16))
    other = make_directive(number="9")
    make_assignment(make_duty(other), report.department)
    on = date(2026, 12, 31)
    assert dashboard.far_overdue_of(other, dashboard.units(other, on=on), on=on) == []


def test_a_unit_knows_how_many_duties_it_has_not_taken_on(directive):
    department = make_department("Phòng A")
    head = make_member(department, Role.HEAD)
    make_assignment(make_duty(directive), department)
    make_assignment(make_duty(directive), department)
    make_assignment(
        make_duty(directive),
        department,
        acknowledged_at=at("2026-01-01 08:00"),
        acknowledged_by=head,
    )
    (unit,) = dashboard.units(directive, on=ON)
    assert unit.unacknowledged_count == 2


# The queue and the obstacles


def test_the_glimpse_shows_the_longest_waiting_and_counts_all():
    reports = make_reports(*(f"Phòng {letter}" for letter in "ABCDEFG"))
    for day, report in enumerate(reversed(reports), start=1):
        submit(report, when=f"2026-12-{day:02d} 09:00")
    waiting = dashboard.waiting(
        posts_of(make_member(make_coordinator(), Role.STAFF)), on=date(2026, 12, 8)
    )
    assert [row.department.name for row in waiting.rows] == [
        "Phòng G",
        "Phòng F",
        "Phòng E",
        "Phòng D",
        "Phòng C",
    ]
    assert waiting.total == 7
    assert waiting.has_more


def test_an_empty_glimpse_counts_nothing(directive):
    assert dashboard.open_obstacles(directive).total == 0


def test_open_obstacles_are_those_of_the_directive():
    report = make_report("Phòng A")
    submit(report, obstacle="Thiếu kinh phí.")
    other = make_directive(number="9")
    assert [str(o) for o in dashboard.open_obstacles(report.period.directive).rows] == [
        "Thiếu kinh phí."
    ]
    assert dashboard.open_obstacles(other).rows == []


# What is red for the Director


def alarms_of(directive, *, on):
    periods = dashboard.periods_of(directive)
    period = dashboard.current_period(periods, on=on)
    return [(a.title, a.sentence) for a in director.red([directive], [period], on=on).alarms]


def test_what_is_red_says_why():
    report = make_report("Phòng A", due_on=date(2026, 12, 16))
    directive = report.period.directive
    make_assignment(
        make_duty(directive, deadline="date", due_on=date(2026, 12, 1)), make_department("Phòng B")
    )
    assert alarms_of(directive, on=date(2026, 12, 22)) == [
        ("Phòng B", "Nhiệm vụ 2 quá hạn 21 ngày."),
        (
            "Phòng A",
            "Quá hạn 6 ngày (4 ngày làm việc): hạn 16/12/2026, chưa gửi; chưa nhắc lần nào.",
        ),
        (
            "Phòng Hành chính - Tổng hợp",
            "Chưa có báo cáo tổng hợp; quá hạn trình Giám đốc Sở 1 ngày.",
        ),
    ]


def test_reports_that_are_far_overdue_leave_the_others_their_places():
    old, _ = make_reports("Phòng A", "Phòng B")
    ProgressReport.objects.filter(pk=old.pk).update(due_on=date(2026, 11, 20))
    on = date(2026, 12, 18)
    found = director.red([old.period.directive], [old.period], on=on, size=1)
    assert [alarm.title for alarm in found.alarms] == ["Phòng B"]
    assert (found.far_overdue.rows[0].unit, found.far_overdue.total) == ("Phòng A", 1)


def test_in_a_planned_period_nothing_is_red(directive):
    make_assignment(make_duty(directive), make_department("Phòng A"))
    years(directive, 2026)
    assert alarms_of(directive, on=date(2027, 6, 1)) == []


def test_obstacles_wait_for_an_opinion_until_there_is_one():
    report = make_report("Phòng A")
    submit(report, obstacle="Thiếu kinh phí.")
    directive = report.period.directive
    (obstacle,) = director.opinions([directive]).awaited.rows
    obstacle.opinion, obstacle.opinion_on = "Đồng ý.", ON
    obstacle.opinion_recorded_by = make_leader()
    obstacle.save()
    assert make_agency() == directive.agency
    assert director.opinions([directive]).awaited.rows == []


def test_opinions_awaited_and_recorded_are_counted_apart_whatever_is_shown_of_them():
    report, leader = make_report("Phòng A"), make_leader()
    submit(report, obstacle="Thiếu kinh phí.")
    (one,) = Obstacle.objects.all()
    for serial in range(5):
        one.pk, one._state.adding, one.public_id = None, True, uuid7()
        one.text = f"Vướng mắc {serial}."
        one.opinion, one.opinion_on, one.opinion_recorded_by = "Đồng ý.", ON, leader
        one.is_opinion_on_behalf, one.opinion_source = True, "Giao ban"
        one.save()
    asked = director.opinions([report.period.directive], size=2)
    assert [obstacle.text for obstacle in asked.awaited.rows] == ["Thiếu kinh phí."]
    assert [obstacle.text for obstacle in asked.recorded.rows] == ["Vướng mắc 0.", "Vướng mắc 1."]
    assert (asked.awaited.total, asked.recorded.total) == (1, 5)


@pytest.mark.parametrize(
    ("shown", "confirmed", "first", "last"),
    [
        (0, 0, 1, 2),  # nothing confirmed: the one shown and the next
        (2, 3, 1, 4),  # three years confirmed: they, and the next
        (0, 3, 1, 4),  # an early one is shown: the confirmed ones stay in sight
        (20, 21, 10, 22),  # very many: the last thirteen of them
        (4, 30, 5, 17),  # one far back: it, and those after it
        (39, 3, 29, 40),
    ],
)
def test_the_matrix_ends_with_the_next_planned_period_and_holds_thirteen_at_most(
    shown, confirmed, first, last
):
    periods = [
        ReportingPeriod(pk=n, confirmed_at=at("2026-01-01 08:00") if n <= confirmed else None)
        for n in range(1, 41)
    ]
    columns = dashboard.columns(periods, periods[shown])
    assert [period.pk for period in columns] == list(range(first, last + 1))
