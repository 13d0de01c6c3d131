"""A consolidated report as it was made: numbered, frozen, with its hash and its PDFs."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from directives.models import Attachment
from directives.models.base import PublicModel
from reports.models.calendar import ReportingPeriod
from reports.models.progress import Submission


class ConsolidatedReportQuerySet(models.QuerySet):
    def visible_to(self, posts):
        """HCTH and the leaders: units are not shown what others wrote."""
        return self.filter(
            models.Q(period__directive__coordinator__in=posts.member_of)
            | models.Q(period__directive__agency__in=posts.leads)
        )

    def for_listing(self):
        return self.select_related(
            "period__directive__coordinator", "period__directive__agency", "made_by"
        )


class ConsolidatedReport(PublicModel):
    """Version n of a period. `content` is the frozen Consolidation as JSON, never recomputed."""

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="consolidated_reports")
    version = models.PositiveSmallIntegerField(_("phiên bản"))
    content = models.JSONField()
    content_hash = models.CharField(max_length=64, help_text="SHA-256 of the canonical JSON.")
    submissions = models.ManyToManyField(Submission, related_name="consolidated_in")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    report_pdf = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+"
    )
    annex_pdf = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ConsolidatedReportQuerySet.as_manager()

    class Meta:
        ordering = ["period_id", "-version"]
        get_latest_by = "version"
        verbose_name = _("báo cáo tổng hợp")
        verbose_name_plural = _("báo cáo tổng hợp")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "version"], name="consolidatedreport_numbered_once"
            )
        ]

    def __str__(self):
        return f"{self.period_id} v{self.version}"
