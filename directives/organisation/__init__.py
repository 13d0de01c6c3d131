"""Units are renamed, merged and dissolved: each is one write, and history stays under the old name.

`on` is always the first day on which the new order holds. It may lie in the past, since papers
arrive late, never in the future: what a unit is called and who belongs to it is true today.
"""

from directives.organisation.consequences import Consequences, Continuation, consequences
from directives.organisation.ending import dissolve, merge
from directives.organisation.leaving import end_assignment
from directives.organisation.refusals import (
    Refused,
    refuse_dissolution,
    refuse_merger,
    refuse_unless_in_being,
)
from directives.organisation.renaming import rename

__all__ = [
    "Consequences",
    "Continuation",
    "Refused",
    "consequences",
    "dissolve",
    "end_assignment",
    "merge",
    "refuse_dissolution",
    "refuse_merger",
    "refuse_unless_in_being",
    "rename",
]
