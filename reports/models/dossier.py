"""Hồ sơ công việc: everything of a directive in one file, for nộp lưu."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directives.models import Directive
from directives.models.base import PublicModel


class DossierQuerySet(models.QuerySet):
    def visible_to(self, posts):
        return self.filter(
            Q(directive__coordinator__in=posts.member_of) | Q(directive__agency__in=posts.leads)
        )


class Dossier(PublicModel):
    """One making of the file of a directive, as it stood then; the worker packs it."""

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="dossiers")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = DossierQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("hồ sơ công việc")
        verbose_name_plural = _("hồ sơ công việc")

    def __str__(self):
        return f"{self.directive_id} {self.made_at}"
