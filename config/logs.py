"""What must not stand in a log."""

import logging
import re

#: Whoever knows the address of a personal calendar reads it.
CALENDAR = re.compile(r"/calendar/[^\s\"]+\.ics")
#: Whoever knows the address of a personal link confirms in its owner's name.
READING = re.compile(r"/read/[^\s\"?]+")


class HideSecrets(logging.Filter):
    """Takes the secret out of addresses that bear one."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        hidden = READING.sub("/read/…", CALENDAR.sub("/calendar/….ics", said))
        if hidden != said:
            record.msg, record.args = hidden, ()
        return True
