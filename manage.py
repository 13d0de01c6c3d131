#!/usr/bin/env python
"""Django's command line. While `make run` runs, it works on the same office."""

import os
import sys
from pathlib import Path

import environ

#: What `make run` gives to its children: written at its start, removed at its end.
RUN_ENV = Path(__file__).resolve().parent / "var" / "run.env"


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if "DATABASE_URL" not in os.environ and RUN_ENV.exists():
        environ.Env.read_env(RUN_ENV)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
