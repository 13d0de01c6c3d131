"""What `make run` does between the database and the web server, in one process.

Safe to run again; on an office that is up to date it takes a second.
"""

import hashlib
import os
import sys

import django
from django.conf import settings
from django.core.management import call_command

BASE_DIR = settings.BASE_DIR


def collect_static():
    """Copy, hash and compress the static files, when any of them has changed."""
    from django.contrib.staticfiles.finders import get_finders

    state = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = os.stat(storage.path(path))
            state.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    mark = settings.STATIC_ROOT / ".collected"
    if mark.exists() and mark.read_text() == state.hexdigest():
        return
    print("Collecting static files", flush=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(state.hexdigest())


def fill_office():
    """The sample office, once, or with SAMPLE=no the first administrator's way in."""
    from directives.models import Department, User
    from directives.sample import ACCOUNTS

    is_empty = not User.objects.exists() and not Department.objects.exists()
    if is_empty and os.environ.get("SAMPLE", "yes") != "no":
        print("Loading the sample office", flush=True)
        call_command("load_sample", verbosity=0)
    people = set(User.objects.values_list("username", flat=True))
    if {username for username, *_ in ACCOUNTS} <= people:
        print("Accounts of the sample office:", flush=True)
        for username, password, who in ACCOUNTS:
            print(f"    {username:<16} {password:<16} {who}", flush=True)
    else:
        call_command("first_admin")


def main():
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    collect_static()
    fill_office()


if __name__ == "__main__":
    sys.exit(main())
