"""The ZIP is written file by file: never more than one paper in memory, never two on disk."""

import hashlib
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import IO

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from directives.models import Attachment
from directives.vietnamese import plain_letters
from reports.documents import Document
from reports.dossier import index
from reports.dossier.contents import entries
from reports.dossier.values import Entry, Packed
from reports.models import Dossier

MEGABYTE = 1024 * 1024
INDEX = "0-muc-luc-van-ban.pdf"
SUMS = "0-ma-bam-sha256.txt"
#: What is packed already is stored as it is.
PACKED = (".pdf", ".docx", ".xlsx", ".jpg", ".jpeg", ".png", ".zip")

#: Makes a PDF in a process apart. Raises what `printing.apart.make` raises.
Print = Callable[[Document], bytes]


def pack(
    dossier: Dossier,
    into: IO[bytes],
    *,
    print_: Print,
    progress: Callable[[int, int], None],
) -> list[Packed]:
    """Write the ZIP; `progress(done, all)` is told before each file, and may raise to stop it.

    A file that the storage has lost is named in the index and left out: the rest is kept.
    """
    made_at = timezone.localtime(dossier.made_at)
    with translation.override("vi"), zipfile.ZipFile(into, "w", allowZip64=True) as archive:
        found = list(entries(dossier.directive))
        packed = []
        for ordinal, entry in enumerate(found, start=1):
            progress(ordinal - 1, len(found) + 1)
            packed.append(_pack(archive, entry, ordinal, print_, made_at))
        progress(len(found), len(found) + 1)
        contents = index.document(dossier.directive, packed, on=made_at.date())
        table = print_(contents)
        _write(archive, INDEX, iter([table]), made_at)
        _write(archive, SUMS, iter([_sums(packed, table).encode()]), made_at)
    return packed


def name_of(dossier: Dossier) -> str:
    """ho-so-123-skhcn-hcth-2026-12-20.zip: the ZIP itself has a name that every archive takes."""
    directive = dossier.directive
    words = plain_letters(f"ho so {directive.number} {directive.symbol}").replace(" ", "-")
    return f"{words}-{timezone.localdate(dossier.made_at)}.zip"


def _pack(
    archive: zipfile.ZipFile, entry: Entry, ordinal: int, print_: Print, made_at: datetime
) -> Packed:
    if entry.source is None:
        return Packed(ordinal, entry, "", entry.note)
    path = entry.path(ordinal)
    if not isinstance(entry.source, Attachment):
        chunks = iter([print_(entry.source())])
    else:
        try:
            file = entry.source.file.open("rb")
        except FileNotFoundError:
            return Packed(ordinal, entry, "", _("Không đọc được tệp gốc"))
        chunks = _chunks(file)
    return Packed(ordinal, entry, path, entry.note, _write(archive, path, chunks, made_at))


def _chunks(file) -> Iterator[bytes]:
    with file:
        yield from iter(partial(file.read, MEGABYTE), b"")


def _write(archive: zipfile.ZipFile, path: str, chunks: Iterator[bytes], made_at: datetime) -> str:
    """The SHA-256 of what was written."""
    info = zipfile.ZipInfo(path, date_time=made_at.timetuple()[:6])
    stored = path.endswith(PACKED)
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    digest = hashlib.sha256()
    with archive.open(info, "w", force_zip64=True) as file:
        for chunk in chunks:
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()


def _sums(packed: list[Packed], table: bytes) -> str:
    """As `sha256sum --check` reads it."""
    lines = [f"{hashlib.sha256(table).hexdigest()}  {INDEX}"]
    lines += [f"{one.sha256}  {one.path}" for one in packed if one.path]
    return "\n".join(lines) + "\n"
