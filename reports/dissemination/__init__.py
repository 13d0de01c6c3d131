"""Who of a unit was told what it must tell: by the list, at meetings and by personal links."""

from reports.dissemination.coverage import Coverage, Person, coverages
from reports.dissemination.links import (
    Opened,
    address,
    confirm,
    opened,
    readable_file,
    revoke,
    send,
)
from reports.dissemination.proposals import Proposal, proposals
from reports.dissemination.sessions import NobodyCame, hold, remove
from reports.dissemination.sheet import sheet, sheet_of

__all__ = [
    "Coverage",
    "NobodyCame",
    "Opened",
    "Person",
    "Proposal",
    "address",
    "confirm",
    "coverages",
    "hold",
    "opened",
    "proposals",
    "readable_file",
    "remove",
    "revoke",
    "send",
    "sheet",
    "sheet_of",
]
