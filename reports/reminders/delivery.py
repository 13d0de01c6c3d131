"""Mails by the chunk: each is claimed, written, sent and marked before the next is begun."""

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from urllib.parse import urlsplit

from django.conf import settings
from django.db import Error, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from directives.arrays import Among
from reports.models import Notice, OutgoingMail, Reminder
from reports.reminders import hours, ledger, letters
from reports.reminders.ledger import MAX_ATTEMPTS
from reports.reminders.letters import Letter, Writer
from reports.reminders.line import Line
from reports.reminders.message import Message
from reports.reminders.passing_on import pass_on

logger = logging.getLogger(__name__)

#: Mails of one task: enough that facts and connection cost each but little, few enough that they
#: are out within FRESH, and that a server which hangs holds up no more than these.
CHUNK = 25
#: What a letter tells was read so long ago at most. Whoever reports in these seconds has done so
#: while the mail was on its way, which a letter cannot know of in any case.
FRESH = timedelta(seconds=5)

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


def deliver(
    mail_ids: Iterable[int], *, on: date, clock: Callable[[], datetime]
) -> list[OutgoingMail]:
    """Send these mails, but those that somebody else sends or sent; as they stand afterwards.

    Each is written from what still stands for its reader in the posts he holds on the day `on`;
    one who owes nothing any more, or has left the post, gets no mail. A failure is tried again
    later, up to MAX_ATTEMPTS; an address that the server refuses for good is not. A worker that
    dies leaves one lease behind, and that mail is taken again when it has run out. A server that
    hangs ends the round: the rest stays queued.
    """
    tried = []
    with Line() as line:
        for mail, free, writer in _fresh(mail_ids, on=on, clock=clock):
            if ledger.claim(
                free,
                mail,
                at=clock(),
                address=mail.person.email,
                message_id=_message_id(mail.key),
            ):
                tried.append(mail.pk)
                _deliver(mail, writer, line, clock)
            if line.is_dead:
                break
    return list(OutgoingMail.objects.filter(pk__in=tried).select_related("person"))


def _fresh(
    mail_ids: Iterable[int], *, on: date, clock: Callable[[], datetime]
) -> Iterator[tuple[OutgoingMail, QuerySet[OutgoingMail], Writer]]:
    """Each mail that waits, beside those that did at the time, with facts that are still fresh."""
    left = list(mail_ids)
    while left:
        read_at = clock()
        free = deliverable(on=on, at=read_at)
        mails = list(free.filter(Among("pk", left)).select_related("person"))
        writer = letters.gather(mails, on=on)
        left = [mail.pk for mail in mails]
        for mail in mails:
            left.remove(mail.pk)
            yield mail, free, writer
            if clock() - read_at > FRESH:
                break


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


def _message_id(key: str) -> str:
    """The same for every attempt at one mail, and of nothing but its key."""
    return f"<{re.sub(r'[^A-Za-z0-9.-]', '.', key)}@{urlsplit(settings.SITE_URL).hostname}>"


def _deliver(mail: OutgoingMail, writer: Writer, line: Line, clock: Callable[[], datetime]) -> None:
    """Write the mail that is claimed, and send it."""
    try:
        letter = writer.write(mail)
        message = Message(mail, letter) if letter else None
    except Error:
        raise
    except Exception as error:  # a fault of ours holds up this mail and no other
        logger.exception("%s cannot be written", mail)
        _try_later(mail, None, f"{type(error).__name__}: {error}", at=clock())
        return
    if letter is None or message is None:
        ledger.close(mail, State.CALLED_OFF)
    elif mail.attempts > MAX_ATTEMPTS:
        _give_up(mail, letter, _("bị ngắt giữa chừng nhiều lần"), at=clock())
    elif not mail.address:
        _give_up(mail, letter, _("không có địa chỉ thư điện tử"), at=clock())
    else:
        _send_and_mark(mail, letter, message, line, clock)


def _send_and_mark(
    mail: OutgoingMail,
    letter: Letter,
    message: Message,
    line: Line,
    clock: Callable[[], datetime],
) -> None:
    try:
        line.send(message)
    except SMTPRecipientsRefused as error:
        code, reply = next(iter(error.recipients.values()))
        text = f"{code} {reply.decode(errors='replace')}"
        if code >= 500:
            _give_up(mail, letter, text, at=clock())
        else:
            _try_later(mail, letter, text, at=clock())
    except ValueError as error:  # Django's word on an address that no server would take
        _give_up(mail, letter, str(error), at=clock())
    except OSError as error:  # SMTPException is one
        _try_later(mail, letter, _in_words(error), at=clock())
    else:
        _mark_sent(mail, letter, at=clock())


def _in_words(error: OSError) -> str:
    """For HCTH, who reads it, and for whoever looks after the server."""
    exact = f"{type(error).__name__}: {error}"
    if isinstance(error, SMTPResponseException):
        return exact
    return _("không kết nối được với máy chủ thư (%(error)s)") % {"error": exact}


@transaction.atomic
def _mark_sent(mail: OutgoingMail, letter: Letter, *, at: datetime) -> None:
    """A mail that went out is a fact: its reminders are told, and stand in the house as well."""
    untold = (
        Reminder.objects.filter(Among("pk", letter.reminder_ids))
        .exclude(state=Reminder.State.SENT)
        .order_by("pk")
        .select_for_update(no_key=True, of=("self",))
    )
    Reminder.objects.filter(pk__in=untold.values("pk")).order_by().update(
        state=Reminder.State.SENT, settled_at=at, superseded_by=None
    )
    if ledger.mark_sent(mail, at=at, subject=letter.subject):
        _tell_in_the_house(letter, at=at)


@transaction.atomic
def _give_up(mail: OutgoingMail, letter: Letter | None, error: str, *, at: datetime) -> None:
    """No mail will reach him: what it said stands in the house, and HCTH sees that it failed.

    A direct mail is passed on at once; of a digest the next sweep promises everything anew.
    """
    if not ledger.close(mail, State.FAILED, error=error, at=at):
        return
    if letter:
        OutgoingMail.objects.filter(pk=mail.pk).update(subject=letter.subject)
        _tell_in_the_house(letter, at=at)
    if mail.kind != OutgoingMail.Kind.REMINDER:
        pass_on(mail, at=at)


def _try_later(mail: OutgoingMail, letter: Letter | None, error: str, *, at: datetime) -> None:
    if mail.attempts >= MAX_ATTEMPTS:
        _give_up(mail, letter, error, at=at)
    else:
        ledger.try_later(mail, error, at=at)


def _tell_in_the_house(letter: Letter, *, at: datetime) -> None:
    """A digest is a notice too; a direct mail had one before it was queued."""
    for notice in letter.notices:
        notice.made_at = at
    Notice.objects.bulk_create(letter.notices, ignore_conflicts=True)
