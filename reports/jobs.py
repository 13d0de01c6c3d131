"""The rendering of a document, as a row that a worker claims: never lost, never done twice.

Jobs know only how to take, finish and give up work; what a document says is in `consolidated`
and `papers`, how it looks in `printing`. Every file is made in a process apart, which may run out
of time or memory, or be cancelled, without harm to the worker.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from os import SEEK_END
from tempfile import TemporaryFile

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from directives.lifecycle import keep_file
from directives.models import User
from reports.errors import RenderingCancelled, RenderingFailed
from reports.models import ConsolidatedReport, Dossier, Job, Paper, Printout, RenderedFile
from reports.queue import nudge

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)
MAX_ATTEMPTS = 3
#: A message for a job that waited this long was lost: the sweep sends another.
PATIENCE = timedelta(minutes=1)
#: Of one file.
MOST_SECONDS = 150
MOST_MEGABYTES = 800

#: From which states a job is started anew, by hand.
ENDED = (Job.State.FAILED, Job.State.CANCELLED)
UNFINISHED = (Job.State.QUEUED, Job.State.RUNNING)


class NotFailed(Exception):
    """Only a job that failed or was cancelled is started again."""


class Finished(Exception):
    """A job that has ended cannot be cancelled."""


def queue(
    document: ConsolidatedReport | Paper | Printout | Dossier, *, by: User, at: datetime
) -> Job:
    """Promise the files of a document; called in the transaction that writes the document."""
    job = Job(queued_at=at, requested_by=by)
    if isinstance(document, Paper):
        job.paper = document
    elif isinstance(document, Printout):
        job.printout = document
    elif isinstance(document, Dossier):
        job.dossier = document
    else:
        job.consolidated = document
    job.save()
    _nudge(job)
    return job


def try_again(job: Job, *, by: User, at: datetime) -> None:
    """Start an ended job anew. Raises NotFailed."""
    updated = Job.objects.filter(pk=job.pk, state__in=ENDED).update(
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


def cancel(job: Job, *, by: User, at: datetime) -> None:
    """Give the work up; a worker at it stops within a second. Raises Finished."""
    updated = Job.objects.filter(pk=job.pk, state__in=UNFINISHED).update(
        state=Job.State.CANCELLED,
        lease_until=None,
        finished_at=at,
        error=_("%(name)s đã huỷ việc tạo tệp.") % {"name": by.full_name},
    )
    if not updated:
        raise Finished(job.state)
    job.refresh_from_db()


def claim(job_id: int, *, at: datetime) -> Job | None:
    """Take the job under a lease; None when it is another's, ended, or not there.

    The conditional UPDATE is the lock.
    """
    claimed = (
        Job.objects.claimable(at=at)
        .filter(pk=job_id, attempts__lt=MAX_ATTEMPTS)
        .update(
            state=Job.State.RUNNING,
            progress=5,
            attempts=F("attempts") + 1,
            lease_until=at + LEASE,
        )
    )
    if not claimed:
        return None
    return Job.objects.for_rendering().get(pk=job_id)


def render(job_id: int, *, clock: Callable[[], datetime]) -> bool:
    """Render the files of the document and keep them; safe to call twice, and late.

    False when there was nothing to do, or it went wrong; the row says which.
    """
    job = claim(job_id, at=clock())
    if job is None:
        return False
    try:
        made = list(_made(job, clock))
    except RenderingCancelled:
        return False
    except RenderingFailed as error:
        logger.warning("the files of %s were not made: %s", job.document, str(error))
        _mine(job).update(**_failed(str(error), at=clock()))
        return False
    except Exception as error:
        logger.exception("the files of %s were not made", job.document)
        _gave_up(job, error, at=clock())
        return False
    return _keep(job, made, at=clock())


def requeue_expired(*, at: datetime) -> list[int]:
    """Jobs whose worker died go back into the queue; lost messages are sent again.

    A job that died for the third time has failed. Returns what was nudged.
    """
    expired = Job.objects.filter(state=Job.State.RUNNING, lease_until__lte=at)
    died = _("Tiến trình tạo tệp dừng giữa chừng %(count)s lần.") % {"count": MAX_ATTEMPTS}
    expired.filter(attempts__gte=MAX_ATTEMPTS).update(**_failed(died, at=at))
    expired.filter(attempts__lt=MAX_ATTEMPTS).update(**_queued())
    waiting = list(Job.objects.filter(state=Job.State.QUEUED, queued_at__lte=at - PATIENCE))
    for job in waiting:
        _nudge(job)
    return [job.pk for job in waiting]


@dataclass(frozen=True)
class Made:
    """A file that a job has made, and as what it is kept."""

    part: str
    format: str
    upload: UploadedFile


def _made(job: Job, clock: Callable[[], datetime]) -> Iterator[Made]:
    document = job.document
    if isinstance(document, Dossier):
        return _packed(job, document, clock)
    return _rendered(job, document, clock)


def _rendered(
    job: Job, document: ConsolidatedReport | Paper | Printout, clock: Callable[[], datetime]
) -> Iterator[Made]:
    from reports import printing

    pieces = printing.pieces(document)
    for done, piece in enumerate(pieces, start=1):
        content = _apart(job, piece.make, clock)
        upload = SimpleUploadedFile(piece.file_name, content, content_type=piece.content_type)
        yield Made(piece.part, piece.format, upload)
        _mine(job).update(progress=5 + 90 * done // len(pieces))


def _packed(job: Job, document: Dossier, clock: Callable[[], datetime]) -> Iterator[Made]:
    """A dossier is written to the disk, and only its papers are made apart, one by one."""
    from reports import dossier
    from reports.printing.pdf import pdf

    def progress(done: int, count: int) -> None:
        if not _renewed(job, at=clock()):
            raise RenderingCancelled
        _mine(job).update(progress=5 + 90 * done // count)

    into = TemporaryFile()
    dossier.pack(
        document,
        into,
        print_=lambda paper: _apart(job, partial(pdf, paper), clock),
        progress=progress,
    )
    size = into.seek(0, SEEK_END)
    into.seek(0)
    name = dossier.name_of(document)
    upload = UploadedFile(into, name, content_type="application/zip", size=size)
    yield Made("dossier", RenderedFile.Format.ZIP, upload)


def _apart(job: Job, make: Callable[[], bytes], clock: Callable[[], datetime]) -> bytes:
    from reports.printing import apart

    return apart.make(
        make,
        seconds=MOST_SECONDS,
        megabytes=MOST_MEGABYTES,
        still_wanted=lambda: _renewed(job, at=clock()),
    )


def _renewed(job: Job, *, at: datetime) -> bool:
    """Hold the lease for longer; False when the job was cancelled, or is another worker's."""
    until = at + LEASE
    if not _mine(job).update(lease_until=until):
        return False
    job.lease_until = until
    return True


def _mine(job: Job):
    """The row, as long as the lease is still the one this worker took."""
    return Job.objects.filter(
        pk=job.pk, state=Job.State.RUNNING, lease_until=job.lease_until, attempts=job.attempts
    )


@transaction.atomic
def _keep(job: Job, made: list[Made], *, at: datetime) -> bool:
    """Store the files of the document; a worker that lost its lease stores nothing."""
    done = _mine(job).update(
        state=Job.State.DONE, progress=100, lease_until=None, finished_at=at, error=""
    )
    if not done:
        return False
    for one in made:
        with one.upload:
            file = keep_file(one.upload, by=job.requested_by, at=at)
        RenderedFile.objects.create(job=job, part=one.part, format=one.format, file=file)
    return True


def _gave_up(job: Job, error: Exception, *, at: datetime) -> None:
    """Try again at once, up to the third time."""
    if job.attempts >= MAX_ATTEMPTS:
        why = _("Đã thử %(count)s lần mà chưa tạo được tệp (%(error)s).") % {
            "count": MAX_ATTEMPTS,
            "error": type(error).__name__,
        }
        _mine(job).update(**_failed(why, at=at))
    elif _mine(job).update(**_queued()):
        _nudge(job)


def _failed(sentence: str, *, at: datetime) -> dict:
    return {
        "state": Job.State.FAILED,
        "lease_until": None,
        "finished_at": at,
        "error": sentence,
    }


def _queued() -> dict:
    return {"state": Job.State.QUEUED, "lease_until": None, "progress": 0}


def _nudge(job: Job) -> None:
    from reports.tasks import render_document

    nudge(render_document, job.pk)
