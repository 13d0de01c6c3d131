"""The letter on its way: what the mail server gets."""

from email import policy
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr, parseaddr

from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.encoding import punycode

from reports.models import OutgoingMail, ReadingMail
from reports.reminders.letters import Letter

AS_SENT = policy.compat32.clone(linesep="\r\n")


class Message(EmailMessage):
    """The letter as text and HTML, for Django's mail backends.

    Made by the older half of Python's email package, in base64: the newer half, and Django with
    it, reads every header back and spells Vietnamese HTML out as quoted-printable, which takes
    three times as long; on a morning in a province that is a third of all the work.
    """

    def __init__(self, mail: OutgoingMail | ReadingMail, letter: Letter):
        super().__init__(letter.subject, letter.text, to=[mail.address])
        self.html, self.message_id = letter.html, mail.message_id

    def message(self, **options) -> MIMEMultipart:
        message = MIMEMultipart("alternative", policy=AS_SENT)
        message["Subject"] = Header(self.subject, "utf-8")
        message["From"] = formataddr(parseaddr(self.from_email))
        message["To"] = ", ".join(_in_ascii(address) for address in self.to)
        message["Date"] = format_datetime(timezone.now())
        message["Message-ID"] = self.message_id
        # No out-of-office answer to a machine, please.
        message["Auto-Submitted"] = "auto-generated"
        for content, subtype in [(self.body, "plain"), (self.html, "html")]:
            lines = content.replace("\r\n", "\n").replace("\n", "\r\n")
            message.attach(MIMEText(lines, subtype, "utf-8", policy=AS_SENT))
        return message


def _in_ascii(address: str) -> str:
    name, _at, domain = address.rpartition("@")
    return f"{name}@{punycode(domain)}"
