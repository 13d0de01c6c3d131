"""Certificates, signatures and stamps as văn thư's programs put them on a PDF."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import time_machine
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from reports.issued.expected import furniture, text
from reports.issued.values import Expected
from reports.printing.docx import docx
from reports.printing.pdf import pdf
from tests.reports.specimens import REPORT

SIGNED_AT = datetime(2026, 12, 21, 3, 20, tzinfo=UTC)
DER, PEM = serialization.Encoding.DER, serialization.Encoding.PEM


@dataclass(frozen=True)
class Holder:
    """A certificate and its key; `above` is who issued it."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey
    above: "Holder | None" = None

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(PEM)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(DER)


def issue(
    name: str, above: Holder | None = None, *, organisation="", is_ca=False, **days
) -> Holder:
    """Good from 2026 to 2028 unless `since`, `until` say otherwise."""
    key = ec.generate_private_key(ec.SECP256R1())
    attributes = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
    if organisation:
        attributes.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    subject = x509.Name(attributes)
    usage = dict.fromkeys(
        [
            "key_encipherment", "data_encipherment", "key_agreement", "encipher_only",
            "decipher_only",
        ],
        False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(above.certificate.subject if above else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(days.get("since", datetime(2026, 1, 1, tzinfo=UTC)))
        .not_valid_after(days.get("until", datetime(2028, 1, 1, tzinfo=UTC)))
        .add_extension(x509.BasicConstraints(is_ca, None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                content_commitment=True,
                key_cert_sign=is_ca,
                crl_sign=is_ca,
                **usage,
            ),
            critical=True,
        )
        .sign(above.key if above else key, hashes.SHA256())
    )
    return Holder(certificate, key, above)


@cache
def root() -> Holder:
    return issue("Root CA mẫu", organisation="Ban Cơ yếu mẫu", is_ca=True)


@cache
def director() -> Holder:
    return issue("Nguyễn Văn Thành", root(), organisation="Sở Khoa học và Công nghệ")


@cache
def ours() -> Expected:
    """The report of `specimens`, with its PDF and its Word file."""
    return Expected(
        pages=(text(REPORT),),
        pdf=pdf(REPORT),
        word=docx(REPORT),
        furniture=tuple(furniture(REPORT)),
    )


def sign(pdf: bytes, holder: Holder, *, field="Chu-ky-1", box=None) -> bytes:
    """Signed at SIGNED_AT, as the signer's machine has it; `box` makes the signature visible."""
    store = SimpleCertificateStore()
    if holder.above:
        store.register(_asn1(holder.above.certificate))
    key = holder.key.private_bytes(
        DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signer = signers.SimpleSigner(
        signing_cert=_asn1(holder.certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(key),
        cert_registry=store,
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    fields.append_signature_field(writer, fields.SigFieldSpec(field, on_page=0, box=box))
    how = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
    with time_machine.travel(SIGNED_AT, tick=False):
        return signers.PdfSigner(how, signer).sign_pdf(writer).getvalue()


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(DER))


def write_over(pdf: bytes, *lines: tuple[int, int, str], page=0) -> bytes:
    """The file made anew with words laid over a page: (x, y, text) in points, from below."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    target = writer.pages[page]
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Times-Roman"),
        }
    )
    target["/Resources"]["/Font"][NameObject("/Stamp")] = writer._add_object(font)
    stream = DecodedStreamObject()
    written = "".join(f"1 0 0 1 {x} {y} Tm ({text}) Tj " for x, y, text in lines)
    before = target.get_contents().get_data()
    stream.set_data(b"q " + before + f" Q BT /Stamp 13 Tf {written}ET".encode("latin-1"))
    target[NameObject("/Contents")] = writer._add_object(stream)
    return _saved(writer)


def changed(pdf: bytes, change) -> bytes:
    """The file made anew after `change(writer)`."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    change(writer)
    return _saved(writer)


def _saved(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
