"""A promise, then a proof.

A Reminder is the promise, written with the deadline. Every sweep asks which promises are due,
whether the report is still owed and who holds the post on the day, and puts them on one
OutgoingMail per person and day. A mail is claimed with a lease, written from what its reader owes
at that moment, sent outside any lock, and marked: the proof.

At least once: a kill between the mail server's 250 and our commit sends the mail again, with the
same Message-ID.
"""

from reports.reminders.adjusting import adjust_ladder, follow_calendar
from reports.reminders.delivery import CHUNK, deliver, deliverable, held_back
from reports.reminders.promises import call_off, promise, promise_moved
from reports.reminders.sweeping import SweepResult, sweep

__all__ = [
    "CHUNK",
    "SweepResult",
    "adjust_ladder",
    "call_off",
    "deliver",
    "deliverable",
    "follow_calendar",
    "held_back",
    "promise",
    "promise_moved",
    "sweep",
]
