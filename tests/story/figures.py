"""What the report says, beside what was written by hand."""

from reports.consolidated import facts, versions
from reports.models import ConsolidatedReport
from tests.story.ledger import IN_PERIOD, SAID, SINCE
from tests.story.office import period_of
from tests.story.year import Year


def the_figures_are_those_of_the_ledger(year: Year) -> None:
    report = ConsolidatedReport.objects.get(period=period_of(year.office))
    counted = facts.of(versions.figures_of(report))
    said = {key: fact.value for key, fact in counted.items()}
    other = {key: said[key] for key in SAID if said[key] != SAID[key]}
    assert not other, f"the report says {other}"
    assert sums(said, "in_period") == IN_PERIOD
    assert sums(said, "cumulative") == SINCE


def sums(said: dict, column: str) -> tuple[int, ...]:
    return tuple(said[f"duty-2.indicator-{number}.{column}"] for number in range(1, 7))


def the_text_says_them_too(year: Year) -> None:
    """The Director reads them in the report, each a link to the reports that it was summed from."""
    report = ConsolidatedReport.objects.get(period=period_of(year.office))
    page = year.page("giamdoc", f"/consolidated/{report.public_id}/")
    page.says("163", "403", "121")
    sources = page.follow("163")
    for unit in ("hcth", "cntt", "khtc"):
        sources.says(year.office.units[unit].name)
