"""Reads the accepted reports of a period into one value, in the same number of queries always."""

from dataclasses import fields
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone, translation

from reports import figures, lateness, planning, signing
from reports.calendar import OfficeCalendar
from reports.consolidated import entries, letterhead, values
from reports.models import (
    Obstacle,
    ObstacleStatement,
    ProgressReport,
    ReportingPeriod,
    StateChange,
    Submission,
    Supervision,
)
from reports.models.progress import LAPSED_STATES, OPEN_STATES, State


def consolidate(period: ReportingPeriod, *, on: date) -> values.Consolidation:
    """What the units answered, how they kept their deadlines, and what stands in their way.

    `on` is the day it is made: overdue days are counted to it, and who leads on it signs. Results
    come from accepted reports only; what is missing is told apart.
    """
    with translation.override("vi"):
        return _consolidate(period, on)


def _consolidate(period: ReportingPeriod, on: date) -> values.Consolidation:
    period = ReportingPeriod.objects.for_listing().get(pk=period.pk)
    directive = period.directive
    acts = list(_acts(period, on))
    reports = list(_reports(period))
    calendar = planning.office_calendar()
    cited = [list(r.submissions.all())[-1] for r in reports if r.state == State.ACCEPTED]
    director, head = signing.in_charge(directive, on=on)
    return values.Consolidation(
        on=on,
        agency=letterhead.agency_of(directive),
        coordinator=values.Coordinator(
            name=directive.coordinator.name,
            symbol=directive.coordinator.symbol or directive.coordinator.short_name,
            signer=head,
        ),
        signer=director,
        directive=letterhead.facts_of(directive),
        period=values.PeriodFacts(
            label=period.label,
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            unit_due_on=period.unit_due_on,
            director_due_on=period.director_due_on,
            upward_due_on=period.upward_due_on,
            confirming_paper=period.confirming_paper,
        ),
        figures=_figures(period, on),
        standings=tuple(_standing(report, on, calendar) for report in reports),
        duties=entries.duties(directive, period, cited),
        obstacles=_obstacles(period, cited),
        supervisions=tuple(map(_act_of(period), acts)),
        submission_ids=tuple(submission.public_id for submission in cited),
    )


# How the units kept their deadlines


def _reports(period: ReportingPeriod):
    return (
        ProgressReport.objects.filter(period=period)
        .exclude(state__in=LAPSED_STATES)
        .select_related("department", "period")
        .with_status()
        .prefetch_related(
            "department__former_names",
            Prefetch("submissions", Submission.objects.order_by("number")),
            Prefetch("changes", StateChange.objects.order_by("at", "pk")),
            "deadline_changes",
        )
        .order_by("department__sort_key", "pk")
    )


def _figures(period: ReportingPeriod, on: date) -> values.Figures:
    counted = figures.report_counters(period, on=on)
    return values.Figures(**{field.name: counted[field.name] for field in fields(values.Figures)})


def _standing(report: ProgressReport, on: date, calendar: OfficeCalendar) -> values.UnitStanding:
    submissions = list(report.submissions.all())
    sent = [timezone.localdate(submission.submitted_at) for submission in submissions]
    late = lateness.sent(report, calendar=calendar)
    is_missing = report.state in OPEN_STATES
    overdue = lateness.overdue(report, on=on, calendar=calendar)
    beside = report.deadline_was_moved and lateness.against_original(
        report, on=on, calendar=calendar
    )
    changes = list(report.changes.all())
    return values.UnitStanding(
        unit=_named(report, submissions),
        state=report.get_state_display(),
        original_due_on=report.original_due_on,
        due_on=report.due_on,
        first_sent_on=sent[0] if sent else None,
        was_late=report.was_late,
        days_late=late.days if late else 0,
        working_days_late=late.working_days if late else 0,
        days_overdue=overdue.days if overdue else 0,
        working_days_overdue=overdue.working_days if overdue else 0,
        days_after_original=beside.days if beside else 0,
        working_days_after_original=beside.working_days if beside else 0,
        is_missing=is_missing,
        explanation=report.late_explanation,
        returns=_returns(report, changes),
        reminders=report.sent_reminder_count,
        urgings=report.urging_count,
        is_self_accepted=any(c.is_self_acceptance for c in changes if c.to_state == State.ACCEPTED),
    )


def _named(report: ProgressReport, submissions: list[Submission]) -> str:
    """As the unit called itself when it reported, or was called at the cut-off."""
    if submissions:
        return submissions[-1].department_name
    return report.department.name_on(report.period.ends_on)


def _returns(report: ProgressReport, changes: list[StateChange]) -> tuple[values.ReturnNote, ...]:
    deadlines = {change.at: change.to_due_on for change in report.deadline_changes.all()}
    sent = [change.at for change in changes if change.to_state == State.SUBMITTED]
    notes = []
    for change in changes:
        if change.to_state == State.RETURNED:
            again = min((at for at in sent if at > change.at), default=None)
            notes.append(
                values.ReturnNote(
                    on=timezone.localdate(change.at),
                    reason=change.note,
                    due_on=deadlines.get(change.at),
                    sent_again_on=again and timezone.localdate(again),
                )
            )
    return tuple(notes)


# Obstacles and supervision


def _obstacles(
    period: ReportingPeriod, cited: list[Submission]
) -> tuple[values.ObstacleFacts, ...]:
    """Open ones, and those closed since the period began; nothing of a later period."""
    stated = ObstacleStatement.objects.filter(submission__in=cited).order_by("pk")
    obstacles = (
        Obstacle.objects.filter(
            Q(closed_on=None) | Q(closed_on__gte=period.starts_on),
            assignment__duty__directive=period.directive_id,
            raised_in__report__period__starts_on__lte=period.starts_on,
        )
        .select_related("responsible", "raised_in__report")
        .prefetch_related(Prefetch("statements", stated, to_attr="stated"))
        .order_by("assignment__department__sort_key", "raised_at", "pk")
    )
    return tuple(_obstacle(obstacle, period) for obstacle in obstacles)


def _obstacle(obstacle: Obstacle, period: ReportingPeriod) -> values.ObstacleFacts:
    raised_in = obstacle.raised_in.report
    return values.ObstacleFacts(
        unit=obstacle.raised_in.department_name,
        text=obstacle.text,
        raised_on=timezone.localdate(obstacle.raised_at),
        is_new=raised_in.period_id == period.pk,
        is_upward=obstacle.visibility == Obstacle.Visibility.UPWARD,
        is_reported=raised_in.state == State.ACCEPTED or bool(obstacle.stated),
        standing=obstacle.stated[-1].get_standing_display() if obstacle.stated else "",
        proposal=obstacle.proposal,
        opinion=obstacle.opinion,
        opinion_on=obstacle.opinion_on,
        opinion_source=obstacle.opinion_source,
        is_opinion_on_behalf=obstacle.is_opinion_on_behalf,
        responsible=obstacle.responsible.name if obstacle.responsible else "",
        action_due_on=obstacle.action_due_on,
        closed_on=obstacle.closed_on,
        closing_note=obstacle.closing_note,
    )


def _acts(period: ReportingPeriod, on: date) -> QuerySet[Supervision]:
    """Acts of the period, and those after its cut-off that still went after its reports.

    An urging about reports of another period is told there.
    """
    last = max(period.ends_on, min(on, period.upward_due_on))
    return (
        Supervision.objects.filter(
            Q(reports=None) | Q(reports__period=period),
            directive=period.directive_id,
            on__range=(period.starts_on, last),
        )
        .distinct()
        .select_related("department", "by")
        .prefetch_related("department__former_names")
        .order_by("on", "pk")
    )


def _act_of(period: ReportingPeriod):
    def act(row: Supervision) -> values.SupervisionFacts:
        return values.SupervisionFacts(
            on=row.on,
            in_period=row.on <= period.ends_on,
            unit=row.department.name_on(row.on),
            kind=row.get_kind_display(),
            means=row.get_means_display(),
            paper=row.paper,
            findings=row.findings,
            recommendation=row.recommendation,
            recommendation_due_on=row.recommendation_due_on,
            recommendation_done_on=row.recommendation_done_on,
            recommendation_done_note=row.recommendation_done_note,
            by=row.by.full_name,
        )

    return act
