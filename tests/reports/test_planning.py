"""Writes to the calendar before anybody owes anything."""

from datetime import date

import pytest

from reports import planning
from reports.errors import WrongState
from reports.models import ReportingPeriod, Schedule
from tests.builders import (
    at,
    confirm,
    make_assignment,
    make_directive,
    make_duty,
    make_period,
    make_user,
)

pytestmark = pytest.mark.django_db

AT = at("2026-11-20 09:00")


def test_deadlines_of_a_period_confirmed_in_the_meantime_stay():
    directive = make_directive()
    make_assignment(make_duty(directive))
    period = make_period(directive, due_on=date(2026, 12, 16))
    stale = ReportingPeriod.objects.get(pk=period.pk)
    confirm(period)
    stale.unit_due_on = date(2026, 12, 1)
    with pytest.raises(WrongState):
        planning.move_deadlines(stale, by=make_user(), at=AT)
    period.refresh_from_db()
    assert period.unit_due_on == date(2026, 12, 16)


def test_of_two_who_write_the_schedule_at_once_the_first_stands():
    directive, by = make_directive(), make_user()
    first, second = (
        Schedule(directive=directive, decided_by=who, paper="Công văn") for who in ["một", "hai"]
    )
    planning.set_schedule(first, by=by, at=AT)
    with pytest.raises(WrongState):
        planning.set_schedule(second, by=by, at=AT)
    assert Schedule.objects.get().decided_by == "một"
