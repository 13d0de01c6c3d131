"""The calendar of a directive, and the steps on one of its periods."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives.posts import Role
from reports import planning
from reports.calendar import Cycle
from reports.models import Holiday, ReportingPeriod, Schedule
from tests.builders import (
    at,
    confirm,
    make_assignment,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_member,
    make_period,
    make_user,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(at("2026-11-20 09:00"), tick=False):
        yield


@pytest.fixture
def hcth(client):
    user = make_member(make_coordinator(), Role.HEAD)
    client.force_login(user)
    return user


@pytest.fixture
def directive():
    directive = make_directive(ends_on=date(2030, 12, 31))
    make_assignment(make_duty(directive), make_department("Phòng A"))
    return directive


def calendar(directive):
    return reverse("reports:periods", args=[directive.public_id])


def schedule(directive, cycle=Cycle.YEARLY):
    row = Schedule(directive=directive, cycle=cycle, decided_by="Giám đốc Sở", paper="CV 1012")
    planning.reschedule(row, [], on=date(2026, 11, 20), by=make_user(), at=at("2026-11-20 08:00"))
    return row


# The whole span at once


def test_seven_years_stand_in_one_table_each_with_its_days(client, directive, hcth):
    schedule(directive)
    text = text_of(client.get(calendar(directive)))
    assert "7 kỳ" in text
    assert "calendar-year" not in text
    for label in ["Năm 2024", "Năm 2025", "Năm 2026", "Năm 2027", "Năm 2030"]:
        assert label in text
    for day in ["07/06/2024", "14/12/2030", "17/12/2030", "20/12/2030", "25/12/2030"]:
        assert f">{day}</td>" in text


def test_hundreds_of_weeks_are_folded_by_year_and_this_year_is_open(client, directive, hcth):
    schedule(directive, Cycle.WEEKLY)
    response = client.get(calendar(directive))
    text = text_of(response)
    assert text.count('<details class="calendar-year"') == 8  # to 02/01/2031
    assert text.count('<details class="calendar-year" open>') == 1
    assert "343 kỳ" in text
    assert "Tuần 47 năm 2026" in text
    open_year = text.partition('<details class="calendar-year" open>')[2]
    assert open_year.partition("</summary>")[0].count("2026") == 1
    assert client.get(calendar(directive)).content.count(b"is-next") == 1


def test_past_confirmed_and_planned_are_told_apart_in_words(client, directive, hcth):
    schedule(directive)
    confirm(directive.periods.get(label="Năm 2025"), when="2025-11-20 08:00")
    confirm(directive.periods.get(label="Năm 2026"))
    text = text_of(client.get(calendar(directive)))
    stages = {
        label: text.partition(f'<th scope="row">{label}')[2].partition("</span></span>")[0][-60:]
        for label in ["Năm 2024", "Năm 2025", "Năm 2026", "Năm 2027"]
    }
    assert stages["Năm 2024"].endswith("<span>Đã qua, chưa xác nhận")
    assert stages["Năm 2025"].endswith("<span>Đã qua")
    assert stages["Năm 2026"].endswith("<span>Đã xác nhận")
    assert stages["Năm 2027"].endswith("<span>Dự kiến")


def test_a_unit_reads_the_calendar_and_finds_no_step(client, directive):
    schedule(directive)
    client.force_login(make_member(make_department("Phòng A"), Role.HEAD))
    text = text_of(client.get(calendar(directive)))
    assert "Năm 2027" in text
    for words in ["Xác nhận kỳ", "Sửa các hạn", "Đổi lịch", "Mở kỳ đột xuất", "Ghi số"]:
        assert words not in text


def test_without_a_schedule_hcth_is_led_to_it(client, directive, hcth):
    text = text_of(client.get(calendar(directive)))
    assert "Chưa có lịch báo cáo" in text
    assert reverse("reports:schedule", args=[directive.public_id]) in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_calendar_takes_the_same_queries_however_many_periods(
    client, directive, hcth, count, django_assert_num_queries
):
    row = Schedule(directive=directive, decided_by="Giám đốc Sở", paper="CV 1012")
    row.save()
    for year in range(2027 - count, 2027):
        confirm(make_period(directive, due_on=date(year, 12, 16)))
    with django_assert_num_queries(9):
        client.get(calendar(directive))


# Time goes on


def test_a_directive_without_an_end_is_planned_further_by_a_button(client, hcth):
    directive = make_directive()
    schedule(directive)
    directive.periods.filter(label="Năm 2027").delete()
    assert "Lập các kỳ đến hết năm sau" in text_of(client.get(calendar(directive)))
    plan = reverse("reports:plan-periods", args=[directive.public_id])
    assert "Đã lập 1 kỳ dự kiến." in text_of(client.post(plan, follow=True))
    again = text_of(client.post(plan, follow=True))
    assert "Các kỳ đã được lập từ trước." in again
    assert "Lập các kỳ đến hết năm sau" not in again


def test_without_a_schedule_nothing_is_planned(client, directive, hcth):
    plan = reverse("reports:plan-periods", args=[directive.public_id])
    assert "Hãy ghi lịch báo cáo trước" in text_of(client.post(plan, follow=True))
    assert not directive.periods.exists()


def test_planning_wants_a_post(client, directive, hcth):
    plan = reverse("reports:plan-periods", args=[directive.public_id])
    assert client.get(plan).status_code == 405


# The deadlines of a planned period


def dues(unit, director, upward):
    return {
        f"{name}_{part}": value
        for name, due in {"unit": unit, "director": director, "upward": upward}.items()
        for part, value in zip(["how", "value"], due, strict=True)
    }


PLAIN = dues(("on", "01/12/2026"), ("on", "05/12/2026"), ("on", "10/12/2026"))


def change(client, period, data):
    return client.post(
        reverse("reports:period-deadlines", args=[period.public_id]), data, follow=True
    )


def test_deadlines_of_a_planned_period_may_move_before_the_cut_off(client, directive, hcth):
    period = make_period(directive)
    text = text_of(change(client, period, PLAIN))
    assert "Đã ghi các hạn của kỳ báo cáo năm 2026." in text
    assert "trước ngày chốt, số liệu ước" in text
    period.refresh_from_db()
    assert period.unit_due_on == date(2026, 12, 1)
    assert period.unit_working_days is None
    assert period.ends_on == date(2026, 12, 14)


def test_a_deadline_may_be_counted_from_the_cut_off_and_backward(client, directive, hcth):
    period = make_period(directive)
    change(client, period, dues(("before", "10"), ("after", "0"), ("on", "24/12/2026")))
    period.refresh_from_db()
    assert (period.unit_due_on, period.unit_working_days) == (date(2026, 11, 30), -10)
    assert (period.director_due_on, period.director_working_days) == (date(2026, 12, 14), 0)
    assert (period.upward_due_on, period.upward_working_days) == (date(2026, 12, 24), None)
    text = text_of(client.get(reverse("reports:period-deadlines", args=[period.public_id])))
    assert 'value="10"' in text
    assert 'value="24/12/2026"' in text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"unit_value": "06/12/2026"}, "Thứ tự các hạn: đơn vị gửi, trình Giám đốc Sở"),
        ({"unit_value": "31/02/2026"}, "Ngày không có thật"),
        ({"unit_how": "after", "unit_value": "hai"}, "Hãy ghi số ngày làm việc từ 0 đến 250."),
        ({"unit_how": "after", "unit_value": "999"}, "Hãy ghi số ngày làm việc từ 0 đến 250."),
        ({"unit_value": ""}, "Hãy ghi số ngày, hoặc ngày cố định."),
    ],
)
def test_impossible_deadlines_are_refused_in_a_sentence(client, directive, hcth, wrong, sentence):
    period = make_period(directive)
    response = change(client, period, {**PLAIN, **wrong})
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert f'value="{wrong["unit_value"]}"' in text_of(response) or not wrong["unit_value"]
    period.refresh_from_db()
    assert period.unit_due_on == date(2026, 12, 16)


def test_deadlines_of_a_confirmed_period_stay(client, directive, hcth):
    period = make_period(directive)
    confirm(period)
    text = text_of(change(client, period, PLAIN))
    assert "Kỳ báo cáo năm 2026 đã được xác nhận ngày 20/11/2026" in text
    period.refresh_from_db()
    assert period.unit_due_on == date(2026, 12, 16)


# Đột xuất

ON_DEMAND = {
    "label": "Đột xuất tháng 11 năm 2026",
    "starts_on": "01/11/2026",
    "ends_on": "27/11/2026",
    **dues(("on", "30/11/2026"), ("after", "2"), ("after", "3")),
}


def test_hcth_opens_a_period_by_hand_across_the_others_and_goes_on_to_confirm_it(
    client, directive, hcth
):
    schedule(directive)
    address = reverse("reports:open-on-demand", args=[directive.public_id])
    response = client.post(address, ON_DEMAND)
    period = ReportingPeriod.objects.get(is_on_demand=True)
    assert response.url == reverse("reports:confirm-period", args=[period.public_id])
    assert (period.starts_on, period.ends_on) == (date(2026, 11, 1), date(2026, 11, 27))
    assert (period.unit_due_on, period.director_due_on) == (date(2026, 11, 30), date(2026, 12, 1))
    assert not period.is_confirmed
    text = text_of(client.get(calendar(directive)))
    assert "(đột xuất)" in text
    again = client.post(address, ON_DEMAND)
    assert "Văn bản này đã có kỳ báo cáo cùng tên." in text_of(again)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ends_on": "01/10/2026"}, "Ngày chốt số liệu không được trước ngày bắt đầu."),
        ({"ends_on": ""}, "Hãy ghi ngày."),
        ({"label": ""}, "Trường này là bắt buộc."),
        ({"unit_value": "01/10/2026"}, "Thứ tự các hạn"),
        ({"label": "Đ" * 61}, "Tên kỳ dài tối đa 60 ký tự."),
    ],
)
def test_an_impossible_period_is_refused_and_nothing_typed_is_lost(
    client, directive, hcth, wrong, sentence
):
    address = reverse("reports:open-on-demand", args=[directive.public_id])
    response = client.post(address, {**ON_DEMAND, **wrong})
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert 'value="01/11/2026"' in text_of(response)
    assert not directive.periods.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (
            {"starts_on": "06/06/2024"},
            "không được bắt đầu trước ngày của Công văn số …/SKHCN-HCTH (07/6/2024).",
        ),
        ({"label": "năm 2026"}, "Văn bản này đã có kỳ báo cáo cùng tên."),
    ],
)
def test_a_period_opened_by_hand_has_a_name_of_its_own_and_follows_the_directive(
    client, directive, hcth, wrong, sentence
):
    make_period(directive)
    address = reverse("reports:open-on-demand", args=[directive.public_id])
    page = text_of(client.get(address))
    assert "Tối đa 60 ký tự." in page
    assert "maxlength" not in page.partition('name="label"')[2].partition(">")[0]
    assert sentence in text_of(client.post(address, {**ON_DEMAND, **wrong}))
    assert directive.periods.count() == 1


def test_a_deadline_typed_on_a_day_off_stands_and_is_pointed_out(client, directive, hcth):
    address = reverse("reports:open-on-demand", args=[directive.public_id])
    off = dues(("on", "24/11/2026"), ("on", "28/11/2026"), ("on", "30/11/2026"))
    data = {**ON_DEMAND, "starts_on": "01/11/2026", "ends_on": "20/11/2026", **off}
    text = text_of(client.post(address, data, follow=True))
    assert "Hạn 24/11/2026 là ngày nghỉ (Ngày Văn hóa Việt Nam)." in text
    assert "Hạn 28/11/2026 là ngày nghỉ (Thứ Bảy)." in text
    assert "Hạn 30/11/2026" not in text
    period = directive.periods.get()
    assert period.unit_due_on == date(2026, 11, 24)
    Holiday.objects.create(on=date(2026, 12, 1), name="Nghỉ của Sở")
    text = text_of(change(client, period, PLAIN))
    assert "Hạn 01/12/2026 là ngày nghỉ (Nghỉ của Sở)." in text


def test_a_period_is_not_past_while_units_could_still_be_asked(client, directive, hcth):
    make_period(
        directive,
        label="Đột xuất",
        is_on_demand=True,
        starts_on=date(2026, 11, 1),
        ends_on=date(2026, 11, 10),
        due_on=date(2026, 11, 20),
    )
    assert "Đã qua, chưa xác nhận" not in text_of(client.get(calendar(directive)))


def test_a_period_opened_by_mistake_is_taken_back_until_it_is_confirmed(client, directive, hcth):
    period = make_period(directive, label="Đột xuất", is_on_demand=True)
    drop = reverse("reports:drop-on-demand", args=[period.public_id])
    confirm(period)
    assert "Chỉ bỏ được kỳ đột xuất chưa từng xác nhận" in text_of(client.post(drop, follow=True))
    other = make_period(directive, label="Đột xuất khác", is_on_demand=True)
    drop = reverse("reports:drop-on-demand", args=[other.public_id])
    assert "Đã bỏ kỳ đột xuất khác." in text_of(client.post(drop, follow=True))
    assert list(directive.periods.all()) == [period]


def test_a_period_of_the_schedule_is_not_taken_back(client, directive, hcth):
    period = make_period(directive)
    client.post(reverse("reports:drop-on-demand", args=[period.public_id]))
    assert directive.periods.count() == 1


# The report upward


def test_the_clerk_types_number_and_real_day_of_the_report_upward(client, directive):
    period = make_period(directive)
    confirm(period)
    client.force_login(make_member(make_coordinator(), Role.CLERK))
    address = reverse("reports:period-sent", args=[period.public_id])
    assert address in text_of(client.get(calendar(directive)))
    data = {"upward_number": "85/BC-SKHCN", "upward_sent_on": "19/11/2026"}
    text = text_of(client.post(address, data, follow=True))
    assert "số 85/BC-SKHCN, gửi 19/11/2026" in text
    assert "Đã gửi cấp trên" in text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"upward_sent_on": ""}, "Báo cáo gửi cấp trên phải ghi cả số và ngày gửi."),
        ({"upward_number": ""}, "Báo cáo gửi cấp trên phải ghi cả số và ngày gửi."),
        ({"upward_sent_on": "21/11/2026"}, "Ngày gửi không được sau ngày hôm nay."),
    ],
)
def test_half_a_record_is_refused(client, directive, hcth, wrong, sentence):
    period = make_period(directive)
    confirm(period)
    data = {"upward_number": "85/BC-SKHCN", "upward_sent_on": "19/11/2026", **wrong}
    response = client.post(reverse("reports:period-sent", args=[period.public_id]), data)
    assert response.status_code == 422
    assert sentence in text_of(response)


def test_a_planned_period_has_no_report_upward_yet(client, directive, hcth):
    period = make_period(directive)
    address = reverse("reports:period-sent", args=[period.public_id])
    assert "Kỳ này chưa được xác nhận" in text_of(client.get(address, follow=True))
