from datetime import date

import pghistory
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from directives.sample import ACCOUNTS
from directives.sample.load import NotEmpty
from reports import sample


class Command(BaseCommand):
    help = "Load the sample office into an empty database, and print its accounts."

    def add_arguments(self, parser):
        parser.add_argument(
            "--on",
            type=date.fromisoformat,
            help="the day that the office is in, as 2026-11-22; today when left out",
        )
        parser.add_argument("--accounts", action="store_true", help="only print the accounts")

    def handle(self, *, on, accounts, verbosity, **options):
        if not accounts:
            self._load(on or timezone.localdate())
        if accounts or verbosity:
            for username, password, who in ACCOUNTS:
                self.stdout.write(f"    {username:<16} {password:<16} {who}")

    def _load(self, on):
        try:
            with pghistory.context(command="load_sample"):
                sample.load(on=on)
        except NotEmpty:
            raise CommandError(
                "This database holds an office already; the sample office is only loaded into"
                " an empty one."
            ) from None
        except sample.NotTold:
            raise CommandError(
                f"The sample office can be loaded as of any day from {sample.EARLIEST} to"
                f" {sample.LATEST}: give one with --on."
            ) from None
