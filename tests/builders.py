"""Builders that say only what the test is about; all below it is made up in good order."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from directives.models import (
    Appointment,
    Assignment,
    Department,
    Directive,
    Duty,
    Headcount,
    Indicator,
    StaffMember,
    User,
)
from directives.posts import posts
from reports import dissemination, lifecycle, obligations, papers, signing
from reports.citation import Citation
from reports.content import EntryContent, ObstacleContent, ReportContent
from reports.models import BriefingSession, Paper, ProgressReport, ReportingPeriod

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
Role = Appointment.Role
_serial = count(1)


def at(text: str) -> datetime:
    """An instant in Vietnam: at("2026-12-16 23:59")."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM).astimezone(UTC)


ISSUED_ON = date(2024, 6, 7)
ISSUED_AT = at("2024-06-07 08:00")


def make_agency(name="Sở Khoa học và Công nghệ", **fields) -> Department:
    return Department.objects.get_or_create(
        name=name,
        defaults={
            "short_name": "SKHCN",
            "symbol": "SKHCN",
            "kind": Department.Kind.AGENCY,
            "superior_name": "UBND tỉnh Quảng Ngãi",
            "place": "Quảng Ngãi",
            "head_title": "Giám đốc",
            **fields,
        },
    )[0]


def make_department(name="Phòng Quản lý Khoa học", **fields) -> Department:
    """A unit of the one agency, with 10 officials, 2 employees and 1 worker since 2024."""
    department, made = Department.objects.get_or_create(
        name=name,
        defaults={
            "short_name": name[-40:],
            "head_title": "Trưởng phòng",
            "parent": make_agency(),
            **fields,
        },
    )
    if made:
        Headcount.objects.create(
            department=department,
            counted_on=date(2024, 1, 1),
            officials=10,
            employees=2,
            workers=1,
        )
    return department


def make_coordinator() -> Department:
    return make_department(
        "Phòng Hành chính - Tổng hợp", short_name="HCTH", symbol="HCTH", is_coordinator=True
    )


def make_user(full_name="Nguyễn Thị Mẫu", *, username=None, **fields) -> User:
    username = username or f"user{next(_serial)}"
    user = User(
        username=username,
        full_name=full_name,
        email=fields.pop("email", f"{username}@example.vn"),
        **fields,
    )
    user.set_unusable_password()
    user.save()
    return user


def make_member(
    department: Department | None = None,
    role: str = Role.HEAD,
    *,
    starts_on=date(2024, 1, 1),
    ends_on=None,
    title="",
    paper="",
    user: User | None = None,
    **user_fields,
) -> User:
    """A person who holds `role` in the department (the coordinator when none is named)."""
    user = user or make_user(**user_fields)
    Appointment.objects.create(
        user=user,
        department=department or make_coordinator(),
        role=role,
        title=title or Role(role).label,
        starts_on=starts_on,
        ends_on=ends_on,
        paper=paper or ("Giấy uỷ quyền số 01" if role == Role.DELEGATE else ""),
    )
    return user


def make_leader(role: str = Role.DIRECTOR, **fields) -> User:
    return make_member(make_agency(), role, **fields)


def make_staff(
    department: Department | None = None, full_name="Lê Thị Nhân Viên", **fields
) -> StaffMember:
    """A person on the list of a unit since 2024, an official."""
    return StaffMember.objects.create(
        department=department or make_department(),
        full_name=full_name,
        group=fields.pop("group", StaffMember.Group.OFFICIAL),
        joined_on=fields.pop("joined_on", date(2024, 1, 1)),
        **fields,
    )


def posts_of(user: User, on=date(2026, 12, 1)):
    return posts(user, on=on)


def make_directive(subject="triển khai thực hiện Kế hoạch", **fields) -> Directive:
    coordinator = fields.pop("coordinator", None) or make_coordinator()
    return Directive.objects.create(
        symbol="SKHCN-HCTH",
        place="Quảng Ngãi",
        issued_on=fields.pop("issued_on", ISSUED_ON),
        issuing_body="Sở Khoa học và Công nghệ",
        subject=subject,
        signer_title="Giám đốc",
        signer_name="Nguyễn Văn Thành",
        agency=make_agency(),
        coordinator=coordinator,
        report_to="Uỷ ban nhân dân tỉnh Quảng Ngãi",
        programme_name="triển khai công tác thông tin đối ngoại",
        registered_at=ISSUED_AT,
        **fields,
    )


def make_duty(directive: Directive | None = None, kind=Duty.Kind.IMPLEMENTATION, **fields) -> Duty:
    directive = directive or make_directive()
    ordinal = fields.pop("ordinal", directive.duties.count() + 1)
    return Duty.objects.create(
        directive=directive,
        ordinal=ordinal,
        title=fields.pop("title", Duty.Kind(kind).label),
        text=fields.pop("text", f"Nguyên văn nhiệm vụ {ordinal}"),
        kind=kind,
        nature=fields.pop("nature", Duty.Nature.CONTINUING),
        deadline=fields.pop("deadline", Duty.Deadline.RECURRING),
        **fields,
    )


def make_indicator(duty: Duty, name="Tin, bài", unit="tin, bài") -> Indicator:
    return Indicator.objects.create(
        duty=duty, ordinal=duty.indicators.count() + 1, name=name, unit=unit
    )


def make_assignment(
    duty: Duty | None = None, department: Department | None = None, **fields
) -> Assignment:
    return Assignment.objects.create(
        duty=duty or make_duty(),
        department=department or make_department(),
        starts_on=fields.pop("starts_on", ISSUED_ON),
        assigned_at=fields.pop("assigned_at", ISSUED_AT),
        **fields,
    )


def make_period(directive: Directive | None = None, *, due_on=date(2026, 12, 16), **fields):
    """A planned period of a year, cut off on 14/12."""
    return ReportingPeriod.objects.create(
        directive=directive or make_directive(),
        label=fields.pop("label", f"Năm {due_on.year}"),
        starts_on=fields.pop("starts_on", date(due_on.year - 1, 12, 15)),
        ends_on=fields.pop("ends_on", date(due_on.year, 12, 14)),
        unit_due_on=due_on,
        director_due_on=fields.pop("director_due_on", due_on + timedelta(days=5)),
        upward_due_on=fields.pop("upward_due_on", due_on + timedelta(days=10)),
        **fields,
    )


def confirm(period: ReportingPeriod, *, when="2026-11-20 08:00") -> list[ProgressReport]:
    return obligations.confirm_period(
        period,
        paper=Citation("512/SKHCN-HCTH", date(2026, 11, 20)),
        decided_by="Giám đốc Sở",
        by=make_user("Người xác nhận"),
        at=at(when),
    )


def make_report(
    department: Department | str | None = None,
    *,
    period: ReportingPeriod | None = None,
    due_on=date(2026, 12, 16),
    kind=Duty.Kind.IMPLEMENTATION,
) -> ProgressReport:
    """A report that a unit owes for a confirmed period, with one assignment."""
    if isinstance(department, str) or department is None:
        department = make_department(department or "Phòng Quản lý Khoa học")
    if period is None:
        duty = make_duty(kind=kind)
        make_assignment(duty, department)
        period = make_period(duty.directive, due_on=due_on)
        confirm(period)
    return ProgressReport.objects.for_listing().get(period=period, department=department)


def make_reports(
    *departments: str, directive: Directive | None = None, due_on=date(2026, 12, 16)
) -> list[ProgressReport]:
    """Reports that several units owe for one confirmed period, each with the same duty."""
    duty = make_duty(directive)
    for name in departments:
        make_assignment(duty, make_department(name))
    period = make_period(duty.directive, due_on=due_on)
    confirm(period)
    return [make_report(name, period=period) for name in departments]


def content_of(
    report: ProgressReport, *, results="Đã thực hiện.", obstacle=None, **fields
) -> ReportContent:
    """An answer on every assignment of the report."""
    assignments = obligations.assignments_of(report)
    return ReportContent(
        entries=tuple(
            EntryContent(assignment_id=assignment.pk, results=results, **fields)
            for assignment in assignments
        ),
        obstacles=(ObstacleContent(assignment_id=assignments[0].pk, text=obstacle),)
        if obstacle
        else (),
    )


def make_briefing(
    assignment: Assignment, held_on: str, *, absent=(), listed=None, by=None, **fields
) -> BriefingSession:
    """A meeting of the unit by its list: everybody there but for the `absent`."""
    return dissemination.hold(
        BriefingSession(
            assignment=assignment,
            held_on=date.fromisoformat(held_on),
            form=fields.pop("form", "meeting"),
            **fields,
        ),
        listed=list(assignment.department.staff.all()) if listed is None else listed,
        absent=absent,
        by=by or make_user(),
        at=at(f"{held_on} 17:00"),
    )


def submit(report: ProgressReport, *, when="2026-12-10 09:00", by=None, **content):
    by = by or make_member(report.department, Role.DEPUTY_HEAD)
    return lifecycle.submit(report, content=content_of(report, **content), by=by, at=at(when))


def accept(report: ProgressReport, *, when="2026-12-11 09:00", by=None):
    by = by or make_member(report.period.directive.coordinator, Role.STAFF)
    return lifecycle.accept(report, submission=report.submissions.latest(), by=by, at=at(when))


def return_report(
    report: ProgressReport, *, when="2026-12-11 09:00", due_on=date(2026, 12, 20), by=None
):
    by = by or make_member(report.period.directive.coordinator, Role.STAFF)
    return lifecycle.return_(
        report,
        submission=report.submissions.latest(),
        reason="Bổ sung số liệu.",
        due_on=due_on,
        by=by,
        at=at(when),
    )


def make_urging_paper(period: ReportingPeriod, *, by: User, when="2026-12-21 09:00") -> Paper:
    """A drafted công văn đôn đốc to every unit that is late in the period by then."""
    (paper,) = papers.draft_urgings(
        period,
        period.reports.all(),
        due_on=at(when).date() + timedelta(days=3),
        signature=signing.signers(period.directive, on=at(when).date())[0].signature,
        by=by,
        at=at(when),
    )
    return paper


def ask_extension(
    report: ProgressReport, *, when="2026-12-14 09:00", to_due_on=date(2026, 12, 20), by=None
):
    return lifecycle.ask_extension(
        report,
        to_due_on=to_due_on,
        reason="Chờ số liệu của các đơn vị trực thuộc.",
        by=by or make_member(report.department, Role.DEPUTY_HEAD),
        at=at(when),
    )
