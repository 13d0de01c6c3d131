"""Chuyển tiếp: what a new draft takes over from the last accepted report, and until when.

Nothing is carried in silence: each field that is filled in this way stands as "chưa cập nhật" until
the unit changes it or says that it still holds, and nothing is sent before that.
"""

from collections.abc import Iterable, Iterator, Mapping

from directives.vietnamese import number
from reports.forms.base import Asked
from reports.models import ObstacleStatement, ProgressEntry

Standing = ObstacleStatement.Standing
Typed = Mapping[str, list[str]]

#: What is unfinished, or still holds: never the results, which are of one period.
_PROSE = ("shortcomings", "proposals", "next_plan")
_PEOPLE = ("briefed_officials", "briefed_employees", "briefed_workers")
#: Behind "Vẫn đúng" of the whole report.
ALL = "all"


def carried_over(asked: Asked) -> dict[str, list[str]]:
    """Field -> what it is filled with, on one duty; a form has not all of these fields."""
    found = {f"o{key}-standing": Standing.UNCHANGED.value for key in _open_obstacles(asked)}
    if not asked.assignment.is_done:
        found |= _entry(asked)
    return {f"{asked.prefix}-{name}": [value] for name, value in found.items() if value}


def untouched(names: Iterable[str], before: Typed, after: Typed, *, confirmed: str) -> list[str]:
    """Those of the carried fields that nobody has looked at, between two versions of a draft."""
    return [
        name
        for name in names
        if after.get(name) == before.get(name) and not _is_meant(name, confirmed)
    ]


def _is_meant(name: str, confirmed: str) -> bool:
    """`confirmed` is the name of a field, the prefix of a duty ("a12"), or all of the report."""
    return confirmed in (ALL, name) or (bool(confirmed) and name.startswith(f"{confirmed}-"))


def _open_obstacles(asked: Asked) -> Iterator[int]:
    """Without those that this report raised, and those that the unit called resolved last time."""
    for obstacle in asked.obstacles:
        last = getattr(obstacle, "last_standing", None)
        if obstacle.pk not in asked.raised_here and last != Standing.RESOLVED:
            yield obstacle.pk


def _entry(asked: Asked) -> dict[str, str]:
    entries = asked.previous
    found = {name: _prose(entries, name) for name in _PROSE}
    found |= {name: _sum(getattr(entry, name) for entry in entries) for name in _PEOPLE}
    if len(entries) == 1 and _is_of_the_year(entries[0], asked):
        found["percent_of_year"] = _figure(entries[0].percent_of_year)
    values: dict[int, list] = {}
    for entry in entries:
        for row in getattr(entry, "cumulative_rows", ()):
            values.setdefault(row["indicator_id"], []).append(row["cumulative"])
    return found | {f"i{key}-cumulative": _sum(rows) for key, rows in values.items()}


def _is_of_the_year(entry: ProgressEntry, asked: Asked) -> bool:
    """A share of the year's plan begins anew with the year."""
    return entry.submission.report.period.ends_on.year == asked.period.ends_on.year


def _prose(entries: Iterable[ProgressEntry], name: str) -> str:
    """After a merger what each unit said; in the same words only once."""
    texts = (getattr(entry, name).strip() for entry in entries)
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _sum(values: Iterable) -> str:
    """Blank for nothing, which is asked anew."""
    whole = sum(value for value in values if value is not None)
    return _figure(whole) if whole else ""


def _figure(value) -> str:
    return "" if value is None else number(value)
