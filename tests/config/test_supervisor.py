"""`make run` after its setup: started, hit, stopped, in a copy of the project."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import psycopg
import pytest

from config import postgres
from tests.servers import free_port

BASE_DIR = Path(__file__).resolve().parents[2]


def processes():
    """{pid: (parent, start, command)} of all that run; a zombie runs no more."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if fields[0] != "Z":
                found[int(entry.name)] = (int(fields[1]), fields[19], command)
    return found


def family(pid):
    """{(pid, start): command} of a process and all below it."""
    known = processes()
    members = {pid}
    while more := {p for p, (parent, *_) in known.items() if parent in members} - members:
        members |= more
    return {(p, known[p][1]): known[p][2] for p in members if p in known}


def alive(members):
    known = processes()
    return [command for (p, start), command in members.items() if known.get(p, (0, 0))[1] == start]


def eventually(is_true, seconds):
    deadline = time.monotonic() + seconds
    while not (value := is_true()):
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.1)
    return value


class Office:
    def __init__(self, folder, **more):
        self.folder = folder
        self.port = free_port()
        self.log = folder / "output"
        inherited = {"PATH", "HOME", "LANG", "SSL_CERT_FILE"}
        self.environment = {name: os.environ[name] for name in inherited if name in os.environ}
        self.environment |= {"PORT": str(self.port), **more}

    def start(self, **more):
        self.began = time.monotonic()
        with self.log.open("wb") as output:
            self.process = self.supervisor(stdout=output, stderr=subprocess.STDOUT, **more)
        eventually(lambda: "Ctrl-C stops it" in self.output() or self.ended(), 90)
        assert not self.ended(), self.output()
        self.took = time.monotonic() - self.began
        return self

    def supervisor(self, **more):
        command = [sys.executable, "-m", "config.supervisor"]
        return subprocess.Popen(
            command, cwd=self.folder, env=self.environment, start_new_session=True, **more
        )

    def refusal(self):
        """What a start says that comes to nothing."""
        process = self.supervisor(stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        output, _ = process.communicate(timeout=60)
        assert process.returncode == 1
        return output

    def output(self):
        return self.log.read_text(errors="replace")

    def ended(self):
        return self.process.poll() is not None

    def healthz(self):
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as response:
                return response.status, json.load(response)
        except HTTPError as error:
            return error.code, json.load(error)
        except OSError:
            return 0, None

    def is_healthy(self):
        return self.healthz()[0] == 200

    def child(self, words):
        """The child of the supervisor whose command holds `words`."""
        for pid, (parent, _, command) in processes().items():
            if parent == self.process.pid and words in command:
                return pid
        return None

    def has_another(self, words, pid):
        """Whether the dead child's place is taken."""
        return self.child(words) not in (None, pid)

    def database_url(self):
        lines = (self.folder / "var" / "run.env").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)["DATABASE_URL"]

    def count_of_users(self):
        with psycopg.connect(self.database_url()) as connection:
            return connection.execute("SELECT count(*) FROM directives_user").fetchone()[0]


@pytest.fixture
def folder():
    """A copy of the project that everybody may enter, gone afterwards."""
    path = Path(tempfile.mkdtemp(prefix="dondoc-test-"))
    path.chmod(0o755)
    for name in ["config", "directives", "reports", "static", "templates"]:
        shutil.copytree(BASE_DIR / name, path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(BASE_DIR / "manage.py", path)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="module")
def static_root(tmp_path_factory):
    """Collected once, and then found to be up to date by every other start."""
    return tmp_path_factory.mktemp("static")


@pytest.fixture
def office(folder, static_root):
    office = Office(folder, SAMPLE="no", STATIC_ROOT=str(static_root))
    yield office
    if hasattr(office, "process") and not office.ended():
        office.process.terminate()
        office.process.wait(60)


CHILDREN = ["postgres -D", "granian", "celery --app config --quiet beat", "--queues default",
            "--queues pdf"]  # fmt: skip


def test_office_survives_the_death_of_each_child_and_leaves_none_behind(office):
    office.start()
    eventually(office.is_healthy, 30)
    # One office per folder, one server per port.
    assert "already runs from this folder" in office.refusal()
    everybody = family(office.process.pid)
    for words in CHILDREN:
        before = office.child(words)
        os.kill(before, signal.SIGKILL)
        eventually(lambda: office.has_another(words, before), 30)  # noqa: B023
        everybody |= family(office.process.pid)
    eventually(office.is_healthy, 30)
    everybody |= family(office.process.pid)
    office.process.send_signal(signal.SIGTERM)
    assert office.process.wait(60) == 0, office.output()
    assert alive(everybody) == []


def test_second_start_is_quick_and_keeps_the_data_and_kill_9_leaves_nothing_running(office):
    office.start()
    users = office.count_of_users()
    assert "/accounts/password/reset/key/" in office.output()
    office.process.send_signal(signal.SIGINT)
    office.process.wait(60)
    office.start()
    assert office.took < 10
    assert office.count_of_users() == users == 1
    everybody = family(office.process.pid)
    office.process.kill()
    office.process.wait()
    eventually(lambda: not alive(everybody), 20)
    # The database was stopped by its parent's death: the next start finds the data.
    office.start()
    assert office.count_of_users() == users


def test_links_of_the_first_administrator_open_the_page_that_sets_a_password(office):
    office.start()
    link = next(line.strip() for line in office.output().splitlines() if "/reset/key/" in line)
    with build_opener(HTTPCookieProcessor()).open(link, timeout=10) as response:
        assert 'type="password"' in response.read().decode()


def test_port_in_use_and_impossible_port_get_one_sentence(folder):
    office = Office(folder)
    with socket.socket() as other:
        other.bind(("127.0.0.1", office.port))
        other.listen()
        assert office.refusal() == (
            f"Port {office.port} is in use: choose another one, as in PORT={office.port + 1}.\n"
        )
    office.environment["PORT"] = "many"
    assert office.refusal() == (
        "PORT=many is not a port: write a number from 1 to 65535, as in PORT=8001.\n"
    )


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the database as somebody else")
def test_folder_closed_to_the_database_user_keeps_its_data_elsewhere(folder, office, monkeypatch):
    folder.chmod(0o700)
    monkeypatch.setattr(postgres, "BASE_DIR", folder)
    try:
        office.start()
        assert f"the database lies in {postgres.refuge()}" in office.output()
        office.process.terminate()
        assert office.process.wait(60) == 0
    finally:
        shutil.rmtree(postgres.refuge(), ignore_errors=True)
