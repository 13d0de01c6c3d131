"""The list of people of a unit: read from what is pasted, kept, counted."""

from directives.staff.counting import FIELD_OF, Comparison, compare, counted, not_listed
from directives.staff.keeping import (
    Added,
    EmptyList,
    InUse,
    add,
    correct,
    leave,
    set_headcount,
    strike,
)
from directives.staff.reading import Fault, Line, Reading, read

__all__ = [
    "FIELD_OF",
    "Added",
    "Comparison",
    "EmptyList",
    "Fault",
    "InUse",
    "Line",
    "Reading",
    "add",
    "compare",
    "correct",
    "counted",
    "leave",
    "not_listed",
    "read",
    "set_headcount",
    "strike",
]
