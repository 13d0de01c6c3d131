"""The rows that each step left, whichever table keeps them, as rows of one shape."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Expression,
    F,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat

from directives.models import Assignment
from reports.models import ConsolidatedReport, ProgressReport, Supervision


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
    flag: bool
    ref: int | None


def rows_of(report: ProgressReport) -> list[Row]:
    """Every step but the first, in one query."""
    parts = [
        _changes(report),
        _deadlines(report),
        _extensions_asked(report),
        _extensions_decided(report),
        _acknowledgements(report),
        _consolidations(report),
        _urgings(report),
        _reminders(report),
    ]
    first, *others = parts
    # Without order_by() the union would be ordered as the first table is by default.
    rows = [Row(*row) for row in first.union(*others, all=True).order_by()]
    # A return moves the deadline at the same instant: first what was asked, then until when.
    return sorted(rows, key=lambda row: (row.at, row.kind.startswith("deadline:"), row.ref or 0))


def _row(
    rows: QuerySet,
    *,
    at: str | Expression,
    kind: str | Expression,
    who: str = "",
    note: str = "",
    number: str = "",
    from_day: str = "",
    to_day: str = "",
    flag: str = "",
    ref: str = "",
) -> QuerySet:
    """Names of fields, in the order of `Row`; `kind` and `at` may be expressions."""

    def column(name, output_field, nothing=None):
        given = F(name) if isinstance(name, str) and name else name or Value(nothing)
        return Cast(given, output_field)

    return rows.order_by().values_list(
        column(at, DateTimeField()),
        column(Value(kind) if isinstance(kind, str) else kind, CharField()),
        column(who, TextField(), ""),
        column(note, TextField(), ""),
        column(number, IntegerField()),
        column(from_day, DateField()),
        column(to_day, DateField()),
        column(flag, BooleanField(), False),
        column(ref, IntegerField()),
    )


def _changes(report: ProgressReport) -> QuerySet:
    return _row(
        report.changes,
        at="at",
        kind=F("to_state"),
        who="by__full_name",
        note="note",
        number="submission__number",
        flag="is_self_acceptance",
        ref="pk",
    )


def _deadlines(report: ProgressReport) -> QuerySet:
    """Without the note: the return or the request beside it says the same."""
    return _row(
        report.deadline_changes,
        at="at",
        kind=Concat(Value("deadline:"), "reason"),
        who="by__full_name",
        from_day="from_due_on",
        to_day="to_due_on",
        ref="pk",
    )


def _extensions_asked(report: ProgressReport) -> QuerySet:
    return _row(
        report.extension_requests,
        at="asked_at",
        kind="extension:asked",
        who="asked_by__full_name",
        note="reason",
        from_day="from_due_on",
        to_day="to_due_on",
        ref="pk",
    )


def _extensions_decided(report: ProgressReport) -> QuerySet:
    return _row(
        report.extension_requests.exclude(outcome=""),
        at="decided_at",
        kind=Concat(Value("extension:"), "outcome"),
        who="decided_by__full_name",
        note="note",
        to_day="to_due_on",
        ref="pk",
    )


def _acknowledgements(report: ProgressReport) -> QuerySet:
    """The unit took on its duties, before or while it owed the report."""
    assignments = Assignment.objects.filter(
        duty__directive=report.period.directive_id,
        department=report.department_id,
        acknowledged_at__isnull=False,
    )
    return _row(
        assignments.filter(Q(ends_on=None) | Q(ends_on__gte=report.period.starts_on)),
        at="acknowledged_at",
        kind="acknowledged",
        who="acknowledged_by__full_name",
        number="duty__ordinal",
        ref="pk",
    )


def _consolidations(report: ProgressReport) -> QuerySet:
    return _row(
        ConsolidatedReport.objects.filter(submissions__report=report),
        at="made_at",
        kind="consolidated",
        who="made_by__full_name",
        number="version",
        ref="pk",
    )


def _urgings(report: ProgressReport) -> QuerySet:
    """`from_day` is the day of the call or meeting."""
    return _row(
        Supervision.objects.urging(report),
        at="recorded_at",
        kind=Concat(Value("urging:"), "means"),
        who="by__full_name",
        note="findings",
        from_day="on",
        ref="pk",
    )


def _reminders(report: ProgressReport) -> QuerySet:
    """`from_day` is the day promised, `to_day` the deadline, `number` the reminder sent instead."""
    return _row(
        report.reminders,
        at=Coalesce("settled_at", Cast("send_on", DateTimeField())),
        kind=Concat(Value("reminder:"), "state"),
        number="superseded_by_id",
        from_day="send_on",
        to_day="due_on",
        ref="pk",
    )
