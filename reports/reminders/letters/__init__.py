"""The texts of mails, from what stands for their readers at this moment."""

from collections.abc import Collection
from datetime import date

from django.conf import settings
from django.utils import translation

from reports.models import OutgoingMail
from reports.reminders.letters import digest, direct
from reports.reminders.letters.base import Letter

__all__ = ["Letter", "Writer", "gather"]


class Writer:
    """Has read all that letters to the readers of some mails may say; to write asks nothing more.

    Always Vietnamese: the office writes to its people, whoever runs the worker.
    """

    def __init__(self, digests: digest.Digests, directs: direct.Directs):
        self._digests, self._directs = digests, directs

    def write(self, mail: OutgoingMail) -> Letter | None:
        """None when nothing stands any more of what the mail was meant for."""
        writer = self._digests if mail.kind == OutgoingMail.Kind.REMINDER else self._directs
        with translation.override(settings.LANGUAGE_CODE):
            return writer.write(mail)


def gather(mails: Collection[OutgoingMail], *, on: date) -> Writer:
    """The same queries for one mail and for many, which come with their `person`."""
    digests = [mail for mail in mails if mail.kind == OutgoingMail.Kind.REMINDER]
    directs = [mail for mail in mails if mail.kind != OutgoingMail.Kind.REMINDER]
    return Writer(digest.gather(digests, on=on), direct.gather(directs, on=on))
