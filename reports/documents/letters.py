"""Letters as a document may hold them: composed, and none that cannot be seen."""

import re
import unicodedata

#: Control characters, which no file format takes; marks that turn the direction of writing, which
#: make a line say something else than it holds. Tab and line ends are white space, and stay.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction
    "\u00ad\u200b\ufeff\ufffe\uffff\ud800-\udfff]"  # no letter at all
)
#: What a browser takes for one blank; a no-break space is a letter.
BLANKS = re.compile("[ \t\n\r\f]+")


def clean(text: str) -> str:
    """In NFC, without control characters, direction marks and halves of letters."""
    return unicodedata.normalize("NFC", UNSEEN.sub("", text))


def collapsed(text: str) -> str:
    """Every run of white space as one blank."""
    return BLANKS.sub(" ", text)
