"""The draft of a period's consolidated report, on its way from HCTH to the Director."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directives.models import LegalBasis
from directives.models.base import PublicModel
from reports.models.calendar import ReportingPeriod


class ConsolidatedDraftQuerySet(models.QuerySet):
    def visible_to(self, posts):
        """HCTH and the leaders."""
        return self.filter(
            Q(period__directive__coordinator__in=posts.member_of)
            | Q(period__directive__agency__in=posts.leads)
        )

    def awaiting(self, posts):
        """Sent to the leaders of his agency, and not decided yet."""
        return self.filter(
            state=ConsolidatedDraft.State.SUBMITTED, period__directive__agency__in=posts.leads
        )

    def for_listing(self):
        return self.select_related(
            "period__directive__coordinator", "period__directive__agency", "basis", "made_by"
        )


class ConsolidatedDraft(PublicModel):
    """One per period, and per legal basis that is reported apart. Becomes version n on approval.

    `content` is the Consolidation that its figures are of, as JSON: it changes only when HCTH asks
    for new figures. `revision` grows with every change of figures or text; who decides, decides
    on the revision that he saw.
    """

    class State(models.TextChoices):
        DRAFTING = "drafting", _("Đang soạn")
        SUBMITTED = "submitted", _("Đã trình")
        RETURNED = "returned", _("Cần hoàn thiện")
        APPROVED = "approved", _("Đã duyệt")

    #: Where HCTH may write.
    OPEN_STATES = (State.DRAFTING, State.RETURNED)

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="consolidated_drafts")
    basis = models.ForeignKey(
        LegalBasis,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("báo cáo riêng theo căn cứ"),
    )
    state = models.CharField(max_length=20, choices=State, default=State.DRAFTING)
    revision = models.PositiveIntegerField(default=1)
    content = models.JSONField()
    consolidated_at = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ConsolidatedDraftQuerySet.as_manager()

    class Meta:
        ordering = ["period_id", "basis_id"]
        verbose_name = _("dự thảo báo cáo tổng hợp")
        verbose_name_plural = _("dự thảo báo cáo tổng hợp")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "basis"],
                nulls_distinct=False,
                name="consolidateddraft_one_per_period_and_basis",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["drafting", "submitted", "returned", "approved"]),
                name="consolidateddraft_state_is_known",
            ),
        ]

    def __str__(self):
        return f"{self.period_id} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN_STATES


class ConsolidatedSection(models.Model):
    """What a person wrote in place of a section's own text; a section nobody touched has no row.

    `blocks` are `reports.documents` blocks as JSON. A stale `revision` gets both texts to see.
    """

    draft = models.ForeignKey(ConsolidatedDraft, models.CASCADE, related_name="sections")
    key = models.CharField(max_length=40)
    blocks = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField()
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["draft_id", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "key"], name="consolidatedsection_written_once"
            )
        ]

    def __str__(self):
        return f"{self.draft_id}: {self.key}"


class ConsolidatedStep(models.Model):
    """Every move of the draft, who made it and why, written once and never edited.

    `source` is set when HCTH records what a leader decided (bút phê, giao ban ngày …).
    """

    draft = models.ForeignKey(ConsolidatedDraft, models.CASCADE, related_name="steps")
    from_state = models.CharField(max_length=20, choices=ConsolidatedDraft.State)
    to_state = models.CharField(max_length=20, choices=ConsolidatedDraft.State)
    revision = models.PositiveIntegerField()
    note = models.TextField(blank=True)
    source = models.CharField(_("nguồn"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(to_state="returned") | ~Q(note=""),
                name="consolidatedstep_return_has_a_reason",
                violation_error_message=_("Hãy ghi nội dung cần hoàn thiện."),
            ),
            models.CheckConstraint(
                condition=~Q(from_state="approved") | ~Q(note=""),
                name="consolidatedstep_correction_has_a_reason",
                violation_error_message=_("Hãy ghi lý do đính chính, bổ sung."),
            ),
        ]

    def __str__(self):
        return f"{self.draft_id}: {self.from_state} > {self.to_state}"


class ConsolidatedComment(models.Model):
    """A remark on the draft, or on one section of it; open until somebody marks it as done."""

    draft = models.ForeignKey(ConsolidatedDraft, models.CASCADE, related_name="comments")
    section = models.CharField(max_length=40, blank=True)
    text = models.TextField(_("ý kiến"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="consolidatedcomment_says_something"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="consolidatedcomment_done_at_and_by_together",
            ),
        ]

    def __str__(self):
        return self.text[:80]
