"""How much of an issued file is looked at: what keeps a page from waiting for a hostile one.

A file has at most settings.FILE_MAX_BYTES (20 MB). The process that opens it gets MEMORY_BYTES
and CPU_SECONDS, and is ended after WALL_SECONDS; what it has told by then is kept.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

MOST_PAGES = 1500
#: A tagged report of a province has some 100 for each page.
MOST_OBJECTS = 400_000
#: All parts of a Word file, once they are unpacked. A stream of a PDF has pypdf's limit, 75 MB.
MOST_UNPACKED_BYTES = 256 * 1024 * 1024
MOST_PARTS = 2000
MOST_PIXELS = 120_000_000
MOST_SIGNATURES = 20
MOST_DIFFERENCES = 50

MEMORY_BYTES = 1536 * 1024 * 1024
CPU_SECONDS = 40
WALL_SECONDS = 60

#: Of the CPU's seconds so many for each part of the work; what takes longer is given up in good
#: order. Some 250 full pages can be read in that time; a file that is ours byte for byte is not.
TEXT_SECONDS = 10
COMPARING_SECONDS = 5
SIGNING_SECONDS = 5


class Refused(Exception):
    """The file is not kept: a key of `telling.REFUSALS`, and what was found."""

    def __init__(self, key: str, detail: str = ""):
        super().__init__(key, detail)
        self.key, self.detail = key, detail


class TooSlow(BaseException):
    """The time for a part of the work is over. No Exception: libraries swallow those."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises TooSlow after so many seconds of work. For the main thread, and not nested."""

    def give_up(_signal, _frame):
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
