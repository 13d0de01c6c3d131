"""How the periods of a directive follow each other."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directives.models import Directive
from reports.calendar import LAST_DAY, Cycle, Deadlines, Due, Weekday

#: The three dates of a period, in the order in which they come: whose report is due.
DEADLINES = ("unit", "director", "upward")


def _due(name: str) -> Q:
    """So many working days from the cut-off, or a day of the month or year; never both.

    An unknown (null) comparison would let a row pass, so each null is named.
    """
    offset = Q(
        **{f"{name}_working_days__isnull": False, f"{name}_day": None, f"{name}_month": None}
    )
    plain = Q(
        **{
            f"{name}_working_days": None,
            f"{name}_day__isnull": False,
            f"{name}_day__range": (1, 31),
        }
    )
    of_month, of_year = Q(**{f"{name}_month": None}), Q(**{f"{name}_month__range": (1, 12)})
    return offset | (plain & (of_month | of_year))


@pghistory.track()
class Schedule(models.Model):
    """How the periods of a directive follow each other, and who chose that.

    The dispatch says "định kỳ hằng năm hoặc theo giai đoạn": the choice is somebody's. Each of the
    three deadlines is an offset in working days from the cut-off (negative: before it), or a day
    of the month, with `month` of the year.
    """

    directive = models.OneToOneField(Directive, models.CASCADE, related_name="schedule")
    cycle = models.CharField(_("chu kỳ"), max_length=20, choices=Cycle, default=Cycle.YEARLY)
    cut_off_month = models.PositiveSmallIntegerField(_("tháng kết thúc năm báo cáo"), default=12)
    cut_off_day = models.PositiveSmallIntegerField(
        _("ngày chốt số liệu"), default=14, help_text=_("31: ngày cuối tháng.")
    )
    cut_off_weekday = models.PositiveSmallIntegerField(
        _("ngày chốt số liệu trong tuần"), choices=Weekday, default=Weekday.THURSDAY
    )
    unit_working_days = models.SmallIntegerField(null=True, blank=True, default=2)
    unit_day = models.PositiveSmallIntegerField(null=True, blank=True)
    unit_month = models.PositiveSmallIntegerField(null=True, blank=True)
    director_working_days = models.SmallIntegerField(null=True, blank=True, default=5)
    director_day = models.PositiveSmallIntegerField(null=True, blank=True)
    director_month = models.PositiveSmallIntegerField(null=True, blank=True)
    upward_working_days = models.SmallIntegerField(null=True, blank=True, default=8)
    upward_day = models.PositiveSmallIntegerField(null=True, blank=True)
    upward_month = models.PositiveSmallIntegerField(null=True, blank=True)
    decided_by = models.CharField(_("người quyết định chu kỳ"), max_length=200)
    paper = models.CharField(_("văn bản quyết định chu kỳ"), max_length=200)

    class Meta:
        verbose_name = _("lịch báo cáo")
        verbose_name_plural = _("lịch báo cáo")
        constraints = [
            models.CheckConstraint(
                condition=Q(cut_off_month__range=(1, 12))
                & (Q(cut_off_day__range=(1, 28)) | Q(cut_off_day=LAST_DAY)),
                name="schedule_cut_off_is_a_day_of_every_month",
                violation_error_message=_(
                    "Ngày chốt số liệu từ 1 đến 28 hoặc ngày cuối tháng, tháng từ 1 đến 12."
                ),
            ),
            models.CheckConstraint(
                condition=Q(cut_off_weekday__range=(1, 7)),
                name="schedule_cut_off_is_a_day_of_the_week",
                violation_error_message=_("Hãy chọn một ngày trong tuần."),
            ),
            *(
                models.CheckConstraint(
                    condition=_due(name),
                    name=f"schedule_{name}_due_is_an_offset_or_a_day",
                    violation_error_message=_(
                        "Mỗi hạn là số ngày làm việc tính từ ngày chốt hoặc một ngày cố định."
                    ),
                )
                for name in DEADLINES
            ),
            models.CheckConstraint(
                condition=Q(unit_working_days__lte=F("director_working_days"))
                & Q(director_working_days__lte=F("upward_working_days")),
                name="schedule_unit_then_director_then_upward",
                violation_error_message=_(
                    "Thứ tự các hạn: đơn vị gửi, trình Giám đốc Sở, gửi cấp trên."
                ),
            ),
        ]

    def __str__(self):
        return self.get_cycle_display()

    @property
    def follows_the_calendar(self) -> bool:
        """Periods are calendar weeks, months, quarters or years: nothing is cut off before."""
        if self.cycle == Cycle.WEEKLY:
            return self.cut_off_weekday == Weekday.SUNDAY
        return self.cut_off_day == LAST_DAY

    @property
    def is_endless(self) -> bool:
        """It goes on as long as the directive does; phases are named, and none by hand planned."""
        return self.cycle not in (Cycle.PHASE, Cycle.ONCE, Cycle.ON_DEMAND)

    def due(self, name: str) -> Due:
        """The deadline of "unit", "director" or "upward" as the schedule says it."""
        return Due(
            getattr(self, f"{name}_working_days"),
            getattr(self, f"{name}_day"),
            getattr(self, f"{name}_month"),
        )

    @property
    def deadlines(self) -> Deadlines:
        return Deadlines(*(self.due(name) for name in DEADLINES))


@pghistory.track()
class SchedulePhase(models.Model):
    """A named part of the directive's time: "Giai đoạn 2024-2025", "Tổng kết giai đoạn 2026-2030".

    It starts where the one before ends, the first on the directive's own date.
    """

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="phases")
    name = models.CharField(_("tên giai đoạn"), max_length=60)
    ends_on = models.DateField(_("chốt số liệu đến hết ngày"))

    class Meta:
        ordering = ["schedule_id", "ends_on"]
        verbose_name = _("giai đoạn")
        verbose_name_plural = _("giai đoạn")
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "ends_on"],
                name="schedulephase_one_ends_on_a_day",
                violation_error_message=_("Hai giai đoạn cùng kết thúc trong một ngày."),
            ),
        ]

    def __str__(self):
        return self.name
