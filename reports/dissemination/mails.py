"""The mail with a personal link: claimed, written from what still stands, sent, marked.

As reminders go, by the same ledger and within the same hours; its reader may have no account, so
that nobody is passed on to. What fails stands on the page of the links, whose maker then copies
the link by hand.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from smtplib import SMTPRecipientsRefused

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from directives.vietnamese import short_date
from reports.dissemination.links import address, is_live
from reports.models import ReadingLink, ReadingMail
from reports.reminders import hours, ledger
from reports.reminders.ledger import MAX_ATTEMPTS
from reports.reminders.letters import Letter
from reports.reminders.line import Line
from reports.reminders.message import Message

State = ReadingMail.State


def deliverable(*, on: date, at: datetime) -> QuerySet[ReadingMail]:
    """Mails that wait and that nobody is sending; none outside of the hours."""
    if not hours.are_open(on=on, at=at):
        return ReadingMail.objects.none()
    return ReadingMail.objects.filter(ledger.is_free(at)).order_by("pk")


def deliver(mail_ids: Iterable[int], *, clock: Callable[[], datetime]) -> int:
    """Send these, but those that somebody else sends or sent; how many went out."""
    sent = 0
    with Line() as line:
        for key in mail_ids:
            at = clock()
            free = deliverable(on=timezone.localdate(at), at=at)
            mail = (
                free.filter(pk=key)
                .select_related(
                    "link__made_by",
                    "link__member__department",
                    "link__assignment__duty__directive",
                )
                .first()
            )
            if mail is not None and ledger.claim(free, mail, at=at):
                sent += _send(mail, line, clock)
            if line.is_dead:
                break
    return sent


def _send(mail: ReadingMail, line: Line, clock: Callable[[], datetime]) -> bool:
    at = clock()
    if mail.link.confirmed_at or not is_live(mail.link, on=timezone.localdate(at)):
        ledger.close(mail, State.CALLED_OFF)
        return False
    if mail.attempts > MAX_ATTEMPTS:
        ledger.close(mail, State.FAILED, error=_("bị ngắt giữa chừng nhiều lần"), at=at)
        return False
    try:
        line.send(Message(mail, written(mail.link)))
    except (SMTPRecipientsRefused, ValueError):
        ledger.close(mail, State.FAILED, error=_("địa chỉ không nhận thư"), at=clock())
    except OSError as error:
        _try_later(mail, f"{type(error).__name__}: {error}", at=clock())
    else:
        return ledger.mark_sent(mail, at=clock())
    return False


def _try_later(mail: ReadingMail, error: str, *, at: datetime) -> None:
    if mail.attempts >= MAX_ATTEMPTS:
        ledger.close(mail, State.FAILED, error=error, at=at)
    else:
        ledger.try_later(mail, error, at=at)


def written(link: ReadingLink) -> Letter:
    directive = link.assignment.duty.directive
    return Letter(
        "reading",
        {
            "name": link.member.full_name,
            "unit": link.member.department.name,
            "directive": directive.reference,
            "day": short_date(directive.issued_on),
            "subject": directive.subject,
            "by": link.made_by.full_name,
            "url": address(link),
        },
    )
