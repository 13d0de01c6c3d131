"""A job that has made its files, without WeasyPrint: what files hold is tested elsewhere."""

from django.core.files.uploadedfile import SimpleUploadedFile

from directives.lifecycle import keep_file
from reports.models import Job, RenderedFile
from reports.printing.documents import CONTENT_TYPES


def finish(job: Job, *names: str) -> None:
    """finish(paper.job, "paper.pdf", "paper.docx"): the part and the format of each file."""
    for name in names:
        part, _dot, extension = name.partition(".")
        kept_as = RenderedFile.Format(extension)
        upload = SimpleUploadedFile(name, name.encode(), content_type=CONTENT_TYPES[kept_as])
        RenderedFile.objects.create(
            job=job,
            part=part,
            format=kept_as,
            file=keep_file(upload, by=job.requested_by, at=job.queued_at),
        )
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.DONE, progress=100, finished_at=job.queued_at
    )
    job.refresh_from_db()
