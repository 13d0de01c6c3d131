"""Mục lục văn bản of a dossier, as a document of the office."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from django.utils import translation

from directives.models import Directive
from directives.vietnamese import short_date
from reports import signing
from reports.consolidated import letterhead
from reports.documents import Closing, Document, Masthead, Title
from reports.documents.templates import blocks
from reports.dossier.values import Packed


def document(directive: Directive, packed: Sequence[Packed], *, on: date) -> Document:
    """A4 across the page; the coordinating unit made it."""
    agency = letterhead.agency_of(directive)
    coordinator = directive.coordinator
    with translation.override("vi"):
        name = f"Hồ sơ thực hiện {directive.reference} ngày {short_date(directive.issued_on)}"
        return Document(
            on=on,
            name=f"Mục lục văn bản. {name}",
            author=coordinator.name,
            masthead=Masthead(
                superior=agency.name,
                issuer=coordinator.name,
                symbol=None,
                place=agency.place,
                year=on.year,
            ),
            title=Title("Mục lục văn bản", name, f"(Lập ngày {short_date(on)})"),
            addressees=(),
            blocks=blocks(
                "dossier/index",
                directive=directive,
                groups=[
                    (folder, list(lines))
                    for folder, lines in groupby(packed, lambda one: one.entry.folder)
                ],
                count=len(packed),
                file_count=sum(bool(one.path) for one in packed),
            ),
            closing=Closing((), signing.leading(coordinator, on=on)),
            is_landscape=True,
        )
