"""A visit of inspection, told to the unit that is to be visited."""

from datetime import datetime

from directives.models import User
from reports.models import Notice, PlannedInspection
from reports.notices import telling

Kind = Notice.Kind


def planned(inspection: PlannedInspection, *, by: User, at: datetime) -> None:
    """On which day, and about what."""
    _tell(Kind.INSPECTION, inspection, words=inspection.content, by=by, at=at)


def called_off(inspection: PlannedInspection, *, by: User, at: datetime) -> None:
    """It does not take place, and why."""
    _tell(Kind.INSPECTION_OFF, inspection, words=inspection.cancel_reason, by=by, at=at)


def _tell(kind: Kind, inspection: PlannedInspection, *, words: str, by: User, at: datetime) -> None:
    telling.tell(
        kind,
        telling.in_the_unit(inspection.department_id, by=by, at=at),
        key=f"{kind}:{inspection.pk}:{at:%Y%m%d%H%M%S%f}",
        at=at,
        by=by,
        directive=inspection.directive,
        department_id=inspection.department_id,
        words=words,
        day=inspection.on,
    )
