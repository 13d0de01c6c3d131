"""One period: from, to, until when each owes his report, and by which paper it was asked for."""

from datetime import date

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directives.models import Directive, DocumentType, Duty
from directives.models.base import PublicModel, days, same
from reports.calendar import in_sentence
from reports.citation import Citation


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
    schedule, and may lie across others. A duty with a date of its own has one for itself, whose
    deadlines all are that date: see `dated_duties`. One whose confirmation was withdrawn is planned
    again, and says so until it is confirmed anew.
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
    #: Asks about this duty alone, which has a date of its own; None asks about every duty.
    duty = models.ForeignKey(
        Duty,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="periods",
        verbose_name=_("nhiệm vụ"),
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    paper_type = models.CharField(
        _("loại văn bản"), max_length=10, choices=DocumentType, default=DocumentType.DISPATCH
    )
    paper_number = models.CharField(
        _("số, ký hiệu"), max_length=100, blank=True, help_text=_("Ghi đủ: 512/SKHCN-HCTH.")
    )
    paper_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    decided_by = models.CharField(_("người quyết định chu kỳ"), max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawal_reason = models.TextField(_("lý do rút xác nhận"), blank=True)

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
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawal_reason="")
                | (
                    Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, confirmed_at=None)
                    & ~Q(withdrawal_reason="")
                ),
                name="reportingperiod_withdrawn_at_by_and_why_while_planned",
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
                violation_error_message=_("Văn bản này đã có kỳ đột xuất cùng tên."),
            ),
            models.CheckConstraint(
                condition=Q(duty=None) | Q(is_on_demand=True),
                name="reportingperiod_of_one_duty_is_on_demand",
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
        return in_sentence(self.label)

    @property
    def confirming_paper(self) -> str:
        """Công văn số 512/SKHCN-HCTH ngày 20/11/2026; blank while the period is planned."""
        if not self.paper_number:
            return ""
        return str(Citation(self.paper_number, self.paper_on, self.paper_type))

    @property
    def dues(self) -> tuple[date, date, date]:
        """Until when the units, the coordinating unit and the agency owe."""
        return self.unit_due_on, self.director_due_on, self.upward_due_on

    def asks_about(self, prefix: str = "duty__") -> Q:
        """Rows of the duties that it asks about; `prefix` is the way from them to the duty."""
        if self.duty_id is not None:
            return Q(**{f"{prefix}pk": self.duty_id})
        return Q(**{f"{prefix}directive": self.directive_id})

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def is_interim(self) -> bool:
        """Units report before the cut-off: their figures are "thực hiện đến ngày …" and "ước".

        What is asked of one duty is whether it is done, on whatever day the unit says so.
        """
        return self.duty_id is None and self.unit_due_on < self.ends_on

    @property
    def estimate_label(self) -> str:
        """What is expected of the whole: of the year, where the period is one."""
        is_year = (self.ends_on - self.starts_on).days >= 364
        return gettext("Ước cả năm") if is_year else gettext("Ước cả kỳ")
