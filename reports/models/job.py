"""Long work as rows: the queue only nudges."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directives.models import Attachment
from directives.models.base import PublicModel
from reports.models.consolidated import ConsolidatedReport
from reports.models.dossier import Dossier
from reports.models.paper import Paper
from reports.models.printout import Printout


def _exactly_one(*names: str) -> Q:
    """One of the columns is filled, and no other."""
    return reduce(
        or_, (Q(**{f"{one}__isnull": one != filled for one in names}) for filled in names)
    )


class JobQuerySet(models.QuerySet):
    def visible_to(self, posts):
        """Whoever may read the document."""
        return self.filter(
            Q(consolidated__in=ConsolidatedReport.objects.visible_to(posts))
            | Q(paper__in=Paper.objects.visible_to(posts))
            | Q(printout__in=Printout.objects.visible_to(posts))
            | Q(dossier__in=Dossier.objects.visible_to(posts))
        )

    def for_rendering(self):
        return self.select_related(
            "consolidated__period__directive",
            "paper__period__directive",
            "printout__period__directive",
            "dossier__directive__coordinator",
            "dossier__directive__agency",
            "requested_by",
        )

    def unfinished(self):
        return self.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING])

    def claimable(self, *, at):
        """Queued, or running under a lease that has run out."""
        return self.filter(
            Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, lease_until__lte=at)
        )


class Job(PublicModel):
    """The rendering of one document into its files; the sweep takes up expired leases.

    A cancelled job made no files, and is started again like a failed one.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Đang chờ")
        RUNNING = "running", _("Đang tạo")
        DONE = "done", _("Đã xong")
        FAILED = "failed", _("Không tạo được")
        CANCELLED = "cancelled", _("Đã huỷ")

    consolidated = models.OneToOneField(
        ConsolidatedReport, models.CASCADE, null=True, blank=True, related_name="job"
    )
    paper = models.OneToOneField(Paper, models.CASCADE, null=True, blank=True, related_name="job")
    printout = models.OneToOneField(
        Printout, models.CASCADE, null=True, blank=True, related_name="job"
    )
    dossier = models.OneToOneField(
        Dossier, models.CASCADE, null=True, blank=True, related_name="job"
    )
    state = models.CharField(max_length=20, choices=State, default=State.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0, help_text="Percent, 0-100.")
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    queued_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["queued_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state="running") & Q(lease_until__isnull=False))
                | (~Q(state="running") & Q(lease_until=None)),
                name="job_leased_exactly_while_running",
            ),
            models.CheckConstraint(
                condition=Q(progress__range=(0, 100)), name="job_progress_from_0_to_100"
            ),
            models.CheckConstraint(
                condition=_exactly_one("consolidated", "paper", "printout", "dossier"),
                name="job_renders_one_document",
            ),
        ]

    def __str__(self):
        return f"{self.document} {self.state}"

    @property
    def document(self) -> ConsolidatedReport | Paper | Printout | Dossier:
        return self.consolidated or self.paper or self.printout or self.dossier

    @property
    def is_finished(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED, self.State.CANCELLED)


class RenderedFile(models.Model):
    """A file that a job made: `part` of the document ("report", "annex", "slip", "paper") in one
    format. Kept as it was, byte for byte.
    """

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word"
        XLSX = "xlsx", "Excel"
        ZIP = "zip", "ZIP"

    job = models.ForeignKey(Job, models.CASCADE, related_name="files")
    part = models.CharField(max_length=20)
    format = models.CharField(max_length=10, choices=Format)
    file = models.ForeignKey(Attachment, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["job_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["job", "part", "format"], name="renderedfile_made_once")
        ]

    def __str__(self):
        return f"{self.job_id} {self.part}.{self.format}"


class Heartbeat(models.Model):
    """When a task last came through: one row per queue, and one for the sweep."""

    SWEEP = "sweep"

    name = models.CharField(max_length=40, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self):
        return f"{self.name} {self.seen_at}"
