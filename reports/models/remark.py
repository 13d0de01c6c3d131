"""What the unit and HCTH say to each other about one thing, in place of telephone calls."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directives.models import WorkItem
from directives.models.base import PublicModel
from reports.models.obstacle import Obstacle
from reports.models.progress import ProgressReport


class RemarkQuerySet(models.QuerySet):
    def visible_to(self, posts):
        """Whoever may see what it is about."""
        return self.filter(
            Q(report__in=ProgressReport.objects.visible_to(posts))
            | Q(work_item__in=WorkItem.objects.visible_to(posts))
            | Q(obstacle__in=Obstacle.objects.visible_to(posts))
        )


class Remark(PublicModel):
    """On a report, a work item or an obstacle. Written once, never edited."""

    report = models.ForeignKey(
        ProgressReport, models.PROTECT, null=True, blank=True, related_name="remarks"
    )
    work_item = models.ForeignKey(
        WorkItem, models.PROTECT, null=True, blank=True, related_name="remarks"
    )
    obstacle = models.ForeignKey(
        Obstacle, models.PROTECT, null=True, blank=True, related_name="remarks"
    )
    text = models.TextField(_("ý kiến trao đổi"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("ý kiến trao đổi")
        verbose_name_plural = _("ý kiến trao đổi")
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="remark_says_something",
                violation_error_message=_("Hãy ghi nội dung trao đổi."),
            ),
            models.CheckConstraint(
                condition=Q(report__isnull=False, work_item=None, obstacle=None)
                | Q(report=None, work_item__isnull=False, obstacle=None)
                | Q(report=None, work_item=None, obstacle__isnull=False),
                name="remark_on_one_thing",
            ),
        ]

    def __str__(self):
        return self.text[:80]
