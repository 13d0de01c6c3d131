"""What stood in the way of the units in a period, and what was done to follow them up."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from directives.models import Duty, LegalBasis
from reports.consolidated import values
from reports.models import (
    Obstacle,
    ObstacleStatement,
    PlannedInspection,
    ReportingPeriod,
    ResultTag,
    Submission,
    Supervision,
)
from reports.models.progress import State


def obstacles(
    period: ReportingPeriod, submissions: Collection[int], basis: LegalBasis | None = None
) -> tuple[values.ObstacleFacts, ...]:
    """Open ones, and those closed since the period began; nothing of a later period.

    `submissions` are those that speak. With a `basis`, of implementation duties only those that
    stand beside a result that answers it.
    """
    speaking = frozenset(submissions)
    found = [
        Told(obstacle, _last_said(obstacle.stated, speaking)) for obstacle in _obstacles(period)
    ]
    if basis:
        speaking_of_it = {told.submission.pk for told in found if told.submission}
        answering = _answering(basis, speaking_of_it)
        found = [told for told in found if told.is_common or told.beside in answering]
    return tuple(_obstacle(told, period) for told in found)


class Told(NamedTuple):
    """An obstacle, and what was said of it last in this period."""

    obstacle: Obstacle
    said: ObstacleStatement | None

    @property
    def submission(self) -> Submission | None:
        """None where no report has spoken of it yet."""
        return self.said.submission if self.said else self.obstacle.raised_in

    @property
    def raised_on(self) -> date:
        return timezone.localdate(self.obstacle.raised_at)

    def is_new_in(self, period: ReportingPeriod) -> bool:
        raised_in = self.obstacle.raised_in
        if raised_in:
            return raised_in.report.period_id == period.pk
        return period.starts_on <= self.raised_on

    @property
    def is_reported(self) -> bool:
        """One that was raised between two reports waits for no verdict: HCTH has it in hand."""
        raised_in = self.obstacle.raised_in
        return raised_in is None or raised_in.report.state == State.ACCEPTED or bool(self.said)

    @property
    def is_common(self) -> bool:
        """Its duty answers every basis."""
        return self.obstacle.assignment.duty.kind != Duty.Kind.IMPLEMENTATION

    @property
    def beside(self) -> tuple[int | None, int]:
        """Submission and duty of the result that it stands beside."""
        told = self.submission
        return told.pk if told else None, self.obstacle.assignment.duty_id


def _obstacles(period: ReportingPeriod) -> QuerySet[Obstacle]:
    stated = ObstacleStatement.objects.filter(
        submission__report__period=period, submission__report__state=State.ACCEPTED
    )
    return (
        Obstacle.objects.filter(
            Q(closed_on=None) | Q(closed_on__gte=period.starts_on),
            period.asks_about("assignment__duty__"),
        )
        .filter(
            Q(raised_in__report__period__starts_on__lte=period.starts_on)
            | Q(raised_in=None, raised_at__date__lte=period.ends_on)
        )
        .with_unit_name()
        .select_related("assignment__duty", "responsible", "raised_in__report")
        .prefetch_related(
            Prefetch(
                "statements",
                stated.select_related("submission").order_by("pk"),
                to_attr="stated",
            ),
        )
        .order_by("assignment__department__sort_key", "raised_at", "pk")
    )


def _answering(basis: LegalBasis, submissions: Collection[int]) -> set[tuple[int, int]]:
    """Submission and duty of the results that answer the basis."""
    tags = ResultTag.objects.filter(basis=basis, entry__submission__in=submissions).order_by()
    return set(tags.values_list("entry__submission_id", "entry__assignment__duty_id"))


def _last_said(
    stated: Iterable[ObstacleStatement], speaking: frozenset[int]
) -> ObstacleStatement | None:
    said = [said for said in stated if said.submission_id in speaking]
    return said[-1] if said else None


def _obstacle(told: Told, period: ReportingPeriod) -> values.ObstacleFacts:
    obstacle, said = told
    return values.ObstacleFacts(
        unit=obstacle.unit_name,
        submission=told.submission.public_id if told.submission else None,
        text=obstacle.text,
        raised_on=told.raised_on,
        is_new=told.is_new_in(period),
        is_upward=obstacle.visibility == Obstacle.Visibility.UPWARD,
        is_reported=told.is_reported,
        standing=said.get_standing_display() if said else "",
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


def inspections(period: ReportingPeriod) -> values.InspectionPlan | None:
    """None where nothing was planned."""
    counted = PlannedInspection.objects.filter(
        directive=period.directive_id,
        on__range=(period.starts_on, period.ends_on),
        cancelled_at=None,
    ).aggregate(planned=Count("pk"), carried_out=Count("supervision"))
    return values.InspectionPlan(**counted) if counted["planned"] else None


def acts(period: ReportingPeriod, *, on: date) -> tuple[values.SupervisionFacts, ...]:
    return tuple(_act(row, period) for row in _acts(period, on))


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


def _act(row: Supervision, period: ReportingPeriod) -> values.SupervisionFacts:
    return values.SupervisionFacts(
        on=row.on,
        in_period=row.on <= period.ends_on,
        unit=row.department.name_on(row.on),
        kind_key=row.kind,
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
