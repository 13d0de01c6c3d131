"""Every write to directives, duties and assignments: who (`by`), when (`at`), and a row."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from directives.errors import AlreadyDone
from directives.models import (
    Assignment,
    Attachment,
    Department,
    Directive,
    Duty,
    Indicator,
    LegalBasis,
    User,
)
from directives.organisation import Refused, refuse_unless_in_being


@contextmanager
def _once(row: Model) -> Iterator[None]:
    """One transaction; where the database refuses the row, somebody else was first: AlreadyDone."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise AlreadyDone(row) from error


def keep_file(upload: UploadedFile, *, by: User | None, at: datetime) -> Attachment:
    """Store an uploaded file under a name of our own; its given name is only shown."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    attachment = Attachment(
        original_name=upload.name[-255:],
        content_type=upload.content_type or "application/octet-stream",
        size=upload.size,
        sha256=digest.hexdigest(),
        uploaded_by=by,
        uploaded_at=at,
    )
    suffix = f".{upload.name.rpartition('.')[2].lower()}" if "." in upload.name else ""
    attachment.file.save(f"{attachment.public_id}{suffix}", upload, save=False)
    attachment.save()
    return attachment


def register(
    directive: Directive, *, by: User | None, at: datetime, upload: UploadedFile | None = None
) -> Directive:
    """Enter a directive into the register, with the file of its paper.

    Raises AlreadyDone when a directive has its number by now.
    """
    with _once(directive):
        if upload:
            directive.source_file = keep_file(upload, by=by, at=at)
        directive.registered_by, directive.registered_at = by, at
        directive.save()
    return directive


def correct(
    directive: Directive, *, by: User, at: datetime, upload: UploadedFile | None = None
) -> None:
    """Put right what was entered; history keeps what stood before, and `by` through the request.

    Raises AlreadyDone when another directive has its number and symbol by now.
    """
    with _once(directive):
        if upload:
            directive.source_file = keep_file(upload, by=by, at=at)
        directive.save()


def correct_duty(duty: Duty, *, by: User, at: datetime) -> None:
    """Put a duty right, or fix its deadline.

    Raises AlreadyDone when its text was frozen by an assignment in the meantime.
    """
    with _once(duty):
        duty.save()


def set_number(directive: Directive, *, number: str, by: User, at: datetime) -> None:
    """Type in the number that the document system gave; a given number is not changed here.

    Raises AlreadyDone when the directive has a number, or another one has this number by now.
    History keeps `by` through the request.
    """
    with _once(directive):
        updated = Directive.objects.filter(pk=directive.pk, number="").update(number=number)
    if not updated:
        raise AlreadyDone(directive)
    directive.refresh_from_db()


def add_duty(
    duty: Duty,
    *,
    by: User | None,
    at: datetime,
    indicators: Iterable[tuple[str, str]] = (),
) -> Duty:
    """Add a duty with the indicators it asks for, each a name and its unit of measure.

    Raises AlreadyDone when a duty has its ordinal by now.
    """
    with _once(duty):
        duty.save()
        Indicator.objects.bulk_create(
            Indicator(duty=duty, ordinal=ordinal, name=name, unit=unit)
            for ordinal, (name, unit) in enumerate(indicators, start=1)
        )
    return duty


def add_legal_basis(
    basis: LegalBasis, *, by: User | None, at: datetime, upload: UploadedFile | None = None
) -> LegalBasis:
    """Add a paper that the directive rests on, with its full text where there is a file.

    Raises AlreadyDone when it was added by now, or another paper has its ordinal.
    """
    with _once(basis):
        if upload:
            basis.attachment = keep_file(upload, by=by, at=at)
        basis.save()
    return basis


def correct_legal_basis(
    basis: LegalBasis, *, by: User, at: datetime, upload: UploadedFile | None = None
) -> None:
    """Put a paper right, give it its full text, or say that it has a report of its own.

    History keeps `by` through the request. Raises AlreadyDone when another paper has its ordinal
    or its number by now.
    """
    with _once(basis):
        if upload:
            basis.attachment = keep_file(upload, by=by, at=at)
        basis.save()


@transaction.atomic
def relate_indicators(
    bases: Mapping[Indicator, Iterable[LegalBasis]], *, by: User, at: datetime
) -> None:
    """Say of which legal bases each is a figure; of none is of every one."""
    for indicator, some in bases.items():
        indicator.bases.set(some)


@transaction.atomic
def assign(
    duty: Duty,
    departments: Iterable[Department],
    *,
    starts_on: date,
    by: User | None,
    at: datetime,
    role: str = Assignment.Role.LEAD,
) -> list[Assignment]:
    """Give the duty to the units; a unit that has it already is left as it is.

    Raises organisation.Refused where a unit is not in being on the first day, or the directive is
    not followed up any more.
    """
    departments = list(departments)
    _refuse_closed(duty)
    refuse_unless_in_being(departments, on=starts_on)
    given = []
    for department in departments:
        try:
            with transaction.atomic():
                given.append(
                    Assignment.objects.create(
                        duty=duty,
                        department=department,
                        role=role,
                        starts_on=starts_on,
                        ends_on=None,
                        assigned_by=by,
                        assigned_at=at,
                    )
                )
        except IntegrityError:
            if not duty.assignments.filter(department=department).exists():
                raise
    return given


def _refuse_closed(duty: Duty) -> None:
    """Whoever closes the directive at this moment is before us, or waits."""
    live = Directive.objects.live().select_for_update(no_key=True, of=("self",))
    if not live.filter(pk=duty.directive_id):
        raise Refused(_("Văn bản đã kết thúc theo dõi nên không giao thêm nhiệm vụ."))


def acknowledge(assignment: Assignment, *, by: User, at: datetime) -> None:
    """The unit says that it has read the duty and takes it on. Raises AlreadyDone."""
    updated = Assignment.objects.filter(pk=assignment.pk, acknowledged_at=None).update(
        acknowledged_at=at, acknowledged_by=by
    )
    if not updated:
        raise AlreadyDone(assignment)
    assignment.refresh_from_db()


@transaction.atomic
def complete(assignment: Assignment, *, on: date, by: User, at: datetime) -> None:
    """The duty is done on the day, for the successor too where every merged unit has done it.

    History keeps `by` through the request.
    """
    Assignment.objects.filter(pk=assignment.pk).update(completed_on=on)
    carried_on = assignment.continued_by
    if (
        carried_on is not None
        and carried_on.starts_on > assignment.ends_on
        and not carried_on.continues.filter(completed_on=None).exists()
    ):
        Assignment.objects.filter(pk=carried_on.pk, completed_on=None).update(completed_on=on)
