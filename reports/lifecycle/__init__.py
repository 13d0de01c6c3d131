"""The life of a report: one table of moves, one private mover, one public verb each.

Every verb takes who (`by`) and when (`at`), runs in one transaction and leaves a row.
"""

from reports.errors import ImpossibleDate, NobodyAnswers, WrongState
from reports.lifecycle.deadlines import (
    MOST_EXTENSIONS,
    NoExtension,
    ask_extension,
    ask_final,
    decide_extension,
    reopen,
    why_not_extend,
)
from reports.lifecycle.drafts import StaleDraft, save_draft, send_to_head
from reports.lifecycle.moves import MOVES
from reports.lifecycle.on_behalf import (
    confirm_entry,
    drop_transcript,
    first_day,
    receive_paper,
    save_transcript,
    submit_on_behalf,
)
from reports.lifecycle.sending import (
    Incomplete,
    explain,
    figures_until,
    headcount_on,
    send,
    submit,
)
from reports.lifecycle.verdicts import accept, record_acceptance, return_

__all__ = [
    "MOST_EXTENSIONS",
    "MOVES",
    "ImpossibleDate",
    "Incomplete",
    "NoExtension",
    "NobodyAnswers",
    "StaleDraft",
    "WrongState",
    "accept",
    "ask_extension",
    "ask_final",
    "confirm_entry",
    "decide_extension",
    "drop_transcript",
    "explain",
    "figures_until",
    "first_day",
    "headcount_on",
    "receive_paper",
    "record_acceptance",
    "reopen",
    "return_",
    "save_draft",
    "save_transcript",
    "send",
    "send_to_head",
    "submit",
    "submit_on_behalf",
    "why_not_extend",
]
