"""A directive as it is cited in a cell: "Công văn số 123/SKHCN-HCTH ngày 07/6/2024 V/v …"."""

import re
from dataclasses import dataclass
from datetime import date

from directives.models import DocumentType
from directives.tracking.texts import folded, tidy
from directives.tracking.times import day_in_words

_LETTERS = r"[A-ZĐƯƠ][A-Za-zĐđƯưƠơ&]*"
_CITED = re.compile(
    rf"(?P<number>\d{{1,6}}[a-z]?)\s*"
    rf"(?:/\s*(?P<symbol>(?:\d{{4}}\s*/\s*)?{_LETTERS}(?:\s*[-/]\s*{_LETTERS}(?:\.{_LETTERS})*)*)"
    rf"|-\s*(?P<party>{_LETTERS}/{_LETTERS}))"
)
_SUBJECT = re.compile(r"(?:V/v|[Vv]ề việc|[Vv]ề)\s*:?\s*(?P<subject>\S.*)", re.DOTALL)
#: Abbreviation in front of the symbol, or party's: QĐ-UBND, KL/TW.
_TYPES = {value: value for value in DocumentType.values if value not in ("CV", "other", "L")}


@dataclass(frozen=True)
class Cited:
    doc_type: str
    number: str
    symbol: str
    issued_on: date | None
    subject: str

    @property
    def key(self) -> str:
        return f"{self.number}/{self.symbol}"


def cited_in(text: str) -> Cited | None:
    """None where no number and symbol stand in the text. A day that is no day is none."""
    text = tidy(text)
    found = _CITED.search(text)
    if found is None:
        return None
    symbol = re.sub(r"\s+", "", found["symbol"] or found["party"])
    rest = text[found.end() :]
    subject = _SUBJECT.search(rest)
    return Cited(
        doc_type=_type_of(text[: found.start()], symbol),
        number=found["number"],
        symbol=symbol,
        issued_on=day_in_words(rest) or day_in_words(text[: found.start()]),
        subject=" ".join(subject["subject"].split()) if subject else "",
    )


def _type_of(before: str, symbol: str) -> str:
    """By its name, else by its symbol; a công văn has no abbreviation."""
    named = folded(before)
    for value, label in DocumentType.choices:
        if folded(str(label)) in named:
            return value
    first = re.split(r"[-/]", re.sub(r"^\d{4}/", "", symbol))[0]
    return _TYPES.get(first, DocumentType.DISPATCH.value)
