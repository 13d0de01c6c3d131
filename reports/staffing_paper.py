"""Văn bản phân công: the notice by which the agency says who does the coordinating unit's duty."""

from datetime import date

from django.utils import translation

from directives.models import Assignment
from reports import staffing
from reports.consolidated import letterhead
from reports.documents import Closing, Document, Masthead, Title
from reports.documents.templates import blocks
from reports.signing import Signature


def document(assignment: Assignment, *, signature: Signature, on: date) -> Document:
    """As the sheet stands on the day; number, day and signature are left blank."""
    directive = assignment.duty.directive
    agency = letterhead.agency_of(directive)
    filing = directive.coordinator.symbol or directive.coordinator.short_name
    with translation.override("vi"):
        subject = f"phân công nhân lực {directive.programme_name}"
        return Document(
            on=on,
            name=f"Thông báo {subject}",
            author=agency.name,
            masthead=Masthead(
                superior=agency.superior_name,
                issuer=agency.name,
                symbol=f"TB-{agency.symbol}",
                place=agency.place,
                year=on.year,
            ),
            title=Title("Thông báo", f"Về việc {subject}"),
            addressees=(),
            blocks=blocks(
                "staffing/notice",
                assignment=assignment,
                unit=assignment.department.name,
                directive=letterhead.facts_of(directive),
                agency=agency,
                sheet=staffing.sheet(assignment, on=on),
            ),
            closing=Closing(
                (
                    f"{agency.head}, các Phó {agency.head}",
                    "Các phòng, đơn vị thuộc " + agency.kind,
                    "Các đồng chí có tên tại bảng trên",
                    f"Lưu: VT, {filing}",
                ),
                signature,
            ),
        )
