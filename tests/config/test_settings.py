"""Settings read from the environment: loud when wrong, safe when right."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

BASE_DIR = Path(__file__).resolve().parents[2]
KEY = "k3y-of-fifty-characters-for-the-tests-of-the-settings"
GOOD = {
    "SECRET_KEY": KEY,
    "DATABASE_URL": "postgresql://user:password@127.0.0.1:5432/dondoc",
    "SITE_URL": "https://dondoc.example.gov.vn",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "EMAIL_URL": "smtp+tls://user:p%40ss@mail.example.gov.vn:587",
}


def load(statement="", **changes):
    """A fresh Python that reads the settings; a variable changed to None is not set."""
    mine = {
        "DEBUG", "ALLOWED_HOSTS", "TRUSTED_PROXY_COUNT", "DEFAULT_FROM_EMAIL", "FILES_ROOT",
        "STATIC_ROOT", "QUEUE_ROOT", "NOTIFY_HOOK_URL", "NOTIFY_HOOK_SECRET", *GOOD,
    }  # fmt: skip
    environment = {name: value for name, value in os.environ.items() if name not in mine}
    environment |= {name: value for name, value in (GOOD | changes).items() if value is not None}
    return subprocess.run(
        [sys.executable, "-c", f"from config import settings as s; {statement}"],
        cwd=BASE_DIR, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY is not set: write SECRET_KEY=at least 50 random"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is malformed: write SECRET_KEY=at least 50 random"),
        ({"DATABASE_URL": None}, "DATABASE_URL is not set: write DATABASE_URL=postgresql://"),
        ({"DATABASE_URL": "sqlite:///db"}, "DATABASE_URL is malformed: write DATABASE_URL="),
        ({"DATABASE_URL": "postgresql://host:port/x"}, "DATABASE_URL is malformed: write"),
        ({"DATABASE_URL": "postgresql://host"}, "DATABASE_URL is malformed: write"),
        ({"REDIS_URL": "127.0.0.1:6379"}, "REDIS_URL is malformed: write REDIS_URL=redis://"),
        ({"EMAIL_URL": "mail.example.gov.vn"}, "EMAIL_URL is malformed: write EMAIL_URL=smtp+tls:"),
        ({"EMAIL_URL": "smtp://"}, "EMAIL_URL is malformed: write EMAIL_URL=smtp+tls:"),
        ({"SITE_URL": "dondoc.gov.vn"}, "SITE_URL is malformed: write SITE_URL=the address in"),
        ({"NOTIFY_HOOK_URL": "file:///etc/passwd"}, "NOTIFY_HOOK_URL is malformed: write NOTIFY"),
        (
            {"NOTIFY_HOOK_URL": "https://gateway.example.vn/dondoc"},
            "NOTIFY_HOOK_SECRET is not set: write NOTIFY_HOOK_SECRET=at least 50 random",
        ),
        ({"SIGNATURE_ROOTS": "/dev/null"}, "SIGNATURE_ROOTS is malformed: write SIGNATURE_ROOTS="),
        ({"SIGNATURE_ROOTS": "/nowhere"}, "SIGNATURE_ROOTS is malformed: write SIGNATURE_ROOTS="),
        ({"DEBUG": "perhaps"}, "DEBUG is malformed: write DEBUG=yes or no"),
        ({"TRUSTED_PROXY_COUNT": "-1"}, "TRUSTED_PROXY_COUNT is malformed: write TRUSTED_PROXY"),
        (
            {"REDIS_URL": None, "QUEUE_ROOT": "/dev/null/queue"},
            "QUEUE_ROOT is malformed: write QUEUE_ROOT=a folder that we may write to.",
        ),
    ],
)
def test_wrong_variable_stops_the_start_with_one_sentence_that_names_it(changes, sentence):
    done = load(**changes)
    assert done.returncode == 1
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1


def test_secret_can_lie_in_a_file(tmp_path):
    path = tmp_path / "secret"
    path.write_text(f"{KEY}\n")
    done = load("print(s.SECRET_KEY)", SECRET_KEY=None, SECRET_KEY_FILE=str(path))
    assert done.stdout.strip() == KEY


def test_mail_url_becomes_the_mailer():
    done = load("print(s.MAILERS['default']['OPTIONS'])")
    assert done.stdout.strip() == str(
        {
            "host": "mail.example.gov.vn",
            "port": 587,
            "username": "user",
            "password": "p@ss",
            "use_tls": True,
            "use_ssl": False,
            "timeout": 20,
        }
    )


def test_socket_folder_can_stand_in_the_database_url():
    done = load(
        "print(s.DATABASES['default']['HOST'])",
        DATABASE_URL="postgresql://user:password@%2Fvar%2Frun%2Fpostgresql/dondoc",
    )
    assert done.stdout.strip() == "/var/run/postgresql"


@pytest.mark.parametrize(
    ("site", "secure"), [("https://dondoc.gov.vn", True), ("http://127.0.0.1:8000", False)]
)
def test_https_address_brings_secure_cookies_the_redirect_and_hsts(site, secure):
    done = load(
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT,"
        " s.SECURE_HSTS_SECONDS > 0)",
        SITE_URL=site,
    )
    assert done.stdout.split() == [str(secure)] * 4


def test_forwarded_headers_are_believed_only_from_a_proxy_of_ours():
    statement = "print(getattr(s, 'SECURE_PROXY_SSL_HEADER', None))"
    assert load(statement).stdout.strip() == "None"
    assert load(statement, TRUSTED_PROXY_COUNT="1").stdout.strip() == str(
        ("HTTP_X_FORWARDED_PROTO", "https")
    )


def test_every_variable_stands_in_the_example_file():
    text = (BASE_DIR / "config" / "settings.py").read_text()
    names = {part.split('"')[1] for part in text.split("read(")[1:] if part.lstrip()[:1] == '"'}
    example = (BASE_DIR / ".env.example").read_text()
    assert [name for name in sorted(names) if f"{name}=" not in example] == []


@pytest.mark.django_db
def test_pages_send_the_strict_policy(client):
    headers = client.get("/accounts/login/").headers
    without_nonce = re.sub(r" 'nonce-[\w-]+'", "", headers["Content-Security-Policy"])
    policy = dict(directive.strip().split(" ", 1) for directive in without_nonce.split(";"))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "frame-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "object-src": "'none'",
    }
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
def test_page_is_vietnamese_whatever_the_browser_wishes_until_the_person_chooses(client):
    wish = {"Accept-Language": "en-US,en"}
    assert client.get("/accounts/login/", headers=wish).headers["Content-Language"] == "vi"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert client.get("/accounts/login/", headers=wish).headers["Content-Language"] == "en"


@pytest.mark.django_db
def test_a_page_that_says_nothing_wants_a_signed_in_user(client):
    response = client.get("/admin/password_change/")
    assert response.status_code == 302
    assert client.get("/accounts/password/change/").url.startswith("/accounts/login/")


@pytest.mark.parametrize("path", ["signup/", "email/", "login/code/", "password/set/"])
@pytest.mark.django_db
def test_nobody_signs_up_or_changes_an_address(client, path):
    assert client.get(f"/accounts/{path}").status_code == 404
