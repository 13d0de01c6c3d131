"""A mail server with moods."""

import asyncio
from collections import Counter, defaultdict

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.servers import SmtpServer


class PostOffice(SmtpServer):
    """`tempers` holds per address what the next RCPTs are answered, before all is well again.

    While `hangs_at` is "the connection", "RCPT" or "the text", that is never answered.
    """

    def __init__(self):
        super().__init__()
        self.tempers = defaultdict(list)
        self.hangs_at = ""
        self.hung = 0

    def up(self):
        office = self

        class Desk(Controller):
            def factory(self):
                return _Clerk(office, self.handler)

        self.controller = Desk(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    async def hang(self, where):
        if self.hangs_at == where:
            self.hung += 1
            while self.hangs_at:
                await asyncio.sleep(0.05)
            raise ConnectionResetError

    async def handle_RCPT(self, server, session, envelope, address, options):
        await self.hang("RCPT")
        if self.tempers[address]:
            return self.tempers[address].pop(0)
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server, session, envelope):
        await self.hang("the text")
        return await super().handle_DATA(server, session, envelope)

    def ids(self) -> Counter:
        """How many copies of each mail arrived."""
        return Counter(message["Message-ID"] for message in self.messages)

    def ids_of(self, address) -> list[str]:
        """The mails that arrived at an address, in order."""
        pairs = zip(self.envelopes, self.messages, strict=True)
        return [message["Message-ID"] for (_, to), message in pairs if address in to]


class _Clerk(SMTP):
    def __init__(self, office, handler):
        super().__init__(handler)
        self.office = office

    async def push(self, status):
        if str(status).startswith("220"):
            try:
                await self.office.hang("the connection")
            except (ConnectionResetError, asyncio.CancelledError):
                # So early aiosmtpd closes nothing: not when we say so, not when the client left.
                if self.transport:
                    self.transport.abort()
                raise asyncio.CancelledError from None
        return await super().push(status)
