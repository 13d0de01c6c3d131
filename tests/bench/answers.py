"""A directive on which every unit of an office has answered, this year and the year before."""

from datetime import date, timedelta
from decimal import Decimal

from directives.models import Assignment, Department, Duty, LegalBasis
from directives.vietnamese import sort_key
from reports.models import (
    DisseminationSession,
    IndicatorValue,
    Obstacle,
    ObstacleStatement,
    ProgressEntry,
    ProgressReport,
    ReportingPeriod,
    ResultTag,
    StateChange,
    Submission,
)
from tests import builders
from tests.builders import at

INDICATORS = 6
TEXT = "Phối hợp tổ chức hội thảo có chuyên gia nước ngoài; đăng tin, bài giới thiệu kết quả. " * 4


def load(unit_count: int) -> tuple[ReportingPeriod, LegalBasis]:
    """Three duties: two of every unit, one of the coordinator. One unit in ten has an obstacle."""
    directive = builders.make_directive()
    units = [builders.make_coordinator(), *_units(unit_count - 1)]
    kinds = (Duty.Kind.DISSEMINATION, Duty.Kind.IMPLEMENTATION, Duty.Kind.COORDINATION)
    duties = [builders.make_duty(directive, kind) for kind in kinds]
    for number in range(INDICATORS):
        builders.make_indicator(duties[1], f"Chỉ tiêu số {number}", "tin, bài")
    basis = LegalBasis.objects.create(
        directive=directive,
        ordinal=1,
        doc_type="KH",
        number_and_symbol="116/KH-UBND",
        issued_on=date(2024, 6, 3),
        issuer="UBND tỉnh",
        title="thực hiện Nghị quyết",
        is_reported_apart=True,
    )
    assignments = _assignments(duties, units)
    for year in (2025, 2026):
        period = builders.make_period(directive, due_on=date(year, 12, 16))
        ReportingPeriod.objects.filter(pk=period.pk).update(
            confirmed_at=at(f"{year}-11-20 08:00"),
            confirmed_by=builders.make_user(),
            paper_number="512/SKHCN-HCTH",
            paper_on=date(year, 11, 20),
            decided_by="Giám đốc Sở",
        )
        _answer(period, units, assignments, basis)
    return period, basis


def _units(count: int) -> list[Department]:
    agency = builders.make_agency()
    return Department.objects.bulk_create(
        Department(
            name=f"Trung tâm {number}",
            short_name=f"TT{number}",
            head_title="Giám đốc",
            parent=agency,
            sort_key=sort_key(f"Trung tâm {number}"),
        )
        for number in range(count)
    )


def _assignments(duties: list[Duty], units: list[Department]) -> list[Assignment]:
    brief, work, lead = duties
    asked = [(brief, unit) for unit in units] + [(work, unit) for unit in units]
    return Assignment.objects.bulk_create(
        Assignment(
            duty=duty,
            department=unit,
            starts_on=builders.ISSUED_ON,
            assigned_at=builders.ISSUED_AT,
        )
        for duty, unit in [*asked, (lead, units[0])]
    )


def _answer(
    period: ReportingPeriod,
    units: list[Department],
    assignments: list[Assignment],
    basis: LegalBasis,
) -> None:
    """Sent, and taken in, one unit in seven late."""
    by = builders.make_user()
    reports = ProgressReport.objects.bulk_create(
        ProgressReport(
            period=period,
            department=unit,
            state="accepted",
            original_due_on=period.unit_due_on,
            due_on=period.unit_due_on,
            created_at=period.starts_on and at(f"{period.ends_on.year}-11-20 08:00"),
        )
        for unit in units
    )
    sent_at = at(f"{period.unit_due_on} 09:00")
    submissions = Submission.objects.bulk_create(
        Submission(
            report=report,
            number=1,
            submitted_at=sent_at + timedelta(days=number % 7 == 6),
            submitted_by=by,
            due_on=period.unit_due_on,
            department_name=unit.name,
            officials=10,
            employees=2,
            workers=1,
        )
        for number, (report, unit) in enumerate(zip(reports, units, strict=True))
    )
    StateChange.objects.bulk_create(
        StateChange(
            report=submission.report,
            from_state=before,
            to_state=after,
            submission=submission,
            by=by,
            at=submission.submitted_at + timedelta(days=after == "accepted"),
        )
        for submission in submissions
        for before, after in [("expected", "submitted"), ("submitted", "accepted")]
    )
    _write(dict(zip([unit.pk for unit in units], submissions, strict=True)), assignments, basis, by)


def _write(of_unit: dict[int, Submission], assignments: list[Assignment], basis, by) -> None:
    entries = ProgressEntry.objects.bulk_create(
        _entry(of_unit[assignment.department_id], assignment) for assignment in assignments
    )
    kinds = {assignment.pk: assignment.duty.kind for assignment in assignments}
    by_kind = {kind: [e for e in entries if kinds[e.assignment_id] == kind] for kind in Duty.Kind}
    DisseminationSession.objects.bulk_create(
        DisseminationSession(entry=entry, held_on=day, form="meeting", attendances=12)
        for entry in by_kind[Duty.Kind.DISSEMINATION]
        for day in [date(2026, 3, 2), date(2026, 6, 2)]
    )
    work = by_kind[Duty.Kind.IMPLEMENTATION]
    indicators = list(assignments[-1].duty.directive.duties.get(ordinal=2).indicators.all())
    IndicatorValue.objects.bulk_create(
        IndicatorValue(
            entry=entry,
            indicator=indicator,
            in_period=None if number % 5 == 4 else Decimal(number % 20),
            cumulative=Decimal(40),
        )
        for number, entry in enumerate(work)
        for indicator in indicators
    )
    ResultTag.objects.bulk_create(
        ResultTag(entry=entry, basis=basis, by=by, at=entry.submission.submitted_at)
        for number, entry in enumerate(work)
        if number % 3
    )
    obstacles = Obstacle.objects.bulk_create(
        Obstacle(
            assignment_id=entry.assignment_id,
            raised_in=entry.submission,
            raised_by=by,
            raised_at=entry.submission.submitted_at,
            text="Thiếu kinh phí biên dịch.",
        )
        for entry in work[::10]
    )
    ObstacleStatement.objects.bulk_create(
        ObstacleStatement(
            obstacle=obstacle, submission=obstacle.raised_in, standing="raised", text=obstacle.text
        )
        for obstacle in obstacles
    )


def _entry(submission: Submission, assignment: Assignment) -> ProgressEntry:
    entry = ProgressEntry(submission=submission, assignment=assignment, results=TEXT)
    if assignment.duty.kind == Duty.Kind.IMPLEMENTATION:
        entry.percent_of_year = assignment.pk % 101
        entry.shortcomings = entry.next_plan = TEXT
    if assignment.duty.kind == Duty.Kind.DISSEMINATION:
        entry.briefed_officials, entry.present_officials = 9, 10
        entry.briefed_employees = entry.present_employees = 2
        entry.briefed_workers = entry.present_workers = 1
    return entry
