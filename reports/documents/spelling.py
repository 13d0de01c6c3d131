"""Text as a document takes it, whoever typed or pasted it."""

import re
import unicodedata

#: Ends of lines of other machines, of Word, and of Unicode.
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
#: Controls and lone halves of a character, which XML forbids; marks that turn the writing round.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
#: Letters of the điểm, in the order of the Vietnamese alphabet: a, b, c, d, đ, e, g, ...
_LETTERS = "abcdđeghiklmnopqrstuvxy"


def clean(text: str) -> str:
    """In NFC, without what no document can hold; every end of a line is a newline."""
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text)))


def item_letter(place: int) -> str:
    """The letter of an item by its place from 0: a, b, c, d, đ, ..., y, then aa, ab."""
    turn, letter = divmod(place, len(_LETTERS))
    return (item_letter(turn - 1) if turn else "") + _LETTERS[letter]
