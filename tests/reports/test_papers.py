"""The drafted công văn: who may sign, what they say, and what becomes of them once issued."""

from datetime import date

import pytest

from directives.posts import Role
from reports import papers, supervision
from reports.citation import Citation
from reports.errors import ImpossibleDate, WrongState
from reports.models import Paper, ProgressReport, Supervision
from reports.papers import gather
from reports.papers.values import DutyAsked, IndicatorAsked, UnitAsked, Urged
from reports.signing import Signature
from tests.builders import (
    at,
    confirm,
    make_assignment,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_indicator,
    make_leader,
    make_member,
    make_period,
    make_user,
    posts_of,
    return_report,
    submit,
)

pytestmark = pytest.mark.django_db

DIRECTOR = Signature("", ("Giám đốc",), "Nguyễn Văn Thành")
BY_ORDER = Signature("TL.", ("TL. Giám đốc", "Trưởng phòng"), "Phạm Thị Thu Hà")
NOON = at("2026-12-23 12:00")
ON = date(2026, 12, 23)


@pytest.fixture
def directive():
    return make_directive(number="123")


@pytest.fixture
def period(directive):
    """Two units owe a report on duty 1, the coordinator on duties 1 and 2."""
    work, lead = make_duty(directive), make_duty(directive, "coordination")
    make_indicator(work, "Tin, bài", "tin, bài")
    for name in ["Phòng A", "Phòng B"]:
        make_assignment(work, make_department(name))
    make_assignment(work, make_coordinator())
    make_assignment(lead, make_coordinator())
    return make_period(directive)


@pytest.fixture
def hcth():
    return make_member(role=Role.STAFF)


def owed(period) -> dict[str, ProgressReport]:
    confirm(period)
    return {report.department.name: report for report in period.reports.all()}


def urge(period, reports, hcth, *, when=NOON, due_on=date(2026, 12, 28)) -> list[Paper]:
    return papers.draft_urgings(
        period, reports, due_on=due_on, signature=BY_ORDER, by=hcth, at=when
    )


def issue(paper, hcth, *, number="530", on=ON, when=NOON) -> list[Supervision]:
    issued = Citation(f"{number}/SKHCN-HCTH", on)
    return papers.issue_urging(paper, issued=issued, by=hcth, at=when)


def test_the_symbol_names_the_agency_and_the_unit_that_drafts(directive):
    assert papers.symbol(directive) == "SKHCN-HCTH"


# Opening


def test_the_opening_paper_asks_what_each_duty_asks_of_whom_and_by_when(period, settings):
    settings.SITE_URL = "https://dondoc.example.vn"
    value = gather.opening(period, signature=DIRECTOR, on=date(2026, 11, 20))
    assert value.subject == (
        "báo cáo kết quả, tiến độ triển khai công tác thông tin đối ngoại năm 2026"
    )
    assert value.addressees == ("Phòng A", "Phòng B", "Phòng Hành chính - Tổng hợp")
    assert (value.starts_on, value.cut_off_on) == (date(2025, 12, 15), date(2026, 12, 14))
    assert (value.due_on, value.until) == (date(2026, 12, 16), None)
    assert value.address == "https://dondoc.example.vn/"
    assert value.duties == (
        DutyAsked(
            1,
            "Triển khai, báo cáo",
            "implementation",
            (),
            (IndicatorAsked("Tin, bài", "tin, bài"),),
        ),
        DutyAsked(
            2,
            "Tổ chức, theo dõi, tổng hợp",
            "coordination",
            ("Phòng Hành chính - Tổng hợp",),
            (),
        ),
    )
    assert value.units == (
        UnitAsked("Phòng A", (1,)),
        UnitAsked("Phòng B", (1,)),
        UnitAsked("Phòng Hành chính - Tổng hợp", (1, 2)),
    )


def test_a_deadline_before_the_cut_off_says_how_far_the_figures_reach(directive, period):
    early = make_period(directive, due_on=date(2027, 11, 25), ends_on=date(2027, 12, 14))
    value = gather.opening(early, signature=DIRECTOR, on=ON)
    assert value.until == date(2027, 11, 25)


def test_more_than_five_units_are_meant_together_and_listed(directive, period):
    for number in range(3):
        make_assignment(directive.duties.first(), make_department(f"Phòng {number}"))
    value = gather.opening(period, signature=DIRECTOR, on=ON)
    assert len(value.units) == 6
    assert value.addressees == ("Các phòng, đơn vị thuộc Sở (danh sách tại Phụ lục III)",)


def test_the_director_demands_and_who_signs_by_his_order_asks(period):
    def said(signature):
        return gather.opening(period, signature=signature, on=ON).letter.asking

    assert said(DIRECTOR) == "Giám đốc Sở Khoa học và Công nghệ yêu cầu"
    assert said(BY_ORDER) == "Sở Khoa học và Công nghệ đề nghị"


def test_a_paper_is_as_urgent_as_the_directive_unless_somebody_decides_otherwise(period):
    def stamped(**decided):
        return gather.opening(period, signature=DIRECTOR, on=ON, **decided).letter.urgency

    assert stamped() == "normal"
    period.directive.urgency = "express"
    assert stamped() == "express"
    assert stamped(urgency="urgent") == "urgent"
    assert stamped(urgency="normal") == "normal"


@pytest.mark.parametrize("count", [1, 3])
def test_gathering_takes_the_same_queries_however_many_units(
    directive, period, count, django_assert_num_queries
):
    for number in range(count):
        make_assignment(directive.duties.first(), make_department(f"Phòng {number}"))
    with django_assert_num_queries(3):
        gather.opening(period, signature=DIRECTOR, on=ON)
    reports = list(owed(period).values())
    with django_assert_num_queries(8):
        gather.urging(period, reports, round=1, due_on=ON, signature=DIRECTOR, on=ON)


def test_a_draft_is_frozen_with_its_hash_and_comes_back_as_the_same_value(period, hcth):
    paper = papers.draft_opening(period, signature=DIRECTOR, by=hcth, at=at("2026-11-20 08:00"))
    value = gather.opening(period, signature=DIRECTOR, on=date(2026, 11, 20))
    assert papers.thaw(paper) == value
    period.directive.programme_name = "khác"
    period.directive.save()
    paper.refresh_from_db()
    assert papers.thaw(paper) == value
    assert len(paper.content_hash) == 64
    assert (paper.signer_title, paper.signer_name) == ("Giám đốc", "Nguyễn Văn Thành")
    assert {unit.name for unit in paper.departments.all()} == {
        "Phòng A",
        "Phòng B",
        "Phòng Hành chính - Tổng hợp",
    }
    assert paper.job.state == "queued"


def test_the_same_draft_twice_is_one_paper(period, hcth):
    first = papers.draft_opening(period, signature=DIRECTOR, by=hcth, at=at("2026-11-20 08:00"))
    again = papers.draft_opening(period, signature=DIRECTOR, by=hcth, at=at("2026-11-20 09:00"))
    other = papers.draft_opening(period, signature=BY_ORDER, by=hcth, at=at("2026-11-20 09:00"))
    assert again == first
    assert other != first


def test_opening_by_a_draft_confirms_the_period_and_numbers_the_paper(period, hcth):
    paper = papers.draft_opening(period, signature=DIRECTOR, by=hcth, at=at("2026-11-19 08:00"))
    reports = papers.open_period(
        period,
        paper=Citation("512/SKHCN-HCTH", date(2026, 11, 20)),
        drafted=paper,
        decided_by="Giám đốc Sở",
        by=hcth,
        at=at("2026-11-20 15:00"),
    )
    assert len(reports) == 3
    assert (paper.number, paper.symbol, paper.issued_on) == (
        "512",
        "SKHCN-HCTH",
        date(2026, 11, 20),
    )
    assert str(paper.citation) == period.confirming_paper
    with pytest.raises(WrongState):
        papers.draft_opening(period, signature=DIRECTOR, by=hcth, at=at("2026-11-21 08:00"))


# Urging


def test_the_urging_says_what_is_owed_since_when_and_what_was_done_before(period, hcth):
    reports = owed(period)
    supervision.record(
        Supervision(
            directive=period.directive,
            department=make_department("Phòng A"),
            kind="urging",
            means="phone",
            on=date(2026, 12, 18),
            findings="Đã gọi.",
        ),
        by=hcth,
        at=at("2026-12-18 15:00"),
    )
    (paper,) = urge(period, [reports["Phòng A"]], hcth)
    value = papers.thaw(paper)
    (unit,) = value.owing
    assert value.subject == (
        "đôn đốc báo cáo kết quả, tiến độ triển khai công tác thông tin đối ngoại năm 2026 (lần 1)"
    )
    assert value.requested_by == "Công văn số 512/SKHCN-HCTH ngày 20/11/2026"
    assert (unit.name, unit.due_on, unit.owes) == ("Phòng A", date(2026, 12, 16), "báo cáo")
    assert (unit.days_late, unit.working_days_late) == (7, 5)
    assert (unit.reminders, unit.urgings) == (
        0,
        (Urged("Điện thoại", date(2026, 12, 18), ""),),
    )
    assert value.due_on == date(2026, 12, 28)
    assert (paper.round, paper.kind) == (1, "urging")


def test_who_reported_in_the_meantime_is_left_out(period, hcth):
    reports = owed(period)
    submit(reports["Phòng B"])
    (paper,) = urge(period, reports.values(), hcth)
    assert [unit.name for unit in paper.departments.all()] == [
        "Phòng A",
        "Phòng Hành chính - Tổng hợp",
    ]


def test_on_the_due_day_nobody_is_urged_by_a_paper(period, hcth):
    reports = owed(period)
    with pytest.raises(WrongState):
        urge(period, reports.values(), hcth, when=at("2026-12-16 23:59"))


def test_a_new_date_in_the_past_is_refused(period, hcth):
    with pytest.raises(ImpossibleDate):
        urge(period, owed(period).values(), hcth, due_on=date(2026, 12, 22))


def test_a_returned_report_owes_what_it_was_asked_to_add(period, hcth):
    report = owed(period)["Phòng A"]
    submit(report)
    return_report(report, due_on=date(2026, 12, 20))
    (paper,) = urge(period, [report], hcth)
    (unit,) = papers.thaw(paper).owing
    assert (unit.owes, unit.days_late) == ("bổ sung, hoàn thiện báo cáo", 3)
    assert (unit.original_due_on, unit.due_on) == (date(2026, 12, 16), date(2026, 12, 20))


def test_an_issued_urging_counts_once_for_each_unit_and_is_no_reminder(period, hcth):
    reports = owed(period)
    (paper,) = urge(period, [reports["Phòng A"], reports["Phòng B"]], hcth)
    assert not Supervision.objects.exists()
    issue(paper, hcth)
    urgings = Supervision.objects.order_by("department__sort_key")
    assert [(act.department.name, act.kind, act.means, act.on) for act in urgings] == [
        ("Phòng A", "urging", "dispatch", ON),
        ("Phòng B", "urging", "dispatch", ON),
    ]
    assert urgings[0].paper == "Công văn số 530/SKHCN-HCTH ngày 23/12/2026"
    assert urgings[0].findings == (
        "Đôn đốc báo cáo năm 2026 lần 1; đề nghị gửi chậm nhất hết ngày 28/12/2026."
    )
    assert list(urgings[0].reports.all()) == [reports["Phòng A"]]
    with pytest.raises(WrongState):
        issue(paper, hcth, number="531")
    assert Supervision.objects.count() == 2


def test_the_second_time_cites_the_first_and_others_get_their_first(period, hcth):
    reports = owed(period)
    (first,) = urge(period, [reports["Phòng A"]], hcth)
    issue(first, hcth)
    one, two = urge(
        period, reports.values(), hcth, when=at("2026-12-30 08:00"), due_on=date(2027, 1, 5)
    )
    assert (one.round, [unit.name for unit in one.departments.all()]) == (
        1,
        ["Phòng B", "Phòng Hành chính - Tổng hợp"],
    )
    assert (two.round, [unit.name for unit in two.departments.all()]) == (2, ["Phòng A"])
    assert papers.thaw(one).before == ()
    assert papers.thaw(two).before == ("Công văn số 530/SKHCN-HCTH ngày 23/12/2026",)
    assert papers.thaw(two).subject.endswith("năm 2026 (lần 2)")


def test_a_draft_that_another_paper_overtook_is_not_issued(period, hcth):
    report = owed(period)["Phòng A"]
    (old,) = urge(period, [report], hcth)
    (newer,) = urge(period, [report], hcth, due_on=date(2026, 12, 29))
    issue(newer, hcth)
    with pytest.raises(WrongState):
        issue(old, hcth, number="531")
    old.refresh_from_db()
    assert not old.is_issued
    assert Supervision.objects.count() == 1


def test_units_never_see_a_paper_and_leaders_read_it(period, hcth):
    papers.draft_opening(period, signature=DIRECTOR, by=hcth, at=at("2026-11-20 08:00"))

    def sees(user):
        return Paper.objects.visible_to(posts_of(user)).exists()

    assert sees(hcth)
    assert sees(make_leader())
    assert not sees(make_member(make_department("Phòng A")))
    assert not sees(make_user())
