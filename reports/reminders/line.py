"""One connection to the mail server, over which several mails go."""

from contextlib import suppress
from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMessage, mailers


class Line:
    """Opened by the first mail; opened anew after a cut.

    Once `is_dead`, the server let nobody in or left a mail without an answer, and the next would
    wait as long for as little.
    """

    def __init__(self):
        self.is_dead = False
        self._mailer = mailers.default
        self._has_carried = False

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_exception) -> None:
        self._hang_up()

    def send(self, message: EmailMessage) -> None:
        """Raises OSError, as smtplib puts it, and ValueError for an impossible address.

        Servers cut a line that was long silent or has carried many mails: that says nothing about
        this one, which goes over a new line at once.
        """
        may_be_worn = self._has_carried
        try:
            self._hand_over(message)
        except OSError as error:
            if not may_be_worn or self.is_dead or not _is_cut(error):
                raise
            self._hand_over(message)

    def _hand_over(self, message: EmailMessage) -> None:
        is_open = False
        try:
            self._mailer.open()
            is_open = True
            self._mailer.send_messages([message])
        except OSError as error:
            self.is_dead = not is_open or _is_silence(error)
            if _is_cut(error):
                self._hang_up()
            raise
        self._has_carried = True

    def _hang_up(self) -> None:
        self._has_carried = False
        with suppress(OSError):
            self._mailer.close()


def _answer(error: OSError) -> int | None:
    """The code with which the server answered, where it did."""
    if isinstance(error, SMTPRecipientsRefused):
        return next(iter(error.recipients.values()))[0]
    return getattr(error, "smtp_code", None)


def _is_cut(error: OSError) -> bool:
    """The server is gone, or says 421 before it goes."""
    return _answer(error) in (None, 421)


def _is_silence(error: OSError) -> bool:
    """smtplib says of a server that did not answer in time that it disconnected."""
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)
