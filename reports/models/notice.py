"""What a person is told inside the house: one row per event and person, read or not."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directives.models import Assignment, Department, Directive
from directives.models.base import PublicModel
from reports.models.consolidated import ConsolidatedDraft
from reports.models.mail import OutgoingMail
from reports.models.obstacle import Obstacle
from reports.models.progress import ProgressReport
from reports.models.supervision import Supervision


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, posts):
        """His own, and nobody else's."""
        return self.filter(person=posts.user_id)

    def unread(self):
        return self.filter(read_at=None)

    def for_listing(self):
        return (
            self.select_related(
                "report__department",
                "report__period",
                "directive",
                "department",
                "obstacle__assignment__department",
                "assignment__duty",
                "draft__period",
                "by",
            )
            .defer("draft__content")
            .order_by("-made_at", "-pk")
        )


class Notice(PublicModel):
    """The facts of one event; its sentence is made when it is read (reports/inbox.py).

    `words` are a person's own: the reason, the message. `day` is the deadline it speaks of and
    `count` how many reports or duties.
    """

    class Kind(models.TextChoices):
        REMINDER = "reminder", _("Nhắc việc")
        ASSIGNED = "assigned", _("Nhiệm vụ mới")
        OPENED = "opened", _("Yêu cầu báo cáo")
        WITHDRAWN = "withdrawn", _("Rút xác nhận kỳ báo cáo")
        CLOSED = "closed", _("Kết thúc theo dõi văn bản")
        PRESENTED = "presented", _("Trình lãnh đạo đơn vị")
        ENTERED = "entered", _("Nhập thay báo cáo")
        ENTRY_CONFIRMED = "entry_confirmed", _("Xác nhận báo cáo được nhập thay")
        ACCEPTED = "accepted", _("Tiếp nhận báo cáo")
        TAKEN_OVER = "taken_over", _("Tiếp nhận nhiệm vụ của đơn vị sáp nhập")
        RETURNED = "returned", _("Đề nghị bổ sung, hoàn thiện")
        REOPENED = "reopened", _("Mở lại báo cáo đã tiếp nhận")
        OPINION = "opinion", _("Ý kiến chỉ đạo")
        OBSTACLE_RAISED = "obstacle_raised", _("Khó khăn, vướng mắc mới")
        OBSTACLE_ACTED = "obstacle_acted", _("Kết quả thực hiện ý kiến chỉ đạo")
        OBSTACLE_AGAIN = "obstacle_again", _("Đề nghị thực hiện tiếp ý kiến chỉ đạo")
        OBSTACLE_CLOSED = "obstacle_closed", _("Giải quyết xong khó khăn, vướng mắc")
        URGED = "urged", _("Đôn đốc")
        RECOMMENDED = "recommended", _("Kiến nghị, yêu cầu")
        INSPECTION = "inspection", _("Kế hoạch kiểm tra")
        INSPECTION_OFF = "inspection_off", _("Không kiểm tra theo kế hoạch")
        EXTENSION_ASKED = "extension_asked", _("Đề nghị gia hạn")
        EXTENSION_GRANTED = "extension_granted", _("Đồng ý gia hạn")
        EXTENSION_REFUSED = "extension_refused", _("Không đồng ý gia hạn")
        DRAFT_SUBMITTED = "draft_submitted", _("Trình báo cáo tổng hợp")
        DRAFT_RETURNED = "draft_returned", _("Hoàn thiện báo cáo tổng hợp")
        DRAFT_APPROVED = "draft_approved", _("Duyệt báo cáo tổng hợp")
        REMARK = "remark", _("Ý kiến trao đổi")
        GIVEN = "given", _("Giao thực hiện nhiệm vụ")
        WORK_SET = "work_set", _("Nội dung công việc")
        ADJUSTMENT_ASKED = "adjustment_asked", _("Đề nghị điều chỉnh phân công")
        ADJUSTMENT_PUT = "adjustment_put", _("Trình đề nghị điều chỉnh phân công")
        ADJUSTMENT_DECIDED = "adjustment_decided", _("Kết quả điều chỉnh phân công")

    key = models.CharField(max_length=120, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=20, choices=Kind)
    directive = models.ForeignKey(Directive, models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    report = models.ForeignKey(
        ProgressReport, models.PROTECT, null=True, blank=True, related_name="notices"
    )
    obstacle = models.ForeignKey(
        Obstacle, models.PROTECT, null=True, blank=True, related_name="notices"
    )
    supervision = models.ForeignKey(
        Supervision, models.PROTECT, null=True, blank=True, related_name="notices"
    )
    draft = models.ForeignKey(
        ConsolidatedDraft, models.PROTECT, null=True, blank=True, related_name="+"
    )
    #: The new duties of which it speaks; by them the sweep knows what was announced.
    assignments = models.ManyToManyField(Assignment, related_name="notices")
    #: The one assignment whose page it leads to.
    assignment = models.ForeignKey(
        Assignment, models.PROTECT, null=True, blank=True, related_name="+"
    )
    mail = models.ForeignKey(
        OutgoingMail, models.PROTECT, null=True, blank=True, related_name="notices"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.TextField(blank=True)
    day = models.DateField(null=True, blank=True)
    count = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(read_at=None) | Q(read_at__gte=F("made_at")),
                name="notice_read_after_it_was_made",
            )
        ]
        indexes = [
            models.Index(fields=["person", "-made_at"], name="notice_of_person"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self):
        return self.key
