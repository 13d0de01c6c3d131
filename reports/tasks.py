"""Tasks only open the door: primitives in, one call, safe to run twice and late."""

from itertools import batched

from celery import shared_task
from django.utils import timezone

from reports import health, jobs, reminders, rounds
from reports.dissemination import mails as reading_mails
from reports.models import Heartbeat
from reports.queue import nudge
from reports.reminders import hook, ledger


@shared_task
def sweep():
    """Every minute, by beat: what is owed by now and lies unfinished in our tables.

    What waits is handed out also when planning failed; the heartbeat then says since when.
    """
    at = timezone.now()
    on = timezone.localdate(at)
    try:
        rounds.go(on=on, at=at)
    finally:
        _hand_out(on=on, at=at)
    health.beat(Heartbeat.SWEEP, at=at)


def _hand_out(*, on, at):
    mails = ledger.worth_trying(reminders.deliverable(on=on, at=at)).values_list("pk", flat=True)
    for chunk in batched(mails, reminders.CHUNK, strict=False):
        nudge(deliver_mails, chunk)
    for call_id in ledger.worth_trying(hook.callable_now(on=on, at=at)).values_list(
        "pk", flat=True
    ):
        nudge(make_call, call_id)
    links = ledger.worth_trying(reading_mails.deliverable(on=on, at=at))
    for chunk in batched(links.values_list("pk", flat=True), reminders.CHUNK, strict=False):
        nudge(deliver_reading_mails, chunk)
    jobs.requeue_expired(at=at)


@shared_task
def deliver_mails(mail_ids):
    """Over one connection; a dead mailbox delays nobody."""
    reminders.deliver(mail_ids, on=timezone.localdate(), clock=timezone.now)


@shared_task
def deliver_reading_mails(mail_ids):
    """Personal links, which come due by a press of a button and wait for the hours alone."""
    reading_mails.deliver(mail_ids, clock=timezone.now)


@shared_task
def make_call(call_id):
    """The same by telephone, where the office has a gateway."""
    at = timezone.now()
    hook.call(call_id, on=timezone.localdate(at), at=at)


@shared_task
def heartbeat(queue):
    """Every minute and through every queue: the worker behind it is alive."""
    health.beat(queue, at=timezone.now())


@shared_task
def render_document(job_id):
    jobs.render(job_id, clock=timezone.now)
