"""A consolidated report as it was approved: numbered, frozen, with its hash."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directives.models import LegalBasis
from directives.models.base import PublicModel
from reports.models.calendar import ReportingPeriod
from reports.models.progress import Submission


class ConsolidatedReportQuerySet(models.QuerySet):
    def visible_to(self, posts):
        """HCTH and the leaders: units are not shown what others wrote."""
        return self.filter(
            Q(period__directive__coordinator__in=posts.member_of)
            | Q(period__directive__agency__in=posts.leads)
        )

    def for_listing(self):
        return self.select_related(
            "period__directive__coordinator",
            "period__directive__agency",
            "basis",
            "made_by",
            "approved_by",
        )


class ConsolidatedReport(PublicModel):
    """Version n of a period, never recomputed: what a leader approved.

    `content` is {"consolidation", "report", "annex", "slip"} as JSON: the figures, and the
    documents that were made of them. `made_by` sent it up at `made_at`; `approval_source` is set
    where HCTH recorded a leader's approval; `reason` says why version n + 1 was made.
    """

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="consolidated_reports")
    basis = models.ForeignKey(LegalBasis, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveSmallIntegerField(_("phiên bản"))
    content = models.JSONField()
    content_hash = models.CharField(max_length=64, help_text="SHA-256 of the canonical JSON.")
    submissions = models.ManyToManyField(Submission, related_name="consolidated_in")
    reason = models.TextField(_("lý do đính chính, bổ sung"), blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approval_source = models.CharField(_("nguồn"), max_length=200, blank=True)

    objects = ConsolidatedReportQuerySet.as_manager()

    class Meta:
        ordering = ["period_id", "basis_id", "-version"]
        get_latest_by = "approved_at"
        verbose_name = _("báo cáo tổng hợp")
        verbose_name_plural = _("báo cáo tổng hợp")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "basis", "version"],
                nulls_distinct=False,
                name="consolidatedreport_numbered_once",
            ),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(reason=""),
                name="consolidatedreport_correction_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.period_id} v{self.version}"

    @property
    def previous_number(self) -> int:
        return self.version - 1
