"""Nhập thay: what HCTH types in from a paper, before it becomes the unit's report."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directives.models import Attachment
from reports.models.progress import ProgressReport


class Transcript(models.Model):
    """The paper of a unit, and the raw form that HCTH fills in from it; seen by HCTH only.

    Gone once it is sent: the Submission then says all that stands here. `version` works as that
    of a Draft.
    """

    report = models.OneToOneField(ProgressReport, models.CASCADE, related_name="transcript")
    #: Who signed the paper: in his name it is sent.
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ký")
    )
    received_on = models.DateField(_("ngày nhận"))
    source = models.CharField(_("nguồn"), max_length=200)
    original = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    data = models.JSONField(null=True, blank=True, help_text="None before anybody typed.")
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="transcript_names_its_source")
        ]

    def __str__(self):
        return f"{self.report_id} v{self.version}"
