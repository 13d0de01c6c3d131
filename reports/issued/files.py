"""Opens an issued file as what its name says, or refuses it as damaged or locked."""

import io
import zipfile

from reports.issued.limits import MOST_PAGES, MOST_PARTS, MOST_PIXELS, MOST_UNPACKED_BYTES, Refused

_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: Extension -> type, and how such a file may begin.
KINDS = {
    "pdf": ("application/pdf", (b"%PDF-",)),
    "docx": (_WORD_TYPE, (b"PK\x03\x04",)),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "tif": ("image/tiff", (b"II*\x00", b"MM\x00*")),
    "tiff": ("image/tiff", (b"II*\x00", b"MM\x00*")),
}
#: What Word makes of a document that is locked with a password.
_COMPOUND = b"\xd0\xcf\x11\xe0"


def content_type(name: str, content: bytes) -> str:
    """By name and by content, which must agree. Raises Refused."""
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if extension not in KINDS:
        raise Refused("kind")
    known, starts = KINDS[extension]
    if extension == "docx" and content.startswith(_COMPOUND):
        raise Refused("encrypted")
    # A PDF may have a line of its printer before its own first one.
    places = range(1024) if extension == "pdf" else (0,)
    if not any(content.startswith(begin, place) for place in places for begin in starts):
        raise Refused("damaged")
    return known


def open_pdf(content: bytes):
    """A pypdf reader with all its pages at hand. Raises Refused."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    # A password for changes alone leaves it to be read by everybody.
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused("encrypted")
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise Refused("too_much")
    if not count:
        raise Refused("damaged")
    return reader


def open_word(content: bytes):
    """A python-docx document, of parts that are looked at before they are unpacked."""
    from docx import Document

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("encrypted")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise Refused("too_much")
    return Document(io.BytesIO(content))


def check_image(content: bytes) -> None:
    """Every page of the picture can be unpacked. Raises Refused."""
    from PIL import Image, ImageSequence

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "TIFF"]) as image:
        pixels = 0
        for number, frame in enumerate(ImageSequence.Iterator(image)):
            pixels += frame.width * frame.height
            if number >= MOST_PAGES or pixels > 8 * MOST_PIXELS:
                raise Refused("too_much")
            frame.load()
