"""Settings, all of them, read from the environment.

Every variable is in `.env.example` and in README.md. NAME_FILE names a file that holds the
value of NAME. A missing or malformed variable ends the start with one sentence that names it
and says what to write.
"""

import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import environ
from django.utils.csp import CSP
from whitenoise.compress import Compressor

from config.cursors import Cursor

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.FileAwareEnv()
env.read_env(BASE_DIR / ".env")

REQUIRED = object()


def read(name, to_value=str, *, write, default=REQUIRED):
    """The value of a variable; `write` is what the sentence says to write when it is wrong."""
    text = env.str(name, default="").strip()
    if not text and default is not REQUIRED:
        return default
    try:
        if not text:
            raise ValueError
        return to_value(text)
    except Exception:
        state = "malformed" if text else "not set"
        sys.exit(f"{name} is {state}: write {name}={write}.")


def yes_or_no(text):
    return {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}[
        text.lower()
    ]


def secret(text):
    if len(text) < 50:
        raise ValueError
    return text


def count(text):
    if not text.isdecimal():
        raise ValueError
    return int(text)


def address(*schemes):
    def to_value(text):
        parts = urlsplit(text)
        # Reading the port is what finds out that it is none.
        if parts.scheme not in schemes or (parts.port and not parts.hostname):
            raise ValueError
        return text

    return to_value


def database(text):
    config = env.db_url_config(address("postgres", "postgresql")(text))
    if not config["NAME"]:
        raise ValueError
    # A Unix socket's folder, as in postgresql://user:password@%2Fvar%2Frun%2Fpostgresql/dondoc
    return config | {"HOST": unquote(config["HOST"])}


def site(text):
    if not urlsplit(address("http", "https")(text)).hostname:
        raise ValueError
    return text.rstrip("/")


def hook(text):
    parts = urlsplit(address("http", "https")(text))
    if not parts.hostname or parts.username or parts.fragment:
        raise ValueError
    return text


def queue(text):
    for name in ["messages", "control"]:
        (Path(text) / name).mkdir(parents=True, exist_ok=True)
    return Path(text)


def certificates(text):
    """A file in PEM or DER, or a folder with some: *.pem, *.crt, *.cer."""
    place = Path(text)
    names = ("*.pem", "*.crt", "*.cer")
    files = [place] if place.is_file() else [file for name in names for file in place.glob(name)]
    contents = [file.read_bytes() for file in files]
    if not any(b"-----BEGIN CERTIFICATE-----" in c or c.startswith(b"\x30\x82") for c in contents):
        raise ValueError
    return place


def mail(text):
    """`smtp://user:password@host:port`, with `smtp+tls` for STARTTLS and `smtp+ssl` for TLS."""
    config = env.email_url_config(address("smtp", "smtp+tls", "smtp+ssl")(text))
    if not config["EMAIL_HOST"]:
        raise ValueError
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": config["EMAIL_HOST"],
            "port": config["EMAIL_PORT"] or 25,
            "username": config["EMAIL_HOST_USER"] or "",
            "password": config["EMAIL_HOST_PASSWORD"] or "",
            "use_tls": config.get("EMAIL_USE_TLS", False),
            "use_ssl": config.get("EMAIL_USE_SSL", False),
            "timeout": 20,
        },
    }


# Where we are

DEBUG = read("DEBUG", yes_or_no, default=False, write="yes or no")
SECRET_KEY = read(
    "SECRET_KEY",
    secret,
    default="only-for-debug-" * 4 if DEBUG else REQUIRED,
    write="at least 50 random characters, as `openssl rand -base64 48` prints them",
)
SITE_URL = read(
    "SITE_URL",
    site,
    default="http://127.0.0.1:8000",
    write="the address in the users' browsers, such as https://dondoc.example.gov.vn",
)
_site = urlsplit(SITE_URL)
ALLOWED_HOSTS = read(
    "ALLOWED_HOSTS",
    lambda text: [host.strip() for host in text.split(",")],
    default=[_site.hostname, "localhost", "127.0.0.1"],
    write="host names divided by commas",
)
TRUSTED_PROXY_COUNT = read(
    "TRUSTED_PROXY_COUNT",
    count,
    default=0,
    write="the number of proxies of yours in front of this server, 0 for none",
)
USE_HTTPS = _site.scheme == "https"

# What is in it

INSTALLED_APPS = [
    "reports",
    "directives",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "django_htmx",
    "pgtrigger",
    "pghistory",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Every page wants a signed-in user, but those that say login_not_required.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "directives.posts.PostsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "reports.context.office",
            ],
        },
    },
]

# Fields look the same everywhere: templates/django/forms/.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Data

DATABASES = {
    "default": {
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # The server plans a query once per connection, not once per page: half of its time on a
        # page. A pooler between us must keep prepared statements (PgBouncer does since 1.21).
        "OPTIONS": {
            "server_side_binding": True,
            "prepare_threshold": 1,
            "cursor_factory": Cursor,
        },
        **read(
            "DATABASE_URL",
            database,
            write="postgresql://user:password@host:5432/dondoc (`make run` brings its own server)",
        ),
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Files of the users: below FILES_ROOT, behind a view that asks who wants them, at no address.
FILES_ROOT = read("FILES_ROOT", Path, default=BASE_DIR / "var" / "files", write="a folder")
MEDIA_ROOT = FILES_ROOT
FILE_MAX_BYTES = 20 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
# Fields of one form: a duty brings some twenty, and a unit may have a hundred duties.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# Without its files. A section of a report that is all table is some 6 MB once it is encoded.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024

# Whose signatures on an issued copy are trusted. Nothing is ever fetched to find out.
SIGNATURE_ROOTS = read(
    "SIGNATURE_ROOTS",
    certificates,
    default=None,
    write="a file, or a folder of files (.pem, .crt, .cer), with root certificates as PEM or DER",
)

STATIC_URL = "static/"
STATIC_ROOT = read("STATIC_ROOT", Path, default=BASE_DIR / "var" / "static", write="a folder")
STATICFILES_DIRS = [BASE_DIR / "static"]
# Pages name the hashed file only, and the print fonts travel to no browser.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "ttf"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# People

AUTH_USER_MODEL = "directives.User"
AUTHENTICATION_BACKENDS = ["reports.inbox.SignedIn"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in [
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    ]
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "directives.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _site.scheme
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT

# Who changed what is written down with a change, and reading changes nothing.
PGHISTORY_MIDDLEWARE_METHODS = ("POST",)

# Language and time

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
FORMAT_MODULE_PATH = "config.formats"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# Mail

MAILERS = {
    "default": read(
        "EMAIL_URL",
        mail,
        default={
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(BASE_DIR / "var" / "mail")},
        },
        write="smtp+tls://user:password@host:587",
    )
}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = read(
    "DEFAULT_FROM_EMAIL", default="Đôn Đốc <dondoc@localhost>", write="Đôn Đốc <dondoc@agency.vn>"
)

# A gateway to telephones (SMS, Zalo), off where no address is set. One POST per mail, signed.

NOTIFY_HOOK_URL = read(
    "NOTIFY_HOOK_URL", hook, default=None, write="https://gateway.example.vn/dondoc"
)
NOTIFY_HOOK_SECRET = read(
    "NOTIFY_HOOK_SECRET",
    secret,
    default=REQUIRED if NOTIFY_HOOK_URL else None,
    write="at least 50 random characters, the same that the gateway knows",
)

# The queue. Rows in the database are the truth: a message is never worth a second attempt, and
# a broker that does not answer costs a page one second, not its answer.

REDIS_URL = read(
    "REDIS_URL",
    address("redis", "rediss"),
    default=None,
    write="redis://host:6379/0",
)
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "global_keyprefix": read("REDIS_PREFIX", default="dondoc-", write="dondoc-"),
        "socket_timeout": 1,
        "socket_connect_timeout": 1,
        "retry_on_timeout": False,
        "max_retries": 0,
    }
else:
    QUEUE_ROOT = read("QUEUE_ROOT", queue, default=None, write="a folder that we may write to")
    QUEUE_ROOT = QUEUE_ROOT or queue(BASE_DIR / "var" / "queue")
    CELERY_BROKER_URL = "filesystem://localhost"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        # Seconds; a click that waits for its PDF should not wait for a poll.
        "polling_interval": 0.2,
        "data_folder_in": str(QUEUE_ROOT / "messages"),
        "data_folder_out": str(QUEUE_ROOT / "messages"),
        "control_folder": str(QUEUE_ROOT / "control"),
    }
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {"reports.tasks.render_document": {"queue": "pdf"}}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE

# What a browser may do with our pages

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    # The preview of a PDF of ours, in the browser's own viewer.
    "frame-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = USE_HTTPS
SECURE_SSL_REDIRECT = USE_HTTPS
# The health check comes from this very machine, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if USE_HTTPS else 0
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SILENCED_SYSTEM_CHECKS = [
    # Other hosts below our name, and the browsers' preload list: the domain's owner decides.
    "security.W005",
    "security.W021",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "filters": {"secrets": {"()": "config.logs.HideSecrets"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["secrets"],
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        "django.server": {"handlers": [], "propagate": True},
        # One line per mail says nothing about the mail.
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "WARNING"},
    },
}
