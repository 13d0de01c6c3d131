"""A bảng theo dõi that came in as a spreadsheet: the file, how its columns were read, each row's
fate.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directives.models.base import PublicModel
from directives.models.directive import Attachment
from directives.models.organisation import Department


class TrackingImportQuerySet(models.QuerySet):
    def visible_to(self, posts):
        """The coordinating unit for which it was brought in."""
        return self.filter(coordinator__in=posts.coordinates)


class TrackingImport(PublicModel):
    """Uploaded first, tried dry as often as wanted, applied once and whole or not at all.

    `mapping` is the row of the headings, the column of each field and what a person answered, as
    `tracking.decisions` has them; `fates` is what became of each row once it was applied.
    """

    coordinator = models.ForeignKey(Department, models.PROTECT, related_name="+")
    file = models.OneToOneField(Attachment, models.PROTECT, related_name="+")
    sheet = models.CharField(_("trang tính"), max_length=100, blank=True)
    mapping = models.JSONField(default=dict)
    fates = models.JSONField(default=list)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, blank=True)

    objects = TrackingImportQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("bảng theo dõi đã nhập")
        verbose_name_plural = _("bảng theo dõi đã nhập")
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_at=None, applied_by=None)
                | Q(applied_at__isnull=False, applied_by__isnull=False),
                name="trackingimport_applied_at_and_by_together",
            )
        ]

    def __str__(self):
        return str(self.file)
