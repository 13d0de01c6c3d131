"""Units, with the names they bore and the people present in them."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directives.models.base import PublicModel
from directives.vietnamese import sort_key


class DepartmentQuerySet(models.QuerySet):
    def in_being(self, *, on):
        """Founded, and not yet dissolved."""
        return self.filter(
            Q(founded_on=None) | Q(founded_on__lte=on),
            Q(dissolved_on=None) | Q(dissolved_on__gt=on),
        )

    def units(self):
        """All but the agencies themselves."""
        return self.exclude(kind=Department.Kind.AGENCY)

    def below(self, agency):
        """Whom the agency tells to report: its units, and agencies whose superior it is."""
        return self.filter(parent=agency)

    def kept_by(self, posts):
        """Units that he may rename, merge and dissolve: see `permissions.keeps_units`."""
        if posts.is_administrator:
            return self.units()
        return self.units().filter(parent__children__in=posts.coordinates_as_head).distinct()


@pghistory.track()
class Department(PublicModel):
    """An agency (a Sở) or a unit of it. Names and titles are data: none stands in code."""

    class Kind(models.TextChoices):
        AGENCY = "agency", _("Sở, cơ quan")
        DIVISION = "division", _("Phòng")
        OFFICE = "office", _("Văn phòng")
        INSPECTORATE = "inspectorate", _("Thanh tra")
        BRANCH = "branch", _("Chi cục")
        CENTRE = "centre", _("Trung tâm")
        OTHER = "other", _("Đơn vị khác")

    name = models.CharField(
        _("tên đầy đủ"),
        max_length=200,
        help_text=_("Ở đây chỉ sửa lỗi chính tả; đơn vị đổi tên thì ghi ở trang Đơn vị."),
    )
    short_name = models.CharField(_("tên viết tắt"), max_length=40)
    kind = models.CharField(_("loại"), max_length=20, choices=Kind, default=Kind.DIVISION)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("trực thuộc"),
    )
    superior_name = models.CharField(
        _("cơ quan chủ quản"),
        max_length=200,
        blank=True,
        help_text=_("Chỉ ghi cho cơ quan không có cấp trên trong hệ thống: UBND tỉnh Quảng Ngãi."),
    )
    symbol = models.CharField(
        _("ký hiệu"), max_length=40, blank=True, help_text=_("Chữ viết tắt trong ký hiệu văn bản.")
    )
    place = models.CharField(_("địa danh"), max_length=80, blank=True)
    head_title = models.CharField(
        _("chức vụ người đứng đầu"), max_length=80, help_text=_("Trưởng phòng, Chi cục trưởng, ...")
    )
    leader_in_charge = models.ForeignKey(
        "directives.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Phó Giám đốc phụ trách"),
        help_text=_("Người được nhắc ở các bước sau cùng, khi đơn vị chậm báo cáo."),
    )
    is_coordinator = models.BooleanField(
        _("là đơn vị đầu mối theo dõi, đôn đốc"),
        default=False,
        help_text=_("Người của đơn vị này được nhập văn bản và giao nhiệm vụ."),
    )
    founded_on = models.DateField(_("ngày thành lập"), null=True, blank=True)
    dissolved_on = models.DateField(_("ngày giải thể, sáp nhập"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("đơn vị kế thừa"),
    )
    dissolution_paper = models.CharField(
        _("văn bản giải thể, sáp nhập"), max_length=200, blank=True
    )
    sort_key = models.CharField(max_length=700, editable=False, db_index=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]
        verbose_name = _("đơn vị")
        verbose_name_plural = _("đơn vị")
        constraints = [
            models.UniqueConstraint(fields=["name"], name="department_name_unique"),
            models.CheckConstraint(
                condition=Q(dissolved_on=None)
                | Q(founded_on=None)
                | Q(dissolved_on__gt=F("founded_on")),
                name="department_dissolved_after_founded",
                violation_error_message=_("Ngày giải thể phải sau ngày thành lập."),
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(dissolved_on__isnull=False),
                name="department_successor_only_once_dissolved",
                violation_error_message=_("Chỉ đơn vị đã giải thể mới có đơn vị kế thừa."),
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("pk")),
                name="department_succeeded_by_another",
                violation_error_message=_("Đơn vị không thể sáp nhập vào chính mình."),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.sort_key = sort_key(self.name)
        super().save(**kwargs)

    def is_in_being(self, *, on) -> bool:
        """As `DepartmentQuerySet.in_being`, for one row."""
        return (self.founded_on is None or self.founded_on <= on) and (
            self.dissolved_on is None or self.dissolved_on > on
        )

    def line(self):
        """The unit itself, then whoever stands for it since it was merged."""
        unit = self
        while unit is not None:
            yield unit
            unit = unit.successor

    def name_on(self, day) -> str:
        """The name that the unit bore on the day. Asks for `former_names`, best prefetched."""
        borne = [former for former in self.former_names.all() if former.used_until >= day]
        return min(borne, key=lambda former: former.used_until).name if borne else self.name


class FormerName(models.Model):
    """A name the unit bore up to and including a day; papers of that time show it."""

    department = models.ForeignKey(Department, models.CASCADE, related_name="former_names")
    name = models.CharField(_("tên đầy đủ"), max_length=200)
    short_name = models.CharField(_("tên viết tắt"), max_length=40)
    used_until = models.DateField(_("dùng đến hết ngày"))
    paper = models.CharField(_("văn bản đổi tên"), max_length=200, blank=True)

    class Meta:
        ordering = ["used_until"]
        verbose_name = _("tên cũ")
        verbose_name_plural = _("tên cũ")
        constraints = [
            models.UniqueConstraint(
                fields=["department", "used_until"], name="formername_one_per_department_and_day"
            )
        ]

    def __str__(self):
        return self.name


@pghistory.track()
class Headcount(models.Model):
    """People present in the unit from a day on, by group; the base of every coverage figure."""

    department = models.ForeignKey(Department, models.CASCADE, related_name="headcounts")
    counted_on = models.DateField(_("tính từ ngày"))
    officials = models.PositiveIntegerField(_("công chức"), default=0)
    employees = models.PositiveIntegerField(_("viên chức"), default=0)
    workers = models.PositiveIntegerField(_("người lao động"), default=0)

    class Meta:
        ordering = ["counted_on"]
        get_latest_by = "counted_on"
        verbose_name = _("số người có mặt")
        verbose_name_plural = _("số người có mặt")
        constraints = [
            models.UniqueConstraint(
                fields=["department", "counted_on"], name="headcount_one_per_department_and_day"
            )
        ]

    def __str__(self):
        return f"{self.department_id} {self.counted_on}"
