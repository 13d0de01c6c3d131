"""One mail: claim it, write it, send it, mark it."""

import logging
from datetime import date, datetime, timedelta
from smtplib import SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from reports.models import OutgoingMail, Reminder
from reports.reminders.letter import Letter, write

logger = logging.getLogger(__name__)

#: Longer than a slow mail server takes for one mail.
LEASE = timedelta(minutes=5)
#: Waiting time after each failed attempt but the last: a night without a mail server is survived.
BACKOFF = [timedelta(minutes=minutes) for minutes in (5, 30, 120, 360)]
MAX_ATTEMPTS = len(BACKOFF) + 1

State = OutgoingMail.State


def deliverable(*, on: date, at: datetime) -> QuerySet[OutgoingMail]:
    """Mails of the day, or of an earlier one, that wait to be sent and that nobody is sending."""
    return OutgoingMail.objects.filter(_is_free(at), day__lte=on).order_by("day", "pk")


def _is_free(at: datetime) -> Q:
    return (
        Q(state=State.QUEUED)
        & (Q(lease_until=None) | Q(lease_until__lte=at))
        & (Q(retry_at=None) | Q(retry_at__lte=at))
    )


def deliver(mail_id: int, *, on: date, at: datetime) -> OutgoingMail | None:
    """Send the mail, unless somebody else does or did; the mail as it stands afterwards.

    It is written now, from what the person owes now in the posts he holds on the day `on`; one
    who owes nothing any more, or has left the post, gets no mail. A failure is tried again later,
    up to MAX_ATTEMPTS; an address that the server refuses for good is not. A worker that dies
    leaves a lease behind, and the mail is taken again when it has run out.
    """
    mail = _claim(mail_id, at=at)
    if mail is None:
        return None
    letter = write(mail, on=on)
    if letter is None:
        _close(mail, State.CALLED_OFF)
    elif mail.attempts > MAX_ATTEMPTS:
        _close(mail, State.FAILED, error=_("bị ngắt giữa chừng nhiều lần"), at=at)
    elif not mail.address:
        _close(mail, State.FAILED, error=_("không có địa chỉ thư điện tử"), at=at)
    else:
        _send_and_mark(mail, letter, at=at)
    mail.refresh_from_db()
    return mail


@transaction.atomic
def _claim(mail_id: int, *, at: datetime) -> OutgoingMail | None:
    """The UPDATE is the lock: of two workers one finds the mail free."""
    claimed = OutgoingMail.objects.filter(_is_free(at), pk=mail_id).update(
        lease_until=at + LEASE, attempts=F("attempts") + 1
    )
    if not claimed:
        return None
    mail = OutgoingMail.objects.select_related("person").get(pk=mail_id)
    mail.address = mail.person.email
    mail.message_id = f"<reminder.{mail.public_id}@{urlsplit(settings.SITE_URL).hostname}>"
    mail.save(update_fields=["address", "message_id"])
    return mail


def _send_and_mark(mail: OutgoingMail, letter: Letter, *, at: datetime) -> None:
    try:
        _send(mail, letter)
    except SMTPRecipientsRefused as error:
        code, reply = next(iter(error.recipients.values()))
        text = f"{code} {reply.decode(errors='replace')}"
        if code >= 500:
            _close(mail, State.FAILED, error=text, at=at)
        else:
            _try_later(mail, text, at=at)
    except ValueError as error:  # Django's word on an address that no server would take
        _close(mail, State.FAILED, error=str(error), at=at)
    except OSError as error:  # SMTPException is one
        _try_later(mail, f"{type(error).__name__}: {error}", at=at)
    else:
        _mark_sent(mail, letter, at=at)


def _send(mail: OutgoingMail, letter: Letter) -> None:
    message = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        to=[mail.address],
        headers={
            "Message-ID": mail.message_id,
            # No out-of-office answer to a machine, please.
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(letter.html, "text/html")
    message.send()


@transaction.atomic
def _mark_sent(mail: OutgoingMail, letter: Letter, *, at: datetime) -> None:
    """A mail that went out is a fact: it stands above what was decided while it was on its way."""
    reminders = Reminder.objects.filter(pk__in=letter.reminder_ids)
    ids = list(
        reminders.exclude(state=Reminder.State.SENT)
        .order_by("pk")
        .select_for_update(of=("self",))
        .values_list("pk", flat=True)
    )
    Reminder.objects.filter(pk__in=ids).update(
        state=Reminder.State.SENT, settled_at=at, superseded_by=None
    )
    OutgoingMail.objects.filter(pk=mail.pk).exclude(state=State.SENT).update(
        state=State.SENT,
        sent_at=at,
        subject=letter.subject,
        lease_until=None,
        retry_at=None,
        failing_since=None,
        last_error="",
    )


def _close(mail: OutgoingMail, state: str, *, error: str = "", at: datetime | None = None) -> None:
    _release(mail, state=state, retry_at=None, last_error=error, failing_since=at)
    if error:
        logger.warning("mail %s: %s", mail.pk, error)


def _try_later(mail: OutgoingMail, error: str, *, at: datetime) -> None:
    if mail.attempts >= MAX_ATTEMPTS:
        state, retry_at = State.FAILED, None
    else:
        state, retry_at = State.QUEUED, at + BACKOFF[mail.attempts - 1]
    logger.warning("mail %s, attempt %s: %s", mail.pk, mail.attempts, error)
    _release(
        mail,
        state=state,
        retry_at=retry_at,
        last_error=error,
        failing_since=Coalesce("failing_since", at),
    )


def _release(mail: OutgoingMail, **fields) -> None:
    """Give the mail back, unless our lease ran out and another worker has it by now."""
    OutgoingMail.objects.filter(
        pk=mail.pk, state=State.QUEUED, lease_until=mail.lease_until
    ).update(lease_until=None, **fields)
