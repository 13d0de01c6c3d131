"""The forms of the three kinds of duty: what they take, and what they say of what they do not."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.utils.datastructures import MultiValueDict

from directives.models import Duty
from reports.content import IndicatorContent, People, SessionContent, StaffingContent
from reports.forms.base import Asked
from reports.forms.entries import FORMS
from reports.forms.fields import CountField, DayField, FigureField, PercentField
from tests import builders

pytestmark = pytest.mark.django_db

TODAY = date(2026, 12, 10)


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("1.234,5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1 234,50", "1234.50"),
        ("1.234", "1234"),
        ("0", "0"),
        ("12.345.678", "12345678"),
    ],
)
def test_figure_is_read_the_vietnamese_way(typed, figure):
    assert FigureField().clean(typed) == Decimal(figure)


@pytest.mark.parametrize(
    "typed", ["1.5", "1,234.5", "-3", "1e3", "NaN", "mười", "1,234", "٣", "1" * 40, "1.23"]
)
def test_figure_is_never_guessed(typed):
    with pytest.raises(forms.ValidationError):
        FigureField().clean(typed)


@pytest.mark.parametrize("typed", ["1,5", "-1", "3000000000", "ba"])
def test_count_is_a_whole_number_that_fits(typed):
    with pytest.raises(forms.ValidationError):
        CountField().clean(typed)


@pytest.mark.parametrize(
    "typed", ["07/06/2024", "7/6/2024", "07-06-2024", "7.6.2024", "2024-06-07"]
)
def test_day_is_read_as_offices_write_it(typed):
    assert DayField().clean(typed) == date(2024, 6, 7)


@pytest.mark.parametrize("typed", ["31/02/2026", "06/31/2026", "hôm qua", "7/6/24"])
def test_impossible_day_is_refused(typed):
    with pytest.raises(forms.ValidationError, match="Ngày không có thật"):
        DayField().clean(typed)


@pytest.mark.parametrize(("typed", "percent"), [("0", 0), ("100", 100), ("85%", 85), (" 7 ", 7)])
def test_percent_from_0_to_100(typed, percent):
    assert PercentField().clean(typed) == percent


@pytest.mark.parametrize("typed", ["101", "-1", "85,5", "nhiều"])
def test_percent_outside_is_refused(typed):
    with pytest.raises(forms.ValidationError, match="từ 0 đến 100"):
        PercentField().clean(typed)


def entry(
    kind,
    typed,
    *,
    today=TODAY,
    present=None,
    headcount=None,
    duty_fields=None,
    **assignment_fields,
):
    """The checked form of a duty of the kind; names are given without the prefix."""
    duty = builders.make_duty(kind=kind, **(duty_fields or {}))
    assignment = builders.make_assignment(duty, **assignment_fields)
    asked = Asked(
        assignment=assignment,
        period=builders.make_period(duty.directive),
        on=today,
        present=present,
        headcount=headcount,
    )
    data = MultiValueDict({f"{asked.prefix}-{name}": [value] for name, value in typed.items()})
    return FORMS[kind](asked, data=data, checked=True)


def faults(form):
    """Every complaint of the entry and its rows, by name without the prefix."""
    return {
        part[name].html_name.partition("-")[2]: list(errors)
        for part in [form, *form.rows]
        for name, errors in part.errors.items()
    }


BRIEFED = {
    "results": "Đã phổ biến tại cuộc họp phòng.",
    "present_officials": "10",
    "present_employees": "2",
    "present_workers": "1",
    "briefed_officials": "9",
    "briefed_employees": "2",
    "briefed_workers": "0",
}


def test_dissemination_says_sessions_and_distinct_people():
    form = entry(
        Duty.Kind.DISSEMINATION,
        BRIEFED
        | {
            "sessions-0-held_on": "01/12/2026",
            "sessions-0-form": "meeting",
            "sessions-0-attendances": "12",
            "sessions-0-note": "Nghị quyết 47",
            "sessions-7-held_on": "",
            "sessions-7-form": "document",
        },
    )
    assert faults(form) == {}
    content = form.answer((5,))
    assert content.sessions == (SessionContent(date(2026, 12, 1), "meeting", 12, "Nghị quyết 47"),)
    assert content.briefed == People(9, 2, 0)
    assert content.present == People(10, 2, 1)
    assert content.evidence_ids == (5,)
    assert [group.left for group in form.people] == [1, 0, 1]
    assert form.left == 2


@pytest.mark.parametrize(
    ("held_on", "today", "words"),
    [
        ("15/12/2026", date(2026, 12, 20), "Sau ngày chốt số liệu 14/12/2026"),
        ("11/12/2026", date(2026, 12, 10), "Ngày này chưa đến."),
        ("06/06/2024", date(2026, 12, 10), "Ngày này trước ngày giao nhiệm vụ (07/6/2024)."),
        ("31/02/2026", date(2026, 12, 10), "Ngày không có thật"),
        ("", date(2026, 12, 10), "Hãy ghi ngày."),
    ],
)
def test_session_on_a_day_that_cannot_be_is_refused(held_on, today, words):
    form = entry(
        Duty.Kind.DISSEMINATION,
        BRIEFED
        | {
            "sessions-0-held_on": held_on,
            "sessions-0-form": "meeting",
            "sessions-0-attendances": "12",
        },
        today=today,
    )
    [(name, [sentence])] = faults(form).items()
    assert name == "sessions-0-held_on"
    assert words in sentence


def test_session_on_the_cut_off_itself_counts():
    form = entry(
        Duty.Kind.DISSEMINATION,
        BRIEFED
        | {
            "sessions-0-held_on": "14/12/2026",
            "sessions-0-form": "meeting",
            "sessions-0-attendances": "12",
        },
        today=date(2026, 12, 14),
    )
    assert faults(form) == {}


def test_more_people_briefed_than_present_is_refused_in_each_group():
    form = entry(Duty.Kind.DISSEMINATION, BRIEFED | {"briefed_workers": "2"})
    assert faults(form) == {
        "briefed_workers": ["Số người đã được phổ biến (2) nhiều hơn số người có mặt (1)."]
    }


def test_people_present_without_people_briefed_wants_a_number_even_if_0():
    form = entry(Duty.Kind.DISSEMINATION, BRIEFED | {"briefed_workers": ""})
    assert faults(form) == {"briefed_workers": ["Hãy ghi số người, không có ai thì ghi 0."]}


def test_people_briefed_without_people_present_wants_those():
    form = entry(Duty.Kind.DISSEMINATION, BRIEFED | {"present_employees": ""})
    assert faults(form) == {"present_employees": ["Hãy ghi số người có mặt."]}
    assert [group.left for group in form.people] == [1, None, 1]


def test_number_that_is_none_is_one_complaint_not_two():
    form = entry(Duty.Kind.DISSEMINATION, BRIEFED | {"present_workers": "vài"})
    assert faults(form) == {
        "present_workers": ["Hãy ghi một số nguyên bằng chữ số, không có thì ghi 0."]
    }
    assert form.people[2].left is None


def test_completion_is_stated_once_with_its_day():
    form = entry(
        Duty.Kind.DISSEMINATION,
        BRIEFED | {"done_on": "10/12/2026"},
        duty_fields={"nature": Duty.Nature.ONE_OFF},
    )
    assert faults(form) == {}
    assert form.answer(()).done_on == date(2026, 12, 10)


def test_people_present_are_known_at_the_cut_off_until_somebody_types():
    duty = builders.make_duty(kind=Duty.Kind.DISSEMINATION)
    assignment = builders.make_assignment(duty)
    asked = Asked(assignment, builders.make_period(duty.directive), TODAY, present=People(10, 2, 1))
    form = FORMS[duty.kind](asked, data=MultiValueDict(), checked=False)
    assert [group.present.value() for group in form.people] == [10, 2, 1]
    assert form.left == 13


def test_done_dissemination_asks_for_newcomers_only_and_expects_none():
    form = entry(
        Duty.Kind.DISSEMINATION,
        {},
        present=People(10, 2, 1),
        duty_fields={"nature": Duty.Nature.ONE_OFF, "deadline": Duty.Deadline.NONE},
        completed_on=date(2025, 3, 1),
    )
    blank = FORMS[Duty.Kind.DISSEMINATION](form.asked, data=MultiValueDict(), checked=False)
    assert blank["nothing_to_report"].value() is True
    assert blank.rows == []
    assert "done_on" not in blank.fields
    assert [group.present.value() for group in blank.people] == [None, None, None]


def newcomers(headcount, **people):
    form = entry(
        Duty.Kind.DISSEMINATION,
        {"results": "Đã phổ biến cho người mới."} | people,
        headcount=headcount,
        duty_fields={"nature": Duty.Nature.ONE_OFF, "deadline": Duty.Deadline.NONE},
        completed_on=date(2025, 3, 1),
    )
    return form, faults(form)


def test_newcomers_are_no_more_than_the_people_of_their_group():
    people = {"present_employees": "5", "briefed_employees": "5"}
    form, found = newcomers(People(10, 0, 1), **people)
    assert found == {
        "present_employees": [
            "Đơn vị chỉ có 0 viên chức; số người mới không thể là 5. Nếu số người của đơn vị đã "
            "thay đổi, hãy cập nhật ở Danh sách người của đơn vị."
        ]
    }
    assert form["present_employees"].label == "Viên chức mới"
    assert newcomers(People(10, 5, 1), **people)[1] == {}


def test_newcomers_of_a_unit_whose_people_nobody_counted_are_believed():
    assert newcomers(None, present_officials="5", briefed_officials="5")[1] == {}


def test_people_present_may_differ_from_the_headcount_while_the_duty_runs():
    form = entry(Duty.Kind.DISSEMINATION, BRIEFED, headcount=People(3, 2, 1))
    assert faults(form) == {}


@pytest.mark.parametrize(
    ("done_on", "words"),
    [
        ("11/12/2026", "Ngày này chưa đến."),
        ("06/06/2024", "Ngày này trước ngày giao nhiệm vụ (07/6/2024)."),
    ],
)
def test_completion_on_a_day_that_cannot_be_is_refused(done_on, words):
    form = entry(
        Duty.Kind.DISSEMINATION,
        BRIEFED | {"done_on": done_on},
        duty_fields={"nature": Duty.Nature.ONE_OFF},
    )
    assert faults(form) == {"done_on": [words]}


IMPLEMENTED = {"results": "Đăng 12 tin, bài.", "percent_of_year": "80"}


def test_implementation_says_results_share_of_the_year_and_figures():
    duty_fields = {"nature": Duty.Nature.CONTINUING}
    form = entry(Duty.Kind.IMPLEMENTATION, IMPLEMENTED, duty_fields=duty_fields)
    duty = form.asked.assignment.duty
    posts, films, trips = (
        builders.make_indicator(duty, name) for name in ["Tin, bài", "Phim", "Đoàn ra"]
    )
    prefix = form.prefix
    data = MultiValueDict(
        {
            f"{prefix}-results": ["Đăng 12 tin, bài."],
            f"{prefix}-percent_of_year": ["80"],
            f"{prefix}-i{posts.pk}-in_period": ["12"],
            f"{prefix}-i{posts.pk}-cumulative": ["1.234,5"],
            f"{prefix}-i{films.pk}-in_period": ["4"],
            f"{prefix}-i{films.pk}-nothing_to_report": ["on"],
        }
    )
    form = FORMS[duty.kind](form.asked, data=data, checked=True)
    assert faults(form) == {}
    content = form.answer(())
    assert (content.results, content.percent_of_year) == ("Đăng 12 tin, bài.", 80)
    assert content.indicators == (
        IndicatorContent(posts.pk, Decimal(12), Decimal("1234.5"), False),
        IndicatorContent(films.pk, None, None, True),
        IndicatorContent(trips.pk, None, None, False),
    )


def test_cumulative_below_in_period_is_refused():
    form = entry(Duty.Kind.IMPLEMENTATION, IMPLEMENTED)
    indicator = builders.make_indicator(form.asked.assignment.duty)
    row = f"{form.prefix}-i{indicator.pk}"
    data = MultiValueDict({f"{row}-in_period": ["5"], f"{row}-cumulative": ["4,99"]})
    [row] = FORMS[form.kind](form.asked, data=data, checked=True).rows
    assert dict(row.errors) == {"cumulative": ["Lũy kế không được nhỏ hơn số trong kỳ."]}


def test_continuing_duty_wants_its_share_of_the_year():
    form = entry(Duty.Kind.IMPLEMENTATION, {"results": "Đã làm."})
    assert faults(form) == {"percent_of_year": ["Hãy ghi tỷ lệ, từ 0 đến 100."]}


def test_periodic_duty_has_no_share_of_the_year_to_state():
    form = entry(
        Duty.Kind.IMPLEMENTATION,
        {"results": "Đã làm."},
        duty_fields={"nature": Duty.Nature.PERIODIC},
    )
    assert faults(form) == {}


@pytest.mark.parametrize("kind", [Duty.Kind.DISSEMINATION, Duty.Kind.IMPLEMENTATION])
def test_empty_entry_is_not_nothing_to_report(kind):
    form = entry(kind, {"results": "   ", "percent_of_year": "10"})
    assert faults(form) == {"results": ["Hãy ghi kết quả, hoặc đánh dấu “Không phát sinh”."]}


@pytest.mark.parametrize("kind", list(Duty.Kind))
def test_nothing_to_report_sets_everything_else_aside(kind):
    form = entry(
        kind,
        {
            "nothing_to_report": "on",
            "results": "Chữ cũ",
            "percent_of_year": "900",
            "done_on": "31/02/2026",
            "sessions-0-held_on": "31/02/2026",
            "staffing-0-person": "Ai đó",
        },
    )
    assert faults(form) == {}
    content = form.answer(())
    assert (content.nothing_to_report, content.results, content.percent_of_year) == (True, "", None)
    assert (content.sessions, content.staffing) == ((), ())


STAFFED = {
    "staff_quota": "7",
    "staffing-0-person": "Nguyễn Thị Mẫu",
    "staffing-0-paper": "Quyết định số 12",
    "staffing-0-since": "01/03/2025",
}


def test_coordination_says_who_by_which_paper_since_when():
    form = entry(Duty.Kind.COORDINATION, STAFFED | {"staffing-0-is_focal": "on"})
    assert faults(form) == {}
    assert form.has_focal_officer
    content = form.answer(())
    assert content.staff_quota == 7
    assert content.staffing == (
        StaffingContent("Nguyễn Thị Mẫu", "Quyết định số 12", date(2025, 3, 1), False, True),
    )


def test_nobody_focal_wants_an_explanation_and_passes_with_one():
    silent = entry(Duty.Kind.COORDINATION, STAFFED)
    assert list(faults(silent)) == ["results"]
    assert not silent.has_focal_officer
    data = silent.data.copy()
    data[f"{silent.prefix}-results"] = "Đang chờ phân công."
    explained = FORMS[silent.kind](silent.asked, data=data, checked=True)
    assert faults(explained) == {}


def test_person_without_paper_or_day_is_refused():
    form = entry(
        Duty.Kind.COORDINATION,
        {
            "results": "Đã làm.",
            "staffing-0-person": "Nguyễn Thị Mẫu",
            "staffing-0-since": "1/1/2027",
        },
    )
    assert faults(form) == {
        "staffing-0-paper": ["Hãy ghi số, ngày của văn bản phân công."],
        "staffing-0-since": ["Ngày này chưa đến."],
    }


def test_unchecked_form_shows_what_is_wrong_and_says_nothing_of_it():
    form = entry(Duty.Kind.IMPLEMENTATION, {"results": "", "percent_of_year": "một nửa"})
    shown = FORMS[form.kind](form.asked, data=form.data, checked=False)
    assert shown["percent_of_year"].value() == "một nửa"
    assert faults(shown) == {}


def test_rows_are_told_from_the_names_not_from_a_count():
    form = entry(
        Duty.Kind.DISSEMINATION,
        BRIEFED
        | {
            "sessions-TOTAL_FORMS": "1",
            "sessions-16-note": "Hai",
            "sessions-3-note": "Một",
            "sessions-999999999-note": "Quá xa",
        },
    )
    assert [row.as_typed("note") for row in form.sessions] == ["Một", "Hai"]
