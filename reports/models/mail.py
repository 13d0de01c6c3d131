"""The proof: one row for each mail that is owed to a person, and for its copy to his phone."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from directives.models.base import PublicModel


class Delivery(PublicModel):
    """What leaves the house by some channel: claimed with a lease, sent, marked."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Chờ gửi")
        SENT = "sent", _("Đã gửi")
        FAILED = "failed", _("Không gửi được")
        CALLED_OFF = "called_off", _("Không cần gửi nữa")

    state = models.CharField(max_length=20, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    retry_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(
        null=True, blank=True, help_text="The first of the attempts that failed; null once sent."
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    class Meta:
        abstract = True
        # Asked every minute while something fails: did anything get out since?
        indexes = [
            models.Index(
                fields=["sent_at"], condition=Q(sent_at__isnull=False), name="%(class)s_sent_at"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at=None)),
                name="%(class)s_sent_at_set_exactly_when_sent",
            ),
        ]


class OutgoingMailQuerySet(models.QuerySet):
    def visible_to(self, posts):
        """Mails about a directive that his unit follows up, or of an agency he leads."""
        from reports.models.notice import Notice
        from reports.models.reminder import ReminderRecipient

        reminded = ReminderRecipient.objects.filter(mail=OuterRef("pk"))
        told = Notice.objects.filter(mail=OuterRef("pk"))
        return self.filter(
            Exists(reminded.filter(_followed_by(posts, "reminder__report__period__directive")))
            | Exists(told.filter(_followed_by(posts, "directive")))
        )

    def failed(self):
        return self.filter(state=Delivery.State.FAILED)


def _followed_by(posts, directive: str) -> Q:
    return Q(**{f"{directive}__coordinator__in": posts.member_of}) | Q(
        **{f"{directive}__agency__in": posts.leads}
    )


class OutgoingMail(Delivery):
    """One digest of reminders per person and day; a mail of its own for what he must know at once.

    `key` says what it is for, and its Message-ID is made of it: the same at every attempt.
    """

    class Kind(models.TextChoices):
        REMINDER = "reminder", _("Nhắc việc")
        ASSIGNED = "assigned", _("Nhiệm vụ mới")
        RETURNED = "returned", _("Đề nghị bổ sung, hoàn thiện")
        OPINION = "opinion", _("Ý kiến chỉ đạo")
        URGED = "urged", _("Đôn đốc")

    key = models.CharField(max_length=120, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="mails",
        db_index=False,  # the index of person and day serves
    )
    day = models.DateField(db_index=True)
    kind = models.CharField(max_length=20, choices=Kind)
    address = models.EmailField(blank=True)
    subject = models.TextField(blank=True)
    message_id = models.CharField(max_length=200, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta(Delivery.Meta):
        abstract = False
        ordering = ["day", "pk"]
        constraints = [
            *Delivery.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "day"],
                condition=Q(kind="reminder"),
                name="outgoingmail_one_digest_per_person_and_day",
            ),
        ]
        indexes = [
            *Delivery.Meta.indexes,
            models.Index(fields=["person", "day"], name="outgoingmail_person_and_day"),
            models.Index(fields=["day"], condition=Q(state="queued"), name="outgoingmail_queued"),
            models.Index(fields=["day"], condition=Q(state="failed"), name="outgoingmail_failed"),
        ]

    def __str__(self):
        return self.key

    @property
    def event(self) -> str:
        """What the mail is for, without whom."""
        return self.key.rpartition(":")[0]

    @staticmethod
    def digest_key(person_id: int, day: date) -> str:
        return f"reminder:{day}:{person_id}"


class OutgoingCall(Delivery):
    """The same news in one line, handed to the office's SMS or Zalo gateway."""

    mail = models.OneToOneField(OutgoingMail, models.PROTECT, related_name="call")
    phone = models.CharField(max_length=30, blank=True)

    class Meta(Delivery.Meta):
        abstract = False
        ordering = ["pk"]
        indexes = [
            *Delivery.Meta.indexes,
            models.Index(fields=["id"], condition=Q(state="queued"), name="outgoingcall_queued"),
        ]

    def __str__(self):
        return f"call {self.mail_id}"
