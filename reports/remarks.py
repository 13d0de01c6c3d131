"""What the unit and HCTH say to each other about a report, a piece of work or an obstacle."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from directives.models import User, WorkItem
from reports import notices
from reports.models import Obstacle, ProgressReport, Remark

Subject = ProgressReport | WorkItem | Obstacle


@transaction.atomic
def add(subject: Subject, *, text: str, by: User, at: datetime) -> Remark:
    """Say something; the other side is told. Never changed afterwards."""
    remark = Remark.objects.create(**{_field(subject): subject}, text=text, by=by, at=at)
    notices.remarked(remark, by=by, at=at)
    return remark


def on(subject: Subject) -> QuerySet[Remark]:
    """The conversation, the oldest first."""
    return Remark.objects.filter(**{_field(subject): subject}).select_related("by")


def _field(subject: Subject) -> str:
    return {ProgressReport: "report", WorkItem: "work_item", Obstacle: "obstacle"}[type(subject)]
