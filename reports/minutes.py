"""Biên bản kiểm tra: drafted from the plan before the visit, filled in from the log after it."""

from datetime import date

from django.utils import translation

from reports import signing
from reports.consolidated import letterhead
from reports.documents import Closing, Document, Masthead, Title
from reports.documents.templates import blocks
from reports.models import PlannedInspection
from reports.signing import Signature


def document(inspection: PlannedInspection) -> Document:
    """Both sides sign; number, hours and what was not written down yet are left to the pen.

    Before the visit its findings are blank lines. Layout: NĐ 30/2020/NĐ-CP, mẫu 1.9.
    """
    directive, unit = inspection.directive, inspection.department
    agency, act = letterhead.agency_of(directive), inspection.supervision
    on = act.on if act else inspection.on
    filing = directive.coordinator.symbol or directive.coordinator.short_name
    with translation.override("vi"):
        subject = f"kiểm tra việc {directive.programme_name} tại {unit.name_on(on)}"
        return Document(
            on=on,
            name=f"Biên bản {subject}",
            author=agency.name,
            masthead=Masthead(
                superior=agency.superior_name,
                issuer=agency.name,
                symbol=f"BB-{agency.symbol}",
                place=agency.place,
                year=on.year,
            ),
            title=Title("Biên bản", subject[:1].upper() + subject[1:]),
            addressees=(),
            blocks=blocks(
                "minutes/inspection",
                inspection=inspection,
                act=act,
                on=on,
                unit=unit.name_on(on),
                directive=letterhead.facts_of(directive),
                team=inspection.members,
                host=signing.leading(unit, on=on),
            ),
            closing=Closing(
                (f"Như thành phần, {unit.short_name}", f"Lưu: VT, {filing}"),
                Signature("", ("Đại diện\nđoàn kiểm tra",), leader_of(inspection)),
                beside=_host(unit, on),
            ),
        )


def leader_of(inspection: PlannedInspection) -> str:
    """Who is named first, without his title."""
    first = inspection.members[0] if inspection.members else ""
    return first.partition(",")[0].strip()


def _host(unit, on: date) -> Signature:
    """Whoever leads the unit signs for it; the two sides have as many lines above their names."""
    return Signature("", ("Đại diện\nđơn vị được kiểm tra",), signing.leading(unit, on=on).name)
