"""How the units kept their deadlines, one by one and counted."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Figures:
    """Báo cáo kỳ: owed = received + missing; received = on_time + late."""

    owed: int
    received: int
    on_time: int
    late: int
    missing: int
    overdue: int
    accepted: int
    returned: int


@dataclass(frozen=True)
class OtherPeriod:
    """A period beside which this one is laid: the one before, or the same one of last year."""

    label: str
    starts_on: date
    ends_on: date
    figures: Figures


@dataclass(frozen=True)
class ReturnNote:
    on: date
    reason: str
    due_on: date | None
    sent_again_on: date | None


@dataclass(frozen=True)
class UnitStanding:
    """How one unit kept its deadline. Internal through and through.

    `state` is said, `state_key` is the State; `submission` is the last one, None where nothing
    was sent. `reminders` are automatic, `urgings` are acts of a person; they are never added.
    """

    unit: str
    submission: UUID | None
    state_key: str
    state: str
    original_due_on: date
    due_on: date
    first_sent_on: date | None
    was_late: bool
    days_late: int
    days_overdue: int
    is_missing: bool
    explanation: str
    returns: tuple[ReturnNote, ...]
    reminders: int
    urgings: int
    is_self_accepted: bool
    #: "Bút phê ngày …", where HCTH recorded that a leader took it in.
    acceptance_source: str = ""
    working_days_late: int = 0
    working_days_overdue: int = 0
    #: The first submission against the first deadline, where that was moved: the second judgement.
    days_after_original: int = 0
    working_days_after_original: int = 0
