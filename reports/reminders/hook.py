"""The optional second channel: one line for each mail, handed to an SMS or Zalo gateway by HTTP.

Off unless NOTIFY_HOOK_URL is set. A call stands beside its mail in the same ledger and is
claimed, written from what still stands, made, marked. At least once, like a mail: `id` is the
mail's key, by which the gateway knows a call that it had before.
"""

import hashlib
import hmac
import json
import ssl
from datetime import date, datetime, timedelta
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from reports.models import OutgoingCall, OutgoingMail
from reports.reminders import hours, ledger, letters
from reports.reminders.ledger import MAX_ATTEMPTS

State = OutgoingCall.State

#: For each step of a call: to connect, to send, to read the answer.
TIMEOUT_SECONDS = 5
#: Answers that say "not now" although they begin with 4.
TRY_LATER = {408, 425, 429}


class Refused(Exception):
    """The gateway will never take this call."""


def is_on() -> bool:
    return bool(settings.NOTIFY_HOOK_URL)


def plan(*, on: date) -> int:
    """Put a call beside every mail of these days whose reader has a telephone; how many.

    Yesterday's too: a mail that was queued just before midnight.
    """
    if not is_on():
        return 0
    mails = (
        OutgoingMail.objects.filter(call=None, day__range=(on - timedelta(days=1), on))
        .exclude(state=State.CALLED_OFF)
        .exclude(person__phone="")
        .order_by("pk")
    )
    made = OutgoingCall.objects.bulk_create(
        [OutgoingCall(mail_id=pk) for pk in mails.values_list("pk", flat=True)],
        ignore_conflicts=True,
    )
    return len(made)


def callable_now(*, on: date, at: datetime) -> QuerySet[OutgoingCall]:
    """Calls that wait and that nobody is making; outside of the hours only what is hoả tốc."""
    if not is_on():
        return OutgoingCall.objects.none()
    waiting = OutgoingCall.objects.filter(ledger.is_free(at), mail__day__lte=on).order_by("pk")
    if hours.are_open(on=on, at=at):
        return waiting
    return waiting.filter(mail__in=OutgoingMail.objects.filter(hours.knows_no_hours()))


def call(call_id: int, *, on: date, at: datetime) -> OutgoingCall | None:
    """Make the call, unless somebody else does or did; the call as it stands afterwards."""
    free = callable_now(on=on, at=at)
    row = free.filter(pk=call_id).select_related("mail__person").first()
    if row is None or not ledger.claim(free, row, at=at, phone=row.mail.person.phone):
        return None
    mail = row.mail
    letter = None if mail.state == State.CALLED_OFF else letters.gather([mail], on=on).write(mail)
    if letter is None:
        ledger.close(row, State.CALLED_OFF)
    elif row.attempts > MAX_ATTEMPTS:
        ledger.close(row, State.FAILED, error=_("bị ngắt giữa chừng nhiều lần"), at=at)
    else:
        _post_and_mark(row, letter.line, at=at)
    row.refresh_from_db()
    return row


def _post_and_mark(row: OutgoingCall, line: str, *, at: datetime) -> None:
    try:
        _post(_body(row, line), key=row.mail.key)
    except Refused as error:
        ledger.close(row, State.FAILED, error=str(error), at=at)
    except (OSError, HTTPException) as error:
        text = f"{type(error).__name__}: {error}"
        if row.attempts >= MAX_ATTEMPTS:
            ledger.close(row, State.FAILED, error=text, at=at)
        else:
            ledger.try_later(row, text, at=at)
    else:
        ledger.mark_sent(row, at=at)


def _body(row: OutgoingCall, line: str) -> bytes:
    person = row.mail.person
    return json.dumps(
        {
            "id": row.mail.key,
            "kind": row.mail.kind,
            "person": person.full_name or person.username,
            "phone": row.phone,
            "text": line,
        },
        ensure_ascii=False,
    ).encode()


def signature(body: bytes) -> str:
    """HMAC-SHA256 of the body under NOTIFY_HOOK_SECRET, so that the gateway knows it is us."""
    digest = hmac.new(settings.NOTIFY_HOOK_SECRET.encode(), body, hashlib.sha256)
    return f"sha256={digest.hexdigest()}"


def _post(body: bytes, *, key: str) -> None:
    """One POST to the configured address and to no other: a redirect is a refusal.

    http.client follows nothing, keeps nothing and asks no proxy, which is all that is wanted.
    """
    url = urlsplit(settings.NOTIFY_HOOK_URL)
    connection = _connection(url)
    try:
        connection.request(
            "POST",
            (url.path or "/") + (f"?{url.query}" if url.query else ""),
            body=body,
            headers={
                "Content-Type": "application/json; charset=utf-8",
                "Idempotency-Key": key,
                "X-Dondoc-Signature": signature(body),
            },
        )
        response = connection.getresponse()
        said = f"{response.status} {response.read1(200).decode(errors='replace')}".strip()
    finally:
        connection.close()
    if response.status >= 500 or response.status in TRY_LATER:
        raise OSError(said)
    if not 200 <= response.status < 300:
        raise Refused(said)


def _connection(url) -> HTTPConnection:
    if url.scheme == "https":
        return HTTPSConnection(
            url.hostname, url.port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context()
        )
    return HTTPConnection(url.hostname, url.port, timeout=TIMEOUT_SECONDS)
