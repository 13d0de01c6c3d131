"""`make run`: the whole office on one machine, under one process that owns the database.

Starts PostgreSQL (unless DATABASE_URL names a server), prepares the data, then keeps a web
server, two workers and the clock running. Ctrl-C, SIGTERM and SIGHUP stop all of it, the web
server first, the database last; a `kill -9` of this process does too, by the kernel.
"""

import fcntl
import os
import secrets
import signal
import socket
import sys
import time
from contextlib import contextmanager, suppress

import environ

from config import postgres, system_packages
from config.catalogues import compile_catalogues
from config.celery import QUEUES
from config.postgres import BASE_DIR
from config.processes import Child, Stopped, die_with_parent, hold_signals, pause

VAR = BASE_DIR / "var"
#: Read by manage.py, so that a command by hand works on the running office.
RUN_ENV = VAR / "run.env"
#: Variables that such a command would otherwise lack in a shell of its own.
PASSED_ON = [
    "ALLOWED_HOSTS", "DATABASE_URL", "DEBUG", "DEFAULT_FROM_EMAIL", "EMAIL_URL", "FILES_ROOT",
    "QUEUE_ROOT", "REDIS_PREFIX", "REDIS_URL", "SECRET_KEY", "SECRET_KEY_FILE", "SITE_URL",
    "STATIC_ROOT", "TRUSTED_PROXY_COUNT",
]  # fmt: skip

#: Celery warns of root for the sake of pickled messages, and ours are JSON.
SILENCE = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges"}


@contextmanager
def only_one():
    """Two supervisors would fight over one database."""
    VAR.mkdir(exist_ok=True)
    with (VAR / "supervisor.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            sys.exit(f"Đôn Đốc already runs from this folder (process {lock.read().strip()}).")
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def chosen_port():
    """The port to listen on; ends with one sentence when it cannot be had."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        sys.exit(f"PORT={text} is not a port: write a number from 1 to 65535, as in PORT=8001.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except PermissionError:
            sys.exit(f"Port {text} is for root only: choose another one, as in PORT=8001.")
        except OSError:
            sys.exit(f"Port {text} is in use: choose another one, as in PORT={int(text) + 1}.")
    return int(text)


def secret_key_file():
    path = VAR / "secret_key"
    if not path.exists() or not path.read_text():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path


def environment(port, database_url):
    """What the children get on top of our own environment."""
    given = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": database_url,
        "SITE_URL": os.environ.get("SITE_URL") or f"http://127.0.0.1:{port}",
    }
    if not os.environ.get("SECRET_KEY"):
        given["SECRET_KEY_FILE"] = os.environ.get("SECRET_KEY_FILE") or str(secret_key_file())
    return given


def write_run_env():
    RUN_ENV.unlink(missing_ok=True)
    RUN_ENV.touch(mode=0o600)
    values = {name: os.environ[name] for name in PASSED_ON if os.environ.get(name)}
    RUN_ENV.write_text("".join(f"{name}={value}\n" for name, value in values.items()))


def children(port):
    python = [sys.executable, "-m"]
    # Granian's own advice for code that holds the interpreter.
    threads = min(8, 2 * os.cpu_count() + 1)
    worker = [*python, "celery", "--app", "config", "--quiet", "worker", "--loglevel", "WARNING",
              "--concurrency", "1", "--without-gossip", "--without-mingle"]  # fmt: skip
    web = Child(
        "web",
        [*python, "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
         "--workers", "1", "--blocking-threads", str(threads), "--respawn-failed-workers",
         "--log-level", "warning", "config.wsgi:application"],
        cwd=BASE_DIR,
    )  # fmt: skip
    workers = [
        Child(f"worker {queue}",
              [*worker, "--queues", queue, "--hostname", f"{queue}@dondoc"],
              cwd=BASE_DIR, patience=30, env=os.environ | SILENCE)
        for queue in QUEUES
    ]  # fmt: skip
    beat = Child(
        "beat",
        # The schedule in memory: what was missed lives in our tables, and no file can break.
        [*python, "celery", "--app", "config", "--quiet", "beat", "--loglevel", "WARNING",
         "--scheduler", "celery.beat:Scheduler", "--pidfile", ""],
        cwd=BASE_DIR,
    )  # fmt: skip
    return web, [beat, *workers]


def wait_for_web(web, port):
    while True:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        web.keep_running()
        pause(0.1)


def run():
    began = time.monotonic()
    port = chosen_port()
    system_packages.ensure()
    compile_catalogues()
    server = None
    database_url = os.environ.get("DATABASE_URL")
    everything = []
    try:
        if not database_url:
            server = postgres.Server(postgres.home())
            if not server.folder.is_relative_to(BASE_DIR):
                print(
                    f"This folder is closed to the system user {postgres.SYSTEM_USER}:"
                    f" the database lies in {server.folder}",
                    flush=True,
                )
            server.start()
            everything.append(server.child)
            database_url = server.url
        os.environ.update(environment(port, database_url))
        write_run_env()
        prepared = Child(
            "preparation", [sys.executable, "-m", "config.prepare"], cwd=BASE_DIR
        ).finish()
        if prepared != 0:
            sys.exit(1)
        web, others = children(port)
        everything.append(web)
        web.start()
        wait_for_web(web, port)
        took = time.monotonic() - began
        print(f"\nĐôn Đốc: {os.environ['SITE_URL']}  ({took:.1f} s; Ctrl-C stops it)", flush=True)
        # After the first page: their start takes seconds of a processor, and nobody waits for it.
        everything += others
        for child in others:
            child.start()
        while True:
            for child in everything:
                child.keep_running()
            pause(0.5)
    except Stopped:
        print("\nStopping", flush=True)
    finally:
        RUN_ENV.unlink(missing_ok=True)
        stop(everything, server)


def stop(everything, server):
    """The web server first, then all that works in the background at once, the database last."""
    database = server.child if server else None
    front = [child for child in everything if child.name == "web"]
    back = [child for child in everything if child.name != "web" and child is not database]
    for children_ in [front, back]:
        for child in children_:
            child.ask_to_stop()
        for child in children_:
            child.stop()
    if server:
        server.stop()


def main():
    if "MAKELEVEL" in os.environ:
        die_with_parent(signal.SIGTERM)
    environ.Env.read_env(BASE_DIR / ".env")
    hold_signals()
    with only_one():
        run()


if __name__ == "__main__":
    main()
