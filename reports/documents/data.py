"""A table of plain typed values: what a spreadsheet, a CSV file or another program reads.

Unlike `blocks.Table`, which is printed, nothing in it is a word that should be a number.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from reports.documents.letters import clean

#: A percent is 0-100, as everywhere in the domain. None is a blank cell, and never zero.
Value = str | int | Decimal | date | None

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
    """The text with letters that any file can hold; its lines end with \\n."""
    return clean(text.replace("\r\n", "\n").replace("\r", "\n"))


def begins_like_a_formula(text: str) -> bool:
    """Blanks before it do not hide it."""
    return text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS)
