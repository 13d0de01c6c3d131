"""A promise (Reminder), whom it is for (ReminderRecipient), and the proof (OutgoingMail)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directives.models.base import PublicModel
from reports.models.progress import ProgressReport


class Reminder(models.Model):
    """Promised with the deadline: a new deadline brings new promises and calls off the old ones."""

    class State(models.TextChoices):
        PROMISED = "promised", _("Sẽ nhắc")
        SENT = "sent", _("Đã nhắc")
        SUPERSEDED = "superseded", _("Thay bằng lần nhắc sau")
        CALLED_OFF = "called_off", _("Không cần nhắc nữa")

    report = models.ForeignKey(ProgressReport, models.PROTECT, related_name="reminders")
    due_on = models.DateField(help_text="The deadline this reminder belongs to.")
    step = models.SmallIntegerField(help_text="Days from due_on; negative is before.")
    send_on = models.DateField()
    state = models.CharField(max_length=20, choices=State, default=State.PROMISED)
    settled_at = models.DateTimeField(null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes"
    )

    class Meta:
        ordering = ["report_id", "send_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "due_on", "step"],
                name="reminder_promised_once_per_deadline_and_step",
            ),
            models.CheckConstraint(
                condition=Q(state="promised", settled_at=None)
                | (~Q(state="promised") & Q(settled_at__isnull=False)),
                name="reminder_settled_at_set_once_settled",
            ),
        ]
        indexes = [
            models.Index(
                fields=["send_on"], condition=Q(state="promised"), name="reminder_still_promised"
            )
        ]

    def __str__(self):
        return f"{self.report_id} {self.due_on} {self.step:+d}"


class OutgoingMail(PublicModel):
    """One mail per person, day and kind; the row is claimed with a lease before it is sent."""

    class Kind(models.TextChoices):
        REMINDER = "reminder", _("Nhắc việc")

    class State(models.TextChoices):
        QUEUED = "queued", _("Chờ gửi")
        SENT = "sent", _("Đã gửi")
        FAILED = "failed", _("Không gửi được")
        CALLED_OFF = "called_off", _("Không cần gửi nữa")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mails")
    day = models.DateField()
    kind = models.CharField(max_length=20, choices=Kind)
    state = models.CharField(max_length=20, choices=State, default=State.QUEUED)
    address = models.EmailField(blank=True)
    subject = models.CharField(max_length=300, blank=True)
    message_id = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    retry_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(
        null=True, blank=True, help_text="The first of the attempts that failed; null once sent."
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "day", "kind"], name="outgoingmail_one_per_person_day_and_kind"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at=None)),
                name="outgoingmail_sent_at_set_exactly_when_sent",
            ),
        ]
        indexes = [
            models.Index(fields=["day"], condition=Q(state="queued"), name="outgoingmail_queued")
        ]

    def __str__(self):
        return f"{self.person_id} {self.day} {self.kind}"


class ReminderRecipient(models.Model):
    """To whom a reminder went, and in which capacity: resolved on the day it is sent."""

    class Reason(models.TextChoices):
        HEAD = "head", _("Lãnh đạo đơn vị")
        FOCAL_OFFICER = "focal_officer", _("Người đầu mối")

    reminder = models.ForeignKey(Reminder, models.PROTECT, related_name="recipients")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20, choices=Reason)
    mail = models.ForeignKey(OutgoingMail, models.PROTECT, related_name="recipients")

    class Meta:
        ordering = ["reminder_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reminder", "person", "reason"],
                name="reminderrecipient_once_per_person_and_reason",
            )
        ]

    def __str__(self):
        return f"{self.reminder_id}: {self.person_id}"
