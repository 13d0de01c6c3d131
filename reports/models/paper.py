"""A công văn that HCTH drafts here and the office issues: opening a period, urging those late."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directives.models import Department, Directive, DocumentType
from directives.models.base import PublicModel
from reports.citation import Citation
from reports.models.calendar import ReportingPeriod


class PaperQuerySet(models.QuerySet):
    def visible_to(self, posts):
        """HCTH and the leaders; a unit gets the paper itself, by the document system."""
        return self.filter(
            Q(period__directive__coordinator__in=posts.member_of)
            | Q(period__directive__agency__in=posts.leads)
        )

    def issued(self):
        return self.exclude(issued_on=None)

    def drafts(self):
        return self.filter(issued_on=None)

    def for_listing(self):
        return self.select_related(
            "period__directive__coordinator", "period__directive__agency", "made_by"
        )


class Paper(PublicModel):
    """A draft is never changed: drafting again makes a new one. `content` is the frozen value.

    Number, symbol and day are typed in once the document system gave them; nothing here allocates
    a number.
    """

    class Kind(models.TextChoices):
        OPENING = "opening", _("Công văn yêu cầu báo cáo")
        URGING = "urging", _("Công văn đôn đốc")

    kind = models.CharField(_("loại công văn"), max_length=20, choices=Kind)
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="papers")
    departments = models.ManyToManyField(Department, related_name="+")
    round = models.PositiveSmallIntegerField(_("lần đôn đốc"), null=True, blank=True)
    signer_capacity = models.CharField(
        _("quyền hạn ký"), max_length=4, choices=Directive.Capacity, blank=True
    )
    signer_title = models.CharField(_("chức vụ người ký"), max_length=200)
    signer_name = models.CharField(_("người ký"), max_length=120, blank=True)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64, help_text="SHA-256 of the canonical JSON.")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    number = models.CharField(_("số"), max_length=20, blank=True)
    symbol = models.CharField(_("ký hiệu"), max_length=60)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    issued_recorded_at = models.DateTimeField(null=True, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("công văn")
        verbose_name_plural = _("công văn")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="urging", round__gte=1) | (~Q(kind="urging") & Q(round=None)),
                name="paper_urging_says_which_time_it_is",
            ),
            models.CheckConstraint(
                condition=Q(number="", issued_on=None, issued_by=None, issued_recorded_at=None)
                | (
                    ~Q(number="")
                    & Q(
                        issued_on__isnull=False,
                        issued_by__isnull=False,
                        issued_recorded_at__isnull=False,
                    )
                ),
                name="paper_number_day_and_who_typed_them_together",
            ),
            models.UniqueConstraint(
                fields=["period"],
                condition=Q(kind="opening", issued_on__isnull=False),
                name="paper_opens_a_period_once",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.period_id}"

    @property
    def title(self) -> str:
        """Công văn yêu cầu báo cáo; Công văn đôn đốc lần 2"""
        kind = self.get_kind_display()
        if self.round is None:
            return str(kind)
        return gettext("%(kind)s lần %(round)s") % {"kind": kind, "round": self.round}

    @property
    def is_issued(self) -> bool:
        return self.issued_on is not None

    @property
    def citation(self) -> Citation | None:
        """How the issued paper is named; None for a draft."""
        if not self.is_issued:
            return None
        return Citation(f"{self.number}/{self.symbol}", self.issued_on, DocumentType.DISPATCH)
