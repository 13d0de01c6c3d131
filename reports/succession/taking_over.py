"""The successor's report of the period: made, given more time, or asked for what is missing."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from directives.models import Department, User
from reports import notices, reminders
from reports.lifecycle.deadlines import ask_again
from reports.lifecycle.moves import move
from reports.models import DeadlineChange, ProgressReport
from reports.models.progress import State
from reports.planning import office_calendar

#: Working days that a successor has at least, from the day on which a report comes to it.
NOTICE_WORKING_DAYS = 5


def owe_again(report: ProgressReport, *, by: User, at: datetime) -> None:
    """As it was owed when it was released."""
    released = report.changes.filter(to_state=State.RELEASED).latest("at", "pk")
    note = _("Đơn vị lại được giao nhiệm vụ của kỳ này.")
    move(report, State(released.from_state), by=by, at=at, note=note)
    reminders.promise([report], at=at)


def take_over(
    report: ProgressReport, successor: Department, *, on: date, by: User, at: datetime
) -> ProgressReport:
    """The successor's report of the period, made where it has none.

    Nobody is made late by being told too late: a new report, and one that was in time until now,
    have the later of both deadlines and of NOTICE_WORKING_DAYS from the day. One that was sent
    says nothing of the other unit's part, and is asked to be completed.
    """
    fair = max(report.due_on, office_calendar().add_working_days(on, NOTICE_WORKING_DAYS))
    taken, made = ProgressReport.objects.select_for_update(of=("self",)).get_or_create(
        period=report.period,
        department=successor,
        defaults={"original_due_on": fair, "due_on": fair, "created_at": at},
    )
    if made:
        reminders.promise([taken], at=at)
        return taken
    was_released = taken.state == State.RELEASED
    if was_released:
        owe_again(taken, by=by, at=at)
    if not taken.is_open:
        _complete(taken, fair, because_of=report, by=by, at=at)
    elif taken.due_on < fair and (was_released or on <= taken.due_on):
        _move_deadline(taken, fair, because_of=report, by=by, at=at)
    return taken


def _move_deadline(
    taken: ProgressReport, due_on: date, *, because_of: ProgressReport, by: User, at: datetime
) -> None:
    DeadlineChange.objects.create(
        report=taken,
        from_due_on=taken.due_on,
        to_due_on=due_on,
        reason=DeadlineChange.Reason.TAKEOVER,
        note=because_of.department.name,
        by=by,
        at=at,
    )
    taken.due_on = due_on
    taken.save(update_fields=["due_on"])
    reminders.promise([taken], at=at)


def _complete(
    taken: ProgressReport, due_on: date, *, because_of: ProgressReport, by: User, at: datetime
) -> None:
    sent = taken.submissions.latest()
    reason = _("Bổ sung phần việc tiếp nhận từ %(unit)s.") % {"unit": because_of.department}
    why = DeadlineChange.Reason.TAKEOVER
    ask_again(taken, submission=sent, why=why, reason=reason, due_on=due_on, by=by, at=at)
    notices.returned(taken, reason=reason, by=by, at=at)
