"""People, who holds which post between which days, and who is away."""

import pghistory
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin, UserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from directives.models.base import PublicModel, check_order, days, same
from directives.models.organisation.unit import Department
from directives.vietnamese import person_sort_key, short_date


class User(AbstractBaseUser, PermissionsMixin, PublicModel):
    """A person. What he may do follows from his appointments; `is_staff` opens the admin only."""

    username = models.CharField(
        _("tên đăng nhập"),
        max_length=80,
        unique=True,
        validators=[UnicodeUsernameValidator()],
    )
    email = models.EmailField(_("địa chỉ thư điện tử"), blank=True)
    full_name = models.CharField(_("họ và tên"), max_length=120)
    phone = models.CharField(_("điện thoại"), max_length=30, blank=True)
    is_active = models.BooleanField(_("đang sử dụng"), default=True)
    is_staff = models.BooleanField(_("là quản trị hệ thống"), default=False)
    date_joined = models.DateTimeField(_("ngày tạo"), auto_now_add=True)
    sort_key = models.CharField(max_length=500, editable=False, db_index=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        ordering = ["sort_key"]
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("email"),
                condition=~Q(email=""),
                name="user_email_unique",
                violation_error_message=_("Địa chỉ này đã thuộc về người khác."),
            )
        ]

    def __str__(self):
        return self.full_name or self.username

    def save(self, **kwargs):
        self.sort_key = person_sort_key(self.full_name)
        super().save(**kwargs)


class AppointmentQuerySet(models.QuerySet):
    def within(self, agencies):
        """In the agencies themselves and in their units."""
        return self.filter(Q(department__in=agencies) | Q(department__parent__in=agencies))

    def in_office(self, *, on):
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)


@pghistory.track()
class Appointment(models.Model):
    """A person holds a role in a unit from one day to another, both included."""

    class Role(models.TextChoices):
        DIRECTOR = "director", _("Giám đốc Sở")
        DEPUTY_DIRECTOR = "deputy_director", _("Phó Giám đốc Sở")
        HEAD = "head", _("Lãnh đạo đơn vị (cấp trưởng)")
        DEPUTY_HEAD = "deputy_head", _("Lãnh đạo đơn vị (cấp phó)")
        FOCAL_OFFICER = "focal_officer", _("Người đầu mối")
        DELEGATE = "delegate", _("Người được uỷ quyền gửi báo cáo")
        CLERK = "clerk", _("Văn thư")
        STAFF = "staff", _("Công chức, viên chức, người lao động")

    user = models.ForeignKey(
        User, models.PROTECT, related_name="appointments", verbose_name=_("người")
    )
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="appointments", verbose_name=_("đơn vị")
    )
    role = models.CharField(_("vai trò"), max_length=20, choices=Role)
    title = models.CharField(
        _("chức vụ"), max_length=120, blank=True, help_text=_("Ghi như trên văn bản bổ nhiệm.")
    )
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"), null=True, blank=True)
    is_acting = models.BooleanField(_("quyền, phụ trách"), default=False)
    paper = models.CharField(
        _("văn bản"),
        max_length=200,
        blank=True,
        help_text=_("Số, ngày của quyết định, văn bản phân công hoặc uỷ quyền."),
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["department__sort_key", "user__sort_key", "starts_on"]
        verbose_name = _("chức vụ, phân công")
        verbose_name_plural = _("chức vụ, phân công")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="appointment_ends_on_or_after_start",
                violation_error_message=_("Ngày kết thúc không được trước ngày bắt đầu."),
            ),
            models.CheckConstraint(
                condition=(~Q(role="delegate") & Q(is_acting=False)) | ~Q(paper=""),
                name="appointment_delegated_or_acting_rests_on_a_paper",
                violation_error_message=_(
                    "Uỷ quyền hoặc giao quyền, phụ trách phải ghi văn bản làm căn cứ."
                ),
            ),
            ExclusionConstraint(
                name="appointment_one_head_in_office_at_a_time",
                expressions=[
                    (same("department"), RangeOperators.OVERLAPS),
                    (days(), RangeOperators.OVERLAPS),
                ],
                condition=Q(role="head"),
                violation_error_message=_(
                    "Trong thời gian này đơn vị đã có người đứng đầu. "
                    "Hãy ghi ngày kết thúc cho người trước."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.title or self.get_role_display()}"

    def clean(self):
        """Nobody holds a post in a unit that is no more."""
        check_order(self)
        unit = self.department if self.department_id else None
        if unit and unit.dissolved_on and (not self.ends_on or self.ends_on >= unit.dissolved_on):
            raise ValidationError(
                _("%(unit)s đã chấm dứt hoạt động từ ngày %(day)s."),
                params={"unit": unit, "day": short_date(unit.dissolved_on)},
            )


class AbsenceQuerySet(models.QuerySet):
    def away(self, *, on):
        return self.filter(starts_on__lte=on, ends_on__gte=on)

    def visible_to(self, posts):
        """His own, and for HCTH, but for its clerk, those of everybody in its agency."""
        if not posts.coordinates:
            return self.filter(user=posts.user_id)
        colleagues = Appointment.objects.within(posts.houses).filter(user=OuterRef("user"))
        return self.filter(Q(user=posts.user_id) | Exists(colleagues))


@pghistory.track()
class Absence(PublicModel):
    """A person is away from one day to another, both included; the stand-in gets his mail.

    It hands over what is told to him, never his rights: those rest on an appointment by a paper.
    """

    user = models.ForeignKey(
        User, models.PROTECT, related_name="absences", verbose_name=_("người vắng mặt")
    )
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"))
    stand_in = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người nhận thay"),
        help_text=_("Để trống thì thư nhắc việc chuyển theo thứ tự của đơn vị."),
    )
    note = models.CharField(_("ghi chú"), max_length=200, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "user__sort_key"]
        verbose_name = _("thời gian vắng mặt")
        verbose_name_plural = _("vắng mặt, người thay")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="absence_ends_on_or_after_start",
                violation_error_message=_("Ngày kết thúc không được trước ngày bắt đầu."),
            ),
            models.CheckConstraint(
                condition=Q(stand_in=None) | ~Q(stand_in=F("user")),
                name="absence_stand_in_is_another_person",
                violation_error_message=_("Người nhận thay phải là người khác."),
            ),
            ExclusionConstraint(
                name="absence_one_at_a_time",
                expressions=[
                    (same("user"), RangeOperators.OVERLAPS),
                    (days(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Trong thời gian này đã ghi người đó vắng mặt."),
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.starts_on:%d/%m/%Y} - {self.ends_on:%d/%m/%Y}"

    def clean(self):
        check_order(self)
