"""Duty 1 by the list of people: who came to which meeting, and who is still to be told."""

from datetime import date

from directives import staff
from directives.models import StaffMember
from directives.sample.load import IN_OFFICE_FROM, Office, at
from reports import dissemination
from reports.models import BriefingSession
from reports.sample.briefing import FIRST, Form
from reports.sample.people import AWAY, LEFT, LISTS, TOLD_LATER

AGAIN = "Quán triệt lại Nghị quyết số 47/NQ-CP, phân công tổng hợp báo cáo năm"


def record(office: Office, days: list[date]) -> None:
    """The lists are typed in as the period opens, and from the papers the meetings of before."""
    for unit in LISTS:
        _keep_list(office, unit, on=days[1])
        day, form, _attendances, subject = FIRST[unit].sessions[0]
        _hold(office, unit, day, form, subject, recorded_on=days[1])
    day, newcomer, subject = TOLD_LATER
    _hold(office, "hcth", day, Form.MEETING, subject, recorded_on=days[1], only=newcomer)
    _hold(office, "qlkh", days[2], Form.MEETING, AGAIN, recorded_on=days[2])


def _keep_list(office: Office, unit: str, *, on: date) -> None:
    by = office.users[f"{unit}.truong"]
    added = staff.add(
        office.units[unit],
        staff.read(LISTS[unit]).lines,
        group=StaffMember.Group.OFFICIAL,
        joined_on=IN_OFFICE_FROM,
        by=by,
        at=at(on, 9, 40),
    )
    name, left_on = LEFT.get(unit, ("", None))
    for member in added.made:
        if left_on and member.full_name == name:
            staff.leave(member, on=left_on, by=by, at=at(on, 9, 50))


def _hold(
    office: Office,
    unit: str,
    day: date,
    form: str,
    note: str,
    *,
    recorded_on: date,
    only: str = "",
) -> None:
    assignment = office.assignment(unit, 1)
    listed = dissemination.who_could_come(assignment, on=day)
    dissemination.hold(
        BriefingSession(assignment=assignment, held_on=day, form=form, note=note),
        listed=listed.filter(full_name=only) if only else listed,
        absent=listed.filter(full_name=AWAY),
        by=office.users[f"{unit}.truong"],
        at=at(recorded_on, 16, 40),
    )
