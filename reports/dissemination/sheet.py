"""Danh sách ký nhận: the people of the unit, to be signed at the meeting or in its file."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from django.utils import translation

from directives.models import Assignment, StaffMember
from directives.vietnamese import short_date
from reports import signing
from reports.consolidated import letterhead
from reports.documents import Cell, Closing, Document, Masthead, Paragraph, Row, Run, Table, Title
from reports.models import BriefingSession
from reports.unit_report import OWN_SERIES

HEADS = ("STT", "Họ và tên", "Chức vụ", "Ký nhận")
#: Percents of the text's width; two lines high, so that there is room for a name by hand.
WIDTHS = (8.0, 33.0, 33.0, 26.0)
ROOM = (Paragraph((Run("\N{NO-BREAK SPACE}"),)),) * 2


def sheet(assignment: Assignment, members: Iterable[StaffMember], *, on: date) -> Document:
    """For a meeting still to come, or for people who sign one by one: a line for each."""
    return _document(assignment, [(member, "") for member in members], lead="", on=on)


def sheet_of(session: BriefingSession, *, on: date) -> Document:
    """Of a meeting that was held: who was absent has nothing to sign."""
    there = list(session.attendances.select_related("member").order_by("member__sort_key", "pk"))
    came = sum(row.was_present for row in there)
    with translation.override("vi"):
        lead = (
            f"{session.get_form_display()} ngày {short_date(session.held_on)}: "
            f"có mặt {came} người, vắng {len(there) - came} người."
        )
        if session.note:
            lead += f" Nội dung: {session.note.rstrip('.')}."
    rows = [(row.member, "" if row.was_present else "Vắng") for row in there]
    return _document(session.assignment, rows, lead=lead, on=on)


def _document(
    assignment: Assignment, rows: list[tuple[StaffMember, str]], *, lead: str, on: date
) -> Document:
    unit, directive = assignment.department, assignment.duty.directive
    agency = letterhead.agency_of(directive)
    with translation.override("vi"):
        cited = letterhead.facts_of(directive).paper
        about = f"{cited.short} ngày {short_date(cited.issued_on)} của {cited.issuer}"
        return Document(
            on=on,
            name=f"Danh sách ký nhận của {unit.name}: {assignment.duty.title}",
            author=unit.name,
            masthead=Masthead(
                superior=unit.parent.name if unit.parent else agency.name,
                issuer=unit.name,
                symbol=None,
                place=(unit.place if unit.kind in OWN_SERIES else "") or agency.place,
                year=on.year,
            ),
            title=Title("Danh sách ký nhận", f"Quán triệt, phổ biến {about}"),
            addressees=(),
            blocks=(
                *([Paragraph((Run(lead),))] if lead else []),
                _table(rows),
            ),
            closing=Closing((), signing.leading(unit, on=on)),
        )


def _table(rows: list[tuple[StaffMember, str]]) -> Table:
    return Table(
        widths=WIDTHS,
        head=(Row(tuple(_cell(head, "center", bold=True) for head in HEADS)),),
        rows=tuple(
            Row(
                (
                    _cell(str(number), "center"),
                    _cell(member.full_name),
                    _cell(member.position),
                    _cell(sign, "center") if sign else Cell(ROOM),
                )
            )
            for number, (member, sign) in enumerate(rows, start=1)
        ),
    )


def _cell(text: str, align: Literal["left", "center"] = "left", *, bold: bool = False) -> Cell:
    return Cell((Paragraph((Run(text),)),) if text else (), align, bold)
