"""Settings as in production, a server, and one database per office."""

import os
import secrets
from contextlib import contextmanager

import psycopg

from tests.servers import Servers

ENVIRONMENT = {
    "DEBUG": "no",
    "SECRET_KEY": "a key for the measurement, which protects nothing at all, at any time",
    "SITE_URL": "http://127.0.0.1:8000",
    "ALLOWED_HOSTS": "",
    "EMAIL_URL": "",
    "TRUSTED_PROXY_COUNT": "",
    "DJANGO_SETTINGS_MODULE": "config.settings",
}


@contextmanager
def servers():
    """The servers of a run, private unless the environment names others; Django is set up."""
    ours = Servers()
    try:
        os.environ.update(ours.start(), **ENVIRONMENT)
        import django

        django.setup()
        yield
    finally:
        ours.stop()


@contextmanager
def databases(*offices):
    """A database for each office, all with our tables; dropped at the end."""
    from django.core.management import call_command
    from django.db import connection

    home = connection.settings_dict["NAME"]
    names = {office: f"bench_{secrets.token_hex(4)}_{office}" for office in offices}
    first, *others = names.values()
    try:
        _run(f'CREATE DATABASE "{first}"')
        use(first)
        call_command("migrate", verbosity=0)
        connection.close()
        for other in others:
            _run(f'CREATE DATABASE "{other}" TEMPLATE "{first}"')
        yield names
    finally:
        use(home)
        connection.close()
        for name in names.values():
            _run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def use(name: str) -> None:
    """All queries from here on go to the database `name`."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()


def _run(statement: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(statement)
