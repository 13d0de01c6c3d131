import json
import logging
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from tests.servers import BASE_DIR, Background
from tests.soak.clock import Clock
from tests.soak.mail import PostOffice

#: Seconds in which a busy machine surely gets something done.
PATIENCE = 120


def wait_until(is_so, *, seconds=PATIENCE, what=""):
    """Ask again and again; the seconds it took."""
    began = time.monotonic()
    while not (found := is_so()):
        if time.monotonic() - began > seconds:
            pytest.fail(f"waited {seconds} s in vain: {what or is_so}")
        time.sleep(0.05)
    assert found
    return time.monotonic() - began


_counts = pytest.StashKey[list]()


@pytest.fixture
def tell(request):
    """Add a line to the counts that are printed at the end of the run."""
    return request.config.stash.setdefault(_counts, []).append


def pytest_terminal_summary(terminalreporter, config):
    if lines := config.stash.get(_counts, []):
        terminalreporter.section("what the processes did")
        for line in lines:
            terminalreporter.line(line)


@pytest.fixture
def post_office():
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    office = PostOffice()
    office.up()
    yield office
    office.down()


@pytest.fixture
def clock(tmp_path):
    return Clock(tmp_path / "clock")


class Driver:
    """The test's side of tests/soak/driver.py."""

    def __init__(self, environment, log):
        self.log = log.open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.soak.driver"],
            cwd=BASE_DIR,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )
        self.read()

    def read(self) -> dict:
        line = self.process.stdout.readline()
        if not line:
            pytest.fail("the driver died: " + self.error)
        return json.loads(line)

    @property
    def error(self) -> str:
        with open(self.log.name) as log:
            return log.read()[-5000:]

    def order(self, **order) -> dict:
        """Begin; the answer is where it stopped, or its number of steps."""
        self.process.stdin.write(json.dumps(order, default=str) + "\n")
        self.process.stdin.flush()
        answer = self.read()
        if "ended" in answer:
            pytest.fail("the engine raised: " + self.error)
        if "done" in answer:
            assert self.read() == {"ended": 0}
        return answer

    def go_on(self, stopped: dict) -> None:
        """From where it stopped to the end."""
        os.kill(stopped["pid"], signal.SIGUSR1)
        assert "done" in self.read()
        assert self.read() == {"ended": 0}

    def stop(self):
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()
        self.log.close()


@pytest.fixture
def make_driver(server_environment, tmp_path):
    """The engine in a process of its own: `make_driver(EMAIL_URL=post_office.url)`."""
    drivers = []

    def make(**more):
        log = tmp_path / f"driver-{len(drivers)}.log"
        given = server_environment(DJANGO_SETTINGS_MODULE="config.settings", **more)
        drivers.append(Driver(given, log))
        return drivers[-1]

    yield make
    for driver in drivers:
        driver.stop()


@pytest.fixture
def crew(server_environment, clock, post_office, tmp_path):
    """Start workers and clocks as in production, under the test's clock."""
    hired = []

    def hire(*command, **more):
        log = tmp_path / f"{command[0]}-{len(hired)}.log"
        environment = server_environment(EMAIL_URL=post_office.url, **more)
        arguments = ("--app", "config", *command, "--loglevel", "INFO")
        hired.append(Background(clock.command("celery", *arguments), environment, log))
        return hired[-1]

    yield hire
    for one in hired:
        with suppress(ProcessLookupError):
            one.kill()
