"""Days off and days worked: seen with what they move before they are kept."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives.posts import Role
from reports import days_off, planning
from reports.errors import WrongState
from reports.models import Holiday, ProgressReport, Schedule
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

ON = date(2026, 11, 20)
AT = at("2026-11-20 09:00")
PAGE = "/holidays/"


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def directive(client):
    """HCTH is signed in; yearly periods of 2024 to 2030 are planned."""
    client.force_login(make_member(make_coordinator(), Role.STAFF))
    directive = make_directive(ends_on=date(2030, 12, 31))
    make_assignment(make_duty(directive), make_department("Phòng A"))
    row = Schedule(directive=directive, decided_by="Giám đốc Sở", paper="CV 1012")
    planning.reschedule(row, [], on=ON, by=make_user(), at=AT)
    return directive


def dues_of(directive, label="Năm 2026"):
    period = directive.periods.get(label=label)
    return period.unit_due_on, period.director_due_on, period.upward_due_on


OFF = {"on": "15/12/2026", "is_working_day": "off", "name": "Nghỉ theo thông báo"}
WORKED = {"on": "19/12/2026", "is_working_day": "worked", "name": "Làm bù"}


def agree(client, data):
    seen = client.post(PAGE, data)
    return client.post(PAGE, {**data, "agreed": seen.context["fingerprint"]}, follow=True)


# The year


def test_the_year_shows_the_countrys_holidays_and_the_offices_own_days(client, directive):
    Holiday.objects.create(on=date(2026, 12, 24), name="Nghỉ thêm Giáng sinh")
    Holiday.objects.create(on=date(2026, 9, 2), name="Trực chiến dịch", is_working_day=True)
    text = text_of(client.get(PAGE))
    assert "Tết Nguyên Đán" in text
    assert "Nghỉ thêm Giáng sinh" in text
    assert "Trực chiến dịch" in text
    assert "22/08/2026" in text  # worked for the day off on 31/8
    assert text.count("/drop/") == 2
    other = text_of(client.get(PAGE, {"year": "2027"}))
    assert "Giáng sinh" not in other
    assert "06/02/2027" in other


@pytest.mark.parametrize("year", ["", "x", "99999", "1066", "9999"])
def test_a_year_that_makes_no_sense_does_no_harm(client, directive, year):
    assert client.get(PAGE, {"year": year}).status_code == 200


# A day off more


def test_a_day_off_is_kept_only_after_its_effect_was_seen(client, directive):
    text = text_of(client.post(PAGE, OFF))
    assert "Chưa ghi thay đổi nào." in text
    assert "3 hạn dự kiến sẽ dời" in text
    for day in ["16/12/2026", "17/12/2026", "21/12/2026", "22/12/2026", "24/12/2026", "25/12/2026"]:
        assert day in text
    assert not Holiday.objects.exists()
    assert dues_of(directive)[0] == date(2026, 12, 16)
    text = text_of(agree(client, OFF))
    assert "Đã ghi lịch làm việc; 3 hạn dự kiến đã dời." in text
    assert dues_of(directive) == (date(2026, 12, 17), date(2026, 12, 22), date(2026, 12, 25))
    assert dues_of(directive, "Năm 2027")[0] == date(2027, 12, 16)


def test_a_day_worked_brings_deadlines_forward(client, directive):
    agree(client, WORKED)
    assert dues_of(directive) == (date(2026, 12, 16), date(2026, 12, 19), date(2026, 12, 23))


def test_taking_a_day_away_moves_back_what_it_moved(client, directive):
    agree(client, OFF)
    drop = reverse("reports:drop-holiday", args=["2026-12-15"])
    seen = client.get(drop)
    assert "Bỏ ngày 15/12/2026: Nghỉ theo thông báo" in text_of(seen)
    assert Holiday.objects.exists()
    client.post(drop, {"agreed": seen.context["fingerprint"]})
    assert not Holiday.objects.exists()
    assert dues_of(directive) == (date(2026, 12, 16), date(2026, 12, 21), date(2026, 12, 24))


def test_a_confirmed_period_stays_and_the_page_says_what_to_do(client, directive):
    confirm(directive.periods.get(label="Năm 2026"))
    text = text_of(client.post(PAGE, OFF))
    assert "Không có hạn nào của kỳ dự kiến phải dời." in text
    assert "3 hạn đã xác nhận giữ nguyên" in text
    assert "gia hạn cho từng đơn vị" in text
    agree(client, OFF)
    assert dues_of(directive) == (date(2026, 12, 16), date(2026, 12, 21), date(2026, 12, 24))
    assert ProgressReport.objects.get().due_on == date(2026, 12, 16)


def test_a_plain_date_does_not_move(client, directive):
    period = make_period(make_directive("khác"), due_on=date(2026, 12, 16))
    agree(client, OFF)
    period.refresh_from_db()
    assert period.unit_due_on == date(2026, 12, 16)


def test_a_deadline_counted_backward_moves_too(client, directive):
    period = directive.periods.get(label="Năm 2026")
    period.unit_working_days, period.unit_due_on = -10, date(2026, 11, 30)
    period.save()
    agree(client, {**OFF, "on": "01/12/2026"})
    assert dues_of(directive)[0] == date(2026, 11, 27)


def test_no_deadline_moves_before_its_period_begins(client, directive):
    """Counted from the cut-off the day would be 29/10: the first period lasts three days."""
    first = make_period(
        make_directive("khác"),
        starts_on=date(2026, 11, 12),
        ends_on=date(2026, 11, 14),
        due_on=date(2026, 11, 12),
        director_due_on=date(2026, 11, 17),
        upward_due_on=date(2026, 11, 19),
        unit_working_days=-10,
        director_working_days=2,
    )
    agree(client, {**OFF, "on": "13/11/2026"})
    first.refresh_from_db()
    assert (first.unit_due_on, first.director_due_on) == (date(2026, 11, 12), date(2026, 11, 17))


def test_no_deadline_moves_before_the_one_that_comes_first(client, directive):
    """HCTH is told by a plain day; with the Saturday worked the Director's day comes forward."""
    period = make_period(
        make_directive("khác"),
        due_on=date(2026, 12, 21),
        director_due_on=date(2026, 12, 21),
        upward_due_on=date(2026, 12, 31),
        director_working_days=5,
    )
    agree(client, WORKED)
    period.refresh_from_db()
    assert (period.unit_due_on, period.director_due_on) == (date(2026, 12, 21), date(2026, 12, 21))


def test_a_weekend_off_moves_nothing(client, directive):
    text = text_of(client.post(PAGE, {**OFF, "on": "20/12/2026"}))
    assert "Không có hạn nào của kỳ dự kiến phải dời." in text


def test_of_directives_he_may_not_see_only_the_number_is_told(client, directive):
    stranger = make_department("Văn phòng khác", symbol="VPK", is_coordinator=True)
    other = make_directive("của đơn vị khác", coordinator=stranger)
    make_period(other, label="Kỳ bí mật", unit_working_days=2)
    text = text_of(client.post(PAGE, OFF))
    assert "Kỳ bí mật" not in text
    assert "Ngoài ra còn 1 hạn của văn bản do đơn vị khác làm đầu mối." in text


# What goes wrong


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"on": "31/02/2026"}, "Ngày không có thật"),
        ({"on": ""}, "Hãy ghi ngày."),
        ({"name": ""}, "Trường này là bắt buộc."),
        ({"is_working_day": "maybe"}, "maybe"),
    ],
)
def test_an_impossible_day_is_refused_in_a_sentence(client, directive, wrong, sentence):
    response = client.post(PAGE, {**OFF, **wrong})
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Holiday.objects.exists()


def test_a_day_written_twice_is_refused_in_a_sentence(client, directive):
    agree(client, OFF)
    response = client.post(PAGE, OFF)
    assert response.status_code == 422
    assert "đã tồn tại" in text_of(response)


def test_back_from_the_preview_what_was_typed_is_there(client, directive):
    text = text_of(client.post(PAGE, {**OFF, "back": "1"}))
    assert 'value="Nghỉ theo thông báo"' in text
    assert 'value="15/12/2026"' in text


def test_what_changed_since_the_preview_is_shown_again(client, directive):
    seen = client.post(PAGE, OFF).context["fingerprint"]
    confirm(directive.periods.get(label="Năm 2026"))
    response = client.post(PAGE, {**OFF, "agreed": seen})
    assert response.status_code == 409
    assert "hãy xem lại rồi đồng ý" in text_of(response)
    assert not Holiday.objects.exists()


@pytest.mark.parametrize("day", ["2026-12-24", "2026-02-31", "x"])
def test_a_day_that_has_no_own_row_is_not_found(client, directive, day):
    assert client.get(f"/holidays/{day}/drop/").status_code == 404


def test_an_effect_nobody_agreed_to_is_refused(directive):
    row = Holiday(on=date(2026, 12, 15), name="Nghỉ")
    with pytest.raises(WrongState):
        days_off.keep(row, agreed="other", on=ON, by=make_user(), at=AT)
    assert not Holiday.objects.exists()


def test_of_two_who_write_a_day_at_once_the_second_is_told(directive):
    """A Sunday moves nothing, so that both agree to the same effect."""
    first, second = (Holiday(on=date(2026, 12, 20), name=name) for name in ["Một", "Hai"])
    days_off.keep(first, on=ON, by=make_user(), at=AT)
    with pytest.raises(WrongState):
        days_off.keep(second, on=ON, by=make_user(), at=AT)
    assert Holiday.objects.get().name == "Một"


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_takes_the_same_queries_however_many_deadlines(
    client, directive, count, django_assert_num_queries
):
    for n in range(count):
        make_period(make_directive(f"số {n}"), unit_working_days=2)
    with django_assert_num_queries(8):
        client.post(PAGE, OFF)


def test_the_year_takes_few_queries(client, directive, django_assert_num_queries):
    Holiday.objects.create(on=date(2026, 12, 24), name="Nghỉ thêm")
    with django_assert_num_queries(5):
        client.get(PAGE)


def test_there_is_no_other_page_on_which_a_day_is_written(client, directive):
    client.force_login(make_user(is_staff=True))
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/reports/holiday/").status_code == 404
    assert client.get(PAGE).status_code == 404
