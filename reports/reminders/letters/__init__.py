"""The text of one mail, from what stands for its reader at this moment."""

from datetime import date

from django.conf import settings
from django.utils import translation

from reports.models import OutgoingMail
from reports.reminders.letters import digest, direct
from reports.reminders.letters.base import Letter

__all__ = ["Letter", "write"]


def write(mail: OutgoingMail, *, on: date) -> Letter | None:
    """None when nothing stands any more of what the mail was meant for.

    Always Vietnamese: the office writes to its people, whoever runs the worker.
    """
    writer = digest if mail.kind == OutgoingMail.Kind.REMINDER else direct
    with translation.override(settings.LANGUAGE_CODE):
        return writer.write(mail, on=on)
