"""A difficulty, from the day it is raised to the day it is closed, across periods."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directives.models import Assignment, Department, FormerName
from directives.models.base import PublicModel
from reports.models.progress import Submission
from reports.models.seals import seal


class ObstacleQuerySet(models.QuerySet):
    def visible_to(self, posts):
        """The unit that raised it, the unit told to act on it, HCTH and the leaders."""
        return self.filter(
            Q(assignment__department__in=posts.member_of)
            | Q(responsible__in=posts.member_of)
            | Q(assignment__duty__directive__coordinator__in=posts.member_of)
            | Q(assignment__duty__directive__agency__in=posts.leads)
        )

    def open(self):
        return self.filter(closed_on=None)

    def awaiting_opinion(self):
        return self.open().filter(opinion="")

    def to_be_acted_on_by(self, posts):
        """The opinion names his unit, which has not said yet what it did."""
        told = self.open().filter(responsible__in=posts.member_of, acted_on=None)
        return told.exclude(opinion="")

    def to_be_proposed_on(self):
        """The Director has not spoken, nor has HCTH said what it would do."""
        return self.awaiting_opinion().filter(proposal="")

    def to_be_closed(self):
        """What the Director asked for was done; HCTH looks whether that settles it."""
        return self.open().exclude(acted_on=None)

    def to_be_confirmed(self):
        """The opinion was recorded for a leader, and none has said that it is his."""
        return self.open().filter(is_opinion_on_behalf=True, opinion_confirmed_at=None)

    def followed_up_by(self, posts):
        """Those that it is his to bring to their end: he works in the directive's HCTH."""
        return self.filter(assignment__duty__directive__coordinator__in=posts.coordinates)

    def of_agencies_led_by(self, posts):
        return self.filter(assignment__duty__directive__agency__in=posts.leads)

    def with_unit_name(self):
        """Adds `unit_name`, the unit as it was called on the day that it raised the obstacle."""
        borne = FormerName.objects.filter(
            department=OuterRef("assignment__department"),
            used_until__gte=OuterRef("raised_at__date"),
        ).order_by("used_until")
        return self.annotate(
            unit_name=Coalesce(
                "raised_in__department_name",
                Subquery(borne.values("name")[:1]),
                "assignment__department__name",
            )
        )

    def for_listing(self):
        return self.select_related(
            "assignment__department",
            "assignment__duty__directive__coordinator",
            "responsible",
            "opinion_recorded_by",
        ).order_by("raised_at", "pk")


@pghistory.track()
class Obstacle(PublicModel):
    """Open until closed with what was done; internal unless HCTH marks it for the upper level."""

    class Visibility(models.TextChoices):
        INTERNAL = "internal", _("Nội bộ")
        UPWARD = "upward", _("Đưa vào báo cáo gửi cấp trên")

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="obstacles")
    #: The report that raised it; None where the unit raised it on a day between two reports.
    raised_in = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="raised_obstacles"
    )
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    text = models.TextField(_("khó khăn, vướng mắc"))
    visibility = models.CharField(
        _("phạm vi"), max_length=20, choices=Visibility, default=Visibility.INTERNAL
    )
    proposal = models.TextField(_("đề xuất của đơn vị đầu mối"), blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    opinion = models.TextField(_("ý kiến chỉ đạo của Giám đốc Sở"), blank=True)
    opinion_on = models.DateField(_("ngày cho ý kiến"), null=True, blank=True)
    opinion_source = models.CharField(
        _("nguồn"),
        max_length=200,
        blank=True,
        help_text=_("Bút phê, thông báo kết luận số …, giao ban ngày …"),
    )
    opinion_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_opinion_on_behalf = models.BooleanField(_("ghi thay"), default=False)
    opinion_confirmed_at = models.DateTimeField(null=True, blank=True)
    opinion_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    responsible = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="obstacles_to_act_on",
        verbose_name=_("đơn vị thực hiện"),
    )
    action_due_on = models.DateField(_("hạn thực hiện"), null=True, blank=True)
    #: What the responsible unit says that it did; HCTH closes.
    action_note = models.TextField(_("kết quả thực hiện ý kiến chỉ đạo"), blank=True)
    acted_on = models.DateField(_("ngày thực hiện xong"), null=True, blank=True)
    acted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_on = models.DateField(_("ngày giải quyết xong"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closing_note = models.TextField(_("kết quả giải quyết"), blank=True)

    #: Of `with_unit_name()`.
    unit_name: str

    objects = ObstacleQuerySet.as_manager()

    class Meta:
        ordering = ["raised_at", "pk"]
        verbose_name = _("khó khăn, vướng mắc")
        verbose_name_plural = _("khó khăn, vướng mắc")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="obstacle_says_something"),
            models.CheckConstraint(
                condition=Q(opinion="", opinion_on=None, opinion_recorded_by=None)
                | (~Q(opinion="") & Q(opinion_on__isnull=False, opinion_recorded_by__isnull=False)),
                name="obstacle_opinion_day_and_recorder_together",
            ),
            models.CheckConstraint(
                condition=Q(is_opinion_on_behalf=False) | ~Q(opinion_source=""),
                name="obstacle_opinion_on_behalf_names_its_source",
                violation_error_message=_("Ghi thay ý kiến chỉ đạo phải nêu nguồn."),
            ),
            models.CheckConstraint(
                condition=Q(opinion_confirmed_at=None, opinion_confirmed_by=None)
                | Q(
                    opinion_confirmed_at__isnull=False,
                    opinion_confirmed_by__isnull=False,
                    is_opinion_on_behalf=True,
                ),
                name="obstacle_opinion_confirmed_at_and_by_where_it_was_on_behalf",
            ),
            models.CheckConstraint(
                condition=Q(acted_on=None, acted_by=None, action_note="")
                | (
                    Q(acted_on__isnull=False, acted_by__isnull=False)
                    & ~Q(action_note="")
                    & ~Q(opinion="")
                ),
                name="obstacle_acted_on_an_opinion_with_what_was_done",
                violation_error_message=_("Hãy ghi kết quả thực hiện."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, closed_by=None)
                | (Q(closed_on__isnull=False, closed_by__isnull=False) & ~Q(closing_note="")),
                name="obstacle_closed_with_what_was_done",
                violation_error_message=_("Hãy ghi kết quả giải quyết."),
            ),
        ]

    def __str__(self):
        return self.text[:80]

    @property
    def awaits_confirmation(self) -> bool:
        """As `ObstacleQuerySet.to_be_confirmed`, for one, open or closed."""
        return self.is_opinion_on_behalf and self.opinion_confirmed_at is None

    @property
    def opinion_seal(self) -> str:
        """Stands for the opinion with all that belongs to it: who confirms it read these words."""
        said = [
            self.opinion,
            self.opinion_source,
            str(self.opinion_on),
            self.responsible_id,
            str(self.action_due_on),
        ]
        return seal(said)

    def days_open(self, *, on) -> int:
        """From the day it was raised to the day it was closed, or to `on` while it is open."""
        return ((self.closed_on or on) - timezone.localdate(self.raised_at)).days


class ObstacleStatement(models.Model):
    """What a submission says of an obstacle: an open one is never carried over in silence."""

    class Standing(models.TextChoices):
        RAISED = "raised", _("Mới phát sinh")
        UNCHANGED = "unchanged", _("Vẫn còn, không thay đổi")
        CHANGED = "changed", _("Vẫn còn, có thay đổi")
        RESOLVED = "resolved", _("Đã được giải quyết")

    obstacle = models.ForeignKey(Obstacle, models.PROTECT, related_name="statements")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="obstacle_statements")
    standing = models.CharField(max_length=20, choices=Standing)
    text = models.TextField()

    class Meta:
        ordering = ["submission_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["obstacle", "submission"], name="obstaclestatement_one_per_submission"
            )
        ]

    def __str__(self):
        return f"{self.obstacle_id}: {self.standing}"
