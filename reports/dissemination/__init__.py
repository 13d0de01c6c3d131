"""Who of a unit was told what it must tell: by the list, at meetings and by personal links."""

from reports.dissemination.coverage import Coverage, Person, coverages
from reports.dissemination.links import (
    Opened,
    address,
    bases_of,
    confirm,
    of_assignment,
    opened,
    readable_file,
    revoke,
    send,
)
from reports.dissemination.proposals import Proposal, proposals
from reports.dissemination.sessions import AlreadyRecorded, NobodyCame, hold, remove, who_could_come
from reports.dissemination.sheet import sheet, sheet_of

__all__ = [
    "AlreadyRecorded",
    "Coverage",
    "NobodyCame",
    "Opened",
    "Person",
    "Proposal",
    "address",
    "bases_of",
    "confirm",
    "coverages",
    "hold",
    "of_assignment",
    "opened",
    "proposals",
    "readable_file",
    "remove",
    "revoke",
    "send",
    "sheet",
    "sheet_of",
    "who_could_come",
]
