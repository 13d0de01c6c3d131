"""A submission as it is read: what the unit said on each duty, typed, in one query.

The rows below an entry come as arrays of the entry's own query: a page that also shows the
report, its history and the verdict would ask four times as often otherwise.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from directives.models import Duty, LegalBasis
from directives.vietnamese import number
from reports.models import (
    DisseminationSession,
    Evidence,
    IndicatorValue,
    ObstacleStatement,
    ProgressEntry,
    ResultTag,
    StaffingLine,
    Submission,
)


@dataclass(frozen=True)
class Session:
    held_on: date
    form: str
    attendances: int
    note: str


@dataclass(frozen=True)
class Coverage:
    """Distinct people briefed of those present, in one group or in all; `percent` is 0-100."""

    group: str
    briefed: int
    present: int

    @property
    def remaining(self) -> int:
        return self.present - self.briefed

    @property
    def percent(self) -> int | None:
        return self.briefed * 100 // self.present if self.present else None


@dataclass(frozen=True)
class Figure:
    """An indicator in words: a number, blank where none was given."""

    name: str
    unit: str
    in_period: str
    cumulative: str
    estimate: str
    nothing_to_report: bool


@dataclass(frozen=True)
class Person:
    name: str
    is_full_time: bool
    is_focal: bool
    paper: str
    since: date


@dataclass(frozen=True)
class Tag:
    """A legal basis that the result answers; `said_by` is blank where the unit said so itself."""

    basis_id: int
    basis: str
    said_by: str
    said_at: datetime


@dataclass(frozen=True)
class File:
    public_id: str
    name: str
    size: int


@dataclass(frozen=True)
class Answer:
    """On one duty."""

    entry: ProgressEntry
    sessions: list[Session]
    coverage: list[Coverage]
    figures: list[Figure]
    staff: list[Person]
    files: list[File]
    tags: list[Tag]
    obstacles: list[ObstacleStatement] = field(default_factory=list)

    @property
    def duty(self) -> Duty:
        return self.entry.assignment.duty

    @property
    def is_tagged(self) -> bool:
        """Results of this kind are told apart by the legal basis that they answer."""
        return self.duty.kind == Duty.Kind.IMPLEMENTATION and not self.entry.nothing_to_report

    @property
    def has_focal_officer(self) -> bool:
        return any(person.is_focal for person in self.staff)

    @property
    def total_coverage(self) -> Coverage:
        """All groups together."""
        return Coverage("", self.entry.briefed or 0, self.entry.present or 0)

    @property
    def attendances(self) -> int:
        """Lượt người: one person at two sessions counts twice."""
        return sum(session.attendances for session in self.sessions)


def read(submission: Submission) -> list[Answer]:
    """Every entry of the submission in the order of the dispatch, its obstacles beside it."""
    stated = submission.obstacle_statements.select_related("obstacle").order_by("pk")
    by_assignment: dict[int, list[ObstacleStatement]] = {}
    for statement in stated:
        by_assignment.setdefault(statement.obstacle.assignment_id, []).append(statement)
    entries = with_rows(submission.entries.select_related("assignment__duty"))
    return [
        answer_of(entry, by_assignment.get(entry.assignment_id, []), submission.submitted_at)
        for entry in entries.order_by("assignment__duty__ordinal", "pk")
    ]


def with_rows(entries: QuerySet[ProgressEntry]) -> QuerySet[ProgressEntry]:
    """With the rows below each entry, as `answer_of` wants them."""
    return entries.annotate(
        session_rows=_rows(
            DisseminationSession.objects.order_by("held_on", "pk"),
            "held_on",
            "form",
            "attendances",
            "note",
        ),
        figure_rows=_rows(
            IndicatorValue.objects.order_by("indicator__ordinal"),
            "in_period",
            "cumulative",
            "estimate",
            "nothing_to_report",
            name="indicator__name",
            unit="indicator__unit",
        ),
        staff_rows=_rows(
            StaffingLine.objects.order_by("-is_focal", "since", "pk"),
            "is_full_time",
            "is_focal",
            "paper",
            "since",
            name="person",
        ),
        file_rows=_rows(
            Evidence.objects.order_by("pk"),
            "public_id",
            name="attachment__original_name",
            size="attachment__size",
            entry="entries",
        ),
        tag_rows=_rows(
            ResultTag.objects.order_by("basis__ordinal"),
            "at",
            "basis_id",
            doc_type="basis__doc_type",
            number="basis__number_and_symbol",
            by="by__full_name",
        ),
    )


def _rows(rows: QuerySet, *fields: str, entry: str = "entry", **renamed: str) -> ArraySubquery:
    columns = {name: F(name) for name in fields} | {to: F(name) for to, name in renamed.items()}
    return ArraySubquery(rows.filter(**{entry: OuterRef("pk")}).values(row=JSONObject(**columns)))


def answer_of(
    entry: ProgressEntry,
    obstacles: Iterable[ObstacleStatement] = (),
    sent_at: datetime | None = None,
) -> Answer:
    """`sent_at` tells the tags of the unit itself from those that HCTH added."""
    return Answer(
        entry=entry,
        sessions=[
            Session(
                held_on=date.fromisoformat(row["held_on"]),
                form=DisseminationSession.Form(row["form"]).label,
                attendances=row["attendances"],
                note=row["note"],
            )
            for row in entry.session_rows
        ],
        coverage=_coverage(entry),
        figures=[
            Figure(
                name=row["name"],
                unit=row["unit"],
                in_period=_in_words(row["in_period"]),
                cumulative=_in_words(row["cumulative"]),
                estimate=_in_words(row["estimate"]),
                nothing_to_report=row["nothing_to_report"],
            )
            for row in entry.figure_rows
        ],
        staff=[
            Person(**{**row, "since": date.fromisoformat(row["since"])}) for row in entry.staff_rows
        ],
        files=[File(**row) for row in entry.file_rows],
        tags=[_tag(row, sent_at) for row in entry.tag_rows],
        obstacles=list(obstacles),
    )


def _tag(row: dict[str, Any], sent_at: datetime | None) -> Tag:
    basis = LegalBasis(doc_type=row["doc_type"], number_and_symbol=row["number"])
    at = datetime.fromisoformat(row["at"])
    return Tag(row["basis_id"], str(basis), "" if at == sent_at else row["by"], at)


def _in_words(value: float | None) -> str:
    return "" if value is None else number(value)


def _coverage(entry: ProgressEntry) -> list[Coverage]:
    """By group, groups without anybody left out; nothing where the entry does not say."""
    if entry.briefed is None or entry.present is None:
        return []
    groups = [
        Coverage(
            Submission._meta.get_field(name).verbose_name,
            getattr(entry, f"briefed_{name}") or 0,
            getattr(entry, f"present_{name}") or 0,
        )
        for name in ["officials", "employees", "workers"]
    ]
    return [group for group in groups if group.present]
