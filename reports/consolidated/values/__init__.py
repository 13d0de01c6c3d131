"""A consolidated report as a value: what it says, before anybody decides who may read it.

Frozen and made of plain facts, so that it can be stored as JSON and thawed into the same value.
Words of enumerations stand in Vietnamese, as the document prints them. From the first release
on, a field that is added has a default: versions frozen before it must still thaw.
"""

from reports.consolidated.values.consolidation import Consolidation, Interim, whole_period
from reports.consolidated.values.following import (
    InspectionPlan,
    ObstacleCounts,
    ObstacleFacts,
    SupervisionFacts,
)
from reports.consolidated.values.letterhead import (
    Agency,
    Basis,
    Coordinator,
    DirectiveFacts,
    Paper,
    PeriodFacts,
)
from reports.consolidated.values.standings import Figures, OtherPeriod, ReturnNote, UnitStanding

__all__ = [
    "Agency",
    "Basis",
    "Consolidation",
    "Coordinator",
    "DirectiveFacts",
    "Figures",
    "InspectionPlan",
    "Interim",
    "ObstacleCounts",
    "ObstacleFacts",
    "OtherPeriod",
    "Paper",
    "PeriodFacts",
    "ReturnNote",
    "SupervisionFacts",
    "UnitStanding",
    "whole_period",
]
