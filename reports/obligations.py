"""Who owes a report: a unit with an assignment in force at the cut-off of a confirmed period."""

from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from directives.models import Assignment, Department, Duty, User
from reports import notices, reminders
from reports.citation import Citation
from reports.errors import WrongState
from reports.models import ProgressReport, ReportingPeriod
from reports.models.progress import State
from reports.planning import office_calendar

#: Working days that a unit has at least, from the day on which a report comes to it.
NOTICE_WORKING_DAYS = 5


def assignments_due(period: ReportingPeriod) -> QuerySet[Assignment]:
    """What the period asks about: assignments in force at its cut-off.

    A one-off duty that was completed before the period began is not asked again, nor is what
    merged units have answered in the period before they became one. A duty with a date of its own
    is not asked of who has done it already.
    """
    due = _in_force(period)
    if period.duty_id is not None:
        due = due.filter(completed_on=None)
    return due.exclude(
        duty__nature=Duty.Nature.ONE_OFF, completed_on__lt=period.starts_on
    ).order_by("department__sort_key", "duty__ordinal")


def assignments_of(report: ProgressReport) -> list[Assignment]:
    """The assignments the unit answers for in this report, in the order of the dispatch.

    A completed one-off duty stays on the form, for newcomers ("bổ sung người mới, nếu có"). A
    report that replaces those of merged units answers for their duties too, by the assignments
    that carry them on, also where these began after the cut-off. Each has its `line`.
    """
    merged = report.replaces.order_by().values("department")
    return list(
        _answering(report.period, report.department_id, merged)
        .select_related("duty", "department")
        .order_by("duty__ordinal")
    )


def passes_to(report: ProgressReport, successor: Department) -> bool:
    """The successor has something to answer in the place of this report's unit."""
    both = ProgressReport.objects.filter(Q(pk=report.pk) | Q(replaced_by=report))
    merged = both.order_by().values("department")
    return _answering(report.period, successor.pk, merged).exists()


def is_answerable(report: ProgressReport, *, on: date) -> bool:
    """Its unit can still complete it, or the unit that stands for it on the day.

    Nobody completes the report of a unit that was dissolved, or that has left its duties.
    """
    line = Department.objects.get(pk=report.department_id).line()
    unit = next((one for one in line if one.dissolved_on is None or one.dissolved_on > on), None)
    if unit == report.department:
        return bool(assignments_of(report))
    return unit is not None and passes_to(report, unit)


def fair_due_on(due_on: date, *, on: date) -> date:
    """The deadline of a report that comes to a unit on the day: nobody is made late by being told
    too late."""
    return max(due_on, office_calendar().add_working_days(on, NOTICE_WORKING_DAYS))


def _in_force(period: ReportingPeriod) -> QuerySet[Assignment]:
    # What another directive carried over was never asked about in this period.
    merged = Assignment.objects.filter(continued_by=OuterRef("pk"), duty=OuterRef("duty"))
    answered = ProgressReport.objects.filter(
        period=period,
        department=OuterRef("department"),
        state__in=[State.SUBMITTED, State.ACCEPTED],
    )
    return (
        Assignment.objects.in_force(on=period.ends_on)
        .filter(period.asks_about())
        .exclude(
            Exists(merged)
            & ~Exists(merged.filter(ends_on__gte=OuterRef("starts_on")))
            & ~Exists(merged.filter(~Exists(answered))),
            starts_on__gt=period.starts_on,
        )
    )


def _answering(period: ReportingPeriod, department: int, merged: QuerySet) -> QuerySet[Assignment]:
    """In force at the cut-off, or carrying on what the departments `merged` had until then."""
    ended = Assignment.objects.filter(
        period.asks_about(), department__in=merged, starts_on__lte=period.ends_on
    )
    return (
        Assignment.objects.with_line()
        .filter(period.asks_about(), department=department)
        .filter(
            Q(pk__in=_in_force(period).values("pk"))
            | Q(line__overlap=ArraySubquery(ended.order_by().values("pk")))
        )
    )


@transaction.atomic
def confirm_period(
    period: ReportingPeriod,
    *,
    paper: Citation,
    decided_by: str,
    due_on: date | None = None,
    by: User,
    at: datetime,
) -> list[ProgressReport]:
    """HCTH opens the period by a paper: every unit with an open assignment now owes a report.

    `decided_by` chose the cycle, in the words of the office; `due_on` is until when, where that
    is not the deadline of the period. Raises WrongState when the period was confirmed before, or
    its directive is closed.
    """
    planned = ReportingPeriod.objects.filter(directive__closed_on=None, confirmed_at=None)
    updated = planned.filter(pk=period.pk).update(
        confirmed_at=at,
        confirmed_by=by,
        withdrawn_at=None,
        withdrawn_by=None,
        withdrawal_reason="",
        paper_type=paper.doc_type,
        paper_number=paper.number,
        paper_on=paper.issued_on,
        decided_by=decided_by,
    )
    if not updated:
        raise WrongState("confirmed")
    period.refresh_from_db()
    return _expect(period, _without_report(period), due_on=due_on or period.unit_due_on, at=at)


@transaction.atomic
def expect_latecomers(*, on: date, at: datetime) -> list[ProgressReport]:
    """A unit that got a duty after a period was confirmed owes that period's report too.

    Called by the sweep, since directives know nothing of reports. It has a fair time; a period
    whose deadline for units has passed is left alone, but for that of one duty, which is owed
    until it is done. Of two sweeps at once the second waits for the first, and finds its reports
    there.
    """
    running = (
        ReportingPeriod.objects.confirmed()
        .filter(
            Q(unit_due_on__gte=on) | _joined_late(),
            directive__closed_on=None,
            starts_on__lte=on,
        )
        .order_by("pk")
        .select_for_update(no_key=True, of=("self",))
    )
    made = []
    for period in running:
        if joined := _without_report(period):
            due_on = fair_due_on(period.unit_due_on, on=on)
            joining = _expect(period, joined, due_on=due_on, at=at)
            notices.opened(joining, by=period.confirmed_by, at=at)
            made += joining
    return made


def _joined_late() -> Exists:
    """Some unit has the one duty that the period asks about, and no report on it."""
    reported = ProgressReport.objects.filter(
        period=OuterRef(OuterRef("pk")), department=OuterRef("department")
    )
    return Exists(
        Assignment.objects.in_force(on=OuterRef("ends_on")).filter(
            ~Exists(reported), duty=OuterRef("duty"), completed_on=None
        )
    )


def _without_report(period: ReportingPeriod) -> list[int]:
    """The units that owe a report of the period and have none."""
    known = set(period.reports.order_by().values_list("department_id", flat=True))
    owing = dict.fromkeys(assignment.department_id for assignment in assignments_due(period))
    return [department for department in owing if department not in known]


def _expect(
    period: ReportingPeriod, departments: list[int], *, due_on: date, at: datetime
) -> list[ProgressReport]:
    """Expected reports of these units, with their ladders."""
    reports = ProgressReport.objects.bulk_create(
        ProgressReport(
            period=period,
            department_id=department,
            original_due_on=due_on,
            due_on=due_on,
            created_at=at,
        )
        for department in departments
    )
    reminders.promise(reports, at=at)
    return reports
