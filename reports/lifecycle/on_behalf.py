"""Nhập thay: HCTH types in what a unit sent on paper or by another system, and its head confirms.

Whether it is on time is judged by the day on which HCTH received the paper.
"""

from datetime import date, datetime, time

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from directives.models import User
from reports import evidence, notices
from reports.content import ReportContent
from reports.errors import ImpossibleDate, WrongState
from reports.lifecycle.drafts import StaleDraft
from reports.lifecycle.sending import send
from reports.models import HeadConfirmation, ProgressReport, Submission, Transcript
from reports.models.progress import State

#: Of a paper that came on an earlier day nobody noted the hour.
NOON = time(12)


@transaction.atomic
def receive_paper(
    report: ProgressReport,
    upload: UploadedFile | None,
    *,
    received_on: date,
    source: str,
    on_behalf_of: User,
    by: User,
    at: datetime,
) -> Transcript:
    """Keep the paper and what it says of itself; without an upload the one that is kept stays.

    Raises WrongState for a report that is not owed or has no paper yet, ImpossibleDate, NotTaken.
    """
    locked = _open(report)
    if not first_day(locked) <= received_on <= timezone.localdate(at):
        raise ImpossibleDate(received_on)
    transcript = Transcript.objects.filter(report=locked).first() or Transcript(report=locked)
    if upload is not None:
        transcript.original = evidence.keep(upload, by=by, at=at)
    elif transcript.pk is None:
        raise WrongState(locked.state)
    transcript.received_on, transcript.source = received_on, source
    transcript.on_behalf_of = on_behalf_of
    transcript.saved_at, transcript.saved_by = at, by
    transcript.save()
    return transcript


def first_day(report: ProgressReport) -> date:
    """No paper that answers the report came before: the period began, or it was sent back."""
    returned = report.changes.filter(to_state=State.RETURNED).last()
    return timezone.localdate(returned.at) if returned else report.period.starts_on


@transaction.atomic
def save_transcript(
    report: ProgressReport, *, data: dict, version: int, by: User, at: datetime
) -> Transcript:
    """Keep what was typed from the paper. Raises StaleDraft, or WrongState once it was sent."""
    locked = _open(report)
    transcript = Transcript.objects.filter(report=locked).first()
    if transcript is None:
        raise WrongState(locked.state)
    if transcript.version != version:
        raise StaleDraft(transcript)
    transcript.data, transcript.version = data, version + 1
    transcript.saved_at, transcript.saved_by = at, by
    transcript.save()
    return transcript


@transaction.atomic
def drop_transcript(report: ProgressReport) -> None:
    """The unit sends its report by itself after all; what was typed is gone."""
    Transcript.objects.filter(report=_open(report)).delete()


@transaction.atomic
def submit_on_behalf(
    report: ProgressReport, *, content: ReportContent, by: User, at: datetime
) -> Submission:
    """Send what was typed from the paper in the name of whoever signed it.

    The unit is told, and its head asked to confirm. Raises WrongState, Incomplete.
    """
    transcript = Transcript.objects.filter(report=_open(report)).first()
    if transcript is None:
        raise WrongState(report.state)
    submission = send(
        report,
        content,
        by=by,
        at=at,
        received_at=_moment(transcript.received_on, at=at),
        on_behalf_of=transcript.on_behalf_of,
        source=transcript.source,
        entered_at=at,
        original=transcript.original,
    )
    transcript.delete()
    notices.entered(submission, by=by, at=at)
    return submission


def _moment(received_on: date, *, at: datetime) -> datetime:
    if received_on == timezone.localdate(at):
        return at
    return timezone.make_aware(datetime.combine(received_on, NOON))


@transaction.atomic
def confirm_entry(submission: Submission, *, by: User, at: datetime) -> HeadConfirmation:
    """The head says that this is what his unit sent.

    Raises WrongState for what nobody entered on behalf, or what was confirmed before.
    """
    if submission.on_behalf_of_id is None:
        raise WrongState(submission.report.state)
    confirmation, made = HeadConfirmation.objects.get_or_create(
        submission=submission, defaults={"by": by, "at": at}
    )
    if not made:
        raise WrongState(submission.report.state)
    notices.entry_confirmed(submission, by=by, at=at)
    return confirmation


def _open(report: ProgressReport) -> ProgressReport:
    locked = ProgressReport.objects.locked().select_related("period").get(pk=report.pk)
    if not locked.is_open:
        raise WrongState(locked.state)
    return locked
