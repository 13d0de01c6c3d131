"""Two levels in one installation: Uỷ ban nhân dân tỉnh -> Sở -> phòng, and what each was given."""

from dataclasses import dataclass
from datetime import date

from django.core.files.base import ContentFile

from directives import lifecycle as directives
from directives.models import Assignment, Department, Directive, Duty, User
from reports.models import ConsolidatedReport, IssuedCopy, ProgressReport, ReportingPeriod
from tests import builders
from tests.builders import (
    Role,
    at,
    confirm,
    make_agency,
    make_assignment,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_member,
    make_period,
    make_report,
)
from tests.reports.approving import make_version

#: Day of the paper by which the Sở carries out what it was given.
LOWER_ON = date(2026, 2, 2)


@dataclass
class Levels:
    """`given` is the duty of the province, `report` what the Sở owes for it."""

    province: Department
    office: Department
    agency: Department
    hcth: Department
    unit: Department
    given: Duty
    assignment: Assignment
    report: ProgressReport
    lower: Directive
    period: ReportingPeriod
    people: dict[str, User]


def make_province() -> tuple[Department, Department]:
    """Uỷ ban nhân dân tỉnh above the one Sở, and its Văn phòng."""
    province = make_agency(
        "Uỷ ban nhân dân tỉnh Quảng Ngãi",
        short_name="UBND tỉnh",
        symbol="UBND",
        head_title="Chủ tịch",
        superior_name="",
    )
    Department.objects.filter(pk=make_agency().pk).update(parent=province)
    office = make_department(
        "Văn phòng Uỷ ban nhân dân tỉnh",
        parent=province,
        kind=Department.Kind.OFFICE,
        symbol="VP",
        is_coordinator=True,
    )
    return province, office


def make_higher_duty(province, office, **fields) -> Duty:
    """A duty of a plan of the province, given to the Sở alone."""
    directive = make_directive(
        "Kế hoạch thông tin đối ngoại", coordinator=office, number="116", doc_type="KH"
    )
    Directive.objects.filter(pk=directive.pk).update(agency=province, symbol="KH-UBND")
    directive.refresh_from_db()
    return make_duty(directive, title="Triển khai thông tin đối ngoại", **fields)


def make_levels(**duty) -> Levels:
    province, office = make_province()
    agency, hcth, unit = make_agency(), make_coordinator(), make_department()
    given = make_higher_duty(province, office, **duty)
    assignment = make_assignment(given, agency)
    confirm(make_period(given.directive, due_on=date(2026, 12, 25)))
    lower = make_directive(
        "triển khai Kế hoạch 116", number="45", implements=given, issued_on=LOWER_ON
    )
    make_assignment(make_duty(lower, title="Tuyên truyền"), unit, starts_on=LOWER_ON)
    period = make_period(lower, starts_on=LOWER_ON)
    confirm(period)
    return Levels(
        province,
        office,
        agency,
        hcth,
        unit,
        given,
        assignment,
        make_report(agency, period=given.directive.periods.get()),
        lower,
        period,
        {
            "chairman": make_member(province, Role.DIRECTOR),
            "office.head": make_member(office),
            "office.staff": make_member(office, Role.STAFF),
            "office.clerk": make_member(office, Role.CLERK),
            "director": make_member(agency, Role.DIRECTOR, title="Giám đốc Sở"),
            "hcth.head": make_member(hcth),
            "hcth.staff": make_member(hcth, Role.STAFF),
            "hcth.clerk": make_member(hcth, Role.CLERK),
            "unit.head": make_member(unit),
        },
    )


def issue(levels: Levels, *, results="Đã tổ chức 12 đợt.", **content) -> IssuedCopy:
    """The unit reports, HCTH consolidates, the Director approves, văn thư brings the file."""
    report = make_report(levels.unit, period=levels.period)
    builders.submit(report, by=levels.people["unit.head"], results=results, **content)
    builders.accept(report, by=levels.people["hcth.staff"])
    version = make_version(levels.period, by=levels.people["hcth.head"], at=at("2026-12-17 08:00"))
    return issue_version(version, by=levels.people["hcth.clerk"])


def issue_version(
    version: ConsolidatedReport, *, by: User, number="85", when="2026-12-18 15:00"
) -> IssuedCopy:
    file = ContentFile(b"%PDF-1.7 issued", name=f"{number}-BC-SKHCN.pdf")
    file.content_type = "application/pdf"
    ReportingPeriod.objects.filter(pk=version.period_id).update(
        upward_number=f"{number}/BC-SKHCN", upward_sent_on=at(when).date()
    )
    return IssuedCopy.objects.create(
        consolidated=version,
        file=directives.keep_file(file, by=by, at=at(when)),
        number=number,
        symbol="BC-SKHCN",
        issued_on=at(when).date(),
        signer="Nguyễn Văn Thành",
        verdict="same",
        received_at=at(when),
        received_by=by,
    )
