"""A unit's own report, ready to sign: what it sent, in its own words, under its own head."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone, translation

from directives.models import Department
from reports import reading, signing
from reports.calendar import report_name
from reports.consolidated import letterhead
from reports.consolidated.results import Coverage
from reports.consolidated.values import Agency
from reports.content import People
from reports.documents import Block, Closing, Document, Masthead, Title
from reports.documents.templates import blocks
from reports.models import Submission

#: Units that stand in law for themselves: a seal, a series of numbers and văn thư of their own.
OWN_SERIES = (Department.Kind.BRANCH, Department.Kind.CENTRE)


@dataclass(frozen=True)
class Said:
    """The answer on one duty, as the templates take it."""

    answer: reading.Answer

    @property
    def title(self) -> str:
        return self.answer.duty.title

    @property
    def coverage(self) -> Coverage | None:
        """Distinct people, of whom the entry speaks: all present, or the newcomers alone."""
        entry = self.answer.entry
        if entry.briefed is None or not entry.present:
            return None
        return Coverage(_people(entry, "briefed"), _people(entry, "present"))

    @property
    def is_blank(self) -> bool:
        """Not one word or figure of what was done."""
        entry, answer = self.answer.entry, self.answer
        return not (
            entry.results.strip()
            or entry.nothing_to_report
            or entry.done_on
            or entry.percent_of_year is not None
            or entry.staff_quota is not None
            or self.coverage
            or answer.sessions
            or answer.figures
            or answer.staff
        )


def _people(entry, prefix: str) -> People:
    groups = ("officials", "employees", "workers")
    return People(*(getattr(entry, f"{prefix}_{group}") or 0 for group in groups))


def document(submission: Submission, *, on: date) -> Document:
    """The submission as the unit signs it on the day `on`; number, day and signature are blank.

    It is dated by the day it was sent, so that it stays the same as long as the head does.
    """
    report = submission.report
    directive, unit = report.period.directive, report.department
    agency = letterhead.agency_of(directive)
    with translation.override("vi"):
        name = report_name("kết quả, tiến độ", directive.programme_name, report.period.label)
        return Document(
            on=timezone.localdate(submission.submitted_at),
            name=f"Báo cáo {name} của {submission.department_name}",
            author=submission.department_name,
            masthead=masthead(unit, submission.department_name, agency, year=on.year),
            title=Title("Báo cáo", name[:1].upper() + name[1:]),
            addressees=(_addressee(submission, agency),),
            blocks=_blocks(submission, agency, name),
            closing=Closing(("Như trên", _filing(unit)), signing.leading(unit, on=on)),
        )


def masthead(unit: Department, issuer: str, agency: Agency, *, year: int) -> Masthead:
    """NĐ 30/2020: the unit below the agency. A phòng has a number only where it has a symbol.

    `issuer` is what the unit is called on the paper.
    """
    superior = unit.parent.name if unit.parent else agency.name
    place = unit.place if unit.kind in OWN_SERIES else ""
    return Masthead(
        superior=superior,
        issuer=issuer,
        symbol=_symbol(unit),
        place=place or agency.place,
        year=year,
    )


def _symbol(unit: Department) -> str | None:
    if unit.symbol:
        return f"BC-{unit.symbol}"
    return "BC" if unit.kind in OWN_SERIES else None


def _addressee(submission: Submission, agency: Agency) -> str:
    """The head of the agency, by way of the coordinating unit; which itself writes to him."""
    coordinator = submission.report.period.directive.coordinator
    if coordinator == submission.report.department:
        return agency.head
    return f"{agency.head} (qua {coordinator.name})"


def _filing(unit: Department) -> str:
    return "Lưu: VT" if unit.kind in OWN_SERIES else f"Lưu: {unit.symbol or unit.short_name}"


def _blocks(submission: Submission, agency: Agency, name: str) -> tuple[Block, ...]:
    report = submission.report
    said = [Said(answer) for answer in reading.read(submission)]
    return blocks(
        "unit_report/report",
        unit=submission.department_name,
        agency=agency,
        directive=letterhead.facts_of(report.period.directive),
        period=report.period,
        submission=submission,
        name=name,
        said=said,
        shortcomings=_texts(said, "shortcomings"),
        explanation=report.late_explanation,
        obstacles=list(_obstacles(said)),
        plans=_texts(said, "next_plan"),
        proposals=_texts(said, "proposals"),
    )


def _texts(said: Iterable[Said], field: str) -> list[str]:
    """In the order of the duties; what was written on two of them in the same words stands once."""
    texts = (getattr(one.answer.entry, field).strip() for one in said)
    return list(dict.fromkeys(text for text in texts if text))


def _obstacles(said: Iterable[Said]) -> Iterator[tuple[str, str]]:
    """What hinders, and where it stands: an open one is never passed over in silence."""
    for one in said:
        for statement in one.answer.obstacles:
            yield statement.text, statement.get_standing_display()
