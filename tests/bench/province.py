"""A province: 1,000 units, each with a head and a focal officer, that owe on many directives."""

from datetime import date
from itertools import batched

from directives.models import Appointment, Department, User
from directives.vietnamese import sort_key
from reports.models import ProgressReport, Reminder, ReportingPeriod
from tests import builders
from tests.builders import Role, at

UNITS = 1000
#: A Wednesday between two working days.
TODAY = date(2026, 12, 16)
MORNING = at("2026-12-16 08:30")


def load(directives: int) -> None:
    """Every unit owes a report on every directive, due today, with the promise to say so."""
    units = _units()
    periods = [_period(number) for number in range(directives)]
    pairs = ((period, unit) for period in periods for unit in units)
    for some in batched(pairs, 5000, strict=False):
        reports = ProgressReport.objects.bulk_create(
            ProgressReport(
                period=period,
                department_id=unit,
                original_due_on=TODAY,
                due_on=TODAY,
                created_at=period.confirmed_at,
            )
            for period, unit in some
        )
        Reminder.objects.bulk_create(
            Reminder(
                report=report,
                due_on=TODAY,
                step=0,
                to=["head", "focal_officer"],
                send_on=TODAY,
            )
            for report in reports
        )


def _units() -> list[int]:
    agency = builders.make_agency()
    units = Department.objects.bulk_create(
        Department(
            name=f"Trung tâm {number}",
            short_name=f"TT{number}",
            head_title="Giám đốc",
            parent=agency,
            sort_key=sort_key(f"Trung tâm {number}"),
        )
        for number in range(UNITS)
    )
    people = User.objects.bulk_create(
        User(
            username=f"{post}.{number}",
            full_name=f"Nguyễn Văn {number}",
            email=f"{post}.{number}@example.vn",
            password="!",
        )
        for number in range(UNITS)
        for post in ["head", "focal"]
    )
    Appointment.objects.bulk_create(
        Appointment(
            user=person,
            department=units[number // 2],
            role=Role.FOCAL_OFFICER if number % 2 else Role.HEAD,
            title="Giám đốc",
            starts_on=date(2024, 1, 1),
        )
        for number, person in enumerate(people)
    )
    return [unit.pk for unit in units]


def _period(number: int) -> ReportingPeriod:
    directive = builders.make_directive(f"triển khai thực hiện Kế hoạch số {number}")
    period = builders.make_period(directive, due_on=TODAY)
    builders.confirm(period)
    return period
