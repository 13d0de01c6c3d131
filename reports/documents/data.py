"""A table of plain typed values: what a spreadsheet, a CSV file or another program reads.

Unlike `blocks.Table`, which is printed, nothing in it is a word that should be a number.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

#: A percent is 0-100, as everywhere in the domain. None is a blank cell, and never zero.
Value = str | int | Decimal | date | None

#: What XML 1.0 cannot hold, and half a pair of UTF-16.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
#: Marks that turn the text beside them around.
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")

#: Spreadsheets take a text for a formula that begins with one of these, full-width forms included.
#: Source: OWASP, CSV Injection.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"


@dataclass(frozen=True)
class Column:
    """`width` in characters; `unit` is the unit of measure of every figure of the column."""

    title: str
    kind: Kind = Kind.TEXT
    width: int = 14
    unit: str = ""

    @property
    def heading(self) -> str:
        """Tỷ lệ (%)"""
        return f"{self.title} ({self.unit})" if self.unit else self.title


@dataclass(frozen=True)
class DataTable:
    """`key` names it in addresses, `name` on its sheet: 31 characters at most, none of []:*?/\\.

    Every row has a value for each column. `note` says how the figures are to be read.
    """

    key: str
    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""


def written(text: str) -> str:
    """The text in NFC, without characters that no file can hold or that turn others around.

    Lines end with \\n.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _TURNING.sub("", _UNWRITABLE.sub("", text)))


def begins_like_a_formula(text: str) -> bool:
    """Blanks before it do not hide it."""
    return text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS)
