"""What the office really issued: the signed file or the scan that came back from văn thư."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directives.models import Attachment
from directives.models.base import PublicModel
from reports.models.consolidated.version import ConsolidatedReport
from reports.models.paper import Paper


class IssuedCopyQuerySet(models.QuerySet):
    def visible_to(self, posts):
        """Whoever may read the document."""
        return self.filter(
            Q(consolidated__in=ConsolidatedReport.objects.visible_to(posts))
            | Q(paper__in=Paper.objects.visible_to(posts))
        )


class IssuedCopy(PublicModel):
    """Bản phát hành of one document; the newest one stands.

    `verdict` is how it compares with our own PDF, `reason` why it cannot be compared. The
    `differences`, of which the first ones are kept and `difference_count` are in the text, and the
    `signatures` are `reports.issued.values` as JSON, all as of the day it came.
    """

    class Verdict(models.TextChoices):
        SAME = "same", _("Đúng nguyên bản đã duyệt")
        STAMPED = "stamped", _("Nội dung như bản đã duyệt, có thêm số, ngày, dấu")
        DIFFERENT = "different", _("Nội dung khác bản đã duyệt")
        INCOMPARABLE = "incomparable", _("Không so sánh được")

    class Reason(models.TextChoices):
        SCAN = "scan", _("tệp là bản quét, không có lớp chữ để đọc")
        UNREADABLE = "unreadable", _("không đọc được chữ trong tệp")
        TOO_LONG = "too_long", _("tệp quá dài")
        TOO_SLOW = "too_slow", _("kiểm tra lâu quá nên đã dừng")

    consolidated = models.ForeignKey(
        ConsolidatedReport, models.PROTECT, null=True, blank=True, related_name="issued_copies"
    )
    paper = models.ForeignKey(
        Paper, models.PROTECT, null=True, blank=True, related_name="issued_copies"
    )
    file = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    number = models.CharField(_("số"), max_length=20)
    symbol = models.CharField(_("ký hiệu"), max_length=60)
    issued_on = models.DateField(_("ngày ban hành"))
    signer = models.CharField(_("người ký"), max_length=200)
    verdict = models.CharField(max_length=20, choices=Verdict)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    differences = models.JSONField(default=list)
    difference_count = models.PositiveIntegerField(default=0)
    signatures = models.JSONField(default=list)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = IssuedCopyQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        get_latest_by = "received_at"
        verbose_name = _("bản phát hành")
        verbose_name_plural = _("bản phát hành")
        constraints = [
            models.CheckConstraint(
                condition=Q(consolidated__isnull=False, paper=None)
                | Q(consolidated=None, paper__isnull=False),
                name="issuedcopy_of_one_document",
            ),
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(symbol=""), name="issuedcopy_has_number_and_symbol"
            ),
            models.CheckConstraint(
                condition=~Q(verdict="different") | ~Q(differences=[]),
                name="issuedcopy_different_text_names_the_differences",
            ),
            models.CheckConstraint(
                condition=Q(verdict="incomparable") & ~Q(reason="")
                | ~Q(verdict="incomparable") & Q(reason=""),
                name="issuedcopy_incomparable_for_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.number}/{self.symbol}"

    @property
    def document(self) -> ConsolidatedReport | Paper:
        return self.consolidated or self.paper
