"""What a process of its own needs for a day's reminders: python -m tests.bench.reminding VERB.

`sweep` plans everything that is due; `deliver NUMBER` renders and sends that many mails; `sink`
is a mail server that keeps nothing; `bare NUMBER CHUNK` sends that many mails with smtplib alone,
CHUNK over a connection. Each prints one line of JSON.
"""

import json
import os
import resource
import smtplib
import sys
import threading
import time
from email.message import EmailMessage
from itertools import batched
from urllib.parse import urlsplit

from aiosmtpd.controller import Controller

#: A digest of ours in both forms, on the wire.
BARE_BYTES = 38_000


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

    def send(chunk) -> int:
        mails = reminders.deliver(chunk, on=TODAY, clock=lambda: MORNING)
        return [mail.state for mail in mails].count("sent")

    waiting = reminders.deliverable(on=TODAY, at=MORNING).values_list("pk", flat=True)
    mails = list(waiting[: int(count) + reminders.CHUNK])
    first, *chunks = batched(mails, reminders.CHUNK, strict=False)
    send(first)
    before = _peak_mb()
    began = _now()
    sent = sum(send(chunk) for chunk in chunks)
    return {"sent": sent, "mb_before": before, "mb": _peak_mb()} | _since(began)


def bare(count: str, chunk: str) -> dict:
    """As many connections, mails and bytes, without a database or a word of ours."""
    address = urlsplit(os.environ["EMAIL_URL"])
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.vn", "b@example.vn", "x"
    message.set_content("x" * 70 + "\n" * 1 + ("y" * 75 + "\n") * (BARE_BYTES // 76))
    began = _now()
    for mails in batched(range(int(count)), int(chunk), strict=False):
        with smtplib.SMTP(address.hostname, address.port) as server:
            for _ in mails:
                server.send_message(message)
    return {"sent": int(count)} | _since(began)


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _since(began: tuple[float, float]) -> dict:
    """Seconds by the clock, and on our own processor, which a busy machine delays but not costs."""
    seconds, processor = _now()
    return {"seconds": seconds - began[0], "processor": processor - began[1]}


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
