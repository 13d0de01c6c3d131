"""Reads the accepted reports of a period into one value, in the same number of queries always."""

from datetime import date

from django.utils import translation

from directives.models import LegalBasis
from reports import planning, signing
from reports.consolidated import compared, duties, following, letterhead, standings, values
from reports.models import ReportingPeriod


def consolidate(
    period: ReportingPeriod, *, on: date, basis: LegalBasis | None = None
) -> values.Consolidation:
    """What the units answered, how they kept their deadlines, and what stands in their way.

    `on` is the day it is made: overdue days are counted to it, and who leads on it signs. Results
    come from accepted reports only; what is missing is told apart. With a `basis`, one of the
    directive's that are reported apart, results are those that answer it.
    """
    with translation.override("vi"):
        return _consolidate(period, on, basis)


def _consolidate(
    period: ReportingPeriod, on: date, basis: LegalBasis | None
) -> values.Consolidation:
    period = ReportingPeriod.objects.for_listing().get(pk=period.pk)
    directive = period.directive
    reports, lives = standings.reports_of(period), standings.lives_of(period)
    calendar = planning.office_calendar()
    cited = standings.cited(reports, lives)
    speaking = [submission.pk for submission in cited]
    beside = compared.beside(period, basis)
    told, untagged = duties.results_of(period, speaking, beside, basis)
    every = directive.legal_bases.order_by("ordinal")
    apart = [one for one in every if one.is_reported_apart or one == basis]
    previous = compared.other_period(beside.previous, on=on)
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
        directive=letterhead.facts_of(directive, basis),
        period=_facts_of(period),
        figures=standings.figures_of(period, on=on),
        standings=tuple(
            standings.standing(report, lives[report.pk], on=on, calendar=calendar)
            for report in reports
        ),
        duties=told,
        obstacles=following.obstacles(period, speaking, basis),
        supervisions=following.acts(period, on=on),
        inspections=following.inspections(period),
        submission_ids=tuple(submission.public_id for submission in cited),
        basis=basis and basis.ordinal,
        bases=tuple(values.Basis(one.ordinal, letterhead.cited(one)) for one in apart),
        untagged_units=untagged if apart else (),
        previous=previous,
        last_year=(
            previous
            if beside.last_year == beside.previous
            else compared.other_period(beside.last_year, on=on)
        ),
    )


def _facts_of(period: ReportingPeriod) -> values.PeriodFacts:
    return values.PeriodFacts(
        label=period.label,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        unit_due_on=period.unit_due_on,
        director_due_on=period.director_due_on,
        upward_due_on=period.upward_due_on,
        confirming_paper=period.confirming_paper,
    )
