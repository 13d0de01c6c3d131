"""The rows that each step left, whichever table keeps them, as rows of one shape."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import (
    Case,
    CharField,
    DateField,
    DateTimeField,
    Expression,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, TruncDate

from directives.models import Assignment
from reports.models import ConsolidatedReport, HeadConfirmation, Paper, ProgressReport, Supervision
from reports.models.progress import State


@dataclass(frozen=True)
class Row:
    """`kind` says which step. What the others mean follows from it: see `telling.tell`."""

    at: datetime
    kind: str
    who: str
    note: str
    number: int | None
    from_day: date | None
    to_day: date | None
    paper: str
    ref: int

    @property
    def subject(self) -> str:
        """ "reminder" of the kind "reminder:sent"."""
        return self.kind.partition(":")[0]


#: The columns of a Row, and what stands where a step has nothing to say.
_COLUMNS = {
    "at": (DateTimeField(), None),
    "kind": (CharField(), None),
    "who": (TextField(), ""),
    "note": (TextField(), ""),
    "number": (IntegerField(), None),
    "from_day": (DateField(), None),
    "to_day": (DateField(), None),
    "paper": (TextField(), ""),
    "ref": (IntegerField(), None),
}
#: Of steps at the same instant a deadline stands after its cause, and reminders after both.
_AFTER = {"deadline": 1, "reminder": 2}
#: Of a change: HCTH typed in what the unit sent otherwise; `from_day` is when it received that.
_BY_PAPER = Q(to_state=State.SUBMITTED, submission__on_behalf_of__isnull=False)


def rows_of(report: ProgressReport) -> list[Row]:
    """Every step in its order, in one query."""
    first, *others = [
        _opening(report),
        _acknowledgements(report),
        _changes(report),
        _confirmations(report),
        _deadlines(report),
        _extensions_asked(report),
        _extensions_decided(report),
        _explanation(report),
        _consolidations(report),
        _urgings(report),
        _reminders(report),
    ]
    # Without order_by() the union would be ordered as the first table is by default.
    rows = [Row(*row) for row in first.union(*others, all=True).order_by()]
    return sorted(rows, key=_in_order)


def _in_order(row: Row) -> tuple:
    return row.at, _AFTER.get(row.subject, 0), row.kind != "reminder:superseded", row.ref


def _rows(steps: QuerySet, **given: str | Expression) -> QuerySet:
    """The columns that `steps` have something for: names of fields, or expressions."""
    given.setdefault("ref", "pk")
    return steps.order_by().values_list(
        *(
            Cast(given.get(name, Value(nothing)), output_field)
            for name, (output_field, nothing) in _COLUMNS.items()
        )
    )


def _opening(report: ProgressReport) -> QuerySet:
    """With the confirming of the period, or later, by a duty that the unit got later.

    A confirmation that was withdrawn since names neither its paper nor its author here: the period
    keeps those of the one in force.
    """
    withdrawn = Q(period__confirmed_at=None) | Q(created_at__lt=F("period__confirmed_at"))
    issued = Paper.objects.issued().filter(period=OuterRef("period"), kind=Paper.Kind.OPENING)
    came_later = When(created_at__gt=F("period__confirmed_at"), then=Value("opened:later"))
    return _rows(
        ProgressReport.objects.filter(pk=report.pk),
        at="created_at",
        kind=Case(
            When(withdrawn, then=Value("opened:withdrawn")),
            came_later,
            default=Value("opened:confirmed"),
        ),
        who=Case(
            When(withdrawn | Q(created_at__gt=F("period__confirmed_at")), then=Value("")),
            default="period__confirmed_by__full_name",
            output_field=TextField(),
        ),
        paper=_address(issued),
    )


def _acknowledgements(report: ProgressReport) -> QuerySet:
    """The unit took on its duties, before or while it owed the report."""
    assignments = Assignment.objects.filter(
        report.period.asks_about(),
        department=report.department_id,
        acknowledged_at__isnull=False,
    )
    return _rows(
        assignments.filter(Q(ends_on=None) | Q(ends_on__gte=report.period.starts_on)),
        at="acknowledged_at",
        kind=Value("acknowledged"),
        who="acknowledged_by__full_name",
        number="duty__ordinal",
    )


def _changes(report: ProgressReport) -> QuerySet:
    return _rows(
        report.changes,
        at="at",
        kind=Case(
            When(is_self_acceptance=True, then=Value("accepted:self")),
            When(~Q(source=""), then=Value("accepted:recorded")),
            When(_BY_PAPER, then=Value("entered")),
            When(from_state=State.ACCEPTED, to_state=State.RETURNED, then=Value("reopened")),
            default="to_state",
            output_field=CharField(),
        ),
        who="by__full_name",
        note=Case(
            When(_BY_PAPER, then="submission__source"),
            default=Concat("source", "note"),  # never both
            output_field=TextField(),
        ),
        number="submission__number",
        from_day=Case(
            When(_BY_PAPER, then=TruncDate("submission__submitted_at")), output_field=DateField()
        ),
    )


def _confirmations(report: ProgressReport) -> QuerySet:
    """The head confirms what HCTH typed in."""
    return _rows(
        HeadConfirmation.objects.filter(submission__report=report),
        at="at",
        kind=Value("confirmed"),
        who="by__full_name",
        number="submission__number",
    )


def _deadlines(report: ProgressReport) -> QuerySet:
    """Without the note: the return or the request beside it says the same."""
    return _rows(
        report.deadline_changes,
        at="at",
        kind=Concat(Value("deadline:"), "reason"),
        who="by__full_name",
        from_day="from_due_on",
        to_day="to_due_on",
    )


def _extensions_asked(report: ProgressReport) -> QuerySet:
    return _rows(
        report.extension_requests,
        at="asked_at",
        kind=Value("extension:asked"),
        who="asked_by__full_name",
        note="reason",
        to_day="to_due_on",
    )


def _extensions_decided(report: ProgressReport) -> QuerySet:
    return _rows(
        report.extension_requests.exclude(outcome=""),
        at="decided_at",
        kind=Concat(Value("extension:"), "outcome"),
        who="decided_by__full_name",
        note="note",
        to_day="to_due_on",
    )


def _explanation(report: ProgressReport) -> QuerySet:
    return _rows(
        ProgressReport.objects.filter(pk=report.pk, explained_at__isnull=False),
        at="explained_at",
        kind=Value("explained"),
        who="explained_by__full_name",
        note="late_explanation",
    )


def _consolidations(report: ProgressReport) -> QuerySet:
    return _rows(
        ConsolidatedReport.objects.filter(submissions__report=report),
        at="made_at",
        kind=Value("consolidated"),
        who="made_by__full_name",
        number="version",
    )


def _urgings(report: ProgressReport) -> QuerySet:
    """`from_day` is the day of the call or meeting; `paper` the one drafted here, when one was."""
    issued = Paper.objects.issued().filter(
        period=report.period_id,
        kind=Paper.Kind.URGING,
        departments=OuterRef("department"),
        issued_recorded_at=OuterRef("recorded_at"),
    )
    return _rows(
        Supervision.objects.urging(report),
        at="recorded_at",
        kind=Concat(Value("urging:"), "means"),
        who="by__full_name",
        note=Concat("paper", Value("\n"), "findings", output_field=TextField()),
        from_day="on",
        paper=_address(issued),
    )


def _reminders(report: ProgressReport) -> QuerySet:
    """`from_day` is the day promised, `to_day` the deadline; of one that gave way to a later
    reminder, the day of that, and `number` is its key."""
    return _rows(
        report.reminders,
        at=Coalesce("settled_at", Cast("send_on", DateTimeField())),
        kind=Concat(Value("reminder:"), "state"),
        number="superseded_by_id",
        from_day="send_on",
        to_day=Coalesce("superseded_by__send_on", "due_on"),
    )


def _address(papers: QuerySet) -> Expression:
    """Of the latest of these papers."""
    latest = Subquery(papers.order_by("-pk").values("public_id")[:1])
    return Coalesce(Cast(latest, TextField()), Value(""))
