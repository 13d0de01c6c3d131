"""The rendering of a document, as a row that a worker claims: never lost, never done twice.

Jobs know only how to take, finish and give up work; what a document says is in `consolidated`
and `papers`, how it looks in `printing`.
"""

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from directives.lifecycle import keep_file
from directives.models import Attachment, User
from reports.models import ConsolidatedReport, Job, Paper
from reports.queue import nudge

if TYPE_CHECKING:
    from reports.printing import Piece

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)
MAX_ATTEMPTS = 3
#: A message for a job that waited this long was lost: the sweep sends another.
PATIENCE = timedelta(minutes=1)


class NotFailed(Exception):
    """Only a job that failed is started again."""


def queue(document: ConsolidatedReport | Paper, *, by: User, at: datetime) -> Job:
    """Promise the PDFs of a document; called in the transaction that writes the document."""
    job = Job(queued_at=at, requested_by=by)
    if isinstance(document, Paper):
        job.paper = document
    else:
        job.consolidated = document
    job.save()
    _nudge(job)
    return job


def try_again(job: Job, *, by: User, at: datetime) -> None:
    """Start a failed job anew. Raises NotFailed."""
    updated = Job.objects.filter(pk=job.pk, state=Job.State.FAILED).update(
        state=Job.State.QUEUED,
        progress=0,
        attempts=0,
        error="",
        queued_at=at,
        finished_at=None,
        requested_by=by,
    )
    if not updated:
        raise NotFailed(job.state)
    job.refresh_from_db()
    _nudge(job)


def claim(job_id: int, *, at: datetime) -> Job | None:
    """Take the job under a lease; None when it is another's, done, or not there.

    The conditional UPDATE is the lock.
    """
    claimed = (
        Job.objects.claimable(at=at)
        .filter(pk=job_id, attempts__lt=MAX_ATTEMPTS)
        .update(
            state=Job.State.RUNNING,
            progress=10,
            attempts=F("attempts") + 1,
            lease_until=at + LEASE,
        )
    )
    if not claimed:
        return None
    return Job.objects.for_rendering().get(pk=job_id)


def render(job_id: int, *, at: datetime) -> bool:
    """Render the PDFs of the document and keep them; safe to call twice, and late.

    False when there was nothing to do, or it went wrong; the row says which.
    """
    job = claim(job_id, at=at)
    if job is None:
        return False
    try:
        made = _rendered(job)
    except BaseException as error:
        # WeasyPrint's fatal errors, such as a foreign address, are no Exceptions.
        _gave_up(job, at=at)
        logger.exception("the PDF of %s was not made", job.document)
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        return False
    return _keep(job, made, at=at)


def requeue_expired(*, at: datetime) -> list[int]:
    """Jobs whose worker died go back into the queue; lost messages are sent again.

    A job that died for the third time has failed. Returns what was nudged.
    """
    expired = Job.objects.filter(state=Job.State.RUNNING, lease_until__lte=at)
    expired.filter(attempts__gte=MAX_ATTEMPTS).update(**_failed(at))
    expired.filter(attempts__lt=MAX_ATTEMPTS).update(**_queued())
    waiting = list(Job.objects.filter(state=Job.State.QUEUED, queued_at__lte=at - PATIENCE))
    for job in waiting:
        _nudge(job)
    return [job.pk for job in waiting]


def _rendered(job: Job) -> list[tuple["Piece", bytes]]:
    from reports import printing

    made = []
    pieces = printing.pieces(job.document)
    for piece in pieces:
        made.append((piece, piece.make()))
        _progress(job, 10 + 80 * len(made) // len(pieces))
    return made


def _progress(job: Job, percent: int) -> None:
    _mine(job).update(progress=percent)


def _mine(job: Job):
    """The row, as long as the lease is still the one this worker took."""
    return Job.objects.filter(
        pk=job.pk, state=Job.State.RUNNING, lease_until=job.lease_until, attempts=job.attempts
    )


@transaction.atomic
def _keep(job: Job, made: list[tuple["Piece", bytes]], *, at: datetime) -> bool:
    """Store the files with the document; a worker that lost its lease stores nothing."""
    done = _mine(job).update(
        state=Job.State.DONE, progress=100, lease_until=None, finished_at=at, error=""
    )
    if not done:
        return False
    document = job.document
    for piece, pdf in made:
        setattr(document, piece.field, _kept(piece.file_name, pdf, job, at))
    document.save(update_fields=[piece.field for piece, _pdf in made])
    return True


def _kept(name: str, pdf: bytes, job: Job, at: datetime) -> Attachment:
    upload = SimpleUploadedFile(name, pdf, content_type="application/pdf")
    return keep_file(upload, by=job.requested_by, at=at)


def _gave_up(job: Job, *, at: datetime) -> None:
    """Try again at once, up to the third time."""
    if job.attempts >= MAX_ATTEMPTS:
        _mine(job).update(**_failed(at))
    elif _mine(job).update(**_queued()):
        _nudge(job)


def _failed(at: datetime) -> dict:
    return {
        "state": Job.State.FAILED,
        "lease_until": None,
        "finished_at": at,
        "error": _("Đã thử %(count)s lần mà chưa tạo được tệp PDF.") % {"count": MAX_ATTEMPTS},
    }


def _queued() -> dict:
    return {"state": Job.State.QUEUED, "lease_until": None, "progress": 0}


def _nudge(job: Job) -> None:
    from reports.tasks import render_document

    nudge(render_document, job.pk)
