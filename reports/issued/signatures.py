"""Checks the digital signatures of a PDF. Nothing is ever fetched: no list, no certificate.

So a certificate that was revoked is not found out; who must know asks its issuer.
"""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from reports.issued.limits import MOST_SIGNATURES, SIGNING_SECONDS, TooSlow, within
from reports.issued.values import Signature
from reports.issued.words import clean

#: Of a time without a zone: the signer's machine stood in Vietnam.
VIETNAM = timezone(timedelta(hours=7))
CERTIFICATE_NAMES = ("*.pem", "*.crt", "*.cer")


def certificates(files: Sequence[bytes]) -> list:
    """The certificates in the files, as pyHanko takes them; a file without any is passed over."""
    return [certificate for content in files for certificate in _certificates_in(content)]


def _certificates_in(content: bytes) -> list:
    """PEM, or one in DER, as Windows writes a *.cer."""
    from asn1crypto import pem, x509

    try:
        parts = pem.unarmor(content, multiple=True) if pem.detect(content) else ()
        coded = [der for kind, _, der in parts if kind == "CERTIFICATE"] or [content]
        found = [x509.Certificate.load(der) for der in coded]
        # They are read as they are asked for: what is no certificate says so now.
        return [one for one in found if one.subject.native]
    except ValueError:
        return []


def open_signed(content: bytes):
    """A pyHanko reader, or None where it cannot make sense of the file."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        if reader.encrypted:
            reader.decrypt("")
    except (PdfError, ValueError):
        return None
    return reader


def found_on(reader, *, roots: Sequence, at: datetime) -> tuple[Signature, ...]:
    """Every signature and timestamp, the first one first; `at` is now."""
    try:
        embedded = reader.embedded_signatures[:MOST_SIGNATURES]
    except Exception:  # a field that is no signature: pyHanko has no error of its own for it
        return (Signature(is_readable=False),)
    return tuple(_checked(item, roots, at) for item in embedded)


def is_only_signed(reader, length: int) -> bool:
    """Whatever follows the first `length` bytes is signatures, and what belongs to them."""
    from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel

    xrefs = reader.xrefs
    places = [xrefs.get_startxref_for_revision(at) for at in range(xrefs.total_revisions)]
    ours = sum(place < length for place in places) - 1
    if not 0 <= ours < len(places) - 1:
        return False
    try:
        with within(SIGNING_SECONDS):
            result = _signing_policy().review_file(reader, _with_form(reader, ours))
    except (TooSlow, Exception):
        return False
    signing = ModificationLevel.FORM_FILLING
    return isinstance(result, DiffResult) and result.modification_level <= signing


def _signing_policy():
    """pyHanko's own for signatures alone, and for the first: the form comes into being with it."""
    from pyhanko.sign.diff_analysis import (
        DEFAULT_DIFF_POLICY,
        FormUpdatingRule,
        SigFieldCreationRule,
        SigFieldModificationRule,
        StandardDiffPolicy,
    )
    from pyhanko.sign.diff_analysis.constants import ACROFORM_EXEMPT_STRICT_COMPARISON

    form_rule = FormUpdatingRule(
        [SigFieldCreationRule(), SigFieldModificationRule()],
        {*ACROFORM_EXEMPT_STRICT_COMPARISON, "/SigFlags"},
    )
    return StandardDiffPolicy(DEFAULT_DIFF_POLICY.global_rules, form_rule)


def _with_form(reader, revision: int):
    """Our revision, with the empty form that it does not have: pyHanko compares forms only."""
    from pyhanko.pdf_utils import generic

    before = reader.get_historical_resolver(revision)
    if "/AcroForm" not in before.root:
        empty = generic.DictionaryObject({generic.pdf_name("/Fields"): generic.ArrayObject()})
        before.root[generic.pdf_name("/AcroForm")] = empty
    return before


def _checked(embedded, roots: Sequence, at: datetime) -> Signature:
    """A broken signature breaks in many ways, and each of them says the same to the reader."""
    try:
        with within(SIGNING_SECONDS):
            return _read(embedded, roots, at)
    except TooSlow:
        pass
    except Exception:
        return Signature(is_readable=False)
    try:
        with within(SIGNING_SECONDS):
            return replace(_read(embedded, roots, at, skip_diff=True), is_followed_up=False)
    except (TooSlow, Exception):
        return Signature(is_readable=False)


def _read(embedded, roots: Sequence, at: datetime, *, skip_diff: bool = False) -> Signature:
    certificate = embedded.signer_cert
    is_timestamp = embedded.sig_object_type == "/DocTimeStamp"
    claimed = _zoned(embedded.self_reported_timestamp)
    status = _status(embedded, roots, claimed or at, is_timestamp, skip_diff)
    signed_at, is_dated = (status.timestamp, status.trusted) if is_timestamp else (claimed, False)
    stamp = getattr(status, "timestamp_validity", None)
    if stamp is not None and stamp.trusted:
        signed_at, is_dated = stamp.timestamp, True
        status = _status(embedded, roots, signed_at, is_timestamp, skip_diff)
    moment = signed_at or at
    return Signature(
        signer=_named(certificate.subject),
        organisation=clean(str(certificate.subject.native.get("organization_name", ""))),
        issuer=_named(certificate.issuer),
        signed_at=signed_at,
        is_timestamp=is_timestamp,
        is_dated_by_authority=is_dated,
        is_intact=status.intact and status.valid and (skip_diff or status.docmdp_ok is not False),
        is_self_signed=certificate.self_signed in {"yes", "maybe"},
        was_in_force=certificate.not_valid_before <= moment <= certificate.not_valid_after,
        valid_from=certificate.not_valid_before,
        valid_until=certificate.not_valid_after,
        trust=("trusted" if status.trusted else "untrusted") if roots else "no_roots",
    )


def _status(embedded, roots: Sequence, moment: datetime, is_timestamp: bool, skip_diff: bool):
    """As of the moment: a certificate that ran out later was good when it was used."""
    from pyhanko.sign.validation import (
        KeyUsageConstraints,
        validate_pdf_signature,
        validate_pdf_timestamp,
    )
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(
        trust_roots=list(roots),
        other_certs=embedded.other_embedded_certs,
        moment=moment,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
    if is_timestamp:
        return validate_pdf_timestamp(embedded, validation_context=context, skip_diff=skip_diff)
    usage = KeyUsageConstraints(
        key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False
    )
    return validate_pdf_signature(
        embedded,
        signer_validation_context=context,
        key_usage_settings=usage,
        skip_diff=skip_diff,
    )


def _zoned(moment: datetime | None) -> datetime | None:
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=VIETNAM)


def _named(name) -> str:
    """The common name, or else what there is: a name may be given as several."""
    said = name.native.get("common_name") or name.native.get("organization_name") or ""
    return clean(", ".join(said) if isinstance(said, list) else str(said))
