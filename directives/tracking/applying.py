"""The table is written: all that its plan says, in one transaction, once."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directives.lifecycle import AlreadyDone
from directives.models import Assignment, Department, Directive, Duty, TrackingImport, User
from directives.organisation import Refused
from directives.tracking import columns, rows, sheets
from directives.tracking.decisions import decisions_of, layout_of
from directives.tracking.fates import UNCLEAR, DutyToBe, Judged, PaperToBe, Plan, judge
from directives.tracking.office import Office, office_of
from directives.tracking.texts import folded

#: Who issued a paper of this symbol, where the table has no column for it.
_ISSUERS = {"TTG": "Thủ tướng Chính phủ", "CP": "Chính phủ", "TW": "Ban Chấp hành Trung ương"}
#: Beginnings of duties that are done by telling people.
_DISSEMINATION = ("quan triet", "to chuc quan triet", "pho bien", "tuyen truyen")


@dataclass(frozen=True)
class Table:
    """A table as it is read by now: its sheet, its columns, and the plan where they are enough."""

    book: sheets.Workbook
    sheet: sheets.Sheet
    layout: columns.Layout
    plan: Plan | None


def look(table: TrackingImport, *, on: date) -> Table:
    """Dry: nothing is written. Raises sheets.Unreadable."""
    with table.file.file.open("rb") as file:
        book = sheets.read(file)
    sheet = book.sheet(table.sheet)
    layout = layout_of(table.mapping) or columns.guess(sheet)
    plan = None
    if not layout.missing:
        office = office_of(table.coordinator, on=on)
        plan = judge(rows.read(sheet, layout), office, decisions_of(table.mapping), on=on)
    return Table(book, sheet, layout, plan)


@transaction.atomic
def apply(
    table: TrackingImport, *, seen: str, leave_unclear: bool, by: User, at: datetime
) -> list[Directive]:
    """Write what is new; the directives that it touches.

    `seen` is the digest of the plan that the person read. Raises AlreadyDone for a table that was
    brought in before, Refused where rows are unclear and not left out, or where the office has
    changed since.
    """
    on = timezone.localdate(at)
    # Two tables of one unit come in one after the other: the second finds what the first wrote.
    Department.objects.select_for_update(of=("self",)).get(pk=table.coordinator_id)
    taken = TrackingImport.objects.filter(pk=table.pk, applied_at=None).update(
        applied_at=at, applied_by=by
    )
    if not taken:
        raise AlreadyDone(table)
    plan = look(table, on=on).plan
    if plan is None or plan.digest != seen:
        raise Refused(_("Dữ liệu vừa thay đổi nên kết quả đọc bảng đã khác; hãy xem lại."))
    if plan.unclear_count and not leave_unclear:
        raise Refused(_("Còn dòng chưa nhập được; hãy trả lời, hoặc chọn không nhập các dòng đó."))
    try:
        with transaction.atomic():
            written = _write(plan, office_of(table.coordinator, on=on), by=by, at=at)
    except IntegrityError as error:
        raise Refused(_("Vừa có người nhập cùng văn bản, nhiệm vụ; hãy xem lại.")) from error
    TrackingImport.objects.filter(pk=table.pk).update(
        fates=[_kept(one, written) for one in plan.judged]
    )
    table.refresh_from_db()
    return list(written.values())


def _write(plan: Plan, office: Office, *, by: User, at: datetime) -> dict[int, Directive]:
    """By the identity of their plan. A row that brings nothing in leaves nothing behind."""
    papers = [paper for paper in plan.papers if any(duty.given for duty in paper.duties.values())]
    fresh = [paper for paper in papers if paper.existing is None]
    made = Directive.objects.bulk_create(
        [_directive(paper, office, by=by, at=at) for paper in fresh]
    )
    directives = {id(paper): one for paper, one in zip(fresh, made, strict=True)}
    directives |= {id(paper): paper.existing for paper in papers if paper.existing is not None}
    duties = []
    for paper in papers:
        directive = directives[id(paper)]
        last = max(
            (duty.ordinal for duty in office.duties.get(directive.pk, {}).values()), default=0
        )
        news = [duty for duty in paper.duties.values() if duty.existing is None and duty.given]
        duties += [
            (to_be, _duty(to_be, directive, ordinal))
            for ordinal, to_be in enumerate(news, start=last + 1)
        ]
    Duty.objects.bulk_create([duty for _to_be, duty in duties])
    of = {id(to_be): duty for to_be, duty in duties}
    Assignment.objects.bulk_create(
        _assignment(given, of.get(id(duty), duty.existing), paper.issued_on, by=by, at=at)
        for paper in papers
        for duty in paper.duties.values()
        for given in duty.given
    )
    return directives


def _directive(paper: PaperToBe, office: Office, *, by: User, at: datetime) -> Directive:
    row, agency = paper.row, office.agency
    cited = row.cited
    subject = " ".join((row.subject or cited.subject or row.paper).split())
    return Directive(
        doc_type=cited.doc_type,
        number=cited.number,
        symbol=cited.symbol[:60],
        place=agency.place,
        issued_on=paper.issued_on,
        issuing_body=(row.issuer or _issuer(cited.symbol, agency))[:200],
        subject=subject,
        agency=agency,
        coordinator=office.coordinator,
        report_to=agency.superior_name or agency.name,
        programme_name=subject[:200],
        registered_by=by,
        registered_at=at,
    )


def _issuer(symbol: str, agency: Department) -> str:
    last = symbol.replace("/", "-").split("-")
    for part in reversed(last):
        if part.upper() in _ISSUERS:
            return _ISSUERS[part.upper()]
    if any(part.upper() == "UBND" for part in last) and agency.superior_name:
        return agency.superior_name
    return agency.name


def _duty(to_be: DutyToBe, directive: Directive, ordinal: int) -> Duty:
    is_told = folded(to_be.text).startswith(_DISSEMINATION)
    return Duty(
        directive=directive,
        ordinal=ordinal,
        title=_title(to_be.text),
        text=to_be.text,
        kind=Duty.Kind.DISSEMINATION if is_told else Duty.Kind.IMPLEMENTATION,
        nature=to_be.deadline.nature,
        deadline=to_be.deadline.deadline,
        due_on=to_be.deadline.due_on,
        deadline_words=to_be.deadline.words,
    )


def _title(text: str) -> str:
    """Its beginning, up to the end of a word."""
    line = " ".join(text.split())
    if len(line) <= 120:
        return line
    return line[:120].rpartition(" ")[0] + "…"


def _assignment(given, duty: Duty, issued_on: date, *, by: User, at: datetime) -> Assignment:
    founded_on = given.department.founded_on
    starts_on = max(issued_on, founded_on) if founded_on else issued_on
    return Assignment(
        duty=duty,
        department=given.department,
        role=given.role,
        starts_on=starts_on,
        completed_on=given.done_on,
        assigned_by=by,
        assigned_at=at,
    )


def _kept(one: Judged, written: dict[int, Directive]) -> dict:
    """A row as the page of results shows it."""
    directive = written.get(id(one.paper)) or (one.paper.existing if one.paper else None)
    return {
        "row": one.row.number,
        "fate": str(one.fate),
        "left_out": one.fate in UNCLEAR,
        "words": " ".join(one.words),
        "paper": one.row.cited.key if one.row.cited else one.row.paper[:80],
        "duty": _title(one.row.duty),
        "directive": str(directive.public_id) if directive else "",
    }
