"""Two levels: the issued report of an agency answers the duty that its directive carries out.

To the higher level the agency is a unit. What it answers with is what its head signed and văn thư
issued: the text and the sums of that version, and the issued file. Nothing else of the agency, no
report of a unit, no annex and no draft, is in reach from above.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from directives.models import Assignment, Duty, User
from reports import lifecycle, obligations
from reports.consolidated import Consolidation, document_of, figures_of, for_upward, outline
from reports.consolidated.totals import IndicatorTotal
from reports.content import EntryContent, IndicatorContent, ObstacleContent, ReportContent
from reports.documents import Block, Heading, Paragraph, Table, plain
from reports.models import (
    ConsolidatedReport,
    IssuedCopy,
    Obstacle,
    ProgressReport,
    Submission,
)


class AsksMore(Exception):
    """The report asks about duties that the issued report does not carry out."""

    def __init__(self, duties: Sequence[Duty]):
        super().__init__(duties)
        self.duties = duties


# What answers what


def copies_for(report: ProgressReport) -> QuerySet[IssuedCopy]:
    """Issued reports of the unit on what it does for a duty of this report, the newest first.

    Of each period the newest version, and of that the newest copy. A report of another time
    answers nothing.
    """
    period = report.period
    newer_copy = IssuedCopy.objects.filter(
        Q(received_at__gt=OuterRef("received_at"))
        | Q(received_at=OuterRef("received_at"), pk__gt=OuterRef("pk")),
        consolidated=OuterRef("consolidated"),
    )
    newer_version = ConsolidatedReport.objects.filter(
        period=OuterRef("consolidated__period"),
        version__gt=OuterRef("consolidated__version"),
        issued_copies__isnull=False,
    )
    return (
        IssuedCopy.objects.filter(
            ~Exists(newer_copy),
            ~Exists(newer_version.filter(basis=None)),
            period.asks_about("consolidated__period__directive__implements__"),
            consolidated__basis=None,
            consolidated__period__directive__agency=report.department_id,
            consolidated__period__starts_on__lte=period.ends_on,
            consolidated__period__ends_on__gte=period.starts_on,
        )
        .select_related("consolidated__period__directive__implements", "file")
        .order_by("-received_at", "-pk")
    )


def reports_for(version: ConsolidatedReport) -> QuerySet[ProgressReport]:
    """What the agency owes its superior on the duty that its directive carries out."""
    period = version.period
    directive = period.directive
    if directive.implements_id is None or version.basis_id is not None:
        return ProgressReport.objects.none()
    return (
        ProgressReport.objects.open()
        .filter(
            Q(period__duty=directive.implements_id)
            | Q(period__duty=None, period__directive__duties=directive.implements_id),
            department=directive.agency_id,
            period__starts_on__lte=period.ends_on,
            period__ends_on__gte=period.starts_on,
        )
        .select_related("period__directive__agency", "period__directive__coordinator", "department")
        .order_by("due_on", "pk")
    )


def asks_besides(report: ProgressReport, copy: IssuedCopy) -> list[Duty]:
    """Duties of the report on which the issued one says nothing."""
    answered = copy.consolidated.period.directive.implements_id
    asked = obligations.assignments_of(report)
    return [assignment.duty for assignment in asked if assignment.duty_id != answered]


# Answering


@transaction.atomic
def answer(report: ProgressReport, copy: IssuedCopy, *, by: User, at: datetime) -> Submission:
    """Send the issued report as the answer of the agency.

    Raises WrongState when the report was sent already, AsksMore where it asks about other duties
    too: those are answered in the form.
    """
    assignments = obligations.assignments_of(report)
    if more := asks_besides(report, copy):
        raise AsksMore(more)
    return lifecycle.send(
        report,
        ReportContent(
            entries=tuple(_entry(assignment, report, copy) for assignment in assignments),
            obstacles=tuple(
                told for assignment in assignments for told in _obstacles(assignment, copy)
            ),
        ),
        answered_by=copy.consolidated,
        original=copy.file,
        by=by,
        at=at,
        received_at=at,
    )


def _entry(assignment: Assignment, report: ProgressReport, copy: IssuedCopy) -> EntryContent:
    version = copy.consolidated
    whole, said = figures_of(version), _Said(version)
    briefed, present = _people(whole, assignment.duty)
    return EntryContent(
        assignment_id=assignment.pk,
        results=said.under("results") or said.everything,
        shortcomings=said.under("shortcomings"),
        proposals=said.under("proposals"),
        next_plan=said.under("plans"),
        done_on=_done_on(version, assignment.duty),
        briefed=briefed,
        present=present,
        indicators=tuple(_indicators(whole, assignment.duty, report)),
    )


class _Said:
    """The text that was approved, by what the sections of the outline are filled with.

    Without its closing sentence, which is said to the reader of the paper.
    """

    def __init__(self, version: ConsolidatedReport):
        self.blocks = [
            block
            for block in document_of(version, "report").blocks
            if not (isinstance(block, Paragraph) and block.role == "last")
        ]
        self.sections = outline.of(version.period.directive, version.basis).sections

    @property
    def everything(self) -> str:
        return text_of(self.blocks)

    def under(self, content: str) -> str:
        """Blank where the outline has no such section, or it was given another title."""
        found = next((one for one in self.sections if one.content == content), None)
        told = text_of(_below(self.blocks, found.level, found.title)) if found else ""
        return "" if told == "Không có." else told


def _below(blocks: Iterable[Block], level: int, title: str) -> list[Block]:
    """What stands under the heading, up to the next one of its level or above."""
    found: list[Block] = []
    is_open = False
    for block in blocks:
        if isinstance(block, Heading) and block.level <= level:
            is_open = block.level == level and block.text.partition(" ")[2] == title
        elif is_open:
            found.append(block)
    return found


def text_of(blocks: Iterable[Block]) -> str:
    """A line for each heading, paragraph and row of a table."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            rows = (row for row in (*block.head, *block.rows))
            lines += [" | ".join(_cell(cell) for cell in row.cells) for row in rows]
        elif isinstance(block, Paragraph) and block.role == "item":
            lines.append(f"- {plain([block])}")
        else:
            lines.append(plain([block]))
    return "\n".join(lines).strip()


def _cell(cell) -> str:
    return plain(cell.paragraphs).replace("\n", " ")


def _people(whole: Consolidation, duty: Duty):
    """Of a duty of dissemination: everybody briefed and present, in the units that said so."""
    told = [one.coverage for one in whole.duties if one.kind == duty.kind and one.coverage]
    if duty.kind != Duty.Kind.DISSEMINATION or len(told) != 1:
        return None, None
    return told[0].briefed, told[0].present


def _indicators(whole: Consolidation, duty: Duty, report: ProgressReport):
    """The sums that bear the name and the unit of measure of what the higher duty asks for."""
    summed = {_same(one): one for told in whole.duties for one in told.indicators}
    for asked in duty.indicators.all():
        total = summed.get((asked.name.casefold(), asked.unit.casefold()))
        if total is not None and (total.in_period, total.cumulative) != (None, None):
            yield IndicatorContent(
                indicator_id=asked.pk,
                in_period=total.in_period,
                cumulative=total.cumulative,
                estimate=total.estimate if report.period.is_interim else None,
            )


def _same(total: IndicatorTotal) -> tuple[str, str]:
    return total.name.casefold(), total.unit_of_measure.casefold()


def _done_on(version: ConsolidatedReport, duty: Duty) -> date | None:
    """A duty done once is done when all that the agency gave to its units for it is."""
    given = Assignment.objects.in_force(on=version.period.ends_on).filter(
        duty__directive=version.period.directive_id
    )
    days = list(given.order_by().values_list("completed_on", flat=True))
    done = [day for day in days if day is not None]
    if duty.nature != Duty.Nature.ONE_OFF or not days or len(done) < len(days):
        return None
    return max(done)


def _obstacles(assignment: Assignment, copy: IssuedCopy) -> Iterable[ObstacleContent]:
    """What the agency reports upward as standing in its way, and has not said before."""
    known = set(
        Obstacle.objects.open().filter(assignment=assignment).values_list("text", flat=True)
    )
    told = for_upward(figures_of(copy.consolidated)).obstacles
    return [
        ObstacleContent(assignment_id=assignment.pk, text=obstacle.text)
        for obstacle in told
        if not obstacle.is_settled and obstacle.text not in known
    ]
