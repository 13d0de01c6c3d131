"""One year of an office with the three duties of the dispatch, for tests of what is made of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from directives.models import Assignment, Directive, Duty, LegalBasis
from reports import lifecycle, obligations
from reports.content import (
    EntryContent,
    IndicatorContent,
    ObstacleContent,
    People,
    ReportContent,
    SessionContent,
    StaffingContent,
)
from reports.models import ProgressReport, ReportingPeriod
from tests.builders import (
    Role,
    at,
    confirm,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_indicator,
    make_leader,
    make_member,
    make_period,
)

#: Day on which the reports of the year are put together.
ON = date(2026, 12, 21)


@dataclass
class Year:
    directive: Directive
    period: ReportingPeriod
    reports: list[ProgressReport]

    def report_of(self, name: str) -> ProgressReport:
        return next(report for report in self.reports if report.department.name == name)


def make_year(unit_count=2) -> Year:
    """The coordinator and `unit_count` units "Phòng A", "Phòng B" ... owe a report for 2026."""
    directive = make_directive(
        subject="triển khai thực hiện Kế hoạch số 116/KH-UBND ngày 03/6/2024 của UBND tỉnh"
    )
    LegalBasis.objects.create(
        directive=directive,
        ordinal=1,
        doc_type="KH",
        number_and_symbol="116/KH-UBND",
        issued_on=date(2024, 6, 3),
        issuer="UBND tỉnh",
        title="về việc thực hiện Nghị quyết số 47/NQ-CP ngày 15/4/2024 của Chính phủ",
    )
    coordinator = make_coordinator()
    units = [make_department(f"Phòng {chr(65 + index)}") for index in range(unit_count)]
    brief = make_duty(
        directive,
        Duty.Kind.DISSEMINATION,
        title="Quán triệt, tuyên truyền, phổ biến",
        nature=Duty.Nature.ONE_OFF,
    )
    work = make_duty(directive, Duty.Kind.IMPLEMENTATION, title="Triển khai, báo cáo kết quả")
    lead = make_duty(directive, Duty.Kind.COORDINATION, title="Tổ chức, theo dõi, tổng hợp")
    make_indicator(work, "Tin, bài đăng trên Cổng thông tin điện tử", "tin, bài")
    make_indicator(work, "Sự kiện có yếu tố nước ngoài", "sự kiện")
    for duty, departments in [
        (brief, [*units, coordinator]),
        (work, [*units, coordinator]),
        (lead, [coordinator]),
    ]:
        lifecycle_assign(duty, departments)
    if not coordinator.appointments.filter(role=Role.HEAD).exists():
        make_member(coordinator, Role.HEAD, full_name="Trần Thị Hà", title="Trưởng phòng")
        make_leader(full_name="Nguyễn Văn Thành", title="Giám đốc Sở")
        make_leader(Role.DEPUTY_DIRECTOR, full_name="Lê Phó", title="Phó Giám đốc Sở")
    period = make_period(directive)
    confirm(period)
    reports = list(ProgressReport.objects.for_listing().filter(period=period))
    return Year(directive, period, reports)


def make_year_of_two_bases(unit_count=2) -> Year:
    """The plan that is there, and a second one, each have a report of their own."""
    year = make_year(unit_count)
    year.directive.legal_bases.update(is_reported_apart=True)
    LegalBasis.objects.create(
        directive=year.directive,
        ordinal=2,
        doc_type="KH",
        number_and_symbol="124/KH-UBND",
        issued_on=date(2023, 6, 7),
        issuer="UBND tỉnh",
        title="về truyền thông chính sách",
        is_reported_apart=True,
    )
    return year


def lifecycle_assign(duty, departments):
    Assignment.objects.bulk_create(
        Assignment(
            duty=duty,
            department=department,
            starts_on=date(2024, 6, 7),
            assigned_at=at("2024-06-07 08:00"),
        )
        for department in departments
    )


def answer(assignment: Assignment, text="") -> EntryContent:
    """What a unit plausibly says on the assignment; `text` stands in every narrative field."""
    name = assignment.department.name
    said = {
        "assignment_id": assignment.pk,
        "results": text or f"{name} đã thực hiện nhiệm vụ {assignment.duty.ordinal}.",
    }
    if assignment.duty.kind == Duty.Kind.DISSEMINATION:
        return EntryContent(
            **said,
            briefed=People(9, 2, 1),
            present=People(10, 2, 1),
            sessions=(
                SessionContent(date(2026, 3, 2), "meeting", 12),
                SessionContent(date(2026, 6, 2), "party_cell", 8),
            ),
        )
    if assignment.duty.kind == Duty.Kind.COORDINATION:
        return EntryContent(
            **said,
            staff_quota=12,
            staffing=(
                StaffingContent(
                    "Phạm Đầu Mối", "Thông báo số 15/TB-SKHCN", date(2024, 7, 1), is_focal=True
                ),
            ),
        )
    news, events = assignment.duty.indicators.all()
    return EntryContent(
        **said,
        percent_of_year=80,
        shortcomings=text or "Chưa có tin, bài bằng tiếng nước ngoài do thiếu nhân lực.",
        proposals=text or "Đề nghị tập huấn nghiệp vụ thông tin đối ngoại.",
        next_plan=text or f"Tổ chức hội thảo của {name}.",
        indicators=(
            IndicatorContent(news.pk, Decimal(5), Decimal(20)),
            IndicatorContent(events.pk, nothing_to_report=True),
        ),
    )


def send(
    report: ProgressReport,
    *,
    when="2026-12-10 09:00",
    text="",
    obstacle="",
    stated: tuple[ObstacleContent, ...] = (),
    briefing: EntryContent | None = None,
    **changes,
):
    """Send the unit's answer on all its duties; `changes` replace fields of every entry, but for
    indicators and bases, of which only the implementation speaks.

    `stated` is what became of known obstacles; `briefing` is said of the dissemination instead,
    whatever assignment it names.
    """
    assignments = obligations.assignments_of(report)
    entries = []
    for assignment in assignments:
        entry = answer(assignment, text)
        known = entry.__dict__ | changes
        if assignment.duty.kind != Duty.Kind.IMPLEMENTATION:
            known |= {"indicators": (), "basis_ids": ()}
        if briefing and assignment.duty.kind == Duty.Kind.DISSEMINATION:
            known = briefing.__dict__ | {"assignment_id": assignment.pk}
        entries.append(EntryContent(**known))
    obstacles = (
        (ObstacleContent(assignment_id=assignments[-1].pk, text=obstacle),) if obstacle else ()
    )
    return lifecycle.submit(
        report,
        content=ReportContent(tuple(entries), (*obstacles, *stated)),
        by=make_member(report.department, Role.DEPUTY_HEAD),
        at=at(when),
    )


def complete_dissemination(unit: str, on=date(2024, 6, 20)):
    """The unit had briefed everybody by then: from now on it is asked about newcomers only."""
    Assignment.objects.filter(department__name=unit, duty__kind=Duty.Kind.DISSEMINATION).update(
        completed_on=on
    )


def take_in(report: ProgressReport, *, when="2026-12-18 09:00", by=None):
    """Accepted by HCTH, its own by a deputy director."""
    directive = report.period.directive
    if by is None and report.department_id == directive.coordinator_id:
        by = directive.agency.appointments.get(role=Role.DEPUTY_DIRECTOR).user
    by = by or directive.coordinator.appointments.get(role=Role.HEAD).user
    lifecycle.accept(report, submission=report.submissions.latest(), by=by, at=at(when))


def report_accepted(report: ProgressReport) -> ProgressReport:
    """Sent and taken in."""
    send(report)
    take_in(report)
    return report
