"""The page of the ladder: choose, adjust, look ahead."""

import re
from collections import defaultdict
from datetime import date, timedelta

import pytest
from django.urls import reverse

from directives.models import Absence, Department, User
from reports import ladders, reminders
from reports.forms.ladder import LadderForm
from reports.ladders import PRESETS, Preset, Step
from reports.models import OutgoingMail
from reports.reminders.preview import preview
from tests.builders import (
    Role,
    at,
    confirm,
    make_assignment,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_leader,
    make_member,
    make_period,
    make_user,
)
from tests.reports.reminding import work

pytestmark = pytest.mark.django_db

DUE_ON = date(2026, 12, 16)
TODAY = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(at(f"{TODAY} 08:00"), tick=False)


@pytest.fixture
def directive():
    """One unit with a head and a focal officer owes a report until 16/12/2026."""
    directive = make_directive()
    department = make_department()
    make_assignment(make_duty(directive), department)
    make_member(department, username="khoa", full_name="Trần Thị Khoa")
    make_member(department, Role.FOCAL_OFFICER, username="focal", full_name="Lê Văn Mối")
    confirm(make_period(directive, due_on=DUE_ON))
    return directive


@pytest.fixture
def hcth(client):
    user = make_member(make_coordinator(), Role.STAFF, full_name="Vũ Thị Hành")
    client.force_login(user)
    return user


def address(directive):
    return reverse("reports:ladder", args=[directive.public_id])


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def posted(*steps, action="save"):
    """As a browser sends the rows: (days, unit, when, to)."""
    data = {"action": action}
    for number, (days, unit, when, to) in enumerate(steps):
        data |= {
            f"step-{number}-days": days,
            f"step-{number}-unit": unit,
            f"step-{number}-when": when,
            f"step-{number}-to": to,
        }
    return data


EVE = ("1", "working_days", "before", ["head"])
DAY = ("", "days", "on", ["head", "focal_officer"])
LATE = ("2", "days", "after", ["head", "coordinator"])


def test_the_page_shows_the_usual_steps_and_who_will_be_told(client, hcth, directive):
    text = text_of(client.get(address(directive)))
    assert "Đang dùng: bộ Thường" in text
    assert "Thứ 4, 09/12/2026 trước hạn 7 ngày 2 người nhận" in text
    assert "Thứ 2, 21/12/2026 quá hạn 3 ngày 2 người nhận" in text
    assert "Trần Thị Khoa Lãnh đạo đơn vị Phòng Quản lý Khoa học" in text
    assert "chưa lưu" not in text


def test_a_preset_is_shown_before_it_is_saved(client, hcth, directive):
    response = client.get(address(directive), {"preset": "light"})
    text = text_of(response)
    assert "Đang dùng: bộ Thường" in text
    assert "chưa lưu" in text
    assert "14/12/2026 trước hạn 3 ngày" in text
    assert "trước hạn 7 ngày" not in text
    assert response.context["shown_as"] == Preset.LIGHT
    assert ladders.of(directive) == PRESETS[Preset.USUAL]


def test_an_unknown_preset_is_the_ladder_as_it_stands(client, hcth, directive):
    assert "chưa lưu" not in text_of(client.get(address(directive), {"preset": "x"}))


def test_saving_keeps_the_steps_and_promises_anew(client, hcth, directive):
    response = client.post(address(directive), posted(EVE, DAY, LATE))
    assert response.url == address(directive)
    assert ladders.of(directive) == (
        Step(-1, True, ("head",)),
        Step(0, False, ("head", "focal_officer")),
        Step(2, False, ("head", "coordinator")),
    )
    report = directive.periods.get().reports.get()
    promised = report.reminders.filter(state="promised").order_by("send_on")
    assert list(promised.values_list("send_on", flat=True)) == [
        date(2026, 12, 15),
        date(2026, 12, 16),
        date(2026, 12, 18),
    ]
    text = text_of(client.get(address(directive)))
    assert "Đang dùng: bộ đã điều chỉnh riêng" in text
    assert "Vũ Thị Hành lưu lúc 08:00 01/12/2026" in text
    assert "Vũ Thị Hành Đơn vị đầu mối theo dõi" in text


def test_a_preview_of_what_is_typed_saves_nothing(client, hcth, directive):
    response = client.post(address(directive), posted(EVE, LATE, action="preview"))
    text = text_of(response)
    assert "chưa lưu" in text
    assert "15/12/2026 trước hạn 1 ngày làm việc 1 người nhận" in text
    assert "18/12/2026 quá hạn 2 ngày 2 người nhận" in text
    assert ladders.of(directive) == PRESETS[Preset.USUAL]


def test_a_row_is_added_without_script_and_nothing_typed_is_lost(client, hcth, directive):
    odd = ("ba", "days", "before", ["director"])
    response = client.post(address(directive), posted(EVE, odd, action="add"))
    form = response.context["form"]
    assert [row["days"].value() for row in form.rows] == ["1", "ba", None]
    assert form.rows[1]["to"].value() == ["director"]
    assert "Hãy ghi" not in text_of(response)


def test_a_row_left_out_or_left_blank_does_not_count(client, hcth, directive):
    data = posted(EVE, LATE, ("", "days", "before", []))
    client.post(address(directive), data | {"step-1-left_out": "on"})
    assert ladders.of(directive) == (Step(-1, True, ("head",)),)


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ([], "Hãy giữ ít nhất một bước nhắc việc."),
        ([("", "days", "before", ["head"])], "Hãy ghi số ngày."),
        ([("ba", "days", "before", ["head"])], "Hãy ghi số ngày bằng chữ số, ví dụ 3."),
        ([("61", "days", "before", ["head"])], "Bước nhắc cách hạn không quá 60 ngày."),
        ([("3", "days", "before", [])], "Hãy chọn ít nhất một người nhận."),
        ([("3", "days", "before", ["mayor"])], "mayor"),
        ([EVE, EVE], "Đã có một bước nhắc việc vào đúng ngày này; hãy gộp làm một."),
        (
            [DAY, ("0", "working_days", "after", ["head"])],
            "Đã có một bước nhắc việc vào đúng ngày này",
        ),
        (
            [(str(n), "days", "before", ["head"]) for n in range(1, 22)],
            "Không quá 20 bước nhắc việc.",
        ),
    ],
)
@pytest.mark.parametrize("action", ["save", "preview"])
def test_an_impossible_step_is_told_and_stays_as_typed(
    client, hcth, directive, steps, sentence, action
):
    response = client.post(address(directive), posted(*steps, action=action))
    assert response.status_code == 422
    assert sentence in text_of(response)
    typed = [row["days"].value() for row in response.context["form"].rows]
    assert typed == [step[0] for step in steps]
    assert ladders.of(directive) == PRESETS[Preset.USUAL]


def test_the_form_gives_back_every_preset_as_it_was():
    for steps in PRESETS.values():
        data = {}
        for row in LadderForm(steps=steps).rows:
            data |= {f"{row.prefix}-{name}": row[name].value() for name in row.fields}
            data.pop(f"{row.prefix}-left_out")
        form = LadderForm(as_posted(data))
        assert form.is_valid(), [row.errors for row in form.rows]
        assert ladders.same(form.steps, steps)


def as_posted(data):
    from django.utils.datastructures import MultiValueDict

    return MultiValueDict(
        {name: value if isinstance(value, list) else [str(value)] for name, value in data.items()}
    )


def test_a_leader_reads_and_does_not_adjust(client, directive):
    client.force_login(make_leader())
    response = client.get(address(directive))
    assert "Lưu các bước" not in text_of(response)
    assert "09/12/2026" in text_of(response)
    assert client.post(address(directive), posted(EVE)).status_code == 404


def test_a_unit_has_no_such_page(client, directive):
    client.force_login(User.objects.get(username="khoa"))
    assert client.get(address(directive)).status_code == 404


def test_the_calendar_of_the_directive_leads_here(client, hcth, directive):
    page = client.get(reverse("reports:periods", args=[directive.public_id]))
    assert address(directive) in page.content.decode()


def test_stand_ins_fallbacks_and_vacant_posts_are_told(client, hcth, directive):
    head = User.objects.get(username="khoa")
    stand_in = make_user("Hồ Văn Thay")
    Absence.objects.create(user=head, stand_in=stand_in, starts_on=DUE_ON, ends_on=DUE_ON)
    User.objects.filter(username="focal").update(email="")
    reminders.adjust_ladder(
        directive,
        [Step(-1), Step(0), Step(1, to=("head", "deputy_director"))],
        by=hcth,
        at=at(f"{TODAY} 08:00"),
    )
    text = text_of(client.get(address(directive)))
    assert "Hồ Văn Thay nhận thay Trần Thị Khoa: đang vắng mặt Lãnh đạo đơn vị" in text
    assert "nhận thay Lê Văn Mối: chưa có địa chỉ thư điện tử" in text
    assert "Phó Giám đốc phụ trách: chưa có người ở Phòng Quản lý Khoa học" in text
    assert "Không có người nhận" not in text


def test_a_unit_of_which_nobody_would_hear_is_red(client, hcth, directive):
    User.objects.update(email="")
    text = text_of(client.get(address(directive)))
    assert "không có người nhận" in text
    assert "Không có người nhận: Phòng Quản lý Khoa học." in text


def test_very_many_readers_and_units_are_counted_not_listed(client, hcth):
    directive = make_directive()
    for number in range(14):
        department = make_department(f"Trung tâm {number:02}")
        make_assignment(make_duty(directive), department)
        for _ in range(8):
            make_member(department, Role.FOCAL_OFFICER)
    confirm(make_period(directive, due_on=DUE_ON))
    reminders.adjust_ladder(
        directive,
        [Step(0, to=("focal_officer", "coordinator"))],
        by=hcth,
        at=at(f"{TODAY} 08:00"),
    )
    text = text_of(client.get(address(directive)))
    assert "113 người nhận" in text
    assert "và 13 người nhận khác" in text
    assert "Trung tâm 11 và 2 đơn vị khác" in text


def test_the_periods_that_a_unit_owes_stand_behind_its_name(client, hcth):
    directive = make_directive()
    make_assignment(make_duty(directive), make_department("Phòng A"))
    make_member(make_department("Phòng A"))
    for month in range(1, 6):
        period = make_period(
            directive,
            label=f"Tháng {month}",
            starts_on=date(2026, month, 1),
            ends_on=date(2026, month, 15),
            due_on=date(2026, month, 20),
        )
        confirm(period)
    text = text_of(client.get(address(directive)))
    assert "Phòng A (Tháng 1, Tháng 2, Tháng 3 và 2 kỳ khác)" in text


def test_a_quiet_directive_says_so(client, hcth):
    directive = make_directive("văn bản khác")
    make_period(directive, due_on=DUE_ON)
    assert "Chưa có lần nhắc việc nào" in text_of(client.get(address(directive)))


@pytest.mark.parametrize("unit_count", [1, 3])
def test_the_page_takes_the_same_queries_however_many_units(
    client, hcth, unit_count, django_assert_num_queries
):
    directive = make_directive()
    for number in range(unit_count):
        department = make_department(f"Trung tâm {number}")
        make_assignment(make_duty(directive), department)
        make_member(department)
    confirm(make_period(directive, due_on=DUE_ON))
    with django_assert_num_queries(12):
        client.get(address(directive))


def test_the_preview_is_what_the_sweeps_then_do(smtp_server, directive, time_machine):
    """Day by day, person by person, over a weekend, an absence, a bad address and Tết."""
    leader = make_leader(Role.DEPUTY_DIRECTOR, username="pgd")
    make_member(make_coordinator(), username="hcth")
    second = make_department("Chi cục")
    make_assignment(make_duty(directive), second)
    make_member(second, username="chi-cuc", ends_on=date(2026, 12, 14))
    make_member(second, Role.DEPUTY_HEAD, username="pho", email="")
    make_member(second, Role.FOCAL_OFFICER, username="moi", starts_on=date(2026, 12, 15))
    Department.objects.filter(pk=second.pk).update(leader_in_charge=leader)
    Absence.objects.create(
        user=User.objects.get(username="khoa"),
        stand_in=User.objects.get(username="focal"),
        starts_on=date(2026, 12, 11),
        ends_on=date(2026, 12, 18),
    )
    late = make_period(directive, due_on=date(2027, 1, 31), label="Kỳ Tết")
    confirm(late)
    for period in directive.periods.exclude(pk=late.pk):
        reminders.promise(period.reports.all(), at=at(f"{TODAY} 07:00"))
    reminders.adjust_ladder(directive, PRESETS[Preset.URGENT], by=leader, at=at(f"{TODAY} 07:00"))
    expected = {
        day.on: {reader.name for reader in day.readers if not reader.is_out_of_reach}
        for day in preview(directive, ladders.of(directive), on=TODAY)
    }
    sent = defaultdict(set)
    for number in range(61):
        day = TODAY + timedelta(days=number)
        time_machine.move_to(at(f"{day} 08:00"))
        work(day)
        for mail in OutgoingMail.objects.filter(state="sent", day=day).select_related("person"):
            sent[day].add(mail.person.full_name)
    assert sent == expected
    assert len(expected) > 15
