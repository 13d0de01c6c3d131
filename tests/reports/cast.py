"""An office in small, for lives played in it."""

from datetime import date

from directives.models import Duty
from tests.builders import (
    Role,
    confirm,
    make_assignment,
    make_coordinator,
    make_department,
    make_duty,
    make_indicator,
    make_leader,
    make_member,
    make_period,
)

PEOPLE = [
    "head_a",
    "deputy_a",
    "focal_a",
    "head_b",
    "hcth_head",
    "hcth_staff",
    "hcth_clerk",
    "hcth_staff_in_b",
    "director",
    "stranger",
]


class Cast:
    """Four units of one agency, one without a duty at first; two periods, one that closes before
    its cut-off.
    """

    def __init__(self):
        hcth = make_coordinator()
        self.units = {
            "a": make_department("Phòng A"),
            "b": make_department("Phòng B"),
            "hcth": hcth,
        }
        make_department("Phòng C")
        a, b = self.units["a"], self.units["b"]
        self.people = {
            "head_a": make_member(a),
            "deputy_a": make_member(a, Role.DEPUTY_HEAD),
            "focal_a": make_member(a, Role.FOCAL_OFFICER),
            "head_b": make_member(b),
            "hcth_head": make_member(hcth),
            "hcth_staff": make_member(hcth, Role.STAFF),
            "hcth_clerk": make_member(hcth, Role.CLERK),
            "hcth_staff_in_b": make_member(hcth, Role.STAFF),
            "director": make_leader(),
            "stranger": make_member(make_department("Chi cục lạ")),
        }
        make_member(b, Role.FOCAL_OFFICER, user=self.people["hcth_staff_in_b"])
        self.duty = duty = make_duty(nature=Duty.Nature.ONE_OFF, deadline="none")
        self.indicator = make_indicator(duty)
        for department in self.units.values():
            make_assignment(duty, department)
        self.periods = [
            make_period(duty.directive, label="Năm 2026"),
            make_period(
                duty.directive,
                label="Năm 2027",
                starts_on=date(2026, 12, 15),
                ends_on=date(2026, 12, 31),
                due_on=date(2026, 12, 20),
            ),
        ]
        for period in self.periods:
            confirm(period)
