"""A draft is kept as typed, shown as typed, and sent only as checked content."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict

from directives.models import Duty
from reports import desk, drafts, reopened
from reports.content import (
    EntryContent,
    IndicatorContent,
    ObstacleContent,
    People,
    ReportContent,
    SessionContent,
    StaffingContent,
)
from reports.lifecycle import save_draft, submit
from reports.models import Obstacle, ProgressReport
from tests import builders

pytestmark = pytest.mark.django_db

TODAY = date(2026, 12, 10)


def board(report, data, *, checked=True):
    report = desk.for_draft(ProgressReport.objects.all(), on=TODAY).get(pk=report.pk)
    return desk.Desk(report, on=TODAY).board(data, checked=checked)


def prefix_of(report):
    [assignment] = report.period.directive.duties.get().assignments.all()
    return f"a{assignment.pk}"


def typed(report, **more):
    """A good answer on an implementation duty, with more fields on top."""
    prefix = prefix_of(report)
    fields = {"results": "Đã làm.", "percent_of_year": "50"} | more
    return {f"{prefix}-{name}": [value] for name, value in fields.items()}


def test_newcomers_are_held_against_the_people_of_the_day_of_sending():
    report = builders.make_report(kind=Duty.Kind.DISSEMINATION)
    report.department.headcounts.create(
        counted_on=date(2026, 12, 12), officials=99, employees=0, workers=0
    )
    before, later = (
        desk.for_draft(ProgressReport.objects.all(), on=on).get(pk=report.pk).counted_now
        for on in [date(2026, 12, 11), date(2026, 12, 12)]
    )
    assert before["officials"] != 99
    assert later["officials"] == 99


def test_raw_keeps_what_was_typed_and_nothing_else():
    posted = QueryDict(mutable=True)
    posted.setlist("a5-results", ["dòng một\r\ndòng hai\0"])
    posted.setlist("a5-nothing_to_report", ["on"])
    posted.update({"csrfmiddlewaretoken": "x", "version": "3", "action": "save", "b": "y"})
    assert drafts.raw(posted) == {
        "a5-results": ["dòng một\ndòng hai"],
        "a5-nothing_to_report": ["on"],
    }


def test_checked_board_makes_the_content_that_is_sent():
    report = builders.make_report()
    prefix = prefix_of(report)
    data = typed(report) | {
        f"{prefix}-new-4-text": ["Thiếu kinh phí."],
        f"{prefix}-new-9-text": [" "],
    }
    checked = board(report, data)
    assert checked.problems == []
    assignment = int(prefix[1:])
    assert checked.content() == ReportContent(
        entries=(EntryContent(assignment_id=assignment, results="Đã làm.", percent_of_year=50),),
        obstacles=(ObstacleContent(assignment_id=assignment, text="Thiếu kinh phí."),),
    )


def test_problem_names_the_field_and_the_duty():
    report = builders.make_report()
    [problem] = board(report, typed(report, percent_of_year="101")).problems
    assert problem.anchor == f"id_{prefix_of(report)}-percent_of_year"
    assert problem.place == "Nhiệm vụ 1, Mức độ hoàn thành kế hoạch năm (%)"
    assert problem.text == "Tỷ lệ phải là một số nguyên từ 0 đến 100."


def test_problem_of_a_row_names_the_row():
    report = builders.make_report(kind=Duty.Kind.DISSEMINATION)
    fields = {"percent_of_year": "", "sessions-4-note": "Một", "sessions-9-held_on": "31/02/2026"}
    places = [problem.place for problem in board(report, typed(report, **fields)).problems]
    assert places == [
        "Nhiệm vụ 1, Buổi 1, Ngày",
        "Nhiệm vụ 1, Buổi 1, Hình thức",
        "Nhiệm vụ 1, Buổi 1, Lượt người",
        "Nhiệm vụ 1, Buổi 2, Ngày",
        "Nhiệm vụ 1, Buổi 2, Hình thức",
        "Nhiệm vụ 1, Buổi 2, Lượt người",
    ]


def test_board_with_problems_or_not_checked_cannot_be_sent():
    report = builders.make_report()
    with pytest.raises(ValueError, match="checked"):
        board(report, {}).content()
    with pytest.raises(ValueError, match="checked"):
        board(report, typed(report), checked=False).content()


def test_nothing_typed_at_all_is_a_problem_not_a_blank_report():
    report = builders.make_report()
    assert [problem.text for problem in board(report, {}).problems] == [
        "Hãy ghi tỷ lệ, từ 0 đến 100.",
        "Hãy ghi kết quả, hoặc đánh dấu “Không phát sinh”.",
    ]


def known_obstacle(text="Thiếu kinh phí."):
    """A report of 2026 whose unit raised an obstacle in 2025."""
    earlier = builders.make_report(due_on=date(2025, 12, 16))
    builders.submit(earlier, when="2025-12-10 09:00", obstacle=text)
    builders.accept(earlier, when="2025-12-11 09:00")
    period = builders.make_period(earlier.period.directive)
    builders.confirm(period)
    report = builders.make_report(earlier.department, period=period)
    return report, Obstacle.objects.get()


def test_known_obstacle_without_an_answer_is_refused():
    report, obstacle = known_obstacle()
    [problem] = board(report, typed(report)).problems
    assert problem.anchor == f"id_{prefix_of(report)}-o{obstacle.pk}-standing"
    assert problem.text == "Hãy cho biết khó khăn, vướng mắc này còn hay đã được giải quyết."


@pytest.mark.parametrize(
    ("standing", "text", "said"),
    [
        ("unchanged", "", "Thiếu kinh phí."),
        ("unchanged", "chữ thừa", "Thiếu kinh phí."),
        ("changed", "Còn thiếu 20 triệu.", "Còn thiếu 20 triệu."),
        ("resolved", "", "Thiếu kinh phí."),
        ("resolved", "Đã được cấp.", "Đã được cấp."),
    ],
)
def test_known_obstacle_is_answered(standing, text, said):
    report, obstacle = known_obstacle()
    answer = {f"o{obstacle.pk}-standing": standing, f"o{obstacle.pk}-text": text}
    data, by = typed(report, **answer), builders.make_user()
    save_draft(report, data=data, version=0, by=by, at=builders.at("2026-12-01 08:00"))
    checked = board(report, data)
    assert checked.problems == []
    [content] = checked.content().obstacles
    assert (content.obstacle_id, content.standing, content.text) == (obstacle.pk, standing, said)


def test_changed_obstacle_wants_the_change():
    report, obstacle = known_obstacle()
    [problem] = board(report, typed(report, **{f"o{obstacle.pk}-standing": "changed"})).problems
    assert problem.text == "Hãy ghi nội dung thay đổi."


def test_obstacle_of_the_returned_report_is_not_raised_twice():
    report = builders.make_report()
    data = typed(report, **{"new-0-text": "Thiếu kinh phí."})
    submit(
        report,
        content=board(report, data).content(),
        by=builders.make_member(report.department),
        at=builders.at("2026-12-10 09:00"),
    )
    builders.return_report(report)
    obstacle = Obstacle.objects.get()
    shown = board(report, data, checked=False)
    [section] = shown.sections
    assert list(section.raised) == []
    assert [form["standing"].value() for form in section.known] == ["unchanged"]
    checked = board(report, data | typed(report, **{f"o{obstacle.pk}-standing": "unchanged"}))
    assert [said.obstacle_id for said in checked.content().obstacles] == [obstacle.pk]


def test_previous_period_is_shown_beside_and_its_results_are_not_carried_over():
    report, _obstacle = known_obstacle()
    [section] = board(report, {}, checked=False).sections
    [previous] = section.asked.previous
    assert previous.results == "Đã thực hiện."
    assert previous.submission.report.period.label == "Năm 2025"
    assert section.entry["results"].value() is None


def test_report_that_is_not_accepted_is_not_the_previous_one():
    earlier = builders.make_report(due_on=date(2025, 12, 16))
    builders.submit(earlier, when="2025-12-10 09:00")
    period = builders.make_period(earlier.period.directive)
    builders.confirm(period)
    report = builders.make_report(earlier.department, period=period)
    [section] = board(report, {}, checked=False).sections
    assert section.asked.previous == ()


def test_people_present_are_those_counted_by_the_cut_off():
    report = builders.make_report(kind=Duty.Kind.DISSEMINATION)
    report.department.headcounts.create(counted_on=date(2026, 12, 14), officials=20)
    report.department.headcounts.create(counted_on=date(2026, 12, 15), officials=99)
    [section] = board(report, {}, checked=False).sections
    assert section.asked.present == People(20, 0, 0)


def test_differences_are_told_field_by_field_in_words():
    report = builders.make_report()
    mine = board(report, typed(report, results="Bản của tôi."), checked=False)
    theirs = board(report, typed(report, results="Bản kia.", nothing_to_report="on"), checked=False)
    assert drafts.differences(mine, theirs) == [
        drafts.Difference("Nhiệm vụ 1, Không phát sinh", "Không", "Có"),
        drafts.Difference("Nhiệm vụ 1, Kết quả thực hiện", "Bản của tôi.", "Bản kia."),
    ]


def test_row_that_only_the_other_draft_has_is_a_difference():
    report = builders.make_report()
    mine = board(report, typed(report), checked=False)
    theirs = board(report, typed(report, **{"new-0-text": "Thiếu người."}), checked=False)
    [difference] = drafts.differences(mine, theirs)
    assert (difference.mine, difference.theirs) == ("", "Thiếu người.")


FULL = {
    Duty.Kind.DISSEMINATION: {
        "results": "Đã phổ biến.",
        "briefed": People(10, 1, 0),
        "present": People(10, 2, 1),
        "sessions": (SessionContent(date(2026, 3, 1), "meeting", 1200, "Nghị quyết 47"),),
    },
    Duty.Kind.IMPLEMENTATION: {
        "results": "Đã làm.",
        "percent_of_year": 80,
        "shortcomings": "Chậm.",
        "proposals": "Thêm người.",
        "next_plan": "Làm tiếp.",
    },
    Duty.Kind.COORDINATION: {
        "results": "Đã tổng hợp.",
        "staff_quota": 7,
        "staffing": (StaffingContent("Nguyễn Thị Mẫu", "QĐ 12", date(2025, 3, 1), True, True),),
    },
}


@pytest.mark.parametrize("kind", list(Duty.Kind))
def test_returned_report_that_was_never_typed_here_comes_back_as_it_was_sent(kind):
    """The raw text made from a submission makes the same content again."""
    report = builders.make_report(kind=kind)
    said = FULL[kind]
    if kind == Duty.Kind.IMPLEMENTATION:
        indicator = builders.make_indicator(report.period.directive.duties.get())
        figures = IndicatorContent(indicator.pk, Decimal("1234.5"), Decimal("2000.00"))
        said = said | {"indicators": (figures,)}
    submission = builders.submit(report, **said)
    sent = builders.content_of(report, **said)
    assert board(report, reopened.as_typed(submission)).content() == sent


def test_kept_is_the_draft_then_the_submission_that_came_back_then_nothing():
    report = builders.make_report()
    assert desk.kept(report) is None
    builders.submit(report, results="Bản đã gửi.", percent_of_year=10)
    builders.return_report(report)
    report = ProgressReport.objects.get(pk=report.pk)
    assert desk.kept(report)[f"{prefix_of(report)}-results"] == ["Bản đã gửi."]
    builders.lifecycle.save_draft(
        report, data={"a1-x": ["y"]}, version=0, by=builders.make_user(), at=builders.ISSUED_AT
    )
    assert desk.kept(ProgressReport.objects.get(pk=report.pk)) == {"a1-x": ["y"]}


def test_answers_on_obstacles_come_back_too():
    report, obstacle = known_obstacle()
    answers = (
        ObstacleContent(
            assignment_id=obstacle.assignment_id,
            obstacle_id=obstacle.pk,
            standing="changed",
            text="Còn thiếu 20 triệu.",
        ),
    )
    content = ReportContent(entries=builders.content_of(report).entries, obstacles=answers)
    submission = submit(
        report,
        content=content,
        by=builders.make_member(report.department),
        at=builders.at("2026-12-10 09:00"),
    )
    back = reopened.as_typed(submission)
    prefix = f"{prefix_of(report)}-o{obstacle.pk}"
    assert (back[f"{prefix}-standing"], back[f"{prefix}-text"]) == (
        ["changed"],
        ["Còn thiếu 20 triệu."],
    )
