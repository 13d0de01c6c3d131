"""A Consolidation with a mark of its own in every text, day, number and submission."""

import types
import typing
from dataclasses import is_dataclass
from datetime import date, timedelta
from itertools import count
from uuid import UUID

from directives.vietnamese import number, short_date
from reports.consolidated import facts, values

#: Fields whose words, days and numbers may leave the house. All others are internal: a new field
#: is, until somebody puts it here.
UPWARD = {
    *(f"agency.{name}" for name in ["name", "superior_name", "symbol", "place", "head_title"]),
    "signer.capacity",
    "signer.name",
    "signer.lines",
    *(f"directive.paper.{name}" for name in ["short", "issuer", "about", "issued_on"]),
    *(f"directive.basis.{name}" for name in ["short", "issuer", "about", "issued_on"]),
    "directive.programme_name",
    "directive.report_to",
    "on",
    "period.label",
    "period.starts_on",
    "period.ends_on",
    *(
        f"{other}.{name}"
        for other in ["previous", "last_year"]
        for name in ["label", "starts_on", "ends_on"]
    ),
    "figures.accepted",
    "submission_ids",
    *(f"duties.{name}" for name in ["ordinal", "title", "text", "assigned"]),
    *(
        f"duties.entries.{name}"
        for name in [
            "submission",
            "unit",
            "results",
            "percent_of_year",
            "done_on",
            "figures_until",
            "shortcomings",
            "proposals",
            "next_plan",
            "staff_quota",
        ]
    ),
    *(f"duties.entries.staffing.{name}" for name in ["person", "paper", "since"]),
    *(
        f"duties.coverage.{people}.{group}"
        for people in ["briefed", "present"]
        for group in ["officials", "employees", "workers"]
    ),
    "duties.coverage.newcomers",
    "duties.coverage.unknown",
    *(f"duties.sessions.{name}" for name in ["count", "attendances", "forms"]),
    "duties.progress.units",
    "duties.progress.unknown",
    "duties.work.done",
    "duties.work.open",
    *(
        f"duties.indicators.{name}"
        for name in [
            "ordinal",
            "name",
            "unit_of_measure",
            "in_period",
            "cumulative",
            "estimate",
            "answered",
            "asked",
            "estimated",
            "by_unit",
            "estimate_by_unit",
        ]
    ),
    *(
        f"duties.indicators.{other}.{name}"
        for other in ["previous", "last_year"]
        for name in ["value", "submissions", "units", "asked"]
    ),
    "obstacles.text",
    "obstacles.submission",
    "supervisions.kind",
    "supervisions.means",
    "inspections.planned",
    "inspections.carried_out",
}
#: Words that decide how a value is read: they cannot be marks.
FIXED = {
    "duties.kind": ["dissemination", "implementation", "coordination"],
    "standings.state_key": ["submitted", "returned", "accepted"],
    "supervisions.kind_key": ["urging", "inspection", "monitoring"],
}


class Marker:
    """`draw(low, high, path)` chooses a number: how many, which word, yes or no."""

    def __init__(self, draw):
        self.draw = draw
        self.serial = count(1000)
        #: The mark in every form in which it may come out, with the path of its field.
        self.marks: dict[str, str] = {}

    def make(self, kind, path=""):
        origin, arguments = typing.get_origin(kind), typing.get_args(kind)
        if origin in (types.UnionType, typing.Union):
            return self.make(next(a for a in arguments if a is not type(None)), path)
        if origin is tuple and arguments[-1] is Ellipsis:
            return tuple(self.make(arguments[0], path) for _ in range(self.draw(0, 2, path)))
        if origin is tuple:
            return tuple(self.make(argument, path) for argument in arguments)
        if is_dataclass(kind):
            hints = typing.get_type_hints(kind)
            return kind(
                **{
                    name: self.make(hint, f"{path}.{name}".lstrip("."))
                    for name, hint in hints.items()
                }
            )
        return self.leaf(kind, path)

    def leaf(self, kind, path):
        if path in FIXED:
            return FIXED[path][self.draw(0, 2, path)]
        if kind is bool:
            return bool(self.draw(0, 1, path))
        serial = next(self.serial)
        if kind is str:
            return self._known(path, f"dấu{serial}")
        if kind is date:
            day = date(2100, 1, 1) + timedelta(days=serial)
            self._known(path, f"{day:%d/%m/%Y}", short_date(day), day.isoformat())
            return day
        if kind is UUID:
            made = UUID(int=serial << 64)
            self._known(path, str(made))
            return made
        # Far apart and without a common factor: no sum of a few is another's mark.
        figure = 1_000_000_007 + serial * 15_485_863
        self._known(path, str(figure), number(figure))
        return kind(figure)

    def _known(self, path, *forms):
        self.marks |= dict.fromkeys(forms, path)
        return forms[0]


def marked(draw):
    """The value, the marks in it that are internal, and all marks with their paths."""
    marker = Marker(draw)
    whole = marker.make(values.Consolidation)
    internal = {mark for mark, path in marker.marks.items() if path not in UPWARD}
    for obstacle in whole.obstacles:
        if not facts.is_told_upward(obstacle):
            internal |= {obstacle.text, str(obstacle.submission)}
    acts = [act for act in whole.supervisions if not act.in_period]
    internal |= {word for act in acts for word in (act.kind, act.means)}
    return whole, internal, marker.marks


def full(low, high, path):
    """As many of everything as there can be."""
    return high
