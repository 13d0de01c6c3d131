"""The queue: two of them, a clock that nudges, and nothing that a page has to wait for.

What is owed lives in our tables. A message that is lost costs a minute, until the next sweep.
"""

import os

from celery import Celery
from celery.signals import beat_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

#: A PDF takes seconds; in a queue of its own it holds up no mail and no sweep.
QUEUES = ["default", "pdf"]

app = Celery("dondoc")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "sweep": {"task": "reports.tasks.sweep", "schedule": 60.0},
} | {
    f"heartbeat-{queue}": {
        "task": "reports.tasks.heartbeat",
        "schedule": 60.0,
        "args": [queue],
        # A heartbeat that waited longer says nothing about now.
        "options": {"queue": queue, "expires": 60.0},
    }
    for queue in QUEUES
}


@beat_init.connect
def run_once_at_start(sender, **kwargs):
    """The first round at once, so that a fresh start is known to be healthy within seconds."""
    for entry in app.conf.beat_schedule.values():
        app.send_task(entry["task"], entry.get("args", []), **entry.get("options", {}))
