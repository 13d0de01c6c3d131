"""The dossier as a row with its job: the pdf worker packs it."""

from datetime import datetime

from django.db import transaction

from directives.models import Directive, User
from reports import jobs
from reports.models import Dossier, Job


@transaction.atomic
def make(directive: Directive, *, by: User, at: datetime) -> Dossier:
    """A dossier of the directive as it stands; the one that is being packed just now, if any."""
    Directive.objects.select_for_update(no_key=True, of=("self",)).get(pk=directive.pk)
    unfinished = Dossier.objects.filter(
        directive=directive, job__in=Job.objects.unfinished()
    ).first()
    if unfinished is not None:
        return unfinished
    dossier = Dossier.objects.create(directive=directive, made_by=by, made_at=at)
    jobs.queue(dossier, by=by, at=at)
    return dossier
