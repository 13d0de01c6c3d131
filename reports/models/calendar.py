"""Which periods a directive is reported in, and until when."""

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directives.models import Directive
from directives.models.base import PublicModel, days, same


@pghistory.track()
class Schedule(models.Model):
    """How the periods of a directive follow each other, and who chose that.

    The dispatch says "định kỳ hằng năm hoặc theo giai đoạn": the choice is somebody's.
    """

    class Cycle(models.TextChoices):
        YEARLY = "yearly", _("Hằng năm")

    directive = models.OneToOneField(Directive, models.CASCADE, related_name="schedule")
    cycle = models.CharField(_("chu kỳ"), max_length=20, choices=Cycle, default=Cycle.YEARLY)
    cut_off_month = models.PositiveSmallIntegerField(_("tháng chốt số liệu"), default=12)
    cut_off_day = models.PositiveSmallIntegerField(_("ngày chốt số liệu"), default=14)
    unit_working_days = models.PositiveSmallIntegerField(
        _("số ngày làm việc để đơn vị gửi báo cáo"), default=2
    )
    director_working_days = models.PositiveSmallIntegerField(
        _("số ngày làm việc để trình Giám đốc Sở"), default=5
    )
    upward_working_days = models.PositiveSmallIntegerField(
        _("số ngày làm việc để gửi cấp trên"), default=8
    )
    decided_by = models.CharField(_("người quyết định chu kỳ"), max_length=200)
    paper = models.CharField(_("văn bản quyết định chu kỳ"), max_length=200)

    class Meta:
        verbose_name = _("lịch báo cáo")
        verbose_name_plural = _("lịch báo cáo")
        constraints = [
            models.CheckConstraint(
                condition=Q(cut_off_month__range=(1, 12), cut_off_day__range=(1, 28)),
                name="schedule_cut_off_is_a_day_of_every_year",
                violation_error_message=_("Ngày chốt số liệu từ 1 đến 28, tháng từ 1 đến 12."),
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

    The three dates are last days on time, until 24:00 in Vietnam.
    """

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="periods")
    label = models.CharField(_("kỳ báo cáo"), max_length=60)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("chốt số liệu đến hết ngày"))
    unit_due_on = models.DateField(_("đơn vị gửi báo cáo, hết ngày"))
    director_due_on = models.DateField(_("trình Giám đốc Sở, hết ngày"))
    upward_due_on = models.DateField(_("gửi cấp trên, hết ngày"))
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirming_paper = models.CharField(
        _("văn bản yêu cầu báo cáo"),
        max_length=200,
        blank=True,
        help_text=_("Số, ký hiệu, ngày: Công văn số 512/SKHCN-HCTH ngày 20/11/2026."),
    )

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
                condition=Q(confirmed_at=None, confirmed_by=None, confirming_paper="")
                | (
                    Q(confirmed_at__isnull=False, confirmed_by__isnull=False)
                    & ~Q(confirming_paper="")
                ),
                name="reportingperiod_confirmed_at_by_and_paper_together",
                violation_error_message=_("Xác nhận kỳ báo cáo phải ghi văn bản yêu cầu."),
            ),
            ExclusionConstraint(
                name="reportingperiod_periods_of_a_directive_do_not_overlap",
                expressions=[
                    (same("directive"), RangeOperators.OVERLAPS),
                    (days(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Kỳ này trùng thời gian với một kỳ đã có."),
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def name_in_sentence(self) -> str:
        """The label inside a sentence or a title: báo cáo "năm 2026"."""
        return self.label[:1].lower() + self.label[1:]

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None


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
