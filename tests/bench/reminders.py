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

from tests.bench import province
from tests.bench.ground import use
from tests.servers import BASE_DIR, answers, free_port

#: Directives on which each of the 1,000 units owes a report.
SMALL, LARGE = 1, 100
MAILS = 200


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
    """Seconds for the same number of mails: ours, and smtplib alone before and after."""

    mails: int
    ours: float
    bare: float

    @property
    def ms_each(self) -> float:
        return 1000 * self.ours / self.mails

    @property
    def ms_bare(self) -> float:
        return 1000 * self.bare / self.mails


def measure(databases: dict[str, str]) -> tuple[list[Morning], Sent]:
    mornings = []
    for label, directives in {"small": SMALL, "large": LARGE}.items():
        use(databases[label])
        province.load(directives)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        mornings.append(Morning(label, **_run("sweep")))
    with _sink() as url:
        first = _run("bare", str(MAILS), EMAIL_URL=url)
        ours = _run("deliver", str(MAILS), EMAIL_URL=url)
        last = _run("bare", str(MAILS), EMAIL_URL=url)
    if ours["sent"] != MAILS:
        raise RuntimeError(f"{ours['sent']} of {MAILS} mails were sent")
    return mornings, Sent(MAILS, ours["seconds"], (first["seconds"] + last["seconds"]) / 2)


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
