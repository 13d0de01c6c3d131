"""Duties that lie: when HCTH sees them, and what an urging says."""

from datetime import date

import pytest

from directives import lifecycle
from directives.models import Assignment
from reports import acknowledging
from reports.calendar import OfficeCalendar
from reports.models import Notice, Supervision
from tests.builders import (
    at,
    make_assignment,
    make_coordinator,
    make_department,
    make_duty,
    make_member,
)

pytestmark = pytest.mark.django_db

CALENDAR = OfficeCalendar()


@pytest.mark.parametrize(
    ("on", "is_slow"),
    [  # given on a Thursday
        (date(2026, 11, 5), False),
        (date(2026, 11, 9), False),
        (date(2026, 11, 10), False),
        (date(2026, 11, 11), True),
        (date(2026, 11, 30), True),
    ],
)
def test_a_duty_lies_for_too_long_after_three_working_days(on, is_slow):
    assignment = make_assignment(starts_on=date(2026, 11, 1), assigned_at=at("2026-11-05 16:00"))
    assert acknowledging.is_slow(assignment, on=on, calendar=CALENDAR) is is_slow
    condition = acknowledging.slow(on=on, calendar=CALENDAR)
    assert Assignment.objects.filter(condition).exists() is is_slow


@pytest.mark.parametrize(
    "fields",
    [
        {"acknowledged_at": at("2026-11-06 08:00")},
        {"ends_on": date(2026, 11, 20), "end_reason": "Hết."},
        {"starts_on": date(2026, 11, 26)},
    ],
)
def test_what_was_taken_on_left_or_begins_later_does_not_lie(fields):
    by = make_member(make_department())
    if "acknowledged_at" in fields:
        fields = {**fields, "acknowledged_by": by}
    assignment = make_assignment(
        **{"starts_on": date(2026, 11, 1), "assigned_at": at("2026-11-05 16:00"), **fields}
    )
    on = date(2026, 11, 30)
    assert not acknowledging.is_slow(assignment, on=on, calendar=CALENDAR)
    condition = acknowledging.slow(on=on, calendar=CALENDAR)
    assert not Assignment.objects.filter(condition).exists()


def test_an_urging_tells_each_unit_that_lets_a_duty_lie_once_a_day():
    duty = make_duty()
    units = [make_department(name) for name in ("Phòng A", "Phòng B")]
    given = [make_assignment(duty, unit, assigned_at=at("2026-11-05 16:00")) for unit in units]
    heads = [make_member(unit) for unit in units]
    lifecycle.acknowledge(given[1], by=heads[1], at=at("2026-11-06 08:00"))
    hcth = make_member(make_coordinator())
    now = at("2026-11-30 09:00")
    (entry,) = acknowledging.urge(duty.directive, units, by=hcth, at=now)
    assert (entry.department, entry.kind, entry.on) == (units[0], "urging", date(2026, 11, 30))
    assert entry.findings == (
        "Nhiệm vụ 1 được giao từ ngày 05/11/2026, đơn vị chưa tiếp nhận. Đề nghị đồng chí chỉ đạo "
        "tiếp nhận và triển khai."
    )
    notice = Notice.objects.get()
    assert (notice.person, notice.kind) == (heads[0], "urged")
    assert notice.mail is not None
    assert acknowledging.urge(duty.directive, units, by=hcth, at=now) == []
    assert Supervision.objects.count() == 1
