"""Who does the coordinating unit's own part of the directive, within which establishment."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directives.models import Assignment
from directives.models.base import PublicModel, check_order
from reports.models.seals import seal


class StaffingPostQuerySet(models.QuerySet):
    def visible_to(self, posts):
        return self.filter(
            Q(assignment__department__in=posts.member_of)
            | Q(assignment__duty__directive__agency__in=posts.leads)
        )

    def current(self, *, on):
        """In force on the day, or to come."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on))


@pghistory.track()
class StaffingPost(PublicModel):
    """A person who does this work between two days, by a paper, and who stands in for him."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="staffing_posts")
    person = models.CharField(_("họ và tên"), max_length=120)
    is_full_time = models.BooleanField(_("chuyên trách"), default=False)
    is_focal = models.BooleanField(_("là đầu mối"), default=False)
    work = models.CharField(_("nội dung được giao"), max_length=300, blank=True)
    stand_in = models.CharField(_("người thay khi vắng mặt"), max_length=120, blank=True)
    paper = models.CharField(
        _("văn bản phân công"),
        max_length=200,
        blank=True,
        help_text=_("Để trống khi chưa có văn bản phân công."),
    )
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"), null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = StaffingPostQuerySet.as_manager()

    class Meta:
        ordering = ["-is_focal", "starts_on", "pk"]
        verbose_name = _("phân công nhân lực")
        verbose_name_plural = _("phân công nhân lực")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="staffingpost_ends_on_or_after_start",
                violation_error_message=_("Ngày kết thúc không được trước ngày bắt đầu."),
            )
        ]

    def __str__(self):
        return self.person

    @property
    def seal(self) -> str:
        """Stands for the line as it was read: who corrects it, corrects these words."""
        said = [
            self.person,
            self.is_full_time,
            self.is_focal,
            self.work,
            self.stand_in,
            self.paper,
            str(self.starts_on),
            str(self.ends_on),
        ]
        return seal(said)

    def clean(self):
        check_order(self)


@pghistory.track()
class StaffingQuota(models.Model):
    """The establishment of the coordinating unit from a day on: given, and present."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="staffing_quotas")
    counted_on = models.DateField(_("tính từ ngày"))
    given = models.PositiveIntegerField(_("biên chế được giao"))
    present = models.PositiveIntegerField(_("có mặt"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["assignment_id", "counted_on"]
        get_latest_by = "counted_on"
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "counted_on"], name="staffingquota_one_per_day"
            )
        ]

    def __str__(self):
        return f"{self.assignment_id} {self.counted_on}"
