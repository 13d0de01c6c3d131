"""Everybody who works in a unit, with or without an account: whom it tells what it must tell."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directives.models.base import PublicModel, check_order
from directives.models.organisation.people import User
from directives.models.organisation.unit import Department
from directives.vietnamese import person_sort_key


class StaffMemberQuerySet(models.QuerySet):
    def present(self, *, on):
        """In the unit on the day."""
        return self.filter(Q(left_on=None) | Q(left_on__gt=on), joined_on__lte=on)

    def kept_by(self, posts):
        """The unit keeps its own list, its clerks included."""
        return self.filter(department__in=posts.member_of)


@pghistory.track()
class StaffMember(PublicModel):
    """One person on the list of a unit, from the day he came until the day he left."""

    class Group(models.TextChoices):
        """The three groups in which people are counted, as `Headcount` does."""

        OFFICIAL = "official", _("Công chức")
        EMPLOYEE = "employee", _("Viên chức")
        WORKER = "worker", _("Người lao động")

    department = models.ForeignKey(
        Department, models.PROTECT, related_name="staff", verbose_name=_("đơn vị")
    )
    full_name = models.CharField(_("họ và tên"), max_length=120)
    group = models.CharField(_("nhóm"), max_length=20, choices=Group)
    position = models.CharField(_("chức vụ, vị trí việc làm"), max_length=120, blank=True)
    email = models.EmailField(_("địa chỉ thư điện tử"), blank=True)
    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="staff_entries"
    )
    joined_on = models.DateField(_("có mặt từ ngày"))
    left_on = models.DateField(
        _("thôi làm việc từ ngày"),
        null=True,
        blank=True,
        help_text=_("Ngày đầu tiên không còn ở đơn vị."),
    )
    sort_key = models.CharField(max_length=500, editable=False)

    objects = StaffMemberQuerySet.as_manager()

    class Meta:
        ordering = ["department__sort_key", "sort_key", "pk"]
        verbose_name = _("người của đơn vị")
        verbose_name_plural = _("danh sách người của đơn vị")
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gt=F("joined_on")),
                name="staffmember_left_after_joining",
                violation_error_message=_("Ngày thôi làm việc phải sau ngày vào đơn vị."),
            ),
            models.UniqueConstraint(
                fields=["department", "user"],
                condition=Q(left_on=None, user__isnull=False),
                name="staffmember_account_listed_once_per_unit",
                violation_error_message=_("Người này đã có trong danh sách."),
            ),
        ]

    def __str__(self):
        return self.full_name

    def save(self, **kwargs):
        self.sort_key = person_sort_key(self.full_name)
        super().save(**kwargs)

    def clean(self):
        check_order(self, "joined_on", "left_on")
