"""What must not stand in a log."""

import logging
import re

#: Whoever knows the address of a personal calendar reads it.
CALENDAR = re.compile(r"/calendar/[^\s\"]+\.ics")


class HideSecrets(logging.Filter):
    """Takes the secret out of addresses that bear one."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if CALENDAR.search(said):
            record.msg, record.args = CALENDAR.sub("/calendar/….ics", said), ()
        return True
