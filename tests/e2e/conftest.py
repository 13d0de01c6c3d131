"""A real web server, workers, and people with a browser each."""

import os
import subprocess
import sys
from datetime import date

import pytest
from django.conf import global_settings
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Page, sync_playwright

from tests.e2e import counting
from tests.e2e.snapshot import Snapshot
from tests.servers import (
    BASE_DIR,
    Background,
    SmtpServer,
    answers,
    celery_worker,
    environment_of_servers,
    free_port,
)

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE_MS = 15_000


def pytest_terminal_summary(terminalreporter):
    """What each job cost the person who did it."""
    if counting.JOBS:
        terminalreporter.section("clicks and keystrokes")
        for line in counting.table():
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def static_root(tmp_path_factory):
    """The static files as production serves them: hashed and compressed."""
    folder = tmp_path_factory.mktemp("static")
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"],
        cwd=BASE_DIR,
        env=os.environ | {"STATIC_ROOT": str(folder)},
        check=True,
    )
    return folder


@pytest.fixture(scope="session")
def files_root(tmp_path_factory):
    """One folder for all tests here: the running office keeps its files in it."""
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="session")
def sample(django_db_setup, django_db_blocker, files_root):
    """The sample office, made once and kept aside; `sample.restore()` puts it in place."""
    with (
        django_db_blocker.unblock(),
        override_settings(
            # As the web server expects them, not by the tests' quick hash.
            PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS,
            MEDIA_ROOT=files_root,
            FILES_ROOT=files_root,
        ),
    ):
        call_command("load_sample", on=date(2026, 11, 22), verbosity=0)
        return Snapshot()


@pytest.fixture
def office(transactional_db, sample, settings, files_root):
    """The sample office as a fresh `make run` shows it on 22 November 2026."""
    settings.MEDIA_ROOT = settings.FILES_ROOT = files_root
    sample.restore()


@pytest.fixture(scope="session")
def mail():
    server = SmtpServer()
    server.up()
    yield server
    server.down()


@pytest.fixture
def smtp_server(mail):
    """The mail server of the office, with what arrives during this test."""
    mail.messages.clear()
    mail.envelopes.clear()
    return mail


@pytest.fixture(scope="session")
def running(sample, mail, static_root, files_root, tmp_path_factory):
    """The address of a web server with a worker for each queue: started once, for all tests."""
    logs = tmp_path_factory.mktemp("logs")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = environment_of_servers(
        files_root, SITE_URL=address, STATIC_ROOT=str(static_root), EMAIL_URL=mail.url
    )
    started = [
        celery_worker(queue, environment, logs / f"{queue}.log") for queue in ["default", "pdf"]
    ]
    web = Background(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
         "--port", str(port), "--workers", "1", "--blocking-threads", "4",
         "config.wsgi:application"],
        environment,
        logs / "web.log",
    )  # fmt: skip
    started.append(web)
    yield web.wait_for(lambda: answers(port)) and address
    for process in started:
        process.stop()


@pytest.fixture
def site(office, smtp_server, running):
    """The address of a running office: web server, a worker for each queue, a mail server."""
    return running


@pytest.fixture(scope="session")
def chromium(chromium_path):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def sign_in(site, chromium):
    """sign_in("giamdoc") is that person's page, signed in; every console error fails the test."""
    contexts, complaints = [], []

    def enter(username, *, password="dondoc-mau", **options) -> Page:
        context = chromium.new_context(base_url=site, locale="vi-VN", **options)
        context.add_init_script(f"({counting.COUNTER})()")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda message: (
                message.type == "error"
                and "409" not in message.text
                and "401" not in message.text
                and complaints.append(f"{page.url}: {message.text}")
            ),
        )
        page.goto("/")
        page.get_by_label("Tên đăng nhập").fill(username)
        page.get_by_label("Mật khẩu").fill(password)
        page.get_by_role("button", name="Đăng nhập").click()
        return page

    yield enter
    for context in contexts:
        context.close()
    assert complaints == []
