"""One mail: claim it, write it, send it, mark it."""

import re
from datetime import date, datetime
from smtplib import SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from directives.arrays import Among
from reports.models import Notice, OutgoingMail, Reminder
from reports.reminders import hours, ledger, letters
from reports.reminders.ledger import MAX_ATTEMPTS
from reports.reminders.letters import Letter

State = OutgoingMail.State


def deliverable(*, on: date, at: datetime) -> QuerySet[OutgoingMail]:
    """Mails of the day, or of an earlier one, that wait to be sent and that nobody is sending.

    Outside of the hours, on days off and by night, only what is hoả tốc.
    """
    waiting = _waiting(on=on, at=at)
    if hours.are_open(on=on, at=at):
        return waiting
    return waiting.filter(hours.knows_no_hours())


def held_back(*, on: date, at: datetime) -> QuerySet[OutgoingMail]:
    """Mails that wait for nothing but the hours."""
    if hours.are_open(on=on, at=at):
        return OutgoingMail.objects.none()
    return _waiting(on=on, at=at).exclude(hours.knows_no_hours())


def _waiting(*, on: date, at: datetime) -> QuerySet[OutgoingMail]:
    return OutgoingMail.objects.filter(ledger.is_free(at), day__lte=on).order_by("day", "pk")


def deliver(mail_id: int, *, on: date, at: datetime) -> OutgoingMail | None:
    """Send the mail, unless somebody else does or did; the mail as it stands afterwards.

    It is written now, from what still stands for its reader in the posts he holds on the day
    `on`; one who owes nothing any more, or has left the post, gets no mail. A failure is tried
    again later, up to MAX_ATTEMPTS; an address that the server refuses for good is not. A worker
    that dies leaves a lease behind, and the mail is taken again when it has run out.
    """
    mail = _claim(mail_id, on=on, at=at)
    if mail is None:
        return None
    letter = letters.write(mail, on=on)
    if letter is None:
        ledger.close(mail, State.CALLED_OFF)
    elif mail.attempts > MAX_ATTEMPTS:
        _give_up(mail, letter, _("bị ngắt giữa chừng nhiều lần"), at=at)
    elif not mail.address:
        _give_up(mail, letter, _("không có địa chỉ thư điện tử"), at=at)
    else:
        _send_and_mark(mail, letter, at=at)
    mail.refresh_from_db()
    return mail


def send_again(mail: OutgoingMail) -> bool:
    """Queue a mail that was given up, with all its attempts; False when it was not given up.

    A digest of an earlier day is carried over to today's by the next sweep.
    """
    again = OutgoingMail.objects.failed().filter(pk=mail.pk)
    return bool(
        again.update(
            state=State.QUEUED, attempts=0, retry_at=None, failing_since=None, last_error=""
        )
    )


def _claim(mail_id: int, *, on: date, at: datetime) -> OutgoingMail | None:
    if not ledger.claim(deliverable(on=on, at=at), mail_id, at=at):
        return None
    mail = OutgoingMail.objects.select_related("person").get(pk=mail_id)
    mail.address = mail.person.email
    mail.message_id = _message_id(mail.key)
    mail.save(update_fields=["address", "message_id"])
    return mail


def _message_id(key: str) -> str:
    """The same for every attempt at one mail, and of nothing but its key."""
    return f"<{re.sub(r'[^A-Za-z0-9.-]', '.', key)}@{urlsplit(settings.SITE_URL).hostname}>"


def _send_and_mark(mail: OutgoingMail, letter: Letter, *, at: datetime) -> None:
    try:
        _send(mail, letter)
    except SMTPRecipientsRefused as error:
        code, reply = next(iter(error.recipients.values()))
        text = f"{code} {reply.decode(errors='replace')}"
        if code >= 500:
            _give_up(mail, letter, text, at=at)
        else:
            _try_later(mail, letter, text, at=at)
    except ValueError as error:  # Django's word on an address that no server would take
        _give_up(mail, letter, str(error), at=at)
    except OSError as error:  # SMTPException is one
        _try_later(mail, letter, f"{type(error).__name__}: {error}", at=at)
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
    """A mail that went out is a fact: its reminders are told, and stand in the house as well."""
    reminders = Reminder.objects.filter(Among("pk", letter.reminder_ids))
    ids = list(
        reminders.exclude(state=Reminder.State.SENT)
        .order_by("pk")
        .select_for_update(of=("self",))
        .values_list("pk", flat=True)
    )
    if ids:
        Reminder.objects.filter(Among("pk", ids)).order_by().update(
            state=Reminder.State.SENT, settled_at=at, superseded_by=None
        )
    if ledger.mark_sent(mail, at=at, subject=letter.subject):
        _tell_in_the_house(letter, at=at)


@transaction.atomic
def _give_up(mail: OutgoingMail, letter: Letter, error: str, *, at: datetime) -> None:
    """No mail will reach him: what it said stands in the house, and HCTH sees that it failed."""
    if ledger.close(mail, State.FAILED, error=error, at=at):
        OutgoingMail.objects.filter(pk=mail.pk).update(subject=letter.subject)
        _tell_in_the_house(letter, at=at)


def _try_later(mail: OutgoingMail, letter: Letter, error: str, *, at: datetime) -> None:
    if mail.attempts >= MAX_ATTEMPTS:
        _give_up(mail, letter, error, at=at)
    else:
        ledger.try_later(mail, error, at=at)


def _tell_in_the_house(letter: Letter, *, at: datetime) -> None:
    """A digest is a notice too; a direct mail had one before it was queued."""
    if letter.notice is not None:
        letter.notice.made_at = at
        Notice.objects.bulk_create([letter.notice], ignore_conflicts=True)
