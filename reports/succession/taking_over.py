"""The successor's report of the period: made, given more time, or asked for what is missing."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from directives.models import Department, User
from reports import notices, obligations, reminders
from reports.lifecycle.deadlines import ask_again, move_deadline
from reports.lifecycle.moves import move
from reports.models import DeadlineChange, ProgressReport
from reports.models.progress import State

Reason = DeadlineChange.Reason


def owe_again(report: ProgressReport, *, by: User, at: datetime) -> None:
    """As it was owed when it was released."""
    released = report.changes.filter(to_state=State.RELEASED).latest("at", "pk")
    note = _("Đơn vị lại được giao nhiệm vụ của kỳ này.")
    move(report, State(released.from_state), by=by, at=at, note=note)
    reminders.promise([report], at=at)


def give_time(report: ProgressReport, *, on: date, by: User, at: datetime) -> None:
    """A fair deadline for a report that is owed again."""
    fair = obligations.fair_due_on(report.due_on, on=on)
    if report.due_on < fair:
        note = _("Đơn vị lại được giao nhiệm vụ của kỳ này.")
        move_deadline(report, fair, why=Reason.RESUMED, note=note, by=by, at=at)


def take_over(
    report: ProgressReport, successor: Department, *, on: date, by: User, at: datetime
) -> ProgressReport:
    """The successor's report of the period, made where it has none.

    Nobody is made late by being told too late: a new report, and one that was in time until now,
    have the later of both deadlines and of the fair one. One that was sent says nothing of the
    other unit's part, and is asked to be completed. What that unit was asked to complete is told
    to the successor, who hears in any case that the report came to it, and until when.
    """
    fair = obligations.fair_due_on(report.due_on, on=on)
    taken, made = ProgressReport.objects.locked().get_or_create(
        period=report.period,
        department=successor,
        defaults={"original_due_on": fair, "due_on": fair, "created_at": at},
    )
    if made:
        reminders.promise([taken], at=at)
    was_released = taken.state == State.RELEASED
    if was_released:
        owe_again(taken, by=by, at=at)
    if not taken.is_open:
        _complete(taken, fair, because_of=report, by=by, at=at)
        return taken
    if taken.due_on < fair and (was_released or on <= taken.due_on):
        note = report.department.name
        move_deadline(taken, fair, why=Reason.TAKEOVER, note=note, by=by, at=at)
    if report.state == State.RETURNED:
        notices.passed_on(report, taken, reason=_what_was_missing(report), by=by, at=at)
    else:
        notices.taken_over(report, taken, by=by, at=at)
    return taken


def _complete(
    taken: ProgressReport, due_on: date, *, because_of: ProgressReport, by: User, at: datetime
) -> None:
    sent = taken.submissions.latest()
    reason = _("Bổ sung phần việc tiếp nhận từ %(unit)s.") % {"unit": because_of.department}
    if because_of.state == State.RETURNED:
        reason = f"{reason} {_what_was_missing(because_of)}"
    ask_again(
        taken, submission=sent, why=Reason.TAKEOVER, reason=reason, due_on=due_on, by=by, at=at
    )
    notices.returned(taken, reason=reason, by=by, at=at)


def _what_was_missing(report: ProgressReport) -> str:
    """In the words with which it was returned last."""
    asked = report.changes.filter(to_state=State.RETURNED).latest("pk")
    return _("%(unit)s đã được đề nghị bổ sung: %(reason)s") % {
        "unit": report.department,
        "reason": asked.note,
    }
