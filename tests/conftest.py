"""The ground that every test stands on: servers of the run's own, settings, a browser.

One process starts the servers, before Django is set up, and ends them; the workers of
pytest-xdist inherit its environment. With DATABASE_URL or REDIS_URL set, those servers are
used, and a random suffix keeps two runs on them apart.
"""

import os
import shutil
from functools import partial

import pytest
from hypothesis import HealthCheck, settings

from config.catalogues import compile_catalogues
from tests import servers

#: What the tests see in place of the environment and of a developer's .env.
ENVIRONMENT = {
    "DEBUG": "no",
    "SECRET_KEY": "a key for the tests, which protects nothing at all, at any time",
    "SITE_URL": "http://127.0.0.1:8000",
    "ALLOWED_HOSTS": "",
    "TRUSTED_PROXY_COUNT": "",
    "EMAIL_URL": "",
    "DEFAULT_FROM_EMAIL": "",
    "NOTIFY_HOOK_URL": "",
    "NOTIFY_HOOK_SECRET": "",
    "SIGNATURE_ROOTS": "",
}

# A property is broken by an example, not by a machine that has other things to do.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


def pytest_configure(config):
    if hasattr(config, "workerinput"):
        worker = config.workerinput["workerid"]
    else:
        worker = "main"
        compile_catalogues()
        config.dondoc_servers = servers.Servers()
        os.environ.update(config.dondoc_servers.start(), **ENVIRONMENT)
    run = os.environ["DONDOC_TEST_RUN"]
    prefix = os.environ["REDIS_PREFIX"] = f"test-{run}-{worker}-"
    # pytest-django sets Django up after this, when it finds the name of the settings. In a
    # worker of pytest-xdist it found it earlier, so here everything is set once more.
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"

    from django.conf import settings

    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = f"test_dondoc_{run}"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"] = prefix
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )


def pytest_unconfigure(config):
    if hasattr(config, "dondoc_servers"):
        config.dondoc_servers.stop()


@pytest.fixture(autouse=True)
def _no_one_is_rate_limited_for_another_test():
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def _every_test_begins_in_vietnamese():
    """A request in English leaves its language behind in the thread, for whatever comes next."""
    from django.utils import translation

    with translation.override("vi"):
        yield


@pytest.fixture(autouse=True)
def files_root(settings, tmp_path_factory):
    """A folder of the test's own for uploaded files."""
    settings.MEDIA_ROOT = settings.FILES_ROOT = tmp_path_factory.mktemp("files")
    return settings.FILES_ROOT


@pytest.fixture
def redis_url(settings):
    """The Redis of this run; what a test left in its queues is gone before the next."""
    import redis

    client = redis.Redis.from_url(settings.REDIS_URL)
    yield settings.REDIS_URL
    prefix = settings.CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"]
    for key in client.scan_iter(f"{prefix}*"):
        client.delete(key)
    client.close()


@pytest.fixture
def smtp_server(settings):
    """A real mail server, to which Django's mail goes for the length of the test."""
    server = servers.SmtpServer()
    server.up()
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": server.port, "timeout": 5},
        }
    }
    yield server
    server.down()


@pytest.fixture
def server_environment(files_root):
    """The environment for a subprocess that works on the data of this very test.

    A function: name=value pairs come on top. For tests marked with
    `pytest.mark.django_db(transaction=True)`: another process sees committed rows only.
    """

    return partial(servers.environment_of_servers, files_root)


@pytest.fixture
def celery_worker_process(server_environment, redis_url, tmp_path):
    """Start a real worker: `celery_worker_process("default,pdf", EMAIL_URL=smtp_server.url)`.

    It returns when the worker is ready, with `kill()`, `stop()` and `log`.
    """
    started = []

    def start(queues="default,pdf", **more):
        log = tmp_path / f"worker-{len(started)}.log"
        worker = servers.celery_worker(queues, server_environment(**more), log)
        started.append(worker)
        return worker

    yield start
    for worker in started:
        worker.stop()


@pytest.fixture(scope="session")
def chromium_path():
    """The browser of the system; Playwright brings none."""
    for name in ["chromium", "chromium-browser", "google-chrome"]:
        if path := shutil.which(name):
            return path
    pytest.fail("No chromium: run `make test`, which installs it or prints how to")
