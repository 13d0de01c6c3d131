"""What the accepted submissions say, by duty as in the dispatch, units in reading order."""

from collections import Counter, defaultdict

from directives.models import Assignment, Directive
from reports.consolidated import results, sums
from reports.content import People
from reports.models import ProgressEntry, ReportingPeriod, Submission


def duties(
    directive: Directive, period: ReportingPeriod, cited: list[Submission]
) -> tuple[results.DutyResults, ...]:
    said = defaultdict(list)
    for row in _rows(cited):
        said[row.assignment.duty_id].append(_entry(row))
    assigned = Counter(
        Assignment.objects.in_force(on=period.ends_on)
        .filter(duty__directive=directive)
        .order_by()
        .values_list("duty_id", flat=True)
    )
    return tuple(
        _duty(duty, tuple(said[duty.pk]), assigned[duty.pk])
        for duty in directive.duties.order_by("ordinal").prefetch_related("indicators")
    )


def _rows(cited: list[Submission]):
    return (
        ProgressEntry.objects.filter(submission__in=cited)
        .select_related("submission", "assignment")
        .prefetch_related("sessions", "indicator_values__indicator", "staffing")
        .order_by("assignment__duty__ordinal", "submission__report__department__sort_key", "pk")
    )


def _duty(duty, entries: tuple[results.UnitEntry, ...], assigned: int) -> results.DutyResults:
    return results.DutyResults(
        ordinal=duty.ordinal,
        title=duty.title,
        text=duty.text,
        kind=duty.kind,
        assigned=assigned,
        entries=entries,
        coverage=sums.coverage(entries),
        sessions=sums.sessions(entries),
        indicators=tuple(
            sums.indicator(indicator.name, indicator.unit, entries)
            for indicator in duty.indicators.all()
        ),
    )


def _entry(row: ProgressEntry) -> results.UnitEntry:
    return results.UnitEntry(
        unit=row.submission.department_name,
        is_lead=row.assignment.role == Assignment.Role.LEAD,
        nothing_to_report=row.nothing_to_report,
        results=row.results,
        shortcomings=row.shortcomings,
        proposals=row.proposals,
        next_plan=row.next_plan,
        percent_of_year=row.percent_of_year,
        done_on=row.done_on,
        briefed=_people(row, "briefed"),
        present=_people(row, "present"),
        staff_quota=row.staff_quota,
        sessions=tuple(
            results.SessionFacts(s.held_on, s.get_form_display(), s.attendances, s.note)
            for s in row.sessions.all()
        ),
        indicators=tuple(
            results.IndicatorFacts(
                v.indicator.name, v.in_period, v.cumulative, v.nothing_to_report, v.estimate
            )
            for v in row.indicator_values.all()
        ),
        staffing=tuple(
            results.StaffingFacts(p.person, p.is_full_time, p.is_focal, p.paper, p.since)
            for p in row.staffing.all()
        ),
        headcount=_headcount(row.submission) if row.newcomers_only else None,
        figures_until=row.submission.figures_until,
    )


def _headcount(submission: Submission) -> People:
    return People(submission.officials, submission.employees, submission.workers)


def _people(row: ProgressEntry, prefix: str) -> People | None:
    if getattr(row, f"{prefix}_officials") is None:
        return None
    return People(
        officials=getattr(row, f"{prefix}_officials"),
        employees=getattr(row, f"{prefix}_employees") or 0,
        workers=getattr(row, f"{prefix}_workers") or 0,
    )
