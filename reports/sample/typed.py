"""A report as it stands half-way: typed into the form, not yet sent."""

from directives.vietnamese import number
from reports.content import EntryContent, People, ReportContent


def typed(content: ReportContent) -> dict[str, list[str]]:
    """`Draft.data` of the content, as the browser would send it."""
    data = {
        f"a{entry.assignment_id}-{name}": [value]
        for entry in content.entries
        for name, value in _entry(entry)
    }
    bases = {
        f"a{entry.assignment_id}-bases": [str(basis) for basis in entry.basis_ids]
        for entry in content.entries
        if entry.basis_ids
    }
    return data | bases


def _entry(entry: EntryContent):
    if entry.nothing_to_report:
        yield "nothing_to_report", "on"
        return
    for name in ("results", "shortcomings", "proposals", "next_plan"):
        yield name, getattr(entry, name)
    if entry.percent_of_year is not None:
        yield "percent_of_year", str(entry.percent_of_year)
    yield from _people("briefed", entry.briefed)
    yield from _people("present", entry.present)
    for figure in entry.indicators:
        if figure.nothing_to_report:
            yield f"i{figure.indicator_id}-nothing_to_report", "on"
        if figure.in_period is not None:
            yield f"i{figure.indicator_id}-in_period", number(figure.in_period)
        if figure.cumulative is not None:
            yield f"i{figure.indicator_id}-cumulative", number(figure.cumulative)


def _people(name: str, people: People | None):
    if people is not None:
        yield f"{name}_officials", str(people.officials)
        yield f"{name}_employees", str(people.employees)
        yield f"{name}_workers", str(people.workers)
