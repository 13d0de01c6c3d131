"""Who of the unit was told: meetings by the list of people, and links read by each."""

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directives.models import Assignment, StaffMember
from directives.models.base import PublicModel
from reports.models.entry import DisseminationSession
from reports.models.mail import Delivery


class BriefingSessionQuerySet(models.QuerySet):
    def visible_to(self, posts):
        return self.filter(
            Q(assignment__department__in=posts.member_of)
            | Q(assignment__duty__directive__coordinator__in=posts.member_of)
        )

    def standing(self):
        return self.filter(removed_at=None)


class BriefingSession(PublicModel):
    """A meeting at which the unit told its people, by its list: who came, who was absent.

    It fills the session of the next report; a removed one was entered by mistake.
    """

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="briefings")
    held_on = models.DateField(_("ngày"))
    form = models.CharField(_("hình thức"), max_length=20, choices=DisseminationSession.Form)
    note = models.CharField(_("nội dung"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    #: Of `dissemination.coverages()`: how many were there, and the names of who was not.
    came: int
    absent: list[str]

    objects = BriefingSessionQuerySet.as_manager()

    class Meta:
        ordering = ["held_on", "pk"]
        verbose_name = _("buổi phổ biến")
        verbose_name_plural = _("buổi phổ biến")
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="briefingsession_removed_at_and_by_together",
            ),
            models.UniqueConstraint(
                fields=["assignment", "held_on", "form", "note"],
                condition=Q(removed_at=None),
                name="briefingsession_recorded_once",
                violation_error_message=_("Buổi này đã được ghi."),
            ),
        ]

    def __str__(self):
        return f"{self.held_on} {self.form}"


class Attendance(models.Model):
    """One person on the list of the day, there or absent."""

    session = models.ForeignKey(BriefingSession, models.CASCADE, related_name="attendances")
    member = models.ForeignKey(StaffMember, models.PROTECT, related_name="attendances")
    was_present = models.BooleanField(_("có mặt"), default=True)

    class Meta:
        ordering = ["session_id", "member__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "member"], name="attendance_once_per_session_and_person"
            )
        ]

    def __str__(self):
        return f"{self.session_id}: {self.member_id}"


class ReadingLinkQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(revoked_at=None)


class ReadingLink(models.Model):
    """The link by which one person says "Đã đọc, nắm nội dung", without an account.

    `key` stands in the address with a signature of it, as of `FeedLink`. Opening it only shows
    the text; a press of the button confirms, so that a scanner of mails confirms nothing.
    """

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="reading_links")
    member = models.ForeignKey(StaffMember, models.PROTECT, related_name="reading_links")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = ReadingLinkQuerySet.as_manager()

    class Meta:
        ordering = ["assignment_id", "member__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "member"],
                condition=Q(revoked_at=None),
                name="readinglink_one_in_use_per_assignment_and_person",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(confirmed_at__gte=F("made_at")),
                name="readinglink_confirmed_after_it_was_made",
            ),
        ]

    def __str__(self):
        return f"{self.assignment_id}: {self.member_id}"


class ReadingMail(Delivery):
    """A mail with the link, to the address on the list: its reader may have no account.

    Sent once for each link; a new link is a new mail.
    """

    link = models.OneToOneField(ReadingLink, models.CASCADE, related_name="mail")
    address = models.EmailField()

    class Meta(Delivery.Meta):
        abstract = False
        ordering = ["pk"]
        indexes = [
            *Delivery.Meta.indexes,
            models.Index(fields=["id"], condition=Q(state="queued"), name="readingmail_queued"),
        ]

    def __str__(self):
        return f"reading {self.link_id}"

    @property
    def message_id(self) -> str:
        """The same for every attempt."""
        return f"<reading.{self.public_id}@{urlsplit(settings.SITE_URL).hostname}>"
