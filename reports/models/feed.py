"""The secret link under which a person's calendar program finds his deadlines."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class FeedLinkQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(revoked_at=None)


class FeedLink(models.Model):
    """One link in use per person; a revoked one never opens again.

    `key` is random, and stands in the address with a signature of it: what is kept here opens
    nothing without the server's secret.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="feed_links")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = FeedLinkQuerySet.as_manager()

    class Meta:
        ordering = ["person_id", "-created_at"]
        verbose_name = _("liên kết lịch cá nhân")
        verbose_name_plural = _("liên kết lịch cá nhân")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(revoked_at=None),
                name="feedlink_one_in_use_per_person",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("created_at")),
                name="feedlink_revoked_after_it_was_made",
            ),
        ]

    def __str__(self):
        return f"{self.person_id} {self.created_at}"
