"""Keeps what came back from văn thư, whatever it says; only what must not be here is refused."""

from datetime import date, datetime

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from pydantic import TypeAdapter

from directives import secrecy
from directives.lifecycle import keep_file
from directives.models import DocumentType, User
from reports import papers, planning
from reports.citation import Citation
from reports.issued import apart, telling
from reports.issued.expected import document_of, expected
from reports.issued.signatures import CERTIFICATE_NAMES
from reports.issued.values import (
    Comparison,
    Difference,
    Examination,
    Question,
    Signature,
    Stated,
)
from reports.models import ConsolidatedReport, IssuedCopy, Paper

_differences = TypeAdapter(tuple[Difference, ...])
_signatures = TypeAdapter(tuple[Signature, ...])


class Refused(Exception):
    """The file is damaged, dangerous or secret; the message is the sentence for the person."""


def receive(
    document: ConsolidatedReport | Paper,
    upload: UploadedFile,
    *,
    number: str,
    symbol: str,
    issued_on: date,
    signer: str,
    by: User,
    at: datetime,
) -> IssuedCopy:
    """Keep the issued copy of a document, compared with ours and its signatures checked.

    The newest version of the report upward gives its period the number and the real day; one that
    is on a legal basis apart does not, since the period has one number only. An urging paper that
    had no number counts as an urging from now on. Raises Refused, or WrongState where the paper
    cannot be issued any more.
    """
    stated = Stated(number, symbol, issued_on, (signer,))
    found = _examined(document, upload, stated, at)
    if found.refusal or found.comparison is None:
        raise Refused(telling.refusal(found.refusal, found.detail))
    upload.content_type = found.content_type
    return _keep(document, upload, stated, signer, found.comparison, found.signatures, by, at)


def _examined(document, upload: UploadedFile, stated: Stated, at: datetime) -> Examination:
    name = upload.name or ""
    for text in (stated.number, stated.symbol, *stated.names, name):
        if mark := secrecy.mark_in(text):
            return Examination("secret", mark)
    if (upload.size or 0) > settings.FILE_MAX_BYTES:
        return Examination("too_much")
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    agency = document_of(document).author
    stated = Stated(stated.number, stated.symbol, stated.issued_on, (*stated.names, agency))
    return apart.examine(Question(name, content, expected(document), stated, at=at, roots=roots()))


def roots() -> tuple[bytes, ...]:
    """The files that SIGNATURE_ROOTS names, read anew: the office may change them."""
    place = settings.SIGNATURE_ROOTS
    if place is None:
        return ()
    if place.is_file():
        return (place.read_bytes(),)
    found = {path for pattern in CERTIFICATE_NAMES for path in place.glob(pattern)}
    return tuple(path.read_bytes() for path in sorted(found))


@transaction.atomic
def _keep(
    document: ConsolidatedReport | Paper,
    upload: UploadedFile,
    stated: Stated,
    signer: str,
    comparison: Comparison,
    signatures: tuple[Signature, ...],
    by: User,
    at: datetime,
) -> IssuedCopy:
    if isinstance(document, Paper):
        _issue(document, stated, by, at)
    else:
        _record_sent(document, stated, by, at)
    return IssuedCopy.objects.create(
        paper=document if isinstance(document, Paper) else None,
        consolidated=document if isinstance(document, ConsolidatedReport) else None,
        file=keep_file(upload, by=by, at=at),
        number=stated.number,
        symbol=stated.symbol,
        issued_on=stated.issued_on,
        signer=signer,
        verdict=comparison.verdict,
        reason=comparison.reason,
        differences=_differences.dump_python(comparison.differences, mode="json"),
        difference_count=comparison.count,
        signatures=_signatures.dump_python(signatures, mode="json"),
        received_at=at,
        received_by=by,
    )


def _issue(paper: Paper, stated: Stated, by: User, at: datetime) -> None:
    if not paper.is_issued:
        number = f"{stated.number}/{stated.symbol}"
        issued = Citation(number, stated.issued_on, DocumentType.DISPATCH)
        papers.issue_urging(paper, issued=issued, by=by, at=at)


def _record_sent(version: ConsolidatedReport, stated: Stated, by: User, at: datetime) -> None:
    newer = ConsolidatedReport.objects.filter(
        period=version.period_id, basis=version.basis_id, version__gt=version.version
    )
    if version.basis_id or newer.exists():
        return
    period = version.period
    period.upward_number = f"{stated.number}/{stated.symbol}"
    period.upward_sent_on = stated.issued_on
    planning.record_sent(period, by=by, at=at)


def differences_of(copy: IssuedCopy) -> tuple[Difference, ...]:
    return _differences.validate_python(copy.differences, strict=False)


def signatures_of(copy: IssuedCopy) -> tuple[Signature, ...]:
    return _signatures.validate_python(copy.signatures, strict=False)
