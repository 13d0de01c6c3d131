"""The one place that publishes: rows are the truth, a message only says "look now"."""

import logging

from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def nudge(task, *args) -> None:
    """Tell a worker to look, once the transaction stands.

    A broker that is down is logged and forgotten: the sweep finds the row anyway, and the page
    that wrote it must not fail.
    """

    def publish():
        try:
            task.apply_async(args=args, retry=False)
        except (OperationalError, OSError) as error:
            logger.warning("%s was not queued, the sweep will find it: %s", task.name, error)

    transaction.on_commit(publish)
