"""The paper that asks, and the papers it rests on."""

from datetime import date

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directives.models.base import PublicModel
from directives.models.organisation import Department


class DocumentType(models.TextChoices):
    """Types of documents with their abbreviations. Source: NĐ 30/2020/NĐ-CP, Phụ lục III.

    A công văn has no abbreviation; "CV" is a key of ours and never printed.
    """

    DISPATCH = "CV", _("Công văn")
    RESOLUTION = "NQ", _("Nghị quyết")
    DECISION = "QĐ", _("Quyết định")
    INSTRUCTION = "CT", _("Chỉ thị")
    CONCLUSION = "KL", _("Kết luận")
    PROGRAMME = "CTr", _("Chương trình")
    PLAN = "KH", _("Kế hoạch")
    NOTICE = "TB", _("Thông báo")
    GUIDANCE = "HD", _("Hướng dẫn")
    REPORT = "BC", _("Báo cáo")
    DECREE = "NĐ", _("Nghị định")
    CIRCULAR = "TT", _("Thông tư")
    LAW = "L", _("Luật")
    TELEGRAM = "CĐ", _("Công điện")
    OTHER = "other", _("Văn bản khác")


class Attachment(PublicModel):
    """A file somebody uploaded. Served only by a guarded view, always as a download."""

    file = models.FileField(upload_to="%Y/%m")
    original_name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    uploaded_at = models.DateTimeField()

    def __str__(self):
        return self.original_name


class DirectiveQuerySet(models.QuerySet):
    def visible_to(self, posts):
        """What his units must do, what his unit follows up, what his agency answers for."""
        from directives.models.duty import Assignment

        mine = Assignment.objects.filter(
            duty__directive=OuterRef("pk"), department__in=posts.member_of
        )
        return self.filter(
            Q(coordinator__in=posts.member_of) | Q(agency__in=posts.leads) | Exists(mine)
        )

    def live(self):
        """Still followed up."""
        return self.filter(closed_on=None)

    def closed(self):
        return self.filter(closed_on__isnull=False)

    def live_first(self):
        """What is followed up, the latest first; then what was closed, the last first."""
        return self.order_by(F("closed_on").desc(nulls_first=True), "-issued_on", "-pk")

    def unnumbered(self):
        """Signed, and waiting for the number of the document system."""
        return self.filter(number="")

    def for_listing(self):
        return self.select_related("coordinator", "agency")


@pghistory.track()
class Directive(PublicModel):
    """A dispatch, plan or order whose duties are followed up here.

    `number` may stay blank: the document system gives it after signing (NĐ 30/2020, Điều 15).
    """

    class Urgency(models.TextChoices):
        NORMAL = "normal", _("Thường")
        URGENT = "urgent", _("Khẩn")
        VERY_URGENT = "very_urgent", _("Thượng khẩn")
        EXPRESS = "express", _("Hoả tốc")

    class Capacity(models.TextChoices):
        """On whose behalf the signer signs. Source: NĐ 30/2020, Phụ lục I, II.7.b."""

        HEAD = "", _("Ký trực tiếp")
        ON_BEHALF_OF_BODY = "TM.", _("TM. (thay mặt tập thể)")
        ACTING = "Q.", _("Q. (quyền cấp trưởng)")
        DEPUTY = "KT.", _("KT. (ký thay cấp trưởng)")
        BY_ORDER = "TL.", _("TL. (thừa lệnh)")
        BY_AUTHORITY = "TUQ.", _("TUQ. (thừa uỷ quyền)")

    class Change(models.TextChoices):
        """What a later paper does to an earlier one."""

        AMENDS = "amends", _("Sửa đổi, bổ sung")
        REPLACES = "replaces", _("Thay thế")
        REVOKES = "revokes", _("Bãi bỏ")

    doc_type = models.CharField(
        _("loại văn bản"), max_length=10, choices=DocumentType, default=DocumentType.DISPATCH
    )
    number = models.CharField(_("số"), max_length=20, blank=True)
    symbol = models.CharField(
        _("ký hiệu"), max_length=60, help_text=_("Phần sau dấu gạch chéo: SKHCN-HCTH.")
    )
    place = models.CharField(_("địa danh"), max_length=80)
    issued_on = models.DateField(_("ngày ban hành"))
    issuing_body = models.CharField(_("cơ quan ban hành"), max_length=200)
    subject = models.TextField(_("trích yếu"), help_text=_("Nội dung sau chữ “V/v”."))
    introduction = models.TextField(_("đoạn mở đầu"), blank=True)
    urgency = models.CharField(_("độ khẩn"), max_length=20, choices=Urgency, default=Urgency.NORMAL)
    addressees = models.TextField(_("kính gửi"), blank=True)
    recipients = models.TextField(_("nơi nhận"), blank=True)
    signer_capacity = models.CharField(
        _("quyền hạn ký"), max_length=4, choices=Capacity, default=Capacity.HEAD, blank=True
    )
    signer_title = models.CharField(_("chức vụ người ký"), max_length=120)
    signer_name = models.CharField(_("người ký"), max_length=120)
    source_file = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+"
    )

    agency = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("cơ quan thực hiện")
    )
    coordinator = models.ForeignKey(
        Department,
        models.PROTECT,
        related_name="coordinated_directives",
        verbose_name=_("đơn vị đầu mối"),
    )
    implements = models.ForeignKey(
        "directives.Duty",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="implemented_by",
        verbose_name=_("thực hiện nhiệm vụ của văn bản cấp trên"),
    )
    changes = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="changed_by",
        verbose_name=_("văn bản bị sửa đổi, thay thế"),
    )
    change = models.CharField(_("quan hệ"), max_length=10, choices=Change, blank=True)
    report_to = models.CharField(
        _("báo cáo gửi"),
        max_length=200,
        help_text=_("Nơi nhận báo cáo của cơ quan: Uỷ ban nhân dân tỉnh Quảng Ngãi."),
    )
    programme_name = models.CharField(
        _("tên gọi ngắn của nội dung"),
        max_length=200,
        help_text=_("Dùng trong tên báo cáo: “triển khai công tác thông tin đối ngoại”."),
    )
    ends_on = models.DateField(_("thực hiện đến hết ngày"), null=True, blank=True)
    closed_on = models.DateField(_("kết thúc theo dõi ngày"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closing_note = models.TextField(_("lý do kết thúc theo dõi"), blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    registered_at = models.DateTimeField()

    objects = DirectiveQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "-pk"]
        verbose_name = _("văn bản")
        verbose_name_plural = _("văn bản")
        constraints = [
            models.UniqueConstraint(
                "issuing_body",
                "symbol",
                "number",
                ExtractYear("issued_on"),
                condition=~Q(number=""),
                name="directive_number_and_symbol_unique_within_a_year",
                violation_error_message=_("Văn bản có số, ký hiệu này trong năm đã được nhập."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("issued_on")),
                name="directive_ends_on_or_after_issue",
                violation_error_message=_("Ngày kết thúc không được trước ngày ban hành."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, closed_at=None, closed_by=None, closing_note="")
                | (
                    Q(closed_on__isnull=False, closed_at__isnull=False, closed_by__isnull=False)
                    & ~Q(closing_note="")
                ),
                name="directive_closed_when_by_whom_and_why_together",
                violation_error_message=_("Kết thúc theo dõi phải ghi lý do."),
            ),
            models.CheckConstraint(
                condition=Q(changes=None, change="")
                | (Q(changes__isnull=False) & ~Q(change="") & ~Q(changes=models.F("pk"))),
                name="directive_changes_another_in_one_way",
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None

    def standing_on(self, on: date) -> date:
        """The day as of which its duties are shown: the day, or the last on which it was followed
        up.
        """
        return on if self.closed_on is None else min(on, self.closed_on)

    @property
    def reference(self) -> str:
        """Type, number and symbol as cited: "Công văn số 123/SKHCN-HCTH"; unnumbered: no number."""
        number = f"{self.number}/{self.symbol}" if self.number else f"…/{self.symbol}"
        return _cited(self.get_doc_type_display(), number)


@pghistory.track()
class LegalBasis(models.Model):
    """A paper the directive rests on. Units must be able to read what they disseminate."""

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="legal_bases")
    ordinal = models.PositiveSmallIntegerField(_("thứ tự"))
    doc_type = models.CharField(_("loại văn bản"), max_length=10, choices=DocumentType)
    number_and_symbol = models.CharField(_("số, ký hiệu"), max_length=60)
    issued_on = models.DateField(_("ngày ban hành"))
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200)
    title = models.TextField(_("trích yếu"))
    implements = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="implemented_by",
        verbose_name=_("thực hiện văn bản"),
    )
    attachment = models.ForeignKey(
        Attachment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("toàn văn (tệp)"),
    )
    link = models.URLField(_("đường dẫn toàn văn"), blank=True, max_length=500)
    is_reported_apart = models.BooleanField(
        _("có báo cáo riêng"),
        default=False,
        help_text=_(
            "Đơn vị ghi rõ kết quả nào thực hiện theo căn cứ này để tổng hợp thành báo cáo riêng."
        ),
    )

    class Meta:
        ordering = ["directive_id", "ordinal"]
        verbose_name = _("căn cứ")
        verbose_name_plural = _("căn cứ")
        constraints = [
            models.UniqueConstraint(
                fields=["directive", "ordinal"], name="legalbasis_one_per_ordinal"
            ),
            models.UniqueConstraint(
                fields=["directive", "number_and_symbol"],
                name="legalbasis_cited_once",
                violation_error_message=_("Căn cứ này đã có trong văn bản."),
            ),
        ]

    def __str__(self):
        return _cited(self.get_doc_type_display(), self.number_and_symbol)

    @property
    def has_full_text(self) -> bool:
        return bool(self.attachment_id or self.link)


def _cited(doc_type: str, number: str) -> str:
    return gettext("%(type)s số %(number)s") % {"type": doc_type, "number": number}
