"""What a unit is working on before it sends: the text it types, and the files it adds."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from directives.models import Attachment
from directives.models.base import PublicModel
from reports.models.progress import ProgressReport
from reports.models.result import LoggedResult


class Draft(models.Model):
    """What the unit is typing: the raw form, one untracked row, seen inside the unit only.

    `version` grows by one at each save; a save on another version is refused and shows both texts.
    """

    report = models.OneToOneField(ProgressReport, models.CASCADE, related_name="draft")
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    #: Names of the fields that were filled from the last period ("chưa cập nhật"), until the unit
    #: changes each or says that it still holds.
    carried = models.JSONField(default=list)
    #: The Word file that was dropped last, from which the text was read.
    original = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_to_head_at = models.DateTimeField(null=True, blank=True)
    sent_to_head_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_to_head_at=None, sent_to_head_by=None)
                | Q(sent_to_head_at__isnull=False, sent_to_head_by__isnull=False),
                name="draft_sent_to_head_at_and_by_together",
            )
        ]

    def __str__(self):
        return f"{self.report_id} v{self.version}"


def _of_the_unit(posts) -> Q:
    return Q(report__department__in=posts.member_of) | Q(assignment__department__in=posts.member_of)


class EvidenceQuerySet(models.QuerySet):
    def standing(self):
        """With their files; without those that were taken off."""
        return self.filter(removed_at=None).select_related("attachment")

    def of(self, posts):
        """Only those of his own units."""
        return self.filter(_of_the_unit(posts), removed_at=None)

    def visible_to(self, posts):
        """Inside the unit always; for who may read submissions, once one of them cites it."""
        readers = Q(report__period__directive__coordinator__in=posts.member_of) | Q(
            report__period__directive__agency__in=posts.leads
        )
        cited = Exists(self.model.entries.through.objects.filter(evidence=OuterRef("pk")))
        return self.filter(_of_the_unit(posts) | readers & Q(cited), removed_at=None)


class Evidence(PublicModel):
    """A file behind an entry, or behind a result logged before there was a report; inside the unit
    until a submission cites it.
    """

    report = models.ForeignKey(
        ProgressReport, models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    result = models.ForeignKey(
        LoggedResult, models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    assignment = models.ForeignKey("directives.Assignment", models.PROTECT, related_name="evidence")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="evidence")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(report__isnull=False) | Q(result__isnull=False),
                name="evidence_of_a_report_or_of_a_logged_result",
            )
        ]

    def __str__(self):
        return str(self.attachment)
