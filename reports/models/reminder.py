"""A promise (Reminder) and whom it is for (ReminderRecipient); the proof is in mail.py."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.models.ladder import Audience, audiences
from reports.models.mail import OutgoingMail
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
    in_working_days = models.BooleanField(default=False)
    to = audiences(help_text="Who is told: the posts of the ladder's step.")
    send_on = models.DateField(help_text="The day of the step, moved off the days off.")
    state = models.CharField(max_length=20, choices=State, default=State.PROMISED)
    settled_at = models.DateTimeField(null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes"
    )

    class Meta:
        ordering = ["report_id", "send_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "due_on", "step", "in_working_days"],
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


class ReminderRecipient(models.Model):
    """To whom a reminder went, and in which capacity: resolved on the day it is sent.

    `instead_of` is the person who would have been told, had it not been for `cause`; null where
    the post itself was vacant.
    """

    class Cause(models.TextChoices):
        ABSENT = "absent", _("đang vắng mặt")
        NO_ADDRESS = "no_address", _("chưa có địa chỉ thư điện tử")
        BOUNCED = "bounced", _("thư điện tử bị trả lại")
        VACANT = "vacant", _("chưa có người giữ chức vụ")

    # No index but the constraint's and the mail's: nobody looks a recipient up by his person, and
    # each index is a tenth of the work of a morning on which thousands are told.
    reminder = models.ForeignKey(
        Reminder, models.PROTECT, related_name="recipients", db_index=False
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    reason = models.CharField(max_length=20, choices=Audience)
    instead_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    cause = models.CharField(max_length=20, choices=Cause, blank=True)
    mail = models.ForeignKey(OutgoingMail, models.PROTECT, related_name="recipients")

    class Meta:
        ordering = ["reminder_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reminder", "person", "reason", "instead_of"],
                nulls_distinct=False,
                name="reminderrecipient_once_per_person_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(instead_of=None) | ~Q(cause=""),
                name="reminderrecipient_instead_of_somebody_for_a_cause",
            ),
        ]

    def __str__(self):
        return f"{self.reminder_id}: {self.person_id}"
