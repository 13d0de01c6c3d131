"""Prints a period as things stand, in this process, into PDF files; keeps no version."""

from datetime import date
from pathlib import Path
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import timezone

from directives.models import Directive
from reports.consolidated import drafted
from reports.models import ReportingPeriod
from reports.printing.pdf import pdf as render


class Command(BaseCommand):
    help = "Write what the report of a period would say today, and its internal annex, as PDF."

    def add_arguments(self, parser):
        parser.add_argument("directive", help="its public_id, its symbol, or number/symbol")
        parser.add_argument("period", help="its label (Năm 2026) or the year it ends in (2026)")
        parser.add_argument("--pdf", type=Path, required=True, metavar="FILE")
        parser.add_argument("--annex", type=Path, metavar="FILE", help="the internal annex as well")
        parser.add_argument(
            "--on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="as made on that day"
        )

    def handle(self, *, directive, period, pdf, annex, on, **options):
        period = find_period(find_directive(directive), period)
        if not period.is_confirmed:
            raise CommandError(f'The period "{period}" is not confirmed: nobody was asked yet.')
        text = drafted.today(period, on=on or timezone.localdate())
        write(pdf, render(text.document))
        self.stdout.write(f"{pdf}: {period}, from {text.whole.figures.accepted} accepted reports")
        if annex:
            write(annex, render(text.annex))
            self.stdout.write(f"{annex}: internal annex")


def find_directive(text: str) -> Directive:
    number, _, symbol = text.rpartition("/")
    named = Q(symbol=symbol, number=number) if number else Q(symbol=text)
    try:
        named = Q(public_id=UUID(text))
    except ValueError:
        pass
    found = list(Directive.objects.filter(named).order_by("-issued_on", "-pk"))
    if not found:
        raise CommandError(f'No directive "{text}": give its public_id, symbol or number/symbol.')
    if len(found) > 1:
        listed = "\n".join(f"  {one.public_id}  {one}, {one.issued_on}" for one in found)
        raise CommandError(f'Several directives bear "{text}"; give the id of one:\n{listed}')
    return found[0]


def find_period(directive: Directive, text: str) -> ReportingPeriod:
    named = Q(ends_on__year=int(text)) if text.isdecimal() else Q(label__iexact=text)
    found = list(directive.periods.filter(named).order_by("starts_on"))
    if len(found) == 1:
        return found[0]
    labels = ", ".join(p.label for p in directive.periods.order_by("starts_on")) or "none"
    raise CommandError(f'{directive} has no one period "{text}"; its periods are: {labels}.')


def write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
