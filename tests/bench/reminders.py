"""A morning in a province: 100,000 due obligations of 1,000 units, planned and sent."""

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote

from django.db import connection

from reports.reminders import CHUNK
from tests.bench import province
from tests.bench.ground import use
from tests.servers import BASE_DIR, answers, free_port

#: Directives on which each of the 1,000 units owes a report.
SMALL, LARGE = 1, 100
MAILS = 500


@dataclass
class Morning:
    """`seconds` to plan; megabytes at the peak, and before the sweep began."""

    label: str
    planned: int
    seconds: float
    mb_before: float
    mb: float


@dataclass
class Sent:
    """The same number of mails by a worker of ours, and by smtplib alone before and after.

    Milliseconds a mail, by the clock and on the own processor; megabytes at the peak, and after
    the first chunk.
    """

    mails: int
    ms: float
    ms_processor: float
    ms_bare: float
    ms_bare_processor: float
    mb_before: float
    mb: float


def measure(databases: dict[str, str]) -> tuple[list[Morning], Sent]:
    mornings = []
    for label, directives in {"small": SMALL, "large": LARGE}.items():
        use(databases[label])
        province.load(directives)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        mornings.append(Morning(label, **_run("sweep")))
    with _sink() as url:
        first = _run("bare", str(MAILS), str(CHUNK), EMAIL_URL=url)
        ours = _run("deliver", str(MAILS), EMAIL_URL=url)
        last = _run("bare", str(MAILS), str(CHUNK), EMAIL_URL=url)
    if ours["sent"] != MAILS:
        raise RuntimeError(f"{ours['sent']} of {MAILS} mails were sent")
    return mornings, Sent(
        mails=MAILS,
        ms=1000 * ours["seconds"] / MAILS,
        ms_processor=1000 * ours["processor"] / MAILS,
        ms_bare=500 * (first["seconds"] + last["seconds"]) / MAILS,
        ms_bare_processor=500 * (first["processor"] + last["processor"]) / MAILS,
        mb_before=ours["mb_before"],
        mb=ours["mb"],
    )


def _run(*arguments: str, **more: str) -> dict:
    """In a process of its own, so that its memory is its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.reminding", *arguments],
        cwd=BASE_DIR,
        env=os.environ | {"DATABASE_URL": _database_url()} | more,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def _database_url() -> str:
    database = connection.settings_dict
    host = quote(database["HOST"], safe="")
    port = f":{database['PORT']}" if database["PORT"] else ""
    user = f"{quote(database['USER'], safe='')}:{quote(database['PASSWORD'], safe='')}"
    return f"postgresql://{user}@{host}{port}/{database['NAME']}"


@contextmanager
def _sink():
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.reminding", "sink", str(port)], cwd=BASE_DIR
    )
    try:
        while not answers(port):
            if process.poll() is not None:
                raise RuntimeError("the sink did not start")
            time.sleep(0.05)
        yield f"smtp://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()
