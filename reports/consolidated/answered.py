"""What the indicators came to in other periods: the lead units' figures, accepted by HCTH.

A blank is not zero, "không phát sinh" is neither, and a share is never summed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from directives.models import Assignment, Indicator, LegalBasis
from reports.consolidated import asked
from reports.consolidated.totals import Compared
from reports.models import IndicatorValue, ProgressEntry, ReportingPeriod, ResultTag, Submission
from reports.models.progress import State

#: By entry and indicator: the figure, None where the unit says "không phát sinh".
Figures = dict[tuple[int, int], Decimal | None]


class Entry(NamedTuple):
    """`until` is the day that its figures count to, where they were sent too early."""

    pk: int
    submission: UUID
    until: date | None
    nothing_to_report: bool


@dataclass
class Answered:
    """What lead units answered on a duty; `awaited` of them have not."""

    awaited: int
    entries: list[Entry] = field(default_factory=list)


def sums_of(
    periods: Collection[ReportingPeriod], basis: LegalBasis | None
) -> dict[tuple[int, int], Compared]:
    """By period and indicator; nothing where no unit gave a figure or said there was none."""
    if not periods:
        return {}
    (directive,) = {period.directive_id for period in periods}
    indicators = Indicator.objects.filter(duty__directive=directive).order_by()
    summed = list(indicators.exclude(unit__contains="%").values_list("pk", "duty_id"))
    entries = _entries(periods)
    said, figures = _answered(periods, entries, basis), _figures(entries)
    return {
        (period.pk, indicator): compared
        for period in periods
        for indicator, duty in summed
        if (compared := _compared(said[period.pk, duty], figures, indicator))
    }


def _compared(said: Answered, figures: Figures, indicator: int) -> Compared | None:
    told = [(entry, figure) for entry in said.entries for figure in _of(entry, figures, indicator)]
    if not told:
        return None
    known = [figure for _, figure in told if figure is not None]
    return Compared(
        value=sum(known, start=Decimal(0)) if known else None,
        units=len(told),
        submissions=tuple(entry.submission for entry, _ in told),
        is_final=not any(entry.until for entry, _ in told),
        asked=len(said.entries) + said.awaited,
        awaited=said.awaited,
    )


def _of(entry: Entry, figures: Figures, indicator: int) -> Iterator[Decimal | None]:
    """Nothing where the unit left it blank."""
    if (entry.pk, indicator) in figures:
        yield figures[entry.pk, indicator]
    elif entry.nothing_to_report:
        yield None


def _entries(periods: Collection[ReportingPeriod]) -> QuerySet[ProgressEntry]:
    """Of lead units, in the last submission of reports that were accepted."""
    later = Submission.objects.filter(
        report=OuterRef("submission__report"), number__gt=OuterRef("submission__number")
    )
    return ProgressEntry.objects.filter(
        ~Exists(later),
        submission__report__period__in=periods,
        submission__report__state=State.ACCEPTED,
        assignment__role=Assignment.Role.LEAD,
    )


def _figures(entries: QuerySet[ProgressEntry]) -> Figures:
    rows = IndicatorValue.objects.filter(entry__in=entries).order_by()
    return {
        (entry, indicator): None if nothing else figure
        for entry, indicator, figure, nothing in rows.values_list(
            "entry_id", "indicator_id", "in_period", "nothing_to_report"
        )
        if nothing or figure is not None
    }


def _answered(
    periods: Collection[ReportingPeriod],
    entries: QuerySet[ProgressEntry],
    basis: LegalBasis | None,
) -> dict[tuple[int, int], Answered]:
    """By period and duty. With a `basis` as in `duties`: who answers another one has answered,
    and who answers nobody knows which is awaited.
    """
    said: dict[tuple[int, int], Answered] = defaultdict(lambda: Answered(0))
    for period in periods:
        for duty, given in asked.given(period).items():
            said[period.pk, duty].awaited = given.leads
    tags = _tags(entries) if basis else {}
    rows = entries.order_by("submission__report__department__sort_key", "pk").values_list(
        "submission__report__period_id",
        "assignment__duty_id",
        "assignment__duty__kind",
        "pk",
        "submission__public_id",
        "submission__figures_until",
        "nothing_to_report",
    )
    for period_id, duty, kind, pk, submission, until, nothing in rows:
        entry, of_duty = Entry(pk, submission, until, nothing), said[period_id, duty]
        is_told_apart = asked.is_told_apart(kind, entry.nothing_to_report)
        if not (basis and is_told_apart) or entry.pk in tags:
            of_duty.awaited = max(0, of_duty.awaited - 1)
        if not (basis and is_told_apart) or basis.pk in tags.get(entry.pk, ()):
            of_duty.entries.append(entry)
    return said


def _tags(entries: QuerySet[ProgressEntry]) -> dict[int, set[int]]:
    """By entry: the bases that its result answers."""
    tags: dict[int, set[int]] = defaultdict(set)
    rows = ResultTag.objects.filter(entry__in=entries).order_by()
    for entry, basis in rows.values_list("entry_id", "basis_id"):
        tags[entry].add(basis)
    return tags
