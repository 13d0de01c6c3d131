"""The duties as in the dispatch, each with what the accepted submissions answered on it."""

from collections.abc import Collection
from dataclasses import dataclass, field

from directives.models import Duty, LegalBasis
from reports.consolidated import asked, entries, results, sums
from reports.consolidated.asked import Given
from reports.consolidated.compared import Beside
from reports.consolidated.totals import WorkTotals
from reports.models import ReportingPeriod


@dataclass
class Said:
    """The answers on one duty, and the units of which nobody has said which basis they answer.

    `leads` lead units have answered, also those that answered for another basis; `elsewhere` is
    how many units did.
    """

    entries: list[results.UnitEntry] = field(default_factory=list)
    untagged: list[str] = field(default_factory=list)
    leads: int = 0
    elsewhere: int = 0


def results_of(
    period: ReportingPeriod,
    submissions: Collection[int],
    beside: Beside,
    basis: LegalBasis | None,
) -> tuple[tuple[results.DutyResults, ...], tuple[str, ...]]:
    """Every duty that the period asks about, and the units whose results nobody has tagged.

    `submissions` are those that speak. With a `basis`, of implementation duties only what answers
    it: who has nothing to report has nothing for any basis, and who answers another one is not
    among those it is given to.
    """
    duties = list(Duty.objects.filter(period.asks_about("")).order_by("ordinal"))
    said, given = _said(duties, submissions, basis), asked.given(period)
    work, indicators = asked.work(period, submissions, basis), asked.indicators(period, basis)
    made = tuple(
        _duty(
            duty,
            said[duty.pk],
            given.get(duty.pk, Given()),
            indicators[duty.pk],
            work.get(duty.pk),
            beside,
        )
        for duty in duties
    )
    untagged = dict.fromkeys(unit for duty in duties for unit in said[duty.pk].untagged)
    return made, tuple(untagged)


def _duty(
    duty: Duty,
    said: Said,
    given: Given,
    indicators: list[tuple[int, sums.Asked]],
    work: WorkTotals | None,
    beside: Beside,
) -> results.DutyResults:
    told = tuple(said.entries)
    return results.DutyResults(
        ordinal=duty.ordinal,
        title=duty.title,
        text=duty.text,
        kind=duty.kind,
        assigned=max(0, given.units - said.elsewhere),
        entries=told,
        coverage=sums.coverage(told),
        sessions=sums.sessions(told),
        indicators=tuple(
            sums.indicator(
                indicator,
                told,
                previous=beside.of_previous(pk),
                last_year=beside.of_last_year(pk),
                awaited=max(0, given.leads - said.leads),
            )
            for pk, indicator in indicators
        ),
        progress=sums.progress(told),
        work=work,
    )


def _said(
    duties: list[Duty], submissions: Collection[int], basis: LegalBasis | None
) -> dict[int, Said]:
    kinds = {duty.pk: duty.kind for duty in duties}
    said: dict[int, Said] = {duty.pk: Said() for duty in duties}
    for duty, entry in entries.answers(submissions):
        is_told_apart = asked.is_told_apart(kinds[duty], entry.nothing_to_report)
        is_untagged = is_told_apart and not entry.bases
        if is_untagged:
            said[duty].untagged.append(entry.unit)
        said[duty].leads += entry.is_lead and not (basis and is_untagged)
        if not (basis and is_told_apart) or basis.ordinal in entry.bases:
            said[duty].entries.append(entry)
        elif entry.bases:
            said[duty].elsewhere += 1
    return said
