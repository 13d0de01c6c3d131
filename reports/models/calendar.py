"""Which periods a directive is reported in, and until when."""

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directives.models import Directive, DocumentType
from directives.models.base import PublicModel, days, same
from reports.calendar import LAST_DAY, Cycle, Deadlines, Due, Weekday
from reports.citation import Citation

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


class ReportingPeriodQuerySet(models.QuerySet):
    def visible_to(self, posts):
        return self.filter(directive__in=Directive.objects.visible_to(posts))

    def confirmed(self):
        return self.exclude(confirmed_at=None)

    def for_listing(self):
        return self.select_related("directive__coordinator", "directive__agency")


@pghistory.track()
class ReportingPeriod(PublicModel):
    """From, to (the cut-off) and three deadlines; planned until a person confirms it by a paper.

    The three dates are last days on time, until 24:00 in Vietnam. `…_working_days` says of each
    that it was counted from the cut-off, and follows the office's calendar while the period is
    planned; null is a plain date. A period that HCTH opened by hand (đột xuất) follows no
    schedule, and may lie across others.
    """

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="periods")
    label = models.CharField(_("kỳ báo cáo"), max_length=60)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("chốt số liệu đến hết ngày"))
    unit_due_on = models.DateField(_("đơn vị gửi báo cáo, hết ngày"))
    director_due_on = models.DateField(_("trình Giám đốc Sở, hết ngày"))
    upward_due_on = models.DateField(_("gửi cấp trên, hết ngày"))
    unit_working_days = models.SmallIntegerField(null=True, blank=True)
    director_working_days = models.SmallIntegerField(null=True, blank=True)
    upward_working_days = models.SmallIntegerField(null=True, blank=True)
    is_on_demand = models.BooleanField(_("đột xuất"), default=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    paper_type = models.CharField(
        _("loại văn bản"), max_length=10, choices=DocumentType, default=DocumentType.DISPATCH
    )
    paper_number = models.CharField(
        _("số, ký hiệu"), max_length=60, blank=True, help_text=_("Ghi đủ: 512/SKHCN-HCTH.")
    )
    paper_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    decided_by = models.CharField(_("người quyết định chu kỳ"), max_length=200, blank=True)

    upward_number = models.CharField(
        _("số, ký hiệu báo cáo gửi cấp trên"),
        max_length=60,
        blank=True,
        help_text=_("Ghi đủ: 85/BC-SKHCN."),
    )
    upward_sent_on = models.DateField(_("ngày gửi cấp trên"), null=True, blank=True)

    objects = ReportingPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["directive_id", "starts_on"]
        verbose_name = _("kỳ báo cáo")
        verbose_name_plural = _("kỳ báo cáo")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="reportingperiod_ends_on_or_after_start",
                violation_error_message=_("Ngày chốt số liệu không được trước ngày bắt đầu."),
            ),
            models.CheckConstraint(
                condition=Q(unit_due_on__gte=F("starts_on"))
                & Q(director_due_on__gte=F("unit_due_on"))
                & Q(upward_due_on__gte=F("director_due_on")),
                name="reportingperiod_unit_then_director_then_upward",
                violation_error_message=_(
                    "Thứ tự các hạn: đơn vị gửi, trình Giám đốc Sở, gửi cấp trên."
                ),
            ),
            models.CheckConstraint(
                condition=Q(
                    confirmed_at=None,
                    confirmed_by=None,
                    paper_number="",
                    paper_on=None,
                    decided_by="",
                )
                | (
                    Q(
                        confirmed_at__isnull=False,
                        confirmed_by__isnull=False,
                        paper_on__isnull=False,
                    )
                    & ~Q(paper_number="")
                    & ~Q(decided_by="")
                ),
                name="reportingperiod_confirmed_at_by_and_paper_together",
                violation_error_message=_(
                    "Xác nhận kỳ báo cáo phải ghi văn bản yêu cầu và người quyết định chu kỳ."
                ),
            ),
            ExclusionConstraint(
                name="reportingperiod_periods_of_a_directive_do_not_overlap",
                expressions=[
                    (same("directive"), RangeOperators.OVERLAPS),
                    (days(), RangeOperators.OVERLAPS),
                ],
                condition=Q(is_on_demand=False),
                violation_error_message=_("Kỳ này trùng thời gian với một kỳ đã có."),
            ),
            models.UniqueConstraint(
                fields=["directive", "label"],
                condition=Q(is_on_demand=True),
                name="reportingperiod_on_demand_has_a_name_of_its_own",
                violation_error_message=_("Văn bản này đã có kỳ đột xuất tên như vậy."),
            ),
            models.CheckConstraint(
                condition=Q(upward_number="", upward_sent_on=None)
                | (~Q(upward_number="") & Q(upward_sent_on__isnull=False)),
                name="reportingperiod_upward_number_and_day_together",
                violation_error_message=_("Báo cáo gửi cấp trên phải ghi cả số và ngày gửi."),
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def name_in_sentence(self) -> str:
        """The label inside a sentence or a title: báo cáo "năm 2026"."""
        return self.label[:1].lower() + self.label[1:]

    @property
    def confirming_paper(self) -> str:
        """Công văn số 512/SKHCN-HCTH ngày 20/11/2026; blank while the period is planned."""
        if not self.paper_number:
            return ""
        return str(Citation(self.paper_number, self.paper_on, self.paper_type))

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def is_interim(self) -> bool:
        """Units report before the cut-off: their figures are "thực hiện đến ngày …" and "ước"."""
        return self.unit_due_on < self.ends_on

    @property
    def estimate_label(self) -> str:
        """What is expected of the whole: of the year, where the period is one."""
        is_year = (self.ends_on - self.starts_on).days >= 364
        return gettext("Ước cả năm") if is_year else gettext("Ước cả kỳ")


@pghistory.track()
class Holiday(models.Model):
    """A row of the office on top of the country's holidays: a day off more, or one worked."""

    on = models.DateField(_("ngày"), unique=True)
    name = models.CharField(_("tên"), max_length=120)
    is_working_day = models.BooleanField(
        _("làm việc"), default=False, help_text=_("Đánh dấu nếu là ngày làm bù.")
    )

    class Meta:
        ordering = ["on"]
        verbose_name = _("ngày nghỉ, ngày làm bù")
        verbose_name_plural = _("ngày nghỉ, ngày làm bù")

    def __str__(self):
        return f"{self.on:%d/%m/%Y} {self.name}"
