"""What a person decided about a table: its columns, and what to make of what it leaves open.

Kept as JSON in `TrackingImport.mapping`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from directives.models import Duty
from directives.tracking.columns import Field, Layout
from directives.tracking.times import Deadline

#: Instead of a unit: the name is left out.
NOBODY = "nobody"


@dataclass(frozen=True)
class Decisions:
    """`units` by the key of a name: a unit's key, or NOBODY. `papers` by number and symbol, the
    day of issue. `deadlines` by their words. `done_on`: of what is done on no day.
    """

    units: Mapping[str, int | str] = field(default_factory=dict)
    papers: Mapping[str, date] = field(default_factory=dict)
    deadlines: Mapping[str, Deadline] = field(default_factory=dict)
    done_on: date | None = None


def layout_of(kept: Mapping) -> Layout | None:
    """None where nobody has looked at the columns yet."""
    if "columns" not in kept:
        return None
    columns = {Field(name): column for name, column in kept["columns"].items()}
    return Layout(kept["header"], columns)


def keep_layout(layout: Layout) -> dict:
    return {
        "header": layout.header,
        "columns": {str(field): column for field, column in layout.columns.items()},
    }


def decisions_of(kept: Mapping) -> Decisions:
    said = kept.get("decisions", {})
    return Decisions(
        units=said.get("units", {}),
        papers={key: date.fromisoformat(day) for key, day in said.get("papers", {}).items()},
        deadlines={
            words: _deadline(way, words) for words, way in said.get("deadlines", {}).items()
        },
        done_on=date.fromisoformat(said["done_on"]) if said.get("done_on") else None,
    )


def _deadline(way: str, words: str) -> Deadline:
    """`way` is a day, or one of the deadlines without a day."""
    if way in (Duty.Deadline.NONE, Duty.Deadline.UNSET):
        return Deadline(way, Duty.Nature.CONTINUING, words=words[:200])
    day = date.fromisoformat(way)
    return Deadline(Duty.Deadline.DATE, Duty.Nature.ONE_OFF, day, words[:200])
