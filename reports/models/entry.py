"""What a submission says on each duty. Written with the submission, never edited."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directives.models import Assignment, Indicator, LegalBasis
from reports.models.draft import Evidence
from reports.models.progress import Submission


class ProgressEntry(models.Model):
    """One per open assignment. Columns that a kind of duty does not ask for stay null.

    "Không phát sinh" is a statement of the unit, not an empty text.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="entries")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="entries")
    nothing_to_report = models.BooleanField(_("không phát sinh"), default=False)
    results = models.TextField(_("kết quả thực hiện"), blank=True)
    shortcomings = models.TextField(_("tồn tại, hạn chế và nguyên nhân"), blank=True)
    proposals = models.TextField(_("đề xuất, kiến nghị"), blank=True)
    next_plan = models.TextField(_("phương hướng, nhiệm vụ kỳ tới"), blank=True)
    percent_of_year = models.PositiveSmallIntegerField(
        _("mức độ hoàn thành kế hoạch năm (%)"), null=True, blank=True
    )
    done_on = models.DateField(_("hoàn thành ngày"), null=True, blank=True)

    # Dissemination: distinct people, by group, of the people present; of the newcomers alone
    # where the unit had completed the duty before it sent this.
    newcomers_only = models.BooleanField(default=False)
    briefed_officials = models.PositiveIntegerField(null=True, blank=True)
    briefed_employees = models.PositiveIntegerField(null=True, blank=True)
    briefed_workers = models.PositiveIntegerField(null=True, blank=True)
    present_officials = models.PositiveIntegerField(null=True, blank=True)
    present_employees = models.PositiveIntegerField(null=True, blank=True)
    present_workers = models.PositiveIntegerField(null=True, blank=True)

    # Coordination: what the unit was given, and what it uses for this.
    staff_quota = models.PositiveIntegerField(_("biên chế được giao"), null=True, blank=True)

    evidence = models.ManyToManyField(Evidence, related_name="entries")

    class Meta:
        ordering = ["submission_id", "assignment__duty__ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "assignment"], name="progressentry_one_per_assignment"
            ),
            models.CheckConstraint(
                condition=Q(percent_of_year=None) | Q(percent_of_year__range=(0, 100)),
                name="progressentry_percent_from_0_to_100",
                violation_error_message=_("Tỷ lệ phải từ 0 đến 100."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(briefed_officials=None) | Q(briefed_officials__lte=F("present_officials"))
                )
                & (Q(briefed_employees=None) | Q(briefed_employees__lte=F("present_employees")))
                & (Q(briefed_workers=None) | Q(briefed_workers__lte=F("present_workers"))),
                name="progressentry_no_more_people_briefed_than_present",
                violation_error_message=_(
                    "Số người đã được phổ biến không được nhiều hơn số người có mặt."
                ),
            ),
            models.CheckConstraint(
                condition=Q(nothing_to_report=False)
                | Q(results="", percent_of_year=None, done_on=None),
                name="progressentry_nothing_to_report_says_nothing_else",
            ),
        ]

    def __str__(self):
        return f"{self.submission_id}: {self.assignment_id}"

    @property
    def briefed(self) -> int | None:
        """Distinct people briefed, or None where the entry does not say."""
        if self.briefed_officials is None:
            return None
        return self.briefed_officials + self.briefed_employees + self.briefed_workers

    @property
    def present(self) -> int | None:
        if self.present_officials is None:
            return None
        return self.present_officials + self.present_employees + self.present_workers


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class ResultTag(models.Model):
    """The result of an entry answers this legal basis, as the unit says or HCTH adds later."""

    entry = models.ForeignKey(ProgressEntry, models.PROTECT, related_name="result_tags")
    basis = models.ForeignKey(LegalBasis, models.PROTECT, related_name="result_tags")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["entry_id", "basis__ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "basis"], name="resulttag_given_once")
        ]

    def __str__(self):
        return f"{self.entry_id}: {self.basis_id}"


class DisseminationSession(models.Model):
    """A meeting, a circular, a post: its attendances are lượt người, people counted twice."""

    class Form(models.TextChoices):
        MEETING = "meeting", _("Họp phòng, đơn vị")
        PARTY_CELL = "party_cell", _("Sinh hoạt chi bộ")
        CONFERENCE = "conference", _("Hội nghị, tập huấn")
        DOCUMENT = "document", _("Gửi văn bản")
        WEBSITE = "website", _("Trang thông tin điện tử")
        GROUP_CHAT = "group_chat", _("Nhóm trao đổi nội bộ")

    entry = models.ForeignKey(ProgressEntry, models.PROTECT, related_name="sessions")
    held_on = models.DateField(_("ngày"))
    form = models.CharField(_("hình thức"), max_length=20, choices=Form)
    attendances = models.PositiveIntegerField(_("lượt người"))
    note = models.CharField(_("nội dung"), max_length=300, blank=True)

    class Meta:
        ordering = ["held_on", "pk"]

    def __str__(self):
        return f"{self.held_on} {self.form}"


class IndicatorValue(models.Model):
    """Null, 0 and "không phát sinh" are three things."""

    entry = models.ForeignKey(ProgressEntry, models.PROTECT, related_name="indicator_values")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="values")
    in_period = models.DecimalField(
        _("trong kỳ"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    cumulative = models.DecimalField(
        _("lũy kế"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    #: Expected of the whole period, where the figures end before it: "ước cả năm".
    estimate = models.DecimalField(
        _("ước cả kỳ"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    nothing_to_report = models.BooleanField(_("không phát sinh"), default=False)

    class Meta:
        ordering = ["indicator__ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "indicator"], name="indicatorvalue_one_per_indicator"
            ),
            models.CheckConstraint(
                condition=Q(nothing_to_report=False) | Q(in_period=None),
                name="indicatorvalue_nothing_to_report_has_no_figure",
            ),
            models.CheckConstraint(
                condition=Q(cumulative=None)
                | Q(in_period=None)
                | Q(cumulative__gte=F("in_period")),
                name="indicatorvalue_cumulative_at_least_in_period",
                violation_error_message=_("Lũy kế không được nhỏ hơn số trong kỳ."),
            ),
            models.CheckConstraint(
                condition=Q(estimate=None) | Q(in_period=None) | Q(estimate__gte=F("in_period")),
                name="indicatorvalue_estimate_at_least_in_period",
                violation_error_message=_("Số ước cả kỳ không được nhỏ hơn số đã thực hiện."),
            ),
        ]

    def __str__(self):
        return f"{self.entry_id}: {self.indicator_id}"


class StaffingLine(models.Model):
    """Who does the work of the coordinating unit, by which paper, since when."""

    entry = models.ForeignKey(ProgressEntry, models.PROTECT, related_name="staffing")
    person = models.CharField(_("họ và tên"), max_length=120)
    is_full_time = models.BooleanField(_("chuyên trách"), default=False)
    is_focal = models.BooleanField(_("là đầu mối"), default=False)
    paper = models.CharField(_("văn bản phân công"), max_length=200)
    since = models.DateField(_("từ ngày"))

    class Meta:
        ordering = ["-is_focal", "since", "pk"]

    def __str__(self):
        return self.person
