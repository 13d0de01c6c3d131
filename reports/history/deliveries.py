"""Who was told of a step, in place of whom, and what became of the mail."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, F, IntegerField, Q, TextField, Value
from django.db.models.functions import Cast, Coalesce

from directives.vietnamese import person_sort_key
from reports.history.rows import Row
from reports.models import Audience, Notice, OutgoingMail, ProgressReport, ReminderRecipient

State = OutgoingMail.State
Cause = ReminderRecipient.Cause
REMINDED = "reminded"


@dataclass(frozen=True)
class Delivered:
    """One person, and the mail to him; without one he was told in the house only.

    `address`, `message_id`, `error` are for HCTH and the leaders.
    """

    name: str
    capacities: str
    instead_of: str
    cause: str
    state: str
    sent_at: datetime | None
    address: str
    message_id: str
    error: str

    @property
    def is_in_the_house(self) -> bool:
        return not self.state

    @property
    def is_sent(self) -> bool:
        return self.state == State.SENT

    @property
    def is_failed(self) -> bool:
        return self.state == State.FAILED


class Deliveries:
    """Looked up by the step that they belong to."""

    def __init__(self, by_step: dict[tuple, tuple[Delivered, ...]]):
        self.by_step = by_step

    def of(self, row: Row) -> tuple[Delivered, ...]:
        match row.subject:
            case "reminder":
                step = REMINDED, row.ref
            case "urging":
                step = Notice.Kind.URGED, row.ref
            case "returned" | "reopened":
                step = Notice.Kind.RETURNED, row.at
            case _:
                return ()
        return self.by_step.get(step, ())


def of_steps(report: ProgressReport, *, sees_whole: bool) -> Deliveries:
    """Whom reminders, urgings and returns of this report told, in one query."""
    found = defaultdict(list)
    rows = _reminded(report).union(_noticed(report), all=True).order_by()
    for kind, ref, made_at, *line in rows:
        found[_step(kind, ref, made_at)].append(line)
    return Deliveries(
        {step: tuple(_merged(rows, sees_whole=sees_whole)) for step, rows in found.items()}
    )


def _step(kind: str, ref: int | None, made_at: datetime) -> tuple:
    """A reopening is a return to the unit, and "chốt số liệu" is told as a return of both."""
    return (kind, ref) if ref is not None else (Notice.Kind.RETURNED, made_at)


_MAIL = ("name", "sent_at", "state", "address", "message_id", "last_error")


def _mail() -> list:
    """Of whom was told; blank where he has no mail."""
    texts = (
        Coalesce(f"mail__{name}", Value(""), output_field=TextField())
        for name in ("state", "address", "message_id", "last_error")
    )
    return [F("person__full_name"), F("mail__sent_at"), *texts]


def _reminded(report: ProgressReport):
    return (
        ReminderRecipient.objects.filter(reminder__report=report)
        .order_by()
        .values_list(
            Cast(Value(REMINDED), CharField()),
            Cast("reminder_id", IntegerField()),
            F("mail__sent_at"),
            F("reason"),
            Cast("instead_of__full_name", TextField()),
            F("cause"),
            *_mail(),
        )
    )


def _noticed(report: ProgressReport):
    """A notice of an urging names the urging; one of a return is made at the same instant.

    Somebody stands in for those who have no mail: they find it in the house.
    """
    returned = Q(report=report, kind__in=[Notice.Kind.RETURNED, Notice.Kind.REOPENED])
    return (
        Notice.objects.filter(returned | Q(supervision__reports=report, kind=Notice.Kind.URGED))
        .order_by()
        .values_list(
            Cast(F("kind"), CharField()),
            Cast("supervision_id", IntegerField()),
            F("made_at"),
            Cast(Value(""), CharField()),
            Cast(Value(""), TextField()),
            Cast(Value(""), CharField()),
            *_mail(),
        )
    )


def _merged(rows: Iterable[tuple], *, sees_whole: bool):
    """One line per person and mail, with all his capacities."""
    lines: dict[tuple, list[str]] = defaultdict(list)
    for reason, instead_of, cause, *mail in rows:
        capacity = str(Audience(reason).label) if reason else ""
        lines[(instead_of or "", cause, *mail)].append(capacity)
    for instead_of, cause, *mail in sorted(lines, key=lambda line: person_sort_key(line[2])):
        capacities = lines[(instead_of, cause, *mail)]
        facts = dict(zip(_MAIL, mail, strict=True))
        yield Delivered(
            name=facts["name"],
            capacities=", ".join(filter(None, dict.fromkeys(capacities))),
            instead_of=instead_of,
            cause=str(Cause(cause).label) if cause else "",
            state=facts["state"],
            sent_at=facts["sent_at"],
            address=facts["address"] if sees_whole else "",
            message_id=facts["message_id"] if sees_whole else "",
            error=facts["last_error"] if sees_whole else "",
        )
