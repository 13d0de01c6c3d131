"""What a named person did to have the directive carried out: urging, inspection, monitoring."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directives.models import Attachment, Department, Directive
from directives.models.base import PublicModel
from reports.models.progress import ProgressReport


def _made_to(posts) -> Q:
    """His units, and those merged into them, over two mergers in a row."""
    return (
        Q(department__in=posts.member_of)
        | Q(department__successor__in=posts.member_of)
        | Q(department__successor__successor__in=posts.member_of)
    )


class SupervisionQuerySet(models.QuerySet):
    def visible_to(self, posts):
        return self.filter(
            _made_to(posts)
            | Q(directive__coordinator__in=posts.member_of)
            | Q(directive__agency__in=posts.leads)
        )

    def within(self, period):
        return self.filter(
            directive=period.directive_id, on__range=(period.starts_on, period.ends_on)
        )

    def urgings(self):
        return self.filter(kind=Supervision.Kind.URGING)

    def urging(self, report):
        """Urgings that count for the report: the rule of `with_urging_count`, for one."""
        period = report.period
        in_its_time = Q(
            reports=None,
            directive=period.directive_id,
            department=report.department_id,
            on__range=(period.starts_on, period.ends_on),
        )
        return self.urgings().filter(Q(reports=report) | in_its_time).distinct()

    def to_be_done_by(self, posts):
        """Open recommendations to his units, and to those merged into them."""
        return self.open_recommendations().filter(_made_to(posts))

    def open_recommendations(self):
        return self.exclude(recommendation="").filter(recommendation_done_on=None)

    def for_listing(self):
        return self.select_related("department__successor__successor", "directive", "by").order_by(
            "-on", "-pk"
        )


class Supervision(PublicModel):
    """An act of a person, never an automatic reminder; the two are counted apart everywhere.

    `reports` are those an urging was about: what the unit owed at the time. A recommendation has a
    date and stands in the unit's to-do until it is done.
    """

    class Kind(models.TextChoices):
        URGING = "urging", _("Đôn đốc")
        INSPECTION = "inspection", _("Kiểm tra")
        MONITORING = "monitoring", _("Giám sát")

    class Means(models.TextChoices):
        DISPATCH = "dispatch", _("Công văn")
        EMAIL = "email", _("Thư điện tử")
        PHONE = "phone", _("Điện thoại")
        MEETING = "meeting", _("Họp, giao ban")
        ZALO = "zalo", _("Zalo")
        VISIT = "visit", _("Làm việc trực tiếp")

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="supervisions")
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="supervisions", verbose_name=_("đơn vị")
    )
    reports = models.ManyToManyField(ProgressReport, related_name="urgings", blank=True)
    kind = models.CharField(_("hình thức"), max_length=20, choices=Kind)
    means = models.CharField(_("cách thức"), max_length=20, choices=Means)
    on = models.DateField(_("ngày"))
    paper = models.CharField(_("số, ký hiệu văn bản, biên bản"), max_length=200, blank=True)
    findings = models.TextField(_("nội dung, kết quả"))
    recommendation = models.TextField(_("kiến nghị, yêu cầu"), blank=True)
    recommendation_due_on = models.DateField(_("thời hạn thực hiện"), null=True, blank=True)
    recommendation_done_on = models.DateField(null=True, blank=True)
    recommendation_done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recommendation_done_note = models.TextField(_("kết quả thực hiện kiến nghị"), blank=True)
    recommendation_files = models.ManyToManyField(
        Attachment, related_name="supervisions", blank=True, verbose_name=_("minh chứng")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("đôn đốc, kiểm tra, giám sát")
        verbose_name_plural = _("đôn đốc, kiểm tra, giám sát")
        constraints = [
            models.CheckConstraint(
                condition=Q(recommendation="", recommendation_due_on=None)
                | (~Q(recommendation="") & Q(recommendation_due_on__isnull=False)),
                name="supervision_recommendation_has_a_date",
                violation_error_message=_("Kiến nghị phải có thời hạn thực hiện."),
            ),
            models.CheckConstraint(
                condition=Q(recommendation_done_on=None, recommendation_done_by=None)
                | Q(recommendation_done_on__isnull=False, recommendation_done_by__isnull=False),
                name="supervision_recommendation_done_on_and_by_together",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.on}"
