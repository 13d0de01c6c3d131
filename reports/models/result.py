"""What the unit did, written down on the day it happened."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directives.models import Assignment, WorkItem
from directives.models.base import PublicModel
from reports.models.progress import Submission


class LoggedResultQuerySet(models.QuerySet):
    def visible_to(self, posts):
        """Inside the unit; what a submission has taken in is read there by everybody else."""
        return self.filter(assignment__department__in=posts.member_of)

    def standing(self):
        return self.filter(removed_at=None)

    def waiting(self):
        """For the next report."""
        return self.standing().filter(submission=None)


@pghistory.track()
class LoggedResult(PublicModel):
    """A result of an assignment, or of one of its work items, that waits for the next report.

    `submission` is the report that took it in; from then on it is not changed.
    """

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="logged_results")
    work_item = models.ForeignKey(
        WorkItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="logged_results",
        verbose_name=_("nội dung công việc"),
    )
    on = models.DateField(_("ngày"))
    text = models.TextField(_("kết quả"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="logged_results"
    )
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = LoggedResultQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("kết quả đã ghi")
        verbose_name_plural = _("kết quả đã ghi")
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="loggedresult_says_something",
                violation_error_message=_("Hãy ghi kết quả."),
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False, submission=None),
                name="loggedresult_removed_at_and_by_before_it_was_reported",
            ),
        ]

    def __str__(self):
        return f"{self.on}: {self.text[:60]}"

    @property
    def is_waiting(self) -> bool:
        """As `LoggedResultQuerySet.waiting`, for one row."""
        return self.submission_id is None and self.removed_at is None
