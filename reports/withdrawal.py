"""Rút xác nhận: a period that no unit has touched yet is planned again; and confirmed anew.

What was asked and withdrawn stays in the history of each unit: its report is released, and owed
again when the period is confirmed once more. The history of the period keeps its paper.
"""

from datetime import datetime
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from directives.models import User
from reports import notices, obligations, reminders
from reports.errors import WrongState
from reports.lifecycle.moves import move_all
from reports.models import (
    ConsolidatedReport,
    Draft,
    Evidence,
    ExtensionRequest,
    Paper,
    ProgressReport,
    ReportingPeriod,
    Submission,
    Supervision,
)
from reports.models.progress import State


def with_is_touched(periods: QuerySet[ReportingPeriod]) -> QuerySet[ReportingPeriod]:
    """Adds `is_touched`: a unit has begun to answer, or it was urged, or something was made of it.

    A draft, a file, a request for extension, an explanation, a report sent; by HCTH an urging, a
    consolidated report, a report upward.
    """
    kept = (Draft, Evidence, ExtensionRequest, Submission)
    traces = [
        *(model.objects.filter(report__period=OuterRef("pk")) for model in kept),
        Supervision.objects.filter(reports__period=OuterRef("pk")),
        ConsolidatedReport.objects.filter(period=OuterRef("pk")),
        ProgressReport.objects.filter(period=OuterRef("pk"), explained_at__isnull=False),
    ]
    touched = reduce(or_, (Q(Exists(trace)) for trace in traces), Q(upward_sent_on__isnull=False))
    return periods.annotate(is_touched=ExpressionWrapper(touched, BooleanField()))


@transaction.atomic
def withdraw(period: ReportingPeriod, *, reason: str, by: User, at: datetime) -> int:
    """The period is planned again and nobody owes or is reminded; how many units were released.

    Its opening paper is a draft again. Raises WrongState for a planned period, and for one that
    somebody has touched.
    """
    ReportingPeriod.objects.select_for_update(no_key=True, of=("self",)).get(pk=period.pk)
    # A unit that saves a draft at this moment is before us, and seen, or finds nothing to answer.
    list(period.reports.locked().values_list("pk", flat=True))
    standing = with_is_touched(ReportingPeriod.objects.confirmed()).filter(pk=period.pk).first()
    if standing is None or standing.is_touched:
        raise WrongState("planned" if standing is None else "touched")
    note = _("Rút xác nhận kỳ báo cáo: %(reason)s") % {"reason": reason}
    released = move_all(period.reports.all(), State.RELEASED, by=by, at=at, note=note)
    reminders.call_off(released, at=at)
    ReportingPeriod.objects.filter(pk=period.pk).update(
        confirmed_at=None,
        confirmed_by=None,
        paper_number="",
        paper_on=None,
        decided_by="",
        withdrawn_at=at,
        withdrawn_by=by,
        withdrawal_reason=reason,
    )
    Paper.objects.issued().filter(period=period, kind=Paper.Kind.OPENING).update(
        number="", issued_on=None, issued_by=None, issued_recorded_at=None
    )
    notices.withdrawn(released, reason=reason, by=by, at=at)
    period.refresh_from_db()
    return len(released)


def resume(period: ReportingPeriod, *, by: User, at: datetime) -> list[ProgressReport]:
    """Confirmed anew: the reports of its units are owed again, by the deadline of the period."""
    owing = obligations.assignments_due(period).order_by().values("department")
    resumed = move_all(
        period.reports.filter(department__in=owing),
        State.EXPECTED,
        by=by,
        at=at,
        note=_("Xác nhận lại kỳ báo cáo theo %(paper)s.") % {"paper": period.confirming_paper},
        original_due_on=period.unit_due_on,
        due_on=period.unit_due_on,
    )
    reminders.promise(resumed, at=at)
    return resumed
