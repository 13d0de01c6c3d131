"""The plan of inspections: which unit is visited when, and what became of it."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directives.models import Department, Directive
from directives.models.base import PublicModel
from reports.models.seals import seal
from reports.models.supervision import Supervision


class PlannedInspectionQuerySet(models.QuerySet):
    def visible_to(self, posts):
        """HCTH, the leaders, and the unit that is to be visited."""
        return self.filter(
            Q(directive__coordinator__in=posts.member_of)
            | Q(directive__agency__in=posts.leads)
            | Q(department__in=posts.member_of)
        )

    def for_listing(self):
        return self.select_related("department", "directive", "supervision").order_by(
            "on", "department__sort_key", "pk"
        )

    def to_come(self):
        """Neither carried out nor called off."""
        return self.filter(supervision=None, cancelled_at=None)


@pghistory.track()
class PlannedInspection(PublicModel):
    """One line of the inspection plan. Carried out, it points to the record of the inspection."""

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="planned_inspections")
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        related_name="planned_inspections",
        verbose_name=_("đơn vị được kiểm tra"),
    )
    on = models.DateField(_("ngày kiểm tra"))
    content = models.TextField(_("nội dung kiểm tra"))
    team = models.TextField(_("thành phần"), help_text=_("Mỗi người một dòng: họ và tên, chức vụ."))
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    supervision = models.OneToOneField(
        Supervision, models.PROTECT, null=True, blank=True, related_name="planned"
    )
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(_("lý do không kiểm tra"), max_length=300, blank=True)

    objects = PlannedInspectionQuerySet.as_manager()

    class Meta:
        ordering = ["on", "department__sort_key", "pk"]
        verbose_name = _("cuộc kiểm tra theo kế hoạch")
        verbose_name_plural = _("kế hoạch kiểm tra")
        constraints = [
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_by=None, cancel_reason="")
                | (
                    Q(cancelled_at__isnull=False, cancelled_by__isnull=False, supervision=None)
                    & ~Q(cancel_reason="")
                ),
                name="plannedinspection_called_off_with_a_reason",
                violation_error_message=_("Hãy ghi lý do không kiểm tra."),
            )
        ]

    def __str__(self):
        return f"{self.on}: {self.department_id}"

    @property
    def members(self) -> list[str]:
        """The team, a line each: họ và tên, chức vụ."""
        return [line.strip() for line in self.team.splitlines() if line.strip()]

    @property
    def is_to_come(self) -> bool:
        """As `PlannedInspectionQuerySet.to_come`, for one."""
        return self.supervision_id is None and self.cancelled_at is None

    @property
    def is_called_off(self) -> bool:
        return self.cancelled_at is not None

    @property
    def seal(self) -> str:
        """Stands for the plan as it was read: who changes it, changes these words."""
        return seal([self.department_id, str(self.on), self.content, self.team, self.place])
