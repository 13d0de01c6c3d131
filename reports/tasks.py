"""Tasks only open the door: primitives in, one call, safe to run twice and late."""

from celery import shared_task
from django.utils import timezone

from reports import health, jobs, obligations, reminders
from reports.models import Heartbeat
from reports.queue import nudge


@shared_task
def sweep():
    """Every minute, by beat: what is owed by now and lies unfinished in our tables."""
    at = timezone.now()
    on = timezone.localdate(at)
    obligations.expect_latecomers(on=on, at=at)
    reminders.sweep(on=on, at=at)
    for mail_id in reminders.deliverable(on=on, at=at).values_list("pk", flat=True):
        nudge(deliver_mail, mail_id)
    jobs.requeue_expired(at=at)
    health.beat(Heartbeat.SWEEP, at=at)


@shared_task
def deliver_mail(mail_id):
    """One task per mail: a dead mailbox delays nobody."""
    at = timezone.now()
    reminders.deliver(mail_id, on=timezone.localdate(at), at=at)


@shared_task
def heartbeat(queue):
    """Every minute and through every queue: the worker behind it is alive."""
    health.beat(queue, at=timezone.now())


@shared_task
def render_consolidated(job_id):
    jobs.render(job_id, at=timezone.now())
