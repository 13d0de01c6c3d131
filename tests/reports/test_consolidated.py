"""consolidate(): what the accepted reports of a period say, as one value."""

import json
from datetime import date
from decimal import Decimal

import pytest

from directives.models import Directive, LegalBasis
from directives.posts import Role
from reports import consolidated, lifecycle, obstacles, supervision
from reports.consolidated import facts, sources, sums, versions
from reports.content import EntryContent, IndicatorContent, ObstacleContent, People
from reports.models import Obstacle, Supervision
from reports.signing import Signature
from tests.builders import at, confirm, make_coordinator, make_member, make_period, make_user
from tests.reports.year import ON, complete_dissemination, make_year, send, take_in

pytestmark = pytest.mark.django_db


def whole(year, on=ON):
    return consolidated.consolidate(year.period, on=on)


def send_and_accept(report, **fields):
    send(report, **fields)
    take_in(report)


def supervise(year, unit, on, kind="urging"):
    """Entered by hand on 20/12/2026: an urging is about what the unit owed on its day."""
    act = Supervision(
        directive=year.directive,
        department=unit,
        kind=kind,
        means="phone",
        on=on,
        findings="Đang tổng hợp.",
    )
    return supervision.record(act, by=make_user("Người đôn đốc"), at=at("2026-12-20 08:00"))


def test_only_accepted_reports_speak_and_units_stand_in_reading_order():
    year = make_year(3)
    send_and_accept(year.report_of("Phòng C"))
    send_and_accept(year.report_of("Phòng A"))
    send(year.report_of("Phòng B"))

    brief, work, lead = whole(year).duties

    assert [entry.unit for entry in brief.entries] == ["Phòng A", "Phòng C"]
    assert [entry.unit for entry in work.entries] == ["Phòng A", "Phòng C"]
    assert lead.entries == ()
    assert [duty.ordinal for duty in (brief, work, lead)] == [1, 2, 3]


def test_a_resubmitted_report_speaks_with_its_accepted_submission():
    year = make_year(1)
    report = year.report_of("Phòng A")
    send(report, text="Bản đầu.")
    reviewer = make_coordinator().appointments.get(role="head").user
    lifecycle.return_(
        report,
        submission=report.submissions.latest(),
        reason="Bổ sung số liệu.",
        due_on=date(2026, 12, 20),
        by=reviewer,
        at=at("2026-12-11 09:00"),
    )
    send(report, when="2026-12-17 09:00", text="Bản bổ sung.")
    take_in(report)

    value = whole(year)

    assert [entry.results for entry in value.duties[1].entries] == ["Bản bổ sung."]
    (unit,) = value.sent_back
    assert unit.unit == "Phòng A"
    (note,) = unit.returns
    assert (note.on, note.due_on, note.sent_again_on) == (
        date(2026, 12, 11),
        date(2026, 12, 20),
        date(2026, 12, 17),
    )
    assert note.reason == "Bổ sung số liệu."
    assert value.figures.late == 0


def test_coverage_counts_distinct_people_and_sessions_count_attendances():
    year = make_year(2)
    for name in ["Phòng A", "Phòng B"]:
        send_and_accept(year.report_of(name))

    brief = whole(year).duties[0]

    assert brief.coverage.briefed == People(18, 4, 2)
    assert brief.coverage.present == People(20, 4, 2)
    assert brief.coverage.percent == Decimal("92.3")
    assert (brief.sessions.count, brief.sessions.attendances) == (4, 40)
    assert brief.sessions.forms == (("Họp phòng, đơn vị", 2), ("Sinh hoạt chi bộ", 2))


def test_newcomers_of_a_unit_that_completed_before_are_not_its_people():
    year = make_year(3)
    for name in ["Phòng A", "Phòng C"]:
        complete_dissemination(name)
    said = {
        "Phòng A": EntryContent(0, results="Bổ sung.", briefed=People(1), present=People(2)),
        "Phòng B": EntryContent(0, results="Đang làm.", briefed=People(9), present=People(10)),
        "Phòng C": EntryContent(0, nothing_to_report=True),
    }
    for name, briefing in said.items():
        send_and_accept(year.report_of(name), briefing=briefing)

    brief, work, _ = whole(year).duties

    # Each unit has 10 + 2 + 1 people; one newcomer of A still waits, one person of B.
    of_units = [(e.coverage.briefed.total, e.coverage.present.total) for e in brief.entries]
    assert of_units == [(12, 13), (9, 10), (13, 13)]
    assert brief.coverage.briefed == People(28, 4, 2)
    assert brief.coverage.present == People(30, 4, 2)
    assert brief.coverage.percent == Decimal("94.4")
    assert (brief.coverage.newcomers, brief.coverage.unknown) == (1, 0)
    assert work.coverage is None


def test_the_headcount_is_that_of_the_day_the_report_was_sent():
    year = make_year(1)
    complete_dissemination("Phòng A")
    report = year.report_of("Phòng A")
    send_and_accept(report, briefing=EntryContent(0, nothing_to_report=True))
    report.department.headcounts.update(officials=99)

    assert whole(year).duties[0].coverage.present == People(10, 2, 1)


def test_more_waiting_newcomers_than_people_counted_leave_nobody_briefed():
    year = make_year(1)
    complete_dissemination("Phòng A")
    briefing = EntryContent(0, results="Mới.", briefed=People(0, 0, 1), present=People(0, 3, 1))
    send_and_accept(year.report_of("Phòng A"), briefing=briefing)

    coverage = whole(year).duties[0].coverage

    assert (coverage.briefed, coverage.present) == (People(10, 0, 1), People(10, 2, 1))
    assert coverage.newcomers == 1


def test_newcomers_of_a_unit_whose_people_were_never_counted_are_no_share_of_anybody():
    year = make_year(2)
    complete_dissemination("Phòng A")
    report = year.report_of("Phòng A")
    report.department.headcounts.all().delete()
    briefing = EntryContent(0, results="Mới.", briefed=People(3), present=People(5))
    send_and_accept(report, briefing=briefing)
    send_and_accept(year.report_of("Phòng B"))

    brief = whole(year).duties[0]

    assert brief.entries[0].coverage is None
    assert brief.coverage.present == People(10, 2, 1)
    assert (brief.coverage.newcomers, brief.coverage.unknown) == (0, 1)


@pytest.mark.parametrize("stated", [date(2024, 6, 20), date(2026, 6, 20)])
def test_the_entry_that_states_the_completion_counts_everybody(stated):
    year = make_year(1)
    briefing = EntryContent(
        0, results="Xong.", briefed=People(9, 2, 1), present=People(9, 2, 1), done_on=stated
    )
    send_and_accept(year.report_of("Phòng A"), briefing=briefing)

    coverage = whole(year).duties[0].coverage

    assert (coverage.briefed, coverage.present) == (People(9, 2, 1), People(9, 2, 1))
    assert coverage.newcomers == 0


def test_an_earlier_period_reads_the_same_after_the_duty_is_completed():
    year = make_year(1)
    send_and_accept(year.report_of("Phòng A"))
    later = make_period(year.directive, due_on=date(2027, 12, 16))
    confirm(later, when="2027-11-20 08:00")
    report = later.reports.get(department__name="Phòng A")
    done = EntryContent(
        0, results="Xong.", briefed=People(10), present=People(10), done_on=date(2025, 6, 20)
    )
    send_and_accept(report, briefing=done, when="2027-12-10 09:00")

    coverage = whole(year).duties[0].coverage

    assert (coverage.briefed, coverage.present) == (People(9, 2, 1), People(10, 2, 1))
    assert coverage.newcomers == 0


def test_a_unit_still_disseminating_that_says_nothing_is_unknown_not_zero():
    year = make_year(2)
    send_and_accept(year.report_of("Phòng A"))
    send_and_accept(year.report_of("Phòng B"), briefing=EntryContent(0, nothing_to_report=True))

    brief = whole(year).duties[0]

    assert (brief.coverage.briefed.total, brief.coverage.present.total) == (12, 13)
    assert brief.coverage.unknown == 1
    assert brief.units_without_coverage == ("Phòng B",)


def test_figures_sum_lead_units_only():
    year = make_year(2)
    year.directive.duties.get(ordinal=2).assignments.filter(department__name="Phòng B").update(
        role="coordinating"
    )
    for name in ["Phòng A", "Phòng B"]:
        send_and_accept(year.report_of(name))

    work = whole(year).duties[1]

    assert [entry.unit for entry in work.entries] == ["Phòng A", "Phòng B"]
    assert (work.indicators[0].in_period, work.indicators[0].cumulative) == (5, 20)


def test_a_blank_is_not_zero_and_is_named():
    year = make_year(3)
    news = year.directive.duties.get(ordinal=2).indicators.get(ordinal=1)
    said = {
        "Phòng A": IndicatorContent(news.pk, Decimal(0), Decimal(7)),
        "Phòng B": IndicatorContent(news.pk),
        "Phòng C": IndicatorContent(news.pk, nothing_to_report=True),
    }
    for name, value in said.items():
        send_and_accept(year.report_of(name), indicators=(value,))

    total = whole(year).duties[1].indicators[0]

    assert (total.in_period, total.cumulative) == (0, 7)
    assert (total.answered, total.asked) == (2, 3)
    assert total.nothing == ("Phòng C",)
    assert total.without_in_period == ("Phòng B",)
    assert total.without_cumulative == ("Phòng B",)


def test_a_share_is_never_summed():
    year = make_year(2)
    for name in ["Phòng A", "Phòng B"]:
        send_and_accept(year.report_of(name))
    entries = whole(year).duties[1].entries

    total = sums.indicator(sums.Asked(1, "Tỷ lệ tin, bài bằng tiếng nước ngoài", "%"), entries)

    assert (total.in_period, total.told("cumulative")) == (None, "không cộng")
    assert total.by_unit == (("Phòng A", 5), ("Phòng B", 5))


def test_nothing_to_report_is_a_statement_of_the_unit():
    year = make_year(2)
    send_and_accept(
        year.report_of("Phòng A"), results="", nothing_to_report=True, percent_of_year=None
    )
    send_and_accept(year.report_of("Phòng B"))

    assert whole(year).duties[1].nothing_units == ("Phòng A",)


def test_late_missing_and_reminders_apart_from_urgings():
    year = make_year(2)
    late, missing = year.report_of("Phòng A"), year.report_of("Phòng B")
    send_and_accept(late, when="2026-12-17 00:01")
    lifecycle.explain(late, text="Do kiểm tra.", by=make_user(), at=at("2026-12-17 08:00"))
    missing.reminders.filter(step__lte=1).update(state="sent", settled_at=at("2026-12-17 08:00"))
    supervise(year, missing.department, date(2026, 12, 18))

    first, second, third = whole(year).unpunctual

    assert (first.unit, first.days_overdue) == ("Phòng B", 5)
    assert (first.reminders, first.urgings) == (5, 1)
    assert second.unit == "Phòng Hành chính - Tổng hợp"
    assert (third.unit, third.days_late, third.explanation) == ("Phòng A", 1, "Do kiểm tra.")
    figures = whole(year).figures
    assert (figures.owed, figures.received, figures.on_time, figures.late, figures.missing) == (
        3,
        1,
        0,
        1,
        2,
    )


def test_an_act_after_the_cut_off_is_told_but_not_of_the_period():
    year = make_year(1)
    unit = year.report_of("Phòng A").department
    for day in [date(2025, 12, 14), date(2025, 12, 15), date(2026, 12, 14), date(2026, 12, 15)]:
        supervise(year, unit, day)

    acts = whole(year).supervisions

    assert [(act.on, act.in_period) for act in acts] == [
        (date(2025, 12, 15), True),
        (date(2026, 12, 14), True),
        (date(2026, 12, 15), False),
    ]


def test_an_urging_about_another_period_is_not_told_in_this_one():
    year = make_year(1)
    unit = year.report_of("Phòng A").department
    week = make_period(
        year.directive,
        due_on=date(2026, 12, 9),
        starts_on=date(2026, 12, 1),
        ends_on=date(2026, 12, 7),
        label="Tuần 1 tháng 12",
        is_on_demand=True,
    )
    confirm(week)
    about = week.reports.get(department=unit)
    supervise(year, unit, date(2026, 12, 10)).reports.set([about])

    assert whole(year).supervisions == ()
    assert len(consolidated.consolidate(week, on=ON).supervisions) == 1


def test_a_paper_to_several_units_is_one_act_in_the_report():
    year = make_year(2)
    for report in year.reports:
        act = supervise(year, report.department, date(2026, 12, 10))
        Supervision.objects.filter(pk=act.pk).update(means="dispatch", paper="615/SKHCN-HCTH")
    supervise(year, year.reports[0].department, date(2026, 12, 11))

    upward = consolidated.for_upward(whole(year))
    [lead] = [duty for duty in upward.duties if duty.supervised]
    assert lead.supervised.means == (("Công văn", 1), ("Điện thoại", 1))


def test_own_report_taken_in_by_the_coordinator_is_told():
    year = make_year(1)
    year.directive.agency.appointments.update(ends_on=date(2026, 12, 1))
    report = year.report_of("Phòng Hành chính - Tổng hợp")
    send(report)
    take_in(report, by=make_coordinator().appointments.get(role="head").user)

    value = whole(year)

    assert [unit.unit for unit in value.self_accepted] == ["Phòng Hành chính - Tổng hợp"]
    assert value.signer == Signature("", ("Giám đốc",), "")


def test_of_several_acceptances_of_a_report_the_one_that_stands_is_told():
    year = make_year(1)
    report, (leader, head) = year.report_of("Phòng Hành chính - Tổng hợp"), leader_and_head(year)
    send(report)
    sent = report.submissions.latest()
    at_nine = at("2026-12-18 09:00")
    lifecycle.record_acceptance(report, submission=sent, source="Bút phê", by=head, at=at_nine)
    assert [unit.acceptance_source for unit in whole(year).accepted_elsewhere] == ["Bút phê"]

    lifecycle.reopen(
        report, reason="Thiếu.", due_on=date(2026, 12, 22), by=leader, at=at("2026-12-18 10:00")
    )
    assert whole(year).accepted_elsewhere == []

    send(report, when="2026-12-19 09:00")
    take_in(report, by=leader, when="2026-12-19 10:00")
    assert whole(year).accepted_elsewhere == []


def leader_and_head(year):
    held = (year.directive.agency.appointments, year.directive.coordinator.appointments)
    return tuple(people.get(role__in=["deputy_director", "head"]).user for people in held)


def test_obstacles_are_new_carried_over_or_closed_and_keep_their_visibility():
    year = make_year(1)
    report = year.report_of("Phòng A")
    send_and_accept(report, obstacle="Thiếu kinh phí.")
    Obstacle.objects.update(visibility="upward")

    (obstacle,) = whole(year).obstacles

    assert (obstacle.unit, obstacle.text) == ("Phòng A", "Thiếu kinh phí.")
    assert (obstacle.is_new, obstacle.is_upward, obstacle.is_reported) == (True, True, True)
    assert obstacle.closed_on is None


def raise_on(year, when):
    """Phòng A says on a day between two reports what stands in its way."""
    unit = year.report_of("Phòng A").department
    return obstacles.raise_(
        unit.assignments.get(duty__ordinal=2),
        text="Thiếu kinh phí.",
        by=make_member(unit, Role.STAFF),
        at=at(when),
    )


@pytest.mark.parametrize(
    ("when", "is_new"),
    [
        ("2025-12-14 09:00", [False]),
        ("2025-12-15 00:00", [True]),
        ("2026-12-14 23:59", [True]),
        ("2026-12-15 00:00", []),
    ],
)
def test_an_obstacle_raised_between_two_reports_is_of_the_period_of_its_day(when, is_new):
    year = make_year(1)
    raise_on(year, when)
    told = whole(year).obstacles
    assert [one.is_new for one in told] == is_new
    assert {(one.unit, one.submission, one.is_reported) for one in told} <= {
        ("Phòng A", None, True)
    }


def test_an_obstacle_of_no_report_stands_under_the_name_the_unit_bore_that_day():
    year = make_year(1)
    unit = raise_on(year, "2026-07-03 09:00").assignment.department
    unit.former_names.create(name="Phòng Cũ", short_name="PC", used_until=date(2026, 7, 3))
    assert [one.unit for one in whole(year).obstacles] == ["Phòng Cũ"]
    unit.former_names.update(used_until=date(2026, 7, 2))
    assert [one.unit for one in whole(year).obstacles] == ["Phòng A"]


def test_an_obstacle_raised_on_a_day_is_stated_in_the_next_report_and_is_of_its_submission():
    year = make_year(1)
    raised = raise_on(year, "2026-07-03 09:00")
    report = year.report_of("Phòng A")
    stated = ObstacleContent(raised.assignment_id, raised.text, "unchanged", raised.pk)
    send(report, stated=(stated,))
    take_in(report)

    (told,) = whole(year).obstacles

    assert (told.submission, told.standing, told.is_new) == (
        report.submissions.get().public_id,
        "Vẫn còn, không thay đổi",
        True,
    )
    assert told.raised_on == date(2026, 7, 3)


def test_an_obstacle_of_no_report_is_counted_frozen_and_never_taken_for_changed():
    year = make_year(1)
    raise_on(year, "2026-07-03 09:00")
    value = whole(year)
    (open_ones,) = [one for one in facts.internal(value) if one.key == "obstacles.open"]
    assert (open_ones.value, open_ones.sources) == (1, ())
    assert versions.thaw(versions.content_of(value)) == value
    assert not sources.changed(value, year.period)


def test_of_one_basis_alone_an_obstacle_of_no_report_is_told_only_where_its_duty_answers_all():
    year = make_year(1)
    raised = raise_on(year, "2026-07-03 09:00")
    basis = year.directive.legal_bases.get()
    assert consolidated.consolidate(year.period, on=ON, basis=basis).obstacles == ()
    Obstacle.objects.update(
        assignment=raised.assignment.department.assignments.get(duty__ordinal=1)
    )
    assert len(consolidated.consolidate(year.period, on=ON, basis=basis).obstacles) == 1


def test_an_obstacle_closed_before_the_period_began_is_gone():
    year = make_year(1)
    send_and_accept(year.report_of("Phòng A"), obstacle="Thiếu kinh phí.")
    closed = {"closed_by": make_user(), "closing_note": "Đã cấp."}

    Obstacle.objects.update(closed_on=date(2025, 12, 14), **closed)
    assert whole(year).obstacles == ()
    Obstacle.objects.update(closed_on=date(2025, 12, 15), **closed)
    assert [obstacle.closing_note for obstacle in whole(year).obstacles] == ["Đã cấp."]


def test_the_director_in_office_on_the_day_signs():
    year = make_year(1)
    value = whole(year)
    assert value.signer == Signature("", ("Giám đốc",), "Nguyễn Văn Thành")
    assert value.coordinator.signer == Signature("", ("Trưởng phòng",), "Trần Thị Hà")
    assert value.coordinator.symbol == "HCTH"
    assert (value.agency.head_title, value.agency.head) == ("Giám đốc", "Giám đốc Sở")


def test_the_paper_from_above_is_the_one_the_subject_names():
    year = make_year(1)
    LegalBasis.objects.update(ordinal=2)
    LegalBasis.objects.create(
        directive=year.directive,
        ordinal=1,
        doc_type="KL",
        number_and_symbol="57-KL/TW",
        issued_on=date(2023, 6, 15),
        issuer="Bộ Chính trị",
        title="về tiếp tục nâng cao chất lượng",
    )
    directive = whole(year).directive
    assert directive.basis.full == (
        "Kế hoạch số 116/KH-UBND ngày 03/6/2024 của UBND tỉnh về việc thực hiện "
        "Nghị quyết số 47/NQ-CP ngày 15/4/2024 của Chính phủ"
    )
    assert directive.paper.short == "Công văn số …/SKHCN-HCTH"


def test_a_directive_from_above_is_itself_what_is_carried_out():
    year = make_year(1)
    Directive.objects.update(issuing_body="Uỷ ban nhân dân tỉnh Quảng Ngãi")
    directive = whole(year).directive
    assert (directive.is_own, directive.basis) == (False, None)


@pytest.mark.parametrize("unit_count", [1, 3])
def test_it_takes_the_same_queries_however_many_units(django_assert_num_queries, unit_count):
    year = make_year(unit_count)
    for report in year.reports:
        send_and_accept(report, obstacle="Thiếu kinh phí.")
    with django_assert_num_queries(25):
        whole(year)


def test_what_is_frozen_thaws_into_the_same_value():
    year = make_year(2)
    complete_dissemination("Phòng A")
    for report in year.reports:
        send_and_accept(report, obstacle="Thiếu kinh phí.")
    content = json.loads(json.dumps(consolidated.content_of(whole(year))))
    assert consolidated.thaw(content) == whole(year)


def test_the_hash_does_not_depend_on_the_order_of_keys():
    assert consolidated.content_hash({"b": 1, "a": "ữ"}) == consolidated.content_hash(
        {"a": "ữ", "b": 1}
    )
