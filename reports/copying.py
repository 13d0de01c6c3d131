"""Sao chép kết quả: what a unit reported and logged in a year, for a summing-up of its own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import translation

from directives.models import Assignment, Department, Directive
from directives.vietnamese import number, short_date
from reports import reading, unit_report
from reports.consolidated import letterhead
from reports.documents import Block, Document, Heading, Paragraph, Run, Title, plain
from reports.models import LoggedResult, ProgressEntry, ReportingPeriod, Submission
from reports.models.progress import RECEIVED_STATES
from reports.reading import Answer
from reports.results import in_words


@dataclass(frozen=True)
class Part:
    """On one duty: the answer of each period of the year, and what no report has taken in yet."""

    assignment: Assignment
    answers: tuple[tuple[ReportingPeriod, Answer], ...]
    logged: tuple[LoggedResult, ...]


@dataclass(frozen=True)
class Results:
    """Of one unit in one year, of all its duties or of one."""

    unit: Department
    year: int
    parts: tuple[Part, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(_blocks(self.parts))

    @property
    def text(self) -> str:
        return plain(self.blocks)


def years(unit: Department, *, on: date) -> list[int]:
    """Of which there may be something to copy, the latest first."""
    periods = ReportingPeriod.objects.filter(
        reports__department=unit, reports__state__in=RECEIVED_STATES
    )
    ends = periods.order_by().values_list("ends_on__year", flat=True).distinct()
    return sorted({on.year, *ends}, reverse=True)


def assignments(unit: Department) -> list[Assignment]:
    """All that the unit ever had to do, by directive and duty."""
    own = Assignment.objects.filter(department=unit).select_related("duty__directive")
    return list(
        own.order_by("-duty__directive__issued_on", "duty__directive_id", "duty__ordinal", "pk")
    )


def of(unit: Department, year: int, chosen: Iterable[Assignment]) -> Results:
    """Two queries, however many duties and periods there are."""
    chosen = list(chosen)
    entries: dict[int, list[ProgressEntry]] = {}
    for entry in _entries(unit, year, chosen):
        entries.setdefault(entry.assignment_id, []).append(entry)
    logged: dict[int, list[LoggedResult]] = {}
    for result in _logged(year, chosen):
        logged.setdefault(result.assignment_id, []).append(result)
    parts = (
        Part(
            assignment,
            tuple(
                (entry.submission.report.period, reading.answer_of(entry))
                for entry in entries.get(assignment.pk, ())
            ),
            tuple(logged.get(assignment.pk, ())),
        )
        for assignment in chosen
    )
    return Results(unit, year, tuple(part for part in parts if part.answers or part.logged))


def _entries(unit: Department, year: int, chosen: Iterable[Assignment]) -> QuerySet[ProgressEntry]:
    """Of the last submission of each report, by the order of the periods."""
    sent = Submission.objects.filter(report=OuterRef("submission__report")).order_by("-number")
    entries = ProgressEntry.objects.filter(
        assignment__in=chosen,
        submission__report__department=unit,
        submission__report__state__in=RECEIVED_STATES,
        submission__report__period__ends_on__year=year,
        submission=Subquery(sent.values("pk")[:1]),
    ).select_related("submission__report__period", "assignment__duty")
    return reading.with_rows(entries).order_by("submission__report__period__ends_on", "pk")


def _logged(year: int, chosen: Iterable[Assignment]) -> QuerySet[LoggedResult]:
    waiting = LoggedResult.objects.waiting().filter(assignment__in=chosen, on__year=year)
    return waiting.select_related("work_item").order_by("on", "pk")


def document(results: Results, *, on: date) -> Document:
    """The same words as a file of Word, under the head of the unit."""
    unit, year = results.unit, results.year
    agency = letterhead.facts_of_agency(unit.parent or unit)
    with translation.override("vi"):
        name = f"Kết quả thực hiện nhiệm vụ năm {year}"
        return Document(
            on=on,
            name=f"{name} của {unit.name}",
            author=unit.name,
            masthead=unit_report.masthead(unit, unit.name, agency, year=on.year),
            title=Title("Báo cáo", name),
            addressees=(),
            blocks=results.blocks,
            closing=None,
        )


def _blocks(parts: Iterable[Part]) -> Iterator[Block]:
    for directive, of_one in groupby(parts, key=attrgetter("assignment.duty.directive")):
        yield Heading(1, _named(directive))
        for part in of_one:
            duty = part.assignment.duty
            yield Heading(2, f"Nhiệm vụ {duty.ordinal}. {duty.title}")
            yield from _part(part)


def _named(directive: Directive) -> str:
    return f"{directive.reference}, {directive.programme_name}"


def _part(part: Part) -> Iterator[Block]:
    for period, answer in part.answers:
        if len(part.answers) > 1:
            yield _paragraph(f"Báo cáo {period.name_in_sentence}:", "lead")
        for line in _lines(answer):
            yield _paragraph(line)
    if part.logged:
        yield _paragraph("Kết quả đã ghi, chưa đưa vào báo cáo:", "lead")
        for line in in_words(part.logged).split("\n"):
            yield _paragraph(line)


def _lines(answer: Answer) -> Iterator[str]:
    entry = answer.entry
    if entry.nothing_to_report:
        yield "Không phát sinh."
    yield from filter(None, (line.strip() for line in entry.results.split("\n")))
    if answer.sessions:
        yield (
            f"Đã tổ chức {len(answer.sessions)} buổi, hình thức phổ biến, "
            f"{number(answer.attendances)} lượt người."
        )
    covered = answer.total_coverage
    if covered.present:
        yield f"Đã phổ biến đến {number(covered.briefed)}/{number(covered.present)} người."
    for figure in answer.figures:
        if figure.in_period:
            running = f" (lũy kế {figure.cumulative})" if figure.cumulative else ""
            yield f"{figure.name}: {figure.in_period} {figure.unit}{running}."
    if entry.percent_of_year is not None:
        yield f"Mức độ hoàn thành kế hoạch năm: {entry.percent_of_year}%."
    if entry.done_on:
        yield f"Hoàn thành ngày {short_date(entry.done_on)}."


def _paragraph(text: str, role="") -> Paragraph:
    return Paragraph((Run(text),), role)
