"""A unit leaves one duty."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from directives.models import Assignment, User
from directives.organisation.refusals import Refused
from directives.vietnamese import short_date


@transaction.atomic
def end_assignment(
    assignment: Assignment, *, on: date, reason: str, by: User, at: datetime
) -> None:
    """The unit leaves the duty; `on` is the last day on which it has it, and may lie ahead.

    Raises Refused.
    """
    assignment = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("department")
        .get(pk=assignment.pk)
    )
    if assignment.ends_on is not None:
        raise Refused(
            _("%(unit)s đã dừng thực hiện nhiệm vụ này sau ngày %(day)s.")
            % {"unit": assignment.department, "day": short_date(assignment.ends_on)}
        )
    if on < assignment.starts_on:
        raise Refused(
            _("%(unit)s được giao nhiệm vụ từ ngày %(day)s; ngày dừng không được trước ngày đó.")
            % {"unit": assignment.department, "day": short_date(assignment.starts_on)}
        )
    Assignment.objects.filter(pk=assignment.pk).update(
        ends_on=on, end_reason=reason, ended_by=by, ended_at=at
    )
