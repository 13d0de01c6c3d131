"""What a process of its own needs for a day's reminders: python -m tests.bench.reminding VERB.

`sweep` plans everything that is due; `deliver NUMBER` renders and sends that many mails; `sink`
is a mail server that keeps nothing; `bare NUMBER` sends that many mails with smtplib alone. Each
prints one line of JSON.
"""

import json
import os
import resource
import smtplib
import sys
import threading
import time
from email.message import EmailMessage
from urllib.parse import urlsplit

from aiosmtpd.controller import Controller

#: A digest of ours in both forms, on the wire.
BARE_BYTES = 20_000


def sweep() -> dict:
    _set_up()
    from reports import reminders
    from tests.bench.province import MORNING, TODAY

    before = _peak_mb()
    began = time.perf_counter()
    result = reminders.sweep(on=TODAY, at=MORNING)
    return {
        "planned": result.planned,
        "seconds": time.perf_counter() - began,
        "mb_before": before,
        "mb": _peak_mb(),
    }


def deliver(count: str) -> dict:
    _set_up()
    from reports import reminders
    from tests.bench.province import MORNING, TODAY

    day = {"on": TODAY, "at": MORNING}
    waiting = reminders.deliverable(**day).values_list("pk", flat=True)
    first, *mails = waiting[: int(count) + 1]
    reminders.deliver(first, **day)
    began = time.perf_counter()
    states = [reminders.deliver(mail, **day).state for mail in mails]
    return {"sent": states.count("sent"), "seconds": time.perf_counter() - began, "mb": _peak_mb()}


def bare(count: str) -> dict:
    """The same connections and as many bytes, without a database or a word of ours."""
    address = urlsplit(os.environ["EMAIL_URL"])
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.vn", "b@example.vn", "x"
    message.set_content("x" * 70 + "\n" * 1 + ("y" * 75 + "\n") * (BARE_BYTES // 76))
    began = time.perf_counter()
    for _ in range(int(count)):
        with smtplib.SMTP(address.hostname, address.port) as server:
            server.send_message(message)
    return {"sent": int(count), "seconds": time.perf_counter() - began}


class Sink:
    """Keeps the size of what it gets, and nothing else."""

    async def handle_DATA(self, server, session, envelope):
        return "250 OK"


def sink(port: str) -> dict:
    import logging

    logging.getLogger("mail.log").setLevel(logging.ERROR)
    Controller(Sink(), hostname="127.0.0.1", port=int(port)).start()
    threading.Event().wait()
    return {}


def _set_up() -> None:
    import django

    django.setup()
    from django.urls import get_resolver

    _ = get_resolver().url_patterns


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    _, verb, *arguments = sys.argv
    answer = {"sweep": sweep, "deliver": deliver, "bare": bare, "sink": sink}[verb](*arguments)
    sys.stdout.write(json.dumps(answer) + "\n")
