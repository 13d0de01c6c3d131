"""Đề nghị điều chỉnh phân công: asked, put before a leader, decided and carried out in one step.

A step that comes too late raises AlreadyDone; what cannot be true raises organisation.Refused.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from directives import organisation, work
from directives.errors import AlreadyDone
from directives.models import AdjustmentRequest, Assignment, Department, User

DAY = timedelta(days=1)
Wish = AdjustmentRequest.Wish
Role = Assignment.Role


@dataclass(frozen=True)
class Decision:
    """What a leader decided. `source` is set where somebody else records it ("ghi thay").

    `from_on` is the first day of the new order, and `department` takes a duty that is transferred.
    """

    is_agreed: bool
    on: date
    note: str = ""
    source: str = ""
    from_on: date | None = None
    department: Department | None = None


def ask(request: AdjustmentRequest, *, by: User, at: datetime) -> AdjustmentRequest:
    """The unit asks; raises AlreadyDone where another request waits, Refused where it left."""
    if request.assignment.ends_on is not None or request.assignment.is_done:
        raise organisation.Refused(
            _("Nhiệm vụ này đã dừng hoặc đã hoàn thành nên không điều chỉnh được phân công.")
        )
    request.asked_by, request.asked_at = by, at
    try:
        with transaction.atomic():
            request.save()
    except IntegrityError as error:
        raise AlreadyDone(request) from error
    return request


def withdraw(request: AdjustmentRequest, *, by: User, at: datetime) -> None:
    """The unit takes it back before it is decided."""
    _step(request, withdrawn_by=by, withdrawn_at=at)


def put_forward(request: AdjustmentRequest, *, opinion: str, by: User, at: datetime) -> None:
    """HCTH says what it thinks and puts it before the leaders."""
    still = AdjustmentRequest.objects.filter(forwarded_at=None)
    _step(request, still, opinion=opinion, forwarded_by=by, forwarded_at=at)


@transaction.atomic
def decide(
    request: AdjustmentRequest, decision: Decision, *, by: User, at: datetime
) -> Assignment | None:
    """A leader decides; what he agrees to is carried out. The assignment that results, if any."""
    words = AdjustmentRequest.Decision
    _step(
        request,
        decision=words.AGREED if decision.is_agreed else words.REFUSED,
        decision_note=decision.note,
        decision_source=decision.source,
        is_decision_on_behalf=bool(decision.source),
        decided_on=decision.on,
        decided_by=by,
    )
    if not decision.is_agreed:
        return None
    from_on = decision.from_on or decision.on
    assignment = Assignment.objects.select_related("duty", "department").get(
        pk=request.assignment_id
    )
    if request.wish == Wish.ROLE:
        return _change_role(assignment, at=at)
    if request.wish == Wish.TRANSFER:
        return _transfer(assignment, decision, from_on=from_on, by=by, at=at)
    reason = _("Thôi thực hiện theo đề nghị của đơn vị")
    organisation.end_assignment(assignment, on=from_on - DAY, reason=reason, by=by, at=at)
    return None


def other_role(assignment: Assignment) -> Role:
    """What a change of the role makes of it."""
    return Role.COORDINATING if assignment.role == Role.LEAD else Role.LEAD


def _step(request: AdjustmentRequest, rows=None, **fields) -> None:
    rows = AdjustmentRequest.objects.all() if rows is None else rows
    if not rows.open().filter(pk=request.pk).update(**fields):
        raise AlreadyDone(request)
    request.refresh_from_db()


def _change_role(assignment: Assignment, *, at: datetime) -> Assignment:
    """In place, so that all that was answered stays with it; history keeps the role it had."""
    changed = Assignment.objects.filter(pk=assignment.pk, role=assignment.role, ends_on=None)
    if not changed.update(role=other_role(assignment)):
        raise AlreadyDone(assignment)
    assignment.refresh_from_db()
    return assignment


def _transfer(
    assignment: Assignment, decision: Decision, *, from_on: date, by: User, at: datetime
) -> Assignment:
    """The unit that takes the duty carries on what was planned; it leads where the first led."""
    into = decision.department
    if into is None or into.pk == assignment.department_id:
        raise organisation.Refused(_("Hãy chọn đơn vị khác nhận nhiệm vụ."))
    organisation.refuse_unless_in_being([into], on=from_on)
    reason = _("Chuyển cho %(unit)s theo đề nghị của đơn vị") % {"unit": into.name}
    organisation.end_assignment(assignment, on=from_on - DAY, reason=reason, by=by, at=at)
    has_it = Assignment.objects.in_force(on=from_on).filter(
        duty=assignment.duty_id, department=into
    )
    taken = has_it.first() or Assignment.objects.create(
        duty=assignment.duty,
        department=into,
        role=assignment.role,
        starts_on=from_on,
        assigned_by=by,
        assigned_at=at,
    )
    if assignment.role == Role.LEAD and taken.role != Role.LEAD:
        Assignment.objects.filter(pk=taken.pk).update(role=Role.LEAD)
        taken.refresh_from_db()
    Assignment.objects.filter(pk=assignment.pk).update(continued_by=taken)
    work.hand_over([assignment], into=taken)
    return taken
