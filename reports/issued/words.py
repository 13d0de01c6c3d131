"""Text as words to compare: without line breaks, capitals, dashes, forms of quotation marks."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

#: A number with its separators and sign, a run of letters, or one mark.
_WORD = re.compile(r"(?<![\w.,])-?\d+(?:[.,]\d+)*|[^\W\d_]+|\d+|[^\w\s]")
_UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
#: Says nothing: dashes of any length, dotted lines to write on.
_SILENT = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]|\.{3,}|…+|_+")
_PLAIN = str.maketrans("“”„‟«»‘’‚′″‐‑‒–—−", '"' * 6 + "'" * 5 + "-" * 6)
#: Any but the sign of a negative number.
_DASHES = re.compile(r"-+(?!\d)|(?<=\w)-+")
#: The number of a page, on a line of its own at the head or the foot; the first page has none.
_PAGE_NUMBER = re.compile(r"\A\s*\d{1,4}\s*\n|\n\s*\d{1,4}\s*\Z")


@dataclass(frozen=True)
class Word:
    """`text` is compared, the raw page from `start` to `end` is shown."""

    text: str
    page: int
    start: int
    end: int


@dataclass(frozen=True)
class Text:
    """Pages as they were read, and the words on them."""

    pages: tuple[str, ...]
    words: tuple[Word, ...]

    def said(self, start: int, end: int) -> str:
        """Words `start` to `end` as they stand in the text, line breaks aside."""
        pieces: list[str] = []
        for page in sorted({word.page for word in self.words[start:end]}):
            here = [word for word in self.words[start:end] if word.page == page]
            pieces.append(self.pages[page][here[0].start : here[-1].end])
        return " ".join(" ".join(pieces).split())

    def gap(self, at: int) -> str:
        """What stands between word `at` and the one before it: a blank, or nothing."""
        if not 0 < at < len(self.words):
            return ""
        before, after = self.words[at - 1], self.words[at]
        return "" if (before.page, before.end) == (after.page, after.start) else " "

    def is_edge(self, start: int, end: int) -> bool:
        """Words `start` to `end` are the first or the last of their page."""
        page = self.words[start].page
        if self.words[end - 1].page != page:
            return False
        first = start == 0 or self.words[start - 1].page != page
        return first or end == len(self.words) or self.words[end].page != page


def clean(text: str) -> str:
    """In NFC, without what no text holds: NUL and its like, halves of letters."""
    return _UNSPEAKABLE.sub(" ", unicodedata.normalize("NFC", text))


def read(pages: Iterable[str]) -> Text:
    raw = tuple(clean(page) for page in pages)
    words: list[Word] = []
    for number, page in enumerate(raw):
        words += _words(page, number)
    return Text(raw, tuple(words))


def _words(page: str, number: int) -> list[Word]:
    """Blanks take the place of what says nothing, so that every word keeps its own."""
    plain = _PAGE_NUMBER.sub(_blank, page) if number else page
    plain = _DASHES.sub(_blank, _SILENT.sub(_blank, plain.translate(_PLAIN)))
    return [
        Word(match.group().casefold(), number, match.start(), match.end())
        for match in _WORD.finditer(plain)
    ]


def _blank(match: re.Match) -> str:
    return " " * len(match.group())


def phrase(text: str) -> tuple[str, ...]:
    """The words of a phrase, to be found among others."""
    return tuple(word.text for word in read([text]).words)
