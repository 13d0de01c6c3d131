"""The schedule of a directive: only what the cycle needs is asked, and a change is seen first."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives.posts import Role
from reports.models import Schedule
from tests.builders import (
    at,
    confirm,
    make_assignment,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_member,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(at("2026-11-20 09:00"), tick=False):
        yield


@pytest.fixture
def directive(client):
    """HCTH is signed in."""
    client.force_login(make_member(make_coordinator(), Role.STAFF))
    directive = make_directive(ends_on=date(2030, 12, 31))
    make_assignment(make_duty(directive), make_department("Phòng A"))
    return directive


def address(directive):
    return reverse("reports:schedule", args=[directive.public_id])


DECIDED = {"decided_by": "Giám đốc Sở", "paper": "Công văn số 1012/SKHCN-HCTH ngày 21/6/2024"}
DUES = {
    "unit_how": "after",
    "unit_value": "2",
    "director_how": "after",
    "director_value": "5",
    "upward_how": "after",
    "upward_value": "8",
}
MONTHS = {"convention": "cut_off", "cut_off_day": "14", "cut_off_month": "12"}
YEARLY = {"cycle": "yearly", **MONTHS, **DUES, **DECIDED}


def preview(client, directive, data):
    return client.post(address(directive), data)


def agree(client, directive, data):
    seen = preview(client, directive, data)
    assert seen.status_code == 200, text_of(seen)
    fingerprint = seen.context["change"].fingerprint
    return client.post(address(directive), {**data, "agreed": fingerprint}, follow=True)


def labels(directive):
    return list(directive.periods.order_by("starts_on").values_list("label", flat=True))


# Only the fields that matter


@pytest.mark.parametrize(
    ("cycle", "asked"),
    [
        ("weekly", {"cut_off_weekday", "unit", "director", "upward"}),
        ("monthly", {"convention", "cut_off_day", "unit", "director", "upward"}),
        (
            "quarterly",
            {"convention", "cut_off_day", "cut_off_month", "unit", "director", "upward"},
        ),
        (
            "half_yearly",
            {"convention", "cut_off_day", "cut_off_month", "unit", "director", "upward"},
        ),
        (
            "nine_month",
            {"convention", "cut_off_day", "cut_off_month", "unit", "director", "upward"},
        ),
        ("yearly", {"convention", "cut_off_day", "cut_off_month", "unit", "director", "upward"}),
        ("phase", {"unit", "director", "upward"}),
        ("once", {"ends_on", "unit", "director", "upward"}),
        ("on_demand", set()),
    ],
)
def test_a_cycle_asks_only_for_what_it_needs(client, directive, cycle, asked):
    response = client.get(address(directive), {"cycle": cycle})
    assert set(response.context["form"].fields) == asked | {"decided_by", "paper"}
    text = text_of(response)
    assert ('name="phases-TOTAL_FORMS"' in text) is (cycle == "phase")
    assert ('value="on"' in text) is (cycle not in {"weekly", "on_demand"})
    assert f'<input type="hidden" name="cycle" value="{cycle}">' in text


def test_a_cycle_that_does_not_exist_is_the_present_one(client, directive):
    assert client.get(address(directive), {"cycle": "hourly"}).context["form"].cycle == "yearly"


def test_the_usual_cut_off_and_deadlines_are_proposed(client, directive):
    text = text_of(client.get(address(directive)))
    for value in ['value="14"', 'value="12"', 'value="2"', 'value="5"', 'value="8"']:
        assert value in text


# The first schedule


def test_nothing_is_written_before_it_was_seen(client, directive):
    text = text_of(preview(client, directive, YEARLY))
    assert "Chưa ghi thay đổi nào." in text
    assert "7 kỳ lập mới" in text
    assert "Năm 2030" in text
    assert not Schedule.objects.exists()
    assert not directive.periods.exists()


def test_hcth_agrees_and_the_whole_calendar_is_there(client, directive):
    text = text_of(agree(client, directive, YEARLY))
    assert "Đã ghi lịch báo cáo: lập 7 kỳ, bỏ 0 kỳ, giữ nguyên 0 kỳ." in text
    assert "Công văn số 1012/SKHCN-HCTH ngày 21/6/2024" in text
    assert "hết ngày 14 tháng 12 hằng năm" in text
    assert labels(directive) == [f"Năm {year}" for year in range(2024, 2031)]


def test_back_from_the_preview_everything_typed_is_there(client, directive):
    text = text_of(client.post(address(directive), {**YEARLY, "back": "1"}))
    assert 'value="Công văn số 1012/SKHCN-HCTH ngày 21/6/2024"' in text
    assert not Schedule.objects.exists()


@pytest.mark.parametrize(
    ("data", "first", "count"),
    [
        ({"cycle": "weekly", "cut_off_weekday": "4"}, "Tuần 24 năm 2024", 343),
        ({"cycle": "monthly", "convention": "calendar"}, "Tháng 6 năm 2024", 79),
        ({"cycle": "quarterly", **MONTHS}, "Quý II năm 2024", 27),
        ({"cycle": "half_yearly", **MONTHS}, "6 tháng đầu năm 2024", 14),
        ({"cycle": "nine_month", **MONTHS}, "9 tháng đầu năm 2024", 14),
        ({"cycle": "once", "ends_on": "14/12/2024"}, "Giai đoạn 07/6/2024 - 14/12/2024", 1),
    ],
)
def test_every_cycle_is_planned_to_the_end_of_the_directive(client, directive, data, first, count):
    agree(client, directive, {**data, **DUES, **DECIDED})
    assert (labels(directive)[0], directive.periods.count()) == (first, count)


def test_on_demand_plans_nothing_and_says_so(client, directive):
    data = {"cycle": "on_demand", **DECIDED}
    assert "mở một kỳ đột xuất" in text_of(preview(client, directive, data))
    text = text_of(agree(client, directive, data))
    assert "theo từng văn bản yêu cầu" in text
    assert not directive.periods.exists()


PHASES = {
    "cycle": "phase",
    "phases-TOTAL_FORMS": "3",
    "phases-INITIAL_FORMS": "0",
    "phases-0-name": "Giai đoạn 2024-2025",
    "phases-0-ends_on": "14/12/2025",
    "phases-1-name": "",
    "phases-1-ends_on": "",
    "phases-2-name": "Giai đoạn 2026-2030",
    "phases-2-ends_on": "14/12/2030",
    **DUES,
    **DECIDED,
}


def test_phases_are_named_and_a_blank_row_is_none(client, directive):
    agree(client, directive, PHASES)
    assert labels(directive) == ["Giai đoạn 2024-2025", "Giai đoạn 2026-2030"]
    text = text_of(client.get(address(directive)))
    assert 'value="Giai đoạn 2026-2030"' in text
    assert 'value="14/12/2030"' in text


def test_calendar_periods_are_chosen_openly_and_shown(client, directive):
    text = text_of(agree(client, directive, {**YEARLY, "convention": "calendar"}))
    assert "ngày cuối tháng (kỳ tính theo năm dương lịch)" in text
    assert directive.periods.get(label="Năm 2026").ends_on == date(2026, 12, 31)
    assert directive.periods.count() == 7


def test_plain_days_stand_beside_counted_ones(client, directive):
    data = {**YEARLY, "unit_how": "on", "unit_value": "25/11", "director_value": "0"}
    text = text_of(agree(client, directive, data))
    assert "ngày 25 tháng 11" in text
    assert "ngay ngày chốt" in text
    period = directive.periods.get(label="Năm 2026")
    assert (period.unit_due_on, period.unit_working_days) == (date(2026, 11, 25), None)
    assert 'value="25/11"' in text_of(client.get(address(directive)))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"cut_off_day": "29"}, "Ngày chốt số liệu từ 1 đến 28, hoặc chọn dương lịch."),
        ({"cut_off_month": "13"}, "tháng từ 1 đến 12."),
        ({"unit_value": "9"}, "Thứ tự các hạn: đơn vị gửi, trình Giám đốc Sở, gửi cấp trên"),
        ({"unit_how": "on", "unit_value": "31/11"}, "Hãy ghi một ngày có thật, ví dụ 25/11."),
        ({"unit_how": "on", "unit_value": "25"}, "Hãy ghi một ngày có thật, ví dụ 25/11."),
        ({"upward_how": "on", "upward_value": "15/12"}, "sai ở kỳ Năm 2024."),
        ({"convention": ""}, "Trường này là bắt buộc."),
        ({"decided_by": ""}, "Trường này là bắt buộc."),
    ],
)
def test_an_impossible_schedule_is_refused_in_a_sentence_and_kept_typed(
    client, directive, wrong, sentence
):
    response = preview(client, directive, {**YEARLY, **wrong})
    assert response.status_code == 422
    text = text_of(response)
    assert sentence in text
    assert 'value="Công văn số 1012/SKHCN-HCTH ngày 21/6/2024"' in text
    assert not Schedule.objects.exists()


def test_deadlines_in_a_wrong_order_are_refused_where_no_period_is_left_to_plan(client):
    client.force_login(make_member(make_coordinator(), Role.STAFF))
    ended = make_directive(ends_on=date(2024, 6, 30))
    response = preview(client, ended, {**YEARLY, "unit_value": "9"})
    assert response.status_code == 422
    assert "Thứ tự các hạn: đơn vị gửi, trình Giám đốc Sở, gửi cấp trên." in text_of(response)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"phases-0-ends_on": "31/02/2025"}, "Ngày không có thật"),
        ({"phases-2-name": ""}, "Trường này là bắt buộc."),
        ({"phases-0-ends_on": "01/06/2024"}, "không được trước ngày ban hành văn bản (07/6/2024)"),
        ({"phases-0-ends_on": "14/12/2030"}, "Hai giai đoạn cùng kết thúc trong một ngày."),
        ({"phases-TOTAL_FORMS": "0"}, "Hãy ghi ít nhất một giai đoạn."),
    ],
)
def test_impossible_phases_are_refused_in_a_sentence(client, directive, wrong, sentence):
    response = preview(client, directive, {**PHASES, **wrong})
    assert response.status_code == 422
    assert sentence in text_of(response)


def test_in_a_month_a_plain_day_is_a_day_of_the_month(client, directive):
    data = {"cycle": "quarterly", **MONTHS, **DUES, **DECIDED}
    data |= {"upward_how": "on", "upward_value": "28"}
    text = text_of(agree(client, directive, data))
    assert "ngày 28 của tháng" in text
    assert directive.periods.get(label="Quý III năm 2026").upward_due_on == date(2026, 9, 28)
    wrong = preview(client, directive, {**data, "upward_value": "28/9"})
    assert "Hãy ghi một ngày trong tháng, từ 1 đến 31." in text_of(wrong)


# A change


def test_a_change_shows_what_goes_what_comes_and_what_stays_and_why(client, directive):
    agree(client, directive, YEARLY)
    confirm(directive.periods.get(label="Năm 2026"))
    data = {**YEARLY, "cycle": "half_yearly"}
    text = text_of(preview(client, directive, data))
    assert "8 kỳ lập mới" in text
    assert "4 kỳ dự kiến bị bỏ" in text
    assert "3 kỳ giữ nguyên" in text
    assert "đã xác nhận theo Công văn số 512/SKHCN-HCTH ngày 20/11/2026" in text
    assert len(labels(directive)) == 7
    text = text_of(agree(client, directive, data))
    assert "Đã ghi lịch báo cáo: lập 8 kỳ, bỏ 4 kỳ, giữ nguyên 3 kỳ." in text
    assert labels(directive)[:4] == ["Năm 2024", "Năm 2025", "Năm 2026", "6 tháng đầu năm 2027"]


def test_calendar_periods_after_cut_offs_are_not_mixed_silently(client, directive):
    agree(client, directive, YEARLY)
    confirm(directive.periods.get(label="Năm 2026"))
    words = "Các kỳ giữ nguyên có cách chốt số liệu khác; kỳ đầu theo cách mới"
    assert words not in text_of(preview(client, directive, {**YEARLY, "cycle": "quarterly"}))
    data = {**YEARLY, "cycle": "quarterly", "convention": "calendar"}
    text = text_of(preview(client, directive, data))
    assert (
        f"{words} (Quý IV năm 2026) nối tiếp, từ ngày 15/12/2026 đến hết ngày 31/12/2026." in text
    )


def test_what_a_colleague_did_since_the_preview_is_shown_again_before_anything_happens(
    client, directive
):
    agree(client, directive, YEARLY)
    data = {**YEARLY, "cycle": "half_yearly"}
    seen = preview(client, directive, data).context["change"].fingerprint
    confirm(directive.periods.get(label="Năm 2026"))
    response = client.post(address(directive), {**data, "agreed": seen})
    assert response.status_code == 409
    text = text_of(response)
    assert "Lịch vừa có thay đổi khác; hãy xem lại rồi đồng ý." in text
    assert "4 kỳ dự kiến bị bỏ" in text
    assert len(labels(directive)) == 7
    assert Schedule.objects.get().cycle == "yearly"


def proposed(client, directive, cycle):
    form = client.get(address(directive), {"cycle": cycle}).context["form"]
    return [form.initial[name].working_days for name in ("unit", "director", "upward")]


def test_another_cycle_starts_from_what_still_makes_sense(client, directive):
    agree(
        client,
        directive,
        {**YEARLY, "unit_value": "3", "upward_how": "on", "upward_value": "31/12"},
    )
    assert proposed(client, directive, "monthly") == [3, 5, 8]
    assert proposed(client, directive, "weekly") == [1, 2, 3]
    weekly = {"cycle": "weekly", "cut_off_weekday": "4", **DUES, **DECIDED, "unit_value": "0"}
    agree(client, directive, weekly)
    assert proposed(client, directive, "weekly") == [0, 5, 8]
    assert proposed(client, directive, "yearly") == [2, 5, 8]


@pytest.mark.parametrize("cycle", ["yearly", "weekly"])
def test_the_preview_takes_the_same_queries_however_many_periods(
    client, directive, cycle, django_assert_num_queries
):
    data = {**YEARLY, "cycle": cycle, "cut_off_weekday": "4"}
    agree(client, directive, data)
    with django_assert_num_queries(12):  # of them 3 ask a constraint, between savepoints
        preview(client, directive, data)
