"""Kế hoạch kiểm tra: which unit is visited when, changed, called off, or carried out."""

from datetime import datetime

from django.db import transaction

from directives.models import Directive, User
from reports import notices, supervision
from reports.errors import WrongState
from reports.models import PlannedInspection, Supervision

#: What makes two lines of the plan the same visit.
_SAME = ("directive_id", "department_id", "on", "content")


@transaction.atomic
def plan(inspection: PlannedInspection, *, by: User, at: datetime) -> PlannedInspection:
    """Enter a visit into the plan; a form that is sent twice makes one, the first. The unit is
    told. Raises WrongState when the directive is closed.
    """
    directive = Directive.objects.select_for_update(no_key=True, of=("self",)).get(
        pk=inspection.directive_id
    )
    if directive.is_closed:
        raise WrongState("closed")
    words = {name: getattr(inspection, name) for name in _SAME}
    same = PlannedInspection.objects.to_come().filter(**words).first()
    if same:
        return same
    inspection.planned_by, inspection.planned_at = by, at
    inspection.save()
    notices.inspection_planned(inspection, by=by, at=at)
    return inspection


@transaction.atomic
def change(inspection: PlannedInspection, *, seal: str, by: User, at: datetime) -> None:
    """Another day, team or content; its history keeps what stood before. The unit is told of
    another day.

    `seal` is of the line as it was read. Raises WrongState when somebody else has changed it
    since, carried it out or called it off.
    """
    before = _locked(inspection)
    if before.seal != seal:
        raise WrongState("changed")
    inspection.save(update_fields=["department", "on", "content", "team", "place"])
    if (before.on, before.department_id) != (inspection.on, inspection.department_id):
        notices.inspection_planned(inspection, by=by, at=at)


@transaction.atomic
def call_off(inspection: PlannedInspection, *, reason: str, by: User, at: datetime) -> None:
    """The visit does not take place, and why. Raises WrongState when it did, or was called off."""
    called_off = (
        PlannedInspection.objects.to_come()
        .filter(pk=inspection.pk)
        .update(cancelled_by=by, cancelled_at=at, cancel_reason=reason)
    )
    if not called_off:
        raise WrongState("done")
    inspection.refresh_from_db(fields=["cancelled_by", "cancelled_at", "cancel_reason"])
    notices.inspection_called_off(inspection, by=by, at=at)


@transaction.atomic
def carry_out(
    inspection: PlannedInspection, act: Supervision, *, by: User, at: datetime
) -> Supervision:
    """The visit took place: it stands in the log, and its recommendation in the unit's to-do.

    Raises WrongState when it was entered before or called off, ImpossibleDate for a day to come.
    """
    _locked(inspection)
    act.directive_id, act.department_id = inspection.directive_id, inspection.department_id
    act.kind = Supervision.Kind.INSPECTION
    inspection.supervision = supervision.record(act, by=by, at=at)
    inspection.save(update_fields=["supervision"])
    return inspection.supervision


def _locked(inspection: PlannedInspection) -> PlannedInspection:
    """As it stands, held until the transaction ends; still to come."""
    current = PlannedInspection.objects.select_for_update(of=("self",)).get(pk=inspection.pk)
    if not current.is_to_come:
        raise WrongState("done")
    return current
