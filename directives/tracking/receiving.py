"""A table is taken in, its columns named, its questions answered, before anything is written."""

from collections.abc import Mapping
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from directives import secrecy
from directives.lifecycle import AlreadyDone, keep_file
from directives.models import Department, TrackingImport, User
from directives.tracking import columns, sheets
from directives.tracking.columns import Layout
from directives.tracking.decisions import keep_layout


@transaction.atomic
def take_in(
    upload: UploadedFile, *, coordinator: Department, by: User, at: datetime
) -> TrackingImport:
    """Keep the file with the columns that its headings tell of. Raises sheets.Unreadable."""
    book = sheets.read(upload)
    for sheet in book.sheets:
        _refuse_secrets(sheet)
    sheet = book.sheet("")
    upload.seek(0)
    return TrackingImport.objects.create(
        coordinator=coordinator,
        file=keep_file(upload, by=by, at=at),
        sheet=sheet.name[:100],
        mapping=keep_layout(columns.guess(sheet)),
        uploaded_by=by,
        uploaded_at=at,
    )


def lay_out(table: TrackingImport, *, sheet: str, layout: Layout, by: User, at: datetime) -> None:
    """The columns as a person named them; answers given stand. Raises AlreadyDone."""
    kept = {**table.mapping, **keep_layout(layout)}
    _keep(table, sheet=sheet, mapping=kept)


def answer(table: TrackingImport, answers: Mapping, *, by: User, at: datetime) -> None:
    """Add to what was answered before; no answer takes all of them back. Raises AlreadyDone."""
    before = table.mapping.get("decisions", {}) if answers else {}
    together = {
        **before,
        **{
            kind: {**before.get(kind, {}), **said} if isinstance(said, Mapping) else said
            for kind, said in answers.items()
        },
    }
    _keep(table, mapping={**table.mapping, "decisions": together})


def _keep(table: TrackingImport, **fields) -> None:
    if not TrackingImport.objects.filter(pk=table.pk, applied_at=None).update(**fields):
        raise AlreadyDone(table)
    table.refresh_from_db()


def _refuse_secrets(sheet: sheets.Sheet) -> None:
    for row in sheet.rows:
        for cell in row.cells:
            if isinstance(cell, str) and (mark := secrecy.mark_in(cell)):
                raise sheets.Unreadable(
                    _(
                        "Dòng %(row)s có dấu “%(mark)s”: không được đưa vào hệ thống này. "
                        "Không nhập thông tin thuộc bí mật nhà nước."
                    )
                    % {"row": row.number, "mark": mark}
                )
