"""What the directive asks (duty), of which unit (assignment), split how (work item)."""

from datetime import date

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Least
from django.utils.translation import gettext_lazy as _

from directives.models.base import PublicModel, days, same
from directives.models.directive import Directive, LegalBasis
from directives.models.organisation import Department


class DutyQuerySet(models.QuerySet):
    def given_to(self, departments):
        """Some of the departments have it, and no end is known."""
        held = Assignment.objects.filter(
            duty=OuterRef("pk"), department__in=departments, ends_on=None
        )
        return self.filter(Exists(held))


@pghistory.track()
class Duty(PublicModel):
    """One numbered duty. Its text is a quotation: frozen by a trigger once it is assigned."""

    class Kind(models.TextChoices):
        """Decides which form the unit fills in."""

        DISSEMINATION = "dissemination", _("Quán triệt, phổ biến")
        IMPLEMENTATION = "implementation", _("Triển khai, báo cáo")
        COORDINATION = "coordination", _("Tổ chức, theo dõi, tổng hợp")

    class Nature(models.TextChoices):
        ONE_OFF = "one_off", _("Làm một lần")
        CONTINUING = "continuing", _("Thường xuyên")
        PERIODIC = "periodic", _("Định kỳ")

    class Deadline(models.TextChoices):
        """What the paper says about time; a date is never invented."""

        DATE = "date", _("Có ngày cụ thể")
        RECURRING = "recurring", _("Theo kỳ báo cáo")
        NONE = "none", _("Không quy định thời hạn")
        UNSET = "unset", _("Chưa xác định thời hạn")

    directive = models.ForeignKey(
        Directive, models.PROTECT, related_name="duties", verbose_name=_("văn bản")
    )
    ordinal = models.PositiveSmallIntegerField(_("số thứ tự"))
    title = models.CharField(_("tên ngắn"), max_length=200)
    text = models.TextField(_("nguyên văn nhiệm vụ"))
    kind = models.CharField(_("loại nhiệm vụ"), max_length=20, choices=Kind)
    nature = models.CharField(_("tính chất"), max_length=20, choices=Nature)
    deadline = models.CharField(
        _("thời hạn"), max_length=20, choices=Deadline, default=Deadline.UNSET
    )
    due_on = models.DateField(_("hết ngày"), null=True, blank=True)
    deadline_words = models.CharField(
        _("lời văn về thời hạn"),
        max_length=200,
        blank=True,
        help_text=_("Nguyên văn: “trước ngày 15/12”. “Trước ngày 15/12” là hết ngày 14/12."),
    )

    objects = DutyQuerySet.as_manager()

    class Meta:
        ordering = ["directive_id", "ordinal"]
        verbose_name = _("nhiệm vụ")
        verbose_name_plural = _("nhiệm vụ")
        constraints = [
            models.UniqueConstraint(fields=["directive", "ordinal"], name="duty_one_per_ordinal"),
            models.CheckConstraint(
                condition=Q(deadline="date", due_on__isnull=False)
                | (~Q(deadline="date") & Q(due_on=None)),
                name="duty_due_on_set_exactly_when_a_date_is_given",
                violation_error_message=_("Chọn “Có ngày cụ thể” thì phải ghi ngày, và ngược lại."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="text_frozen_once_assigned",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.AnyChange("text"),
                func="""
                    IF EXISTS (SELECT 1 FROM directives_assignment WHERE duty_id = OLD.id) THEN
                        RAISE EXCEPTION 'the text of an assigned duty is frozen'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self):
        return f"{self.ordinal}. {self.title}"

    def is_given_to(self, department) -> bool:
        """As `DutyQuerySet.given_to`, for one row."""
        return self.assignments.filter(department=department, ends_on=None).exists()


class Line(models.Subquery):
    """One value, `told`, of the `id` and `starts_on` of a queryset of assignments and of all that
    these carry on, over any number of mergers.
    """

    template = """(
        WITH RECURSIVE line (id, starts_on) AS (
            %(subquery)s
            UNION
            SELECT earlier.id, earlier.starts_on FROM directives_assignment earlier
            JOIN line ON earlier.continued_by_id = line.id
        )
        SELECT %(told)s FROM line
    )"""

    def __init__(self, assignments, told, output_field):
        rows = assignments.order_by().values("pk", "starts_on")
        super().__init__(rows, output_field, told=told)


class AssignmentQuerySet(models.QuerySet):
    def in_force(self, *, on):
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)

    def lead(self):
        return self.filter(role=Assignment.Role.LEAD)

    def visible_to(self, posts):
        return self.filter(
            Q(department__in=posts.member_of)
            | Q(duty__directive__coordinator__in=posts.member_of)
            | Q(duty__directive__agency__in=posts.leads)
        )

    def unacknowledged(self):
        """Nobody in the unit has taken them on; what is done needs no taking on."""
        return self.filter(acknowledged_at=None, completed_on=None)

    def with_line(self):
        """Adds `line`, the keys of those that this one carries on, over any number of mergers,
        and `given_on`, the first day on which one of them or itself was in force.
        """
        merged = Assignment.objects.filter(continued_by=OuterRef("pk"))
        keys = ArrayField(models.BigIntegerField())
        return self.annotate(
            line=Line(merged, "COALESCE(array_agg(id), '{}')", keys),
            given_on=Least("starts_on", Line(merged, "min(starts_on)", models.DateField())),
        )

    def for_listing(self):
        return self.select_related("department", "duty__directive__coordinator").order_by(
            "department__sort_key", "duty__ordinal"
        )


@pghistory.track()
class Assignment(PublicModel):
    """A duty given to a unit.

    `completed_on` is the day stated by the unit; it becomes true, and is written here, when the
    report that states it is accepted. After a merger `continued_by` is the assignment of the
    successor, which may continue those of several units.
    """

    class Role(models.TextChoices):
        LEAD = "lead", _("Chủ trì")
        COORDINATING = "coordinating", _("Phối hợp")

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="assignments")
    department = models.ForeignKey(Department, models.PROTECT, related_name="assignments")
    role = models.CharField(_("vai trò"), max_length=20, choices=Role, default=Role.LEAD)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"), null=True, blank=True)
    end_reason = models.CharField(_("lý do dừng"), max_length=300, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    continued_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="continues"
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    assigned_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    completed_on = models.DateField(_("ngày hoàn thành"), null=True, blank=True)

    #: Of `with_line()`.
    line: list[int]
    given_on: date

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["duty__directive_id", "duty__ordinal", "department__sort_key"]
        verbose_name = _("phân công")
        verbose_name_plural = _("phân công")
        indexes = [
            models.Index(
                fields=["department"], condition=Q(ends_on__isnull=False), name="assignment_ended"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="assignment_ends_on_or_after_start",
                violation_error_message=_("Ngày kết thúc không được trước ngày bắt đầu."),
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at=None, acknowledged_by=None)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="assignment_acknowledged_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | ~Q(end_reason=""),
                name="assignment_end_has_a_reason",
                violation_error_message=_("Hãy ghi lý do dừng nhiệm vụ."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False, ends_on__isnull=False),
                name="assignment_ended_at_and_by_together_once_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(continued_by=None)
                | Q(ends_on__isnull=False) & ~Q(continued_by=F("pk")),
                name="assignment_continued_by_another_once_it_ends",
            ),
            ExclusionConstraint(
                name="assignment_once_per_duty_and_department_at_a_time",
                expressions=[
                    (same("duty"), RangeOperators.OVERLAPS),
                    (same("department"), RangeOperators.OVERLAPS),
                    (days(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Đơn vị đã được giao nhiệm vụ này."),
            ),
        ]

    def __str__(self):
        return f"{self.duty} - {self.department}"

    @property
    def is_acknowledged(self) -> bool:
        return self.acknowledged_at is not None

    @property
    def is_done(self) -> bool:
        return self.completed_on is not None


class Indicator(models.Model):
    """A figure the duty asks for, with its unit of measure."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="indicators")
    ordinal = models.PositiveSmallIntegerField(_("thứ tự"))
    name = models.CharField(_("chỉ tiêu"), max_length=200)
    unit = models.CharField(_("đơn vị tính"), max_length=40)
    #: The legal bases that it is a figure of; none means of every one.
    bases = models.ManyToManyField(
        LegalBasis, related_name="indicators", blank=True, verbose_name=_("căn cứ")
    )

    class Meta:
        ordering = ["duty_id", "ordinal"]
        verbose_name = _("chỉ tiêu")
        verbose_name_plural = _("chỉ tiêu")
        constraints = [
            models.UniqueConstraint(fields=["duty", "ordinal"], name="indicator_one_per_ordinal"),
            models.UniqueConstraint(fields=["duty", "name"], name="indicator_name_once_per_duty"),
        ]

    def __str__(self):
        return f"{self.name} ({self.unit})"
