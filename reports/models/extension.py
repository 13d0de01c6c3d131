"""Đề nghị gia hạn: a unit asks, before its deadline has passed, for a later one."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directives.models.base import PublicModel
from reports.models.progress import OPEN_STATES, ProgressReport, reviewed_from_outside


class ExtensionRequestQuerySet(models.QuerySet):
    def visible_to(self, posts):
        return self.filter(report__in=ProgressReport.objects.visible_to(posts))

    def open(self):
        return self.filter(outcome="")

    def granted(self):
        return self.filter(outcome=ExtensionRequest.Outcome.GRANTED)

    def decidable_by(self, posts):
        """Those that wait for this person: as `permissions.may("decide_extension", ...)`."""
        his = reviewed_from_outside(posts, "report__")
        return self.open().filter(his, report__state__in=OPEN_STATES)


class ExtensionRequest(PublicModel):
    """`from_due_on` is the deadline in force when it was asked; blank `outcome`: not decided.

    A request lapses when the unit sends its report, no longer owes it, or has as much time
    already, before anybody has decided; `note` says which. A successor asks for itself: it has a
    deadline of its own.
    """

    class Outcome(models.TextChoices):
        GRANTED = "granted", _("Đồng ý")
        REFUSED = "refused", _("Không đồng ý")
        LAPSED = "lapsed", _("Không còn cần gia hạn")

    report = models.ForeignKey(ProgressReport, models.PROTECT, related_name="extension_requests")
    from_due_on = models.DateField(_("hạn đang áp dụng"))
    to_due_on = models.DateField(_("hạn đề nghị"))
    reason = models.TextField(_("lý do"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    note = models.TextField(_("ý kiến"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ExtensionRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(outcome=""),
                name="extensionrequest_one_open_per_report",
            ),
            models.CheckConstraint(
                condition=Q(to_due_on__gt=F("from_due_on")),
                name="extensionrequest_asks_for_a_later_day",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="extensionrequest_has_a_reason"),
            models.CheckConstraint(
                condition=Q(outcome="", decided_by=None, decided_at=None, note="")
                | (~Q(outcome="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="extensionrequest_outcome_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="refused") | ~Q(note=""),
                name="extensionrequest_refusal_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.report_id}: {self.from_due_on} > {self.to_due_on} {self.outcome}"

    @property
    def is_open(self) -> bool:
        return not self.outcome

    @property
    def is_granted(self) -> bool:
        return self.outcome == self.Outcome.GRANTED
