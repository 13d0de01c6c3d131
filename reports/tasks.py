"""Tasks only open the door: primitives in, one call, safe to run twice and late."""

from itertools import batched

from celery import shared_task
from django.utils import timezone

from reports import health, jobs, notices, obligations, reminders, succession
from reports.models import Heartbeat
from reports.queue import nudge
from reports.reminders import hook, ledger


@shared_task
def sweep():
    """Every minute, by beat: what is owed by now and lies unfinished in our tables."""
    at = timezone.now()
    on = timezone.localdate(at)
    succession.follow_units(on=on, at=at)
    obligations.expect_latecomers(on=on, at=at)
    reminders.sweep(on=on, at=at)
    notices.assigned(on=on, at=at)
    hook.plan(on=on)
    mails = ledger.worth_trying(reminders.deliverable(on=on, at=at)).values_list("pk", flat=True)
    for chunk in batched(mails, reminders.CHUNK, strict=False):
        nudge(deliver_mails, chunk)
    for call_id in ledger.worth_trying(hook.callable_now(on=on, at=at)).values_list(
        "pk", flat=True
    ):
        nudge(make_call, call_id)
    jobs.requeue_expired(at=at)
    health.beat(Heartbeat.SWEEP, at=at)


@shared_task
def deliver_mails(mail_ids):
    """Over one connection; a dead mailbox delays nobody."""
    reminders.deliver(mail_ids, on=timezone.localdate(), clock=timezone.now)


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
    jobs.render(job_id, at=timezone.now())
