"""How a unit carries out what it was given: pieces of work, officers, a wish for another hand."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directives.models.base import PublicModel
from directives.models.duty import Assignment
from directives.models.organisation import Department


def _visible(posts, prefix="assignment__") -> Q:
    """The unit, its coordinator and the leaders: as `AssignmentQuerySet.visible_to`."""
    return (
        Q(**{f"{prefix}department__in": posts.member_of})
        | Q(**{f"{prefix}duty__directive__coordinator__in": posts.member_of})
        | Q(**{f"{prefix}duty__directive__agency__in": posts.leads})
    )


class WorkItemQuerySet(models.QuerySet):
    def visible_to(self, posts):
        return self.filter(_visible(posts))

    def standing(self):
        """All but those that were dropped."""
        return self.filter(dropped_at=None)

    def current(self):
        """Each piece of work once: not those that another year or unit carries on."""
        return self.standing().filter(carried_to=None)

    def open(self):
        return self.current().filter(done_on=None)

    def unagreed(self):
        """Proposed by the unit, and HCTH has still to say whether it agrees."""
        return self.open().filter(agreed_at=None)

    def late(self, *, on):
        """Open although its day has passed; the day itself is in time."""
        return self.open().filter(due_on__lt=on)


@pghistory.track()
class WorkItem(PublicModel):
    """A piece of an assignment by "5 rõ": rõ người, rõ việc, rõ thời gian, rõ trách nhiệm, rõ kết
    quả. Proposed by the unit and agreed to by HCTH, or set by HCTH, which agrees by setting it.

    The next year's plan carries an unfinished item over as an item of its own, so that each year
    keeps the deadline that it had.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="work_items")
    text = models.CharField(_("việc"), max_length=500)
    product = models.CharField(_("kết quả, sản phẩm"), max_length=300, blank=True)
    due_on = models.DateField(_("thời hạn"), null=True, blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="work_items",
        verbose_name=_("người thực hiện"),
    )
    person = models.CharField(
        _("người thực hiện khác"),
        max_length=120,
        blank=True,
        help_text=_("Người không có tài khoản trong hệ thống."),
    )
    responsibility = models.CharField(
        _("trách nhiệm"),
        max_length=200,
        blank=True,
        help_text=_("Chủ trì, phối hợp với ai, lãnh đạo nào chịu trách nhiệm."),
    )
    done_on = models.DateField(_("hoàn thành ngày"), null=True, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dropped_at = models.DateTimeField(null=True, blank=True)
    drop_reason = models.CharField(_("lý do dừng"), max_length=300, blank=True)
    carried_from = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_to"
    )

    objects = WorkItemQuerySet.as_manager()

    class Meta:
        ordering = ["assignment_id", "due_on", "pk"]
        verbose_name = _("nội dung công việc")
        verbose_name_plural = _("nội dung công việc")
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_at=None, agreed_by=None)
                | Q(agreed_at__isnull=False, agreed_by__isnull=False),
                name="workitem_agreed_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at=None, dropped_by=None, drop_reason="")
                | (
                    Q(dropped_at__isnull=False, dropped_by__isnull=False, done_on=None)
                    & ~Q(drop_reason="")
                ),
                name="workitem_dropped_with_a_reason_and_never_once_done",
                violation_error_message=_("Dừng một việc chưa xong thì phải ghi lý do."),
            ),
            models.CheckConstraint(
                condition=Q(officer=None) | Q(person=""),
                name="workitem_officer_with_or_without_account",
                violation_error_message=_(
                    "Chỉ ghi một người thực hiện: chọn trong danh sách hoặc ghi tên người khác."
                ),
            ),
            models.CheckConstraint(
                condition=Q(carried_from=None) | ~Q(carried_from=F("pk")),
                name="workitem_carried_from_another",
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def is_done(self) -> bool:
        return self.done_on is not None

    @property
    def is_agreed(self) -> bool:
        return self.agreed_at is not None

    def is_late(self, *, on) -> bool:
        """For an open one."""
        return self.due_on is not None and self.due_on < on

    @property
    def who(self) -> str:
        """Who does it, in words; blank where nobody was named."""
        return str(self.officer) if self.officer_id else self.person


@pghistory.track()
class DutyOfficer(models.Model):
    """The head of the unit gave the duty to this officer, until it was given to somebody else."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="officers")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="duties",
        verbose_name=_("người thực hiện"),
    )
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["assignment_id", "given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "officer"],
                condition=Q(ended_at=None),
                name="dutyofficer_given_once_at_a_time",
                violation_error_message=_("Người này đang được giao nhiệm vụ."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="dutyofficer_ended_at_and_by_together",
            ),
        ]

    def __str__(self):
        return f"{self.assignment_id}: {self.officer_id}"


class AdjustmentRequestQuerySet(models.QuerySet):
    def visible_to(self, posts):
        return self.filter(_visible(posts))

    def open(self):
        return self.filter(decision="", withdrawn_at=None)

    def for_coordinator(self, posts):
        """Those on which HCTH has still to say what it thinks."""
        return self.open().filter(
            forwarded_at=None, assignment__duty__directive__coordinator__in=posts.coordinates
        )

    def for_leader(self, posts):
        """Those that HCTH has put before this leader."""
        return self.open().filter(
            forwarded_at__isnull=False, assignment__duty__directive__agency__in=posts.leads
        )


@pghistory.track()
class AdjustmentRequest(PublicModel):
    """Đề nghị điều chỉnh phân công: the unit asks, HCTH says what it thinks, a leader decides.

    What was decided orally or on paper is recorded with its source. A decision to agree is carried
    out in the same step, by `adjusting.decide`.
    """

    class Wish(models.TextChoices):
        RELEASE = "release", _("Thôi thực hiện nhiệm vụ")
        TRANSFER = "transfer", _("Chuyển cho đơn vị khác")
        ROLE = "role", _("Đổi vai trò chủ trì, phối hợp")

    class Decision(models.TextChoices):
        AGREED = "agreed", _("Đồng ý")
        REFUSED = "refused", _("Không đồng ý")

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="adjustment_requests")
    wish = models.CharField(_("đề nghị"), max_length=20, choices=Wish)
    proposed_department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("đơn vị nhận nhiệm vụ"),
    )
    reason = models.TextField(_("lý do"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    opinion = models.TextField(_("ý kiến của đơn vị đầu mối"), blank=True)
    forwarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    forwarded_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(_("quyết định"), max_length=20, choices=Decision, blank=True)
    decision_note = models.TextField(_("ý kiến"), blank=True)
    decision_source = models.CharField(
        _("nguồn"),
        max_length=200,
        blank=True,
        help_text=_("Bút phê, thông báo kết luận số …, giao ban ngày …"),
    )
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_decision_on_behalf = models.BooleanField(_("ghi thay"), default=False)

    objects = AdjustmentRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("đề nghị điều chỉnh phân công")
        verbose_name_plural = _("đề nghị điều chỉnh phân công")
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(decision="", withdrawn_at=None),
                name="adjustmentrequest_one_open_per_assignment",
                violation_error_message=_("Đã có một đề nghị đang chờ xem xét."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="adjustmentrequest_has_a_reason",
                violation_error_message=_("Hãy ghi lý do đề nghị."),
            ),
            models.CheckConstraint(
                condition=Q(wish="transfer") | Q(proposed_department=None),
                name="adjustmentrequest_another_unit_only_for_a_transfer",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, decision=""),
                name="adjustmentrequest_withdrawn_at_and_by_before_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(forwarded_at=None, forwarded_by=None)
                | (Q(forwarded_at__isnull=False, forwarded_by__isnull=False) & ~Q(opinion="")),
                name="adjustmentrequest_forwarded_with_an_opinion",
                violation_error_message=_("Hãy ghi ý kiến của đơn vị đầu mối."),
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_on=None, decided_by=None)
                | (~Q(decision="") & Q(decided_on__isnull=False, decided_by__isnull=False)),
                name="adjustmentrequest_decision_day_and_person_together",
            ),
            models.CheckConstraint(
                condition=Q(is_decision_on_behalf=False) | ~Q(decision_source=""),
                name="adjustmentrequest_decision_on_behalf_names_its_source",
                violation_error_message=_("Ghi thay quyết định phải nêu nguồn."),
            ),
        ]

    def __str__(self):
        return f"{self.assignment_id}: {self.wish}"

    @property
    def is_open(self) -> bool:
        return not self.decision and self.withdrawn_at is None
