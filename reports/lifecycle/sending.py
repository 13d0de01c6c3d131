"""The unit sends its report, and explains a delay."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directives.models import Department, Headcount, User
from directives.posts import posts
from reports import obligations, reminders, submissions
from reports.content import ReportContent
from reports.errors import WrongState
from reports.lifecycle.deadlines import lapse_request
from reports.lifecycle.moves import move
from reports.models import Draft, ProgressReport, ReportingPeriod, Submission
from reports.models.progress import State


class Incomplete(Exception):
    """The content does not answer for every open assignment."""


def headcount_on(department: Department, on: date) -> Headcount:
    """The count in force on the day; all zeros where nobody has counted yet.

    Of an agency that is not counted by itself: its units together.
    """
    counted = department.headcounts.filter(counted_on__lte=on).order_by("counted_on").last()
    if counted is None and department.kind == Department.Kind.AGENCY:
        return _together(department, on)
    return counted or Headcount(department=department, counted_on=on)


def _together(agency: Department, on: date) -> Headcount:
    units = Department.objects.below(agency).in_being(on=on)
    counted = (
        Headcount.objects.filter(department__in=units, counted_on__lte=on)
        .order_by("department_id", "-counted_on")
        .distinct("department_id")
    )
    groups = ("officials", "employees", "workers")
    people = {group: sum(getattr(row, group) for row in counted) for group in groups}
    return Headcount(department=agency, counted_on=on, **people)


def figures_until(period: ReportingPeriod, *, on: date) -> date | None:
    """The last day that figures sent on the day can count, where the period still runs."""
    return on if period.is_interim and on < period.ends_on else None


def submit(report: ProgressReport, *, content: ReportContent, by: User, at: datetime) -> Submission:
    """Send the unit's report, with the file that it was read from, if there was one.

    Raises as `send`.
    """
    draft = Draft.objects.filter(report=report).select_related("original").first()
    original = draft.original if draft is not None else None
    return send(report, content, by=by, at=at, received_at=at, original=original)


@transaction.atomic
def send(
    report: ProgressReport,
    content: ReportContent,
    *,
    by: User,
    at: datetime,
    received_at: datetime,
    **facts,
) -> Submission:
    """A submission under the name, headcount and deadline of the day it was received.

    `facts` are the fields that say how it came. Raises WrongState when it was sent already,
    Incomplete when an open assignment is not answered, an entry says nothing, or the unit has left
    and has nothing to answer.
    """
    on = timezone.localdate(received_at)
    standing = ProgressReport.objects.locked().select_related("period").get(pk=report.pk)
    if not standing.is_open:
        raise WrongState(standing.state)
    assignments = obligations.assignments_of(standing)
    answered = [entry.assignment_id for entry in content.entries]
    if not assignments or sorted(answered) != sorted(assignment.pk for assignment in assignments):
        raise Incomplete(answered)
    silent = [entry.assignment_id for entry in content.entries if not entry.says_something]
    if silent:
        raise Incomplete(silent)
    department = report.department
    held = posts(by, on=timezone.localdate(at))
    headcount = headcount_on(department, on)
    move(report, State.SUBMITTED, by=by, at=at)
    submission = Submission.objects.create(
        report=report,
        number=report.submissions.count() + 1,
        submitted_at=received_at,
        submitted_by=by,
        submitter_title=held.title,
        delegation_paper=held.delegation_paper(department.pk),
        due_on=standing.due_on,
        figures_until=figures_until(report.period, on=on),
        department_name=department.name,
        officials=headcount.officials,
        employees=headcount.employees,
        workers=headcount.workers,
        **facts,
    )
    report.changes.filter(at=at, to_state=State.SUBMITTED).update(submission=submission)
    submissions.write(submission, content, assignments, at=received_at)
    Draft.objects.filter(report=report).update(
        sent_to_head_at=None, sent_to_head_by=None, original=None
    )
    reminders.call_off([report], at=at)
    lapse_request(report, note=_("Đơn vị đã gửi báo cáo."), by=by, at=at)
    return submission


def explain(report: ProgressReport, *, text: str, by: User, at: datetime) -> None:
    """Giải trình: the unit's words beside a late mark."""
    ProgressReport.objects.filter(pk=report.pk).update(
        late_explanation=text, explained_at=at, explained_by=by
    )
    report.refresh_from_db()
