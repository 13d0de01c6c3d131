"""A paper printed as things stand, that nobody approves: frozen like a version."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directives.models import Assignment, Department
from directives.models.base import PublicModel
from reports.models.calendar import ReportingPeriod
from reports.models.progress import Submission

#: Kinds that are of no period, and those that are about one assignment.
OF_NO_PERIOD = ["attendance", "briefing", "minutes", "staffing"]
OF_AN_ASSIGNMENT = ["attendance", "staffing"]


class PrintoutQuerySet(models.QuerySet):
    def visible_to(self, posts):
        """HCTH and the leaders; what is a unit's own is its people's as well."""
        return self.filter(
            Q(period__directive__coordinator__in=posts.member_of)
            | Q(coordinator__in=posts.member_of)
            | Q(agency__in=posts.leads)
            | Q(submission__report__department__in=posts.member_of)
            | Q(assignment__department__in=posts.member_of)
        )

    def for_listing(self):
        return self.select_related(
            "period__directive__coordinator",
            "agency",
            "made_by",
            "submission__report",
            "assignment",
        )


class Printout(PublicModel):
    """`content` is {part: Document as JSON}; the same content of the same kind is printed once.

    A printout is of one period. The table for the briefing is of none, but of what one
    `coordinator` follows up, or of all that the agency answers for; a list to be signed and a
    staffing notice are of one assignment, whose `coordinator` follows it up; the minutes of an
    inspection are of the `coordinator` that made it.
    """

    class Kind(models.TextChoices):
        DRAFT = "draft", _("Dự thảo báo cáo tổng hợp")
        TODAY = "today", _("Tình hình đến hôm nay")
        BRIEFING = "briefing", _("Bảng tổng hợp nhiệm vụ phục vụ giao ban")
        UNIT_REPORT = "unit_report", _("Báo cáo của đơn vị")
        ATTENDANCE = "attendance", _("Danh sách ký nhận")
        STAFFING = "staffing", _("Thông báo phân công nhân lực")
        MINUTES = "minutes", _("Biên bản kiểm tra")

    kind = models.CharField(max_length=20, choices=Kind)
    agency = models.ForeignKey(Department, models.PROTECT, related_name="+")
    period = models.ForeignKey(
        ReportingPeriod, models.PROTECT, null=True, blank=True, related_name="printouts"
    )
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="printouts"
    )
    coordinator = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+"
    )
    assignment = models.ForeignKey(
        Assignment, models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=300)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64, help_text="SHA-256 of the canonical JSON.")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = PrintoutQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="unit_report", submission__isnull=False)
                | (~Q(kind="unit_report") & Q(submission=None)),
                name="printout_of_a_submission_exactly_when_it_is_a_units_report",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OF_NO_PERIOD, period=None)
                | (~Q(kind__in=OF_NO_PERIOD) & Q(period__isnull=False, coordinator=None)),
                name="printout_of_a_period_unless_of_no_period",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OF_AN_ASSIGNMENT, assignment__isnull=False)
                | (~Q(kind__in=OF_AN_ASSIGNMENT) & Q(assignment=None)),
                name="printout_of_an_assignment_exactly_when_it_is_about_one",
            ),
            models.UniqueConstraint(
                fields=[
                    "kind",
                    "agency",
                    "period",
                    "submission",
                    "coordinator",
                    "assignment",
                    "content_hash",
                ],
                nulls_distinct=False,
                name="printout_printed_once",
            ),
        ]

    def __str__(self):
        return self.name
